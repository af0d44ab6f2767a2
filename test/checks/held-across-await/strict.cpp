// RUN: %ambit-check-with '{CheckOptions: {Unannotated: Strict}}' %s \
// RUN:   -- -std=c++20 %include -I%S/Inputs 2>&1 | %expect

// Strict mode: a frame that is resumed elsewhere is a boundary, where what is unknown is reported.

#include "task.h"

struct Plain {
  int n;
};
struct Later;

Task unknown(Later *later, int &shared, Plain own) {
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: 'later' is live across this co_await, which may resume on another core, but nothing says whether 'Later' is core-free [ambit-held-across-await]
  // CHECK-COUNT-5: note:
  // CHECK: :[[#@LINE-3]]:3: warning: 'shared' is live across this co_await, which may resume on another thread, but nothing says whether 'int' is sync [ambit-held-across-await]
  // CHECK-COUNT-5: note:
  (void)later;
  use(shared + own.n);
}

Here stays(int &shared) {
  co_await Delay{1};
  use(shared);
}
