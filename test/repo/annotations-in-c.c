// REQUIRES: clang-22, clang-14, gcc-12
// RUN: %python %S/Inputs/compile_everywhere.py %s %source/annotations

// Every annotation in every place where C allows it. Compiled from C99 to C23 by every compiler,
// without a warning, as a program and as the analysis reads it.

#include "ambit/annotations.h"

#define HOME_CORE 1
enum { UART_LINE = 7 };

// ---- Types ----

#define ON_TYPE(name, annotation)                                                                  \
  struct annotation name##_declared;                                                               \
  struct annotation name##_struct {                                                                \
    int part;                                                                                      \
  };                                                                                               \
  union annotation name##_union {                                                                  \
    int part;                                                                                      \
  };                                                                                               \
  enum annotation name##_enum { name##_value };                                                    \
  typedef struct {                                                                                 \
    int part;                                                                                      \
  } annotation name##_closed;                                                                      \
  typedef struct annotation name##_tag {                                                           \
    int part;                                                                                      \
  } name##_tagged;                                                                                 \
  typedef struct name##_struct *name##_named annotation

ON_TYPE(send, AMBIT_SEND);
ON_TYPE(send_if, AMBIT_SEND_IF(sizeof(int) >= 4));
ON_TYPE(send_unchecked, AMBIT_SEND_UNCHECKED("the list is copied"));
ON_TYPE(sync, AMBIT_SYNC);
ON_TYPE(sync_if, AMBIT_SYNC_IF(sizeof(void *) == sizeof(int)));
ON_TYPE(sync_unchecked, AMBIT_SYNC_UNCHECKED("one word, written once"));
ON_TYPE(thread_bound, AMBIT_THREAD_BOUND);
ON_TYPE(core_bound, AMBIT_CORE_BOUND);
ON_TYPE(core_bound_number, AMBIT_CORE_BOUND_TO(0));
ON_TYPE(core_bound_macro, AMBIT_CORE_BOUND_TO(HOME_CORE));
ON_TYPE(isr_shared, AMBIT_ISR_SHARED);
ON_TYPE(isr_shared_by, AMBIT_ISR_SHARED_BY(irq));
ON_TYPE(phase_bound, AMBIT_PHASE_BOUND(boot_services));
ON_TYPE(lock_mutex, AMBIT_LOCK(mutex));
ON_TYPE(lock_irq, AMBIT_LOCK(irq));
ON_TYPE(lock_irq_flat, AMBIT_LOCK(irq_flat));
ON_TYPE(lock_spin, AMBIT_LOCK(spin));
ON_TYPE(lock_spin_irq, AMBIT_LOCK(spin_irq));
ON_TYPE(lock_scheduler, AMBIT_LOCK(scheduler));
ON_TYPE(lock_ceiling, AMBIT_LOCK_CEILING(5));
ON_TYPE(lock_line, AMBIT_LOCK_LINE(UART_LINE));
ON_TYPE(scoped_lock, AMBIT_SCOPED_LOCK);
ON_TYPE(resumes_anywhere, AMBIT_RESUMES_ANYWHERE);

struct AMBIT_SEND AMBIT_CORE_BOUND_TO(HOME_CORE) two_annotations {
  int part;
};

// ---- Variables and fields ----

#define ON_VARIABLE(name, annotation)                                                              \
  annotation int name##_before;                                                                    \
  int name##_after annotation;                                                                     \
  int name##_set annotation = 1;                                                                   \
  extern annotation volatile int name##_extern;                                                    \
  annotation extern int name##_first;                                                              \
  int name##_array[2] annotation;                                                                  \
  int *name##_pointer annotation = 0;                                                              \
  void (*name##_callee)(int) annotation;                                                           \
  int name##_function(void);                                                                       \
  int name##_function(void) {                                                                      \
    static annotation int kept;                                                                    \
    annotation int before = 1, second = 2;                                                         \
    int after annotation = 3;                                                                      \
    return kept + before + second + after;                                                         \
  }                                                                                                \
  int name##_function(void)

