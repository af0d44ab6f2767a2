// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A helper that gives the mask of its caller back while it waits.

typedef unsigned irqstate_t;
typedef struct { int word; } spinlock_t;
irqstate_t spin_lock_irqsave(spinlock_t *l);
void spin_unlock_irqrestore(spinlock_t *l, irqstate_t flags);
int nxsem_wait(void *s);

struct device { spinlock_t lock; void *sem; int ready; };

static int wait_for(struct device *d, irqstate_t *flags) {
  int result, ready;
  spin_unlock_irqrestore(&d->lock, *flags);
  do {
    result = nxsem_wait(d->sem);
    *flags = spin_lock_irqsave(&d->lock);
    ready = d->ready;
    spin_unlock_irqrestore(&d->lock, *flags);
  } while (!ready && result >= 0);
  *flags = spin_lock_irqsave(&d->lock);
  return result;
}

int run(struct device *d) {
  irqstate_t flags = spin_lock_irqsave(&d->lock);
  while (!d->ready)
    if (wait_for(d, &flags) < 0) {
      spin_unlock_irqrestore(&d->lock, flags);
      return -1;
    }
  spin_unlock_irqrestore(&d->lock, flags);
  return 0;
}

// The same of the machine's own mask.
irqstate_t up_irq_save(void);
void up_irq_restore(irqstate_t flags);

static int wait_open(struct device *d, irqstate_t *flags) {
  int result, ready;
  up_irq_restore(*flags);
  do {
    result = nxsem_wait(d->sem);
    *flags = up_irq_save();
    ready = d->ready;
    up_irq_restore(*flags);
  } while (!ready && result >= 0);
  *flags = up_irq_save();
  return result;
}

int run_open(struct device *d) {
  irqstate_t flags = up_irq_save();
  while (!d->ready)
    if (wait_open(d, &flags) < 0) {
      up_irq_restore(flags);
      return -1;
    }
  up_irq_restore(flags);
  return 0;
}

static int wait_masked(struct device *d, irqstate_t *flags) {
  (void)flags;
  return nxsem_wait(d->sem);
}

int run_masked(struct device *d) {
  irqstate_t flags = spin_lock_irqsave(&d->lock);
  int result = wait_masked(d, &flags);
  // CHECK: :[[#@LINE-1]]:16: warning: 'wait_masked' may block, but is called while lock 'lock' is held [ambit-isr-unsafe-call]
  // CHECK: :[[#@LINE-3]]:22: note: it is taken here
  // CHECK: :[[#@LINE-8]]:10: note: 'wait_masked' calls 'nxsem_wait', which may block, here
  spin_unlock_irqrestore(&d->lock, flags);
  return result;
}

// Who never returns may wait.
__attribute__((noreturn)) static void fatal(struct device *d) {
  nxsem_wait(d->sem);
  for (;;)
    ;
}

void run_or_die(struct device *d) {
  irqstate_t flags = spin_lock_irqsave(&d->lock);
  if (!d->ready)
    fatal(d);
  spin_unlock_irqrestore(&d->lock, flags);
}
