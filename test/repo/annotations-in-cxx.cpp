// REQUIRES: clang-22, clang-14, gcc-12
// RUN: %python %S/Inputs/compile_everywhere.py %s %source/annotations

// Every annotation in every place where C++ allows it. Compiled from C++11 to C++23 by every
// compiler, without a warning, as a program and as the analysis reads it.

#include "ambit/annotations.h"

#if defined(__cpp_impl_coroutine)
#include <coroutine>
#endif

#define HOME_CORE 1
enum class Line { Uart = 7 };
constexpr int Home = 1;
int home() { return Home; }

// ---- Types ----

#define ON_TYPE(name, annotation)                                                                  \
  struct annotation name##_declared;                                                               \
  struct annotation name##_struct {                                                                \
    int part;                                                                                      \
  };                                                                                               \
  class annotation name##_derived final : public name##_struct {};                                 \
  union annotation name##_union {                                                                  \
    int part;                                                                                      \
  };                                                                                               \
  enum annotation name##_enum { name##_value };                                                    \
  enum class annotation name##_scoped : unsigned char;                                             \
  template <class T> struct annotation name##_template {                                           \
    T part;                                                                                        \
  };                                                                                               \
  template <class T> struct annotation name##_template<T *> {                                      \
    T *part;                                                                                       \
  };                                                                                               \
  template <> struct annotation name##_template<int> {                                             \
    int part;                                                                                      \
  };                                                                                               \
  template <class... T> class annotation name##_pack;                                              \
  struct name##_outer {                                                                            \
    struct annotation Nested;                                                                      \
    using Alias annotation = int;                                                                  \
  };                                                                                               \
  struct annotation name##_outer::Nested {};                                                       \
  typedef struct {                                                                                 \
    int part;                                                                                      \
  } annotation name##_closed;                                                                      \
  typedef name##_struct *name##_typedef annotation;                                                \
  using name##_alias annotation = name##_struct *

ON_TYPE(send, AMBIT_SEND);
ON_TYPE(send_if, AMBIT_SEND_IF(sizeof(int) >= 4 && Home == 1));
ON_TYPE(send_unchecked, AMBIT_SEND_UNCHECKED("the list is copied"));
ON_TYPE(sync, AMBIT_SYNC);
ON_TYPE(sync_if, AMBIT_SYNC_IF((send_template<int *>(), true)));
ON_TYPE(sync_unchecked, AMBIT_SYNC_UNCHECKED("one word, written once"));
ON_TYPE(thread_bound, AMBIT_THREAD_BOUND);
ON_TYPE(core_bound, AMBIT_CORE_BOUND);
ON_TYPE(core_bound_number, AMBIT_CORE_BOUND_TO(0));
ON_TYPE(core_bound_macro, AMBIT_CORE_BOUND_TO(HOME_CORE));
ON_TYPE(core_bound_name, AMBIT_CORE_BOUND_TO(Home));
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
ON_TYPE(lock_line, AMBIT_LOCK_LINE(Line::Uart));
ON_TYPE(scoped_lock, AMBIT_SCOPED_LOCK);
ON_TYPE(resumes_anywhere, AMBIT_RESUMES_ANYWHERE);

// A condition may depend on the template's parameters.
template <class T, int N> struct AMBIT_SEND_IF(sizeof(T) <= 4) AMBIT_SYNC_IF(N > 1) Slot {
  T value[N];
};
Slot<char, 2> slot;

// ---- Variables and fields ----

#define ON_VARIABLE(name, annotation)                                                              \
  annotation int name##_before;                                                                    \
  int name##_after annotation;                                                                     \
  int name##_set annotation = 1;                                                                   \
  int name##_braced annotation{1};                                                                 \
  extern annotation volatile int name##_extern;                                                    \
  annotation extern int name##_first;                                                              \
  annotation thread_local int name##_thread = 1;                                                   \
  annotation constexpr int name##_constant = 1;                                                    \
  int name##_array[2] annotation;                                                                  \
  int &name##_reference annotation = name##_set;                                                   \
  struct name##_class {                                                                            \
    annotation static int before;                                                                  \
    static int after annotation;                                                                   \
  };                                                                                               \
  annotation int name##_class::before;                                                             \
  int name##_function() {                                                                          \
    static annotation int kept;                                                                    \
    annotation auto before = 1;                                                                    \
    auto after annotation = 3;                                                                     \
    return kept + before + after + name##_constant;                                                \
  }                                                                                                \
  int name##_function()

