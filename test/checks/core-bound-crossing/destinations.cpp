// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// Where it goes: to a core by number, name, enumerator or argument; home; from the same core.

#include "ambit/annotations.h"

enum Core { Main = 0, Radio = 1 };
enum class Cpu : unsigned { Pro, App };
constexpr int RadioCore = 1;
#define HOME_CORE 0

struct AMBIT_CORE_BOUND Floating {
  int n;
};
struct AMBIT_CORE_BOUND_TO(1) Modem {
  int n;
  void dial();
};
struct AMBIT_CORE_BOUND_TO(HOME_CORE) Display {
  int n;
  void show();
};
struct Phone {
  Modem modem;
};

void toRadio(Modem &m AMBIT_CROSSES_CORE_TO(1));
void toRadioName(Modem &m AMBIT_CROSSES_CORE_TO(RadioCore));
void toRadioEnum(Modem &m AMBIT_CROSSES_CORE_TO(Radio));
void toMain(Modem &m AMBIT_CROSSES_CORE_TO(HOME_CORE));
void toApp(Modem &m AMBIT_CROSSES_CORE_TO(Cpu::App));
void floatTo(Floating &f AMBIT_CROSSES_CORE_TO(1));
template <class T> void sendTo(int core, T &value AMBIT_CROSSES_CORE_TO(core));
template <class T> void anywhere(T &value AMBIT_CROSSES_CORE);
template <class F> void runOn(int core, F f AMBIT_CALLED_ON(core)) {
  (void)core;
  (void)f;
}
void phoneTo(Phone &p AMBIT_CROSSES_CORE_TO(1));
void phoneToMain(Phone &p AMBIT_CROSSES_CORE_TO(0));

void home(Modem &modem, Floating &floating, int which, Phone &phone) {
  toRadio(modem);       // goes home
  toRadioName(modem);   // goes home
  toRadioEnum(modem);   // goes home
  toApp(modem);         // goes home
  toMain(modem);
  // CHECK: :[[#@LINE-1]]:10: warning: 'modem' crosses to core 0 but 'Modem' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Modem' is declared core-bound here
  // CHECK: note: parameter 'm' of 'toMain' crosses to core 0
  floatTo(floating);
  // CHECK: :[[#@LINE-1]]:11: warning: 'floating' crosses to core 1 but 'Floating' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Floating' is declared core-bound here
  // CHECK: note: parameter 'f' of 'floatTo' crosses to core 1
  sendTo(1, modem);     // goes home
  sendTo(Radio, modem); // goes home
  sendTo(RadioCore, modem); // goes home
  sendTo(0, modem);
  // CHECK: :[[#@LINE-1]]:13: warning: 'modem' crosses to core 0 but 'Modem' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Modem' is declared core-bound here
  // CHECK: note: parameter 'value' of 'sendTo' crosses to core 0
  sendTo(which, modem);
  // CHECK: :[[#@LINE-1]]:17: warning: 'modem' crosses to another core but 'Modem' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Modem' is declared core-bound here
  // CHECK: note: parameter 'value' of 'sendTo' crosses to another core
  anywhere(modem);
  // CHECK: :[[#@LINE-1]]:12: warning: 'modem' crosses to another core but 'Modem' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Modem' is declared core-bound here
  // CHECK: note: parameter 'value' of 'anywhere' crosses to another core
  phoneTo(phone);       // its part goes home
  phoneToMain(phone);
  // CHECK: :[[#@LINE-1]]:15: warning: 'phone' crosses to core 0 but 'Phone' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: its member 'modem' has core-bound type 'Modem'
  // CHECK: note: 'Modem' is declared core-bound here
  // CHECK: note: parameter 'p' of 'phoneToMain' crosses to core 0
}

