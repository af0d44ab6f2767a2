// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect --implicit-check-not=note:
//
// Claims that look false and are not.

#include "ambit/annotations.h"
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

struct AMBIT_THREAD_BOUND Canvas {
  int name = 0;
};
struct AMBIT_CORE_BOUND Timer {
  int ticks = 0;
};
struct Opaque;

struct AMBIT_SEND ManyParts {
  std::string text;
  std::vector<std::unique_ptr<int>> numbers;
  std::mutex mutex;
};
struct AMBIT_SEND NotAPart { // statics, functions, types and friends are no parts
  static Canvas canvas;
  Canvas make() const;
  void draw(Canvas);
  using Type = Canvas;
  friend struct Canvas;
};
struct AMBIT_SEND OnlyCode {
  void (*draw)(Canvas *);
  int Canvas::*name;
};
struct AMBIT_SEND MovesOnItsCore { // core-bound and send are two facts
  Timer timer;
};
struct AMBIT_SEND AMBIT_CORE_BOUND OnItsCore {
  int x;
};
struct AMBIT_SEND Unknown { // unknown is not no
  void *anything;
  int *number;
  std::unique_ptr<Opaque> opaque;
  std::function<void()> callable;
};
struct AMBIT_SEND_UNCHECKED("opened again in the new thread") Asserted {
  Canvas canvas;
};
struct AMBIT_SEND UsesAsserted {
  Asserted part;
};
struct AMBIT_SEND Recursive {
  std::unique_ptr<Recursive> next;
  UsesAsserted part;
};
struct AMBIT_SEND_IF(false) Never { // claims nothing
  Canvas canvas;
};
struct AMBIT_SEND NeverDefined;
enum class AMBIT_SEND Color { red };
