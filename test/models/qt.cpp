// RUN: %ambit-check %s -- -std=c++20 -I%S/Inputs %include 2>&1 | %expect

// The Qt model on stand-ins: objects stay with their thread, work that is run elsewhere does not.

#include "ambit/annotations.h"
#include "qt-stand-in.h"

class Window : public QObject {
public:
  void show(const QString &text);
  void load();
};

void Window::load() {
  QtConcurrent::run([this] { show(QString()); });
  // CHECK: :[[#@LINE-1]]:22: warning: 'this' crosses to another thread but 'Window', which it leads to, is not sync [ambit-unsendable-crossing]
  // CHECK: note: its base 'QObject' is thread-bound
  // CHECK: note: 'QObject' is thread-bound: an object of Qt is used in the thread that it lives in
  // CHECK: note: argument 1 of 'QtConcurrent::run' runs in another thread (model 'qt')
  QtConcurrent::run([] { QThread::msleep(5); });
}

void run(Window &window, QThreadPool *pool, QString text) {
  QtConcurrent::run([text] {});
  QtConcurrent::run(pool, [&window] { window.load(); });
  // CHECK: :[[#@LINE-1]]:29: warning: a reference to 'window' crosses to another thread but 'Window' is not sync [ambit-unsendable-crossing]
  // CHECK: note: its base 'QObject' is thread-bound
  // CHECK: note: 'QObject' is thread-bound: an object of Qt is used in the thread that it lives in
  // CHECK: note: argument 2 of 'QtConcurrent::run' runs in another thread (model 'qt')
  QtConcurrent::run([](Window *w) { w->load(); }, &window);
  // CHECK: :[[#@LINE-1]]:52: warning: a reference to 'window' crosses to another thread but 'Window' is not sync [ambit-unsendable-crossing]
  // CHECK: note: its base 'QObject' is thread-bound
  // CHECK: note: 'QObject' is thread-bound: an object of Qt is used in the thread that it lives in
  // CHECK: note: argument 2 of 'QtConcurrent::run' crosses to another thread (model 'qt')
  pool->start([&window] { window.load(); });
  // CHECK: :[[#@LINE-1]]:17: warning: a reference to 'window' crosses to another thread but 'Window' is not sync [ambit-unsendable-crossing]
  // CHECK: note: its base 'QObject' is thread-bound
  // CHECK: note: 'QObject' is thread-bound: an object of Qt is used in the thread that it lives in
  // CHECK: note: argument 1 of 'QThreadPool::start' runs in another thread (model 'qt')
}

void threads(Window &window, Window *worker, QThread *thread) {
  QThread *other = QThread::create([&window] { window.load(); });
  // CHECK: :[[#@LINE-1]]:38: warning: a reference to 'window' crosses to another thread but 'Window' is not sync [ambit-unsendable-crossing]
  // CHECK: note: its base 'QObject' is thread-bound
  // CHECK: note: 'QObject' is thread-bound: an object of Qt is used in the thread that it lives in
  // CHECK: note: argument 1 of 'QThread::create' runs in another thread (model 'qt')
  other->start();
  QThread *loop = QThread::create([thread] { thread->wait(); }); // a thread is for all threads
  loop->start();
  worker->moveToThread(thread); // the way to give it away
}

// ---- Locks ------------------------------------------------------------------------------------

QMutex mutex;
AMBIT_GUARDED_BY(mutex) int count;

void counted() {
  QMutexLocker lock(&mutex);
  ++count;
}
void forgotten() { ++count; }
// CHECK: :[[#@LINE-1]]:22: warning: writing 'count' without 'mutex', which guards it [ambit-unlocked-shared-state]
// CHECK: note: 'count' is declared guarded here
// CHECK: note: hold 'mutex' around this access
void manual() {
  mutex.lock();
  ++count;
  mutex.unlock();
}
