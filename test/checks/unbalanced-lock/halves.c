// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// Halves of a section under a condition, helpers that give back for their callers, and what
// is like them and forgets.

typedef struct { int word; } pthread_mutex_t;
int pthread_mutex_lock(pthread_mutex_t *);
int pthread_mutex_unlock(pthread_mutex_t *);
int is_early(void);
void work(void);

struct bus { pthread_mutex_t lock, users; int open; };

// Both halves under the same condition.
void take_bus(struct bus *b) {
  if (!is_early())
    pthread_mutex_lock(&b->lock);
}
void give_bus(struct bus *b) {
  if (!is_early())
    pthread_mutex_unlock(&b->lock);
}

// One half: by its name.
int bus_lock(struct bus *b) {
  if (is_early())
    return -1;
  pthread_mutex_lock(&b->users);
  return 0;
}

// Gives back for those who call it.
static void drop(struct bus *b) {
  b->open = 0;
  pthread_mutex_unlock(&b->users);
}
void close_bus(struct bus *b) {
  pthread_mutex_lock(&b->users);
  if (!--b->open) {
    drop(b);
    return;
  }
  pthread_mutex_unlock(&b->users);
}
int open_bus(struct bus *b) {
  pthread_mutex_lock(&b->users);
  if (b->open > 8)
    return -1;
  // Not said: a lock that a helper gives back may be in its hands.
  ++b->open;
  pthread_mutex_unlock(&b->users);
  return 0;
}

// Nobody has the other half.
static pthread_mutex_t only;
void forgets(int early) {
  if (early)
    return;
  pthread_mutex_lock(&only);
  work();
  // CHECK: :[[#@LINE+2]]:1: warning: lock 'only' is still held when 'forgets' ends here [ambit-unbalanced-lock]
  // CHECK: :[[#@LINE-3]]:3: note: it is taken here
}
