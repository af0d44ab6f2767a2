/* Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
   See LICENSE for license information.
   SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */

/* Core 0 reads a temperature sensor, core 1 prints. What core 1 needs of the driver goes there by
   value, and what it wants of the driver comes back as a request. */

#include "pico/multicore.h"
#include "pico/util/queue.h"
#include "sensor.h"
#include <stdio.h>

struct reading {
  uint32_t time_us;
  int16_t temperature;
  uint32_t failures;
};

enum request { READ_AGAIN };

static queue_t readings;
static queue_t requests;

static void core1_main(void) {
  for (;;) {
    struct reading r;
    queue_remove_blocking(&readings, &r);
    if (r.temperature == SENSOR_FAILED) {
      const enum request again = READ_AGAIN;
      queue_add_blocking(&requests, &again);
      continue;
    }
    printf("%u us: %d, %u failures\n", (unsigned)r.time_us, r.temperature / 128,
           (unsigned)r.failures);
  }
}

int main(void) {
  stdio_init_all();
  i2c_init(i2c0, 400 * 1000);
  struct i2c_bus bus = {.port = i2c0};
  struct sensor sensor = {.bus = &bus, .address = 0x48};

  queue_init(&readings, sizeof(struct reading), 8);
  queue_init(&requests, sizeof(enum request), 8);
  multicore_launch_core1(core1_main);
  for (;;) {
    struct reading r = {time_us_32(), sensor_read(&sensor), bus.failures};
    queue_add_blocking(&readings, &r);
    enum request asked;
    if (!queue_try_remove(&requests, &asked))
      sleep_ms(100);
  }
}
