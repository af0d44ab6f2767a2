// RUN: %ambit-check %s -- -std=c11 2>&1 | %expect

// An event's notification runs once somebody signals the event: a timer, a call that runs it at once, or
// whoever has got the event. What its maker does before that is no conflict.

typedef unsigned long UINTN;
typedef UINTN EFI_STATUS, EFI_TPL;
typedef void *EFI_EVENT;
typedef void (*EFI_EVENT_NOTIFY)(EFI_EVENT, void *);
typedef struct {
  EFI_TPL (*RaiseTPL)(EFI_TPL);
  void (*RestoreTPL)(EFI_TPL);
  EFI_STATUS (*CreateEvent)(unsigned Type, EFI_TPL Level, EFI_EVENT_NOTIFY, void *Context, EFI_EVENT *);
  EFI_STATUS (*SetTimer)(EFI_EVENT, int Type, UINTN Time);
  EFI_STATUS (*SignalEvent)(EFI_EVENT);
  EFI_STATUS (*RegisterProtocolNotify)(void *Guid, EFI_EVENT, void **Registration);
} EFI_BOOT_SERVICES;
extern EFI_BOOT_SERVICES *gBS;
#define EVT_NOTIFY_SIGNAL 0x200
#define EVT_TIMER_SIGNAL 0x80000200
#define TPL_CALLBACK 8
void *allocate(UINTN);

// ---- Created, armed, and only then touched by both --------------------------------------------

static int ticks, rounds;
static EFI_EVENT timer;
static void on_tick(EFI_EVENT event, void *context) {
  ticks++;
  rounds++;
}
void start_timer(void) {
  gBS->CreateEvent(EVT_TIMER_SIGNAL, TPL_CALLBACK, on_tick, 0, &timer);
  ticks = 0; // nobody has armed it
  gBS->SetTimer(timer, 1, 1000);
  rounds = 0;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'rounds' is not excluded from 'on_tick' [ambit-undeclared-shared-state]
  // CHECK: note: 'on_tick' writes 'rounds' here
  // CHECK: note: 'on_tick' is registered as an interrupt handler here
  // CHECK: note: mask interrupts around this access
}

// ---- Run by the calls that signal: it preempts nobody -----------------------------------------

static void *buffer;
static EFI_EVENT done;
static void on_done(EFI_EVENT event, void *context) { buffer = 0; }
void signal_oneself(void) {
  gBS->CreateEvent(EVT_NOTIFY_SIGNAL, TPL_CALLBACK, on_done, 0, &done);
  gBS->SignalEvent(done);
  buffer = allocate(16);
  gBS->SignalEvent(done);
}

// ---- Signalled by whoever installs the protocol: another driver's timer may -------------------

static void *interface;
static EFI_EVENT installed;
static void on_installed(EFI_EVENT event, void *context) { interface = 0; }
void wait_for_protocol(void *guid) {
  void *registration;
  gBS->CreateEvent(EVT_NOTIFY_SIGNAL, TPL_CALLBACK, on_installed, 0, &installed);
  interface = allocate(16); // nobody knows of it
  gBS->RegisterProtocolNotify(guid, installed, &registration);
  interface = allocate(16);
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'interface' is not excluded from 'on_installed' [ambit-undeclared-shared-state]
  // CHECK: note: 'on_installed' writes 'interface' here
  // CHECK: note: 'on_installed' is registered as an interrupt handler here
  // CHECK: note: mask interrupts around this access
}

// ---- The event leaves with the object that it is in ------------------------------------------

typedef struct {
  EFI_EVENT recycle;
  void *packet, *next;
} WRAP;
typedef struct DRIVER {
  EFI_STATUS (*Receive)(struct DRIVER *, WRAP *);
} DRIVER;
static void on_recycle(EFI_EVENT event, void *context) {
  WRAP *w = context;
  w->packet = 0;
  w->next = 0;
}
WRAP *make_wrap(void *packet) {
  WRAP *w = allocate(sizeof *w);
  gBS->CreateEvent(EVT_NOTIFY_SIGNAL, TPL_CALLBACK, on_recycle, w, &w->recycle);
  w->packet = packet; // nobody else has it
  return w;
}
static WRAP the_wrap;
void lend(DRIVER *driver, void *packet) {
  WRAP *w = &the_wrap;
  gBS->CreateEvent(EVT_NOTIFY_SIGNAL, TPL_CALLBACK, on_recycle, w, &w->recycle);
  w->packet = packet;
  driver->Receive(driver, w);
  w->next = packet; // who has it may signal
  // CHECK: :[[#@LINE-1]]:6: warning: writing 'next' is not excluded from 'on_recycle' [ambit-undeclared-shared-state]
  // CHECK: note: 'on_recycle' writes 'next' here
  // CHECK: note: 'on_recycle' is registered as an interrupt handler here
  // CHECK: note: mask interrupts around this access
}
