/* Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
   See LICENSE for license information.
   SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */

/* Stands in for the Pico SDK's header of this name: the declarations the example uses. */

#ifndef PICO_UTIL_QUEUE_H
#define PICO_UTIL_QUEUE_H

#include "pico/stdlib.h"

typedef struct {
  volatile uint32_t *spin_lock;
  uint8_t *data;
  uint16_t wptr, rptr, element_size, element_count;
} queue_t;

void queue_init(queue_t *q, uint element_size, uint element_count);
void queue_add_blocking(queue_t *q, const void *data);
bool queue_try_remove(queue_t *q, void *data);
void queue_remove_blocking(queue_t *q, void *data);

#endif
