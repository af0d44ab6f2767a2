/* Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
   See LICENSE for license information.
   SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */

/* Core 0 reads a temperature sensor, core 1 prints. Wrong twice: core 1 gets a way to the I2C
   driver, which has no lock and stays on core 0. */

#include "pico/multicore.h"
#include "pico/util/queue.h"
#include "sensor.h"
#include <stdio.h>

struct reading {
  uint32_t time_us;
  int16_t temperature;
  struct sensor source; /* where to ask again */
};

static queue_t readings;

static void core1_main(void) {
  const struct i2c_bus *bus = (const struct i2c_bus *)(uintptr_t)multicore_fifo_pop_blocking();
  for (;;) {
    struct reading r;
    queue_remove_blocking(&readings, &r);
    if (r.temperature == SENSOR_FAILED)
      r.temperature = sensor_read(&r.source); /* while core 0 may be in a transfer */
    printf("%u us: %d, %u failures\n", (unsigned)r.time_us, r.temperature / 128,
           (unsigned)bus->failures);
  }
}

int main(void) {
  stdio_init_all();
  i2c_init(i2c0, 400 * 1000);
  struct i2c_bus bus = {.port = i2c0};
  struct sensor sensor = {.bus = &bus, .address = 0x48};

  queue_init(&readings, sizeof(struct reading), 8);
  multicore_launch_core1(core1_main);
  multicore_fifo_push_blocking((uint32_t)(uintptr_t)&bus);
  for (;;) {
    struct reading r = {time_us_32(), sensor_read(&sensor), sensor};
    queue_add_blocking(&readings, &r);
    sleep_ms(100);
  }
}
