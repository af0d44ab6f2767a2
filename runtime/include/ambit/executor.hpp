//===- ambit/executor.hpp - runs tasks, in one context ----------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   any core, any handler                       the executor's own context
//   ─────────────────────                       ──────────────────────────
//   wake, notify ──▶ inbox (stack, lock-free) ── taken whole, turned round ──▶ ring of the ready
//                                                                               │          ▲
//                                                          waits, ends ◀── resumed ── yields
//
// The inbox is a stack of which only the whole is taken, so that it has no ABA problem. An executor
// that is about to sleep leaves a mark in it; the one who pushes onto the mark pokes the executor.
// What a poke is, and how the executor sleeps, is the business of core_executor, interrupt_executor
// and thread_executor.
//
// A task runs while it is in the ring. Yielding is therefore nothing but suspending: the executor
// moves the ring on by one. A task that waits or ends says so (`left_`) and is taken out.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_EXECUTOR_HPP
#define AMBIT_EXECUTOR_HPP

#include "ambit/task_header.hpp"
#include "ambit/timer_queue.hpp"
#include "ambit/trace.hpp"
#include <atomic>
#include <utility>

namespace ambit {

/// The order in which ready tasks run.
enum class order {
  fifo,     ///< as they became ready
  deadline, ///< the task with the earliest deadline (`join_frame::set_deadline`) first; those
            ///< without one last, in turn
};

struct join_point;

/// The part that all executors share. Static, or alive as long as any of its tasks.
class alignas(32) executor : protected timer_host {
  friend class task_header;
  friend struct task_access;
  using bits = task_header::bits;

  static constexpr bits asleep = 1; // the mark in the inbox; smaller than every address
  shared_word inbox_;
  task_header *last_ = nullptr; // of the ring, which is linked through task_header::link_
  executor *left_ = nullptr;    // not null: the task that runs has left the ring
  void (*const poke_)(executor &) noexcept;
  AMBIT_NO_UNIQUE_ADDRESS trace_point trace_;

  // What runs on the executor and is no coroutine: it expires timers and destroys the cancelled.
  struct duty {
    void (*resume)(void *) noexcept;
    executor *home;
  };
  class service_task : public task_header {
    duty duty_;

  public:
    constexpr explicit service_task(executor &home) noexcept
        : task_header(0, &duty_), duty_{serve, &home} {}
  } service_{*this};
  shared_word cancelled_; // a stack of join_points
  std::atomic<void (*)(executor &) noexcept> destroy_cancelled_{nullptr};

public:
  executor(const executor &) = delete;
  executor &operator=(const executor &) = delete;

  /// The timers of this executor's tasks. Callable from: its tasks.
  timer_queue &timers() noexcept { return timers_; }

  /// Who is told what the tasks do; see trace.hpp. Callable from: before the executor runs.
  trace_point &trace() noexcept { return trace_; }

protected:
  /// `poke` is called by who pushes onto the mark of a sleeper, in the pusher's context. `arm` asks
  /// for a call of `timers().expire()` or a wake-up of `timer_task()` at a tick. An executor that
  /// is run by its poke is made sleeping.
  constexpr executor(void (*poke)(executor &) noexcept, void (*arm)(timer_host &, tick) noexcept,
                     bool sleeping = false) noexcept
      : timer_host(arm), inbox_(sleeping ? asleep : 0), poke_(poke) {}
  ~executor() = default;

  static executor &of(timer_host &host) noexcept { return static_cast<executor &>(host); }

  /// Waking it expires the timers. Callable from: any context.
  task_header &timer_task() noexcept {
    bits none = 0; // a constant initialiser cannot make the word from an address
    if (service_.word_.peek() == none)
      service_.word_.replace(none, reinterpret_cast<bits>(this));
    return service_;
  }

  /// Leaves the mark that the next push shall poke, unless something is ready. Callable from: the
  /// executor's context. Returns whether it did.
  [[nodiscard]] bool falls_asleep() noexcept {
    bits none = 0;
    return last_ == nullptr && (inbox_.replace(none, asleep) || none == asleep);
  }

