// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// The model of the standard library, with the real headers.

#include "ambit/annotations.h"
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <latch>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <semaphore>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>
#include <unordered_map>
#include <variant>
#include <vector>

struct AMBIT_THREAD_BOUND Bound {
  int n = 0;
  bool operator<(const Bound &o) const { return n < o.n; }
};
struct AMBIT_SEND Free {
  int n = 0;
};
struct BoundDelete {
  Bound *with;
  void operator()(int *p) const { delete p; }
};

template <class T> void give(T value AMBIT_CROSSES_THREAD) { (void)value; }
template <class T> void share(T &value AMBIT_CROSSES_THREAD) { (void)value; }

void holders(std::vector<Bound> v, std::deque<Bound> d, std::list<Bound> l, std::map<int, Bound> m,
             std::map<Bound, int> k, std::unordered_map<int, std::vector<Bound>> u,
             std::optional<Bound> o, std::variant<int, Bound> a, std::tuple<int, Bound> t,
             std::array<Bound, 2> r, std::pair<int, Bound> p) {
  give(std::move(v));
  // CHECK: :[[#@LINE-1]]:18: warning: 'v' crosses to another thread but 'std::vector<Bound>' is not send [ambit-unsendable-crossing]
  // CHECK: note: it holds 'Bound', which is thread-bound
  // CHECK: note: 'Bound' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'give' crosses to another thread
  give(std::move(d));
  // CHECK: :[[#@LINE-1]]:18: warning: 'd' crosses to another thread but 'std::deque<Bound>' is not send [ambit-unsendable-crossing]
  // CHECK: note: it holds 'Bound', which is thread-bound
  // CHECK: note: 'Bound' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'give' crosses to another thread
  give(std::move(l));
  // CHECK: :[[#@LINE-1]]:18: warning: 'l' crosses to another thread but 'std::list<Bound>' is not send [ambit-unsendable-crossing]
  // CHECK: note: it holds 'Bound', which is thread-bound
  // CHECK: note: 'Bound' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'give' crosses to another thread
  give(std::move(m));
  // CHECK: :[[#@LINE-1]]:18: warning: 'm' crosses to another thread but 'std::map<int, Bound>' is not send [ambit-unsendable-crossing]
  // CHECK: note: it holds 'Bound', which is thread-bound
  // CHECK: note: 'Bound' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'give' crosses to another thread
  give(std::move(k));
  // CHECK: :[[#@LINE-1]]:18: warning: 'k' crosses to another thread but 'std::map<Bound, int>' is not send [ambit-unsendable-crossing]
  // CHECK: note: it holds 'Bound', which is thread-bound
  // CHECK: note: 'Bound' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'give' crosses to another thread
  give(std::move(u));
  // CHECK: :[[#@LINE-1]]:18: warning: 'u' crosses to another thread but 'std::unordered_map<int, std::vector<Bound>>' is not send [ambit-unsendable-crossing]
  // CHECK: note: it holds 'std::vector<Bound>', which is thread-bound
  // CHECK: note: it holds 'Bound', which is thread-bound
  // CHECK: note: 'Bound' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'give' crosses to another thread
  give(std::move(o));
  // CHECK: :[[#@LINE-1]]:18: warning: 'o' crosses to another thread but 'std::optional<Bound>' is not send [ambit-unsendable-crossing]
  // CHECK: note: it holds 'Bound', which is thread-bound
  // CHECK: note: 'Bound' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'give' crosses to another thread
  give(std::move(a));
  // CHECK: :[[#@LINE-1]]:18: warning: 'a' crosses to another thread but 'std::variant<int, Bound>' is not send [ambit-unsendable-crossing]
  // CHECK: note: it holds 'Bound', which is thread-bound
  // CHECK: note: 'Bound' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'give' crosses to another thread
  give(std::move(t));
  // CHECK: :[[#@LINE-1]]:18: warning: 't' crosses to another thread but 'std::tuple<int, Bound>' is not send [ambit-unsendable-crossing]
  // CHECK: note: it holds 'Bound', which is thread-bound
  // CHECK: note: 'Bound' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'give' crosses to another thread
  give(std::move(r));
  // CHECK: :[[#@LINE-1]]:18: warning: 'r' crosses to another thread but 'std::array<Bound, 2>' is not send [ambit-unsendable-crossing]
  // CHECK: note: it holds 'Bound', which is thread-bound
  // CHECK: note: 'Bound' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'give' crosses to another thread
  give(std::move(p));
  // CHECK: :[[#@LINE-1]]:18: warning: 'p' crosses to another thread but 'std::pair<int, Bound>' is not send [ambit-unsendable-crossing]
  // CHECK: note: it holds 'Bound', which is thread-bound
  // CHECK: note: 'Bound' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'give' crosses to another thread
}

