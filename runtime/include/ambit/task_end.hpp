//===- ambit/task_end.hpp - how a task ends ---------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The steps at the end of the diagram in task_header.hpp: a task that returns, one that is
// cancelled, and the release of the storage, which waits until no queue holds the header.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_TASK_END_HPP
#define AMBIT_TASK_END_HPP

#include "ambit/executor.hpp"
#include "ambit/frame.hpp"

namespace ambit {

/// The steps that tasks, handles and nurseries share. Not for users.
struct task_access {
  using bits = task_header::bits;

  /// Hands a made task to an executor. `flags` is 0 or task_header::extended.
  static void start(task_header &root, executor &home, void *frame, bool is_extended) noexcept {
    root.leaf_ = reinterpret_cast<bits>(frame);
    root.word_.store(reinterpret_cast<bits>(&home) | task_header::queued |
                         (is_extended ? task_header::extended : 0),
                     std::memory_order_release);
    home.push(root);
  }

  /// Ties a child to the frame that awaits it (nullptr: a branch of select), to its root, and to
  /// the place where the branch that it is in keeps what it waits for.
  static void adopt(task_header &child, void *parent, task_header &root, bits *strand) noexcept {
    child.link_ = parent;
    child.word_.store(reinterpret_cast<bits>(&root) | task_header::child,
                      std::memory_order_relaxed);
    child.leaf_ = reinterpret_cast<bits>(strand);
  }
  static bits *strand(task_header &task) noexcept { return task.strand(); }
  static void *ready_frame(bits leaf, task_header &root) noexcept {
    return task_header::ready_frame(leaf, root);
  }
  static bool is_child(const task_header &task) noexcept {
    return (task.word_.load(std::memory_order_relaxed) & task_header::child) != 0;
  }
  static void *parent(const task_header &task) noexcept { return task.link_; }
  static bool is_done(const task_header &root) noexcept {
    return (root.word_.load(std::memory_order_acquire) & task_header::done) != 0;
  }
  /// Whether the frame has been destroyed as well.
  static bool is_gone(const task_header &root) noexcept {
    bits w = root.word_.load(std::memory_order_acquire);
    return (w & task_header::done) != 0 &&
           ((w & ~task_header::mask) == 0 || (w & task_header::dead) != 0);
  }
  static void destroy(task_header &root) noexcept { executor::destroy_frame(root); }

  /// Moves to `done`; returns the word before. Notes if a queue still holds the header.
  static bits finish(task_header &root) noexcept {
    bits before = root.word_.load(std::memory_order_relaxed), after;
    do {
      after = (before & ~task_header::mask) | task_header::queued | task_header::done;
      if ((before & task_header::queued) != 0)
        after |= task_header::parked;
    } while (!root.word_.compare_exchange_weak(before, after, std::memory_order_acq_rel,
                                               std::memory_order_relaxed));
    return before;
  }

  /// Before `done` is seen: then the storage may be the next task's.
  static void trace_end([[maybe_unused]] task_header &root) noexcept {
    if constexpr (AMBIT_TRACE != 0)
      root.home().trace_.ended(root);
  }

  /// The task has returned, and is suspended for the last time.
  static void complete(task_header &root) noexcept {
    trace_end(root);
    bool joinable = (root.word_.load(std::memory_order_relaxed) & task_header::extended) != 0;
    auto left = joinable ? join_point_of(root).left
                         : nullptr; // `done` lets the handle reuse the join point
    if ((finish(root) & task_header::extended) != 0)
      leave(join_point_of(root), left);
    else
      destroy(root);
  }

  /// Tells who waits for the end of the task of this join_frame: its nursery, or else a handle. In
  /// the latter case the join point may be in use for another task; a notification too many does no
  /// harm.
  static void leave(join_point &point, void (*left)(join_point &) noexcept) noexcept {
    if (left != nullptr)
      left(point);
    else
      point.joined.notify();
  }

  /// Asks for the task's destruction at its executor. Callable from: any context while the task is
  /// not done or its storage not reused. With `forget`, nobody takes the result any more. Returns
  /// false if the task was done already.
  static bool cancel(task_header &root, bool forget) noexcept {
    bits before = root.word_.load(std::memory_order_acquire), after;
    do {
      if ((before & task_header::done) != 0)
        return false;
      after = before | task_header::cancelled | task_header::queued;
      if (forget)
        after &= ~task_header::extended;
    } while (!root.word_.compare_exchange_weak(before, after, std::memory_order_acq_rel,
                                               std::memory_order_acquire));
    if ((before & task_header::queued) == 0)
      root.home().push(root);
    return true;
  }

