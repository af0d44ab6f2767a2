//===- AmbitCheck.h ---------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The clang-tidy checks: each asks the unit for the findings of its rule and
// says them.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_TIDY_AMBITCHECK_H
#define AMBIT_TIDY_AMBITCHECK_H

#include "analyses/Finding.h"
#include "clang-tidy/ClangTidyCheck.h"
#include "clang-tidy/ClangTidyModule.h"
#include "tidy/UnitCache.h"
#include <functional>

namespace ambit::tidy {

/// A check for one rule. Options, per check or global:
///   Unannotated  `Permissive` (default): what is known to be wrong. `Strict`: at a
///                boundary also what is not known.
///   Models       model files to read besides the shipped ones, separated by `;`.
///   Facts        a report that `ambit check --json` has written of the whole program; what it
///                has found by linking is said where it is in the unit at hand.
class AmbitCheck : public clang::tidy::ClangTidyCheck {
public:
  AmbitCheck(Rule R, llvm::StringRef Name, clang::tidy::ClangTidyContext *Context);

  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Into) override;
  void registerMatchers(clang::ast_matchers::MatchFinder *Finder) override;
  void check(const clang::ast_matchers::MatchFinder::MatchResult &Result) override;
  void onEndOfTranslationUnit() override;

private:
  void findAndSay(clang::ASTContext &Ctx);
  void say(const Finding &F, const clang::ASTContext &Ctx);
  void sayLinked(clang::ASTContext &Ctx);

  const Rule Check;
  std::string Mode;
  std::string ModelList;
  std::string FactsPath;
  /// Whether the matchers need not visit what is in the unit: the checks of Ambit look at it as a
  /// whole, and no other is enabled.
  const bool LeavesOutWalk;
  std::shared_ptr<Unit> Analysed;
};

/// Says that the host visits parts of a unit and not the unit itself: clangd does so, with
/// what the main file declares. Called before any check is made.
void setVisitsParts();

/// Has \p Watcher told of each unit when the first check looks at it, with the path of the linked
/// facts that are configured for it, or none. Called before any check is made.
using UnitWatcher = std::function<void(Unit &, const std::string &Facts)>;
void setUnitWatcher(UnitWatcher Watcher);

/// Registers all checks.
void addChecks(clang::tidy::ClangTidyCheckFactories &Factories);

} // namespace ambit::tidy

#endif // AMBIT_TIDY_AMBITCHECK_H
