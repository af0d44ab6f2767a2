// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// Every annotation of a parameter, on every kind of callee.

#include "ambit/annotations.h"
#include <utility>

struct AMBIT_CORE_BOUND Bus {
  int n;
  void go();
};
struct Plain {
  int n;
};

void thread(Bus &b AMBIT_CROSSES_THREAD);
void core(Bus &b AMBIT_CROSSES_CORE);
void coreTo(Bus &b AMBIT_CROSSES_CORE_TO(1));
void isr(Bus &b AMBIT_CROSSES_ISR);
template <class F> void calledInThread(F &&f AMBIT_CALLED_IN_THREAD) { (void)f; }
template <class F> void calledOn(F &&f AMBIT_CALLED_ON(1)) { (void)f; }
template <class F> void calledInIsr(F &&f AMBIT_CALLED_IN_ISR) { (void)f; }
template <class F> void calledUnder(F &&f AMBIT_CALLED_UNDER(irq)) { (void)f; }
void owner(Bus *b AMBIT_CROSSES_CORE AMBIT_OWNER);
void ownerOnly(Bus *b AMBIT_OWNER);

void each(Bus &bus) {
  thread(bus);
  // CHECK: :[[#@LINE-1]]:10: warning: 'bus' crosses to another core but 'Bus' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Bus' is declared core-bound here
  // CHECK: note: parameter 'b' of 'thread' crosses to another thread, on a core nobody knows
  core(bus);
  // CHECK: :[[#@LINE-1]]:8: warning: 'bus' crosses to another core but 'Bus' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Bus' is declared core-bound here
  // CHECK: note: parameter 'b' of 'core' crosses to another core
  coreTo(bus);
  // CHECK: :[[#@LINE-1]]:10: warning: 'bus' crosses to core 1 but 'Bus' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Bus' is declared core-bound here
  // CHECK: note: parameter 'b' of 'coreTo' crosses to core 1
  isr(bus);    // the handler may be on the same core
  calledInThread([&bus] { bus.go(); });
  // CHECK: :[[#@LINE-1]]:20: warning: 'bus' crosses to another core but 'Bus' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Bus' is declared core-bound here
  // CHECK: note: parameter 'f' of 'calledInThread' runs in another thread, on a core nobody knows
  calledOn([&bus] { bus.go(); });
  // CHECK: :[[#@LINE-1]]:14: warning: 'bus' crosses to core 1 but 'Bus' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Bus' is declared core-bound here
  // CHECK: note: parameter 'f' of 'calledOn' runs on core 1
  calledInIsr([&bus] { bus.go(); });    // the handler may be on the same core
  calledUnder([&bus] { bus.go(); });    // runs here
  owner(&bus);
  // CHECK: :[[#@LINE-1]]:10: warning: 'bus' crosses to another core but 'Bus' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Bus' is declared core-bound here
  // CHECK: note: parameter 'b' of 'owner' crosses to another core
  ownerOnly(&bus); // carries ownership, but crosses nothing
}

// Methods, virtual and not, constructors, operators.
struct Port {
  Port() = default;
  explicit Port(Bus &b AMBIT_CROSSES_CORE);
  virtual ~Port() = default;
  virtual void put(Bus &b AMBIT_CROSSES_CORE) = 0;
  static void make(Bus &b AMBIT_CROSSES_CORE);
  void operator()(Bus &b AMBIT_CROSSES_CORE) const;
  void operator+=(Bus &b AMBIT_CROSSES_CORE);
  void operator[](Bus &b AMBIT_CROSSES_CORE);
  template <class... Ts> void all(Ts &&...ts AMBIT_CROSSES_CORE) { ((void)ts, ...); }
};
Port &operator<<(Port &p, Bus &b AMBIT_CROSSES_CORE);
struct Silent : Port {
  using Port::Port;
  void put(Bus &b) override; // the annotation of what it overrides counts
};
struct Job {
  explicit Job(Bus b AMBIT_CROSSES_THREAD);
  Job(Bus b AMBIT_CROSSES_THREAD, int n);
};
void take(Job job);

