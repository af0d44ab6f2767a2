// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// RIOT's mutexes have no owner: one that is taken here and given back elsewhere is a signal.

typedef struct { void *queue; } mutex_t;
typedef struct { mutex_t m; } rmutex_t;
void mutex_init(mutex_t *m);
void mutex_lock(mutex_t *m);
int mutex_trylock(mutex_t *m);
void mutex_unlock(mutex_t *m);
int ztimer_mutex_lock_timeout(void *clock, mutex_t *m, unsigned us);
void rmutex_lock(rmutex_t *m);
void rmutex_unlock(rmutex_t *m);

struct device {
  mutex_t lock, done, ready;
  rmutex_t bus;
  int state, left;
};

// Who waits. Who wakes is in another unit.
void wait_for(struct device *d) { mutex_lock(&d->done); }
int has_come(struct device *d) { return mutex_trylock(&d->done); }
int wait_until(struct device *d) { return ztimer_mutex_lock_timeout(0, &d->done, 100); }

void write_all(struct device *d) {
  mutex_lock(&d->lock);
  while (d->left--)
    mutex_lock(&d->done); // in each round
  mutex_unlock(&d->lock);
}

int start(struct device *d) {
  mutex_init(&d->ready);
  mutex_lock(&d->ready); // so that the next one waits
  if (!d->state)
    return -1;
  d->state = 2;
  mutex_lock(&d->ready);
  return 0;
}

// Who wakes, on some paths or after a look.
void on_interrupt(struct device *d) {
  if (d->state)
    mutex_unlock(&d->done);
}

void on_timeout(struct device *d) {
  if (mutex_trylock(&d->done) == 0)
    d->state = 0;
  mutex_unlock(&d->done);
}

static void in_handler(struct device *d) { mutex_unlock(&d->done); }
void on_reset(struct device *d) {
  if (d->left)
    in_handler(d);
}

// A path that leaves with it, where the others give it back.
int early(struct device *d) {
  mutex_lock(&d->lock);
  if (d->state)
    return -1;
  // CHECK: :[[#@LINE-1]]:5: warning: lock 'lock' is still held when 'early' ends here [ambit-unbalanced-lock]
  // CHECK: :[[#@LINE-4]]:3: note: it is taken here
  mutex_unlock(&d->lock);
  return 0;
}

// Given back twice on one path.
void twice_back(struct device *d) {
  mutex_lock(&d->lock);
  if (d->state)
    mutex_unlock(&d->lock);
  mutex_unlock(&d->lock);
  // CHECK: :[[#@LINE+2]]:1: warning: lock 'lock', which the caller held, is released when 'twice_back' ends here [ambit-unbalanced-lock]
  // CHECK: :[[#@LINE-2]]:3: note: it is released here
}

// Nobody else can wake: the unit sees all.
static mutex_t table_lock;
static int table;
void add(void) {
  mutex_lock(&table_lock);
  ++table;
  mutex_lock(&table_lock);
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'table_lock' is taken while it is held already [ambit-unbalanced-lock]
  // CHECK: :[[#@LINE-4]]:3: note: it is taken here
  mutex_unlock(&table_lock);
}

// The recursive ones have an owner.
int of_owner(struct device *d) {
  rmutex_lock(&d->bus);
  if (d->state)
    return -1;
  // CHECK: :[[#@LINE-1]]:5: warning: lock 'bus' is still held when 'of_owner' ends here [ambit-unbalanced-lock]
  // CHECK: :[[#@LINE-4]]:3: note: it is taken here
  rmutex_unlock(&d->bus);
  return 0;
}

// A thread that tells by a signal when it is done.
int thread_create(char *stack, int size, int priority, int flags, void *(*body)(void *), void *arg,
                  const char *name);
struct request { mutex_t done; int result, late; };
static char stack[512];

static void *server(void *arg) {
  struct request *r = arg;
  r->result = 1;
  mutex_unlock(&r->done);
  return r->late ? 0 : arg;
}

int ask(void) {
  struct request r = {{(void *)-1}, 0, 0};
  thread_create(stack, sizeof stack, 1, 0, server, &r, "server");
  r.late = 2;
  // CHECK: :[[#@LINE-1]]:5: warning: writing 'late' is not excluded from 'server' [ambit-undeclared-shared-state]
  // CHECK: note: 'server' reads 'late' here
  // CHECK: note: 'server' is started here
  // CHECK: note: hold one lock
  mutex_lock(&r.done);
  return r.result;
}
