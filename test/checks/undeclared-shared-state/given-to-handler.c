// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// A handler gets what is registered with it: an object that has a name, or that came by a
// parameter. Where no model says which argument that is, it is what crosses with the callable, or
// the one `void *` beside it.

#include "ambit/annotations.h"

struct device {
  unsigned count, errors;
};
int attach(void (*handler)(void *) AMBIT_CALLED_IN_ISR, struct device *d AMBIT_CROSSES_ISR,
           const char *name);
int request(int line, void (*handler)(void *) AMBIT_CALLED_IN_ISR, const char *name,
            void *argument);
int with_line(int line AMBIT_CROSSES_ISR, void (*handler)(int, void *) AMBIT_CALLED_IN_ISR,
              void *argument AMBIT_CROSSES_ISR);
int two(void (*handler)(void *) AMBIT_CALLED_IN_ISR, void *first, void *second);

static struct device named, other, numbered;

static void on_named(void *argument) {
  struct device *d = argument;
  d->count++;
}
void attach_named(void) {
  attach(on_named, &named, "a");
  named.count = 0;
  // CHECK: :[[#@LINE-1]]:9: warning: writing 'count' is not excluded from 'on_named' [ambit-undeclared-shared-state]
  // CHECK: note: 'on_named' writes 'count' here
  // CHECK: note: 'on_named' is registered as an interrupt handler here
  // CHECK: note: mask interrupts around this access
  other.count = 0;
  named.errors = 0;
}

static void on_given(void *argument) {
  struct device *d = argument;
  d->count++;
}
void request_given(struct device *d, struct device *another) {
  d->errors = 0;
  d->count = 0;
  request(4, on_given, "b", d);
  d->count = 1;
  // CHECK: :[[#@LINE-1]]:6: warning: writing 'count' is not excluded from 'on_given' [ambit-undeclared-shared-state]
  // CHECK: note: 'on_given' writes 'count' here
  // CHECK: note: 'on_given' is registered as an interrupt handler here
  // CHECK: note: mask interrupts around this access
  another->count = 0;
}

static void on_line(int line, void *argument) {
  struct device *d = argument;
  d->count += line;
}
void attach_line(void) {
  with_line(3, on_line, &numbered);
  numbered.count = 0;
  // CHECK: :[[#@LINE-1]]:12: warning: writing 'count' is not excluded from 'on_line' [ambit-undeclared-shared-state]
  // CHECK: note: 'on_line' writes 'count' here
  // CHECK: note: 'on_line' is registered as an interrupt handler here
  // CHECK: note: mask interrupts around this access
}

// Which of the two it gets is not known.
static struct device first, second;
static void on_either(void *argument) {
  struct device *d = argument;
  d->count++;
}
void attach_two(void) {
  two(on_either, &first, &second);
  first.count = 0;
  second.count = 0;
}
