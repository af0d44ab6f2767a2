// RUN: %ambit-check %s -- -std=c11 %include -I%S/Inputs 2>&1 | %expect

// What is registered for after the phase finds it ended.

#include "efi.h"

static EFI_EVENT event, other;

static void address_change(EFI_EVENT e, void *context) {
  gBS->SignalEvent(other);
  // CHECK: :[[#@LINE-1]]:8: warning: 'gBS' is used after phase 'boot_services' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-2]]:8: note: 'EFI_BOOT_SERVICES' is bound to phase 'boot_services', says the model 'uefi'
  // CHECK: :[[#@LINE+26]]:3: note: 'address_change' is registered here to run after the phase
}
static void log_time(void) {
  gBS->FreePool(0);
  // CHECK: :[[#@LINE-1]]:8: warning: 'gBS' is used after phase 'boot_services' has ended [ambit-expired-phase]
  // CHECK: :[[#@LINE-2]]:8: note: 'EFI_BOOT_SERVICES' is bound to phase 'boot_services', says the model 'uefi'
  // CHECK: :[[#@LINE+4]]:3: note: 'my_get_time' calls 'log_time' here
  // CHECK: :[[#@LINE+22]]:18: note: 'my_get_time' is registered here to run after the phase
}
static EFI_STATUS my_get_time(void *time, void *capabilities) {
  log_time();
  return EFI_SUCCESS;
}
static void at_exit(EFI_EVENT e, void *context) { gBS->FreePool(context); }
static void on_timer(EFI_EVENT e, void *context) { gBS->FreePool(context); }
static void before_and_after(void) { gBS->FreePool(0); }
static EFI_STATUS my_map(UINTN size, void *map) {
  before_and_after();
  // CHECK: :[[#@LINE-1]]:3: warning: 'before_and_after' is called after phase 'boot_services' has ended, but uses 'gBS' [ambit-expired-phase]
  // CHECK: :[[#@LINE-4]]:43: note: 'gBS' is used here
  // CHECK: :[[#@LINE-3]]:3: note: 'EFI_BOOT_SERVICES' is bound to phase 'boot_services', says the model 'uefi'
  // CHECK: :[[#@LINE+9]]:31: note: 'my_map' is registered here to run after the phase
  return EFI_SUCCESS;
}

EFI_STATUS UefiMain(EFI_HANDLE image, void *table) {
  gBS->CreateEvent(EVT_SIGNAL_VIRTUAL_ADDRESS_CHANGE, TPL_NOTIFY, address_change, 0, &event);
  gBS->CreateEvent(EVT_SIGNAL_EXIT_BOOT_SERVICES, TPL_CALLBACK, at_exit, 0, &event);
  gBS->CreateEvent(0x80000200, TPL_CALLBACK, on_timer, 0, &event);
  gRT->GetTime = my_get_time;
  gRT->SetVirtualAddressMap = my_map;
  before_and_after();
  return EFI_SUCCESS;
}
