// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// std::function and its kin: what this function put into them is known.

#include "ambit/annotations.h"
#include <functional>
#include <future>
#include <utility>
#include <vector>

struct AMBIT_CORE_BOUND Dac {
  void write(int);
  int level;
};
void note(int);

using Job = std::function<void()>;
void submit(Job job AMBIT_CALLED_IN_THREAD);
void submitReference(const Job &job AMBIT_CALLED_IN_THREAD);
void submitTask(std::packaged_task<void()> task AMBIT_CALLED_IN_THREAD);
void fill(Job &job);
void look(const Job &job);

void assigned(Dac &dac) {
  Job job;
  submit(job); // empty
  job = [&dac] { dac.write(1); };
  submit(job);
  // CHECK: :[[#@LINE-1]]:10: warning: 'dac' crosses to another core but 'Dac' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Dac' is declared core-bound here
  // CHECK: note: this was put into 'job' here
  // CHECK: note: parameter 'job' of 'submit' runs in another thread, on a core nobody knows
  submitReference(job);
  // CHECK: :[[#@LINE-1]]:19: warning: 'dac' crosses to another core but 'Dac' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Dac' is declared core-bound here
  // CHECK: note: this was put into 'job' here
  // CHECK: note: parameter 'job' of 'submitReference' runs in another thread, on a core nobody knows
  job = [n = dac.level] { note(n); };
  submit(job); // a number
  job = [&dac] { dac.write(1); };
  job = nullptr;
  submit(job); // empty again
}

void onePath(Dac &dac, bool loud) {
  Job job = [] { note(0); };
  if (loud)
    job = [&dac] { dac.write(9); };
  submit(job);
  // CHECK: :[[#@LINE-1]]:10: warning: 'dac' crosses to another core but 'Dac' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Dac' is declared core-bound here
  // CHECK: note: this was put into 'job' here
  // CHECK: note: parameter 'job' of 'submit' runs in another thread, on a core nobody knows
}

void bothPathsFine(Dac &dac, bool loud) {
  Job job = [&dac] { dac.write(9); };
  job();
  if (loud)
    job = [] { note(1); };
  else
    job = [] { note(2); };
  submit(job); // neither path brings dac
}

void returnsEarly(Dac &dac, bool loud) {
  Job job = [&dac] { dac.write(9); };
  if (loud) {
    job();
    return;
  }
  job = [] { note(2); };
  submit(job); // the path with dac has left
}

void loop(Dac &dac, int n) {
  Job job = [] { note(0); };
  for (int i = 0; i < n; ++i) {
    submit(job);
    // CHECK: :[[#@LINE-1]]:12: warning: 'dac' crosses to another core but 'Dac' is core-bound [ambit-core-bound-crossing]
    // CHECK: note: 'Dac' is declared core-bound here
    // CHECK: note: this was put into 'job' here
    // CHECK: note: parameter 'job' of 'submit' runs in another thread, on a core nobody knows
    job = [&dac] { dac.write(9); };
  }
}

void moved(Dac &dac) {
  Job job = [&dac] { dac.write(1); };
  Job kept = std::move(job);
  submit(job);             // moved out
  submit(std::move(kept));
  // CHECK: :[[#@LINE-1]]:20: warning: 'dac' crosses to another core but 'Dac' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Dac' is declared core-bound here
  // CHECK: note: this was put into 'kept' here
  // CHECK: note: parameter 'job' of 'submit' runs in another thread, on a core nobody knows
  Job copy;
  Job source = [&dac] { dac.write(1); };
  copy = source;
  submit(copy);
  // CHECK: :[[#@LINE-1]]:10: warning: 'dac' crosses to another core but 'Dac' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Dac' is declared core-bound here
  // CHECK: note: this was put into 'copy' here
  // CHECK: note: parameter 'job' of 'submit' runs in another thread, on a core nobody knows
  Job a = [&dac] { dac.write(1); }, b = [] { note(1); };
  std::swap(a, b);
  submit(b);
}

void passedOn(Dac &dac) {
  Job job = [&dac] { dac.write(1); };
  fill(job);
  submit(job); // fill may have put something else into it
  Job other = [&dac] { dac.write(1); };
  look(other);
  submit(other);
  // CHECK: :[[#@LINE-1]]:10: warning: 'dac' crosses to another core but 'Dac' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Dac' is declared core-bound here
  // CHECK: note: this was put into 'other' here
  // CHECK: note: parameter 'job' of 'submit' runs in another thread, on a core nobody knows
}

