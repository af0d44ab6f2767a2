//===- host.hpp - starting cores and raising interrupts on the host -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The part of the host port that test programs use: simulated cores and interrupts. Firmware has
// start-up code and peripherals in its place.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PORT_HOST_HOST_HPP
#define AMBIT_PORT_HOST_HOST_HPP

#include "ambit/annotations.h"
#include "ambit_port.hpp"

namespace ambit::host {

using handler = void (*)(void *context);

/// Makes the calling thread core `core` until the object dies: pins it to a processor, starts the
/// core's interrupt threads. One object per core at a time. Callable from: a thread. Blocks: while
/// threads start and end.
class core_scope {
  unsigned core_;

public:
  explicit core_scope(unsigned core);
  ~core_scope();
  core_scope(const core_scope &) = delete;
  core_scope &operator=(const core_scope &) = delete;
};

/// Runs `fn(context)` once as an interrupt handler of `level` (1 to port::max_level) on `core`,
/// soon. Interrupts of one level run one after another. Up to 1024 can be pending for a level; then
/// the call waits. Callable from: a thread of any core or none, or a handler of another level.
/// Blocks: while the level's ring is full.
void raise(unsigned core, unsigned level, handler fn, void *context);

/// Replaces what port::panic does with a call that must not return to its caller (it may end the
/// thread's work by longjmp). For tests of what the runtime refuses. nullptr restores.
void on_panic(void (*fn)(const char *what));

} // namespace ambit::host

#endif // AMBIT_PORT_HOST_HOST_HPP
