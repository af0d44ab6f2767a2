// The part of Asio's interface that the test of its model uses.

#pragma once
#pragma GCC system_header

namespace asio {

class thread_pool {
public:
  template <class Allocator, unsigned Bits> class basic_executor_type {};
  using executor_type = basic_executor_type<int, 0>;
  explicit thread_pool(unsigned threads);
  ~thread_pool();
  executor_type get_executor();
  void join();
};

class io_context {
public:
  void run();
};

template <class Executor> class strand {
public:
  Executor inner;
};
inline strand<thread_pool::executor_type> make_strand(thread_pool &pool) {
  return {pool.get_executor()};
}

struct detached_t {};
inline constexpr detached_t detached;
template <class Relationship, class Blocking, class Allocator> class basic_system_executor {};
using system_executor = basic_system_executor<int, int, int>;
template <class Context, class F, class Token> void co_spawn(Context &&, F &&, Token &&) {}
template <class Context, class Token> void post(Context &&, Token &&) {}
template <class Context, class Token> void defer(Context &&, Token &&) {}
template <class Context, class Token> void dispatch(Context &&, Token &&) {}

} // namespace asio
