// RUN: %ambit-check %s -- -std=c11 %include -I%S/Inputs 2>&1 | %expect

// Uses, ends and conditions behind macros.

#include "efi.h"

#define BOOT_ONLY AMBIT_PHASE_BOUND(boot_services)
#define FREE(p) gBS->FreePool(p)
#define EXIT(key) gBS->ExitBootServices(0, key)
#define FAILS(call) EFI_ERROR(call)
#define RETURN_ON_ERROR(call) \
  do { \
    EFI_STATUS status_ = (call); \
    if (EFI_ERROR(status_)) \
      return; \
  } while (0)

void print_console(const char *text) BOOT_ONLY;

void use(UINTN key, void *pool) {
  if (FAILS(EXIT(key))) {
    FREE(pool);
    return;
  }
  FREE(pool);
  // CHECK: :[[#@LINE-1]]:3: warning: 'gBS' is used after phase 'boot_services' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-2]]:3: note: 'EFI_BOOT_SERVICES' is bound to phase 'boot_services', says the model 'uefi'
  // CHECK: :[[#@LINE-7]]:13: note: the phase ends here
  print_console("bye");
  // CHECK: :[[#@LINE-1]]:3: warning: 'print_console' is used after phase 'boot_services' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-13]]:38: note: 'print_console' is declared bound to phase 'boot_services' here
  // CHECK: :[[#@LINE-11]]:13: note: the phase ends here
}
void returning(UINTN key, void *pool) {
  FREE(pool);
  RETURN_ON_ERROR(EXIT(key));
  FREE(pool);
  // CHECK: :[[#@LINE-1]]:3: warning: 'gBS' is used after phase 'boot_services' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-2]]:3: note: 'EFI_BOOT_SERVICES' is bound to phase 'boot_services', says the model 'uefi'
  // CHECK: :[[#@LINE-4]]:19: note: the phase ends here
}
