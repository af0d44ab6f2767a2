//===- board.hpp - start-up and console of the UEFI port --------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PORT_UEFI_BOARD_HPP
#define AMBIT_PORT_UEFI_BOARD_HPP

#include "efi.hpp"
#include <cstdint>

/// The program, at TPL_APPLICATION.
void core_main(unsigned core);

namespace board {

extern efi::system_table *system;
extern efi::handle image;

/// Writes to the console while there are boot services, then to what `print_after` set, if
/// anything.
void print(const char *text);
void print(std::uint32_t number);

/// What writes when the console is gone, for the sentence of port::panic: a serial port, for
/// example.
void print_after(void (*write)(const char *text));

/// Says that ExitBootServices is called now: gives the port's own event back. From here on `print`
/// goes where print_after says, and masking does nothing: there are no notifications any more.
void leave_boot_services();

/// Ends the program: resets the machine, which ends the emulator. A status other than 0 is printed
/// before.
[[noreturn]] void exit(int status);

} // namespace board

#endif // AMBIT_PORT_UEFI_BOARD_HPP