void fineHolders(std::vector<std::string> v, std::map<int, Free> m, std::optional<Free> o,
                 std::variant<int, std::string> a, std::tuple<int, Free> t) {
  give(std::move(v)); // send
  give(std::move(m)); // send
  give(std::move(o)); // send
  give(std::move(a)); // send
  give(std::move(t)); // send
}

void owners(std::unique_ptr<Bound> u, std::shared_ptr<Bound> s, std::weak_ptr<Bound> w,
            std::unique_ptr<int, BoundDelete> d, std::unique_ptr<Free> f) {
  give(std::move(u));
  // CHECK: :[[#@LINE-1]]:18: warning: 'u' crosses to another thread but 'std::unique_ptr<Bound>' is not send [ambit-unsendable-crossing]
  // CHECK: note: it holds 'Bound', which is thread-bound
  // CHECK: note: 'Bound' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'give' crosses to another thread
  give(std::move(s));
  // CHECK: :[[#@LINE-1]]:18: warning: 's' crosses to another thread but 'std::shared_ptr<Bound>' is not send [ambit-unsendable-crossing]
  // CHECK: note: it holds 'Bound', which is thread-bound
  // CHECK: note: 'Bound' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'give' crosses to another thread
  give(std::move(w));
  // CHECK: :[[#@LINE-1]]:18: warning: 'w' crosses to another thread but 'std::weak_ptr<Bound>' is not send [ambit-unsendable-crossing]
  // CHECK: note: it holds 'Bound', which is thread-bound
  // CHECK: note: 'Bound' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'give' crosses to another thread
  give(std::move(d));
  // CHECK: :[[#@LINE-1]]:18: warning: 'd' crosses to another thread but 'std::unique_ptr<int, BoundDelete>' is not send [ambit-unsendable-crossing]
  // CHECK: note: it holds 'BoundDelete', which is thread-bound
  // CHECK: note: its member 'with' leads to 'Bound', which is thread-bound
  // CHECK: note: 'Bound' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'give' crosses to another thread
  give(std::move(f)); // send
}

void views(Bound &b, std::vector<Bound> &v, std::string &s) {
  give(std::ref(b));
  // CHECK: :[[#@LINE-1]]:17: warning: 'b' crosses to another thread but 'Bound' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Bound' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'give' crosses to another thread
  give(std::span(v));
  // CHECK: :[[#@LINE-1]]:8: warning: 'v' crosses to another thread but 'std::span<Bound>' is not send [ambit-unsendable-crossing]
  // CHECK: note: it holds 'Bound', which is thread-bound
  // CHECK: note: 'Bound' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'give' crosses to another thread
  give(v.begin());
  // CHECK: :[[#@LINE-1]]:8: warning: a value of type '__gnu_cxx::__normal_iterator<Bound *, std::vector<Bound>>' crosses to another thread but '__gnu_cxx::__normal_iterator<Bound *, std::vector<Bound>>' is not send [ambit-unsendable-crossing]
  // CHECK: note: its member '_M_current' leads to 'Bound', which is thread-bound
  // CHECK: note: 'Bound' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'give' crosses to another thread
  give(std::string_view(s));      // unknown, in permissive mode
  give(std::make_tuple(1, std::ref(b)));
  // CHECK: :[[#@LINE-1]]:8: warning: 'b' crosses to another thread but 'Bound' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Bound' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'give' crosses to another thread
}

