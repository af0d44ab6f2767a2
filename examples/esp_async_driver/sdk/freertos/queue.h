// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Stands in for ESP-IDF's header of this name: the declarations the example uses.

#pragma once

#include "freertos/FreeRTOS.h"

using QueueHandle_t = struct QueueDefinition *;

extern "C" {
QueueHandle_t xQueueGenericCreate(UBaseType_t length, UBaseType_t item_size, std::uint8_t type);
BaseType_t xQueueGenericSend(QueueHandle_t queue, const void *item, TickType_t wait,
                             BaseType_t position);
BaseType_t xQueueReceive(QueueHandle_t queue, void *item, TickType_t wait);
}

#define xQueueCreate(length, item_size) xQueueGenericCreate((length), (item_size), 0)
#define xQueueSend(queue, item, wait) xQueueGenericSend((queue), (item), (wait), 0)
