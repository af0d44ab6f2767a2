//===- ambit/executor.hpp - runs tasks, in one context ----------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   any core, any handler                          the executor's own context
//   ─────────────────────                          ──────────────────────────
//   wake ──▶ inbox (stack, lock-free) ── taken whole, turned round ──▶ ready (list, no atomics) ──▶
//   resume
//                                                      yield ────────────▶
//
// The inbox is a stack of which only the whole is taken, so that it has no ABA problem. The one who
// pushes onto an empty inbox pokes the executor: once per batch. What a poke is, and how the
// executor sleeps, is the business of core_executor, interrupt_executor and thread_executor.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_EXECUTOR_HPP
#define AMBIT_EXECUTOR_HPP

#include "ambit/task_header.hpp"
#include "ambit/timer_queue.hpp"
#include "ambit/trace.hpp"

namespace ambit {

/// The order in which ready tasks run.
enum class order {
  fifo,     ///< as they became ready
  deadline, ///< the task with the earliest deadline (`join_frame::set_deadline`) first; those
            ///< without one last, in turn
};

/// The part that all executors share. Static, or alive as long as any of its tasks.
class alignas(32) executor : protected timer_host {
  friend class task_header;
  friend struct task_access;

  std::atomic<task_header *> inbox_{nullptr};
  void *ready_ = nullptr; // the list is linked through task_header::link_
  void **end_ = &ready_;
  void (*const poke_)(executor &) noexcept;
  AMBIT_NO_UNIQUE_ADDRESS trace_point trace_;

public:
  executor(const executor &) = delete;
  executor &operator=(const executor &) = delete;

  /// The timers of this executor's tasks. Callable from: its tasks.
  timer_queue &timers() noexcept { return timers_; }

  /// Who is told what the tasks do; see trace.hpp. Callable from: before the executor runs.
  trace_point &trace() noexcept { return trace_; }

  /// Puts a task that runs at the end of the ready list, unless a wake-up has queued it already.
  /// Callable from: the task itself. Blocks: never.
  [[gnu::always_inline]] void yield(task_header &root) noexcept {
    if (inbox_.load(std::memory_order_relaxed) != nullptr) // who was woken earlier runs earlier
      take_inbox();
    if ((root.word_.fetch_or(task_header::queued, std::memory_order_acq_rel) &
         task_header::queued) == 0)
      append(root);
  }

  /// The same for a task that goes on at `frame`, given its header, which may be a child's.
  [[gnu::always_inline]] static void yield(task_header &task, void *frame) noexcept {
    task_header::bits w = task.word_.load(std::memory_order_relaxed);
    if ((w & task_header::child) == 0) [[likely]] {
      task.leaf_ = reinterpret_cast<task_header::bits>(frame);
      reinterpret_cast<executor *>(w & ~task_header::mask)->yield(task);
      return;
    }
    task.suspend_at(frame);
    task_header &root = task.root();
    root.home().yield(root);
  }

protected:
  /// `poke` is called by who pushes onto an empty inbox, in the pusher's context. `arm` asks for a
  /// call of `timers().expire()` or a wake-up of `timer_task()` at a tick.
  constexpr executor(void (*poke)(executor &) noexcept,
                     void (*arm)(timer_host &, tick) noexcept) noexcept
      : timer_host(*this, arm), poke_(poke) {}
  ~executor() = default;

  using timer_host::timer_task;
  static executor &of(timer_host &host) noexcept { return static_cast<executor &>(host); }

  /// Whether nothing is ready. For the decision to sleep: after it, a push finds the inbox empty
  /// and pokes. Callable from: the executor's context.
  bool idle() const noexcept {
    return ready_ == nullptr && inbox_.load(std::memory_order_acquire) == nullptr;
  }

  /// Resumes one ready task. Returns false if none was ready. Callable from: the executor's
  /// context.
  template <order Order = order::fifo> [[gnu::always_inline]] bool run_one() noexcept {
    // With deadlines, who was woken just now may be the most urgent. Otherwise it is enough to look
    // when the list is empty and, in yield(), before a task goes to its end.
    if (Order == order::deadline || ready_ == nullptr) {
      if (inbox_.load(std::memory_order_relaxed) != nullptr)
        take_inbox();
      if (ready_ == nullptr)
        return false;
    }
    if constexpr (Order == order::deadline)
      earliest_first();
    auto &root = *static_cast<task_header *>(ready_);
    ready_ = root.link_;
    if (ready_ == nullptr)
      end_ = &ready_;
    resume(root);
    return true;
  }

private:
  void append(task_header &root) noexcept {
    root.link_ = nullptr;
    *end_ = &root;
    end_ = &root.link_;
  }

  void push(task_header &root) noexcept {
    task_header *first = inbox_.load(std::memory_order_relaxed);
    do
      root.link_ = first;
    while (!inbox_.compare_exchange_weak(first, &root, std::memory_order_seq_cst,
                                         std::memory_order_relaxed));
    if (first == nullptr)
      poke_(*this);
  }

  [[gnu::noinline]] void take_inbox() noexcept {
    task_header *newest = inbox_.exchange(nullptr, std::memory_order_acq_rel);
    void *list = nullptr;
    void **end = newest != nullptr ? &newest->link_ : &list; // the newest becomes the last
    while (newest != nullptr) {
      auto *older = static_cast<task_header *>(newest->link_);
      newest->link_ = list;
      list = newest;
      newest = older;
    }
    *end_ = list;
    if (list != nullptr)
      end_ = end;
  }

  [[gnu::always_inline]] void resume(task_header &root) noexcept {
    // Before the task looks at what it waits for, and before the question whether it was cancelled:
    // who wakes or cancels it from here on queues it again. A task that ended while it was queued
    // has the same bit set.
    root.word_.fetch_and(~task_header::queued, std::memory_order_acq_rel);
    static_assert(task_header::cancelled == task_header::parked);
    if ((root.word_.load(std::memory_order_relaxed) & task_header::cancelled) != 0) [[unlikely]] {
      end(root);
      return;
    }
    void *frame = task_header::ready_frame(root.leaf_, root);
    if (frame == nullptr)
      return;
    trace_.resumed(root);
    std::coroutine_handle<>::from_address(frame).resume();
    trace_.suspended();
  }

  static void destroy_frame(task_header &root) noexcept {
    std::coroutine_handle<>::from_address(reinterpret_cast<char *>(&root) - header_offset)
        .destroy();
  }

  inline void end(task_header &root) noexcept;
  static inline void unpark(task_header &root) noexcept;
  static inline void destroy_cancelled(task_header &root) noexcept;
  inline void earliest_first() noexcept;
};

void task_header::wake() noexcept {
  if ((word_.fetch_or(queued, std::memory_order_acq_rel) & queued) == 0)
    home().push(*this);
}

} // namespace ambit

#include "ambit/task_end.hpp"

#endif // AMBIT_EXECUTOR_HPP
