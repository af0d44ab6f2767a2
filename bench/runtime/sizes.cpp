//===- sizes.cpp - an image with one of everything that the size goldens count -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#include "ambit/core_executor.hpp"
#include "ambit/irq_spin_lock.hpp"
#include "ambit/locked.hpp"
#include "ambit/signal.hpp"
#include "ambit/timer.hpp"
#include "board.hpp"

namespace {
ambit::core_executor<> exec{0};
ambit::frame<24 * sizeof(void *)> blink_frame;
ambit::locked<unsigned, ambit::irq_lock> masked;
ambit::locked<unsigned, ambit::irq_spin_lock> everywhere;
ambit::task<> blink(ambit::frame<24 * sizeof(void *)> &) {
  while (true) {
    co_await ambit::after(ambit::milliseconds(500));
    masked.with([](unsigned &n) { ++n; });
    everywhere.with([](unsigned &n) { ++n; });
  }
}
} // namespace

void core_main(unsigned) {
  exec.spawner().spawn(blink(blink_frame));
  exec.run();
}
