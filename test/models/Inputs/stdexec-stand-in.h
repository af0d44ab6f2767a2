// The part of stdexec's interface that the test of its model uses.

#pragma once
#pragma GCC system_header

#include "coroutine-stand-in.h"

namespace exec {
namespace __task {
template <class T> class basic_task : public stand_in::awaitable<T> {
public:
  using promise_type = stand_in::promise_base<basic_task, T>;
};
} // namespace __task
template <class T> using task = __task::basic_task<T>;

namespace _pool_ {
class _static_thread_pool {
public:
  explicit _static_thread_pool(unsigned threads);
  ~_static_thread_pool();
  struct scheduler {
    class _sender {};
    _sender schedule() const;
  };
  scheduler get_scheduler() noexcept;
};
} // namespace _pool_
class static_thread_pool : public _pool_::_static_thread_pool {
public:
  using _static_thread_pool::_static_thread_pool;
};
} // namespace exec

namespace stdexec {

class run_loop {
public:
  struct scheduler {};
  scheduler get_scheduler() noexcept;
};
template <class S, class F> struct then_sender {
  S sender;
  F function;
};
struct schedule_t {
  template <class S> auto operator()(S &&s) const { return s.schedule(); }
};
namespace __clsur {
template <class F> struct closure {
  F function;
  template <class S> friend then_sender<S, F> operator|(S &&s, closure c) {
    return {s, c.function};
  }
};
} // namespace __clsur
struct then_t {
  template <class S, class F> then_sender<S, F> operator()(S &&s, F f) const { return {s, f}; }
  template <class F> __clsur::closure<F> operator()(F f) const { return {f}; }
};
struct starts_on_t {
  template <class C, class S> S operator()(C &&, S s) const { return s; }
};
struct continues_on_t {
  template <class S, class C> S operator()(S s, C) const { return s; }
};
struct sync_wait_t {
  template <class S> void operator()(S &&) const {}
};
struct just_t {
  template <class T> T operator()(T t) const { return t; }
};
inline constexpr schedule_t schedule{};
inline constexpr then_t then{};
inline constexpr starts_on_t starts_on{};
inline constexpr continues_on_t continues_on{};
inline constexpr sync_wait_t sync_wait{};
inline constexpr just_t just{};

} // namespace stdexec
