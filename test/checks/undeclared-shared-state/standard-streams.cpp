// RUN: %ambit-check %s -- -std=c++20 2>&1 | %expect

// The standard streams may be used by several threads at once ([iostream.objects.overview]). A stream of one's
// own may not.

#include <fstream>
#include <iostream>
#include <string>
#include <thread>

static std::ofstream journal("journal");

int main() {
  std::string prompt = "name";
  for (int i = 0; i < 2; ++i)
    std::thread([prompt] {
      std::cout << prompt << ": ";
      std::cout.flush();
      journal.flush();
      // CHECK: :[[#@LINE-1]]:7: warning: writing 'journal' is not excluded from another thread [ambit-undeclared-shared-state]
      // CHECK: note: a lambda writes 'journal' here
      // CHECK: note: a lambda is started here
      // CHECK: note: hold one lock that keeps out other cores around both accesses
    }).detach();
}