void tasks(Dac &dac) {
  std::packaged_task<void()> task([&dac] { dac.write(1); });
  submitTask(std::move(task));
  // CHECK: :[[#@LINE-1]]:24: warning: 'dac' crosses to another core but 'Dac' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Dac' is declared core-bound here
  // CHECK: note: this was put into 'task' here
  // CHECK: note: parameter 'task' of 'submitTask' runs in another thread, on a core nobody knows
  submitTask(std::packaged_task<void()>([&dac] { dac.write(1); }));
  // CHECK: :[[#@LINE-1]]:43: warning: 'dac' crosses to another core but 'Dac' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Dac' is declared core-bound here
  // CHECK: note: parameter 'task' of 'submitTask' runs in another thread, on a core nobody knows
  std::packaged_task<void()> quiet([] { note(1); });
  submitTask(std::move(quiet)); // captures nothing
}

void nested(Dac &dac) {
  Job inner = [&dac] { dac.write(1); };
  submit([inner] { inner(); });
  // CHECK: :[[#@LINE-1]]:11: warning: 'dac' crosses to another core but 'Dac' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Dac' is declared core-bound here
  // CHECK: note: this was put into 'inner' here
  // CHECK: note: parameter 'job' of 'submit' runs in another thread, on a core nobody knows
  submit([&inner] { inner(); });
  // CHECK: :[[#@LINE-1]]:12: warning: 'dac' crosses to another core but 'Dac' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Dac' is declared core-bound here
  // CHECK: note: this was put into 'inner' here
  // CHECK: note: parameter 'job' of 'submit' runs in another thread, on a core nobody knows
  Job outer = [inner = std::move(inner)] { inner(); };
  submit(outer);
  // CHECK: :[[#@LINE-1]]:10: warning: 'dac' crosses to another core but 'Dac' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Dac' is declared core-bound here
  // CHECK: note: this was put into 'outer' here
  // CHECK: note: parameter 'job' of 'submit' runs in another thread, on a core nobody knows
}

void bound(Dac &dac) {
  submit(std::bind(&Dac::write, &dac, 3));
  // CHECK: :[[#@LINE-1]]:10: warning: 'dac' crosses to another core but 'Dac' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Dac' is declared core-bound here
  // CHECK: note: parameter 'job' of 'submit' runs in another thread, on a core nobody knows
  submit(std::bind(&Dac::write, std::ref(dac), 3));
  // CHECK: :[[#@LINE-1]]:10: warning: 'dac' crosses to another core but 'Dac' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Dac' is declared core-bound here
  // CHECK: note: parameter 'job' of 'submit' runs in another thread, on a core nobody knows
  submit(std::bind(note, dac.level));               // a number
  submit(std::bind_front(&Dac::write, &dac, 3));
  // CHECK: :[[#@LINE-1]]:10: warning: 'dac' crosses to another core but 'Dac' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Dac' is declared core-bound here
  // CHECK: note: parameter 'job' of 'submit' runs in another thread, on a core nobody knows
  auto b = std::bind(&Dac::write, &dac, 3);
  submit(b);
  // CHECK: :[[#@LINE-1]]:10: warning: 'b' crosses to another core but 'std::_Bind<void (Dac::*(Dac *, int))(int)>' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: its member '_M_bound_args' has core-bound type 'std::tuple<Dac *, int>'
  // CHECK: note: it holds a way to 'Dac', which is core-bound
  // CHECK: note: 'Dac' is declared core-bound here
  // CHECK: note: parameter 'job' of 'submit' runs in another thread, on a core nobody knows
}

struct Writer {
  Dac &dac;
  void operator()() const { dac.write(4); }
};
struct Noter {
  int n;
  void operator()() const { note(n); }
};
void functors(Dac &dac) {
  submit(Writer{dac});
  // CHECK: :[[#@LINE-1]]:16: warning: a value of type 'Writer' crosses to another core but 'Writer' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: its member 'dac' leads to 'Dac', which is core-bound
  // CHECK: note: 'Dac' is declared core-bound here
  // CHECK: note: parameter 'job' of 'submit' runs in another thread, on a core nobody knows
  submit(Noter{dac.level}); // a number
  submit(+[] { note(3); }); // a function
  submit(nullptr);          // empty
}

struct Holder {
  Job job;
};
void inMember(Dac &dac, Holder &holder) {
  Holder own;
  own.job = [&dac] { dac.write(1); };
  submit(own.job);
  // CHECK: :[[#@LINE-1]]:10: warning: 'dac' crosses to another core but 'Dac' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Dac' is declared core-bound here
  // CHECK: note: this was put into 'own' here
  // CHECK: note: parameter 'job' of 'submit' runs in another thread, on a core nobody knows
  submit(holder.job); // unknown
}
void unknown(Job job, std::vector<Job> jobs) {
  submit(job);      // unknown
  submit(jobs[0]);  // unknown
}
