// RUN: %ambit-check --header-filter=.* %s -- -std=c++20 -O1 -fno-exceptions %include -I%source/runtime/include -I%source/runtime/port/host 2>&1 | %expect
// A handler that sends what has to be allocated.
#include "ambit/channel.hpp"
#include <memory>

static ambit::channel<std::unique_ptr<int>, 4> readings;

AMBIT_ISR_AT(3) void adc_isr() { readings.try_send(std::make_unique<int>(1)); }
// CHECK: :[[#@LINE-1]]:52: warning: 'make_unique' uses the heap, but is called in interrupt handler 'adc_isr' [ambit-isr-unsafe-call]
