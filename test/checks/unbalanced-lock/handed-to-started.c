// RUN: %ambit-check %s -- -std=c11 2>&1 | %expect

// A lock that a started procedure gives back is a signal: whoever started it waits by taking it again.

typedef unsigned long UINTN;
typedef UINTN EFI_STATUS;
typedef volatile UINTN SPIN_LOCK;
SPIN_LOCK *AcquireSpinLock(SPIN_LOCK *);
_Bool AcquireSpinLockOrFail(SPIN_LOCK *);
SPIN_LOCK *ReleaseSpinLock(SPIN_LOCK *);
EFI_STATUS MpInitLibStartupThisAP(void (*)(void *), UINTN, void *, UINTN, void *, _Bool *);

static void done(void *lock) { ReleaseSpinLock((SPIN_LOCK *)lock); }
static void idle(void *lock) {}

void dispatch(SPIN_LOCK *lock, UINTN cpu) {
  AcquireSpinLock(lock);
  if (MpInitLibStartupThisAP(done, cpu, 0, 0, lock, 0) == 0)
    while (!AcquireSpinLockOrFail(lock))
      ;
  ReleaseSpinLock(lock);
}

void twice(SPIN_LOCK *lock, UINTN cpu) {
  AcquireSpinLock(lock);
  if (MpInitLibStartupThisAP(idle, cpu, 0, 0, lock, 0) == 0)
    AcquireSpinLock(lock);
  // CHECK: :[[#@LINE-1]]:5: warning: a lock is taken while it is held already [ambit-unbalanced-lock]
  // CHECK: note: it is taken here
  ReleaseSpinLock(lock);
}
