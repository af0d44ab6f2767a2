// The part of UEFI that the tests need, with the names of EDK II.
#ifndef EFI_H
#define EFI_H

#include "ambit/annotations.h"
#include <stdint.h>

typedef uint64_t UINTN;
typedef UINTN EFI_STATUS;
typedef UINTN EFI_TPL;
typedef void *EFI_EVENT;
typedef void *EFI_HANDLE;
typedef void (*EFI_EVENT_NOTIFY)(EFI_EVENT event, void *context);
#define EFI_SUCCESS 0
#define EFI_INVALID_PARAMETER (0x8000000000000000u | 2)
#define EFI_WARN_STALE_DATA 5
#define EFI_ERROR(status) (((int64_t)(UINTN)(status)) < 0)
#define EVT_SIGNAL_EXIT_BOOT_SERVICES 0x201
#define EVT_SIGNAL_VIRTUAL_ADDRESS_CHANGE 0x60000202
#define TPL_CALLBACK 8
#define TPL_NOTIFY 16

typedef struct {
  EFI_TPL (*RaiseTPL)(EFI_TPL level);
  EFI_STATUS (*CreateEvent)(uint32_t type, EFI_TPL level, EFI_EVENT_NOTIFY notify, void *context,
                            EFI_EVENT *event);
  EFI_STATUS (*SignalEvent)(EFI_EVENT event);
  EFI_STATUS (*CloseEvent)(EFI_EVENT event);
  EFI_STATUS (*AllocatePool)(int type, UINTN size, void **pool);
  EFI_STATUS (*FreePool)(void *pool);
  EFI_STATUS (*GetMemoryMap)(UINTN *size, void *map, UINTN *key);
  EFI_STATUS (*ExitBootServices)(EFI_HANDLE image, UINTN key);
} EFI_BOOT_SERVICES;
typedef struct {
  EFI_STATUS (*GetTime)(void *time, void *capabilities);
  EFI_STATUS (*SetVirtualAddressMap)(UINTN size, void *map);
} EFI_RUNTIME_SERVICES;

#ifdef __cplusplus
extern "C" {
#endif
extern EFI_BOOT_SERVICES *gBS;
extern EFI_RUNTIME_SERVICES *gRT;
#ifdef __cplusplus
}
#endif

#endif
