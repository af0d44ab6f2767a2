// The part of Folly's interface that the test of its model uses.

#pragma once
#pragma GCC system_header

#include "coroutine-stand-in.h"
#include <functional>
#include <mutex>

namespace folly {

using Func = std::function<void()>;

class Executor {
public:
  virtual ~Executor() = default;
  virtual void add(Func) = 0;
};
template <class E = Executor> class ExecutorKeepAlive {
public:
  ExecutorKeepAlive(E *);
};
class ThreadPoolExecutor : public Executor {
public:
  void add(Func) override;
  virtual void join();
};
class CPUThreadPoolExecutor : public ThreadPoolExecutor {
public:
  explicit CPUThreadPoolExecutor(int threads);
  void add(Func) override;
};
class ManualExecutor : public Executor {
public:
  void add(Func) override;
};

template <class T> class Future {
public:
  Future(T);
  Future via(ExecutorKeepAlive<>) &&;
  T get() &&;
};
template <class F> Future<int> via(ExecutorKeepAlive<>, F &&) { return 0; }

template <bool> class SharedMutexImpl {
public:
  void lock();
  void unlock();
  void lock_shared();
  void unlock_shared();
};
using SharedMutex = SharedMutexImpl<false>;

namespace coro {

template <class T = void> class TaskWithExecutor {};
template <class T = void> class Task : public stand_in::awaitable<T> {
public:
  struct promise_type : stand_in::promise_base<Task, T> {};
  TaskWithExecutor<T> scheduleOn(ExecutorKeepAlive<>) &&;
};
template <class T> TaskWithExecutor<T> co_withExecutor(ExecutorKeepAlive<>, Task<T>) { return {}; }
class Mutex {
public:
  stand_in::awaitable<void> co_lock();
  void unlock();
};

} // namespace coro
} // namespace folly
