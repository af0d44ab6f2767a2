//===- driver.hpp ---------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the drivers share: the two forms in which each comes, and the life of a wait for a device.
//
//   begun ──▶ the handler, and each poll, ask: over? ── yes ──▶ over
//     └── abandoned ──▶ give_up: the device stops, the buffers are the caller's again
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVERS_DRIVER_HPP
#define AMBIT_DRIVERS_DRIVER_HPP

#include "ambit/home_lock.hpp"
#include "ambit/irq_spin_lock.hpp"
#include "ambit/locked.hpp"
#include "ambit/operation.hpp"
#include "ambit/waker_slot.hpp"

namespace ambit {

/// A driver without a lock between cores (its Lock is home_lock): it stays on the core that serves
/// its interrupt.
template <class Driver> class AMBIT_CORE_BOUND core_bound_driver : public Driver {
public:
  using ambit_core_bound = void;
  using Driver::Driver;
};

/// A driver that tasks of any core may use, and threads that move. Its state is under a lock that
/// keeps out every core; Ambit's model of the runtime says that this makes it free, whatever is in
/// it.
template <class Driver> class locked_driver : public Driver {
public:
  using ambit_sync = void;
  using Driver::Driver;
};

/// The core that serves a driver's interrupt.
class home_core {
  unsigned core_ = 0;

public:
  /// It is the calling core. Callable from: a thread of it, before the interrupt is enabled.
  void settle() noexcept { core_ = port::core(); }
  [[nodiscard]] unsigned core() const noexcept { return core_; }

  /// To take the handler down elsewhere would leave it running meanwhile: port::panic says
  /// `refusal`.
  void demand(const char *refusal) const noexcept { AMBIT_REQUIRE(port::core() == core_, refusal); }
};

/// Who uses a device: one at a time, from its beginning until he has taken what came of it. The
/// base of the state that is under a driver's lock.
struct device_use {
  bool asynchronous = false; // tasks may wait for it
  bool used = false;

  /// Whether no task may begin to wait.
  bool taken() const noexcept { return used || !asynchronous; }
};

/// A wait for a device whose state is a `State` under a lock. State is a device_use and has
///
///     bool over()       whether what was begun is over
///     void give_up()    stops it, if it is not; also called when it is
///
/// Part of the operation that waits.
template <class State, lock_like Lock> class device_wait {
  locked<State, Lock> &state_;
  waker_slot &progress_;
  task_header *root_ = nullptr;
  bool begun_ = false;

public:
  device_wait(locked<State, Lock> &state, waker_slot &progress) noexcept
      : state_(state), progress_(progress) {}
  device_wait(const device_wait &) = delete;
  device_wait &operator=(const device_wait &) = delete;
  ~device_wait() {
    if (begun_)
      state_.with([](State &s) {
        s.give_up();
        s.used = false;
      });
    if (root_ != nullptr)
      progress_.leave(*root_);
  }

  /// Calls `begin(State &)` the first time, with the lock held, and says whether it is over.
  /// `refusal` is what port::panic says if the device is taken. Callable from: the task.
  template <class Begin> bool poll(task_header &root, const char *refusal, Begin begin) noexcept {
    root_ = &root;
    if (!begun_) {
      progress_.take();
      bool accepted = state_.with([&begin](State &s) {
        if (s.taken())
          return false;
        s.used = true;
        begin(s);
        return true;
      });
      AMBIT_REQUIRE(accepted, refusal);
      begun_ = true;
    }
    do
      if (state_.with([](State &s) { return s.over(); }))
        return true;
    while (progress_.poll(root));
    return false;
  }

  /// Stops what was begun; what came of it is still there. Callable from: the task.
  void give_up() noexcept {
    if (begun_)
      state_.with([](State &s) { s.give_up(); });
  }
};

} // namespace ambit

#endif // AMBIT_DRIVERS_DRIVER_HPP
