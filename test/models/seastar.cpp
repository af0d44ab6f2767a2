// RUN: %ambit-check %s -- -std=c++20 -I%S/Inputs %include 2>&1 | %expect

// The Seastar model on stand-ins: what belongs to a shard stays there.

#include "ambit/annotations.h"
#include "seastar-stand-in.h"
#include <memory>
#include <string>
#include <utility>

using namespace seastar;

struct Table {
  int rows = 0;
};
struct Service {
  void stop();
  Table table;
};
struct Request {
  lw_shared_ptr<Table> table;
  int number;
};
lw_shared_ptr<Table> makeTable();

void submit(lw_shared_ptr<Table> table, shared_ptr<Table> other, unsigned shard) {
  smp::submit_to(shard, [table] { return table->rows; });
  // CHECK: :[[#@LINE-1]]:26: warning: 'table' crosses to another core but 'seastar::lw_shared_ptr<Table>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'seastar::lw_shared_ptr<Table>' is core-bound: its count of owners is not atomic
  // CHECK: note: argument 2 of 'seastar::smp::submit_to' runs on another core (model 'seastar')
  smp::submit_to(1, [other] { return other->rows; });
  // CHECK: :[[#@LINE-1]]:22: warning: 'other' crosses to core 1 but 'seastar::shared_ptr<Table>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'seastar::shared_ptr<Table>' is core-bound: its count of owners is not atomic
  // CHECK: note: argument 2 of 'seastar::smp::submit_to' runs on core 1 (model 'seastar')
  smp::submit_to(1, [rows = table->rows] { return rows; });                // a number
  smp::submit_to(1, [t = make_foreign(std::move(table))] { return t->rows; }); // it goes home to die
  smp::submit_to(1, [] { return makeTable(); });
  // CHECK: :[[#@LINE-1]]:21: warning: a value of type 'seastar::lw_shared_ptr<Table>' crosses to another core but 'seastar::lw_shared_ptr<Table>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'seastar::lw_shared_ptr<Table>' is core-bound: its count of owners is not atomic
  // CHECK: note: what argument 2 of 'seastar::smp::submit_to' returns goes to another thread (model 'seastar')
  smp::submit_to(1, [] { return make_foreign(makeTable()); });             // it goes home to die
  smp::submit_to(1, [] { makeTable(); });                                  // made and destroyed there
}

void options(lw_shared_ptr<Table> table) {
  smp::submit_to(1, smp_submit_to_options{}, [table] { return table->rows; });
  // CHECK: :[[#@LINE-1]]:47: warning: 'table' crosses to core 1 but 'seastar::lw_shared_ptr<Table>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'seastar::lw_shared_ptr<Table>' is core-bound: its count of owners is not atomic
  // CHECK: note: argument 3 of 'seastar::smp::submit_to' runs on core 1 (model 'seastar')
  smp::invoke_on_all([table] { return make_ready_future(); });
  // CHECK: :[[#@LINE-1]]:23: warning: 'table' crosses to another core but 'seastar::lw_shared_ptr<Table>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'seastar::lw_shared_ptr<Table>' is core-bound: its count of owners is not atomic
  // CHECK: note: argument 1 of 'seastar::smp::invoke_on_all' runs on another core (model 'seastar')
}

