// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A handler that fails says why and ends the program: it may do so in any way. An orderly way out
// is no failure.

#include "ambit/annotations.h"

int printf(const char *format, ...);
_Noreturn void panic(const char *text);
_Noreturn void exit(int status);
_Noreturn void longjmp(void *where, int value);
void wait_ready(void) AMBIT_BLOCKS;
extern int broken;

_Noreturn void fail(const char *text) {
  wait_ready();
  panic(text);
}

static int unexpected(int line) {
  wait_ready();
  printf("line %d\n", line);
  panic("unexpected");
  return 0;
}

AMBIT_ISR void timer(void) {
  if (broken) {
    wait_ready();
    fail("timer");
  }
  if (broken == 2)
    unexpected(3);
  while (broken)
    if (broken == 3)
      panic("broken");
    else
      wait_ready();
  // CHECK: :[[#@LINE-1]]:7: warning: 'wait_ready' may block, but is called in interrupt handler 'timer' [ambit-isr-unsafe-call]
}

AMBIT_ISR void leaves(void) {
  wait_ready();
  // CHECK: :[[#@LINE-1]]:3: warning: 'wait_ready' may block, but is called in interrupt handler 'leaves' [ambit-isr-unsafe-call]
  if (broken)
    longjmp(0, 1);
  exit(0);
  // CHECK: :[[#@LINE-1]]:3: warning: 'exit' must not be called in interrupt handler 'leaves'
}
