// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The NuttX model: calls of another core, which show that there are several.

#include "ambit/annotations.h"

int nxsched_smp_call_single(int cpu, int (*call)(void *), void *arg);
typedef struct AMBIT_CORE_BOUND {
  int hits;
} counters_t;
int collect(void *arg);

void send_counters(counters_t *own) {
  nxsched_smp_call_single(1, collect, own);
  // CHECK: :[[#@LINE-1]]:39: warning: 'own' crosses to core 1 but 'counters_t' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'counters_t' is declared core-bound here
  // CHECK: note: argument 3 of 'nxsched_smp_call_single' crosses to core 1 (model 'nuttx')
  nxsched_smp_call_single(1, collect, 0);
}

// The lock of the critical section by itself, by who may have it already: where he does not take
// it, he was called with it, and he gives it back if nobody is to have it after him.
typedef volatile unsigned char spinlock_t;
int enter_critical_section(void);
void leave_critical_section(int flags);
void spin_lock_notrace(spinlock_t *lock);
void spin_unlock_notrace(spinlock_t *lock);
int irq_attach(int irq, int (*handler)(int, void *, void *), void *arg);
extern spinlock_t g_cpu_irqlock;
spinlock_t other;
static unsigned held, wanted, ready, seen;

static int deliver(int irq, void *context, void *arg) {
  (void)context, (void)arg;
  if (!held)
    spin_lock_notrace(&g_cpu_irqlock);
  ready++;
  if (!wanted)
    spin_unlock_notrace(&g_cpu_irqlock);
  return irq;
}
static int count(int irq, void *context, void *arg) {
  (void)context, (void)arg;
  if (held)
    spin_lock_notrace(&other);
  seen++;
  return irq;
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'other' is still held when 'count' ends here [ambit-unbalanced-lock]
}
static int make_ready(void *arg) {
  int flags = enter_critical_section();
  (void)arg;
  ready++;
  leave_critical_section(flags);
  return 0;
}
void start(void) {
  irq_attach(1, deliver, 0);
  irq_attach(2, count, 0);
  nxsched_smp_call_single(0, make_ready, 0);
  nxsched_smp_call_single(1, make_ready, 0);
}

// Who unblocks the signals of a process leaves the critical section of its caller as it is; who
// enables the interrupts opens it.
typedef unsigned long sigset_t;
int pthread_sigmask(int how, const sigset_t *set, sigset_t *old);
void up_irq_enable(void);
static unsigned queued, sent;

static void requeue(void) {
  sigset_t none = 0;
  pthread_sigmask(2, &none, 0);
  queued++;
}
static void resend(void) {
  up_irq_enable();
  sent++;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'sent' is not excluded from 'wake_elsewhere' [ambit-undeclared-shared-state]
  // CHECK: note: hold one lock that keeps out other cores around both accesses
}
static int wake(int irq, void *context, void *arg) {
  int flags = enter_critical_section();
  (void)context, (void)arg;
  requeue();
  resend();
  leave_critical_section(flags);
  return irq;
}
static int wake_elsewhere(void *arg) {
  int flags = enter_critical_section();
  (void)arg;
  requeue();
  resend();
  leave_critical_section(flags);
  return 0;
}
void start_waking(void) {
  irq_attach(3, wake, 0);
  nxsched_smp_call_single(0, wake_elsewhere, 0);
  nxsched_smp_call_single(1, wake_elsewhere, 0);
}
