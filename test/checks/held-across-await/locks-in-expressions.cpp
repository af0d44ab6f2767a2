// RUN: %ambit-check %s -- -std=c++20 %include -I%S/Inputs 2>&1 | %expect

// Guards that live for an expression, a loop or a condition.

#include "task.h"
#include <mutex>
#include <vector>

std::mutex m;
struct AMBIT_SCOPED_LOCK Guard {
  explicit Guard(std::mutex &lock) AMBIT_ACQUIRE(lock);
  ~Guard() AMBIT_RELEASE();
  int value() const;
};
Delay wait(const std::lock_guard<std::mutex> &held, int ms);
Delay wait(int ms);
std::vector<int> list(const Guard &held);
bool isOpen(const Guard &held);

struct AMBIT_SCOPED_LOCK Guarded {
  explicit Guarded(std::mutex &lock) AMBIT_ACQUIRE(lock);
  ~Guarded() AMBIT_RELEASE();
  const int *begin() const;
  const int *end() const;
};
extern std::vector<int> some;

Here temporary() {
  std::lock_guard<std::mutex>{m}, co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:35: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-2]]:3: note: it is taken here
  // CHECK: :[[#@LINE-3]]:35: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
  // CHECK: :[[#@LINE-4]]:35: note: release it before, and take it again when the coroutine is resumed
  co_await Delay{2};
}
Here argument() {
  co_await wait(std::lock_guard<std::mutex>(m), 1);
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-2]]:17: note: it is taken here
  // CHECK: :[[#@LINE-3]]:3: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
  // CHECK: :[[#@LINE-4]]:3: note: release it before, and take it again when the coroutine is resumed
}
Here argumentOfValue() {
  co_await wait(Guard(m).value());
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-2]]:17: note: it is taken here
  // CHECK: :[[#@LINE-3]]:3: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
  // CHECK: :[[#@LINE-4]]:3: note: release it before, and take it again when the coroutine is resumed
}
Here valueBefore() {
  int ms = Guard(m).value();
  co_await wait(ms);
}
Here conditionWithInitialiser(bool now) {
  if (std::lock_guard held(m); now)
    co_await Delay{1};
    // CHECK: :[[#@LINE-1]]:5: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
    // CHECK: :[[#@LINE-3]]:23: note: it is taken here
    // CHECK: :[[#@LINE-3]]:5: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
    // CHECK: :[[#@LINE-4]]:5: note: release it before, and take it again when the coroutine is resumed
  else
    co_await Delay{2};
    // CHECK: :[[#@LINE-1]]:5: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
    // CHECK: :[[#@LINE-9]]:23: note: it is taken here
    // CHECK: :[[#@LINE-3]]:5: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
    // CHECK: :[[#@LINE-4]]:5: note: release it before, and take it again when the coroutine is resumed
  co_await Delay{3};
}
Here switchWithInitialiser(int n) {
  switch (std::lock_guard held(m); n) {
  case 0:
    co_await Delay{1};
    // CHECK: :[[#@LINE-1]]:5: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
    // CHECK: :[[#@LINE-4]]:27: note: it is taken here
    // CHECK: :[[#@LINE-3]]:5: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
    // CHECK: :[[#@LINE-4]]:5: note: release it before, and take it again when the coroutine is resumed
    break;
  default:
    break;
  }
  co_await Delay{2};
}
Here rangeInitialiser() {
  for (std::lock_guard held(m); int n : some)
    co_await Delay{n};
    // CHECK: :[[#@LINE-1]]:5: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
    // CHECK: :[[#@LINE-3]]:24: note: it is taken here
    // CHECK: :[[#@LINE-3]]:5: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
    // CHECK: :[[#@LINE-4]]:5: note: release it before, and take it again when the coroutine is resumed
}
Here rangeOfArgument() {
  for (int n : list(Guard(m)))
    co_await Delay{n}; // the guard is gone by now
}
Here rangeItself() {
  for (int n : Guarded(m))
    co_await Delay{n};
    // CHECK: :[[#@LINE-1]]:5: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
    // CHECK: :[[#@LINE-3]]:16: note: it is taken here
    // CHECK: :[[#@LINE-3]]:5: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
    // CHECK: :[[#@LINE-4]]:5: note: release it before, and take it again when the coroutine is resumed
  co_await Delay{1};
}
Here inRange() {
  std::vector<int> all;
  {
    std::lock_guard held(m);
    all.push_back(1);
  }
  for (int n : all)
    co_await Delay{n};
}
Here inCondition() {
  while (isOpen(Guard(m)))
    co_await Delay{1}; // the guard is gone by now
}
Here forLoop(int n) {
  for (std::lock_guard held(m); n > 0; --n)
    co_await Delay{n};
    // CHECK: :[[#@LINE-1]]:5: warning: lock 'm' is still held when the coroutine is suspended here [ambit-held-across-await]
    // CHECK: :[[#@LINE-3]]:24: note: it is taken here
    // CHECK: :[[#@LINE-3]]:5: note: whoever runs meanwhile and takes it waits for a coroutine that does not run
    // CHECK: :[[#@LINE-4]]:5: note: release it before, and take it again when the coroutine is resumed
  co_await Delay{0};
}
