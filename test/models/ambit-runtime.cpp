// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// The model of Ambit's own runtime: which result ends boot services, and which calls move a thread of mini_smp.

#include "ambit/annotations.h"

namespace ambit {
class AMBIT_PHASE_BOUND(boot_services) uefi_executor {
public:
  unsigned long exit_boot_services(void *map, unsigned long size);
  void run();
};
} // namespace ambit

namespace mini_smp {
void run();
void yield();
void move_to(unsigned core);
void roam();
struct thread {
  void start(void (*entry)(void *) AMBIT_CALLED_IN_THREAD, void *argument AMBIT_CROSSES_THREAD);
};
} // namespace mini_smp

ambit::uefi_executor executor;
char map[4096];

void leave() {
  if (executor.exit_boot_services(map, sizeof map) != 0) {
    executor.run(); // refused: boot services last
    return;
  }
  executor.run();
  // CHECK: :[[#@LINE-1]]:3: warning: 'executor' is used after phase 'boot_services' has ended [ambit-expired-phase]
  // CHECK: note: 'uefi_executor' is declared bound to phase 'boot_services' here
  // CHECK: note: the phase ends here
}

struct AMBIT_CORE_BOUND Driver {
  void write(char c);
};
Driver driver;
mini_smp::thread thread;

void work(void *) {
  mini_smp::move_to(1);
  driver.write('a'); // at home
  mini_smp::yield();
  driver.write('b'); // still there
  mini_smp::move_to(2);
  driver.write('c');
  // CHECK: :[[#@LINE-1]]:3: warning: 'work' runs on core 2 but uses 'driver', which is bound to core 1 [ambit-off-core-access]
  // CHECK: note: 'Driver' is declared core-bound here
  // CHECK: note: 'work' is started here
  // CHECK: note: 'work' uses it on core 1 here
}

void core_main() {
  thread.start(work, nullptr);
  mini_smp::run();
}
