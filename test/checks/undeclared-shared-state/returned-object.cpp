// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// What each return of a function leads to is what it gives, unless that is null. One that gives one
// of two, or that others override, does not say which.

#include "ambit/annotations.h"

struct AMBIT_LOCK(mutex) Mutex {
  void lock() AMBIT_ACQUIRE(this);
  void unlock() AMBIT_RELEASE(this);
};

struct Bus {
  Mutex lock;
};

static Bus first, second;
static int opened, referred, chosen, overridden;

static Bus *open(int port) {
  if (port != 1)
    return nullptr;
  return &first;
}

static Bus &refer(int port) {
  if (port == 1)
    return first;
  auto other = [] { return &second; };
  (void)other;
  return first;
}

static Bus *choose(int port) {
  if (port != 1)
    return &second;
  return &first;
}

struct Finder {
  virtual Bus *find(int port) {
    if (port != 1)
      return nullptr;
    return &first;
  }
};

AMBIT_RUNS_ON(0) void one(Finder *finder) {
  Bus *bus = open(1);
  bus->lock.lock();
  opened = 1;
  bus->lock.unlock();
  refer(1).lock.lock();
  referred = 1;
  refer(1).lock.unlock();
  Bus *chose = choose(2);
  chose->lock.lock();
  chosen = 1;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'chosen' is not excluded from 'two' [ambit-undeclared-shared-state]
  chose->lock.unlock();
  Bus *found = finder->find(1);
  found->lock.lock();
  overridden = 1;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'overridden' is not excluded from 'two' [ambit-undeclared-shared-state]
  found->lock.unlock();
}

AMBIT_RUNS_ON(1) void two() {
  first.lock.lock();
  opened = 2;
  referred = 2;
  chosen = 2;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'chosen' is not excluded from 'one' [ambit-undeclared-shared-state]
  overridden = 2;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'overridden' is not excluded from 'one' [ambit-undeclared-shared-state]
  first.lock.unlock();
}
