// RUN: %ambit-check %s -- -std=c++20 %include 2>&1 | %expect

// Code without contexts has no findings.

#include <mutex>
#include <vector>

static int count;
static std::vector<int> all;
static std::mutex m;

void a() { ++count; }
void b() {
  std::lock_guard<std::mutex> hold(m);
  all.push_back(count);
}
int main() {
  a();
  b();
}
