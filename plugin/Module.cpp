//===- Module.cpp ---------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Registers the checks with the clang-tidy that loads this library: libambit-
// tidy.so does so, for the LLVM it was built for. If somebody loads it
// directly into another one, it registers nothing.
//
//===----------------------------------------------------------------------===//

#include "tidy/AmbitCheck.h"
#include "llvm/Config/llvm-config.h"
#include <cstdio>
#if LLVM_VERSION_MAJOR < 22 // moved to ClangTidyModule.h
#include "clang-tidy/ClangTidyModuleRegistry.h"
#endif

/// Since LLVM 16 every LLVM tells its version; a host without it is older.
// NOLINTNEXTLINE(readability-identifier-naming): the name is LLVM's
extern "C" __attribute__((weak)) void LLVMGetVersion(unsigned *Major, unsigned *Minor,
                                                     unsigned *Patch);

namespace {

class AmbitModule : public clang::tidy::ClangTidyModule {
public:
  void addCheckFactories(clang::tidy::ClangTidyCheckFactories &Factories) override {
    ambit::tidy::addChecks(Factories);
  }
};

using Registration = clang::tidy::ClangTidyModuleRegistry::Add<AmbitModule>;

bool fitsHost() {
  unsigned Major = 0, Minor = 0, Patch = 0;
  if (LLVMGetVersion)
    LLVMGetVersion(&Major, &Minor, &Patch);
  return Major == LLVM_VERSION_MAJOR;
}

struct Register {
  Register() {
    if (fitsHost())
      static Registration Registered("ambit-module", "Core affinity and sendability.");
    else
      std::fprintf(stderr,
                   "ambit: error: this library is for LLVM %d only; load libambit-tidy.so; "
                   "no ambit check is registered\n",
                   LLVM_VERSION_MAJOR);
  }
};

} // namespace

static Register RegisterNow;
