/* Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
   See LICENSE for license information.
   SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */

/* Stands in for the Pico SDK's header of this name: the declarations the example uses. */

#ifndef HARDWARE_I2C_H
#define HARDWARE_I2C_H

#include "pico/stdlib.h"

typedef struct {
  volatile uint32_t con, tar, sar, data_cmd;
} i2c_hw_t;

typedef struct i2c_inst {
  i2c_hw_t *hw;
  bool restart_on_next;
} i2c_inst_t;

extern i2c_inst_t i2c0_inst;
#define i2c0 (&i2c0_inst)

uint i2c_init(i2c_inst_t *i2c, uint baudrate);
int i2c_write_blocking(i2c_inst_t *i2c, uint8_t addr, const uint8_t *src, size_t len, bool nostop);
int i2c_read_blocking(i2c_inst_t *i2c, uint8_t addr, uint8_t *dst, size_t len, bool nostop);

#endif
