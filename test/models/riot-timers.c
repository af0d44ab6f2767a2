// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// RIOT's timers: a callback runs from its registration until it is taken back.

typedef void (*rtt_cb_t)(void *);
typedef void (*timer_cb_t)(void *, int);
void rtt_set_alarm(unsigned at, rtt_cb_t cb, void *arg);
void rtt_clear_alarm(void);
unsigned rtt_get_counter(void);
int timer_init(unsigned dev, unsigned hz, timer_cb_t cb, void *arg);
int timer_set_absolute(unsigned dev, int channel, unsigned value);

static unsigned now, last, ticks;

static void on_alarm(void *arg) {
  (void)arg;
  now += last;
  last = now;
}

// What comes before the registration in the same function comes before the callback, though
// others register it, too.
void clock_init(void) {
  last = rtt_get_counter();
  rtt_set_alarm(last, on_alarm, 0);
}

static void update(void) {
  last = now;
  rtt_set_alarm(now, on_alarm, 0);
}

void clock_set(unsigned to) {
  rtt_clear_alarm();
  now = to;
  update();
}

void clock_shift(unsigned by) {
  rtt_set_alarm(now, on_alarm, 0);
  rtt_clear_alarm();
  now += by;
  rtt_set_alarm(now, on_alarm, 0);
}

void clock_jump(unsigned by) {
  rtt_set_alarm(by, on_alarm, 0);
  now = by;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'now' is not excluded from 'on_alarm' [ambit-undeclared-shared-state]
  // CHECK: note: 'on_alarm' writes 'now' here
  // CHECK: :[[#@LINE-4]]:3: note: 'on_alarm' is registered as an interrupt handler here
  // CHECK: note: mask interrupts around this access
}

static void on_tick(void *arg, int channel) {
  (void)arg;
  (void)channel;
  ++ticks;
}

void ticks_init(void) {
  timer_init(0, 1000, on_tick, 0);
  ticks = 0; // no channel is set yet
  timer_set_absolute(0, 0, 100);
  ticks = 1;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'ticks' is not excluded from 'on_tick' [ambit-undeclared-shared-state]
  // CHECK: note: 'on_tick' writes 'ticks' here
  // CHECK: :[[#@LINE-6]]:3: note: 'on_tick' is registered as an interrupt handler here
  // CHECK: note: mask interrupts around this access
}
