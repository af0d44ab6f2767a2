// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The result of a callee says whether it has left a lock held.

typedef struct { int word; } pthread_mutex_t;
int pthread_mutex_lock(pthread_mutex_t *);
int pthread_mutex_unlock(pthread_mutex_t *);
#define EOWNERDEAD 130
int pthread_mutex_consistent(pthread_mutex_t *);

static pthread_mutex_t mounts;
int find(int);
void work(void);

static int check(int p) {
  if (p < 0)
    return -1;
  pthread_mutex_lock(&mounts);
  if (find(p)) {
    pthread_mutex_unlock(&mounts);
    return -2;
  }
  return 0;
}

int mount(int p) {
  int result = check(p);
  if (result < 0)
    return result;
  work();
  pthread_mutex_unlock(&mounts);
  return 0;
}

int mount_and_forget(int p) {
  int result = check(p);
  if (result < 0)
    return result;
  if (find(p + 1))
    return -3;
  // CHECK: :[[#@LINE-1]]:5: warning: lock 'mounts' is still held when 'mount_and_forget' ends here [ambit-unbalanced-lock]
  // CHECK: :[[#@LINE-6]]:16: note: it is taken here
  pthread_mutex_unlock(&mounts);
  return 0;
}

int unmount(int p) {
  switch (check(p)) {
  case 0:
    pthread_mutex_unlock(&mounts);
    return 0;
  default:
    return -1;
  }
}

// Who had it is gone; it is taken all the same.
void repair(pthread_mutex_t *m) {
  if (pthread_mutex_lock(m) == EOWNERDEAD)
    pthread_mutex_consistent(m);
  work();
  pthread_mutex_unlock(m);
}

int repair_and_forget(pthread_mutex_t *m) {
  if (pthread_mutex_lock(m) == EOWNERDEAD)
    pthread_mutex_consistent(m);
  if (find(1))
    return 0;
  // CHECK: :[[#@LINE-1]]:5: warning: a lock is still held when 'repair_and_forget' ends here [ambit-unbalanced-lock]
  // CHECK: :[[#@LINE-5]]:7: note: it is taken here
  pthread_mutex_unlock(m);
  return 0;
}

// A helper of this unit that leaves the lock to callers who all give it back.
static pthread_mutex_t slots_lock;
static int slots[4];
static int *slot_for(int p) {
  int *found = 0;
  if (p == 9)
    return 0;
  pthread_mutex_lock(&slots_lock);
  if (slots[p & 3] != p) {
    work();
    pthread_mutex_unlock(&slots_lock);
    return find(p) ? &slots[1] : 0;
  }
  found = &slots[p & 3];
  return found;
}

void use_slot(int p) {
  int *slot = slot_for(p);
  if (slot) {
    *slot = 0;
    pthread_mutex_unlock(&slots_lock);
  }
}
