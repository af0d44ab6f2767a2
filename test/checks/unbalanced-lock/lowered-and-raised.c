// RUN: %ambit-check %s -- -std=c11 2>&1 | %expect

// RestoreTPL() lowers the task priority level, also to a constant one. Lowered, and raised again to where it
// was, it is as the caller had it.

typedef unsigned long UINTN;
typedef UINTN EFI_TPL;
typedef struct {
  EFI_TPL (*RaiseTPL)(EFI_TPL);
  void (*RestoreTPL)(EFI_TPL);
} EFI_BOOT_SERVICES;
extern EFI_BOOT_SERVICES *gBS;
void call_out(void);
int fails(void);

void notification(void) {
  gBS->RestoreTPL(4);
  call_out();
  gBS->RaiseTPL(8);
}

static EFI_TPL current(void) {
  EFI_TPL level = gBS->RaiseTPL(31);
  gBS->RestoreTPL(level);
  return level;
}
void connect(int wanted) {
  if (wanted) {
    EFI_TPL before = current();
    gBS->RestoreTPL(8);
    call_out();
    gBS->RaiseTPL(before);
  }
}

void forgets(void) {
  EFI_TPL before = gBS->RaiseTPL(8);
  if (fails())
    return;
  // CHECK: :[[#@LINE-1]]:5: warning: the interrupt priority mask is still held when 'forgets' ends here [ambit-unbalanced-lock]
  // CHECK: note: it is taken here
  gBS->RestoreTPL(before);
}
