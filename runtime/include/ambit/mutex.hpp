//===- ambit/mutex.hpp - keeps out other threads, by blocking ---*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_MUTEX_HPP
#define AMBIT_MUTEX_HPP

#include "ambit/assert.hpp"
#include "ambit/guard.hpp"

namespace ambit {

/// The mutex of a port with threads. Keeps out threads of every core, and no interrupt.
/// Callable from: threads; a handler or a masked section ends in port::panic in debug builds.
/// Blocks: the thread, until the holder releases.
template <class Port = port>
  requires has_threads<Port>
class AMBIT_LOCK(mutex) AMBIT_TSA_LOCK("mutex") basic_mutex {
  typename Port::thread_mutex mutex_;

public:
  using state = no_state;

  constexpr basic_mutex() noexcept = default;
  basic_mutex(const basic_mutex &) = delete;
  basic_mutex &operator=(const basic_mutex &) = delete;

  state acquire() noexcept AMBIT_ACQUIRE(this) AMBIT_BLOCKS AMBIT_TSA_ACQUIRE() AMBIT_TSA_UNSEEN {
    AMBIT_ASSERT(!Port::in_isr(), "a mutex is taken in an interrupt handler");
    AMBIT_ASSERT(!Port::masked(), "a mutex is taken while interrupts are masked");
    mutex_.lock();
    return {};
  }

  /// Takes the mutex if it is free, and says whether it did. Callable from: threads. Blocks: never.
  [[nodiscard]] bool try_acquire() noexcept AMBIT_TRY_ACQUIRE(true, this)
      AMBIT_TSA_TRY_ACQUIRE(true) AMBIT_TSA_UNSEEN {
    return mutex_.try_lock();
  }

  void release(state = {}) noexcept AMBIT_RELEASE(this) AMBIT_TSA_RELEASE() AMBIT_TSA_UNSEEN {
    mutex_.unlock();
  }
};

/// `mutex<>` is the mutex of the selected port.
template <class Port = port> using mutex = basic_mutex<Port>;

} // namespace ambit

#endif // AMBIT_MUTEX_HPP
