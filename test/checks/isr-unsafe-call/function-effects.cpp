// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// Clang's function effects say the same.

void waits() [[clang::blocking]];
void quick() [[clang::nonblocking]];

__attribute__((annotate("ambit::isr"))) void isr() {
  waits();
  // CHECK: :[[#@LINE-1]]:3: warning: 'waits' may block, but is called in interrupt handler 'isr' [ambit-isr-unsafe-call]
  quick(); // declared so
}
