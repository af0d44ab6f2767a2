// RUN: %ambit-check %s -- -std=c++17 %include 2>&1 | %expect

// The Arduino model: setup and loop, attachInterrupt, noInterrupts, and what waits.

void attachInterrupt(unsigned char pin, void (*handler)(), int mode);
void noInterrupts();
void interrupts();
void delay(unsigned long ms);

static int raced, masked;

static void pressed() {
  raced++;
  masked++;
  delay(1);
  // CHECK: :[[#@LINE-1]]:3: warning: 'delay' may block, but is called in interrupt handler 'pressed' [ambit-isr-unsafe-call]
  // CHECK: note: 'pressed' is registered as an interrupt handler here
}

void setup() {
  raced = 1; // not attached yet
  attachInterrupt(0, pressed, 1);
}
void loop() {
  raced = 0;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'raced' is not excluded from 'pressed' [ambit-undeclared-shared-state]
  // CHECK: note: 'pressed' writes 'raced' here
  // CHECK: note: 'pressed' is registered as an interrupt handler here
  // CHECK: note: mask interrupts around this access
  noInterrupts();
  masked = 0; // masked
  interrupts();
  delay(1); // the sketch may
}
