//===- Source.h -------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Parses a snippet for a test and finds declarations in it.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_UNIT_SOURCE_H
#define AMBIT_UNIT_SOURCE_H

#include "analyses/Unit.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include <memory>

namespace ambit {

/// A parsed snippet with its unit.
struct Source {
  explicit Source(llvm::StringRef Code, llvm::StringRef File = "test.cpp",
                  std::vector<std::string> Flags = {"-std=c++20"}) {
    Flags.push_back("-DAMBIT_ANALYSIS");
    Flags.push_back("-I" AMBIT_SOURCE_DIR "/annotations");
    Flags.push_back("-resource-dir=" AMBIT_RESOURCE_DIR);
    Parsed = clang::tooling::buildASTFromCodeWithArgs(
        "#include \"ambit/annotations.h\"\n" + Code.str(), Flags, File);
    Analysed = std::make_unique<Unit>(Parsed->getASTContext(), UnitOptions(), shippedModels());
  }

  clang::ASTContext &context() { return Parsed->getASTContext(); }
  const TypeFacts &facts() { return Analysed->facts(); }

  /// The named declaration of that name at file scope or in a record there.
  template <class D> const D *find(llvm::StringRef Name) {
    using namespace clang::ast_matchers;
    auto Found = match(namedDecl(hasName(Name)).bind("x"), context());
    const D *Last = nullptr;
    for (const auto &Nodes : Found)
      if (const auto *N = Nodes.getNodeAs<D>("x"))
        Last = N;
    return Last;
  }

  /// The type of the variable or field \p Name.
  clang::QualType typeOf(llvm::StringRef Name) { return find<clang::ValueDecl>(Name)->getType(); }

  std::unique_ptr<clang::ASTUnit> Parsed;
  std::unique_ptr<Unit> Analysed;
};

} // namespace ambit

#endif // AMBIT_UNIT_SOURCE_H
