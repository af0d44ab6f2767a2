//===- ambit_port.hpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The RISC-V `virt` machine with a scheduler: threads are preempted, and moved between cores. What
// a core does for riscv_virt it does here for the thread that runs on it: a mask holds the thread
// on its core. Compile riscv_virt.cpp and mini_smp.cpp; put this directory before riscv_virt on the
// include path. mini_smp.hpp starts threads.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PORT_MINI_SMP_PORT_HPP
#define AMBIT_PORT_MINI_SMP_PORT_HPP

#include "../riscv_virt/hart.hpp"

namespace mini_smp {
class thread;
}

namespace ambit {

struct port : riscv_hart {
  /// In a thread: lets the others of this core run, or sleeps if there are none.
  static void wait_for_interrupt() noexcept;

  /// May go on with another thread. Callable from: the end of a trap, masked.
  static void after_trap() noexcept;

  /// What one thread waits for.
  class thread_event {
    mini_smp::thread *waiting_ = nullptr; // guarded by the scheduler's lock, as all of these
    bool set_ = false;

  public:
    void set() noexcept;
    void wait() noexcept AMBIT_BLOCKS;
    void wait_until(std::uint64_t when) noexcept AMBIT_BLOCKS;
  };

  /// A mutex that is handed to the thread that has waited longest.
  class thread_mutex {
    mini_smp::thread *first_ = nullptr; // who waits
    bool taken_ = false;

  public:
    void lock() noexcept AMBIT_BLOCKS;
    bool try_lock() noexcept;
    void unlock() noexcept;
  };
};

} // namespace ambit

#endif // AMBIT_PORT_MINI_SMP_PORT_HPP