  /// Destroys a task that does not run now, from its own executor's context.
  static void destroy_now(task_header &root) noexcept {
    bits before = root.word_.load(std::memory_order_acquire), after;
    if ((before & task_header::done) == 0)
      trace_end(root);
    do {
      if ((before & task_header::done) != 0)
        break;
      after = (before & ~task_header::mask) | task_header::queued | task_header::done;
      if ((before & task_header::queued) != 0)
        after |= task_header::parked;
    } while (!root.word_.compare_exchange_weak(before, after, std::memory_order_acq_rel,
                                               std::memory_order_acquire));
    destroy(root);
  }

  /// The frame at `place` has been destroyed: its storage is vacant, at once or when the queue that
  /// holds the header has let go of it.
  static void vacate(void *place) noexcept {
    std::atomic_ref<bits> word(
        *reinterpret_cast<bits *>(static_cast<char *>(place) + frame<64>::word_offset));
    bits w = word.load(std::memory_order_relaxed);
    if ((w & task_header::done) != 0 && (w & task_header::parked) != 0 &&
        (word.fetch_or(task_header::dead, std::memory_order_acq_rel) & task_header::parked) != 0)
      return;
    word.store(task_header::vacant, std::memory_order_release);
  }
};

void executor::end(task_header &root) noexcept {
  if ((root.word_.load(std::memory_order_relaxed) & task_header::done) != 0)
    unpark(root);
  else
    destroy_cancelled(root);
}

/// A task that has ended has been taken out of a queue. A late wake-up may have put it into one
/// again meanwhile: then this is done when it is taken out the next time.
void executor::unpark(task_header &root) noexcept {
  using header = task_header;
  header::bits before = root.word_.load(std::memory_order_acquire), after;
  do {
    if ((before & header::queued) != 0)
      return;
    after =
        (before & header::dead) != 0 ? header::vacant : (before & ~header::parked) | header::queued;
  } while (!root.word_.compare_exchange_weak(before, after, std::memory_order_acq_rel,
                                             std::memory_order_acquire));
}

/// The task is in no queue, unless it was woken since it was taken out. The handle may look at any
/// time: that there is no result has to be visible before `done` is.
void executor::destroy_cancelled(task_header &root) noexcept {
  using header = task_header;
  task_access::trace_end(root);
  join_point *point = nullptr;
  void (*left)(join_point &) noexcept = nullptr;
  header::bits before = root.word_.load(std::memory_order_acquire), after;
  do {
    point = (before & header::extended) != 0 ? &join_point_of(root) : nullptr;
    if (point != nullptr) {
      left = point->left;
      point->cancelled.store(true, std::memory_order_release);
    }
    after = (before & ~header::mask) | header::queued | header::done;
    if ((before & header::queued) != 0)
      after |= header::parked;
  } while (!root.word_.compare_exchange_weak(before, after, std::memory_order_acq_rel,
                                             std::memory_order_acquire));
  destroy_frame(root);
  if (point != nullptr)
    task_access::leave(*point, left);
}

void executor::earliest_first() noexcept {
  auto deadline = [](void *task) {
    auto &root = *static_cast<task_header *>(task);
    return (root.word_.load(std::memory_order_relaxed) &
            (task_header::extended | task_header::done)) == task_header::extended
               ? join_point_of(root).deadline
               : no_alarm;
  };
  void **best = &ready_;
  tick earliest = deadline(ready_);
  for (void **link = &static_cast<task_header *>(ready_)->link_; *link != nullptr;
       link = &static_cast<task_header *>(*link)->link_)
    if (tick t = deadline(*link); t < earliest) {
      earliest = t;
      best = link;
    }
  if (best == &ready_)
    return;
  auto *chosen = static_cast<task_header *>(*best);
  *best = chosen->link_;
  if (end_ == &chosen->link_)
    end_ = best;
  chosen->link_ = ready_;
  ready_ = chosen;
}

} // namespace ambit

#endif // AMBIT_TASK_END_HPP
