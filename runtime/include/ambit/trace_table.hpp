//===- trace_table.hpp ----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The ready-made sink of trace.hpp: run time, resumptions and the present wait of up to N tasks. A
// debugger, or a task that prints it, reads the rows.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_TRACE_TABLE_HPP
#define AMBIT_TRACE_TABLE_HPP

#include "ambit/trace.hpp"
#include <cstddef>
#include <span>

namespace ambit {

/// What is known of one task.
struct trace_row {
  const void *storage = nullptr; ///< the frame<N> or join_frame<N> it lives in
  tick ran_for = 0;              ///< in total, of this task and those that lived there before
  std::uint32_t resumptions = 0;
  wait_reason waits_for; ///< operation: nullptr if the task runs, is ready, or has ended
  enum class state : unsigned char { running, ready, waiting, ended } is = state::running;
};

/// A table of N rows. Connect it to executors of one core: they must not interrupt each other.
///
///     static ambit::trace_table<8> table;
///     executor.trace().connect(&table);
///
/// Cost: a walk over the rows per resumption and suspension.
template <std::size_t N> class trace_table final : public trace_sink {
  trace_row rows_[N];
  std::size_t used_ = 0, lost_ = 0;

  trace_row *row_of(const task_header &task) noexcept {
    const void *storage = storage_of(task);
    for (std::size_t i = 0; i < used_; ++i)
      if (rows_[i].storage == storage)
        return &rows_[i];
    if (used_ == N) {
      ++lost_;
      return nullptr;
    }
    rows_[used_].storage = storage;
    return &rows_[used_++];
  }

  void leave(const task_header &task, tick ran_for, trace_row::state is,
             wait_reason waits_for) noexcept {
    if (trace_row *row = row_of(task)) {
      row->ran_for += ran_for;
      row->is = is;
      row->waits_for = waits_for;
    }
  }

public:
  constexpr trace_table() noexcept = default;

  void resumed(const task_header &task, tick) noexcept override {
    if (trace_row *row = row_of(task)) {
      ++row->resumptions;
      row->is = trace_row::state::running;
      row->waits_for = {};
    }
  }
  void suspended(const task_header &task, tick ran_for, const wait_reason *wait) noexcept override {
    leave(task, ran_for, wait != nullptr ? trace_row::state::waiting : trace_row::state::ready,
          wait != nullptr ? *wait : wait_reason{});
  }
  void ended(const task_header &task, tick ran_for) noexcept override {
    leave(task, ran_for, trace_row::state::ended, {});
  }

  /// A row per task, in the order in which they ran first. Callable from: the executors' context.
  [[nodiscard]] std::span<const trace_row> rows() const noexcept { return {rows_, used_}; }

  /// How many reports found no row. Not 0: N is too small.
  [[nodiscard]] std::size_t lost() const noexcept { return lost_; }
};

} // namespace ambit

#endif // AMBIT_TRACE_TABLE_HPP
