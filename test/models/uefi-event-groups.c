// RUN: %ambit-check %s -- -std=c11 2>&1 | %expect

// Events of the groups that the UEFI model knows: the call that signals a group runs its
// notification functions, and those of the change to virtual addresses run after boot services.

#include <stdint.h>

typedef uint64_t UINTN;
typedef UINTN EFI_STATUS;
typedef UINTN EFI_TPL;
typedef void *EFI_EVENT;
typedef struct {
  uint32_t Data1;
} EFI_GUID;
typedef void (*EFI_EVENT_NOTIFY)(EFI_EVENT Event, void *Context);
typedef struct {
  EFI_STATUS (*CreateEventEx)(uint32_t, EFI_TPL, EFI_EVENT_NOTIFY, const void *, const EFI_GUID *,
                              EFI_EVENT *);
  EFI_STATUS (*SetTimer)(EFI_EVENT Event, int Type, UINTN TriggerTime);
  EFI_STATUS (*Stall)(UINTN Microseconds);
} EFI_BOOT_SERVICES;
#define EVT_NOTIFY_SIGNAL 0x200
#define TPL_NOTIFY 16

extern EFI_GUID gEfiEventVirtualAddressChangeGuid, gEfiEventExitBootServicesGuid, gAnyGuid;
extern EFI_BOOT_SERVICES *gBS;
unsigned gExits, gSignals;

static void Relocated(EFI_EVENT Event, void *Context) {
  gBS->Stall(5);
  // CHECK: :[[#@LINE-1]]:8: warning: 'gBS' is used after phase 'boot_services' has ended [ambit-expired-phase]
  // CHECK: note: 'EFI_BOOT_SERVICES' is bound to phase 'boot_services', says the model 'uefi'
  // CHECK: note: 'Relocated' is registered here to run after the phase
}

static void Exiting(EFI_EVENT Event, void *Context) { ++gExits; }
static void Signalled(EFI_EVENT Event, void *Context) { ++gSignals; }

EFI_STATUS efi_main(void *Image, void *SystemTable) {
  static EFI_EVENT relocated, exiting, signalled;
  gBS->CreateEventEx(EVT_NOTIFY_SIGNAL, TPL_NOTIFY, Relocated, 0,
                     &gEfiEventVirtualAddressChangeGuid, &relocated);
  gBS->CreateEventEx(EVT_NOTIFY_SIGNAL, TPL_NOTIFY, Exiting, 0, &gEfiEventExitBootServicesGuid,
                     &exiting);
  gBS->CreateEventEx(EVT_NOTIFY_SIGNAL, TPL_NOTIFY, Signalled, 0, &gAnyGuid, &signalled);
  gBS->SetTimer(signalled, 1, 10000);
  ++gExits; // the call of ExitBootServices runs the handler
  ++gSignals;
  // CHECK: :[[#@LINE-1]]:5: warning: writing 'gSignals' is not excluded from 'Signalled' [ambit-undeclared-shared-state]
  // CHECK: note: 'Signalled' writes 'gSignals' here
  // CHECK: note: 'Signalled' is registered as an interrupt handler here
  // CHECK: note: mask interrupts around this access
  return 0;
}
