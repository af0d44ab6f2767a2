// The part of Seastar's interface that the test of its model uses.

#pragma once
#pragma GCC system_header

namespace seastar {

template <class T> class lw_shared_ptr {
public:
  T *operator->() const { return pointer; }

private:
  T *pointer = nullptr;
};
template <class T> class shared_ptr {
public:
  T *operator->() const { return pointer; }

private:
  T *pointer = nullptr;
};
template <class P> class foreign_ptr {
public:
  auto operator->() const { return value.operator->(); }
  P value;
};
template <class P> foreign_ptr<P> make_foreign(P p) { return {p}; }

template <class T = void> class future {};
inline future<> make_ready_future() { return {}; }
struct smp_submit_to_options {};

class smp {
public:
  template <class F> static future<> submit_to(unsigned, F &&) { return {}; }
  template <class F> static future<> submit_to(unsigned, smp_submit_to_options, F &&) { return {}; }
  template <class F> static future<> invoke_on_all(F &&) { return {}; }
};

template <class S> class sharded {
public:
  template <class... Args> future<> start(Args...) { return {}; }
  template <class F, class... Args> future<> invoke_on(unsigned, F &&, Args &&...) { return {}; }
  template <class F, class... Args> future<> invoke_on_all(F, Args...) { return {}; }
  template <class M, class I, class R> future<I> map_reduce0(M, I, R) { return {}; }
  S &local();
};
template <class S> class peering_sharded_service {
public:
  sharded<S> &container();

private:
  sharded<S> *of;
};

unsigned this_shard_id();
class abort_source {
public:
  void request_abort();
};
class file {
public:
  future<int> size();
};
class file_handle {
public:
  file to_file() &&;
};
template <class T> class input_stream {
public:
  future<T> read();
};

} // namespace seastar
