// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Stands in for Seastar's header of this name: the declarations the example uses.

#pragma once

#include <seastar/core/shared_ptr.hh>
#include <seastar/core/smp.hh>

#include <utility>

namespace seastar {

/// An instance of \p S on every shard.
template <class S> class sharded {
public:
  template <class... A> future<> start(A &&...arguments);
  future<> stop();

  /// That of the shard that asks.
  S &local();

  template <class F, class... A>
  typename futurize<std::invoke_result_t<F, S &, A...>>::type invoke_on(unsigned, F &&, A &&...) {
    return {};
  }
  template <class F> future<> invoke_on_all(F) { return {}; }
};

/// Takes what it holds home to be destroyed.
template <class P> class foreign_ptr {
public:
  foreign_ptr() = default;
  explicit foreign_ptr(P pointer);
  foreign_ptr(foreign_ptr &&) noexcept;
  foreign_ptr &operator=(foreign_ptr &&) noexcept;

  decltype(auto) operator->() const { return pointer.operator->(); }
  decltype(auto) operator*() const { return *pointer; }

private:
  P pointer;
};

template <class P> foreign_ptr<P> make_foreign(P pointer);

} // namespace seastar