#define ON_FIELD(name, annotation)                                                                 \
  struct name##_holder {                                                                           \
    annotation int before;                                                                         \
    int after annotation;                                                                          \
    annotation unsigned bits_before : 3;                                                           \
    unsigned bits_after : 3 annotation;                                                            \
    int array[2] annotation;                                                                       \
    int *pointer annotation;                                                                       \
    void (*callee)(int) annotation;                                                                \
    struct {                                                                                       \
      int part;                                                                                    \
    } nested annotation;                                                                           \
    int lock;                                                                                      \
  }

ON_VARIABLE(v_isr_shared, AMBIT_ISR_SHARED);
ON_VARIABLE(v_isr_shared_by, AMBIT_ISR_SHARED_BY(irq));
ON_VARIABLE(v_guarded_by, AMBIT_GUARDED_BY(v_isr_shared_before));
ON_VARIABLE(v_phase_bound, AMBIT_PHASE_BOUND(boot_services));
ON_FIELD(f_isr_shared, AMBIT_ISR_SHARED);
ON_FIELD(f_isr_shared_by, AMBIT_ISR_SHARED_BY(lock));
ON_FIELD(f_guarded_by, AMBIT_GUARDED_BY(lock));

// ---- Functions ----

#define ON_FUNCTION(name, annotation)                                                              \
  annotation int name##_before(int *l);                                                            \
  int name##_after(int *l) annotation;                                                             \
  extern annotation int *name##_extern(int *l);                                                    \
  annotation int name##_defined(int *l) { return *l; }                                             \
  int name##_after(int *l) { return *l; }                                                          \
  int name##_defined_after(int *l) annotation { return *l; }                                       \
  int name##_defined(int *l)

ON_FUNCTION(phase_bound_function, AMBIT_PHASE_BOUND(boot_services));
ON_FUNCTION(acquire, AMBIT_ACQUIRE(l));
ON_FUNCTION(acquire_two, AMBIT_ACQUIRE(l, irq));
ON_FUNCTION(release, AMBIT_RELEASE(l));
ON_FUNCTION(release_path, AMBIT_RELEASE(l->inner.lock[0], *l));
ON_FUNCTION(try_acquire, AMBIT_TRY_ACQUIRE(0, l));
ON_FUNCTION(requires, AMBIT_REQUIRES(irq));
ON_FUNCTION(excludes, AMBIT_EXCLUDES(l));
ON_FUNCTION(returns_lock, AMBIT_RETURNS_LOCK(l));
ON_FUNCTION(isr, AMBIT_ISR);
ON_FUNCTION(isr_at, AMBIT_ISR_AT(3));
ON_FUNCTION(isr_on, AMBIT_ISR_ON(HOME_CORE, 3));
ON_FUNCTION(isr_line, AMBIT_ISR_LINE(UART_LINE));
ON_FUNCTION(runs_on, AMBIT_RUNS_ON(HOME_CORE));
ON_FUNCTION(migrates, AMBIT_MIGRATES);
ON_FUNCTION(priority, AMBIT_PRIORITY(2));
ON_FUNCTION(blocks, AMBIT_BLOCKS);
ON_FUNCTION(isr_safe, AMBIT_ISR_SAFE);
ON_FUNCTION(init, AMBIT_INIT);
ON_FUNCTION(ends_phase, AMBIT_ENDS_PHASE(boot_services));

AMBIT_ISR_ON(0, 3) AMBIT_ISR_SAFE void two_before(void);
void two_after(void) AMBIT_ISR_ON(0, 3) AMBIT_ISR_SAFE;

// ---- Parameters ----