std::mutex m;
void locks(std::unique_lock<std::mutex> l, std::condition_variable &cv, std::atomic<int> &a,
           std::latch &latch, std::counting_semaphore<> &sem, std::once_flag &once) {
  give(std::move(l));
  // CHECK: :[[#@LINE-1]]:18: warning: 'l' crosses to another thread but 'std::unique_lock<std::mutex>' is not send [ambit-unsendable-crossing]
  // CHECK: note: 'std::unique_lock<std::mutex>' is not send: a held lock belongs to the thread that locked
  // CHECK: note: parameter 'value' of 'give' crosses to another thread
  share(m);           // sync
  share(cv);          // sync
  share(a);           // sync
  share(latch);       // sync
  share(sem);         // sync
  share(once);        // sync
}

void handles(std::thread t, std::jthread j, std::future<Bound> f, std::promise<Bound> p,
             std::future<int> g, std::shared_future<Bound> s) {
  give(std::move(t)); // a handle
  give(std::move(j)); // a handle
  give(std::move(f));
  // CHECK: :[[#@LINE-1]]:18: warning: 'f' crosses to another thread but 'std::future<Bound>' is not send [ambit-unsendable-crossing]
  // CHECK: note: it holds 'Bound', which is thread-bound
  // CHECK: note: 'Bound' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'give' crosses to another thread
  give(std::move(p));
  // CHECK: :[[#@LINE-1]]:18: warning: 'p' crosses to another thread but 'std::promise<Bound>' is not send [ambit-unsendable-crossing]
  // CHECK: note: it holds 'Bound', which is thread-bound
  // CHECK: note: 'Bound' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'give' crosses to another thread
  give(std::move(g)); // a number
  give(s);
  // CHECK: :[[#@LINE-1]]:8: warning: 's' crosses to another thread but 'std::shared_future<Bound>' is not send [ambit-unsendable-crossing]
  // CHECK: note: it holds 'Bound', which is thread-bound
  // CHECK: note: 'Bound' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'give' crosses to another thread
}

void body(Bound b);
void bodyReference(const Bound &b);
struct Worker {
  void run(Bound b);
  void work();
};

void threads(Bound b, Worker &w) {
  std::thread(body, b).detach();
  // CHECK: :[[#@LINE-1]]:21: warning: 'b' crosses to another thread but 'Bound' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Bound' is declared thread-bound here
  // CHECK: note: argument 2 of 'std::thread' crosses to another thread (model 'cxx-standard-library')
  std::thread(body, std::move(b)).detach();
  // CHECK: :[[#@LINE-1]]:31: warning: 'b' crosses to another thread but 'Bound' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Bound' is declared thread-bound here
  // CHECK: note: argument 2 of 'std::thread' crosses to another thread (model 'cxx-standard-library')
  std::thread(bodyReference, std::cref(b)).detach();
  // CHECK: :[[#@LINE-1]]:40: warning: 'b' crosses to another thread but 'Bound' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Bound' is declared thread-bound here
  // CHECK: note: argument 2 of 'std::thread' crosses to another thread (model 'cxx-standard-library')
  std::thread(&Worker::work, &w).detach();       // nothing is known of Worker
  std::thread([] { body(Bound{}); }).detach();   // made there
}

void runs(Bound b, Bound &r) {
  std::thread(&Worker::run, Worker{}, b).detach();
  // CHECK: :[[#@LINE-1]]:39: warning: 'b' crosses to another thread but 'Bound' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Bound' is declared thread-bound here
  // CHECK: note: argument 2 of 'std::thread' crosses to another thread (model 'cxx-standard-library')
  std::jthread j([](std::stop_token, Bound *p) { p->n = 1; }, &r);
  // CHECK: :[[#@LINE-1]]:64: warning: 'r' crosses to another thread but 'Bound' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Bound' is declared thread-bound here
  // CHECK: note: argument 2 of 'std::jthread' crosses to another thread (model 'cxx-standard-library')
  r.n = 2;
  std::thread moved = std::thread([] {}); // nothing
  std::thread again(std::move(moved));    // moving a handle starts nothing
  again.join();
}
