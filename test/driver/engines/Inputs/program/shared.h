#pragma once
#ifdef __cplusplus
extern "C" {
#endif
extern int count, total;
static inline void step(void) { ++count; }
#ifdef __cplusplus
}
#endif
