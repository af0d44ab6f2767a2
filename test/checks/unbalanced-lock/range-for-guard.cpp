// RUN: %ambit-check %s -- -std=c++20 2>&1 | %expect

// A guard in the initialiser of a range-for is held until the loop ends, whichever way.

#include <mutex>
#include <vector>

std::mutex m;
extern std::vector<int> some;
int value;

void toTheEnd() {
  for (std::lock_guard held(m); int n : some)
    value += n;
  std::lock_guard again(m);
}

void broken(bool isShort) {
  if (isShort)
    for (std::lock_guard held(m); int n : some) {
      value += n;
      if (n == 3)
        break;
    }
  std::lock_guard again(m);
}

void inside() {
  for (std::lock_guard held(m); int n : some) {
    std::lock_guard again(m);
    // CHECK: :[[#@LINE-1]]:21: warning: lock 'm' is taken while it is held already [ambit-unbalanced-lock]
    // CHECK: :[[#@LINE-3]]:24: note: it is taken here
    value += n;
  }
}
