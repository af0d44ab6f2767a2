#include "shared.h"
int count, total;
int main(void) {
  step();
  total = 0;
  return 0;
}
