// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A lock that is destroyed, or freed with the object around it, is not held any more.

typedef struct { int word; } pthread_mutex_t;
int pthread_mutex_lock(pthread_mutex_t *);
int pthread_mutex_unlock(pthread_mutex_t *);
int pthread_mutex_destroy(pthread_mutex_t *);
void free(void *);

struct device { pthread_mutex_t lock; int users; struct device *next; };
int device_teardown(void *device);
void device_use(struct device *d);

int close_destroyed(struct device *d) {
  pthread_mutex_lock(&d->lock);
  if (!--d->users) {
    pthread_mutex_destroy(&d->lock);
    free(d);
    return 0;
  }
  pthread_mutex_unlock(&d->lock);
  return 0;
}

int close_freed(struct device *d) {
  pthread_mutex_lock(&d->lock);
  if (!--d->users) {
    free(d);
    return 0;
  }
  pthread_mutex_unlock(&d->lock);
  return 0;
}

int close_elsewhere(struct device *d) {
  pthread_mutex_lock(&d->lock);
  if (!--d->users && device_teardown((void *)d) >= 0)
    return 0;
  pthread_mutex_unlock(&d->lock);
  return 0;
}

int close_other(struct device *d) {
  pthread_mutex_lock(&d->lock);
  if (!--d->users) {
    free(d->next); // another object
    return 0;
    // CHECK: :[[#@LINE-1]]:5: warning: lock 'lock' is still held when 'close_other' ends here [ambit-unbalanced-lock]
    // CHECK: :[[#@LINE-5]]:3: note: it is taken here
  }
  pthread_mutex_unlock(&d->lock);
  return 0;
}

int close_used(struct device *d) {
  pthread_mutex_lock(&d->lock);
  if (!--d->users) {
    device_use(d); // not named for an end
    return 0;
    // CHECK: :[[#@LINE-1]]:5: warning: lock 'lock' is still held when 'close_used' ends here [ambit-unbalanced-lock]
    // CHECK: :[[#@LINE-5]]:3: note: it is taken here
  }
  pthread_mutex_unlock(&d->lock);
  return 0;
}
