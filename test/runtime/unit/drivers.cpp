//===- drivers.cpp - drivers with simulated devices -------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#include "ambit/drivers/lm3s_i2c.hpp"
#include "ambit/drivers/ns16550a.hpp"
#include "ambit/drivers/pl011.hpp"
#include "ambit/drivers/pl022.hpp"
#include "ambit/drivers/pl061.hpp"
#include "ambit/timeout.hpp"
#include "catch.hpp"
#include "device.hpp"
#include "machine.hpp"
#include <deque>
#include <string>

using namespace ambit;
using test::device;
using test::sim;

namespace {

constexpr std::size_t big = 2 * test::big; // GCC keeps every temporary of a test in its frame

core_executor<> exec{0};
frame<big> root_frame, waits_frame;

template <class F> void run(F function) {
  host::core_scope core(0);
  exec.spawner().spawn(root_frame, function);
  exec.run();
  exec.run_ready();
}

std::span<const std::uint8_t> bytes(const std::string &s) {
  return {reinterpret_cast<const std::uint8_t *>(s.data()), s.size()};
}

struct uart16550 : device {
  std::deque<std::uint8_t> received;
  std::string sent;
  std::uint32_t enabled = 0;
  bool stuck = false;
  std::uint32_t read(std::uint32_t offset) {
    if (offset == 0) {
      std::uint8_t b = received.front();
      received.pop_front();
      return b;
    }
    if (offset == 5)
      return (received.empty() ? 0u : 1u) | (stuck ? 0u : 0x60u);
    return 0;
  }
  void write(std::uint32_t offset, std::uint32_t value) {
    if (offset == 0)
      sent += static_cast<char>(value);
    if (offset == 1) {
      std::uint32_t before = enabled;
      enabled = value;
      if ((enabled & ~before) != 0 && !stuck)
        interrupt();
    }
  }
  void arrive(const std::string &text) {
    std::lock_guard lock(mutex);
    received.insert(received.end(), text.begin(), text.end());
    if ((enabled & 1) != 0)
      interrupt();
  }
};

struct uart_pl011 : device {
  std::deque<std::uint8_t> received;
  std::string sent;
  std::uint32_t mask = 0;
  unsigned in_fifo = 0;
  std::uint32_t read(std::uint32_t offset) {
    if (offset == 0) {
      std::uint8_t b = received.front();
      received.pop_front();
      return b;
    }
    if (offset == 0x18)
      return (received.empty() ? 0x10u : 0u) | (in_fifo >= 2 ? 0x20u : 0u);
    return 0;
  }
  void write(std::uint32_t offset, std::uint32_t value) {
    if (offset == 0) {
      sent += static_cast<char>(value);
      ++in_fifo;
    }
    if (offset == 0x38 && (mask = value) != 0)
      update();
  }
  void update() {
    if ((mask & 0x20) != 0 && in_fifo > 0) {
      in_fifo = 0; // the line has taken them
      interrupt();
    }
  }
};

/// An I2C bus with one memory at 0x50 that has an address pointer; silent at 0x51; nobody else.
struct i2c_bus : device {
  std::uint8_t memory[16] = {}, pointer = 0;
  bool pointed = false;
  std::uint32_t slave = 0, data = 0, status = 0;
  unsigned stops = 0;
  std::uint32_t read(std::uint32_t offset) { return offset == 4 ? status : offset == 8 ? data : 0; }
  void write(std::uint32_t offset, std::uint32_t value) {
    if (offset == 0)
      slave = value;
    if (offset == 8)
      data = value;
    if (offset != 4)
      return;
    if ((value & 4) != 0)
      ++stops;
    if ((value & 1) == 0) {
      status = 0;
      return;
    }
    if ((value & 2) != 0 && (slave & 1) == 0)
      pointed = false;
    unsigned address = slave >> 1;
    if (address == 0x51) {
      status = 1; // holds the clock
      return;
    }
    if (address != 0x50) {
      status = 2;
      return; // as QEMU: no interrupt
    }
    status = 0;
    if ((slave & 1) != 0) {
      data = memory[pointer++ % 16];
    } else if (!pointed) {
      pointer = static_cast<std::uint8_t>(data);
      pointed = true;
    } else {
      memory[pointer++ % 16] = static_cast<std::uint8_t>(data);
    }
    interrupt();
  }
};

struct spi_loop : device {
  std::deque<std::uint8_t> fifo;
  bool silent = false;
  std::size_t deepest = 0;
  std::uint32_t read(std::uint32_t offset) {
    if (offset == 0xc)
      return fifo.empty() ? 0 : 4;
    if (offset == 8) {
      std::uint8_t b = fifo.front();
      fifo.pop_front();
      return b;
    }
    return 0;
  }
  void write(std::uint32_t offset, std::uint32_t value) {
    if (offset == 8 && !silent) {
      fifo.push_back(static_cast<std::uint8_t>(value ^ 0xff));
      deepest = std::max(deepest, fifo.size());
    }
    if (offset == 0x14 && value != 0 && !fifo.empty())
      interrupt();
  }
};

struct gpio : device {
  std::uint32_t regs[0x600 / 4] = {};
  std::uint32_t pins = 0, raised = 0;
  std::uint32_t read(std::uint32_t offset) {
    if (offset < 0x400)
      return pins & offset >> 2;
    return offset == 0x418 ? raised & regs[0x410 / 4] : regs[offset / 4];
  }
  void write(std::uint32_t offset, std::uint32_t value) {
    if (offset < 0x400)
      pins = (pins & ~(offset >> 2)) | (value & offset >> 2);
    else if (offset == 0x41c)
      raised &= ~value;
    else
      regs[offset / 4] = value;
  }
  void drive(unsigned n, bool high) {
    std::lock_guard lock(mutex);
    std::uint32_t bit = 1u << n;
    bool was = (pins & bit) != 0;
    pins = high ? pins | bit : pins & ~bit;
    bool both = (regs[0x408 / 4] & bit) != 0, rising = (regs[0x40c / 4] & bit) != 0;
    if (was != high && (both || rising == high) && (regs[0x410 / 4] & bit) != 0) {
      raised |= bit;
      interrupt();
    }
  }
};

} // namespace

