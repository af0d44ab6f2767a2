//===- AmbitCheck.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/AmbitCheck.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace clang::tidy;
using namespace llvm;

namespace ambit::tidy {

AmbitCheck::AmbitCheck(Rule R, StringRef Name, ClangTidyContext *Context)
    : ClangTidyCheck(Name, Context), Check(R),
      Mode(Options.getLocalOrGlobal("Unannotated", "Permissive")),
      ModelList(Options.getLocalOrGlobal("Models", "")) {
  if (Mode != "Strict" && Mode != "Permissive")
    configurationDiag("option 'Unannotated' is '%0'; write 'Permissive' or 'Strict'",
                      DiagnosticIDs::Error)
        << Mode;
}

void AmbitCheck::storeOptions(ClangTidyOptions::OptionMap &Into) {
  Options.store(Into, "Unannotated", Mode);
  Options.store(Into, "Models", ModelList);
}

namespace {
/// One declaration stands for the unit. There is one, or nothing would be matched.
AST_MATCHER(Decl, isFirstVisited) {
  return &Node == Finder->getASTContext().getTraversalScope().front();
}
} // namespace

static bool VisitsParts = false;

void setVisitsParts() { VisitsParts = true; }

void AmbitCheck::registerMatchers(MatchFinder *Finder) {
  if (VisitsParts)
    Finder->addMatcher(decl(isFirstVisited()).bind("part"), this);
  else
    Finder->addMatcher(translationUnitDecl().bind("unit"), this);
}

/// A relative path starts where clang-tidy runs or, since build systems run it elsewhere,
/// at the main file's directory or one above: where its .clang-tidy is.
static std::string findModel(StringRef Path, const SourceManager &Sources) {
  if (sys::path::is_absolute(Path) || sys::fs::exists(Path))
    return Path.str();
  OptionalFileEntryRef Main = Sources.getFileEntryRefForID(Sources.getMainFileID());
  SmallString<256> Directory(Main ? Main->getName() : "");
  if (sys::fs::make_absolute(Directory))
    return Path.str();
  while (sys::path::has_parent_path(Directory)) {
    Directory = sys::path::parent_path(Directory);
    SmallString<256> Candidate(Directory);
    sys::path::append(Candidate, Path);
    if (sys::fs::exists(Candidate))
      return Candidate.str().str();
  }
  return Path.str();
}

void AmbitCheck::check(const MatchFinder::MatchResult &Result) {
  UnitOptions Settings;
  Settings.IsStrict = Mode == "Strict";
  for (StringRef Path : split(ModelList, ';'))
    if (!Path.trim().empty())
      Settings.Models.push_back(findModel(Path.trim(), *Result.SourceManager));
  Analysed = unitFor(*Result.Context, Settings);
  for (const std::string &Error : Analysed->takeModelErrors()) {
    // clang-tidy says itself that it is an error.
    auto [Place, Text] = StringRef(Error).split(": error: ");
    configurationDiag("%0: %1", DiagnosticIDs::Error) << Place << Text;
  }
  for (const Finding &F : Analysed->findings(Check))
    say(F, *Result.Context);
}

void AmbitCheck::onEndOfTranslationUnit() { Analysed.reset(); }

void AmbitCheck::say(const Finding &F, const ASTContext &Ctx) {
  {
    DiagnosticBuilder Warning = diag(F.Where, "%0") << render(F.What, F.Arguments, Ctx);
    for (const Fix &X : F.Fixes)
      Warning << FixItHint::CreateReplacement(X.Range, X.Text);
  }
  for (const Note &N : F.Notes)
    diag(userLocation(N.Where, Ctx.getSourceManager()), "%0", DiagnosticIDs::Note)
        << render(N.What, N.Arguments, Ctx);
}

namespace {
template <Rule R> class CheckOf : public AmbitCheck {
public:
  CheckOf(StringRef Name, ClangTidyContext *Context) : AmbitCheck(R, Name, Context) {}
};

template <Rule R> void add(ClangTidyCheckFactories &Factories) {
  Factories.registerCheck<CheckOf<R>>(checkName(R));
}
} // namespace

void addChecks(ClangTidyCheckFactories &Factories) {
  add<Rule::InvalidAnnotation>(Factories);
  add<Rule::FalseSendClaim>(Factories);
  add<Rule::UnsendableCrossing>(Factories);
  add<Rule::CoreBoundCrossing>(Factories);
  add<Rule::OffCoreAccess>(Factories);
  add<Rule::HeldAcrossAwait>(Factories);
  add<Rule::UnlockedSharedState>(Factories);
  add<Rule::WeakLock>(Factories);
  add<Rule::GuardedStateEscape>(Factories);
  add<Rule::IsrUnsafeCall>(Factories);
  add<Rule::UndeclaredSharedState>(Factories);
  add<Rule::UnbalancedLock>(Factories);
  add<Rule::ExpiredPhase>(Factories);
  add<Rule::StaleWaiver>(Factories);
}

} // namespace ambit::tidy
