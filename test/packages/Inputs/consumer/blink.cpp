#include "ambit/irq_cell.hpp"
#include <cstdio>

static ambit::irq_cell<unsigned> toggled;

int main() {
  toggled.store(3);
  std::printf("toggled %u times\n", toggled.load());
}
