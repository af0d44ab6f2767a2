// RUN: %ambit-check %s -- -std=c11 %include -I%S/Inputs 2>&1 | %expect

// Functions that end the phase for their callers, and what they return about it.

#include "efi.h"
#include <stdbool.h>

extern EFI_HANDLE image;
void use_pool(void *pool);

static EFI_STATUS returns_it(UINTN key) { return gBS->ExitBootServices(image, key); }
static EFI_STATUS returns_variable(UINTN key) {
  EFI_STATUS status = gBS->ExitBootServices(image, key);
  return status;
}
static bool tells(UINTN key) {
  if (EFI_ERROR(gBS->ExitBootServices(image, key)))
    return false;
  return true;
}
static void tells_nothing(UINTN key) { gBS->ExitBootServices(image, key); }
static EFI_STATUS outer(UINTN key) { return returns_it(key); }

void with_status(UINTN key, void *pool) {
  EFI_STATUS status = returns_it(key);
  if (EFI_ERROR(status)) {
    gBS->FreePool(pool);
    return;
  }
  gBS->FreePool(pool);
  // CHECK: :[[#@LINE-1]]:8: warning: 'gBS' is used after phase 'boot_services' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-2]]:8: note: 'EFI_BOOT_SERVICES' is bound to phase 'boot_services', says the model 'uefi'
  // CHECK: :[[#@LINE-8]]:23: note: the phase ends here
}
void with_variable(UINTN key, void *pool) {
  if (returns_variable(key) == EFI_SUCCESS)
    gBS->FreePool(pool);
    // CHECK: :[[#@LINE-1]]:10: warning: 'gBS' is used after phase 'boot_services' has ended [ambit-expired-phase]
    // CHECK: :[[#@LINE-2]]:10: note: 'EFI_BOOT_SERVICES' is bound to phase 'boot_services', says the model 'uefi'
    // CHECK: :[[#@LINE-4]]:7: note: the phase ends here
}
void with_bool(UINTN key, void *pool) {
  if (!tells(key)) {
    gBS->FreePool(pool);
    return;
  }
  gBS->FreePool(pool);
  // CHECK: :[[#@LINE-1]]:8: warning: 'gBS' is used after phase 'boot_services' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-2]]:8: note: 'EFI_BOOT_SERVICES' is bound to phase 'boot_services', says the model 'uefi'
  // CHECK: :[[#@LINE-7]]:8: note: the phase ends here
}
void with_nothing(UINTN key, void *pool) {
  tells_nothing(key);
  gBS->FreePool(pool);
  // CHECK: :[[#@LINE-1]]:8: warning: 'gBS' is used where phase 'boot_services' may have ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-2]]:8: note: 'EFI_BOOT_SERVICES' is bound to phase 'boot_services', says the model 'uefi'
  // CHECK: :[[#@LINE-4]]:3: note: the phase may end here
}
void through_two(UINTN key, void *pool) {
  if (EFI_ERROR(outer(key)))
    gBS->FreePool(pool);
  else
    gBS->FreePool(pool);
    // CHECK: :[[#@LINE-1]]:10: warning: 'gBS' is used after phase 'boot_services' has ended [ambit-expired-phase]
    // CHECK: :[[#@LINE-2]]:10: note: 'EFI_BOOT_SERVICES' is bound to phase 'boot_services', says the model 'uefi'
    // CHECK: :[[#@LINE-6]]:17: note: the phase ends here
}
