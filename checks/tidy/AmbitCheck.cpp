//===- AmbitCheck.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/AmbitCheck.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/Basic/FileManager.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <set>

using namespace clang;
using namespace clang::ast_matchers;
using namespace clang::tidy;
using namespace llvm;

namespace ambit::tidy {

static bool VisitsParts = false;

void setVisitsParts() { VisitsParts = true; }

/// Whether checks are on that a user has written as queries, which a clang-tidy before 22 does not
/// know of.
template <class Host> static bool hasQueryChecks(const Host &Tidy) {
  if constexpr (requires { Tidy.canExperimentalCustomChecks(); })
    return Tidy.canExperimentalCustomChecks();
  return false;
}

/// Whether \p Host runs no check of another module that has matchers. The analyzer has none, and
/// neither has the compiler.
static bool runsOnlyAmbit(const ClangTidyContext &Host) {
  if (hasQueryChecks(Host) || !Host.getOptions().Checks)
    return false;
  bool IsAlone = false;
  SmallVector<StringRef> Globs;
  SplitString(*Host.getOptions().Checks, Globs, ",\n");
  for (StringRef Glob : Globs) {
    Glob = Glob.trim();
    if (Glob == "-*")
      IsAlone = true; // whatever came before
    else if (!Glob.empty() && !Glob.starts_with("-") && !Glob.starts_with("ambit-") &&
             !Glob.starts_with("clang-analyzer-") && !Glob.starts_with("clang-diagnostic-"))
      IsAlone = false;
  }
  return IsAlone;
}

AmbitCheck::AmbitCheck(Rule R, StringRef Name, ClangTidyContext *Context)
    : ClangTidyCheck(Name, Context), Check(R),
      Mode(Options.getLocalOrGlobal("Unannotated", "Permissive")),
      ModelList(Options.getLocalOrGlobal("Models", "")),
      FactsPath(Options.getLocalOrGlobal("Facts", "")),
      LeavesOutWalk(!VisitsParts && runsOnlyAmbit(*Context)) {
  if (Mode != "Strict" && Mode != "Permissive")
    configurationDiag("option 'Unannotated' is '%0'; write 'Permissive' or 'Strict'",
                      DiagnosticIDs::Error)
        << Mode;
}

void AmbitCheck::storeOptions(ClangTidyOptions::OptionMap &Into) {
  Options.store(Into, "Unannotated", Mode);
  Options.store(Into, "Models", ModelList);
  Options.store(Into, "Facts", FactsPath);
}

namespace {
/// One declaration stands for the unit. There is one, or nothing would be matched.
AST_MATCHER(Decl, isFirstVisited) {
  return &Node == Finder->getASTContext().getTraversalScope().front();
}
} // namespace

static UnitWatcher Watcher;

void setUnitWatcher(UnitWatcher Given) { Watcher = std::move(Given); }

void AmbitCheck::registerMatchers(MatchFinder *Finder) {
  if (VisitsParts)
    Finder->addMatcher(decl(isFirstVisited()).bind("part"), this);
  else
    Finder->addMatcher(translationUnitDecl().bind("unit"), this);
}

/// A relative path starts where clang-tidy runs or, since build systems run it elsewhere,
/// at the main file's directory or one above: where its .clang-tidy is.
static std::string findFile(StringRef Path, const SourceManager &Sources) {
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

/// Has the matchers go into \p Ctx's unit, of which they have just been shown the outside, or not.
static void setIsWalked(ASTContext &Ctx, bool IsWalked) {
  Ctx.setTraversalScope(IsWalked ? std::vector<Decl *>{Ctx.getTranslationUnitDecl()}
                                 : std::vector<Decl *>());
}

void AmbitCheck::check(const MatchFinder::MatchResult &Result) {
  // Another check of Ambit may have been here, with other options.
  if (LeavesOutWalk)
    setIsWalked(*Result.Context, true);
  findAndSay(*Result.Context);
  if (LeavesOutWalk)
    setIsWalked(*Result.Context, false);
}

void AmbitCheck::findAndSay(ASTContext &Ctx) {
  UnitOptions Settings;
  Settings.IsStrict = Mode == "Strict";
  for (StringRef Path : split(ModelList, ';'))
    if (!Path.trim().empty())
      Settings.Models.push_back(findFile(Path.trim(), Ctx.getSourceManager()));
  bool IsNew;
  Analysed = unitFor(Ctx, Settings, IsNew);
  if (IsNew && Watcher)
    Watcher(*Analysed, FactsPath.empty() ? "" : findFile(FactsPath, Ctx.getSourceManager()));
  for (const std::string &Error : Analysed->takeModelErrors()) {
    // clang-tidy says itself that it is an error.
    auto [Place, Text] = StringRef(Error).split(": error: ");
    configurationDiag("%0: %1", DiagnosticIDs::Error) << Place << Text;
  }
  if (Analysed->takeEmptyAnnotations())
    configurationDiag("the precompiled header was made without Ambit's annotations, and none of "
                      "them is seen; make it with -DAMBIT_ANALYSIS, or analyse without it");
  for (const Finding &F : Analysed->findings(Check))
    say(F, Ctx);
  if (!FactsPath.empty())
    sayLinked(Ctx);
}

void AmbitCheck::onEndOfTranslationUnit() {
  if (LeavesOutWalk && Analysed)
    setIsWalked(Analysed->context(), true);
  Analysed.reset();
}

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

void AmbitCheck::sayLinked(ASTContext &Ctx) {
  SourceManager &Sources = Ctx.getSourceManager();
  std::string Why;
  std::shared_ptr<const facts::LinkedReport> Report = reportAt(findFile(FactsPath, Sources), Why);
  if (!Report) {
    configurationDiag("%0", DiagnosticIDs::Error) << wrongFacts(FactsPath, Why);
    return;
  }
  FileManager &Files = Sources.getFileManager();
  auto Place = [&](const facts::TextPlace &P) {
    OptionalFileEntryRef File = Files.getOptionalFileRef(Report->path(P.File));
    if (!File)
      return SourceLocation();
    FileID Id = Sources.getOrCreateFileID(*File, SrcMgr::C_User);
    return Sources.translateLineCol(Id, P.Line, P.Column);
  };
  // What the unit alone shows has been said.
  std::set<SourceLocation> Said;
  for (const Finding &F : Analysed->findings(Check))
    Said.insert(F.Where);
  std::vector<std::string> Paths;
  for (auto It = Sources.fileinfo_begin(); It != Sources.fileinfo_end(); ++It) {
    SmallString<256> Path(It->first.getName());
    Files.makeAbsolutePath(Path);
    sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
    Paths.push_back(Path.str().str());
  }
  llvm::sort(Paths);
  for (const std::string &Path : Paths)
    for (const facts::ReportedFinding &F : Report->in(Path)) {
      SourceLocation At = F.What.Check == Check ? Place(F.What.At) : SourceLocation();
      if (At.isInvalid() || Said.count(At))
        continue;
      // A line that has changed since is no longer what was judged.
      bool IsInvalid = false;
      StringRef Text = Sources.getBufferData(Sources.getFileID(At), &IsInvalid);
      size_t Begin = Sources.getFileOffset(At) - (F.What.At.Column - 1);
      if (IsInvalid || Begin > Text.size() ||
          facts::fingerprint(F.What, Text.drop_front(Begin).take_until([](char C) {
            return C == '\n' || C == '\r';
          })) != F.Fingerprint)
        continue;
      diag(At, "%0") << F.What.Text;
      for (const facts::PlacedFinding::Note &N : F.What.Notes)
        if (SourceLocation There = Place(N.At); There.isValid())
          diag(There, "%0", DiagnosticIDs::Note) << N.Text;
    }
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
