// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// Clang's own thread-safety attributes are lock facts.

struct __attribute__((capability("mutex"))) Mutex {
  void lock() __attribute__((acquire_capability()));
  void unlock() __attribute__((release_capability()));
};

Mutex m;
int value __attribute__((guarded_by(m)));
int *pointed __attribute__((pt_guarded_by(m)));

void needs() __attribute__((requires_capability(m))) { value = 1; } // the caller holds it

void use() {
  value = 1;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'value' without 'm', which guards it [ambit-unlocked-shared-state]
  // CHECK: note: 'value' is declared guarded here
  // CHECK: note: hold 'm' around this access
  needs();
  // CHECK: :[[#@LINE-1]]:3: warning: 'needs' is called without 'm', which it requires [ambit-unlocked-shared-state]
  // CHECK: note: that is declared here
  m.lock();
  value = 2; // held
  needs(); // held
  m.unlock();
}
