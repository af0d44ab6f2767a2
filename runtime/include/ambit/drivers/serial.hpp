//===- ambit/drivers/serial.hpp - a serial port, from blocking to asynchronous -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `serial<Device, Lock>` is the driver; a Device (ns16550a.hpp, pl011.hpp) knows the registers and
// has no state of its own:
//
//     void start(...)                      sets up, interrupts off
//     bool can_read(), can_write()         one byte there, room for one
//     bool drained()                       everything written has left the device
//     std::uint8_t get(); void put(b)
//     void enable(receive, transmit)       which conditions interrupt
//     void acknowledge()                   clears what has to be cleared, before tasks are woken
//
// Two forms, by the lock between the tasks and the handler:
//
//     core_bound_serial<D>                  masks; stays on the core that serves its interrupt; no
//     lock between cores locked_serial<D, irq_spin_lock>       may be used by tasks of any core,
//     and by threads that move
//
// A write that is on its way owns its buffer: the handler reads it. Abandoning the write (timeout,
// select, cancel) stops the interrupt and hands the buffer back before the operation is gone;
// `sent` says how far it came.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVERS_SERIAL_HPP
#define AMBIT_DRIVERS_SERIAL_HPP

#include "ambit/drivers/driver.hpp"
#include "ambit/executor.hpp"
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace ambit {

template <class D>
concept serial_device = requires(D &d, std::uint8_t byte, bool on) {
  { d.can_read() } noexcept -> std::same_as<bool>;
  { d.can_write() } noexcept -> std::same_as<bool>;
  { d.drained() } noexcept -> std::same_as<bool>;
  { d.get() } noexcept -> std::same_as<std::uint8_t>;
  { d.put(byte) } noexcept;
  { d.enable(on, on) } noexcept;
  { d.acknowledge() } noexcept;
};

/// A serial port with a device, a lock, and a ring of `Ring` received bytes. One task reads and one
/// writes at a time.
template <serial_device Device, lock_like Lock, std::size_t Ring = 64> class serial {
  static_assert((Ring & (Ring - 1)) == 0, "serial: Ring is a power of two");

  struct state {
    Device device;
    std::uint8_t ring[Ring] = {};
    std::uint32_t head = 0, tail = 0, lost = 0;
    const std::uint8_t *next = nullptr; // of the write on its way
    std::size_t left = 0;
    bool asynchronous = false;
    bool writing = false, reading = false; // somebody has begun to, and is not done

    explicit state(Device d) noexcept : device(d) {}

    void receive() noexcept {
      while (device.can_read()) {
        std::uint8_t byte = device.get();
        if (tail - head < Ring)
          ring[tail++ % Ring] = byte;
        else
          ++lost;
      }
    }
    void feed() noexcept {
      while (left > 0 && device.can_write()) {
        device.put(*next++);
        --left;
      }
    }
    std::size_t take(std::span<std::uint8_t> into) noexcept {
      receive();
      std::size_t n = 0;
      while (n < into.size() && head != tail)
        into[n++] = ring[head++ % Ring];
      return n;
    }
    void interrupts() noexcept { device.enable(asynchronous, asynchronous && left > 0); }
  };

  locked<state, Lock> state_;
  waker_slot received_, sent_;
  home_core home_;

public:
  explicit serial(Device device) noexcept : state_(std::in_place, device) {}
  serial(const serial &) = delete;
  serial &operator=(const serial &) = delete;

  /// Serves reads and writes by interrupts from now on. The calling core is the home: it serves the
  /// interrupt. Callable from: a thread of the home core, before the interrupt line is enabled
  /// there.
  void start_async() noexcept {
    home_.settle();
    state_.with([](state &s) {
      s.asynchronous = true;
      s.interrupts();
    });
  }

  /// Back to blocking use: the device interrupts no more. Callable from: the home core, while no
  /// task reads or writes; on another, port::panic.
  void stop_async() noexcept {
    home_.demand("a serial port is made blocking on another core than its home: the handler could "
                 "run meanwhile");
    bool idle = state_.with([](state &s) {
      s.asynchronous = false;
      s.interrupts();
      return !s.reading && !s.writing;
    });
    AMBIT_REQUIRE(idle, "a serial port is made blocking while a task reads or writes");
  }

  /// The core that serves the interrupt. Callable from: any context.
  [[nodiscard]] unsigned home() const noexcept { return home_.core(); }

  /// The interrupt handler. Callable from: the handler, on the home core. Blocks: never. Cost: the
  /// bytes that are there.
  void on_interrupt() noexcept AMBIT_ISR_SAFE {
    struct done {
      bool received, sent;
    };
    done d = state_.with([](state &s) {
      s.device.acknowledge(); // before anybody is woken
      s.receive();
      s.feed();
      s.interrupts();
      return done{s.head != s.tail, s.writing && s.left == 0};
    });
    if (d.received)
      received_.notify();
    if (d.sent)
      sent_.notify();
  }

  class [[nodiscard]] reading : public operation<reading> {
    serial &of_;
    std::span<std::uint8_t> into_;
    std::size_t count_ = 0;
    task_header *root_ = nullptr;

  public:
    reading(serial &of, std::span<std::uint8_t> into) noexcept : of_(of), into_(into) {}
    ~reading() {
      if (root_ == nullptr)
        return;
      if (count_ == 0)
        of_.state_.with([](state &s) { s.reading = false; });
      of_.received_.leave(*root_);
    }
    bool poll(task_header &root) noexcept {
      root_ = &root;
      do {
        count_ = of_.state_.with([this](state &s) {
          std::size_t n = s.take(into_);
          s.reading = n == 0 && !into_.empty();
          return n;
        });
        if (count_ > 0 || into_.empty())
          return true;
      } while (of_.received_.poll(root));
      return false;
    }
    const void *object() const noexcept { return &of_; }
    std::size_t result() const noexcept { return count_; }
  };

  /// `co_await uart.read(buffer)` waits for at least one byte and yields how many it put into the
  /// buffer. Abandoned, it takes none. Callable from: tasks.
  reading read(std::span<std::uint8_t> into) noexcept { return reading(*this, into); }

  class [[nodiscard]] writing : public operation<writing> {
    serial &of_;
    std::span<const std::uint8_t> from_;
    std::size_t *sent_;
    bool begun_ = false, done_ = false;
    task_header *root_ = nullptr;

    void end() noexcept {
      std::size_t left = of_.state_.with([](state &s) {
        std::size_t rest = s.left;
        s.left = 0;
        s.next = nullptr;
        s.writing = false;
        s.interrupts();
        return rest;
      });
      done_ = true;
      if (sent_ != nullptr)
        *sent_ = from_.size() - left;
    }

  public:
    writing(serial &of, std::span<const std::uint8_t> from, std::size_t *sent) noexcept
        : of_(of), from_(from), sent_(sent) {}
    ~writing() {
      if (begun_ && !done_)
        end(); // the buffer is the caller's again
      if (root_ != nullptr)
        of_.sent_.leave(*root_);
    }
    bool poll(task_header &root) noexcept {
      root_ = &root;
      if (!begun_) {
        begun_ = true;
        bool accepted = of_.state_.with([this](state &s) {
          if (s.writing || !s.asynchronous)
            return false;
          s.writing = true;
          s.next = from_.data();
          s.left = from_.size();
          s.feed();
          s.interrupts();
          return true;
        });
        AMBIT_REQUIRE(accepted,
                      "a serial port is written by two tasks at once, or before start_async()");
      }
      do
        if (of_.state_.with([](state &s) { return s.left; }) == 0) {
          end();
          return true;
        }
      while (of_.sent_.poll(root));
      return false;
    }
    const void *object() const noexcept { return &of_; }
    void result() const noexcept {}
  };

  /// `co_await uart.write(bytes)` ends when the device has taken all; the buffer belongs to it
  /// until then. `sent`, if given, receives how many bytes went out, also when the write is
  /// abandoned. Callable from: tasks.
  writing write(std::span<const std::uint8_t> from, std::size_t *sent = nullptr) noexcept {
    return writing(*this, from, sent);
  }

  /// Reads without interrupts until at least one byte is there or the tick `until` has come; how
  /// many. None while a task reads: the bytes are its own. Callable from: threads. Blocks: busy, at
  /// most until `until`.
  std::size_t read_blocking(std::span<std::uint8_t> into, tick until) noexcept AMBIT_BLOCKS {
    while (true) {
      std::size_t n = 0;
      bool refused = state_.with([&n, into](state &s) {
        if (!s.reading)
          n = s.take(into);
        return s.reading;
      });
      if (refused || n > 0 || into.empty() || port::now() >= until)
        return n;
      port::relax();
    }
  }

  /// Writes without interrupts until all is out of the device or the tick `until` has come; how
  /// many bytes it took. None, at once, while a task or another thread writes. Callable from:
  /// threads. Blocks: busy, at most until `until`.
  std::size_t write_blocking(std::span<const std::uint8_t> from, tick until) noexcept AMBIT_BLOCKS {
    bool accepted = state_.with([](state &s) { return !std::exchange(s.writing, true); });
    std::size_t n = 0;
    for (bool over = !accepted; !over;) {
      over = state_.with([&n, from](state &s) {
        while (n < from.size() && s.device.can_write())
          s.device.put(from[n++]);
        return n == from.size() && s.device.drained();
      });
      over = over || port::now() >= until;
      if (!over)
        port::relax();
    }
    if (accepted)
      state_.with([](state &s) { s.writing = false; });
    return n;
  }

  /// How many received bytes found the ring full. Callable from: any context that the lock admits.
  std::uint32_t lost() noexcept {
    return state_.with([](state &s) { return s.lost; });
  }
};

/// A serial port that stays on the core that serves its interrupt.
template <serial_device Device, std::size_t Ring = 64>
using core_bound_serial = core_bound_driver<serial<Device, home_lock, Ring>>;

/// A serial port that tasks of any core may use.
template <serial_device Device, lock_like Lock = irq_spin_lock, std::size_t Ring = 64>
using locked_serial = locked_driver<serial<Device, Lock, Ring>>;

} // namespace ambit

#endif // AMBIT_DRIVERS_SERIAL_HPP
