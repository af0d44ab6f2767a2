// RUN: %ambit-check %s -- -std=c11 2>&1 | %expect

// A function that takes or gives a lock, as its parameter says, is both halves of a pair.

#include <pthread.h>

static pthread_mutex_t bus;

void block(int on) {
  if (on)
    pthread_mutex_lock(&bus);
  else
    pthread_mutex_unlock(&bus);
}

enum step { START, STOP, STATUS };
int control(enum step step) {
  switch (step) {
  case START:
    pthread_mutex_lock(&bus);
    return 1;
  case STOP:
    pthread_mutex_unlock(&bus);
    return 1;
  default:
    return 0;
  }
}

static pthread_mutex_t other;
int question(void);
void by_chance(int value) {
  if (question()) {
    pthread_mutex_lock(&other);
  } else {
    pthread_mutex_unlock(&other);
  }
  // CHECK: :[[#@LINE+5]]:1: warning: lock 'other' is still held when 'by_chance' ends here [ambit-unbalanced-lock]
  // CHECK: note: it is taken here
  // CHECK: :[[#@LINE+3]]:1: warning: lock 'other', which the caller held, is released when 'by_chance' ends here [ambit-unbalanced-lock]
  // CHECK: note: it is released here
  (void)value;
}
