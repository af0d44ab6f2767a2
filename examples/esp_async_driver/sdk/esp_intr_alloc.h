// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Stands in for ESP-IDF's header of this name: the declarations the example uses.

#pragma once

using intr_handle_t = struct intr_handle_data_t *;
using intr_handler_t = void (*)(void *);

#define ETS_FROM_CPU_INTR2_SOURCE 26
#define ETS_UART1_INTR_SOURCE 35

#define ESP_INTR_FLAG_LEVEL1 (1 << 1)
#define ESP_INTR_FLAG_LEVEL3 (1 << 3)

extern "C" int esp_intr_alloc(int source, int flags, intr_handler_t handler, void *argument,
                              intr_handle_t *handle);
extern "C" int esp_intr_free(intr_handle_t handle);
