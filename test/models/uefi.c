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
#define TPL_CALLBACK 8

extern EFI_GUID gBlockIoGuid;
extern EFI_RUNTIME_SERVICES *gRT;
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
