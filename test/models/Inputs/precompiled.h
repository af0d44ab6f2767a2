// What precompiled-header.c has precompiled: all names that models know are in here.
#include "ambit/annotations.h"

typedef unsigned long pthread_t;
typedef struct {
  int detached;
} pthread_attr_t;
int pthread_create(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
void *malloc(unsigned long);

extern int total;
extern int guarded AMBIT_ISR_SHARED_BY(irq);

static inline void *work(void *argument) {
  total++;
  return argument;
}
static inline void begin(pthread_t *thread) { pthread_create(thread, 0, work, 0); }

void ADC_IRQHandler(void);
