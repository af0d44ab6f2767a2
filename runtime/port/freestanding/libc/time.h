/* What libc++'s freestanding headers need of <time.h>. */
#pragma once
#include <stddef.h>
typedef long long time_t;
typedef long clock_t;
struct tm;
struct timespec {
  time_t tv_sec;
  long tv_nsec;
};
