//===- machine.hpp - cores for a test ---------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_TEST_RUNTIME_MACHINE_HPP
#define AMBIT_TEST_RUNTIME_MACHINE_HPP

#include "ambit/core_executor.hpp"
#include "host.hpp"
#include <csetjmp>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

namespace test {

/// Frames are larger without optimisation and with other compilers: tests take what is enough for
/// all.
inline constexpr std::size_t big = 2048;

/// How often the stress tests repeat; sanitizers are slow.
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
inline constexpr bool sanitized = true;
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif
#else
inline constexpr bool sanitized = false;
#endif
/// The environment variable AMBIT_SOAK multiplies: AMBIT_SOAK=100 ambit-runtime-tests runs for
/// long.
inline unsigned times(unsigned n) {
  const char *soak = std::getenv("AMBIT_SOAK");
  unsigned factor = soak != nullptr ? static_cast<unsigned>(std::atoi(soak)) : 1;
  return (sanitized ? n / 20 : n) * factor;
}

/// Runs `function(core)` on each of the cores 0 to `count - 1` at once.
template <class F> void on_cores(unsigned count, F function) {
  std::vector<std::thread> threads;
  for (unsigned core = 0; core < count; ++core)
    threads.emplace_back([=] {
      ambit::host::core_scope scope(core);
      function(core);
    });
  for (auto &t : threads)
    t.join();
}

inline std::string panic_text;
inline std::jmp_buf panic_return;

/// What port::panic says when `function` runs; empty if it does not panic.
template <class F> std::string panics(F function) {
  panic_text.clear();
  ambit::host::on_panic([](const char *what) {
    panic_text = what;
    std::longjmp(panic_return, 1);
  });
  if (setjmp(panic_return) == 0)
    function();
  ambit::host::on_panic(nullptr);
  return panic_text;
}

} // namespace test

#endif // AMBIT_TEST_RUNTIME_MACHINE_HPP