void services(sharded<Service> &services, Request request, lw_shared_ptr<Table> table) {
  services.invoke_on(1, [](Service &s) { return s.table.rows; });          // a number
  services.invoke_on(1, [request](Service &s) { return s.table.rows; });
  // CHECK: :[[#@LINE-1]]:26: warning: 'request' crosses to core 1 but 'Request' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: its member 'table' has core-bound type 'seastar::lw_shared_ptr<Table>'
  // CHECK: note: 'seastar::lw_shared_ptr<Table>' is core-bound: its count of owners is not atomic
  // CHECK: note: argument 2 of 'seastar::sharded::invoke_on' runs on core 1 (model 'seastar')
  services.invoke_on_all([table](Service &) {});
  // CHECK: :[[#@LINE-1]]:27: warning: 'table' crosses to another core but 'seastar::lw_shared_ptr<Table>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'seastar::lw_shared_ptr<Table>' is core-bound: its count of owners is not atomic
  // CHECK: note: argument 1 of 'seastar::sharded::invoke_on_all' runs on another core (model 'seastar')
  services.invoke_on_all([](Service &, int) {}, 3);                        // a number
  services.invoke_on_all([](Service &, Request) {}, request);
  // CHECK: :[[#@LINE-1]]:53: warning: 'request' crosses to another core but 'Request' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: its member 'table' has core-bound type 'seastar::lw_shared_ptr<Table>'
  // CHECK: note: 'seastar::lw_shared_ptr<Table>' is core-bound: its count of owners is not atomic
  // CHECK: note: argument 2 of 'seastar::sharded::invoke_on_all' crosses to another core (model 'seastar')
  services.start(request);
  // CHECK: :[[#@LINE-1]]:18: warning: 'request' crosses to another core but 'Request' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: its member 'table' has core-bound type 'seastar::lw_shared_ptr<Table>'
  // CHECK: note: 'seastar::lw_shared_ptr<Table>' is core-bound: its count of owners is not atomic
  // CHECK: note: argument 1 of 'seastar::sharded::start' crosses to another core (model 'seastar')
  services.start(7);                                                       // a number, copied to each
  smp::submit_to(1, [&services] { services.local().stop(); });             // each shard has its own
  services.map_reduce0([](Service &) { return makeTable(); }, 0, [](int a, auto) { return a; });
  // CHECK: :[[#@LINE-1]]:24: warning: a value of type 'seastar::lw_shared_ptr<Table>' crosses to another core but 'seastar::lw_shared_ptr<Table>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'seastar::lw_shared_ptr<Table>' is core-bound: its count of owners is not atomic
  // CHECK: note: what argument 1 of 'seastar::sharded::map_reduce0' returns goes to another thread (model 'seastar')
  services.map_reduce0([](Service &s) { return s.table.rows; }, 0, [](int a, int b) { return a + b; }); // numbers
}

// ---- What the reactor of one shard serves, and services that know their sharded<> -------------

void reactor(file log, file_handle handle, abort_source &abort, input_stream<int> &in) {
  smp::submit_to(1, [log] {});
  // CHECK: :[[#@LINE-1]]:22: warning: 'log' crosses to core 1 but 'seastar::file' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'seastar::file' is core-bound: the reactor of one shard reads and writes it; dup() makes a handle that may go
  // CHECK: note: argument 2 of 'seastar::smp::submit_to' runs on core 1 (model 'seastar')
  smp::submit_to(1, [handle] {}); // made for this
  smp::submit_to(1, [&abort] { abort.request_abort(); });
  // CHECK: :[[#@LINE-1]]:23: warning: 'abort' crosses to core 1 but 'seastar::abort_source' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'seastar::abort_source' is core-bound: its subscriptions are kept without a lock
  // CHECK: note: argument 2 of 'seastar::smp::submit_to' runs on core 1 (model 'seastar')
  smp::submit_to(1, [&in] { in.read(); });
  // CHECK: :[[#@LINE-1]]:23: warning: 'in' crosses to core 1 but 'seastar::input_stream<int>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'seastar::input_stream<int>' is core-bound: it reads through the reactor of one shard
  // CHECK: note: argument 2 of 'seastar::smp::submit_to' runs on core 1 (model 'seastar')
}

class Cache : public peering_sharded_service<Cache> {
public:
  void drop(int key);
  void drop_everywhere(int key) {
    container().invoke_on_all([key](Cache &each) { each.drop(key); }); // each shard its own
  }
  void drop_wrong(int key) {
    container().invoke_on_all([this, key](Cache &) { drop(key); });
    // CHECK: :[[#@LINE-1]]:32: warning: 'this' crosses to another core but 'Cache' is core-bound [ambit-core-bound-crossing]
    // CHECK: note: its base 'seastar::peering_sharded_service<Cache>' is core-bound
    // CHECK: note: 'seastar::peering_sharded_service<Cache>' is core-bound: each shard has an instance of its own, which container() leads to
    // CHECK: note: argument 1 of 'seastar::sharded::invoke_on_all' runs on another core (model 'seastar')
  }
};
