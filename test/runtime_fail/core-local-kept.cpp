// RUN: %ambit-check %s -- -std=c++20 -O1 -ffreestanding -fno-exceptions -fno-rtti -nostdinc++ -nostdlibinc -isystem %source/runtime/port/freestanding/site -isystem /usr/lib/llvm-22/include/c++/v1 -isystem %source/runtime/port/freestanding/libc %include -I%source/runtime/include -I%source/runtime/port/mini_smp -I%source/runtime/port/riscv_virt --target=riscv64-unknown-elf -march=rv64imac_zicsr -mabi=lp64 2>&1 | %expect
// What a core_local gives out belongs to the core; the thread may be on another when the token is gone.
#include "ambit/core_local.hpp"
#include "mini_smp.hpp"

static ambit::core_local<int> counts;
static mini_smp::thread thread;
static unsigned char stack[4096];

static void work(void *) {
  int *mine;
  {
    ambit::core_token here;
    mine = &counts.get(here);
  }
  ++*mine;
  // CHECK: :[[#@LINE-1]]:6: warning: 'mine' belongs to the core that ran before the scheduler was let in again [ambit-off-core-access]
  // CHECK: note: it is read here
  // CHECK: note: the thread may be moved to another core here
  // CHECK: note: 'work' is started here, and nothing pins it to a core
  // CHECK: note: read it again after that, or keep the scheduler off in between
}

void core_main(unsigned) {
  thread.start(stack, work, nullptr);
  mini_smp::run();
}
