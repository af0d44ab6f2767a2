// RUN: %ambit-check %s -- -std=c11 %include -I%S/Inputs 2>&1 | %expect

// ExitBootServices ends the phase if it succeeds: its status tells, however it is looked at.

#include "efi.h"

void by_variable(EFI_HANDLE image, UINTN key, void *pool) {
  EFI_STATUS status = gBS->ExitBootServices(image, key);
  if (status == EFI_SUCCESS)
    gBS->FreePool(pool);
    // CHECK: :[[#@LINE-1]]:10: warning: 'gBS' is used after phase 'boot_services' has ended [ambit-expired-phase]
    // CHECK: :[[#@LINE-2]]:10: note: 'EFI_BOOT_SERVICES' is bound to phase 'boot_services', says the model 'uefi'
    // CHECK: :[[#@LINE-5]]:23: note: the phase ends here
  else
    gBS->FreePool(pool); // it has failed
}
void by_macro(EFI_HANDLE image, UINTN key, void *pool) {
  EFI_STATUS status = gBS->ExitBootServices(image, key);
  if (EFI_ERROR(status)) {
    gBS->FreePool(pool);
    return;
  }
  gBS->FreePool(pool);
  // CHECK: :[[#@LINE-1]]:8: warning: 'gBS' is used after phase 'boot_services' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-2]]:8: note: 'EFI_BOOT_SERVICES' is bound to phase 'boot_services', says the model 'uefi'
  // CHECK: :[[#@LINE-8]]:23: note: the phase ends here
}
void directly(EFI_HANDLE image, UINTN key, void *pool) {
  if (gBS->ExitBootServices(image, key) != EFI_SUCCESS) {
    gBS->FreePool(pool);
    return;
  }
  gBS->FreePool(pool);
  // CHECK: :[[#@LINE-1]]:8: warning: 'gBS' is used after phase 'boot_services' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-2]]:8: note: 'EFI_BOOT_SERVICES' is bound to phase 'boot_services', says the model 'uefi'
  // CHECK: :[[#@LINE-7]]:7: note: the phase ends here
}
void macro_around_call(EFI_HANDLE image, UINTN key, void *pool) {
  if (!EFI_ERROR(gBS->ExitBootServices(image, key)))
    gBS->FreePool(pool);
    // CHECK: :[[#@LINE-1]]:10: warning: 'gBS' is used after phase 'boot_services' has ended [ambit-expired-phase]
    // CHECK: :[[#@LINE-2]]:10: note: 'EFI_BOOT_SERVICES' is bound to phase 'boot_services', says the model 'uefi'
    // CHECK: :[[#@LINE-4]]:18: note: the phase ends here
}
void negated(EFI_HANDLE image, UINTN key, void *pool) {
  EFI_STATUS status = gBS->ExitBootServices(image, key);
  if (!status)
    gBS->FreePool(pool);
    // CHECK: :[[#@LINE-1]]:10: warning: 'gBS' is used after phase 'boot_services' has ended [ambit-expired-phase]
    // CHECK: :[[#@LINE-2]]:10: note: 'EFI_BOOT_SERVICES' is bound to phase 'boot_services', says the model 'uefi'
    // CHECK: :[[#@LINE-5]]:23: note: the phase ends here
}
void not_looked_at(EFI_HANDLE image, UINTN key, void *pool) {
  gBS->ExitBootServices(image, key);
  gBS->FreePool(pool);
  // CHECK: :[[#@LINE-1]]:8: warning: 'gBS' is used where phase 'boot_services' may have ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-2]]:8: note: 'EFI_BOOT_SERVICES' is bound to phase 'boot_services', says the model 'uefi'
  // CHECK: :[[#@LINE-4]]:3: note: the phase may end here
}
void after_the_join(EFI_HANDLE image, UINTN key, void *pool) {
  EFI_STATUS status = gBS->ExitBootServices(image, key);
  if (status == EFI_SUCCESS)
    gRT->GetTime(0, 0);
  gBS->FreePool(pool);
  // CHECK: :[[#@LINE-1]]:8: warning: 'gBS' is used where phase 'boot_services' may have ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-2]]:8: note: 'EFI_BOOT_SERVICES' is bound to phase 'boot_services', says the model 'uefi'
  // CHECK: :[[#@LINE-6]]:23: note: the phase may end here
}
void assigned(EFI_HANDLE image, UINTN key, void *pool) {
  EFI_STATUS status;
  status = gBS->ExitBootServices(image, key);
  EFI_STATUS same = status;
  if (EFI_ERROR(same))
    gBS->FreePool(pool);
}
void runtime_only(EFI_HANDLE image, UINTN key) {
  gBS->ExitBootServices(image, key);
  gRT->GetTime(0, 0); // runtime services stay
}
