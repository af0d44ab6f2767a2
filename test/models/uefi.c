// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The UEFI model: notification functions are handlers of their task priority level, locks are
// ceilings, other processors are other cores.

#include "ambit/annotations.h"
#include <stdint.h>

typedef uint64_t UINTN;
typedef UINTN EFI_STATUS;
typedef UINTN EFI_TPL;
typedef void *EFI_EVENT;
typedef struct {
  uint32_t Data1;
} EFI_GUID;
typedef void (*EFI_EVENT_NOTIFY)(EFI_EVENT Event, void *Context);
typedef void (*EFI_AP_PROCEDURE)(void *Buffer);
typedef volatile UINTN SPIN_LOCK;
typedef struct {
  EFI_TPL Tpl, OwnerTpl;
  UINTN Lock;
} EFI_LOCK;

typedef struct {
  EFI_STATUS (*GetTime)(void *Time, void *Capabilities);
} EFI_RUNTIME_SERVICES;
// As in gnu-efi, with a tag; EDK II has none.
typedef struct _EFI_BOOT_SERVICES {
  EFI_TPL (*RaiseTPL)(EFI_TPL NewTpl);
  void (*RestoreTPL)(EFI_TPL OldTpl);
  EFI_STATUS (*CreateEvent)(uint32_t, EFI_TPL, EFI_EVENT_NOTIFY, void *, EFI_EVENT *);
  EFI_STATUS (*SetTimer)(EFI_EVENT Event, int Type, UINTN TriggerTime);
  EFI_STATUS (*WaitForEvent)(UINTN Events, EFI_EVENT *Event, UINTN *Index);
  EFI_STATUS (*CloseEvent)(EFI_EVENT Event);
  EFI_STATUS (*Stall)(UINTN Microseconds);
  EFI_STATUS (*ExitBootServices)(void *Image, UINTN MapKey);
} EFI_BOOT_SERVICES;

EFI_EVENT EfiCreateProtocolNotifyEvent(EFI_GUID *, EFI_TPL, EFI_EVENT_NOTIFY, void *, void **);
EFI_STATUS WaitForSingleEvent(EFI_EVENT Event, uint64_t Timeout);
void EfiAcquireLock(EFI_LOCK *Lock);
void EfiReleaseLock(EFI_LOCK *Lock);
SPIN_LOCK *AcquireSpinLock(SPIN_LOCK *SpinLock);
SPIN_LOCK *ReleaseSpinLock(SPIN_LOCK *SpinLock);
_Bool SaveAndDisableInterrupts(void);
_Bool SetInterruptState(_Bool State);
EFI_STATUS MpInitLibStartupThisAP(EFI_AP_PROCEDURE, UINTN, EFI_EVENT, UINTN, void *, _Bool *);
EFI_STATUS MpInitLibStartupAllAPs(EFI_AP_PROCEDURE, _Bool, EFI_EVENT, UINTN, void *, UINTN **);
#define EVT_TIMER_SIGNAL 0x80000200
#define EVT_SIGNAL_VIRTUAL_ADDRESS_CHANGE 0x60000202
#define TPL_CALLBACK 8
#define TPL_NOTIFY 16

extern EFI_GUID gBlockIoGuid;
extern EFI_RUNTIME_SERVICES *gRT;
extern EFI_BOOT_SERVICES *gBS;
EFI_LOCK gLock;
unsigned gArrived, gMasked, gLocked, gTaken;
void *gRegistration;

static void Arrived(EFI_EVENT Event, void *Context) {
  ++gArrived;
  ++gMasked;
  EfiAcquireLock(&gLock);
  ++gLocked;
  EfiReleaseLock(&gLock);
  WaitForSingleEvent(Event, 0);
  // CHECK: :[[#@LINE-1]]:3: warning: 'WaitForSingleEvent' may block, but is called in interrupt handler 'Arrived' [ambit-isr-unsafe-call]
  // CHECK: note: 'Arrived' is registered as an interrupt handler here
}

EFI_STATUS UefiMain(void *Image, void *SystemTable) {
  EfiCreateProtocolNotifyEvent(&gBlockIoGuid, TPL_CALLBACK, Arrived, 0, &gRegistration);
  gArrived = 0;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'gArrived' is not excluded from 'Arrived' [ambit-undeclared-shared-state]
  // CHECK: note: 'Arrived' writes 'gArrived' here
  // CHECK: note: 'Arrived' is registered as an interrupt handler here
  // CHECK: note: mask interrupts around this access
  _Bool State = SaveAndDisableInterrupts();
  gMasked = 0;
  SetInterruptState(State);
  EfiAcquireLock(&gLock);
  gLocked = 0;
  EfiReleaseLock(&gLock);
  return 0;
}

