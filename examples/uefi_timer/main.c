// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// A loader measures by a timer event how long it takes, leaves boot services, and then goes on
// using what ended with them.

#include "efi.h"

static EFI_SYSTEM_TABLE *gST;
static EFI_BOOT_SERVICES *gBS;

static EFI_EVENT timer;
static UINTN ticks;

// Preempts the loader, whose level is lower.
static VOID EFIAPI on_tick(EFI_EVENT event, VOID *context) {
  (void)event, (void)context;
  ++ticks;
}

static VOID start_timer(void) {
  gBS->CreateEvent(EVT_TIMER | EVT_NOTIFY_SIGNAL, TPL_CALLBACK, on_tick, 0, &timer);
  gBS->SetTimer(timer, TimerPeriodic, 100000); // every 10 ms
}

// Reads and clears the count while the notification is kept out.
static UINTN take_ticks(void) {
  EFI_TPL old = gBS->RaiseTPL(TPL_CALLBACK);
  UINTN taken = ticks;
  ticks = 0;
  gBS->RestoreTPL(old);
  return taken;
}

static VOID load_kernel(void) { gBS->Stall(500000); }

static EFI_STATUS get_map_key(UINTN *key) {
  static uint8_t map[32768];
  UINTN size = sizeof map, descriptor_size;
  UINT32 version;
  return gBS->GetMemoryMap(&size, (EFI_MEMORY_DESCRIPTOR *)map, key, &descriptor_size, &version);
}

EFI_STATUS EFIAPI efi_main(EFI_HANDLE image, EFI_SYSTEM_TABLE *table) {
  gST = table;
  gBS = table->BootServices;
  start_timer();
  load_kernel();
  UINTN loading = take_ticks();

  UINTN key;
  EFI_STATUS status = get_map_key(&key);
  if (!EFI_ERROR(status))
    status = gBS->ExitBootServices(image, key);
  if (EFI_ERROR(status)) {
    gBS->CloseEvent(timer); // fine: they have not ended
    return status;
  }
  loading += take_ticks();
  gBS->CloseEvent(timer);
  if (loading > 100)
    gST->ConOut->OutputString(gST->ConOut, u"slow\r\n");
  gST->RuntimeServices->ResetSystem(EfiResetCold, EFI_SUCCESS, 0, 0);
  return EFI_SUCCESS;
}
