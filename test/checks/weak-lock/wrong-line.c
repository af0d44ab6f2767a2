// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A disabled line keeps out its own handler only.

#include "ambit/annotations.h"

struct AMBIT_LOCK_LINE(4) line4 { int n; };
struct AMBIT_LOCK_LINE(5) line5 { int n; };
void off4(struct line4 *l) AMBIT_ACQUIRE(l);
void on4(struct line4 *l) AMBIT_RELEASE(l);
void off5(struct line5 *l) AMBIT_ACQUIRE(l);
void on5(struct line5 *l) AMBIT_RELEASE(l);

static struct line4 l4;
static struct line5 l5;
AMBIT_ISR_SHARED static int count;

AMBIT_ISR_LINE(4) void uart_isr(void) { count++; }

void use(void) {
  off4(&l4);
  count = 0; // its own line
  on4(&l4);
  off5(&l5);
  count = 0;
  // CHECK: :[[#@LINE-1]]:3: warning: lock 'l5' does not keep out 'uart_isr', which writes 'count' [ambit-weak-lock]
  // CHECK: note: 'uart_isr' writes 'count' here
  // CHECK: note: 'count' is declared shared with handlers here
  // CHECK: note: a disabled interrupt line keeps out its own handler only
  on5(&l5);
}
