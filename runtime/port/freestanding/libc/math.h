/* What libc++'s freestanding headers need of <math.h>: the classes of floating-point numbers. */
#pragma once
#define FP_NAN 0
#define FP_INFINITE 1
#define FP_ZERO 2
#define FP_SUBNORMAL 3
#define FP_NORMAL 4
