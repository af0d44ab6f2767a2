//===- uefi_aps.hpp -------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Work on the other processors, as something to wait for. Source: PI Specification 1.8, volume
// 2, 13.4.4 (EFI_MP_SERVICES_PROTOCOL.StartupAllAPs).
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PORT_UEFI_APS_HPP
#define AMBIT_PORT_UEFI_APS_HPP

#include "ambit/timer.hpp"
#include "uefi_executor.hpp"

namespace ambit {

/// `co_await on_all_aps(executor, mp, procedure, &argument, milliseconds(100))` runs
/// `procedure(&argument)` once on each other processor, all at once, and yields success, `timeout`
/// if one was not back in time and was stopped, or what StartupAllAPs refused with (`not_started`
/// of the platform: there is no other processor). The argument belongs to the processors until
/// then.
///
/// Abandoned, it waits, busy, until they are back, and so at most as long as its `patience`:
/// neither the argument nor the event may go before. Callable from: tasks of `home`.
class on_all_aps : public operation<on_all_aps> {
  uefi_event finished_;
  efi::mp_services &mp_;
  efi::ap_procedure procedure_;
  void *argument_;
  tick patience_;
  std::size_t *late_ = nullptr; // the processors that were stopped; from the firmware's pool
  efi::status status_ = efi::not_ready;
  bool running_ = false;

  void end() noexcept {
    running_ = false;
    if (late_ == nullptr)
      return;
    status_ = efi::timeout;
    board::system->boot->free_pool(late_);
    late_ = nullptr;
  }

public:
  /// `patience` in ticks, more than 0.
  on_all_aps(uefi_executor &home, efi::mp_services &mp,
             efi::ap_procedure procedure AMBIT_CALLED_ON(1), void *argument AMBIT_CROSSES_CORE,
             tick patience) noexcept
      : finished_(home), mp_(mp), procedure_(procedure), argument_(argument), patience_(patience) {
    AMBIT_REQUIRE(patience != 0, "on_all_aps needs an end in time");
  }
  ~on_all_aps() {
    while (running_)
      if (finished_.take())
        end();
      else
        port::relax();
  }

  bool poll(task_header &root) noexcept {
    if (status_ == efi::not_ready) {
      status_ = mp_.startup_all_aps(&mp_, procedure_, 0, finished_.get(),
                                    static_cast<std::size_t>((patience_ - 1) / microseconds(1) + 1),
                                    argument_, &late_);
      running_ = status_ == efi::success;
    }
    if (running_ && finished_.poll(root))
      end();
    return !running_;
  }
  const void *object() const noexcept { return &mp_; }
  efi::status result() const noexcept { return status_; }
};

} // namespace ambit

#endif // AMBIT_PORT_UEFI_APS_HPP
