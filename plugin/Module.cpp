//===- Module.cpp ---------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Registers the checks with the clang-tidy that loads this library.
//
//===----------------------------------------------------------------------===//

#include "tidy/AmbitCheck.h"

namespace {

class AmbitModule : public clang::tidy::ClangTidyModule {
public:
  void addCheckFactories(clang::tidy::ClangTidyCheckFactories &Factories) override {
    ambit::tidy::addChecks(Factories);
  }
};

} // namespace

static clang::tidy::ClangTidyModuleRegistry::Add<AmbitModule>
    Registered("ambit-module", "Core affinity and sendability.");
