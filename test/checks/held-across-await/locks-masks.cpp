// RUN: %ambit-check %s -- -std=c++20 %include -I%S/Inputs 2>&1 | %expect

// Interrupt masks: saved and restored, flat, by level, and of guards.

#include "task.h"

unsigned save() AMBIT_ACQUIRE(irq);
void restore(unsigned state) AMBIT_RELEASE(irq);
struct AMBIT_LOCK_CEILING(3) Level {
  void raise() AMBIT_ACQUIRE(this);
  void lower() AMBIT_RELEASE(this);
};
struct AMBIT_SCOPED_LOCK Masked {
  Masked() AMBIT_ACQUIRE(irq);
  ~Masked() AMBIT_RELEASE();
};
extern Level level;
int value;

Here saved() {
  unsigned state = save();
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: the interrupt mask is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-3]]:20: note: it is taken here
  // CHECK: :[[#@LINE-3]]:3: note: whoever runs meanwhile runs with interrupts masked
  // CHECK: :[[#@LINE-4]]:3: note: release it before, and take it again when the coroutine is resumed
  restore(state);
}
Here restored() {
  unsigned state = save();
  ++value;
  restore(state);
  co_await Delay{1};
}
Here nested() {
  unsigned outer = save();
  unsigned inner = save();
  restore(inner);
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: the interrupt mask is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-5]]:20: note: it is taken here
  // CHECK: :[[#@LINE-3]]:3: note: whoever runs meanwhile runs with interrupts masked
  // CHECK: :[[#@LINE-4]]:3: note: release it before, and take it again when the coroutine is resumed
  restore(outer);
}
Here byLevel() {
  level.raise();
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'level' is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-3]]:9: note: it is taken here
  // CHECK: :[[#@LINE-3]]:3: note: whoever runs meanwhile runs with interrupts masked
  // CHECK: :[[#@LINE-4]]:3: note: release it before, and take it again when the coroutine is resumed
  level.lower();
}
Here guarded() {
  Masked now;
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: the interrupt mask is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-3]]:10: note: it is taken here
  // CHECK: :[[#@LINE-3]]:3: note: whoever runs meanwhile runs with interrupts masked
  // CHECK: :[[#@LINE-4]]:3: note: release it before, and take it again when the coroutine is resumed
}
Here guardedBefore() {
  {
    Masked now;
    ++value;
  }
  co_await Delay{1};
}
Here inlineAssembly() {
  asm volatile("cpsid i" ::: "memory");
  co_await Delay{1};
  // CHECK: :[[#@LINE-1]]:3: warning: the interrupt mask is still held when the coroutine is suspended here [ambit-held-across-await]
  // CHECK: :[[#@LINE-3]]:3: note: it is taken here
  // CHECK: :[[#@LINE-3]]:3: note: whoever runs meanwhile runs with interrupts masked
  // CHECK: :[[#@LINE-4]]:3: note: release it before, and take it again when the coroutine is resumed
  asm volatile("cpsie i" ::: "memory");
}
