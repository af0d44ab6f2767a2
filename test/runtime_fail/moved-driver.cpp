// RUN: %ambit-check %s -- -std=c++20 -O1 -ffreestanding -fno-exceptions -fno-rtti -nostdinc++ -nostdlibinc -isystem %source/runtime/port/freestanding/site -isystem /usr/lib/llvm-22/include/c++/v1 -isystem %source/runtime/port/freestanding/libc %include -I%source/runtime/include -I%source/runtime/port/mini_smp -I%source/runtime/port/riscv_virt --target=riscv64-unknown-elf -march=rv64imac_zicsr -mabi=lp64 2>&1 | %expect
// A core-bound driver in a thread that goes on on another core: what the program moved.cpp shows when it runs.
#include "ambit/drivers/ns16550a.hpp"
#include "mini_smp.hpp"

ambit::core_bound_serial<ambit::ns16550a<>> uart{ambit::ns16550a<>{ambit::mmio{0x1000'0000}}};
mini_smp::thread thread;
unsigned char stack[8192];

void work(void *) {
  mini_smp::move_to(1);
  static_cast<void>(uart.write_blocking({}, 0)); // at home
  mini_smp::move_to(2);
  static_cast<void>(uart.write_blocking({}, 0));
  // CHECK: :[[#@LINE-1]]:21: warning: 'work' runs on core 2 but uses 'uart', which is bound to core 1 [ambit-off-core-access]
  // CHECK: note: 'ambit::core_bound_driver<ambit::serial<ambit::ns16550a<>, ambit::home_lock>>' is declared core-bound here
  // CHECK: note: 'work' is started here, and nothing pins it to a core
  // CHECK: note: 'work' uses it on core 1 here
}

void core_main(unsigned) {
  thread.start(stack, work, nullptr);
  mini_smp::run();
}
