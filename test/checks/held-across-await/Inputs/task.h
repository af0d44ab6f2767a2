// Coroutine types of the tests: Task may be resumed anywhere, Here stays; so do the awaitables.
#ifndef TASK_H
#define TASK_H

#include "ambit/annotations.h"
#include <coroutine>

template <class Self> struct Promise {
  Self get_return_object();
  std::suspend_always initial_suspend() noexcept { return {}; }
  std::suspend_always final_suspend() noexcept { return {}; }
  void return_void() {}
  void unhandled_exception() {}
};
struct AMBIT_RESUMES_ANYWHERE Task {
  struct promise_type : Promise<Task> {};
  bool await_ready();
  void await_suspend(std::coroutine_handle<>);
  void await_resume();
};
struct Here {
  struct promise_type : Promise<Here> {};
};
struct Delay {
  int ms = 0;
  bool await_ready() const noexcept { return ms == 0; }
  void await_suspend(std::coroutine_handle<>) noexcept;
  int await_resume() noexcept;
};
struct AMBIT_RESUMES_ANYWHERE Hop {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) noexcept;
  void await_resume() noexcept {}
};

// What must stay: with a destructor and without.
class AMBIT_CORE_BOUND Lease {
public:
  Lease();
  ~Lease();
  Lease(Lease &&);
  Lease &operator=(Lease &&);
  int channel() const;
};
struct AMBIT_CORE_BOUND Slot {
  int n = 0;
  void poke();
};
class AMBIT_THREAD_BOUND Locale {
public:
  explicit Locale(const char *name);
  ~Locale();
  int format(int n) const;
};
void use(int n);

#endif
