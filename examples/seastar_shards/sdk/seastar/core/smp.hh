// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Stands in for Seastar's header of this name: the declarations the example uses.

#pragma once

#include <seastar/core/future.hh>

#include <type_traits>

namespace seastar {

unsigned this_shard_id();

class smp {
public:
  static inline unsigned count = 2;

  /// Runs \p function on \p shard; its result comes back.
  template <class F>
  static typename futurize<std::invoke_result_t<F>>::type submit_to(unsigned, F &&) {
    return {};
  }
};

} // namespace seastar
