// RUN: %ambit-check %s -- -std=c11 --target=arm-none-eabi -mcpu=cortex-m4 -ffreestanding %include 2>&1 | %expect

// The STM32 HAL model: callbacks run in interrupts, and polling calls wait.

#include <stdint.h>

typedef struct { void *Instance; } UART_HandleTypeDef;
void HAL_Delay(uint32_t ms);
int HAL_UART_Transmit(UART_HandleTypeDef *h, const uint8_t *data, uint16_t size, uint32_t timeout);
int HAL_UART_Receive_IT(UART_HandleTypeDef *h, uint8_t *data, uint16_t size);
void __disable_irq(void);
void __enable_irq(void);

static int raced, masked;
static uint8_t byte;

void HAL_UART_RxCpltCallback(UART_HandleTypeDef *h) {
  raced++;
  masked++;
  HAL_UART_Receive_IT(h, &byte, 1); // does not wait
  HAL_Delay(1);
  // CHECK: :[[#@LINE-1]]:3: warning: 'HAL_Delay' may block, but is called in interrupt handler 'HAL_UART_RxCpltCallback' [ambit-isr-unsafe-call]
}

int main(void) {
  for (;;) {
    raced = 0;
    // CHECK: :[[#@LINE-1]]:5: warning: writing 'raced' is not excluded from 'HAL_UART_RxCpltCallback' [ambit-undeclared-shared-state]
    // CHECK: note: 'HAL_UART_RxCpltCallback' writes 'raced' here
    // CHECK: note: mask interrupts around this access
    __disable_irq();
    masked = 0; // masked
    __enable_irq();
    HAL_Delay(1); // the main loop may
  }
}
