// RUN: %ambit-check %s -- -std=c11 %include -I%S/Inputs 2>&1 | %expect

// A failed ExitBootServices may be tried again with a new memory map.

#include "efi.h"

extern void *map;
extern EFI_HANDLE image;

EFI_STATUS once_more(void) {
  UINTN size = 0, key = 0;
  gBS->GetMemoryMap(&size, map, &key);
  EFI_STATUS status = gBS->ExitBootServices(image, key);
  if (EFI_ERROR(status)) {
    gBS->GetMemoryMap(&size, map, &key);
    status = gBS->ExitBootServices(image, key);
  }
  return status;
}
EFI_STATUS looked_at_after_both(void *pool) {
  UINTN size = 0, key = 0;
  EFI_STATUS status = gBS->ExitBootServices(image, key);
  if (EFI_ERROR(status)) {
    gBS->GetMemoryMap(&size, map, &key);
    status = gBS->ExitBootServices(image, key);
  }
  if (EFI_ERROR(status)) {
    gBS->FreePool(pool); // twice failed
    return status;
  }
  gBS->FreePool(pool);
  // CHECK: :[[#@LINE-1]]:8: warning: 'gBS' is used after phase 'boot_services' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-2]]:8: note: 'EFI_BOOT_SERVICES' is bound to phase 'boot_services', says the model 'uefi'
  // CHECK: :[[#@LINE-12]]:23: note: the phase ends here
  return status;
}
EFI_STATUS nested(void *pool) {
  UINTN size = 0, key = 0;
  EFI_STATUS status = gBS->ExitBootServices(image, key);
  if (EFI_ERROR(status)) {
    gBS->GetMemoryMap(&size, map, &key);
    status = gBS->ExitBootServices(image, key);
    if (EFI_ERROR(status)) {
      gBS->FreePool(pool); // twice failed
      return status;
    }
    gBS->FreePool(pool);
    // CHECK: :[[#@LINE-1]]:10: warning: 'gBS' is used after phase 'boot_services' has ended [ambit-expired-phase]
    // CHECK: :[[#@LINE-2]]:10: note: 'EFI_BOOT_SERVICES' is bound to phase 'boot_services', says the model 'uefi'
    // CHECK: :[[#@LINE-8]]:14: note: the phase ends here
  }
  return status;
}
EFI_STATUS until_it_works(void *pool) {
  UINTN size = 0, key = 0;
  EFI_STATUS status;
  do {
    gBS->GetMemoryMap(&size, map, &key);
    status = gBS->ExitBootServices(image, key);
  } while (EFI_ERROR(status));
  gBS->FreePool(pool);
  // CHECK: :[[#@LINE-1]]:8: warning: 'gBS' is used after phase 'boot_services' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-2]]:8: note: 'EFI_BOOT_SERVICES' is bound to phase 'boot_services', says the model 'uefi'
  // CHECK: :[[#@LINE-5]]:14: note: the phase ends here
  return status;
}
EFI_STATUS some_times(void *pool) {
  UINTN size = 0, key = 0;
  for (int i = 0; i < 3; i++) {
    gBS->GetMemoryMap(&size, map, &key);
    if (gBS->ExitBootServices(image, key) == EFI_SUCCESS)
      break;
  }
  gBS->FreePool(pool);
  // CHECK: :[[#@LINE-1]]:8: warning: 'gBS' is used where phase 'boot_services' may have ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-2]]:8: note: 'EFI_BOOT_SERVICES' is bound to phase 'boot_services', says the model 'uefi'
  // CHECK: :[[#@LINE-6]]:9: note: the phase may end here
  return 0;
}
EFI_STATUS forgot_to_look(void) {
  UINTN size = 0, key = 0;
  for (int i = 0; i < 2; i++) {
    gBS->GetMemoryMap(&size, map, &key);
    // CHECK: :[[#@LINE-1]]:10: warning: 'gBS' is used where phase 'boot_services' may have ended [ambit-expired-phase]
    // CHECK: :[[#@LINE-2]]:10: note: 'EFI_BOOT_SERVICES' is bound to phase 'boot_services', says the model 'uefi'
    // CHECK: :[[#@LINE+1]]:5: note: the phase may end here
    gBS->ExitBootServices(image, key);
    // CHECK: :[[#@LINE-1]]:10: warning: 'gBS' is used where phase 'boot_services' may have ended [ambit-expired-phase]
    // CHECK: :[[#@LINE-2]]:10: note: 'EFI_BOOT_SERVICES' is bound to phase 'boot_services', says the model 'uefi'
    // CHECK: :[[#@LINE-3]]:5: note: the phase may end here
  }
  return 0;
}
