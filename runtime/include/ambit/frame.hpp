//===- ambit/frame.hpp - static storage for a coroutine ---------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A coroutine that takes a `frame<N> &` as its first parameter (after `this`) lives in that
// storage:
//
//     static ambit::frame<96> blink_frame;
//     ambit::task<> blink(ambit::frame<96> &, led &l);
//
// The size that the compiler chose must fit: otherwise the build fails with the message of
// `frame_is_larger_than_its_storage`. The compiler knows a coroutine's size late, so the check
// works from -O1 on; without optimisation the program ends in port::panic when the coroutine is
// called. `sizeof` of a frame depends on target, compiler and options: give some reserve, and read
// what is used with `used()`.
//
// Who frees it: the task, when its frame is destroyed. A frame in use is never given out twice
// (`try_claim`).
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FRAME_HPP
#define AMBIT_FRAME_HPP

#include "ambit/task_header.hpp"
#include "ambit/waker_slot.hpp"
#include <atomic>
#include <cstddef>

namespace ambit {

template <std::size_t Size> class frame;

/// Bytes for the frame of one coroutine. Static, so that a wake-up that is late finds a task header
/// or an empty place.
template <std::size_t Size> class frame {
  static_assert(Size >= 6 * sizeof(void *), "a task takes at least six words");
  static constexpr std::size_t alignment = 2 * sizeof(void *);
  alignas(alignment) unsigned char bytes_[(Size + alignment - 1) / alignment * alignment] = {};

protected:
  std::atomic_ref<task_header::bits> word() const noexcept {
    return std::atomic_ref<task_header::bits>(
        *reinterpret_cast<task_header::bits *>(const_cast<unsigned char *>(bytes_) + word_offset));
  }

public:
  static constexpr std::size_t size = Size;
  /// Where the header's word lies in the storage.
  static constexpr std::size_t word_offset = header_offset + sizeof(void *);

  constexpr frame() noexcept = default;
  frame(const frame &) = delete;
  frame &operator=(const frame &) = delete;

  /// Whether no task lives here. Callable from: any context.
  [[nodiscard]] bool vacant() const noexcept {
    auto w = word().load(std::memory_order_acquire);
    return w == 0 || w == task_header::vacant;
  }

  /// Reserves the storage for a coroutine that is about to be called; false if a task lives here.
  /// Callable from: any context. Blocks: never. Cost: one compare-and-exchange.
  [[nodiscard]] bool try_claim() noexcept {
    auto w = word().load(std::memory_order_relaxed);
    return (w == 0 || w == task_header::vacant) &&
           word().compare_exchange_strong(w, task_header::token, std::memory_order_acq_rel,
                                          std::memory_order_relaxed);
  }

  void *place() noexcept { return bytes_; }
};

/// What precedes the frame of a task that somebody joins.
struct join_point {
  waker_slot joined;                  // woken when the task is done
  tick deadline = no_alarm;           // for order::deadline
  std::atomic<bool> held{false};      // a handle or a nursery refers to this
  std::atomic<bool> cancelled{false}; // the task was destroyed without a result
  void *group = nullptr;              // the nursery it is in
  void (*left)(join_point &) noexcept = nullptr;
  join_point *next = nullptr; // in the nursery, or of those that their executor is to cancel
  join_point **previous = nullptr;
};

inline constexpr std::size_t join_point_size =
    (sizeof(join_point) + 2 * sizeof(void *) - 1) / (2 * sizeof(void *)) * (2 * sizeof(void *));

/// The task of a join point, and the join point of a task whose frame is in a join_frame.
inline task_header &root_of(join_point &point) noexcept {
  return header_of(reinterpret_cast<char *>(&point) + join_point_size);
}
inline join_point &join_point_of(task_header &root) noexcept {
  return *reinterpret_cast<join_point *>(reinterpret_cast<char *>(&root) - header_offset -
                                         join_point_size);
}

/// A frame that keeps the task's result until a join_handle or nursery takes it, and may have a
/// deadline.
template <std::size_t Size> class join_frame {
  alignas(2 * sizeof(void *)) join_point point_;
  frame<Size> frame_;

public:
  static constexpr std::size_t size = Size;

  /// The moment by which order::deadline prefers this task. Callable from: the task's executor.
  void set_deadline(tick when) noexcept { point_.deadline = when; }

  /// Whether no task lives here and nobody waits for one that did. Callable from: any context.
  [[nodiscard]] bool vacant() const noexcept {
    return !point_.held.load(std::memory_order_acquire) && frame_.vacant();
  }
  [[nodiscard]] bool try_claim() noexcept { return vacant() && frame_.try_claim(); }
  void *place() noexcept {
    static_assert(sizeof(join_frame) == join_point_size + sizeof(frame_),
                  "join_point_of finds the join point by its distance");
    return frame_.place();
  }
};

} // namespace ambit

#endif // AMBIT_FRAME_HPP
