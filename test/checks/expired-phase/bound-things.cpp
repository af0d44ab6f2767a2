// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// What a phase can bind: types, functions and variables.

#include "ambit/annotations.h"

void endSetup() AMBIT_ENDS_PHASE(setup);

struct AMBIT_PHASE_BOUND(setup) Arena {
  int left;
  void *take(int size);
  static int limit();
};
struct Pool {
  void *take(int size) AMBIT_PHASE_BOUND(setup);
  int size() const;
};
void configure(int option) AMBIT_PHASE_BOUND(setup);
AMBIT_PHASE_BOUND(setup) extern int options[4];
extern Arena arena;
extern Pool pool;
void show(const Arena &a);
bool isSame(const void *one, const void *other);

void types(Arena *held) {
  arena.take(1);
  endSetup();
  arena.take(2);
  // CHECK: :[[#@LINE-1]]:3: warning: 'arena' is used after phase 'setup' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-21]]:8: note: 'Arena' is declared bound to phase 'setup' here
  // CHECK: :[[#@LINE-4]]:3: note: the phase ends here
  held->left = 3;
  // CHECK: :[[#@LINE-1]]:9: warning: 'held' is used after phase 'setup' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-25]]:8: note: 'Arena' is declared bound to phase 'setup' here
  // CHECK: :[[#@LINE-8]]:3: note: the phase ends here
  show(*held);
  // CHECK: :[[#@LINE-1]]:8: warning: 'held' is used after phase 'setup' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-29]]:8: note: 'Arena' is declared bound to phase 'setup' here
  // CHECK: :[[#@LINE-12]]:3: note: the phase ends here
}
void functions() {
  configure(1);
  pool.take(1);
  endSetup();
  configure(2);
  // CHECK: :[[#@LINE-1]]:3: warning: 'configure' is used after phase 'setup' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-29]]:28: note: 'configure' is declared bound to phase 'setup' here
  // CHECK: :[[#@LINE-4]]:3: note: the phase ends here
  pool.take(2);
  // CHECK: :[[#@LINE-1]]:8: warning: 'take' is used after phase 'setup' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-36]]:24: note: 'take' is declared bound to phase 'setup' here
  // CHECK: :[[#@LINE-8]]:3: note: the phase ends here
}
int variables() {
  options[0] = 1;
  endSetup();
  return options[0];
  // CHECK: :[[#@LINE-1]]:10: warning: 'options' is used after phase 'setup' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-40]]:1: note: 'options' is declared bound to phase 'setup' here
  // CHECK: :[[#@LINE-4]]:3: note: the phase ends here
}
int alive(Arena *held) {
  endSetup();
  Arena *kept = held; // a way to it, no use
  return pool.size() + Arena::limit() + (kept != nullptr) + (int)sizeof(arena);
}
