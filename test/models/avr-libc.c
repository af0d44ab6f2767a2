// RUN: %ambit-check %s -- -std=gnu11 --target=avr -mmcu=atmega328p -ffreestanding %include 2>&1 | %expect

// The avr-libc model: vectors, cli and sei, and the status register.

#define ISR(vector) void vector(void) __attribute__((signal, used)); void vector(void)
#define USART_RX_vect __vector_18
#define SREG (*(volatile unsigned char *)0x5F)
#define cli() __asm__ __volatile__("cli" ::: "memory")
#define sei() __asm__ __volatile__("sei" ::: "memory")
#define _MMIO_BYTE(address) (*(volatile unsigned char *)(address))
#define _SFR_BYTE(register) _MMIO_BYTE((unsigned)&(register))
#define bit_is_clear(register, bit) (!(_SFR_BYTE(register) & (1 << (bit))))
unsigned char eeprom_read_byte(const unsigned char *p);

static unsigned char raced, masked, saved, asked;

ISR(USART_RX_vect) {
  raced++;
  masked++;
  saved++;
  asked++;
  eeprom_read_byte(0);
  // CHECK: :[[#@LINE-1]]:3: warning: 'eeprom_read_byte' must not be called in interrupt handler '__vector_18': it waits for the EEPROM, and another access may be under way [ambit-isr-unsafe-call]
}

int main(void) {
  raced = 1; // before sei()
  sei();
  for (;;) {
    raced = 0;
    // CHECK: :[[#@LINE-1]]:5: warning: writing 'raced' is not excluded from '__vector_18' [ambit-undeclared-shared-state]
    // CHECK: note: '__vector_18' writes 'raced' here, at interrupt level 1
    // CHECK: note: mask interrupts around this access
    cli();
    masked = 0; // masked
    sei();
    unsigned char sreg = SREG;
    cli();
    saved = 0; // masked
    SREG = sreg;
    if (bit_is_clear(SREG, 7))
      asked = 0; // the question has shown that interrupts are off
    eeprom_read_byte(0); // the main loop may
  }
}
