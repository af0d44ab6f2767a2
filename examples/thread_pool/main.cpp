// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Reports are made in a thread pool. Wrong three times: a connection is shared by threads, a type
// claims what it is not, and a waiver is left from an earlier version.

#include "database.h"
#include "thread_pool.h"
#include <cstdio>

struct AMBIT_SEND Report {
  int year = 0;
  std::vector<Cursor> rows;
};

static int total(const std::vector<std::int64_t> &rows) {
  int sum = 0;
  for (std::int64_t row : rows)
    sum += static_cast<int>(row);
  return sum;
}

int main() {
  Connection connection("reports.db");
  ThreadPool pool(4);

  auto first = pool.submit([&] { return total(connection.rows(2024)); });

  const std::vector<std::int64_t> rows = connection.rows(2025);
  AMBIT_UNCHECKED("the connection is idle until the result is there")
  auto second = pool.submit([rows] { return total(rows); });

  std::printf("%d %d\n", first.get(), second.get());
}
