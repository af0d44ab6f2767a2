// RUN: %ambit-check %s -- -std=c11 %include -I%S/Inputs 2>&1 | %expect

// A question whether the phase is over separates the branches, also where it is asked twice; and a
// status whose highest bit is an error.

#include "ambit/annotations.h"
#include "efi.h"

_Bool EfiAtRuntime(void);
#define MAX_BIT 0x8000000000000000u
#define IS_ERROR(status) ((UINTN)(status) >= MAX_BIT)

static UINTN shared;

AMBIT_ENDS_PHASE(boot_services) void leave(void);

EFI_STATUS setVariable(EFI_HANDLE image, void *pool) {
  leave();
  if (!EfiAtRuntime())
    gBS->FreePool(pool); // it lasts
  gBS->FreePool(pool);
  // CHECK: :[[#@LINE-1]]:8: warning: 'gBS' is used after phase 'boot_services' has ended [ambit-expired-phase]
  return 0;
}

EFI_STATUS highestBit(EFI_HANDLE image, UINTN key, void *pool) {
  EFI_STATUS status = gBS->ExitBootServices(image, key);
  if (IS_ERROR(status)) {
    gBS->FreePool(pool); // failed
    return status;
  }
  gBS->FreePool(pool);
  // CHECK: :[[#@LINE-1]]:8: warning: 'gBS' is used after phase 'boot_services' has ended [ambit-expired-phase]
  return status;
}

AMBIT_ACQUIRE(irq) void mask(void);
AMBIT_RELEASE(irq) void unmask(void);

void section(void) {
  if (!EfiAtRuntime())
    mask();
  ++shared;
  if (!EfiAtRuntime())
    unmask(); // asked twice, answered alike
}
