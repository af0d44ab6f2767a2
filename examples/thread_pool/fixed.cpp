// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Reports are made in a thread pool. A job opens its own connection, or takes rows by value, and a
// report holds values, which bears out its claim.

#include "database.h"
#include "thread_pool.h"
#include <cstdio>

struct AMBIT_SEND Report {
  int year = 0;
  std::vector<std::int64_t> rows;
};

static int total(const std::vector<std::int64_t> &rows) {
  int sum = 0;
  for (std::int64_t row : rows)
    sum += static_cast<int>(row);
  return sum;
}

int main() {
  ThreadPool pool(4);

  auto first = pool.submit([] {
    Connection connection("reports.db");
    return Report{2024, connection.rows(2024)};
  });

  Connection connection("reports.db");
  auto second = pool.submit([report = Report{2025, connection.rows(2025)}] { return report; });

  std::printf("%d %d\n", total(first.get().rows), total(second.get().rows));
}
