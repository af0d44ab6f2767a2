//===- ambit/reg.hpp - registers of a device --------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A driver reaches its device through a bus: an object with
//
//     template <class T> T read(std::uint32_t offset) noexcept;
//     template <class T> void write(std::uint32_t offset, T value) noexcept;
//
// On the target the bus is `mmio`, volatile accesses at an address, which compile to single loads
// and stores. In a unit test it is an object that plays the device, so drivers are tested on the
// host.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_REG_HPP
#define AMBIT_REG_HPP

#include <concepts>
#include <cstdint>
#include <type_traits>

namespace ambit {

template <class B>
concept bus_like = requires(B &bus, std::uint32_t offset) {
  { bus.template read<std::uint32_t>(offset) } noexcept -> std::same_as<std::uint32_t>;
  { bus.template write<std::uint32_t>(offset, 0u) } noexcept;
};

/// The registers of a device that begin at an address. Copyable, one word.
/// Callable from: the core and contexts that the device belongs to; a bus excludes nobody.
class mmio {
  std::uintptr_t base_;

public:
  constexpr explicit mmio(std::uintptr_t base) noexcept : base_(base) {}
  template <class T> T read(std::uint32_t offset) const noexcept {
    return *reinterpret_cast<const volatile T *>(base_ + offset);
  }
  template <class T>
  void write(std::uint32_t offset, std::type_identity_t<T> value) const noexcept {
    *reinterpret_cast<volatile T *>(base_ + offset) = value;
  }
};

/// Some bits of a register: `field<4, 2>` are bits 4 and 5.
template <unsigned First, unsigned Width = 1> struct field {
  static_assert(Width >= 1 && First + Width <= 32);
  static constexpr std::uint32_t mask = (Width == 32 ? ~0u : (1u << Width) - 1) << First;
  static constexpr std::uint32_t of(std::uint32_t value) noexcept {
    return (value << First) & mask;
  }
  static constexpr std::uint32_t in(std::uint32_t reg) noexcept { return (reg & mask) >> First; }
};

/// The register at `Offset`, of type T, of the device on `bus`.
template <std::uint32_t Offset, class T = std::uint32_t> struct reg {
  template <bus_like B> static T read(B &bus) noexcept { return bus.template read<T>(Offset); }
  template <bus_like B> static void write(B &bus, T value) noexcept {
    bus.template write<T>(Offset, value);
  }
  /// Reads, changes and writes. Not atomic: the caller excludes whoever else writes the register.
  template <bus_like B> static void change(B &bus, T clear, T set) noexcept {
    write(bus, static_cast<T>((read(bus) & static_cast<T>(~clear)) | set));
  }
};

} // namespace ambit

#endif // AMBIT_REG_HPP
