//===- ambit/mpsc_queue.hpp - a ring between many producers and one consumer -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// D. Vyukov's bounded queue (1024cores.net), with one consumer. Each slot has a sequence number:
//
//   sequence == position          free for the producer that takes `position`
//   sequence == position + 1      filled, the consumer's turn
//   sequence == position + N      free again, for the next round
//
// A producer takes a position with one compare-and-exchange and then fills its slot. If it is
// interrupted in between, the consumer waits for that slot, i.e. finds the queue empty; producers,
// among them the interrupting handler, do not wait for it.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_MPSC_QUEUE_HPP
#define AMBIT_MPSC_QUEUE_HPP

#include "ambit/annotations.h"
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>

namespace ambit {

/// Up to N elements from any number of contexts to one. Producers are lock-free, the consumer is
/// wait-free. Callable from: `push` any context of any core; `pop` one context at a time. Blocks:
/// never. Cost of push: one compare-and-exchange, more only when producers collide.
template <class T, std::size_t N>
class AMBIT_SYNC_UNCHECKED("sequence numbers hand each slot over") mpsc_queue {
  static_assert(N >= 2 && (N & (N - 1)) == 0, "mpsc_queue<T, N>: N is a power of two, at least 2");
  static_assert(std::is_nothrow_move_constructible_v<T>);

  struct slot {
    std::atomic<std::uint32_t> sequence;
    union {
      char none;
      T value;
    };
    constexpr slot() noexcept : sequence(0), none{} {}
    ~slot() {}
  };
  slot slots_[N]; // `sequence` is kept less the slot's index, so that all start at zero
  std::atomic<std::uint32_t> tail_{0};
  std::uint32_t head_ = 0;

  static std::uint32_t round(std::uint32_t position) noexcept {
    return position & ~static_cast<std::uint32_t>(N - 1);
  }

public:
  using ambit_sync = void;

  constexpr mpsc_queue() noexcept = default;
  mpsc_queue(const mpsc_queue &) = delete;
  mpsc_queue &operator=(const mpsc_queue &) = delete;
  ~mpsc_queue() {
    while (pop()) {
    }
  }

  /// Puts `value` at the end; false if the queue is full, and then `value` is as before.
  template <class U> bool push(U &&value AMBIT_CROSSES_THREAD) noexcept AMBIT_ISR_SAFE {
    std::uint32_t position = tail_.load(std::memory_order_relaxed);
    while (true) {
      slot &s = slots_[position % N];
      auto ahead =
          static_cast<std::int32_t>(s.sequence.load(std::memory_order_acquire) - round(position));
      if (ahead < 0)
        return false; // still filled from the last round
      if (ahead > 0) {
        position = tail_.load(std::memory_order_relaxed); // another took it
        continue;
      }
      if (tail_.compare_exchange_weak(position, position + 1, std::memory_order_relaxed)) {
        ::new (static_cast<void *>(&s.value)) T(std::forward<U>(value));
        s.sequence.store(round(position) + 1, std::memory_order_release);
        return true;
      }
    }
  }

  /// Takes the first element, if there is one that is complete. Callable from: the consumer.
  std::optional<T> pop() noexcept {
    slot &s = slots_[head_ % N];
    if (s.sequence.load(std::memory_order_acquire) != round(head_) + 1)
      return std::nullopt;
    std::optional<T> result(std::move(s.value));
    s.value.~T();
    s.sequence.store(round(head_) + static_cast<std::uint32_t>(N), std::memory_order_release);
    ++head_;
    return result;
  }
};

} // namespace ambit

#endif // AMBIT_MPSC_QUEUE_HPP
