// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// A reference to an object that is not sync; THREAD_BOUND implies that.

#include "ambit/annotations.h"
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>

struct AMBIT_THREAD_BOUND Window {
  void paint();
  int width;
};
struct AMBIT_SYNC_IF(false) Cache {
  int entries;
};
struct AMBIT_SYNC Metrics {
  std::atomic<int> hits{0};
};
struct Plain {
  int n;
};
struct View {
  Window &window;
  int zoom;
};
struct Links {
  const Window *window = nullptr;
  int n = 0;
};

template <class T> void share(T &object AMBIT_CROSSES_THREAD);
template <class T> void shareConst(const T &object AMBIT_CROSSES_THREAD);
template <class T> void point(T *object AMBIT_CROSSES_THREAD);
template <class T> void give(T object AMBIT_CROSSES_THREAD);
template <class T> void hand(T *object AMBIT_CROSSES_THREAD AMBIT_OWNER);

void references(Window &window, Cache &cache, Metrics &metrics, Plain &plain, std::mutex &m) {
  share(window);
  // CHECK: :[[#@LINE-1]]:9: warning: 'window' crosses to another thread but 'Window' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Window' is declared thread-bound here
  // CHECK: note: parameter 'object' of 'share' crosses to another thread
  shareConst(window);
  // CHECK: :[[#@LINE-1]]:14: warning: 'window' crosses to another thread but 'Window' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Window' is declared thread-bound here
  // CHECK: note: parameter 'object' of 'shareConst' crosses to another thread
  point(&window);
  // CHECK: :[[#@LINE-1]]:10: warning: 'window' crosses to another thread but 'Window' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Window' is declared thread-bound here
  // CHECK: note: parameter 'object' of 'point' crosses to another thread
  point(&window.width);
  // CHECK: :[[#@LINE-1]]:10: warning: 'width' crosses to another thread but 'Window' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: it is a part of 'Window', which is thread-bound
  // CHECK: note: 'Window' is declared thread-bound here
  // CHECK: note: parameter 'object' of 'point' crosses to another thread
  give(std::ref(window));
  // CHECK: :[[#@LINE-1]]:17: warning: 'window' crosses to another thread but 'Window' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Window' is declared thread-bound here
  // CHECK: note: parameter 'object' of 'give' crosses to another thread
  give(std::cref(window));
  // CHECK: :[[#@LINE-1]]:18: warning: 'window' crosses to another thread but 'Window' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Window' is declared thread-bound here
  // CHECK: note: parameter 'object' of 'give' crosses to another thread
  share(cache);
  // CHECK: :[[#@LINE-1]]:9: warning: a reference to 'cache' crosses to another thread but 'Cache' is not sync [ambit-unsendable-crossing]
  // CHECK: note: 'Cache' is not sync because this condition is false
  // CHECK: note: parameter 'object' of 'share' crosses to another thread
  shareConst(cache);
  // CHECK: :[[#@LINE-1]]:14: warning: a reference to 'cache' crosses to another thread but 'Cache' is not sync [ambit-unsendable-crossing]
  // CHECK: note: 'Cache' is not sync because this condition is false
  // CHECK: note: parameter 'object' of 'shareConst' crosses to another thread
  give(cache);              // a copy; its send fact is derived
  share(metrics);           // sync
  share(plain);             // unknown, in permissive mode
  share(m);                 // a mutex may be shared
  give(View{window, 1});
  // CHECK: :[[#@LINE-1]]:12: warning: a value of type 'View' crosses to another thread but 'View' is not send [ambit-unsendable-crossing]
  // CHECK: note: its member 'window' leads to 'Window', which is thread-bound
  // CHECK: note: 'Window' is declared thread-bound here
  // CHECK: note: parameter 'object' of 'give' crosses to another thread
  give(Links{&window, 1});
  // CHECK: :[[#@LINE-1]]:13: warning: a value of type 'Links' crosses to another thread but 'Links' is not send [ambit-unsendable-crossing]
  // CHECK: note: its member 'window' leads to 'Window', which is thread-bound
  // CHECK: note: 'Window' is declared thread-bound here
  // CHECK: note: parameter 'object' of 'give' crosses to another thread
  give(Links{});            // null
  Links links{};
  give(links);              // null
  links.window = &window;
  give(links);
  // CHECK: :[[#@LINE-1]]:8: warning: 'links' crosses to another thread but 'Links' is not send [ambit-unsendable-crossing]
  // CHECK: note: its member 'window' leads to 'Window', which is thread-bound
  // CHECK: note: 'Window' is declared thread-bound here
  // CHECK: note: parameter 'object' of 'give' crosses to another thread
  links.window = nullptr;
  give(links);              // null again
}

// Ownership goes along: the pointee's send fact.
struct AMBIT_SEND_IF(false) Stuck {
  int n;
};
struct AMBIT_SEND AMBIT_SYNC_IF(false) Alone {
  int n;
};
void owners(Stuck *stuck, Alone *alone, Window *window) {
  hand(stuck);
  // CHECK: :[[#@LINE-1]]:8: warning: 'stuck' crosses to another thread but 'Stuck' is not send [ambit-unsendable-crossing]
  // CHECK: note: 'Stuck' is not send because this condition is false
  // CHECK: note: parameter 'object' of 'hand' crosses to another thread
  hand(alone);  // send, and nobody else keeps it
  point(alone);
  // CHECK: :[[#@LINE-1]]:9: warning: 'alone' crosses to another thread but 'Alone', which it leads to, is not sync [ambit-unsendable-crossing]
  // CHECK: note: 'Alone' is not sync because this condition is false
  // CHECK: note: parameter 'object' of 'point' crosses to another thread
  point(stuck); // not send, but shared; its sync fact is unknown
  hand(window);
  // CHECK: :[[#@LINE-1]]:8: warning: 'window' crosses to another thread but 'Window' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Window' is declared thread-bound here
  // CHECK: note: parameter 'object' of 'hand' crosses to another thread
  hand(new Alone{1}); // handed over
  hand(static_cast<Stuck *>(nullptr)); // null
}

// Arrays and functions.
void arrays(Window (&windows)[2], void (*function)(), void (Window::*member)()) {
  point(windows);
  // CHECK: :[[#@LINE-1]]:9: warning: a reference to 'windows' crosses to another thread but 'Window[2]' is not sync [ambit-unsendable-crossing]
  // CHECK: note: its elements have thread-bound type 'Window'
  // CHECK: note: 'Window' is declared thread-bound here
  // CHECK: note: parameter 'object' of 'point' crosses to another thread
  point(&windows[1]);
  // CHECK: :[[#@LINE-1]]:10: warning: 'windows' crosses to another thread but 'Window' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Window' is declared thread-bound here
  // CHECK: note: parameter 'object' of 'point' crosses to another thread
  give(function);           // functions are code
  give(member);             // a member pointer without an object
}
