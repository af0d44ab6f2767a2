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

#define pdTRUE 1
#define portMAX_DELAY 0xffffffffu
