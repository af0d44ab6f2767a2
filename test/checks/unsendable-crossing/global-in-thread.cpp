// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// A thread-bound global named in another thread's body, and stores that a thread reads.

#include "ambit/annotations.h"
#include <functional>
#include <thread>

struct AMBIT_THREAD_BOUND Gui {
  void draw();
  int frames;
};
struct AMBIT_CORE_BOUND Dma {
  void start();
};
Gui gui;
static Gui *current;
Dma *engine;
int counter;
thread_local Gui own;

void body() {
  gui.draw();
  // CHECK: :[[#@LINE-1]]:3: warning: 'gui' is used in another thread but 'Gui' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Gui' is declared thread-bound here
  // CHECK: note: the thread that runs this is started here
  own.draw(); // every thread has its own
  ++counter;  // nothing is declared
}
void mainBody() {
  gui.draw(); // no thread runs this
}
void reader() {
  if (current)
    current->draw();
  if (engine)
    engine->start();
}

void start() {
  std::thread(body).detach();
  std::thread([] { gui.draw(); }).detach();
  // CHECK: :[[#@LINE-1]]:20: warning: 'gui' is used in another thread but 'Gui' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Gui' is declared thread-bound here
  // CHECK: note: the thread that runs this is started here
  std::thread([] {
    Gui mine;
    mine.draw(); // made here
  }).detach();
  std::thread(reader).detach();
}

void publish(Gui &window, Dma &dma) {
  current = &window;
  // CHECK: :[[#@LINE-1]]:14: warning: 'window' is stored where another thread reads it but 'Gui' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Gui' is declared thread-bound here
  // CHECK: note: another thread reads 'current' here
  current = nullptr; // null
  engine = &dma;
  // CHECK: :[[#@LINE-1]]:13: warning: 'dma' is stored where another thread reads it but 'Dma' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Dma' is declared core-bound here
  // CHECK: note: another thread reads 'engine' here
}

// ---- What a thread calls --------------------------------------------------------------------

struct AMBIT_THREAD_BOUND Script {
  int eval();
};
Script script;
static Script *chosen;

static int deep() { return script.eval(); }
// CHECK: :[[#@LINE-1]]:28: warning: 'script' is used in another thread but 'Script' is thread-bound [ambit-unsendable-crossing]
// CHECK: note: 'Script' is declared thread-bound here
// CHECK: note: 'helper' calls 'deep' here
// CHECK: note: a lambda calls 'helper' here
// CHECK: note: the thread that runs this is started here
static int helper() { return deep(); }
static int mainOnly() { return script.eval(); }
static int ofChosen() { return chosen->eval(); }

void choose(Script &s) {
  chosen = &s;
  // CHECK: :[[#@LINE-1]]:13: warning: 's' is stored where another thread reads it but 'Script' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Script' is declared thread-bound here
  // CHECK: note: another thread reads 'chosen' here
}

int startCaller() {
  std::thread caller([] { helper() + ofChosen(); });
  int sum = mainOnly();
  caller.join();
  return sum;
}
