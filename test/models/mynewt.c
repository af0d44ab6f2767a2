// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The mynewt model: critical sections by macro, handlers of pins, and what waits.

typedef unsigned os_sr_t;
struct os_sem { int tokens; };
typedef void (*hal_gpio_irq_handler_t)(void *arg);
os_sr_t os_arch_save_sr(void);
void os_arch_restore_sr(os_sr_t sr);
#define OS_ENTER_CRITICAL(sr) (sr = os_arch_save_sr())
#define OS_EXIT_CRITICAL(sr) (os_arch_restore_sr(sr))
int hal_gpio_irq_init(int pin, hal_gpio_irq_handler_t handler, void *arg, int trig, int pull);
int os_sem_pend(struct os_sem *sem, unsigned timeout);

static struct os_sem sem;
static int raced, masked;

static void pressed(void *arg) {
  (void)arg;
  raced++;
  masked++;
  os_sem_pend(&sem, 1);
  // CHECK: :[[#@LINE-1]]:3: warning: 'os_sem_pend' may block, but is called in interrupt handler 'pressed' [ambit-isr-unsafe-call]
  // CHECK: note: 'pressed' is registered as an interrupt handler here
}

int main(void) {
  os_sr_t sr;
  hal_gpio_irq_init(1, pressed, 0, 0, 0);
  for (;;) {
    raced = 0;
    // CHECK: :[[#@LINE-1]]:5: warning: writing 'raced' is not excluded from 'pressed' [ambit-undeclared-shared-state]
    // CHECK: note: 'pressed' writes 'raced' here
    // CHECK: note: 'pressed' is registered as an interrupt handler here
    // CHECK: note: mask interrupts around this access
    OS_ENTER_CRITICAL(sr);
    masked = 0; // masked
    OS_EXIT_CRITICAL(sr);
    os_sem_pend(&sem, 1); // a task may
  }
}
