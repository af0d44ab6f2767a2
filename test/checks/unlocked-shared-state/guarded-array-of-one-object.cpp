// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// An element of a guarded array: where one context names the object and another has a pointer to it, both hold the lock
// beside the array, whichever object that is.

#include "ambit/annotations.h"
#include <mutex>
#include <thread>

class Ring {
public:
  void put(unsigned at) {
    std::lock_guard<std::mutex> hold(lock_);
    slots_[at] = 1; // held, by both
    cells_[at].word = 1;
  }

private:
  struct Cell {
    int word;
  };
  std::mutex lock_;
  AMBIT_GUARDED_BY(lock_) int slots_[4];
  AMBIT_GUARDED_BY(lock_) Cell cells_[4];
};

class Other {
public:
  std::mutex lock_;
  AMBIT_GUARDED_BY(lock_) int slots_[4];
};

Other elsewhere;
std::mutex another;
void putUnder(Other *ring, unsigned at) {
  std::lock_guard<std::mutex> hold(another);
  ring->slots_[at] = 2;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'slots_' without 'lock_', which guards it [ambit-unlocked-shared-state]
  // CHECK: note: 'slots_' is declared guarded here
  // CHECK: note: hold 'lock_' around this access
}

Ring named;
Ring *const pointed = &named;
Ring several[4];

void byPointer(Ring *ring, unsigned at) { ring->put(at); }

void use(Ring *any) {
  std::thread one([] { named.put(1); });
  std::thread two([any] { any->put(2); });
  std::thread three([] { several[1].put(3); });
  std::thread four([] { putUnder(&elsewhere, 0); });
  byPointer(&several[2], 0);
  one.join(), two.join(), three.join(), four.join();
}
