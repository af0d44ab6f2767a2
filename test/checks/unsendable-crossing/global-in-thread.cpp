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
