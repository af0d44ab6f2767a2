//===- ambit/nursery.hpp - tasks that end before their scope does -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_NURSERY_HPP
#define AMBIT_NURSERY_HPP

#include "ambit/spawner.hpp"

namespace ambit {

/// A set of tasks that may refer to what lives in the scope of the nursery: none outlives it. They
/// run on the executor of the task that owns the nursery. Leaving the scope destroys those that
/// still run, their destructors included.
///
///     ambit::nursery children(co_await ambit::here());
///     children.spawn(frame_a, pump, in, out);
///     children.spawn(frame_b, pump, out, in);
///     co_await children.join();
///
/// Callable from: the owning task; spawn() also from its children. Not a child may destroy the
/// nursery.
class nursery {
  executor &home_;
  join_point *first_ = nullptr;
  waker_slot empty_;

  static void left(join_point &point) noexcept {
    nursery &n = *static_cast<nursery *>(point.group);
    *point.previous = point.next;
    if (point.next != nullptr)
      point.next->previous = point.previous;
    task_header &root = root_of(point);
    if (!task_access::is_gone(root))
      task_access::destroy(root); // its result is nobody's
    point.held.store(false, std::memory_order_release);
    if (n.first_ == nullptr)
      n.empty_.notify();
  }

public:
  explicit nursery(executor &home) noexcept : home_(home) {}
  nursery(const nursery &) = delete;
  nursery &operator=(const nursery &) = delete;
  ~nursery() { cancel(); }

  /// Starts `function(storage, arguments...)`, a task<void>. Cost: a wake-up.
  template <std::size_t N, class F, class... A>
  void spawn(join_frame<N> &storage, F function, A &&...arguments) noexcept {
    task<void> made = function(storage, std::forward<A>(arguments)...);
    auto h = task_use::release(made);
    AMBIT_REQUIRE(h.address() == storage.place(),
                  "a task is spawned in a join_frame that does not hold it");
    join_point &point = join_point_of(h.promise());
    point.held.store(true, std::memory_order_relaxed);
    point.cancelled.store(false, std::memory_order_relaxed);
    point.group = this;
    point.left = left;
    point.next = first_;
    point.previous = &first_;
    if (first_ != nullptr)
      first_->previous = &point.next;
    first_ = &point;
    task_access::start(h.promise(), home_, h.address(), true);
  }

  /// Destroys all children now. Callable from: the owning task, or a task of the same executor that
  /// is not a child.
  void cancel() noexcept {
    while (first_ != nullptr) {
      join_point &point = *first_;
      task_access::destroy_now(root_of(point));
      left(point);
    }
  }

  [[nodiscard]] bool empty() const noexcept { return first_ == nullptr; }

  class [[nodiscard]] waiting : public operation<waiting> {
    nursery &of_;
    task_header *root_ = nullptr;

  public:
    explicit waiting(nursery &of) noexcept : of_(of) {}
    ~waiting() {
      if (root_ != nullptr)
        of_.empty_.leave(*root_);
    }
    bool poll(task_header &root) noexcept {
      root_ = &root;
      do
        if (of_.first_ == nullptr)
          return true;
      while (of_.empty_.poll(root));
      return false;
    }
    const void *object() const noexcept { return &of_; }
    void result() const noexcept {}
  };

  /// `co_await n.join()` waits until no child is left. Callable from: the owning task.
  waiting join() noexcept { return waiting(*this); }
};

/// `executor &e = co_await here();` is the executor of the task that asks.
struct [[nodiscard]] here {
  executor *home_ = nullptr;
  bool await_ready() const noexcept { return false; }
  template <class Promise>
    requires std::derived_from<Promise, task_header>
  bool await_suspend(std::coroutine_handle<Promise> h) noexcept {
    task_header &self = h.promise();
    home_ = &self.root().home();
    return false;
  }
  executor &await_resume() const noexcept { return *home_; }
};

} // namespace ambit

#endif // AMBIT_NURSERY_HPP
