//===- ambit/operation.hpp - what a task can await --------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An operation is a thing to wait for: an object in the awaiting frame with
//
//     bool poll(task_header &root) noexcept;   // done? if not, `root` is woken when it is worth
//     asking again R result() noexcept;                     // once poll returned true
//     ~Operation();                            // gives up: after it nothing refers to the object
//
// Deriving from `operation<It>` makes it awaitable. An operation is asked by the executor directly,
// without a pass through the coroutines above it: to resume at depth eight costs what it costs at
// depth zero. select, join and timeout ask several. Abandoning a wait is destroying the operation,
// at any suspension point.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_OPERATION_HPP
#define AMBIT_OPERATION_HPP

#include "ambit/task_header.hpp"
#include <concepts>
#include <coroutine>
#include <utility>

namespace ambit {

template <class O>
concept operation_like = requires(O &o, task_header &root) {
  { o.poll(root) } noexcept -> std::same_as<bool>;
  o.result();
};

/// Makes `Self` awaitable by tasks of this library. Self stays where it was made: returned by value
/// from a function, awaited in the same expression.
template <class Self> class operation : wait_node {
  Self &self() noexcept { return static_cast<Self &>(*this); }

public:
  constexpr operation() noexcept = default;
  operation(const operation &) = delete;
  operation &operator=(const operation &) = delete;

  bool await_ready() const noexcept { return false; }

  template <class Promise>
    requires std::derived_from<Promise, task_header>
  bool await_suspend(std::coroutine_handle<Promise> h) noexcept {
    task_header &task = h.promise();
    if (self().poll(task.root()))
      return false;
    frame = h.address();
    wait_node::poll = [](wait_node &node, task_header &root) noexcept {
      return static_cast<operation &>(node).self().poll(root);
    };
    task.suspend_at(static_cast<wait_node &>(*this));
    return true;
  }

  decltype(auto) await_resume() noexcept { return self().result(); }
};

} // namespace ambit

#endif // AMBIT_OPERATION_HPP