TEST_CASE("a 16550 reads and writes by interrupts") {
  static uart16550 dev;
  static core_bound_serial<ns16550a<sim<uart16550>>> uart{ns16550a<sim<uart16550>>{{&dev}}};
  dev.handler = [](void *) { uart.on_interrupt(); };
  static std::string got;
  run([](frame<big> &) -> task<> {
    uart.start_async();
    std::uint8_t buffer[8];
    dev.arrive("hello");
    std::size_t n = co_await uart.read(buffer);
    got.assign(buffer, buffer + n);
    std::string text(300, 'y');
    co_await uart.write(bytes(text));
    CHECK(dev.sent == text);
    CHECK_AWAITED(!(co_await timeout(milliseconds(2), uart.read(buffer))).has_value());
    uart.stop_async();
    CHECK(dev.enabled == 0);
    exec.stop();
  });
  CHECK(got == "hello");
}

TEST_CASE("a write that is abandoned hands its buffer back and says how far it came") {
  static uart16550 dev;
  static locked_serial<ns16550a<sim<uart16550>>> uart{ns16550a<sim<uart16550>>{{&dev}}};
  dev.handler = [](void *) { uart.on_interrupt(); };
  static std::size_t sent = 99;
  run([](frame<big> &) -> task<> {
    uart.start_async();
    dev.stuck = true;
    std::string text = "never";
    CHECK_AWAITED(!(co_await timeout(milliseconds(2), uart.write(bytes(text), &sent))).has_value());
    CHECK(sent == 0);
    CHECK((dev.enabled & 2) == 0);
    dev.stuck = false;
    co_await uart.write(bytes(text), &sent);
    CHECK(sent == 5);
    CHECK(dev.sent == "never");
    exec.stop();
  });
}

