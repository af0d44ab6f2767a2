//===- ambit/task_end.hpp - how a task ends ---------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The steps at the end of the diagram in task_header.hpp: a task that returns, one that is
// destroyed where it waits, and the release of the storage, which waits until no queue and no list
// holds the header.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_TASK_END_HPP
#define AMBIT_TASK_END_HPP

#include "ambit/executor.hpp"
#include "ambit/frame.hpp"

namespace ambit {

/// The steps that tasks, handles and nurseries share. Not for users.
struct task_access {
  using bits = task_header::bits;

  /// Hands a made task to an executor.
  static void start(task_header &root, executor &home, void *frame, bool is_extended) noexcept {
    root.leaf_ = frame;
    root.word_.store(reinterpret_cast<bits>(&home) | task_header::token |
                     (is_extended ? task_header::extended : 0));
    root.hand_over();
  }

  /// Ties a child to the frame that awaits it, and goes on in the child.
  static void adopt(task_header &child, void *frame, task_header &parent, void *waits) noexcept {
    bits w = parent.word_.peek();
    if ((w & task_header::child) == 0)
      w = reinterpret_cast<bits>(&parent) | task_header::token | task_header::child;
    adopt(child, frame, w, parent.strand(), waits);
  }
  /// The same for a branch of select, which has a place of its own where it goes on and no frame
  /// above it.
  static void adopt_branch(task_header &child, void *frame, task_header &root,
                           void **strand) noexcept {
    adopt(child, frame,
          reinterpret_cast<bits>(&root) | task_header::token | task_header::child |
              task_header::beside,
          strand, &nowhere);
  }
  static bool is_child(const task_header &task) noexcept {
    return (task.word_.peek() & task_header::child) != 0;
  }
  /// A child has returned: what goes on, which is the frame that awaits it.
  static void *return_from(task_header &child) noexcept { return *child.strand() = child.link_; }
  /// A root has returned: what goes on is `complete`. The header serves as a frame for that, as its
  /// first word is in no use while the task runs.
  static void *end_of(task_header &root) noexcept {
    root.link_ = reinterpret_cast<void *>(
        +[](void *header) noexcept { complete(*static_cast<task_header *>(header)); });
    return &root;
  }

  static bool is_done(const task_header &root) noexcept {
    return (root.word_.load() & task_header::done) != 0;
  }
  /// Whether the frame has been destroyed as well.
  static bool is_gone(const task_header &root) noexcept {
    bits w = root.word_.load();
    return (w & task_header::done) != 0 &&
           ((w & ~task_header::mask) == 0 || (w & task_header::dead) != 0);
  }
  static void destroy(task_header &root) noexcept {
    std::coroutine_handle<>::from_address(reinterpret_cast<char *>(&root) - header_offset)
        .destroy();
  }

  /// Before `done` is seen: then the storage may be the next task's.
  static void trace_end([[maybe_unused]] task_header &root) noexcept {
    if constexpr (AMBIT_TRACE != 0)
      root.home().trace_.ended(root);
  }

  /// The task has returned, and is suspended for the last time. It keeps its token.
  static void complete(task_header &root) noexcept {
    trace_end(root);
    root.home().left_ = &root.home();
    bits before = root.word_.peek();
    auto left = (before & task_header::extended) != 0
                    ? join_point_of(root).left
                    : nullptr; // `done` lets the handle reuse the join point
    while (!root.word_.try_replace(before, (before & ~task_header::extended) | task_header::done)) {
    }
    if ((before & task_header::extended) != 0)
      notify(join_point_of(root), left);
    else
      destroy(root);
  }

  /// Tells who waits for the end of the task of this join_frame: its nursery, or else a handle. In
  /// the latter case the join point may be in use for another task; a notification too many does no
  /// harm.
  static void notify(join_point &point, void (*left)(join_point &) noexcept) noexcept {
    if (left != nullptr)
      left(point);
    else
      point.joined.notify();
  }

  /// Asks for the task's destruction at its executor. Callable from: any context while the task is
  /// not done or its storage not reused. With `forget`, nobody takes the result any more. Returns
  /// false if the task was done already.
  static bool cancel(task_header &root, join_point &point, bool forget) noexcept {
    bits before = root.word_.load(), after;
    do {
      if ((before & task_header::done) != 0)
        return false;
      after = before | task_header::listed;
      if (forget)
        after &= ~task_header::extended;
    } while (!root.word_.try_replace(before, after));
    if ((before & task_header::listed) != 0)
      return true;
    executor &home = root.home(); // stays there while the task is listed
    bits first = home.cancelled_.peek();
    do
      point.next = reinterpret_cast<join_point *>(first);
    while (!home.cancelled_.try_replace(first, reinterpret_cast<bits>(&point)));
    home.destroy_cancelled_.store(destroy_cancelled, std::memory_order_relaxed);
    home.timer_task().wake();
    return true;
  }

