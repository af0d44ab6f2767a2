//===- ambit/multi_waker.hpp - several tasks wait, in turn ------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_MULTI_WAKER_HPP
#define AMBIT_MULTI_WAKER_HPP

#include "ambit/cross_lock.hpp"
#include "ambit/executor.hpp"

namespace ambit {

/// A list of waiting tasks, first come first served. Whoever owns it guards it together with the
/// condition that the tasks wait for by one cross_lock; every function is called under that lock.
/// To wake is done after: the functions return whom.
class multi_waker {
public:
  /// The place of one waiting task, in its frame.
  class node {
    friend class multi_waker;
    task_header *root_ = nullptr;
    node *next_ = nullptr;
    node **link_ = nullptr; // null: not in a list

  public:
    [[nodiscard]] bool waits() const noexcept { return link_ != nullptr; }
  };

  constexpr multi_waker() noexcept = default;
  multi_waker(const multi_waker &) = delete;
  multi_waker &operator=(const multi_waker &) = delete;

  [[nodiscard]] bool empty() const noexcept { return first_ == nullptr; }

  /// Puts `n` at the end, if it is not in the list.
  void add(node &n, task_header &root) noexcept {
    if (n.waits())
      return;
    n.root_ = &root;
    n.next_ = nullptr;
    n.link_ = end_;
    *end_ = &n;
    end_ = &n.next_;
  }

  /// Takes `n` out, if it is in the list.
  void remove(node &n) noexcept {
    if (!n.waits())
      return;
    *n.link_ = n.next_;
    if (n.next_ != nullptr)
      n.next_->link_ = n.link_;
    else
      end_ = n.link_;
    n.link_ = nullptr;
  }

  /// Takes out the first and returns it, or nullptr. Its task is `root_of` it.
  node *take() noexcept {
    node *n = first_;
    if (n != nullptr)
      remove(*n);
    return n;
  }
  static task_header &root_of(const node &n) noexcept { return *n.root_; }

  /// Takes out and wakes all. A wake-up is short and takes no lock, so it may be done under this
  /// one.
  void wake_all() noexcept {
    while (node *n = take())
      n->root_->wake();
  }

private:
  node *first_ = nullptr;
  node **end_ = &first_;
};

} // namespace ambit

#endif // AMBIT_MULTI_WAKER_HPP
