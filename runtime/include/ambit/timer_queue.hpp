//===- ambit/timer_queue.hpp - the timers of an executor's tasks -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A pairing heap (M. Fredman et al., "The pairing heap", Algorithmica 1986) of nodes that lie in
// the frames of the tasks that wait: no allocation, insertion in constant time, removal in O(log n)
// amortised. Only the executor's context touches it. When the earliest moment changes, the executor
// is asked to be woken then; what wakes it is a task header of its own, so that timers cost the
// executor's loop nothing.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_TIMER_QUEUE_HPP
#define AMBIT_TIMER_QUEUE_HPP

#include "ambit/operation.hpp"
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
  timer_node *child_ = nullptr, *sibling_ = nullptr;
  timer_node **link_ = nullptr; // what points here
};

/// The heap. Callable from: tasks of its executor, and the executor.
class timer_queue {
  timer_node *first_ = nullptr;
  timer_host &host_;

  static timer_node *meld(timer_node *a, timer_node *b) noexcept {
    if (a == nullptr || b == nullptr)
      return a != nullptr ? a : b;
    if (b->when_ < a->when_)
      std::swap(a, b);
    b->sibling_ = a->child_;
    if (b->sibling_ != nullptr)
      b->sibling_->link_ = &b->sibling_;
    a->child_ = b;
    b->link_ = &a->child_;
    return a;
  }

  // Two passes: meld neighbours from the left, then all from the right.
  static timer_node *meld_siblings(timer_node *list) noexcept {
    timer_node *pairs = nullptr;
    while (list != nullptr) {
      timer_node *a = list, *b = a->sibling_;
      list = b != nullptr ? b->sibling_ : nullptr;
      a->sibling_ = nullptr;
      if (b != nullptr)
        b->sibling_ = nullptr;
      a = meld(a, b);
      a->sibling_ = pairs;
      pairs = a;
    }
    timer_node *heap = nullptr;
    while (pairs != nullptr) {
      timer_node *next = pairs->sibling_;
      pairs->sibling_ = nullptr;
      heap = meld(heap, pairs);
      pairs = next;
    }
    return heap;
  }

  void set_first(timer_node *heap) noexcept {
    first_ = heap;
    if (heap != nullptr)
      heap->link_ = &first_;
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
    node.child_ = node.sibling_ = nullptr;
    set_first(meld(first_, &node));
    if (first_ == &node)
      ask();
  }

  /// Takes the node out. Nothing happens if it is not in.
  void remove(timer_node &node) noexcept {
    if (node.root_ == nullptr)
      return;
    node.root_ = nullptr;
    timer_node *below = meld_siblings(node.child_);
    if (first_ == &node) {
      set_first(
          below); // the interrupt that was asked for comes once too early, and asks for the next
      return;
    }
    *node.link_ = node.sibling_;
    if (node.sibling_ != nullptr)
      node.sibling_->link_ = node.link_;
    set_first(meld(first_, below));
  }

  /// Wakes the tasks whose moment has come, then asks to be called for the next.
  void expire() noexcept {
    while (first_ != nullptr && first_->when_ <= port::now()) {
      timer_node &due = *first_;
      task_header &root = *due.root_;
      remove(due);
      root.wake();
    }
    ask();
  }

  /// Whether the node waits in a queue.
  static bool contains(const timer_node &node) noexcept { return node.root_ != nullptr; }
};

/// What a timer queue asks of its executor, and the task header that runs it.
class timer_host {
  friend class timer_queue;

  class runner : public task_header, wait_node {
    friend class timer_host;
    timer_queue &timers_;

  public:
    constexpr explicit runner(timer_queue &timers) noexcept : timers_(timers) {}
    void attach(executor &home) noexcept {
      poll = [](wait_node &node, task_header &) noexcept {
        static_cast<runner &>(node).timers_.expire();
        return false;
      };
      suspend_at(static_cast<wait_node &>(*this));
      word_.store(reinterpret_cast<bits>(&home), std::memory_order_release);
    }
  };

  void (*const arm_)(timer_host &, tick) noexcept;
  executor &home_;
  runner runner_{timers_};
  bool attached_ = false;

protected:
  timer_queue timers_{*this};

  constexpr timer_host(executor &home, void (*arm)(timer_host &, tick) noexcept) noexcept
      : arm_(arm), home_(home) {}
  ~timer_host() = default;

  /// Waking it expires the timers.
  task_header &timer_task() noexcept { return runner_; }
};

void timer_queue::ask() noexcept {
  if (!host_.attached_) { // at the first use: a constant initialiser cannot make the word from an
                          // address
    host_.attached_ = true;
    host_.runner_.attach(host_.home_);
  }
  host_.arm_(host_, next());
}

} // namespace ambit

#endif // AMBIT_TIMER_QUEUE_HPP
