// The part of cppcoro's interface that the test of its model uses.

#pragma once
#pragma GCC system_header

#include "coroutine-stand-in.h"

namespace cppcoro {

template <class T = void> class task : public stand_in::awaitable<T> {
public:
  using promise_type = stand_in::promise_base<task, T>;
};
template <class T> class generator {
public:
  struct promise_type : stand_in::promise_base<generator, void> {
    std::suspend_always yield_value(T) { return {}; }
  };
};
class static_thread_pool {
public:
  class schedule_operation : public stand_in::awaitable<void> {};
  schedule_operation schedule();
};
class io_service {
public:
  class schedule_operation : public stand_in::awaitable<void> {};
  schedule_operation schedule();
};
class async_mutex_lock {
public:
  ~async_mutex_lock();
};
class async_mutex {
public:
  stand_in::awaitable<async_mutex_lock> scoped_lock_async();
};
template <class Scheduler, class T> task<T> schedule_on(Scheduler &, task<T>) { return {}; }
template <class T> T sync_wait(task<T>);

} // namespace cppcoro