void callables(Modem &modem, Display &display, Floating &floating) {
  runOn(1, [&modem] { modem.dial(); });      // goes home
  runOn(1, [&display] { display.show(); });
  // CHECK: :[[#@LINE-1]]:14: warning: 'display' crosses to core 1 but 'Display' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Display' is declared core-bound here
  // CHECK: note: parameter 'f' of 'runOn' runs on core 1
  runOn(0, [&display] { display.show(); });  // goes home
  runOn(1, [&modem,
            &display] {
            // CHECK: :[[#@LINE-1]]:14: warning: 'display' crosses to core 1 but 'Display' is core-bound [ambit-core-bound-crossing]
            // CHECK: note: 'Display' is declared core-bound here
            // CHECK: note: parameter 'f' of 'runOn' runs on core 1
    modem.dial();
    display.show();
  });
  runOn(1, [&floating] { ++floating.n; });
  // CHECK: :[[#@LINE-1]]:14: warning: 'floating' crosses to core 1 but 'Floating' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Floating' is declared core-bound here
  // CHECK: note: parameter 'f' of 'runOn' runs on core 1
  runOn(-1, [&modem] { modem.dial(); });
  // CHECK: :[[#@LINE-1]]:15: warning: 'modem' crosses to another core but 'Modem' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Modem' is declared core-bound here
  // CHECK: note: parameter 'f' of 'runOn' runs on another core
}

// Both ends on one core: nothing crosses.
AMBIT_RUNS_ON(1) void onRadio(Floating &floating, Modem &modem, int which) {
  floatTo(floating);                       // from core 1 to core 1
  sendTo(1, floating);                     // the same
  runOn(1, [&floating] { ++floating.n; }); // the same
  sendTo(0, floating);
  // CHECK: :[[#@LINE-1]]:13: warning: 'floating' crosses to core 0 but 'Floating' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Floating' is declared core-bound here
  // CHECK: note: parameter 'value' of 'sendTo' crosses to core 0
  sendTo(which, floating);
  // CHECK: :[[#@LINE-1]]:17: warning: 'floating' crosses to another core but 'Floating' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Floating' is declared core-bound here
  // CHECK: note: parameter 'value' of 'sendTo' crosses to another core
  anywhere(floating);
  // CHECK: :[[#@LINE-1]]:12: warning: 'floating' crosses to another core but 'Floating' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Floating' is declared core-bound here
  // CHECK: note: parameter 'value' of 'anywhere' crosses to another core
  toRadio(modem);                          // home and here
}
AMBIT_RUNS_ON(HOME_CORE) void onMain(Floating &floating) {
  sendTo(Main, floating);  // from core 0 to core 0
  sendTo(Radio, floating);
  // CHECK: :[[#@LINE-1]]:17: warning: 'floating' crosses to core 1 but 'Floating' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Floating' is declared core-bound here
  // CHECK: note: parameter 'value' of 'sendTo' crosses to core 1
}
AMBIT_ISR_ON(1, 3) void handler() {
  static Floating own;
  sendTo(1, own); // the handler runs on core 1
  sendTo(0, own);
  // CHECK: :[[#@LINE-1]]:13: warning: 'own' crosses to core 0 but 'Floating' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Floating' is declared core-bound here
  // CHECK: note: parameter 'value' of 'sendTo' crosses to core 0
}

// A callable that runs on a core hands on from there.
void nested(Floating &unused) {
  (void)unused;
  runOn(1, [] {
    Floating own{1};
    runOn(1, [&own] { ++own.n; }); // made on core 1, stays there
    runOn(0, [&own] { ++own.n; });
    // CHECK: :[[#@LINE-1]]:16: warning: 'own' crosses to core 0 but 'Floating' is core-bound [ambit-core-bound-crossing]
    // CHECK: note: 'Floating' is declared core-bound here
    // CHECK: note: parameter 'f' of 'runOn' runs on core 0
  });
}

// A thread-bound thing may not leave its thread, unless both ends are pinned to one core.
struct AMBIT_THREAD_BOUND Session {
  int n;
};
AMBIT_RUNS_ON(1) void threadBound(Session &s) {
  sendTo(1, s); // MODEL: not a thread boundary if both ends are pinned to one core
  sendTo(0, s);
  // CHECK: :[[#@LINE-1]]:13: warning: 's' crosses to another thread but 'Session' is thread-bound [ambit-unsendable-crossing]
  // CHECK: note: 'Session' is declared thread-bound here
  // CHECK: note: parameter 'value' of 'sendTo' crosses to core 0
}

struct AMBIT_SEND AMBIT_CORE_BOUND Local {
  int n;
};
template <class T> void toThread(T value AMBIT_CROSSES_THREAD);
void changesThread(Local local) {
  toThread(local);
  // CHECK: :[[#@LINE-1]]:12: warning: 'local' crosses to another core but 'Local' is core-bound [ambit-core-bound-crossing]
  // CHECK: note: 'Local' is declared core-bound here
  // CHECK: note: parameter 'value' of 'toThread' crosses to another thread, on a core nobody knows
}
