//===- FunctionContexts.cpp -----------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/FunctionContexts.h"
#include "facts/Naming.h"
#include "tidy/UnitCache.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Index/USRGeneration.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace clang;
using namespace llvm;

namespace ambit::tidy {
namespace {

std::string absolute(StringRef Path) {
  SmallString<256> Out(Path);
  if (sys::fs::make_absolute(Out))
    return Path.str(); // there is no current directory
  sys::path::remove_dots(Out, /*remove_dot_dot=*/true);
  return Out.str().str();
}

std::string fileOf(SourceLocation At, const SourceManager &Sources) {
  OptionalFileEntryRef File = Sources.getFileEntryRefForID(Sources.getFileID(At));
  return File ? absolute(File->getName()) : "";
}

/// Clang's name for \p D; empty for what has an offset in its name: facts count otherwise.
std::string usrOf(const NamedDecl &D) {
  SmallString<128> Usr;
  if (index::generateUSRForDecl(&D, Usr))
    return "";
  for (size_t I = 0; I + 1 < Usr.size(); ++I)
    if (Usr[I] == '@' && isDigit(Usr[I + 1]))
      return "";
  return Usr.str().str();
}

template <class Visit> void eachFunction(Decl *D, const Visit &Do) {
  if (auto *Template = dyn_cast<FunctionTemplateDecl>(D))
    D = Template->getTemplatedDecl();
  else if (auto *Template = dyn_cast<ClassTemplateDecl>(D))
    D = Template->getTemplatedDecl();
  if (auto *Function = dyn_cast<FunctionDecl>(D)) {
    Do(*Function);
    return;
  }
  if (isa<NamespaceDecl, LinkageSpecDecl, ExportDecl>(D) ||
      (isa<CXXRecordDecl>(D) && cast<CXXRecordDecl>(D)->isThisDeclarationADefinition()))
    for (Decl *Inner : cast<DeclContext>(D)->decls())
      if (!Inner->isImplicit())
        eachFunction(Inner, Do);
}

sys::TimePoint<> timeOf(const std::string &Path) {
  sys::fs::file_status Status;
  if (sys::fs::status(Path, Status))
    return {};
  return Status.getLastModificationTime();
}

} // namespace

void FunctionContexts::note(Unit &U, const std::string &Facts) {
  ASTContext &Ctx = U.context();
  const SourceManager &Sources = Ctx.getSourceManager();
  File Of;
  Of.Facts = Facts;
  // Thousands of places are in a few files, and the directories of each name are walked.
  DenseMap<FileID, std::string> Names;
  auto FileAt = [&](SourceLocation At) -> const std::string & {
    auto [It, IsNew] = Names.try_emplace(Sources.getFileID(At));
    if (IsNew)
      It->second = fileOf(At, Sources);
    return It->second;
  };
  (void)U.findings(Rule::UnlockedSharedState); // which has all of it analysed
  if (UnitProgram *P = U.programIfMade())
    Of.Own = facts::mapContexts(
        P->solved(),
        [&](PlaceId At) -> facts::TextPlace {
          SourceLocation Where = P->location(At);
          if (Where.isInvalid())
            return {};
          Where = userLocation(Where, Sources);
          return {FileAt(Where), Sources.getSpellingLineNumber(Where),
                  Sources.getSpellingColumnNumber(Where)};
        },
        [&](SymbolId S) -> uint64_t {
          const NamedDecl *D = P->symbols().declaration(S);
          std::string Usr = D ? usrOf(*D) : "";
          if (Usr.empty())
            return 0;
          return facts::symbolIdentity(
              Usr, D->isExternallyVisible() ? "" : FileAt(Sources.getFileLoc(D->getLocation())));
        },
        /*WithUncalled=*/false); // other files may call it
  for (Decl *Top : Ctx.getTraversalScope())
    eachFunction(Top, [&](FunctionDecl &F) {
      if (!F.isThisDeclarationADefinition() || F.isDefaulted())
        return;
      // Without facts there are no lenses, and a hover knows what it is about but for macros.
      if (Facts.empty() && !F.getLocation().isMacroID())
        return;
      SourceLocation Name = Sources.getExpansionLoc(F.getLocation());
      SourceLocation First = Sources.getExpansionLoc(F.getOuterLocStart());
      if (F.getDescribedFunctionTemplate())
        First = Sources.getExpansionLoc(F.getDescribedFunctionTemplate()->getBeginLoc());
      if (!Sources.isInMainFile(Name))
        return;
      Definition D;
      D.Usr = usrOf(*F.getCanonicalDecl());
      D.File = FileAt(Sources.getFileLoc(F.getCanonicalDecl()->getLocation()));
      D.IsOwn = !F.isExternallyVisible();
      D.IsOfMacro = F.getLocation().isMacroID();
      D.Line = Sources.getSpellingLineNumber(Name) - 1;
      D.Begin = Sources.getSpellingColumnNumber(Name) - 1;
      D.End = D.Begin + Lexer::MeasureTokenLength(Name, Sources, Ctx.getLangOpts());
      D.FirstLine = Sources.isInMainFile(First) ? Sources.getSpellingLineNumber(First) - 1 : D.Line;
      if (!D.Usr.empty())
        Of.Definitions.push_back(std::move(D));
    });
  std::string Path = fileOf(Sources.getLocForStartOfFile(Sources.getMainFileID()), Sources);
  std::lock_guard<std::mutex> Hold(Lock);
  report(Files[Path] = std::move(Of));
}

const FunctionContexts::File *FunctionContexts::fileAt(StringRef Path) const {
  auto It = Files.find(Path);
  return It == Files.end() ? nullptr : &It->second;
}

void FunctionContexts::forget(StringRef Path) {
  std::lock_guard<std::mutex> Hold(Lock);
  Files.erase(Path);
}

std::shared_ptr<const facts::LinkedReport> FunctionContexts::report(const File &F) {
  if (F.Facts.empty())
    return nullptr;
  std::string Why;
  std::shared_ptr<const facts::LinkedReport> Report = reportAt(F.Facts, Why);
  Written.try_emplace(F.Facts, timeOf(F.Facts));
  std::string &Before = Complained[F.Facts];
  if (!Report && Before != Why)
    Complaints.push_back(wrongFacts(F.Facts, Why));
  Before = Why;
  return Report;
}

FunctionContexts::Found FunctionContexts::find(const File &F, StringRef Usr, StringRef Declared) {
  if (std::shared_ptr<const facts::LinkedReport> Report = report(F))
    for (const std::string &Name : {std::string(), facts::fileName(Declared, Report->root())})
      if (const auto *R = Report->routine(facts::symbolIdentity(Usr, Name)))
        return {&Report->contexts(), R, Report};
  for (StringRef Name : {StringRef(), Declared})
    for (const facts::ContextMap::Routine &R : F.Own.Routines)
      if (R.Identity && R.Identity == facts::symbolIdentity(Usr, Name))
        return {&F.Own, &R, nullptr};
  return {};
}

std::optional<FunctionContexts::Told> FunctionContexts::tell(const File &F,
                                                             const Found &What) const {
  if (!What.What)
    return std::nullopt;
  const facts::ContextMap &M = *What.In;
  Told Out;
  std::set<std::string> Newer;
  sys::TimePoint<> WrittenAt = What.Report ? timeOf(F.Facts) : sys::TimePoint<>();
  for (uint32_t Number : What.What->Ways) {
    const facts::ContextMap::Way &W = M.Ways[Number];
    if (M.Runners[W.By].What == Context::Unknown)
      continue;
    Told::Context &C = Out.Contexts.emplace_back();
    C.Heading = M.Runners[W.By].heading();
    for (const facts::ContextMap::Step &X : M.steps(W)) {
      std::string Path = What.Report ? What.Report->path(X.At.File) : X.At.File;
      if (What.Report && timeOf(Path) > WrittenAt)
        Newer.insert(X.At.File);
      C.Steps.push_back({std::move(Path), X.At.Line, X.Text});
    }
  }
  if (Out.Contexts.empty()) {
    if (!What.Report)
      return std::nullopt; // Other files may call it.
    Out.Title = "runs in no context that is known: nobody is seen to call it";
    return Out;
  }
  Out.Title = facts::ContextMap::runsIn(Out.Contexts.size());
  if (!What.Report)
    Out.Remark = "As far as this file shows.";
  else if (!Newer.empty())
    Out.Remark = join(Newer, ", ") + (Newer.size() == 1 ? " has" : " have") +
                 " changed since the facts were written: lines may have moved.";
  return Out;
}

std::optional<FunctionContexts::Told> FunctionContexts::about(StringRef Path, StringRef Usr,
                                                              StringRef Declared) {
  std::lock_guard<std::mutex> Hold(Lock);
  const File *F = fileAt(Path);
  return F ? tell(*F, find(*F, Usr, Declared)) : std::nullopt;
}

std::optional<FunctionContexts::Told> FunctionContexts::aboutMacro(StringRef Path, uint32_t Line,
                                                                   uint32_t Column) {
  std::lock_guard<std::mutex> Hold(Lock);
  const File *F = fileAt(Path);
  if (!F)
    return std::nullopt;
  for (const Definition &D : F->Definitions)
    if (D.IsOfMacro && D.Line == Line && D.Begin <= Column && Column <= D.End)
      return tell(*F, find(*F, D.Usr, D.File));
  return std::nullopt;
}

std::vector<FunctionContexts::Lens> FunctionContexts::lenses(StringRef Path) {
  std::lock_guard<std::mutex> Hold(Lock);
  std::vector<Lens> Out;
  const File *F = fileAt(Path);
  std::shared_ptr<const facts::LinkedReport> Report = F ? report(*F) : nullptr;
  if (!Report)
    return Out;
  for (const Definition &D : F->Definitions) {
    std::string Name = D.IsOwn ? facts::fileName(D.File, Report->root()) : "";
    const auto *R = Report->routine(facts::symbolIdentity(D.Usr, Name));
    std::string Text = R ? Report->contexts().whereabouts(*R) : "";
    if (!Text.empty())
      Out.push_back({D.FirstLine, std::move(Text)});
  }
  return Out;
}

std::vector<std::string> FunctionContexts::takeComplaints() {
  std::lock_guard<std::mutex> Hold(Lock);
  return std::exchange(Complaints, {});
}

bool FunctionContexts::haveChanged() {
  std::lock_guard<std::mutex> Hold(Lock);
  bool Changed = false;
  for (auto &[Path, When] : Written) {
    sys::TimePoint<> Now = timeOf(Path);
    Changed |= Now != When;
    When = Now;
  }
  return Changed;
}

} // namespace ambit::tidy
