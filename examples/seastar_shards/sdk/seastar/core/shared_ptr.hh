// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Stands in for Seastar's header of this name: the declarations the example uses.

#pragma once

#include <utility>

namespace seastar {

/// Counts its owners without an atomic: all of them are on one shard.
template <class T> class lw_shared_ptr {
public:
  lw_shared_ptr() = default;
  lw_shared_ptr(const lw_shared_ptr &);
  lw_shared_ptr(lw_shared_ptr &&) noexcept;
  lw_shared_ptr &operator=(const lw_shared_ptr &);
  lw_shared_ptr &operator=(lw_shared_ptr &&) noexcept;
  ~lw_shared_ptr();

  T *operator->() const { return object; }
  T &operator*() const { return *object; }
  explicit operator bool() const { return object; }

private:
  T *object = nullptr;
};

template <class T, class... A> lw_shared_ptr<T> make_lw_shared(A &&...);

} // namespace seastar
