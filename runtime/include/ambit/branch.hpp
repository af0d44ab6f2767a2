//===- ambit/branch.hpp - a task as one of several things that are awaited at once -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_BRANCH_HPP
#define AMBIT_BRANCH_HPP

#include "ambit/operation.hpp"
#include "ambit/task.hpp"

namespace ambit {

/// Runs a child task within select, join or timeout. It has a strand of its own, the place where it
/// goes on; the root is shared, so a wake-up asks each branch in turn. Abandoning a branch destroys
/// its task.
template <class T> class branch {
  task<T> task_;
  void *strand_ = nullptr; // plus 1: it waits there
  bool running_ = false;

public:
  explicit branch(task<T> &&t) noexcept : task_(std::move(t)) {}

  bool poll(task_header &root) noexcept {
    auto child = task_use::peek(task_);
    if (!running_) {
      running_ = true;
      task_access::adopt_branch(child.promise(), child.address(), root, &strand_);
    }
    auto begin = reinterpret_cast<task_header::bits>(strand_);
    resume_at(reinterpret_cast<void *>(begin & ~task_header::bits{1}));
    if (child.done())
      return true;
    if ((reinterpret_cast<task_header::bits>(strand_) & 1) == 0)
      root.wake(); // it has yielded
    return false;
  }
  T result() noexcept { return task_use::peek(task_).promise().take(); }
};

/// What select and join keep for an argument: a task becomes a branch, an operation stays where it
/// is.
template <class A> struct branch_of {
  A &operation_;
  explicit branch_of(A &o) noexcept : operation_(o) {}
  bool poll(task_header &root) noexcept { return operation_.poll(root); }
  decltype(auto) result() noexcept { return operation_.result(); }
};
template <class A>
  requires requires { typename A::polled; }
struct branch_of<A> : A::polled { // what is awaited in another way when it is awaited by itself
  using A::polled::polled;
};
template <class T> struct branch_of<task<T>> : branch<T> {
  explicit branch_of(task<T> &t) noexcept : branch<T>(std::move(t)) {}
};

template <class A> struct is_task : std::false_type {};
template <class T> struct is_task<task<T>> : std::true_type {};

/// What select, join and timeout take: rvalues of tasks and operations.
template <class A>
concept selectable = !std::is_reference_v<A> &&
                     (is_task<A>::value || operation_like<A> || operation_like<typename A::polled>);

/// Stands for void where a value is needed.
struct nothing {
  friend constexpr bool operator==(nothing, nothing) noexcept { return true; }
};
template <class R>
using value_or_nothing = std::conditional_t<std::is_void_v<R>, nothing, std::decay_t<R>>;
template <class A>
using result_of = value_or_nothing<decltype(std::declval<branch_of<A> &>().result())>;

template <class A> result_of<A> take_result(branch_of<A> &b) noexcept {
  if constexpr (std::is_void_v<decltype(b.result())>) {
    b.result();
    return {};
  } else {
    return b.result();
  }
}

} // namespace ambit

#endif // AMBIT_BRANCH_HPP