#define ON_FIELD(name, annotation)                                                                 \
  template <class T> struct name##_holder {                                                        \
    annotation int before;                                                                         \
    mutable T after annotation;                                                                    \
    int set annotation = 1;                                                                        \
    int braced annotation{1};                                                                      \
    annotation unsigned bits_before : 3;                                                           \
    unsigned bits_after : 3 annotation;                                                            \
    int array[2] annotation;                                                                       \
    annotation T &reference;                                                                       \
    void (*callee)(int) annotation;                                                                \
    int lock;                                                                                      \
  };                                                                                               \
  extern name##_holder<int> name##_holder_of_int

ON_VARIABLE(v_isr_shared, AMBIT_ISR_SHARED);
ON_VARIABLE(v_isr_shared_by, AMBIT_ISR_SHARED_BY(irq));
ON_VARIABLE(v_guarded_by, AMBIT_GUARDED_BY(v_isr_shared_before));
ON_VARIABLE(v_phase_bound, AMBIT_PHASE_BOUND(boot_services));
ON_FIELD(f_isr_shared, AMBIT_ISR_SHARED);
ON_FIELD(f_isr_shared_by, AMBIT_ISR_SHARED_BY(lock));
ON_FIELD(f_guarded_by, AMBIT_GUARDED_BY(this->lock));

// ---- Functions ----

#define ON_FUNCTION(name, annotation)                                                              \
  annotation int name##_before(int &l);                                                            \
  int name##_after(int &l) annotation;                                                             \
  annotation auto name##_trailing(int &l)->int;                                                    \
  annotation int name##_defined(int &l) noexcept { return l; }                                     \
  int name##_defined_after(int &l) annotation { return l; }                                        \
  template <class T> void name##_template(T &l) annotation;                                        \
  template <class T> annotation void name##_template_before(T &l);                                 \
  struct name##_base {                                                                             \
    explicit name##_base(int &l) annotation;                                                       \
    annotation virtual ~name##_base();                                                             \
    annotation static void Static(int &l);                                                         \
    virtual void method(int &l) const noexcept annotation;                                         \
    virtual void pure(int &l) annotation = 0;                                                      \
    void defined(int &) & annotation { m = 1; }                                                    \
    annotation name##_base &operator=(const name##_base &l) = delete;                              \
    operator bool() const annotation;                                                              \
    annotation friend void name##_friend(int &l);                                                  \
    int m;                                                                                         \
  };                                                                                               \
  struct name##_derived : name##_base {                                                            \
    using name##_base::name##_base;                                                                \
    void method(int &l) const noexcept annotation override;                                        \
    void pure(int &l) annotation final;                                                            \
  };                                                                                               \
  int name##_lambdas(int x) {                                                                      \
    auto plain = [](int &l) annotation { return l; };                                              \
    auto trailing = [](int &l) annotation -> int { return l; };                                    \
    auto changing = [x](int &l) annotation mutable { return x += l; };                             \
    return plain(x) + trailing(x) + changing(x);                                                   \
  }                                                                                                \
  int name##_defined(int &l) noexcept

ON_FUNCTION(phase_bound_function, AMBIT_PHASE_BOUND(boot_services));
ON_FUNCTION(acquire, AMBIT_ACQUIRE(l));
ON_FUNCTION(acquire_this, AMBIT_ACQUIRE(this));
ON_FUNCTION(acquire_none, AMBIT_ACQUIRE());
ON_FUNCTION(release, AMBIT_RELEASE(l));
ON_FUNCTION(release_path, AMBIT_RELEASE(l.inner->lock[0], *l));
ON_FUNCTION(try_acquire, AMBIT_TRY_ACQUIRE(true, l));
ON_FUNCTION(requires_member, AMBIT_REQUIRES(m));
ON_FUNCTION(excludes, AMBIT_EXCLUDES(l, irq));
ON_FUNCTION(returns_lock, AMBIT_RETURNS_LOCK(l));
ON_FUNCTION(isr, AMBIT_ISR);
ON_FUNCTION(isr_at, AMBIT_ISR_AT(3));
ON_FUNCTION(isr_on, AMBIT_ISR_ON(HOME_CORE, 3));
ON_FUNCTION(isr_line, AMBIT_ISR_LINE(Line::Uart));
ON_FUNCTION(runs_on, AMBIT_RUNS_ON(Home));
ON_FUNCTION(migrates, AMBIT_MIGRATES);
ON_FUNCTION(priority, AMBIT_PRIORITY(2));
ON_FUNCTION(blocks, AMBIT_BLOCKS);
ON_FUNCTION(isr_safe, AMBIT_ISR_SAFE);
ON_FUNCTION(init, AMBIT_INIT);
ON_FUNCTION(ends_phase, AMBIT_ENDS_PHASE(boot_services));

