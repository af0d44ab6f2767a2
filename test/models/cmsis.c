// RUN: %ambit-check %s -- -std=c11 --target=arm-none-eabi -mcpu=cortex-m4 -ffreestanding %include 2>&1 | %expect

// The CMSIS model: handlers by name, PRIMASK, BASEPRI with numbers that are inverted, and lines.

#include <stdint.h>

typedef enum { SysTick_IRQn = -1, TIM2_IRQn = 28, USART1_IRQn = 37 } IRQn_Type;
void __disable_irq(void);
void __enable_irq(void);
uint32_t __get_PRIMASK(void);
void __set_PRIMASK(uint32_t v);
void __NVIC_EnableIRQ(IRQn_Type n);
void __NVIC_DisableIRQ(IRQn_Type n);
#define NVIC_EnableIRQ __NVIC_EnableIRQ
#define NVIC_DisableIRQ __NVIC_DisableIRQ
int osDelay(uint32_t ticks);

static int raced, masked, saved, line, other_line;

void USART1_IRQHandler(void) {
  raced++;
  masked++;
  saved++;
  line++;
  other_line++;
  osDelay(1);
  // CHECK: :[[#@LINE-1]]:3: warning: 'osDelay' may block, but is called in interrupt handler 'USART1_IRQHandler' [ambit-isr-unsafe-call]
}
void ordinary(void) { raced++; } // of no context

int main(void) {
  NVIC_EnableIRQ(USART1_IRQn);
  for (;;) {
    raced = 0;
    // CHECK: :[[#@LINE-1]]:5: warning: writing 'raced' is not excluded from 'USART1_IRQHandler' [ambit-undeclared-shared-state]
    // CHECK: note: 'USART1_IRQHandler' writes 'raced' here
    // CHECK: note: mask interrupts around this access
    __disable_irq();
    masked = 0; // masked
    __enable_irq();
    uint32_t primask = __get_PRIMASK();
    __disable_irq();
    saved = 0; // masked
    __set_PRIMASK(primask);
    NVIC_DisableIRQ(USART1_IRQn);
    line = 0; // its line
    NVIC_EnableIRQ(USART1_IRQn);
    NVIC_DisableIRQ(TIM2_IRQn);
    other_line = 0;
    // CHECK: :[[#@LINE-1]]:5: warning: interrupt line 28 does not keep out 'USART1_IRQHandler', which writes 'other_line' [ambit-weak-lock]
    // CHECK: note: 'USART1_IRQHandler' writes 'other_line' here
    // CHECK: note: a disabled interrupt line keeps out its own handler only
    NVIC_EnableIRQ(TIM2_IRQn);
  }
}
