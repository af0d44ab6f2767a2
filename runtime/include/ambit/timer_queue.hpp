//===- ambit/timer_queue.hpp - the timers of an executor's tasks -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A skew heap (D. Sleator, R. Tarjan, "Self-adjusting heaps", SIAM J. Computing 15, 1986) of nodes
// that lie in the frames of the tasks that wait: no allocation, insertion and removal in O(log n)
// amortised. Only the executor's context touches it. When the earliest moment changes, the executor
// is asked to be woken then; what wakes it is a task header of its own, so that timers cost the
// executor's loop nothing.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_TIMER_QUEUE_HPP
#define AMBIT_TIMER_QUEUE_HPP

#include "ambit/port.hpp"
#include "ambit/task_header.hpp"
#include <utility>

namespace ambit {

class timer_host;

/// A moment at which a task is woken. Part of the frame that waits.
class timer_node {
  friend class timer_queue;
  tick when_ = 0;
  task_header *root_ = nullptr; // null: not in the heap
  timer_node *left_ = nullptr, *right_ = nullptr;
  timer_node **link_ = nullptr; // what points here
};

/// The heap. Callable from: tasks of its executor, and the executor.
class timer_queue {
  timer_node *first_ = nullptr;
  timer_host &host_;

  /// Puts the union of two heaps at `link`: merges the right spines from the top, and exchanges the
  /// children of each node on the way.
  [[gnu::noinline]] static void meld(timer_node **link, timer_node *a, timer_node *b) noexcept {
    while (a != nullptr && b != nullptr) {
      if (b->when_ < a->when_)
        std::swap(a, b);
      put(link, a);
      timer_node *rest = a->right_;
      put(&a->right_, a->left_);
      link = &a->left_;
      a = rest;
    }
    put(link, a != nullptr ? a : b);
  }
  static void put(timer_node **link, timer_node *node) noexcept {
    *link = node;
    if (node != nullptr)
      node->link_ = link;
  }

  inline void ask() noexcept;

public:
  constexpr explicit timer_queue(timer_host &host) noexcept : host_(host) {}
  timer_queue(const timer_queue &) = delete;
  timer_queue &operator=(const timer_queue &) = delete;

  /// The earliest moment, or no_alarm.
  [[nodiscard]] tick next() const noexcept { return first_ != nullptr ? first_->when_ : no_alarm; }

  /// Wakes `root` at or after `when`, unless the node is removed before. The node is not in a
  /// queue.
  void insert(timer_node &node, task_header &root, tick when) noexcept {
    node.when_ = when;
    node.root_ = &root;
    node.left_ = node.right_ = nullptr;
    meld(&first_, first_, &node);
    if (first_ == &node)
      ask();
  }

  /// Takes the node out. Nothing happens if it is not in. If it was the first, the interrupt that
  /// was asked for comes once too early, and asks for the next.
  void remove(timer_node &node) noexcept {
    if (node.root_ == nullptr)
      return;
    node.root_ = nullptr;
    meld(node.link_, node.left_, node.right_);
  }

  /// Wakes the tasks whose moment has come, then asks to be called for the next.
  void expire() noexcept {
    while (first_ != nullptr && first_->when_ <= port::now()) {
      task_header &root = *first_->root_;
      remove(*first_);
      root.wake();
    }
    ask();
  }

  /// Whether the node waits in a queue.
  static bool contains(const timer_node &node) noexcept { return node.root_ != nullptr; }
};

/// What a timer queue asks of its executor: to be called at a tick.
class timer_host {
  friend class timer_queue;
  void (*const arm_)(timer_host &, tick) noexcept;

protected:
  timer_queue timers_{*this};

  constexpr explicit timer_host(void (*arm)(timer_host &, tick) noexcept) noexcept : arm_(arm) {}
  ~timer_host() = default;
};

void timer_queue::ask() noexcept { host_.arm_(host_, next()); }

} // namespace ambit

#endif // AMBIT_TIMER_QUEUE_HPP
