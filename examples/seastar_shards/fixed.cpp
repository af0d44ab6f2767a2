// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The cures: what goes to another shard is a value, each shard uses its own instance of a service,
// and a pointer travels in a foreign_ptr, which takes it home to be destroyed.

#include "counters.h"
#include "table.h"

seastar::future<> write_log(const std::string &line);

seastar::future<> log_row(seastar::sharded<Table> &tables, int key) {
  std::string text = tables.local().find(key)->text;
  co_await seastar::smp::submit_to(0, [text] { return write_log(text); });
}

seastar::future<> report(seastar::sharded<Counters> &counters) {
  unsigned taken = counters.local().take();
  co_await counters.invoke_on(0, [taken](Counters &total) { total.add(taken); });
}

seastar::future<std::string> read_row(seastar::sharded<Table> &tables, int key) {
  seastar::foreign_ptr<seastar::lw_shared_ptr<Row>> row = co_await tables.invoke_on(
      shard_of(key), [key](Table &table) { return seastar::make_foreign(table.find(key)); });
  co_return row->text;
}
