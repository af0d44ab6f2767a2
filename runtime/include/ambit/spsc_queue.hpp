//===- ambit/spsc_queue.hpp - a ring between one producer and one consumer -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_SPSC_QUEUE_HPP
#define AMBIT_SPSC_QUEUE_HPP

#include "ambit/annotations.h"
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>

namespace ambit {

/// Up to N elements from one context to another: a handler and a task, two cores. Wait-free on both
/// sides. `push` is called by one context at a time, `pop` by one at a time. Callable from: any
/// context of any core. Blocks: never. Cost: two loads, one store and the move of an element; no
/// atomic read-modify-write.
template <class T, std::size_t N>
class AMBIT_SYNC_UNCHECKED("one producer, one consumer; the indices publish") spsc_queue {
  static_assert(N >= 1 && (N & (N - 1)) == 0,
                "spsc_queue<T, N>: N is a power of two, so that indices wrap without a division");
  static_assert(std::is_nothrow_move_constructible_v<T>);

  union slot {
    constexpr slot() noexcept : none{} {}
    ~slot() {}
    char none;
    T value;
  };
  slot slots_[N];
  std::atomic<std::uint32_t> head_{0}; // next to pop; only the consumer writes it
  std::atomic<std::uint32_t> tail_{0}; // next to push; only the producer writes it

public:
  using ambit_sync = void;

  constexpr spsc_queue() noexcept = default;
  spsc_queue(const spsc_queue &) = delete;
  spsc_queue &operator=(const spsc_queue &) = delete;
  ~spsc_queue() {
    while (pop()) {
    }
  }

  /// Puts `value` at the end; false if the queue is full, and then `value` is as before. Callable
  /// from: the producer.
  template <class U> bool push(U &&value AMBIT_CROSSES_THREAD) noexcept AMBIT_ISR_SAFE {
    std::uint32_t tail = tail_.load(std::memory_order_relaxed);
    if (tail - head_.load(std::memory_order_acquire) == N)
      return false;
    ::new (static_cast<void *>(&slots_[tail % N].value)) T(std::forward<U>(value));
    tail_.store(tail + 1, std::memory_order_release);
    return true;
  }

  /// Takes the first element, if there is one. Callable from: the consumer.
  std::optional<T> pop() noexcept AMBIT_ISR_SAFE {
    std::uint32_t head = head_.load(std::memory_order_relaxed);
    if (tail_.load(std::memory_order_acquire) == head)
      return std::nullopt;
    T &value = slots_[head % N].value;
    std::optional<T> result(std::move(value));
    value.~T();
    head_.store(head + 1, std::memory_order_release);
    return result;
  }

  /// How many elements there are, at some moment of the call. Callable from: any context.
  [[nodiscard]] std::size_t size() const noexcept {
    std::uint32_t head = head_.load(std::memory_order_acquire);
    return tail_.load(std::memory_order_acquire) - head;
  }
  [[nodiscard]] bool empty() const noexcept { return size() == 0; }
};

} // namespace ambit

#endif // AMBIT_SPSC_QUEUE_HPP
