//===- device.hpp ---------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A device that a test and a driver share. Its registers are under a mutex; its interrupt is a
// handler of the host port.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_TEST_RUNTIME_DEVICE_HPP
#define AMBIT_TEST_RUNTIME_DEVICE_HPP

#include "host.hpp"
#include <cstdint>
#include <mutex>
#include <type_traits>

namespace test {

struct device {
  std::recursive_mutex mutex;
  ambit::host::handler handler = nullptr;
  unsigned core = 0; // that serves it
  void interrupt() {
    if (handler != nullptr)
      ambit::host::raise(core, 1, handler, nullptr);
  }
};

/// The bus to such a device: what a driver copies.
template <class Device> struct sim {
  Device *device;
  template <class T> T read(std::uint32_t offset) noexcept {
    std::lock_guard lock(device->mutex);
    return static_cast<T>(device->read(offset));
  }
  template <class T> void write(std::uint32_t offset, std::type_identity_t<T> value) noexcept {
    std::lock_guard lock(device->mutex);
    device->write(offset, value);
  }
};

} // namespace test

#endif // AMBIT_TEST_RUNTIME_DEVICE_HPP
