// RUN: %ambit-check %s -- -std=c++20 %include -I%S/../held-across-await/Inputs 2>&1 | %expect

// Tasks of one executor take turns at their suspensions: what one saw before a suspension and acts
// on after it, another may have changed.

#include "ambit/annotations.h"
#include "task.h"

static unsigned freeSlots = 4, total, rounds, seen;

Here taker() {
  for (;;) {
    if (freeSlots > 0) {
      // CHECK: :[[#@LINE-1]]:9: warning: what this check finds of 'freeSlots' may no longer hold when it is acted on, since 'giver' writes it while the coroutine is suspended [ambit-undeclared-shared-state]
      // CHECK: :[[#@LINE+5]]:7: note: the coroutine is suspended here
      // CHECK: :[[#@LINE+5]]:7: note: it is acted on here
      // CHECK: note: 'giver' writes 'freeSlots' here
      // CHECK: note: look at it again after the suspension

      co_await Delay{1};
      --freeSlots;
    }
    unsigned old = total;
    co_await Delay{2};
    total = old + 1;
    // CHECK: :[[#@LINE-1]]:5: warning: writing 'total' from what was read before the coroutine was suspended loses what 'giver' wrote meanwhile [ambit-undeclared-shared-state]
    // CHECK: :[[#@LINE-4]]:20: note: it was read here
    // CHECK: :[[#@LINE-4]]:5: note: the coroutine is suspended here
    // CHECK: note: 'giver' writes 'total' here
    // CHECK: note: look at it again after the suspension
    if (rounds < 3) {
      co_await Delay{3};
      ++rounds; // nobody else writes it
    }
  }
}

Here giver() {
  for (;;) {
    co_await Delay{1};
    if (freeSlots < 4)
      ++freeSlots; // nothing runs between the check and this
    total += 2;
    seen = total;
  }
}

Here careful() {
  while (true) {
    while (freeSlots == 0)
      co_await Delay{1}; // looks again each time
    --freeSlots;
    unsigned old = total;
    total = old + 1;
    co_await Delay{1};
  }
}

struct Server {
  unsigned clients = 0;
  Here accept() {
    if (clients == 8)
      co_return;
    // CHECK: :[[#@LINE-2]]:9: warning: what this check finds of 'clients' may no longer hold when it is acted on, since 'drop' writes it while the coroutine is suspended [ambit-undeclared-shared-state]
    // CHECK: note: the coroutine is suspended here
    // CHECK: note: it is acted on here
    // CHECK: note: 'drop' writes 'clients' here
    // CHECK: note: look at it again after the suspension
    co_await Delay{1};
    ++clients;
  }
  Here drop() {
    co_await Delay{1};
    --clients;
  }
};

void instantiate(Server &s) {
  s.accept();
  s.drop();
}
