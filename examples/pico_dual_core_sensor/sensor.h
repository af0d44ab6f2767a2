/* Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
   See LICENSE for license information.
   SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */

/* A TMP117 temperature sensor behind an I2C bus. */

#ifndef SENSOR_H
#define SENSOR_H

#include "ambit/annotations.h"
#include "hardware/i2c.h"

/* The driver has no lock. It belongs to the core that opened it, where at most one transfer is
   under way. */
struct AMBIT_CORE_BOUND i2c_bus {
  i2c_inst_t *port;
  uint32_t failures;
};

struct sensor {
  struct i2c_bus *bus;
  uint8_t address;
};

#define SENSOR_FAILED INT16_MIN

/* The temperature in 1/128 degrees Celsius, or SENSOR_FAILED. */
static inline int16_t sensor_read(const struct sensor *s) {
  const uint8_t temperature_register = 0;
  uint8_t bytes[2];
  if (i2c_write_blocking(s->bus->port, s->address, &temperature_register, 1, true) != 1 ||
      i2c_read_blocking(s->bus->port, s->address, bytes, 2, false) != 2) {
    s->bus->failures++;
    return SENSOR_FAILED;
  }
  return (int16_t)(bytes[0] << 8 | bytes[1]);
}

#endif
