//===- ambit/seq_cell.hpp - a value of several words, read without a lock -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A sequence lock (H.-J. Boehm, "Can seqlocks get along with programming language memory models?",
// MSPC 2012). The number is odd while a writer is at work. A reader copies the words and takes the
// copy only if the number was even and did not change meanwhile.
//
//   writer (interrupts masked)             reader
//   n = sequence; sequence = n + 1         a = sequence (acquire); odd: again
//   fence (release)                        copy the words (relaxed)
//   store the words (relaxed)              fence (acquire)
//   sequence = n + 2 (release)             b = sequence (relaxed); a != b: again
//
// A reader of the writer's core never finds an odd number, because the writer masks: so a handler
// does not wait for the thread that it interrupted.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_SEQ_CELL_HPP
#define AMBIT_SEQ_CELL_HPP

#include "ambit/cross_lock.hpp"
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace ambit {

/// A value of any size with many readers and few writers; readers take no lock and do not delay the
/// writer. Callable from: any context of any core. Blocks: writers spin for other writers; a reader
/// repeats its copy when a writer of another core was at work. Cost of a read: the copy, two loads
/// and a fence.
template <class T>
  requires std::is_trivially_copyable_v<T> && std::is_default_constructible_v<T>
class AMBIT_SYNC seq_cell {
  using word = std::uintptr_t;
  static constexpr std::size_t count = (sizeof(T) + sizeof(word) - 1) / sizeof(word);

  mutable std::atomic<std::uint32_t> sequence_{0};
  std::atomic<word> words_[count] = {};
  cross_lock writers_;

  struct image {
    word words[count] = {};
  };

public:
  using ambit_sync = void;
  seq_cell() noexcept { store(T{}); }
  explicit seq_cell(const T &value) noexcept { store(value); }
  seq_cell(const seq_cell &) = delete;
  seq_cell &operator=(const seq_cell &) = delete;

  T load() const noexcept {
    image copy;
    while (true) {
      std::uint32_t before = sequence_.load(std::memory_order_acquire);
      if ((before & 1) == 0) {
        for (std::size_t i = 0; i < count; ++i)
          copy.words[i] = words_[i].load(
              std::memory_order_acquire); // acquire: orders as the fence would, and tools see it
        if (sequence_.load(std::memory_order_relaxed) == before)
          break;
      }
      port::relax();
    }
    T value;
    __builtin_memcpy(static_cast<void *>(&value), copy.words, sizeof(T));
    return value;
  }

  void store(const T &value) noexcept {
    image copy;
    __builtin_memcpy(copy.words, static_cast<const void *>(&value), sizeof(T));
    guard held(writers_);
    std::uint32_t n = sequence_.load(std::memory_order_relaxed);
    sequence_.store(n + 1, std::memory_order_relaxed);
    for (std::size_t i = 0; i < count; ++i)
      words_[i].store(copy.words[i], std::memory_order_release); // after the odd number
    sequence_.store(n + 2, std::memory_order_release);
  }
};

} // namespace ambit

#endif // AMBIT_SEQ_CELL_HPP
