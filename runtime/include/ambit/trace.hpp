//===- ambit/trace.hpp - who is told what tasks do --------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// With AMBIT_TRACE=1 (for the whole program) an executor reports to a `trace_sink` each resumption,
// suspension and end of its tasks, how long they ran, and what they wait for; without, nothing of
// it is in the program. `trace_table` is a sink that keeps a row per task.
//
//   resumed(t) ──▶ t runs ──▶ suspended(t, ran for, waits for) ──▶ ... ──▶ ended(t, ran for)
//                                                  └── cancelled while it waits ──▶ ended(t, 0)
//===----------------------------------------------------------------------===//

#ifndef AMBIT_TRACE_HPP
#define AMBIT_TRACE_HPP

#include "ambit/guard.hpp"
#include "ambit/port.hpp"
#include "ambit/task_header.hpp"

namespace ambit {

/// Receives what happens, in the executor's context. The task's header identifies it until it has
/// ended. `storage_of` it is the address of a static object, so that the image's symbols name the
/// task.
class trace_sink {
public:
  virtual void resumed(const task_header &task, tick when) noexcept = 0;
  /// `wait` is what the task waits for; nullptr: nothing, it has yielded.
  virtual void suspended(const task_header &task, tick ran_for,
                         const wait_reason *wait) noexcept = 0;
  /// `ran_for` counts from the last resumption; 0 for a task that was cancelled where it waited.
  virtual void ended(const task_header &task, tick ran_for) noexcept = 0;

protected:
  ~trace_sink() = default;
};

/// The place in the frame<N> or join_frame<N> where the task lives.
inline const void *storage_of(const task_header &task) noexcept {
  return reinterpret_cast<const char *>(&task) - header_offset;
}

#if AMBIT_TRACE
class trace_point {
  trace_sink *sink_ = nullptr;
  const task_header *task_ = nullptr;   // the one that runs
  const wait_reason *reason_ = nullptr; // why it will not
  tick since_ = 0;

public:
  constexpr trace_point() noexcept = default;
  /// Tells `sink` from now on; nullptr tells nobody.
  void connect(trace_sink *sink) noexcept { sink_ = sink; }
  void resumed(const task_header &task) noexcept {
    if (sink_ == nullptr)
      return;
    task_ = &task;
    reason_ = nullptr;
    since_ = port::now();
    sink_->resumed(task, since_);
  }
  void waits(const wait_node &at) noexcept { reason_ = &at.reason; }
  void goes_on() noexcept { reason_ = nullptr; }
  void suspended() noexcept {
    if (task_ == nullptr) // it has ended
      return;
    const task_header &task = *task_;
    task_ = nullptr;
    sink_->suspended(task, port::now() - since_, reason_);
  }
  void ended(const task_header &task) noexcept {
    if (sink_ == nullptr)
      return;
    bool runs = task_ == &task;
    if (runs)
      task_ = nullptr;
    sink_->ended(task, runs ? port::now() - since_ : 0);
  }
};
#else
class trace_point {
public:
  void connect(trace_sink *) noexcept {}
  void resumed(const task_header &) noexcept {}
  void waits(const wait_node &) noexcept {}
  void goes_on() noexcept {}
  void suspended() noexcept {}
  void ended(const task_header &) noexcept {}
};
#endif

} // namespace ambit

#endif // AMBIT_TRACE_HPP
