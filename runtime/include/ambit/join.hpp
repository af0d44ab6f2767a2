//===- ambit/join.hpp - waits for all of several ----------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_JOIN_HPP
#define AMBIT_JOIN_HPP

#include "ambit/branch.hpp"
#include <optional>
#include <tuple>
#include <utility>

namespace ambit {

template <class... A> class [[nodiscard]] join_of : public operation<join_of<A...>> {
  std::tuple<branch_of<A>...> branches_;
  std::tuple<std::optional<result_of<A>>...> values_;

  template <std::size_t I> bool poll_one(task_header &root) noexcept {
    auto &value = std::get<I>(values_);
    if (!value && std::get<I>(branches_).poll(root))
      value.emplace(take_result(std::get<I>(branches_)));
    return value.has_value();
  }

public:
  explicit join_of(A &...arguments) noexcept : branches_(arguments...) {}
  bool poll(task_header &root) noexcept {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
      return (static_cast<unsigned>(poll_one<I>(root)) & ...) != 0; // all are asked
    }(std::index_sequence_for<A...>{});
  }
  std::tuple<result_of<A>...> result() noexcept {
    return std::apply([](auto &...v) { return std::tuple<result_of<A>...>(std::move(*v)...); },
                      values_);
  }
};

/// `auto [a, b] = co_await join(first(f1), second(f2));` runs all at once and goes on when the last
/// is done. What is void gives `nothing`. Await it in the same expression: it refers to its
/// arguments.
template <selectable... A> join_of<A...> join(A &&...arguments) noexcept {
  return join_of<A...>(arguments...);
}

} // namespace ambit

#endif // AMBIT_JOIN_HPP
