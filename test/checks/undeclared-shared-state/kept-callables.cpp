// RUN: %ambit-check %s -- -std=c++20 2>&1 | %expect

// What keeps, wraps or hands on a callable does not run it; an algorithm does.

#include <algorithm>
#include <functional>
#include <thread>
#include <utility>
#include <vector>

static int bound, listed, paired, exchanged, stepped;

static void add(int step) { bound += step; }
static void note() { listed++; }
static void tie() { paired++; }
static void turn() { exchanged++; }
static void step(int &n) {
  stepped += n;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'stepped' is not excluded from another thread [ambit-undeclared-shared-state]
  // CHECK: note: 'step' writes 'stepped' here
  // CHECK: note: a lambda calls 'step' here
  // CHECK: note: a lambda is started here
  // CHECK: note: 'begin' calls 'step' here
  // CHECK: note: 'main' calls 'begin' here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
}

static std::vector<void (*)()> kept;
static void (*hook)();
static std::pair<int, void (*)()> linked;
static std::vector<int> numbers;

void begin() {
  auto added = std::bind(&add, 1);
  kept.push_back(&note);
  linked = std::make_pair(1, &tie);
  std::exchange(hook, &turn);
  std::thread adds(std::move(added));
  std::thread notes(&note), links(&tie), turns(&turn);
  std::thread steps([] {
    int one = 1;
    step(one);
  });
  auto again = std::bind(&add, 2);
  kept.push_back(&note);
  linked = std::make_pair(2, &tie);
  std::exchange(hook, &turn);
  std::for_each(numbers.begin(), numbers.end(), &step);
  adds.join();
  notes.join();
  links.join();
  turns.join();
  steps.join();
}

int main() { begin(); }
