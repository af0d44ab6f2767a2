// RUN: split-file %s %t
// RUN: %ambit-check --header-filter='.*' %t/main.cpp -- -std=c++20 %include 2>&1 \
// RUN:   | FileCheck %s --implicit-check-not='{{warning|error}}:'
//
// An inline getter of a header is reported there, once.

//--- config.h
#include "ambit/annotations.h"
#include <mutex>
#include <string>
class Config {
public:
  const std::string &host() {
    std::lock_guard<std::mutex> hold(lock_);
    return host_;
  }

private:
  std::mutex lock_;
  AMBIT_GUARDED_BY(lock_) std::string host_;
};

//--- main.cpp
#include "config.h"
int main() { Config c; return c.host().empty(); }
// CHECK: config.h:8:12: warning:
// CHECK-SAME: [ambit-guarded-state-escape]
// CHECK: config.h:13:3: note: 'host_' is declared guarded here
