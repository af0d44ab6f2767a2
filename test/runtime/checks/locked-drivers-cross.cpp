// RUN: %ambit-check --header-filter=.* %s -- -std=c++20 -O1 -fno-exceptions %include -I%source/runtime/include -I%source/runtime/port/host 2>&1 | %expect
// The locked form of each driver may go to any core, although its device is bound to one. So may the way home of a
// core-bound object.
#include "ambit/core_bound.hpp"
#include "ambit/drivers/clint.hpp"
#include "ambit/drivers/lm3s_i2c.hpp"
#include "ambit/drivers/ns16550a.hpp"
#include "ambit/drivers/pl022.hpp"
#include "ambit/drivers/pl061.hpp"
#include <thread>

void hand_over(ambit::locked_serial<ambit::ns16550a<>> &serial, ambit::locked_timer<ambit::clint<>> &timer,
               ambit::locked_pl022<> &spi, ambit::locked_pl061<> &gpio, ambit::locked_lm3s_i2c<> &i2c,
               ambit::core_bound<int> &bound) {
  std::thread([&serial] { serial.lost(); }).join();
  std::thread([&timer] { timer.now(); }).join();
  std::thread([&spi] { spi.start(2); }).join();
  std::thread([&gpio] { gpio.read(1); }).join();
  std::thread([&i2c] { i2c.start(9); }).join();
  std::thread([home = bound.remote()] { home.retire(); }).join();
}
