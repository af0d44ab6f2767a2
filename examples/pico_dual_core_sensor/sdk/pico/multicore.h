/* Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
   See LICENSE for license information.
   SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */

/* Stands in for the Pico SDK's header of this name: the declarations the example uses. */

#ifndef PICO_MULTICORE_H
#define PICO_MULTICORE_H

#include "pico/stdlib.h"

void multicore_launch_core1(void (*entry)(void));
void multicore_fifo_push_blocking(uint32_t data);
uint32_t multicore_fifo_pop_blocking(void);

#endif
