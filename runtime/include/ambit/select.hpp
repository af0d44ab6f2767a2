//===- ambit/select.hpp - waits for the first of several --------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_SELECT_HPP
#define AMBIT_SELECT_HPP

#include "ambit/branch.hpp"
#include <optional>
#include <tuple>
#include <utility>

namespace ambit {

/// Which of the arguments of select came first, and what it gave.
template <class... R> class selected {
  std::size_t index_ = sizeof...(R);
  std::tuple<std::optional<R>...> values_;
  template <class...> friend class select_of;

public:
  /// The position of the argument that was first.
  [[nodiscard]] std::size_t index() const noexcept { return index_; }
  /// What argument I gave; only where index() == I.
  template <std::size_t I> auto &get() noexcept {
    AMBIT_REQUIRE(index_ == I, "selected::get of an argument that was not the first");
    return *std::get<I>(values_);
  }
};

template <class... A> class [[nodiscard]] select_of : public operation<select_of<A...>> {
  std::tuple<branch_of<A>...> branches_;
  selected<result_of<A>...> first_;

  template <std::size_t I> bool poll_one(task_header &root) noexcept {
    auto &b = std::get<I>(branches_);
    if (!b.poll(root))
      return false;
    first_.index_ = I;
    std::get<I>(first_.values_).emplace(take_result(b));
    return true;
  }

public:
  explicit select_of(A &...arguments) noexcept : branches_(arguments...) {}
  bool poll(task_header &root) noexcept {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return (poll_one<I>(root) || ...);
    }(std::index_sequence_for<A...>{});
  }
  selected<result_of<A>...> result() noexcept { return std::move(first_); }
};

/// `auto s = co_await select(uart.read(buffer), after(milliseconds(10)), worker(frame));` goes on
/// with the first that is done, asked in the order given; the others are abandoned at the end of
/// the expression: operations give up, tasks are destroyed with what lives in them. Await it in the
/// same expression: it refers to its arguments.
template <selectable... A> select_of<A...> select(A &&...arguments) noexcept {
  return select_of<A...>(arguments...);
}

} // namespace ambit

#endif // AMBIT_SELECT_HPP
