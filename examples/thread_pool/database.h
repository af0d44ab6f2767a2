// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// A database as SQLite's "multi-thread" mode has it: there may be a connection in every thread, but
// a connection, and what was made from it, is used in one thread only.

#pragma once

#include "ambit/annotations.h"
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

class AMBIT_THREAD_BOUND Connection {
public:
  explicit Connection(std::string path) : path_(std::move(path)) {}

  /// The numbers of the rows that belong to \p year.
  std::vector<std::int64_t> rows(int year) {
    ++statements_;
    return {year, year + 1, static_cast<std::int64_t>(path_.size())};
  }

private:
  std::string path_;
  int statements_ = 0;
};

/// Points into the connection it was made from.
struct Cursor {
  Connection *connection;
  std::int64_t row;
};
