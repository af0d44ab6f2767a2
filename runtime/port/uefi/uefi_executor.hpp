//===- uefi_executor.hpp - an executor on UEFI's events ---------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each future owns one event, which it closes exactly once, also when it is abandoned. It asks with
// CheckEvent when it is polled; the executor, when it has nothing to run, waits once for all of
// them and for its own event, which a wake-up from a notification function signals. Nothing blocks
// per await.
//
//   poll ──▶ CheckEvent ── signalled ──▶ done
//              └─ not ready ─▶ in the executor's list ──▶ idle: WaitForEvent(own, all in the list)
//              ──▶ wake who waited
//
// After ExitBootServices there are no events. `exit_boot_services` refuses while a future still
// owns one or a task waits for a moment, and afterwards every use ends in a sentence (print_after
// in board.hpp says where it is written), not in a jump through a table that is gone. Source: UEFI
// Specification 2.10, 7.1 and 7.4.6: once ExitBootServices was called, also in vain, only the
// memory services may be.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PORT_UEFI_EXECUTOR_HPP
#define AMBIT_PORT_UEFI_EXECUTOR_HPP

#include "ambit/alarm.hpp"
#include "ambit/executor.hpp"
#include "ambit/operation.hpp"
#include "ambit/spawner.hpp"
#include "board.hpp"

namespace ambit {

class uefi_event;

/// Runs tasks at TPL_APPLICATION. One per program. Static.
class AMBIT_PHASE_BOUND(boot_services) uefi_executor : public executor, alarm {
  friend class uefi_event;
  static constexpr std::size_t most = 16; // futures that wait at a time

  efi::event own_ = nullptr;
  uefi_event *waiting_ = nullptr;
  std::size_t count_ = 0, events_ = 0;
  bool stop_ = false, left_ = false;

  static efi::boot_services &boot() noexcept { return *board::system->boot; }
  static void poke(executor &e) noexcept {
    auto &self = static_cast<uefi_executor &>(e);
    self.refuse_after_end();
    if (self.own_ != nullptr)
      boot().signal_event(self.own_);
  }
  static void arm(timer_host &host, tick when) noexcept {
    static_cast<alarm &>(static_cast<uefi_executor &>(of(host))).arm(when);
  }
  static void fire(alarm &a) noexcept { static_cast<uefi_executor &>(a).timer_task().wake(); }

  void refuse_after_end() const noexcept {
    AMBIT_REQUIRE(!left_,
                  "the UEFI executor is used after ExitBootServices: there are no events any more");
  }
  inline void sleep() noexcept;

public:
  constexpr uefi_executor() noexcept : executor(poke, arm, true), alarm(fire) {}

  [[nodiscard]] ambit::spawner spawner() noexcept { return ambit::spawner(*this); }

  /// How many events futures own now. Callable from: TPL_APPLICATION.
  [[nodiscard]] std::size_t events() const noexcept { return events_; }

  /// Runs tasks until stop(). Callable from: TPL_APPLICATION. Blocks: in WaitForEvent when nothing
  /// is ready.
  void run() noexcept AMBIT_BLOCKS {
    refuse_after_end();
    AMBIT_REQUIRE(boot().create_event(0, efi::callback, nullptr, nullptr, &own_) == efi::success,
                  "UEFI has no event for the executor");
    while (!stop_)
      if (!run_one() && falls_asleep())
        sleep();
    stop_ = false;
    // The mark stays, so that who wakes a task after ExitBootServices is refused.
    static_cast<void>(falls_asleep());
    boot().close_event(own_);
    own_ = nullptr;
  }

  /// Makes run() return. Callable from: tasks, and notification functions.
  void stop() noexcept {
    stop_ = true;
    poke(*this);
  }

  /// Ends boot services: gets the memory map into `map` and calls ExitBootServices, again if the
  /// map changed meanwhile. Returns not_ready while a future owns an event or a task waits for a
  /// moment, and then nothing has changed. Any other result and the executor refuses from now on;
  /// an error may be tried again. Callable from: TPL_APPLICATION, outside run(). (That efi::success
  /// ends the phase, and nothing else, is in Ambit's model of the runtime.)
  [[nodiscard]] efi::status exit_boot_services(void *map, std::size_t size) noexcept {
    if (events_ != 0 || own_ != nullptr || timers().next() != no_alarm)
      return efi::not_ready;
    efi::boot_services &services = boot(); // the firmware clears the pointer
    board::leave_boot_services();
    left_ = true;
    efi::status s = efi::invalid_parameter;
    for (unsigned attempt = 0; attempt < 3 && s != efi::success; ++attempt) {
      std::size_t used = size, key = 0, descriptor = 0;
      std::uint32_t version = 0;
      if ((s = services.get_memory_map(&used, map, &key, &descriptor, &version)) == efi::success)
        s = services.exit_boot_services(board::image, key);
    }
    return s;
  }
};

/// A future with an event of its own: `co_await` it to wait until the event is signalled. Lives in
/// the frame of the task that made it.
class AMBIT_PHASE_BOUND(boot_services) uefi_event : public operation<uefi_event> {
  friend class uefi_executor;

