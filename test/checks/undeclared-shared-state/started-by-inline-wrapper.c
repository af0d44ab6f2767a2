// RUN: %ambit-check %s -- -std=c11 2>&1 | %expect

// ESP-IDF defines xTaskCreate() in its header, over xTaskCreatePinnedToCore(). A model describes both; a task
// is started once.

int xTaskCreatePinnedToCore(void (*code)(void *), const char *, unsigned, void *, unsigned, void **, int core);
static inline int xTaskCreate(void (*code)(void *), const char *name, unsigned stack, void *argument,
                              unsigned priority, void **created) {
  return xTaskCreatePinnedToCore(code, name, stack, argument, priority, created, 0x7fffffff);
}

static int sent, both;
static void sender(void *argument) {
  for (;;) {
    sent++; // its own
    both++;
    // CHECK: :[[#@LINE-1]]:5: warning: writing 'both' is not excluded from 'receiver' [ambit-undeclared-shared-state]
    // CHECK: note: 'receiver' reads 'both' here
    // CHECK: note: 'receiver' is started here
    // CHECK: note: hold one lock that keeps out other cores around both accesses
  }
}
static int got;
static void receiver(void *argument) {
  for (;;)
    got = both;
}

void app_main(void) {
  xTaskCreate(sender, "send", 4096, 0, 1, 0);
  xTaskCreate(receiver, "receive", 4096, 0, 1, 0);
}
