// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The RIOT model: the interrupt mask, mutexes, and callbacks of pins.

typedef struct { void *queue; } mutex_t;
typedef unsigned gpio_t;
typedef void (*gpio_cb_t)(void *);
unsigned irq_disable(void);
void irq_restore(unsigned state);
void mutex_lock(mutex_t *m);
void mutex_unlock(mutex_t *m);
int gpio_init_int(gpio_t pin, int mode, int flank, gpio_cb_t cb, void *arg);

static mutex_t mutex;
static int raced, masked;

static void pressed(void *arg) {
  (void)arg;
  raced++;
  masked++;
  mutex_lock(&mutex);
  // CHECK: :[[#@LINE-1]]:3: warning: 'mutex_lock' may block, but is called in interrupt handler 'pressed' [ambit-isr-unsafe-call]
  // CHECK: note: 'pressed' is registered as an interrupt handler here
  mutex_unlock(&mutex);
}

int main(void) {
  gpio_init_int(1, 0, 0, pressed, 0);
  for (;;) {
    raced = 0;
    // CHECK: :[[#@LINE-1]]:5: warning: writing 'raced' is not excluded from 'pressed' [ambit-undeclared-shared-state]
    // CHECK: note: 'pressed' writes 'raced' here
    // CHECK: note: 'pressed' is registered as an interrupt handler here
    // CHECK: note: mask interrupts around this access
    unsigned state = irq_disable();
    masked = 0; // masked
    irq_restore(state);
    mutex_lock(&mutex); // a thread may
    mutex_unlock(&mutex);
  }
}
