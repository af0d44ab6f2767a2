#pragma once
#pragma GCC system_header
#include "ambit/annotations.h"
#include "driver.h"

namespace sys {
template <class F> void start(F f AMBIT_CALLED_IN_THREAD) { (void)f; }
inline void inside() {
  drv::Can own;
  drv::hand(own);
  start([&own] { own.n = 2; });
}
} // namespace sys
