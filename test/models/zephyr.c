// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The Zephyr model: irq_lock, spin locks, threads, handlers, and what a handler must not call.

#include <stdint.h>

struct k_spinlock { int locked; };
typedef struct { unsigned key; } k_spinlock_key_t;
struct k_mutex { int owner; };
struct k_thread { int state; };
typedef struct { int64_t ticks; } k_timeout_t;
typedef void (*k_thread_entry_t)(void *, void *, void *);
unsigned int arch_irq_lock(void);
void arch_irq_unlock(unsigned int key);
#define irq_lock() arch_irq_lock()
#define irq_unlock(key) arch_irq_unlock(key)
k_spinlock_key_t k_spin_lock(struct k_spinlock *l);
void k_spin_unlock(struct k_spinlock *l, k_spinlock_key_t key);
int k_mutex_lock(struct k_mutex *m, k_timeout_t t);
int k_mutex_unlock(struct k_mutex *m);
int32_t k_msleep(int32_t ms);
int irq_connect_dynamic(unsigned irq, unsigned prio, void (*f)(const void *), const void *arg, uint32_t flags);

static struct k_spinlock spin;
static struct k_mutex mutex;
static const k_timeout_t forever = {-1};
static int raced, masked, spun, weak;

static void uart_isr(const void *arg) {
  (void)arg;
  raced++;
  masked++;
  k_spinlock_key_t key = k_spin_lock(&spin);
  spun++;
  k_spin_unlock(&spin, key);
  weak++;
  k_msleep(1);
  // CHECK: :[[#@LINE-1]]:3: warning: 'k_msleep' may block, but is called in interrupt handler 'uart_isr' [ambit-isr-unsafe-call]
  // CHECK: note: 'uart_isr' is registered as an interrupt handler here
}

int main(void) {
  irq_connect_dynamic(5, 1, uart_isr, 0, 0);
  for (;;) {
    raced = 0;
    // CHECK: :[[#@LINE-1]]:5: warning: writing 'raced' is not excluded from 'uart_isr' [ambit-undeclared-shared-state]
    // CHECK: note: 'uart_isr' writes 'raced' here
    // CHECK: note: 'uart_isr' is registered as an interrupt handler here
    // CHECK: note: mask interrupts around this access
    unsigned key = irq_lock();
    masked = 0; // masked
    irq_unlock(key);
    k_spinlock_key_t k = k_spin_lock(&spin);
    spun = 0; // one lock, that masks
    k_spin_unlock(&spin, k);
    k_mutex_lock(&mutex, forever);
    weak = 0;
    // CHECK: :[[#@LINE-1]]:5: warning: lock 'mutex' does not keep out 'uart_isr', which writes 'weak' [ambit-weak-lock]
    // CHECK: note: 'uart_isr' writes 'weak' here
    // CHECK: note: 'uart_isr' is registered as an interrupt handler here
    // CHECK: note: a mutex keeps out threads only
    k_mutex_unlock(&mutex);
    k_msleep(10); // a thread may
  }
}