// ---- Other processors -----------------------------------------------------------------------

typedef struct {
  int irq;
} AMBIT_CORE_BOUND PIC;
typedef struct {
  SPIN_LOCK lock;
  UINTN done, raw;
} WORK;

WORK gWork;

static void Worker(void *Buffer) {
  AcquireSpinLock(&gWork.lock);
  ++gWork.done;
  ReleaseSpinLock(&gWork.lock);
  ++gWork.raw;
  // CHECK: :[[#@LINE-1]]:11: warning: writing 'raw' is not excluded from 'Worker' [ambit-undeclared-shared-state]
  // CHECK: note: 'Worker' writes 'raw' here
  // CHECK: note: 'Worker' is started here
  // CHECK: note: hold one lock that keeps out other cores around both accesses
}

void Start(PIC *pic) {
  MpInitLibStartupThisAP(Worker, 1, 0, 0, pic, 0);
  // CHECK: :[[#@LINE-1]]:43: warning: 'pic' crosses to core 1 but 'PIC' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'PIC' is declared core-bound here
  // CHECK: note: argument 5 of 'MpInitLibStartupThisAP' crosses to core 1 (model 'uefi')
  MpInitLibStartupAllAPs(Worker, 0, 0, 0, pic, 0);
  // CHECK: :[[#@LINE-1]]:43: warning: 'pic' crosses to another core but 'PIC' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'PIC' is declared core-bound here
  // CHECK: note: argument 5 of 'MpInitLibStartupAllAPs' crosses to another core (model 'uefi')
  MpInitLibStartupAllAPs(Worker, 0, 0, 0, &gWork, 0); // nothing of it stays on a core
}

// ---- What an operating system calls ---------------------------------------------------------

static EFI_STATUS DriverGetTime(void *Time, void *Capabilities) { return ++gTaken, 0; }

void Install(void) { gRT->GetTime = DriverGetTime; }

// ---- Services that are members ----------------------------------------------------------------

unsigned gTicks, gLow;

static void Tick(EFI_EVENT Event, void *Context) {
  ++gTicks;
  ++gLow;
  gBS->Stall(5); // counts down, at every level
  gBS->WaitForEvent(1, &Event, 0);
  // CHECK: :[[#@LINE-1]]:3: warning: 'WaitForEvent' may block, but is called in interrupt handler 'Tick' [ambit-isr-unsafe-call]
  // CHECK: note: 'Tick' is registered as an interrupt handler here
}

static void Moved(EFI_EVENT Event, void *Context) {
  gBS->Stall(5);
  // CHECK: :[[#@LINE-1]]:8: warning: 'gBS' is used after phase 'boot_services' has ended [ambit-expired-phase]
  // CHECK: note: 'EFI_BOOT_SERVICES' is bound to phase 'boot_services', says the model 'uefi'
  // CHECK: note: 'Moved' is registered here to run after the phase
}

EFI_STATUS efi_main(void *Image, void *SystemTable) {
  EFI_EVENT timer, moved;
  gBS->CreateEvent(EVT_TIMER_SIGNAL, TPL_NOTIFY, Tick, 0, &timer);
  gBS->CreateEvent(EVT_SIGNAL_VIRTUAL_ADDRESS_CHANGE, TPL_NOTIFY, Moved, 0, &moved);
  gLow = 0; // the timer is not armed
  gBS->SetTimer(timer, 1, 10000);
  EFI_TPL old = gBS->RaiseTPL(TPL_NOTIFY);
  gTicks = 0;
  gBS->RestoreTPL(old);
  old = gBS->RaiseTPL(TPL_CALLBACK);
  gLow = 0; // the timer has a higher level
  // CHECK: :[[#@LINE-1]]:3: warning: the interrupt priority mask does not keep out 'Tick', which writes 'gLow' [ambit-weak-lock]
  // CHECK: note: 'Tick' writes 'gLow' here
  // CHECK: note: 'Tick' is registered as an interrupt handler here
  // CHECK: note: a ceiling keeps out handlers up to its level, on this core
  gBS->RestoreTPL(old);
  while (gBS->ExitBootServices(Image, 0) != 0) {
    gBS->Stall(100); // not ended yet
  }
  gBS->CloseEvent(timer);
  // CHECK: :[[#@LINE-1]]:8: warning: 'gBS' is used after phase 'boot_services' has ended [ambit-expired-phase]
  // CHECK: note: 'EFI_BOOT_SERVICES' is bound to phase 'boot_services', says the model 'uefi'
  // CHECK: note: the phase ends here
  return 0;
}