  /// Destroys a task that does not run now, from its own executor's context. Nothing happens to the
  /// state of one that is done.
  static void destroy_now(task_header &root, join_point *told = nullptr) noexcept {
    bits before = root.word_.load(), after;
    if ((before & task_header::done) == 0)
      trace_end(root);
    do {
      if ((before & task_header::done) != 0)
        break;
      if (told != nullptr && (before & task_header::extended) != 0)
        told->cancelled.store(true, std::memory_order_release);
      after = (before & ~(task_header::extended | task_header::token)) | task_header::vacant |
              ((before & task_header::token) != 0 ? task_header::parked : 0);
    } while (!root.word_.try_replace(before, after));
    destroy(root);
  }

  /// The frame at `place` has been destroyed: its storage is vacant, at once or when those that
  /// hold the header have let go of it.
  static void vacate(void *place) noexcept {
    shared_word &word = header_of(place).word_;
    bits before = word.peek(), after;
    do {
      after = task_header::vacant;
      if ((before & (task_header::done | task_header::child)) == task_header::done &&
          (before & (task_header::parked | task_header::listed)) != 0) {
        after = before | task_header::dead;
        *static_cast<void (**)(void *) noexcept>(place) = popped;
        header_of(place).leaf_ = place;
      }
    } while (!word.try_replace(before, after));
  }

private:
  // What goes on when a branch returns: who resumed it sees that it is done.
  static inline constinit wait_node nowhere = [] {
    wait_node node{};
    node.resume = [](void *) noexcept {};
    return node;
  }();

  static void adopt(task_header &child, void *frame, bits word, void **strand,
                    void *waits) noexcept {
    child.link_ = waits;
    child.word_.store(word);
    child.leaf_ = strand;
    *strand = frame;
  }

  /// The last but for the frame lets go of the storage.
  static void let_go(task_header &root, bits which) noexcept {
    bits before = root.word_.load(), after;
    do {
      after = before & ~which;
      if ((after & task_header::dead) != 0 &&
          (after & (task_header::parked | task_header::listed)) == 0)
        after = task_header::vacant;
    } while (!root.word_.try_replace(before, after));
  }

  /// What is resumed in place of a task that was destroyed while a queue held it.
  static void popped(void *place) noexcept {
    task_header &root = header_of(place);
    root.home().left_ = &root.home();
    let_go(root, task_header::parked);
  }

  static void destroy_cancelled(executor &home) noexcept {
    auto *point = reinterpret_cast<join_point *>(home.cancelled_.exchange(0));
    while (point != nullptr) {
      join_point &p = *std::exchange(point, point->next);
      task_header &root = root_of(p);
      bool is_joined = false;
      if (!is_done(root)) {
        destroy_now(root, &p);
        is_joined = p.cancelled.load(std::memory_order_relaxed);
      }
      let_go(root, task_header::listed);
      if (is_joined)
        p.joined.notify();
    }
  }
};

void executor::earliest_first() noexcept {
  auto deadline = [](void *task) {
    auto &root = *static_cast<task_header *>(task);
    return (root.word_.peek() & (task_header::extended | task_header::done)) ==
                   task_header::extended
               ? join_point_of(root).deadline
               : no_alarm;
  };
  task_header *best = last_; // the one before it in the ring
  tick earliest = deadline(last_->link_);
  for (auto *before = static_cast<task_header *>(last_->link_); before != last_;
       before = static_cast<task_header *>(before->link_))
    if (tick t = deadline(before->link_); t < earliest) {
      earliest = t;
      best = before;
    }
  if (best == last_)
    return;
  auto *chosen = static_cast<task_header *>(best->link_);
  if (chosen == last_) { // it is the ring's beginning if the ring ends before it
    last_ = best;
    return;
  }
  best->link_ = chosen->link_;
  chosen->link_ = last_->link_;
  last_->link_ = chosen;
}

} // namespace ambit

#endif // AMBIT_TASK_END_HPP
