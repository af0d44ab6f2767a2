// RUN: %ambit-check %s -- --target=riscv32-unknown-elf -std=c11 2>&1 | %expect

// Of the bits of mstatus and sstatus only MIE and SIE let interrupts in.

#define CLEAR(register, bits)                                                                                \
  ({                                                                                                         \
    unsigned long before;                                                                                    \
    __asm__ volatile("csrrc %0, " #register ", %1" : "=r"(before) : "rK"(bits));                             \
    before;                                                                                                  \
  })

void no_floats(void) { (void)CLEAR(mstatus, 3 << 13); }
void no_floats_at_once(void) { __asm__ volatile("csrci mstatus, 0x10"); }

int work(void);
int forgotten(int early) {
  unsigned long before;
  __asm__ volatile("csrrci %0, mstatus, 8" : "=r"(before));
  if (early)
    return 1;
  // CHECK: :[[#@LINE-1]]:5: warning: the interrupt mask is still held when 'forgotten' ends here [ambit-unbalanced-lock]
  // CHECK: note: it is taken here
  int result = work();
  __asm__ volatile("csrs mstatus, %0" : : "r"(before & 8));
  return result;
}
