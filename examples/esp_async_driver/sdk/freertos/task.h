// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Stands in for ESP-IDF's header of this name: the declarations the example uses.

#pragma once

#include "freertos/FreeRTOS.h"

using TaskFunction_t = void (*)(void *);
using TaskHandle_t = struct tskTaskControlBlock *;

#define tskNO_AFFINITY 0x7fffffff

extern "C" {
BaseType_t xTaskCreatePinnedToCore(TaskFunction_t task, const char *name, std::uint32_t stack,
                                   void *argument, UBaseType_t priority, TaskHandle_t *created,
                                   BaseType_t core);
void vTaskDelay(TickType_t ticks);
std::uint32_t ulTaskNotifyTake(BaseType_t clear, TickType_t wait);
void vTaskNotifyGiveFromISR(TaskHandle_t task, BaseType_t *woken);
TaskHandle_t xTaskGetCurrentTaskHandle(void);
}