void callees(Port &port, Silent &silent, Bus &bus, Plain plain) {
  port.put(bus);
  // CHECK: :[[#@LINE-1]]:12: warning: 'bus' crosses to another core but 'Bus' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Bus' is declared core-bound here
  // CHECK: note: parameter 'b' of 'Port::put' crosses to another core
  silent.put(bus);
  // CHECK: :[[#@LINE-1]]:14: warning: 'bus' crosses to another core but 'Bus' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Bus' is declared core-bound here
  // CHECK: note: parameter 'b' of 'Silent::put' crosses to another core
  Port::make(bus);
  // CHECK: :[[#@LINE-1]]:14: warning: 'bus' crosses to another core but 'Bus' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Bus' is declared core-bound here
  // CHECK: note: parameter 'b' of 'Port::make' crosses to another core
  port(bus);
  // CHECK: :[[#@LINE-1]]:8: warning: 'bus' crosses to another core but 'Bus' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Bus' is declared core-bound here
  // CHECK: note: parameter 'b' of 'Port::operator()' crosses to another core
  port += bus;
  // CHECK: :[[#@LINE-1]]:11: warning: 'bus' crosses to another core but 'Bus' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Bus' is declared core-bound here
  // CHECK: note: parameter 'b' of 'Port::operator+=' crosses to another core
  port[bus];
  // CHECK: :[[#@LINE-1]]:8: warning: 'bus' crosses to another core but 'Bus' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Bus' is declared core-bound here
  // CHECK: note: parameter 'b' of 'Port::operator[]' crosses to another core
  port << bus;
  // CHECK: :[[#@LINE-1]]:11: warning: 'bus' crosses to another core but 'Bus' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Bus' is declared core-bound here
  // CHECK: note: parameter 'b' of 'operator<<' crosses to another core
  Job one(bus);
  // CHECK: :[[#@LINE-1]]:11: warning: 'bus' crosses to another core but 'Bus' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Bus' is declared core-bound here
  // CHECK: note: parameter 'b' of 'Job::Job' crosses to another thread, on a core nobody knows
  Job two{bus, 2};
  // CHECK: :[[#@LINE-1]]:11: warning: 'bus' crosses to another core but 'Bus' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Bus' is declared core-bound here
  // CHECK: note: parameter 'b' of 'Job::Job' crosses to another thread, on a core nobody knows
  take(Job(bus));
  // CHECK: :[[#@LINE-1]]:12: warning: 'bus' crosses to another core but 'Bus' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Bus' is declared core-bound here
  // CHECK: note: parameter 'b' of 'Job::Job' crosses to another thread, on a core nobody knows
  auto *three = new Job(bus);
  // CHECK: :[[#@LINE-1]]:25: warning: 'bus' crosses to another core but 'Bus' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Bus' is declared core-bound here
  // CHECK: note: parameter 'b' of 'Job::Job' crosses to another thread, on a core nobody knows
  delete three;
  port.all(1, plain);      // nothing bound
  port.all(1, bus, plain);
  // CHECK: :[[#@LINE-1]]:15: warning: 'bus' crosses to another core but 'Bus' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Bus' is declared core-bound here
  // CHECK: note: parameter 'ts' of 'Port::all' crosses to another core
}

// Function pointers and references with annotated parameters.
void pointers(Bus &bus, void (*send)(Bus &b AMBIT_CROSSES_CORE), void (*plain)(Bus &b)) {
  send(bus);
  // CHECK: :[[#@LINE-1]]:8: warning: 'bus' crosses to another core but 'Bus' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Bus' is declared core-bound here
  // CHECK: note: parameter 'b' of 'send' crosses to another core
  plain(bus);    // says nothing
}
struct Table {
  void (*send)(Bus &b AMBIT_CROSSES_CORE);
};
void table(const Table &t, Bus &bus) {
  t.send(bus);
  // CHECK: :[[#@LINE-1]]:10: warning: 'bus' crosses to another core but 'Bus' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Bus' is declared core-bound here
  // CHECK: note: parameter 'b' of 'send' crosses to another core
}

// Redeclarations: any of them may say it.
void later(Bus &b);
void later(Bus &b AMBIT_CROSSES_CORE);
void beforeDefinition(Bus &b AMBIT_CROSSES_CORE);
void beforeDefinition(Bus &b) { b.go(); }
void redeclared(Bus &bus) {
  later(bus);
  // CHECK: :[[#@LINE-1]]:9: warning: 'bus' crosses to another core but 'Bus' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Bus' is declared core-bound here
  // CHECK: note: parameter 'b' of 'later' crosses to another core
  beforeDefinition(bus);
  // CHECK: :[[#@LINE-1]]:20: warning: 'bus' crosses to another core but 'Bus' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Bus' is declared core-bound here
  // CHECK: note: parameter 'b' of 'beforeDefinition' crosses to another core
}

// Default arguments are not reported at every call.
Bus &standard();
void withDefault(int n, Bus &b AMBIT_CROSSES_CORE = standard());
void defaults(Bus &bus) {
  withDefault(1);
  withDefault(1, bus);
  // CHECK: :[[#@LINE-1]]:18: warning: 'bus' crosses to another core but 'Bus' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Bus' is declared core-bound here
  // CHECK: note: parameter 'b' of 'withDefault' crosses to another core
}

// Where the parameter is an annotated one, the caller is told, not the layer below.
void layer(Bus &b AMBIT_CROSSES_CORE) {
  core(b); // said at the call of layer
}
void above(Bus &bus) {
  layer(bus);
  // CHECK: :[[#@LINE-1]]:9: warning: 'bus' crosses to another core but 'Bus' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Bus' is declared core-bound here
  // CHECK: note: parameter 'b' of 'layer' crosses to another core
}
