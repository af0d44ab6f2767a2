// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// Shard 0 adds up what all shards counted. Here it takes from the counter of the shard that asks,
// while that one goes on counting: nothing in the type says so, but local() does.

#include "counters.h"

seastar::future<> report(seastar::sharded<Counters> &counters) {
  Counters &mine = counters.local();
  co_await counters.invoke_on(0, [&mine](Counters &total) { total.add(mine.take()); });
}
