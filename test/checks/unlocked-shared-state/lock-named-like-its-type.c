// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A variable may have the name of its structure: the name of a lock means the variable.

#include "ambit/annotations.h"

struct AMBIT_LOCK(mutex) gate {
  int owner;
};
static struct gate gate;
void take(struct gate *g) AMBIT_ACQUIRE(g);
void give(struct gate *g) AMBIT_RELEASE(g);
void take_all(void) AMBIT_ACQUIRE(gate);
void give_all(void) AMBIT_RELEASE(gate);

static int level AMBIT_GUARDED_BY(gate);

void good(void) {
  take(&gate);
  level++;
  give(&gate);
  take_all();
  level++;
  give_all();
}

void bad(void) {
  level++;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'level' without 'gate', which guards it [ambit-unlocked-shared-state]
  // CHECK: note: 'level' is declared guarded here
  // CHECK: note: hold 'gate' around this access
}
