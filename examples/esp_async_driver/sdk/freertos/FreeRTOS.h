// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Stands in for ESP-IDF's header of this name: the declarations the example uses.

#pragma once

#include <cstddef>
#include <cstdint>

using BaseType_t = int;
using UBaseType_t = unsigned;
using TickType_t = std::uint32_t;

// On the core that executes it.
extern "C" void vPortDisableInterrupts();
extern "C" void vPortEnableInterrupts();
#define portDISABLE_INTERRUPTS() vPortDisableInterrupts()
#define portENABLE_INTERRUPTS() vPortEnableInterrupts()

// Spins against the other core and masks interrupts on this one.
struct portMUX_TYPE {
  std::uint32_t owner;
  std::uint32_t count;
};
extern "C" void vPortEnterCritical(portMUX_TYPE *lock);
extern "C" void vPortExitCritical(portMUX_TYPE *lock);
#define portMUX_INITIALIZER_UNLOCKED {0xb33fffff, 0}
#define portENTER_CRITICAL(lock) vPortEnterCritical(lock)
#define portEXIT_CRITICAL(lock) vPortExitCritical(lock)
#define portENTER_CRITICAL_ISR(lock) vPortEnterCritical(lock)
#define portEXIT_CRITICAL_ISR(lock) vPortExitCritical(lock)

#define pdTRUE 1
#define portMAX_DELAY 0xffffffffu
