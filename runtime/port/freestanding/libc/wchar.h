/* What libc++'s freestanding headers need of <wchar.h>. */
#pragma once
typedef struct {
  int state;
} mbstate_t;
typedef unsigned wint_t;