TEST_CASE("a serial port works without interrupts and gives up in time") {
  static uart16550 dev;
  core_bound_serial<ns16550a<sim<uart16550>>> uart{ns16550a<sim<uart16550>>{{&dev}}};
  host::core_scope core(0);
  std::uint8_t buffer[4];
  CHECK(uart.read_blocking(buffer, port::now() + milliseconds(1)) == 0);
  dev.arrive("abc");
  CHECK(uart.read_blocking(buffer, no_alarm) == 3);
  CHECK(uart.write_blocking(bytes("xyz"), no_alarm) == 3);
  CHECK(dev.sent == "xyz");
  dev.stuck = true;
  CHECK(uart.write_blocking(bytes("xyz"), port::now() + milliseconds(1)) == 0);
}

TEST_CASE("bytes that find the ring full are counted") {
  static uart16550 dev;
  core_bound_serial<ns16550a<sim<uart16550>>, 4> uart{ns16550a<sim<uart16550>>{{&dev}}};
  host::core_scope core(0);
  dev.arrive("123456");
  uart.on_interrupt();
  CHECK(uart.lost() == 2);
}

TEST_CASE("a serial port is made blocking at home only") {
  static uart16550 dev;
  static core_bound_serial<ns16550a<sim<uart16550>>> uart{ns16550a<sim<uart16550>>{{&dev}}};
  static std::string said;
  test::on_cores(1, [](unsigned) { uart.start_async(); });
  std::thread([] {
    host::core_scope other(1);
    said = test::panics([] { uart.stop_async(); });
  }).join();
  CHECK(said == "a serial port is made blocking on another core than its home: the handler could "
                "run meanwhile");
}

TEST_CASE("each driver is made blocking at home only, and not while it is used") {
  static i2c_bus i2c_dev;
  static spi_loop spi_dev;
  static gpio gpio_dev;
  static locked_lm3s_i2c<irq_spin_lock, sim<i2c_bus>> i2c{sim<i2c_bus>{&i2c_dev}};
  static locked_pl022<irq_spin_lock, sim<spi_loop>> spi{sim<spi_loop>{&spi_dev}};
  static locked_pl061<irq_spin_lock, sim<gpio>> pins{sim<gpio>{&gpio_dev}};
  static std::string said[3];
  run([](frame<big> &) -> task<> {
    i2c.start(9);
    spi.start(2);
    pins.start_async();
    std::thread([] {
      host::core_scope other(1);
      said[0] = test::panics([] { i2c.stop_async(); });
      said[1] = test::panics([] { spi.stop_async(); });
      said[2] = test::panics([] { pins.stop_async(); });
    }).join();
    i2c.stop_async();
    spi.stop_async();
    pins.stop_async();
    exec.stop();
    co_return;
  });
  for (const std::string &s : said)
    CHECK(s.find("on another core than") != std::string::npos);
  CHECK(i2c.home() == 0);
  host::core_scope core(0);
  std::uint8_t in[1];
  CHECK(spi.transfer_blocking({}, in, port::now() + seconds(1)) ==
        transfer_status::ok); // blocking use goes on
}

TEST_CASE("a PL011 writes through a FIFO that fills") {
  static uart_pl011 dev;
  static locked_serial<pl011<sim<uart_pl011>>> uart{pl011<sim<uart_pl011>>{{&dev}}};
  dev.handler = [](void *) { uart.on_interrupt(); };
  run([](frame<big> &) -> task<> {
    uart.start_async();
    std::string text = "a text longer than the FIFO";
    co_await uart.write(bytes(text));
    CHECK(dev.sent == text);
    exec.stop();
  });
}

