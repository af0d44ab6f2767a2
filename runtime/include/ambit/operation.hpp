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
//     const void *object() const noexcept;     // optional, for the trace: who will wake the task
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

#if AMBIT_TRACE
template <class Self> constexpr auto spelling() noexcept {
  constexpr const char *text = __PRETTY_FUNCTION__; // "... [Self = the::type]", GCC: [with ...]
  constexpr auto bounds = [](const char *t) {
    struct {
      std::size_t begin = 0, end = 0;
    } b;
    for (std::size_t i = 0; t[i] != 0; ++i)
      if (b.begin == 0 && t[i] == 'S' && t[i + 1] == 'e' && t[i + 2] == 'l' && t[i + 3] == 'f' &&
          t[i + 4] == ' ' && t[i + 5] == '=')
        b.begin = i + 7;
      else if (t[i] == ']')
        b.end = i;
    return b;
  }(text);
  struct {
    char letters[bounds.end - bounds.begin + 1] = {};
  } name;
  for (std::size_t i = bounds.begin; i < bounds.end; ++i)
    name.letters[i - bounds.begin] = text[i];
  return name;
}
template <class Self> inline constexpr auto spelling_of = spelling<Self>();

/// The name of a type as the compiler writes it.
template <class Self> constexpr const char *name_of() noexcept { return spelling_of<Self>.letters; }
#endif

/// Makes `Self` awaitable by tasks of this library. Self stays where it was made: returned by value
/// from a function, awaited in the same expression.
template <class Self> class operation : protected wait_node {
  Self &self() noexcept { return static_cast<Self &>(*this); }

  static bool ask(wait_node &node, task_header &root) noexcept {
    return static_cast<operation &>(node).self().poll(root);
  }

protected:
  /// Says for the trace what this is.
  void give_reason() noexcept {
#if AMBIT_TRACE
    reason.operation = name_of<Self>();
    reason.object = nullptr;
    if constexpr (requires(const Self &s) { s.object(); })
      reason.object = self().object();
#endif
  }

  /// Suspends the task at this operation. Returns false if what it waits for has come.
  bool wait(void *of) noexcept {
    frame = of;
    resume = [](void *node) noexcept { static_cast<wait_node *>(node)->ask_again(ask); };
    give_reason();
    return header_of(of).wait(*this, ask);
  }

public:
  constexpr operation() noexcept {} // the node is set when it is waited for
  operation(const operation &) = delete;
  operation &operator=(const operation &) = delete;

  bool await_ready() const noexcept { return false; }

  template <class Promise>
    requires std::derived_from<Promise, task_header>
  bool await_suspend(std::coroutine_handle<Promise> h) noexcept {
    return wait(h.address());
  }

  decltype(auto) await_resume() noexcept { return self().result(); }
};

} // namespace ambit

#endif // AMBIT_OPERATION_HPP
