/* What libc++'s freestanding headers need of <stdio.h>. */
#pragma once
#define EOF (-1)