TEST_CASE("an I2C master writes, reads, and ends when nobody answers") {
  static i2c_bus dev;
  static core_bound_lm3s_i2c<sim<i2c_bus>> bus{sim<i2c_bus>{&dev}};
  dev.handler = [](void *) { bus.on_interrupt(); };
  run([](frame<big> &) -> task<> {
    bus.start(9);
    std::uint8_t out[] = {3, 0xaa, 0xbb}, at_3[] = {3}, in[2] = {};
    tick until = port::now() + seconds(10);
    CHECK_AWAITED(co_await bus.transfer(0x50, out, {}, until) == transfer_status::ok);
    CHECK_AWAITED(co_await bus.transfer(0x50, at_3, in, until) == transfer_status::ok);
    CHECK(in[0] == 0xaa);
    CHECK(in[1] == 0xbb);
    CHECK(dev.stops == 2);
    CHECK_AWAITED(co_await bus.transfer(0x22, out, {}, port::now() + milliseconds(2)) ==
                  transfer_status::not_acknowledged);
    CHECK_AWAITED(co_await bus.transfer(0x51, out, {}, port::now() + milliseconds(2)) ==
                  transfer_status::timed_out);
    CHECK(dev.stops == 4); // the bus is free again
    CHECK_AWAITED(co_await bus.transfer(0x50, at_3, in, until) == transfer_status::ok);
    exec.stop();
  });
  host::core_scope core(0);
  dev.handler = nullptr;
  std::uint8_t at_4[] = {4}, in[1] = {};
  CHECK(bus.transfer_blocking(0x50, at_4, in, port::now() + seconds(1)) == transfer_status::ok);
  CHECK(in[0] == 0xbb);
  CHECK(bus.transfer_blocking(0x51, at_4, in, port::now() + milliseconds(1)) ==
        transfer_status::timed_out);
}

TEST_CASE("an SPI transfer never has more on its way than the FIFO takes") {
  static spi_loop dev;
  static locked_pl022<irq_spin_lock, sim<spi_loop>> spi{sim<spi_loop>{&dev}};
  dev.handler = [](void *) { spi.on_interrupt(); };
  run([](frame<big> &) -> task<> {
    spi.start(2);
    std::uint8_t out[20], in[20] = {};
    for (std::uint8_t i = 0; i < 20; ++i)
      out[i] = i;
    co_await spi.transfer(out, in);
    bool inverted = true;
    for (std::uint8_t i = 0; i < 20; ++i)
      inverted = inverted && in[i] == (i ^ 0xff);
    CHECK(inverted);
    CHECK(dev.deepest <= 8);
    dev.silent = true;
    CHECK_AWAITED(!(co_await timeout(milliseconds(2), spi.transfer(out, {}))).has_value());
    dev.silent = false;
    co_await spi.transfer(out, in);
    exec.stop();
  });
  host::core_scope core(0);
  dev.handler = nullptr;
  std::uint8_t in[3];
  CHECK(spi.transfer_blocking({}, in, port::now() + seconds(1)) == transfer_status::ok);
  CHECK(in[2] == 0xff);
}

TEST_CASE("a task waits for an edge of a pin") {
  static gpio dev;
  static core_bound_pl061<sim<gpio>> pins{sim<gpio>{&dev}};
  dev.handler = [](void *) { pins.on_interrupt(); };
  static bool falling_seen = false;
  run([](frame<big> &) -> task<> {
    pins.start_async();
    pins.input(3);
    pins.output(1);
    pins.write(1, true);
    CHECK(pins.read(1));
    CHECK_AWAITED(
        !(co_await timeout(milliseconds(2), pins.wait_for(3, edge::falling))).has_value());
    std::thread outside([] {
      std::this_thread::sleep_for(std::chrono::milliseconds(3));
      dev.drive(3, true);
      dev.drive(3, false);
    });
    falling_seen = (co_await timeout(seconds(10), pins.wait_for(3, edge::falling))).has_value();
    outside.join();
    exec.stop();
  });
  CHECK(falling_seen);
}

