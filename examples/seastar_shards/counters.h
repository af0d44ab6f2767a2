// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Counts what happens, on each shard by itself.

#pragma once

#include <seastar/core/sharded.hh>

#include <utility>

/// One instance per shard, which nobody locks.
class Counters {
public:
  void add(unsigned n) { sum_ += n; }
  unsigned take() { return std::exchange(sum_, 0); }
  seastar::future<> stop();

private:
  unsigned sum_ = 0;
};
