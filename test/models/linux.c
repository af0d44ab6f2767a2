// RUN: %ambit-check %s -- -std=gnu11 %include 2>&1 | %expect

// The Linux kernel model: spin locks and their forms that mask, mutexes, handlers, and what sleeps.

#include "ambit/annotations.h"

typedef struct { int v; } spinlock_t;
struct mutex { int owner; };
typedef int irqreturn_t;
typedef irqreturn_t (*irq_handler_t)(int, void *);
void spin_lock(spinlock_t *l);
void spin_unlock(spinlock_t *l);
void spin_lock_irq(spinlock_t *l);
void spin_unlock_irq(spinlock_t *l);
void mutex_lock(struct mutex *m);
void mutex_unlock(struct mutex *m);
void msleep(unsigned ms);
int request_irq(unsigned irq, irq_handler_t handler, unsigned long flags, const char *name, void *dev);

static spinlock_t plain, strong;
static struct mutex mutex;
static int good;

static irqreturn_t handler(int irq, void *dev) {
  (void)irq, (void)dev;
  spin_lock(&plain);
  spin_unlock(&plain);
  spin_lock(&strong);
  good++;
  spin_unlock(&strong);
  mutex_lock(&mutex);
  // CHECK: :[[#@LINE-1]]:3: warning: 'mutex_lock' may block, but is called in interrupt handler 'handler' [ambit-isr-unsafe-call]
  // CHECK: note: 'handler' is registered as an interrupt handler here
  mutex_unlock(&mutex);
  return 1;
}

int open_device(void) {
  return request_irq(5, handler, 0, "dev", 0);
}
void ioctl_device(void) {
  spin_lock(&plain);
  // CHECK: :[[#@LINE-1]]:3: warning: taking lock 'plain' deadlocks when 'handler' interrupts and takes it too [ambit-weak-lock]
  // CHECK: note: 'handler' takes it here
  // CHECK: note: 'handler' is registered as an interrupt handler here
  // CHECK: note: mask interrupts before taking it
  spin_unlock(&plain);
  spin_lock_irq(&strong);
  good = 0; // the handler is masked
  msleep(1);
  // CHECK: :[[#@LINE-1]]:3: warning: 'msleep' may block, but is called while lock 'strong' is held [ambit-isr-unsafe-call]
  // CHECK: note: it is taken here
  spin_unlock_irq(&strong);
  msleep(1); // a process may
}

// ---- Cores ------------------------------------------------------------------------------------

int get_cpu(void);
void put_cpu(void);
struct task_struct;
long work_on_cpu(int cpu, long (*run)(void *), void *data);
struct task_struct *kthread_create_on_cpu(int (*run)(void *), void *data, unsigned cpu, const char *name);
struct counters {
  int hits;
} AMBIT_CORE_BOUND;
struct counters counters;
long collect(void *data);
int collect_thread(void *data);

int leave_early(int wanted) {
  int here = get_cpu();
  if (here == wanted)
    return 1;
    // CHECK: :[[#@LINE-1]]:5: warning: the scheduler lock is still held when 'leave_early' ends here [ambit-unbalanced-lock]
    // CHECK: note: it is taken here
  put_cpu();
  return 0;
}
int leave_late(void) {
  int here = get_cpu();
  put_cpu();
  return here;
}
void send_counters(struct counters *own) {
  work_on_cpu(1, collect, own);
  // CHECK: :[[#@LINE-1]]:27: warning: 'own' crosses to core 1 but 'counters' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'counters' is declared core-bound here
  // CHECK: note: argument 3 of 'work_on_cpu' crosses to core 1 (model 'linux')
  kthread_create_on_cpu(collect_thread, own, 2, "collect");
  // CHECK: :[[#@LINE-1]]:41: warning: 'own' crosses to core 2 but 'counters' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'counters' is declared core-bound here
  // CHECK: note: argument 2 of 'kthread_create_on_cpu' crosses to core 2 (model 'linux')
  work_on_cpu(1, collect, 0);
}
