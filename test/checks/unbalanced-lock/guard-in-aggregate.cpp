// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// A guard that is part of an aggregate lives as long as that, wherever the aggregate goes.

#include "ambit/annotations.h"
#include <mutex>

struct Page {
  std::mutex m;
  int refs AMBIT_GUARDED_BY(m) = 0;
};

struct Pinned {
  std::unique_lock<std::mutex> hold;
  Page *page;
};

Pinned pin(Page &p) { return {std::unique_lock(p.m), &p}; }

void inCaller(Page &p) {
  Pinned held = pin(p);
  p.refs++;
}

void unlockedByMember(Page &p) {
  Pinned held = pin(p);
  held.hold.unlock();
  p.refs++;
  // CHECK: :[[#@LINE-1]]:5: warning: writing 'refs' without 'm', which guards it [ambit-unlocked-shared-state]
  held.hold.lock();
  p.refs++;
}

void here(Page &p) {
  {
    Pinned held{std::unique_lock(p.m), &p};
    p.refs++;
  }
  p.refs++;
  // CHECK: :[[#@LINE-1]]:5: warning: writing 'refs' without 'm', which guards it [ambit-unlocked-shared-state]
}

void inParentheses(Page &p) {
  {
    Pinned held(std::unique_lock(p.m), &p);
    p.refs++;
  }
  p.refs++;
  // CHECK: :[[#@LINE-1]]:5: warning: writing 'refs' without 'm', which guards it [ambit-unlocked-shared-state]
}

void temporary(Page &p) {
  pin(p).page->refs++;
  p.refs++;
  // CHECK: :[[#@LINE-1]]:5: warning: writing 'refs' without 'm', which guards it [ambit-unlocked-shared-state]
}

struct NoGuard {
  std::mutex *m;
  int n;
};
void byHand(Page &p) {
  NoGuard none{&p.m, 0};
  p.m.lock();
  p.refs++;
}
// CHECK: :[[#@LINE-1]]:1: warning: lock 'm' is still held when 'byHand' ends here [ambit-unbalanced-lock]
// CHECK: :[[#@LINE-4]]:7: note: it is taken here
