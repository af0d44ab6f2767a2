#pragma once
#include "ambit/annotations.h"

namespace drv {
struct AMBIT_CORE_BOUND Can {
  int n = 0;
};
void hand(const Can &can AMBIT_CROSSES_CORE);
template <class T> class Queue {
public:
  void put(const T &value AMBIT_CROSSES_CORE) { last = &value; }

private:
  const T *last = nullptr;
};
} // namespace drv
