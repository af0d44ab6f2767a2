// RUN: %ambit-check %s -- -std=c++20 2>&1 | %expect

// What only a pointer leads to does not run before code has taken its address.

#include <mutex>
#include <thread>

static std::mutex guard;
static void (*hook)();
static void (*always)();
static int state, lambda_state, named_state;

static void count() { state++; }
static void named() { named_state++; }
static void (*table[])() = {named};

static void worker() {
  std::lock_guard lock(guard);
  if (hook)
    hook();
  if (always)
    always();
  table[0]();
}

int main() {
  std::thread other(worker);
  state = 1;
  lambda_state = 1;
  named_state = 1;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'named_state' is not excluded from 'worker' [ambit-undeclared-shared-state]
  // CHECK: note: 'named' writes 'named_state' here
  // CHECK: note: 'worker' calls 'named' here
  // CHECK: note: 'worker' is started here
  // CHECK: note: hold 'guard' around this access
  {
    std::lock_guard lock(guard);
    hook = count;
    always = [] { lambda_state++; };
  }
  state = 2;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'state' is not excluded from 'worker' [ambit-undeclared-shared-state]
  // CHECK: note: 'count' writes 'state' here
  // CHECK: note: 'worker' calls 'count' here
  // CHECK: note: 'worker' is started here
  // CHECK: note: hold 'guard' around this access
  lambda_state = 2;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'lambda_state' is not excluded from 'worker' [ambit-undeclared-shared-state]
  // CHECK: note: a lambda writes 'lambda_state' here
  // CHECK: note: 'worker' calls 'a lambda' here
  // CHECK: note: 'worker' is started here
  // CHECK: note: hold 'guard' around this access
  other.join();
}
