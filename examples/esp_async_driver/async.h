// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// A coroutine type, and an executor that runs one coroutine in the task that calls it.

#pragma once

#include "freertos/task.h"

#include <coroutine>
#include <exception>
#include <utility>

/// A coroutine that nobody resumes but its executor: it stays in the executor's context.
class Task {
public:
  struct promise_type {
    Task get_return_object() {
      return Task(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };

  Task() = default;
  Task(Task &&other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Task &operator=(Task &&other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Task() {
    if (handle_)
      handle_.destroy();
  }

  explicit operator bool() const { return handle_ != nullptr; }

  /// Runs it up to its next co_await. Returns false once it has ended.
  bool resume() {
    handle_.resume();
    return !handle_.done();
  }

private:
  explicit Task(std::coroutine_handle<promise_type> handle) : handle_(handle) {}

  std::coroutine_handle<promise_type> handle_;
};

/// How a driver's handler says that the coroutine may go on.
struct Waker {
  void (*wake)(void *argument) = nullptr;
  void *argument = nullptr;
};

/// Runs \p task in the FreeRTOS task that calls this, which sleeps while \p task waits.
inline void run(Task task) {
  while (task.resume())
    ulTaskNotifyTake(pdTRUE, portMAX_DELAY);
}

/// Wakes the FreeRTOS task that calls this. To be called by handlers.
inline Waker wake_current_task() {
  return {
      [](void *sleeper) { vTaskNotifyGiveFromISR(static_cast<TaskHandle_t>(sleeper), nullptr); },
      xTaskGetCurrentTaskHandle()};
}
