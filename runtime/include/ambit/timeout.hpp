//===- ambit/timeout.hpp - waits for something, but not for ever -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_TIMEOUT_HPP
#define AMBIT_TIMEOUT_HPP

#include "ambit/branch.hpp"
#include "ambit/timer.hpp"
#include <optional>

namespace ambit {

template <class A> class [[nodiscard]] timeout_of : public operation<timeout_of<A>> {
  branch_of<A> branch_;
  timer timer_;
  std::optional<result_of<A>> value_;

public:
  timeout_of(tick when, A &argument) noexcept : branch_(argument), timer_(when) {}
  bool poll(task_header &root) noexcept {
    if (branch_.poll(root)) {
      value_.emplace(take_result(branch_));
      return true;
    }
    return timer_.poll(root);
  }
  std::optional<result_of<A>> result() noexcept { return std::move(value_); }
};

/// `auto r = co_await timeout(milliseconds(5), port.read(buffer));` yields the result, or an empty
/// optional when it took longer; then what was awaited is abandoned. Await it in the same
/// expression: it refers to its argument.
template <selectable A> timeout_of<A> timeout(tick duration, A &&argument) noexcept {
  return timeout_of<A>(port::now() + duration, argument);
}

/// The same with the moment at which patience ends.
template <selectable A> timeout_of<A> deadline(tick when, A &&argument) noexcept {
  return timeout_of<A>(when, argument);
}

} // namespace ambit

#endif // AMBIT_TIMEOUT_HPP