AMBIT_ISR_ON(0, 3) AMBIT_ISR_SAFE void two_before();
void two_after() AMBIT_ISR_ON(0, 3) AMBIT_ISR_SAFE;

// ---- Parameters ----

#define ON_PARAMETER(name, annotation)                                                             \
  void name##_unnamed(annotation int *, int *annotation);                                          \
  void name##_named(annotation int *before, int *&&after annotation, int core);                    \
  void name##_default(annotation int *before = nullptr, int after annotation = 0);                 \
  void name##_callable(void (*callee)(void *) annotation, annotation void (&second)(void *));      \
  template <class F, class... Args>                                                                \
  void name##_forward(F &&callee annotation, Args &&...arguments annotation);                      \
  struct name##_class {                                                                            \
    explicit name##_class(annotation int before, int after annotation);                            \
    void operator()(int *argument annotation) const;                                               \
  };                                                                                               \
  int name##_lambda() {                                                                            \
    auto lambda = [](annotation int before, int after annotation) { return before + after; };      \
    return lambda(1, 2);                                                                           \
  }                                                                                                \
  int name##_defined(annotation int *before, int *after annotation) {                              \
    return *before + *after;                                                                       \
  }                                                                                                \
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

struct AMBIT_UNCHECKED("why") WaivedStruct {
  AMBIT_UNCHECKED("why") int before;
  int after AMBIT_UNCHECKED("why");
  AMBIT_UNCHECKED("why") static int shared;
  AMBIT_UNCHECKED("why") WaivedStruct();
  AMBIT_UNCHECKED("why") virtual void method(AMBIT_UNCHECKED("why") int parameter) const;
};
template <class T> struct AMBIT_UNCHECKED("why") WaivedTemplate {};
enum class AMBIT_UNCHECKED("why") WaivedEnum { First };
using WaivedAlias AMBIT_UNCHECKED("why") = int;
AMBIT_UNCHECKED("why") typedef int WaivedTypedef;
AMBIT_UNCHECKED("why") int waived_before;
int waived_after AMBIT_UNCHECKED("why");
AMBIT_UNCHECKED("why") int waived_declared(AMBIT_UNCHECKED("why") int parameter);
template <class T> AMBIT_UNCHECKED("why") T waived_template(T parameter);

AMBIT_UNCHECKED("why") int waived_function(int x) {
  AMBIT_UNCHECKED("why") int declared = x, second = 2;
  AMBIT_UNCHECKED("why") auto lambda = [&] { AMBIT_UNCHECKED("why") x++; };
  AMBIT_UNCHECKED("why") struct Local {
    int part;
  } local{1};
  AMBIT_UNCHECKED("why") lambda();
  AMBIT_UNCHECKED("why") [&] { x++; }();
  AMBIT_UNCHECKED("why") declared = waived_declared(declared);
  AMBIT_UNCHECKED("why") static_cast<void>(second);
  AMBIT_UNCHECKED("why") delete new int(1);
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
  int numbers[] = {1, 2};
  AMBIT_UNCHECKED("why") for (AMBIT_UNCHECKED("why") int number : numbers)
    AMBIT_UNCHECKED("why") x += number;
  AMBIT_UNCHECKED("why") switch (x) {
  case 1:
    AMBIT_UNCHECKED("why") x = 2;
    AMBIT_UNCHECKED("why") break;
    AMBIT_UNCHECKED("why") case 2 : x = 3;
    break;
    AMBIT_UNCHECKED("why") default : AMBIT_UNCHECKED("why") x = 4;
  }
  AMBIT_UNCHECKED("why") try {
    AMBIT_UNCHECKED("why") throw x;
  } catch (AMBIT_UNCHECKED("why") const int &caught) {
    AMBIT_UNCHECKED("why") x = caught;
  }
  // An inline assembly statement takes no attribute; its block does.
  AMBIT_UNCHECKED("why") { __asm__ volatile(""); }
  AMBIT_UNCHECKED("why") again : AMBIT_UNCHECKED("why") x++;
  if (x < 4)
    AMBIT_UNCHECKED("why") goto again;
  AMBIT_UNCHECKED("why") return x;
}

// ---- Coroutines ----

#if defined(__cpp_impl_coroutine)
struct AMBIT_RESUMES_ANYWHERE Task {
  struct promise_type {
    Task get_return_object() { return {}; }
    std::suspend_never initial_suspend() { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(int) { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};
struct AMBIT_RESUMES_ANYWHERE Awaitable : std::suspend_always {};

Task coroutine(int x AMBIT_CROSSES_THREAD) {
  AMBIT_UNCHECKED("why") co_await Awaitable();
  AMBIT_UNCHECKED("why") co_yield x;
  AMBIT_UNCHECKED("why") co_return;
}
#endif
