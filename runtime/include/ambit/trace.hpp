//===- ambit/trace.hpp - who is told what tasks do --------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// With AMBIT_TRACE=1 an executor reports each resumption and suspension to a `trace_sink`, with the
// time; without, nothing of it is in the program.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_TRACE_HPP
#define AMBIT_TRACE_HPP

#include "ambit/guard.hpp"
#include "ambit/port.hpp"
#include "ambit/task_header.hpp"

#ifndef AMBIT_TRACE
#define AMBIT_TRACE 0
#endif

namespace ambit {

/// Receives what happens, in the executor's context. The task's header identifies it until it is
/// done; when it waits, `at` is the wait_node it waits at, nullptr when it has yielded or ended.
class trace_sink {
public:
  virtual void resumed(const task_header &task, tick when) noexcept = 0;
  virtual void suspended(const task_header &task, tick ran_for) noexcept = 0;

protected:
  ~trace_sink() = default;
};

#if AMBIT_TRACE
class trace_point {
  trace_sink *sink_ = nullptr;
  const task_header *task_ = nullptr;
  tick since_ = 0;

public:
  constexpr trace_point() noexcept = default;
  /// Tells `sink` from now on; nullptr tells nobody.
  void connect(trace_sink *sink) noexcept { sink_ = sink; }
  void resumed(const task_header &task) noexcept {
    if (sink_ == nullptr)
      return;
    task_ = &task;
    since_ = port::now();
    sink_->resumed(task, since_);
  }
  void suspended() noexcept {
    if (sink_ != nullptr && task_ != nullptr)
      sink_->suspended(*task_, port::now() - since_);
    task_ = nullptr;
  }
};
#else
class trace_point {
public:
  void connect(trace_sink *) noexcept {}
  void resumed(const task_header &) noexcept {}
  void suspended() noexcept {}
};
#endif

} // namespace ambit

#endif // AMBIT_TRACE_HPP
