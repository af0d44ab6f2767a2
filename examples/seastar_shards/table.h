// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// A table that is cut into shards by key.

#pragma once

#include <seastar/core/sharded.hh>

#include <map>
#include <string>

struct Row {
  std::string text;
  unsigned reads = 0;
};

/// One instance per shard, which nobody locks.
class Table {
public:
  seastar::lw_shared_ptr<Row> find(int key) { return rows_[key]; }
  std::size_t size() const { return rows_.size(); }
  seastar::future<> stop();

private:
  std::map<int, seastar::lw_shared_ptr<Row>> rows_;
};

inline unsigned shard_of(int key) { return static_cast<unsigned>(key) % seastar::smp::count; }
