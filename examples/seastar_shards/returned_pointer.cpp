// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// A row is asked for on the shard that has it, and comes back in a pointer that belongs there: this
// shard counts itself among its owners, and may be the one that destroys the row.

#include "table.h"

seastar::future<std::string> read_row(seastar::sharded<Table> &tables, int key) {
  seastar::lw_shared_ptr<Row> row =
      co_await tables.invoke_on(shard_of(key), [key](Table &table) { return table.find(key); });
  co_return row ? row->text : std::string();
}
