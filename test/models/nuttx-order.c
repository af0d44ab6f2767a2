// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// NuttX: what a driver does before its handler can run, and a handler that is attached twice.

typedef int (*xcpt_t)(int irq, void *context, void *arg);
int irq_attach(int irq, xcpt_t handler, void *arg);
void up_enable_irq(int irq);
void up_disable_irq(int irq);
int has_second(void);
int kthread_create(const char *name, int priority, int stack, int (*entry)(int, char **),
                   char *const argv[]);

static int speed, last;

static int usb_interrupt(int irq, void *context, void *arg) {
  (void)irq, (void)context, (void)arg;
  ++speed;
  return 0;
}

// Attached, but not enabled yet; others enable it, too.
void usb_initialize(void) {
  irq_attach(4, usb_interrupt, 0);
  speed = 0;
  up_enable_irq(4);
}

void usb_register(void) { up_enable_irq(4); }

void usb_late(void) {
  irq_attach(4, usb_interrupt, 0);
  up_enable_irq(4);
  speed = 1;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'speed' is not excluded from 'usb_interrupt' [ambit-undeclared-shared-state]
  // CHECK: note: 'usb_interrupt' writes 'speed' here
  // CHECK: note: 'usb_interrupt' is registered as an interrupt handler here
  // CHECK: note: mask interrupts around this access
}

// One source, whichever number it has.
static int edu_interrupt(int irq, void *context, void *arg) {
  (void)context, (void)arg;
  last = irq;
  return last;
}

int edu_probe(int first, int second) {
  if (has_second())
    return irq_attach(second, edu_interrupt, 0);
  return irq_attach(first, edu_interrupt, 0);
}

// The strings are copied.
static int worker(int argc, char **argv) { return argc + argv[1][0]; }
void start_worker(void) {
  char text[4] = "1";
  char *arguments[2] = {text, 0};
  kthread_create("worker", 100, 2048, worker, arguments);
  arguments[0] = 0;
}

// A thread that is made while the system starts runs when the scheduler is on; a handler before.
static int queues, ticks, drivers;
static int loop(int argc, char **argv) {
  queues++;
  drivers++;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'drivers' is not excluded from 'main' [ambit-undeclared-shared-state]
  return argc + argv[0][0];
}
static int tick(int irq, void *context, void *arg) {
  (void)context, (void)arg;
  ticks++;
  return irq;
}
int nx_bringup(void);
static void nx_start(void) {
  kthread_create("loop", 100, 2048, loop, 0);
  irq_attach(9, tick, 0);
  up_enable_irq(9);
  queues = 0;
  ticks = 0;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'ticks' is not excluded from 'tick' [ambit-undeclared-shared-state]
  nx_bringup();
  drivers = 1;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'drivers' is not excluded from 'loop' [ambit-undeclared-shared-state]
}
int main(void) {
  nx_start();
  return 0;
}
