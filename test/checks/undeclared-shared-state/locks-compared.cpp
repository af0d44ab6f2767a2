// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// Where two pointers were compared and are equal, one lock has both names.

#include "ambit/annotations.h"

class AMBIT_LOCK(mutex) Mutex {
public:
  void lock() AMBIT_ACQUIRE(this);
  void unlock() AMBIT_RELEASE(this);
};
void start(void (*body)() AMBIT_CALLED_IN_THREAD);

struct Queue {
  Mutex *lock;
};
extern Mutex *common;
static int same, different;

static void worker() {
  common->lock();
  same++;
  different++;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'different' is not excluded from 'begin' [ambit-undeclared-shared-state]
  // CHECK: note: 'begin' writes 'different' here
  // CHECK: note: hold 'lock' around this access
  common->unlock();
}

void begin(Queue &q) {
  start(worker);
  q.lock->lock();
  if (q.lock == common)
    same++;
  else
    different++;
  // CHECK: :[[#@LINE-1]]:5: warning: writing 'different' is not excluded from 'worker' [ambit-undeclared-shared-state]
  // CHECK: note: 'worker' writes 'different' here
  // CHECK: note: 'worker' is started here
  // CHECK: note: hold 'common' around this access
  q.lock->unlock();
}