#define ON_PARAMETER(name, annotation)                                                             \
  void name##_unnamed(annotation int *, int *annotation);                                          \
  void name##_named(annotation int *before, int *after annotation, int core);                      \
  void name##_callable(void (*callee)(void *) annotation, annotation void (*second)(void *));      \
  void name##_inner(void (*callee)(annotation void *argument));                                    \
  void name##_array(int before[2] annotation, annotation int after[]);                             \
  void name##_qualified(annotation const char *text, int *const pointer annotation);               \
  typedef void name##_type(void *argument annotation);                                             \
  int name##_defined(annotation int *before, int *after annotation) { return *before + *after; }   \
  int name##_defined(int *before, int *after)

ON_PARAMETER(crosses_thread, AMBIT_CROSSES_THREAD);
ON_PARAMETER(crosses_core, AMBIT_CROSSES_CORE);
ON_PARAMETER(crosses_core_to, AMBIT_CROSSES_CORE_TO(core));
ON_PARAMETER(crosses_isr, AMBIT_CROSSES_ISR);
ON_PARAMETER(owner, AMBIT_OWNER);
ON_PARAMETER(called_in_thread, AMBIT_CALLED_IN_THREAD);
ON_PARAMETER(called_on, AMBIT_CALLED_ON(core));
ON_PARAMETER(called_in_isr, AMBIT_CALLED_IN_ISR);
ON_PARAMETER(called_under, AMBIT_CALLED_UNDER(core));

// ---- Waivers ----

struct AMBIT_UNCHECKED("why") waived_struct {
  AMBIT_UNCHECKED("why") int before;
  int after AMBIT_UNCHECKED("why");
  AMBIT_UNCHECKED("why") unsigned bits : 3;
};
AMBIT_UNCHECKED("why") typedef struct {
  int part;
} waived_closed;
AMBIT_UNCHECKED("why") typedef int waived_typedef;
AMBIT_UNCHECKED("why") int waived_before;
int waived_after AMBIT_UNCHECKED("why");
AMBIT_UNCHECKED("why") static int waived_static = 1;
AMBIT_UNCHECKED("why") int waived_declared(AMBIT_UNCHECKED("why") int parameter);

AMBIT_UNCHECKED("why") int waived_function(int x) {
  AMBIT_UNCHECKED("why") int declared = x, second = 2;
  AMBIT_UNCHECKED("why") struct local {
    int part;
  } local = {1};
  AMBIT_UNCHECKED("why") declared = waived_static;
  AMBIT_UNCHECKED("why") waived_declared(declared);
  AMBIT_UNCHECKED("why") (void)second;
  AMBIT_UNCHECKED("why") ;
  AMBIT_UNCHECKED("why") { local.part++; }
  AMBIT_UNCHECKED("why") if (x) AMBIT_UNCHECKED("why") x--;
  else AMBIT_UNCHECKED("why") if (declared) AMBIT_UNCHECKED("why") { x++; }
  else
    AMBIT_UNCHECKED("why") x = 2;
  AMBIT_UNCHECKED("why") while (x > 4) AMBIT_UNCHECKED("why") x--;
  AMBIT_UNCHECKED("why") do AMBIT_UNCHECKED("why") x--;
  while (x > 3);
  AMBIT_UNCHECKED("why") for (AMBIT_UNCHECKED("why") int i = 0; i < 3; i++) {
    if (i == x)
      AMBIT_UNCHECKED("why") continue;
    if (i == declared)
      AMBIT_UNCHECKED("why") break;
  }
  AMBIT_UNCHECKED("why") switch (x) {
  case 1:
    AMBIT_UNCHECKED("why") x = 2;
    AMBIT_UNCHECKED("why") break;
    AMBIT_UNCHECKED("why") case 2 : x = 3;
    break;
    AMBIT_UNCHECKED("why") default : AMBIT_UNCHECKED("why") x = 4;
  }
  // An inline assembly statement takes no attribute; its block does.
  AMBIT_UNCHECKED("why") { __asm__ volatile(""); }
  AMBIT_UNCHECKED("why") again : AMBIT_UNCHECKED("why") x++;
  if (x < 4)
    AMBIT_UNCHECKED("why") goto again;
  AMBIT_UNCHECKED("why") return x;
}