  /// Resumes one ready task. Returns false if none was ready. Callable from: the executor's
  /// context.
  template <order Order = order::fifo> AMBIT_HOT bool run_one() noexcept {
    // With deadlines, who was woken just now may be the most urgent. Otherwise it is enough to look
    // when the ring is empty and before a task that has yielded goes to its end.
    if constexpr (Order == order::deadline)
      take_inbox();
    if (last_ == nullptr) {
      bits woken = inbox_.exchange(0);
      if (woken <= asleep)
        return false;
      auto &root = *reinterpret_cast<task_header *>(woken);
      if (reinterpret_cast<bits>(root.link_) <= asleep) { // the only one: spared the ring
        resume(root);
        if (left_ == nullptr) [[unlikely]] {
          take_inbox();
          append(root, root);
        }
        left_ = nullptr;
        return true;
      }
      append_woken(woken);
    }
    if constexpr (Order == order::deadline)
      earliest_first();
    task_header &before = *last_;
    auto &root = *static_cast<task_header *>(before.link_);
    void *next = root.link_; // once it has left, others use its link
    resume(root);
    if (left_ == nullptr) [[likely]] {
      if (inbox_.peek() != 0) // who was woken earlier runs earlier
        take_inbox();
      last_ = &root;
    } else {
      left_ = nullptr;
      if (next == &root)
        last_ = nullptr;
      else
        before.link_ = next;
    }
    return true;
  }

private:
  /// Puts the chain from `first` to `end` at the end of the ring.
  void append(task_header &first, task_header &end) noexcept {
    end.link_ = &first;
    if (last_ != nullptr)
      std::swap(last_->link_, end.link_);
    last_ = &end;
  }

  /// The same with a chain from the inbox, which begins with the newest.
  void append_woken(bits woken) noexcept {
    auto *end = reinterpret_cast<task_header *>(woken), *first = end;
    for (auto older = reinterpret_cast<bits>(end->link_); older > asleep;) {
      auto *t = reinterpret_cast<task_header *>(older);
      older = reinterpret_cast<bits>(t->link_);
      t->link_ = first;
      first = t;
    }
    append(*first, *end);
  }

  [[gnu::noinline]] void take_inbox() noexcept {
    bits woken = inbox_.exchange(0);
    if (woken > asleep)
      append_woken(woken);
  }

  AMBIT_HOT void resume(task_header &root) noexcept {
    trace_.resumed(root);
    resume_at(root.leaf_);
    trace_.suspended();
  }

  /// Puts a task, whose token the caller holds, into the inbox.
  AMBIT_HOT void push(task_header &root) noexcept {
    for (bits first = inbox_.peek();;) {
      root.link_ = reinterpret_cast<void *>(first);
      bits before = inbox_.swap_if(first, reinterpret_cast<bits>(&root));
      if (before == first) [[likely]] {
        if (before == asleep)
          poke_(*this);
        return;
      }
      first = before;
    }
  }

  static void serve(void *begin) noexcept {
    executor &self = *static_cast<duty *>(begin)->home;
    self.left_ = &self;
    self.service_.word_.clear(task_header::token); // who wakes it from here on queues it again
    self.timers_.expire();
    if (auto destroy = self.destroy_cancelled_.load(std::memory_order_relaxed))
      destroy(self);
  }

  inline void earliest_first() noexcept;
};

void task_header::hand_over() noexcept { home().push(*this); }

void task_header::wake() noexcept {
  if ((word_.set(token) & token) == 0)
    hand_over();
}

AMBIT_HOT task_header::bits task_header::leave(const wait_node &node) noexcept {
  bits w = word_.peek(), place = reinterpret_cast<bits>(this) + alone;
  if ((w & child) != 0) [[unlikely]] {
    if ((w & beside) != 0)
      return 0;
    place = w - (token | child) + alone;
    w = reinterpret_cast<task_header *>(w - (token | child))->word_.peek();
  }
  executor &home = *reinterpret_cast<executor *>(w & ~mask);
  home.left_ = &home;
  home.trace_.waits(node);
  return place;
}

void task_header::stay() noexcept {
  home().left_ = nullptr;
  home().trace_.goes_on();
}

/// The token goes before the question: see the comment above.
bool task_header::wait(wait_node &node, wait_node::question ask) noexcept {
  bits w = word_.peek();
  task_header &self = root();
  if ((w & (child | beside)) == (child | beside)) { // its root waits already
    bool come = ask(node, self);
    *strand() = come ? node.frame : reinterpret_cast<char *>(&node) + 1;
    return !come;
  }
  executor &home = self.home();
  home.trace_.waits(node);
  home.left_ = &home;
  self.leaf_ = &node;
  self.word_.clear(token);
  if (!ask(node, self))
    return true;
  self.leaf_ = node.frame;
  if ((self.word_.set(token) & token) != 0)
    return true; // woken meanwhile: it goes on from the inbox
  self.stay();
  return false;
}

} // namespace ambit

#include "ambit/task_end.hpp"

#endif // AMBIT_EXECUTOR_HPP