  uefi_executor &home_;
  efi::event event_ = nullptr;
  task_header *root_ = nullptr;
  uefi_event *next_ = nullptr, **link_ = nullptr;
  bool signalled_ = false;
#if AMBIT_DEBUG
  std::uintptr_t tag_ = 0;
  /// What the tag reads while this future lives, here, with this event.
  std::uintptr_t live() const noexcept {
    return reinterpret_cast<std::uintptr_t>(this) ^ reinterpret_cast<std::uintptr_t>(event_) ^
           0x746e7665;
  }
#endif
  void demand_life() const noexcept {
#if AMBIT_DEBUG
    AMBIT_REQUIRE(tag_ == live(),
                  "a UEFI future is used after its end, or is not where it was made");
#endif
  }

  void leave() noexcept {
    if (link_ == nullptr)
      return;
    *link_ = next_;
    if (next_ != nullptr)
      next_->link_ = link_;
    link_ = nullptr;
    --home_.count_;
  }

public:
  /// `type` is 0, or efi::event_timer.
  explicit uefi_event(uefi_executor &home, std::uint32_t type = 0) noexcept : home_(home) {
    home.refuse_after_end();
    AMBIT_REQUIRE(uefi_executor::boot().create_event(type, efi::callback, nullptr, nullptr,
                                                     &event_) == efi::success,
                  "UEFI has no event for a future");
    ++home.events_;
#if AMBIT_DEBUG
    tag_ = live();
#endif
  }
  ~uefi_event() {
    demand_life();
    leave();
    home_.refuse_after_end();
    uefi_executor::boot().close_event(event_);
    --home_.events_;
#if AMBIT_DEBUG
    tag_ = 0;
#endif
  }

  /// The event, to hand to a service that signals it.
  [[nodiscard]] efi::event get() const noexcept { return event_; }

  /// Signals it. Callable from: tasks, and notification functions up to TPL_NOTIFY.
  void signal() noexcept { uefi_executor::boot().signal_event(event_); }

  /// Has a timer event signalled every `period` ticks. Callable from: tasks.
  void every(tick period) noexcept {
    uefi_executor::boot().set_timer(event_, efi::timer_delay::periodic, period);
  }

  bool poll(task_header &root) noexcept {
    if (take())
      return true;
    root_ = &root;
    if (link_ == nullptr) {
      AMBIT_REQUIRE(home_.count_ < uefi_executor::most, "more than 16 UEFI futures wait at a time");
      ++home_.count_;
      next_ = home_.waiting_;
      if (next_ != nullptr)
        next_->link_ = &next_;
      home_.waiting_ = this;
      link_ = &home_.waiting_;
    }
    return false;
  }
  const void *object() const noexcept { return event_; }
  void result() const noexcept {}

  /// Whether it has been signalled; takes that. Callable from: tasks. Blocks: never.
  [[nodiscard]] bool take() noexcept {
    demand_life();
    home_.refuse_after_end();
    if (!signalled_ && uefi_executor::boot().check_event(event_) != efi::success)
      return false;
    signalled_ = false;
    leave();
    return true;
  }

  /// The same event again, for events that are signalled more than once: `co_await e.next()`.
  class [[nodiscard]] again : public operation<again> {
    uefi_event &of_;

  public:
    explicit again(uefi_event &of) noexcept : of_(of) {}
    ~again() { of_.leave(); }
    bool poll(task_header &root) noexcept { return of_.poll(root); }
    const void *object() const noexcept { return of_.event_; }
    void result() const noexcept {}
  };
  again next() noexcept { return again(*this); }
};

void uefi_executor::sleep() noexcept {
  efi::event events[most + 1] = {own_};
  uefi_event *owners[most + 1] = {};
  std::size_t n = 1, index = 0;
  for (uefi_event *e = waiting_; e != nullptr; e = e->next_) {
    owners[n] = e;
    events[n++] = e->event_;
  }
  AMBIT_REQUIRE(boot().wait_for_event(n, events, &index) == efi::success,
                "WaitForEvent failed: the UEFI executor runs above TPL_APPLICATION");
  if (index == 0)
    return;
  owners[index]->demand_life();
  owners[index]->signalled_ = true; // WaitForEvent has cleared the event
  owners[index]->root_->wake();
}

} // namespace ambit

#endif // AMBIT_PORT_UEFI_EXECUTOR_HPP