TEST_CASE("a blocking transfer is refused while a task transfers, and harms it not") {
  static i2c_bus i2c_dev;
  static spi_loop spi_dev;
  static locked_lm3s_i2c<irq_spin_lock, sim<i2c_bus>> i2c{sim<i2c_bus>{&i2c_dev}};
  static locked_pl022<irq_spin_lock, sim<spi_loop>> spi{sim<spi_loop>{&spi_dev}};
  i2c_dev.handler = [](void *) { i2c.on_interrupt(); };
  spi_dev.handler = nullptr; // not served until the test says so
  static std::uint8_t other[2] = {};
  auto refused = [] {
    tick until = port::now() + seconds(1);
    return i2c.transfer_blocking(0x50, other, {}, until) == transfer_status::busy &&
           spi.transfer_blocking(other, {}, until) == transfer_status::busy;
  };
  run([refused](frame<big> &) -> task<> {
    i2c.start(9);
    spi.start(2);
    std::uint8_t out[2] = {3, 0xaa}, back[20] = {};
    static frame<big> second_frame;
    static transfer_status of_second;
    exec.spawner().spawn(second_frame, [](frame<big> &) -> task<> {
      std::uint8_t to_nobody[1] = {};
      of_second = co_await i2c.transfer(0x51, to_nobody, {}, port::now() + milliseconds(20));
    });
    auto spi_done = co_await timeout(milliseconds(5), spi.transfer({}, back));
    CHECK_FALSE(spi_done.has_value()); // and the device is free again: nobody has it now
    CHECK(spi.transfer_blocking({}, other, port::now() + seconds(1)) == transfer_status::ok);
    CHECK(i2c.transfer_blocking(0x50, other, {}, no_alarm) == transfer_status::busy);
    while (!second_frame.vacant())
      co_await yield();
    CHECK(of_second == transfer_status::timed_out);
    CHECK_AWAITED(co_await i2c.transfer(0x50, out, {}, port::now() + seconds(10)) ==
                  transfer_status::ok);

    // Over, but the task has not gone on yet: what came of it is still its own.
    i2c_dev.handler = nullptr;
    exec.spawner().spawn(second_frame, [](frame<big> &) -> task<> {
      std::uint8_t bytes[20] = {};
      co_await spi.transfer({}, bytes);
      of_second = bytes[19] == 0xff ? transfer_status::ok : transfer_status::timed_out;
    });
    of_second = transfer_status::busy;
    exec.spawner().spawn(waits_frame, [](frame<big> &) -> task<> {
      std::uint8_t at_3[] = {3}, in[1] = {};
      CHECK_AWAITED(co_await i2c.transfer(0x50, at_3, in, port::now() + seconds(10)) ==
                    transfer_status::ok);
      CHECK(in[0] == 0xaa);
    });
    co_await yield();
    CHECK(refused());
    for (int i = 0; i < 3; ++i) {
      spi.on_interrupt();
      i2c.on_interrupt();
    }
    CHECK(refused());
    while (!second_frame.vacant() || !waits_frame.vacant())
      co_await yield();
    CHECK(of_second == transfer_status::ok);
    exec.stop();
  });
}

TEST_CASE("a serial port is not written or read blocking while a task does") {
  static uart16550 dev;
  static locked_serial<ns16550a<sim<uart16550>>> uart{ns16550a<sim<uart16550>>{{&dev}}};
  dev.handler = [](void *) { uart.on_interrupt(); };
  static frame<big> reader_frame, writer_frame;
  static std::string got;
  static std::string said;
  run([](frame<big> &) -> task<> {
    uart.start_async();
    dev.stuck = true;
    exec.spawner().spawn(writer_frame, [](frame<big> &) -> task<> {
      std::string text = "whole";
      co_await uart.write(bytes(text));
    });
    exec.spawner().spawn(reader_frame, [](frame<big> &) -> task<> {
      std::uint8_t buffer[8];
      std::size_t n = co_await uart.read(buffer);
      got.assign(buffer, buffer + n);
    });
    co_await yield();
    std::string other = "other";
    std::uint8_t buffer[8];
    CHECK(uart.write_blocking(bytes(other), no_alarm) == 0);
    {
      std::lock_guard lock(dev.mutex);
      dev.received.push_back('a'); // its interrupt has not come yet
    }
    CHECK(uart.read_blocking(buffer, no_alarm) == 0);
    said = test::panics([] { uart.stop_async(); });
    uart.start_async();
    dev.stuck = false;
    dev.arrive("b");
    uart.on_interrupt();
    while (!writer_frame.vacant() || !reader_frame.vacant())
      co_await yield();
    CHECK(dev.sent == "whole");
    CHECK(uart.write_blocking(bytes(other), no_alarm) == 5);
    dev.arrive("c");
    CHECK(uart.read_blocking(buffer, no_alarm) == 1);
    CHECK_AWAITED(!(co_await timeout(milliseconds(2), uart.read(buffer))).has_value());
    dev.arrive("d");
    CHECK(uart.read_blocking(buffer, no_alarm) == 1); // who gave up reads no more
    exec.stop();
  });
  CHECK(got == "ab");
  CHECK(said == "a serial port is made blocking while a task reads or writes");
}
