/* Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
   See LICENSE for license information.
   SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */

/* Stands in for the Pico SDK's header of this name: the declarations the example uses. */

#ifndef PICO_STDLIB_H
#define PICO_STDLIB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef unsigned int uint;

bool stdio_init_all(void);
uint32_t time_us_32(void);
void sleep_ms(uint32_t ms);

#endif
