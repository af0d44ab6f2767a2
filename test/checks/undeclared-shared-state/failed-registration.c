// RUN: %ambit-check %s -- -std=c11 2>&1 | %expect

// Where a registration has failed, no handler runs because of it.

typedef int esp_err_t;
esp_err_t gpio_isr_handler_add(int pin, void (*handler)(void *), void *argument);
#define ESP_OK 0

struct chip {
  int ready;
  int count;
};
void forget(struct chip *);

static void on_edge(void *argument) {
  struct chip *c = argument;
  c->ready = 1;
  c->count++;
  // CHECK: :[[#@LINE-1]]:6: warning: writing 'count' is not excluded from 'attach' [ambit-undeclared-shared-state]
  // CHECK: note: 'attach' writes 'count' here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
}

static struct chip the_chip;

esp_err_t attach(void) {
  struct chip *c = &the_chip;
  esp_err_t err = gpio_isr_handler_add(4, on_edge, c);
  if (err != ESP_OK)
    goto cleanup;
  c->count = 0;
  // CHECK: :[[#@LINE-1]]:6: warning: writing 'count' is not excluded from 'on_edge' [ambit-undeclared-shared-state]
  // CHECK: note: 'on_edge' writes 'count' here
  // CHECK: note: 'on_edge' is registered as an interrupt handler here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
  return ESP_OK;

cleanup:
  c->ready = 0; // not registered
  return err;
}

esp_err_t attach_at_once(struct chip *c) {
  if (gpio_isr_handler_add(5, on_edge, c)) {
    c->ready = 0;
    return -1;
  }
  return ESP_OK;
}
