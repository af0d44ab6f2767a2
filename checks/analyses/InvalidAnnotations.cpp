//===- InvalidAnnotations.cpp ---------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Checks every annotation for itself: its spelling, what it stands on, its
// arguments and the names in them, and what else is said of the same thing.
//
//===----------------------------------------------------------------------===//

#include "analyses/Analyses.h"
#include "analyses/AnnotationSource.h"
#include "analyses/Unit.h"
#include "model/AnnotationNames.h"
#include "model/Compat.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace llvm;

namespace ambit {
namespace {

class AnnotationChecker {
public:
  explicit AnnotationChecker(Unit &U)
      : U(U), Ctx(U.context()),
        MayMissNames(U.context().getDiagnostics().hasUncompilableErrorOccurred()) {}

  std::vector<Finding> run() {
    for (const Decl *D : U.index().Annotated) {
      for (const AnnotateAttr *A : compat::annotationsAmong(D->getAttrs(), Ctx))
        if (!A->isInherited())
          attribute(*A, D);
      if (SeenDecls.insert(D->getCanonicalDecl()).second)
        contradictions(*D);
    }
    for (const AnnotateAttr *A : U.index().StatementAttrs)
      attribute(*A, nullptr);
    return std::move(Found);
  }

private:
  void attribute(const AnnotateAttr &A, const Decl *D);
  void arguments(const AnnotateAttr &A, const Annotation &Said, const Decl *D);
  void lockNames(const AnnotateAttr &A, StringRef Text, const Decl &D, bool IsList);
  void constantName(const AnnotateAttr &A, StringRef Text, const Decl &D, StringRef What);
  void contradictions(const Decl &D);
  Finding &add(const AnnotateAttr &A, Message M, MessageArguments Arguments);

  Unit &U;
  ASTContext &Ctx;
  const bool MayMissNames; ///< in a unit with errors a name may be missing for another reason
  DenseSet<const Decl *> SeenDecls;
  DenseSet<std::pair<SourceLocation, SourceLocation>> SeenAttrs;
  std::vector<Finding> Found;
};

Finding &AnnotationChecker::add(const AnnotateAttr &A, Message M, MessageArguments Arguments) {
  Finding F;
  F.Check = Rule::InvalidAnnotation;
  F.What = M;
  F.Where = userLocation(A.getLocation(), Ctx.getSourceManager());
  F.Arguments = std::move(Arguments);
  return Found.emplace_back(std::move(F));
}

bool isFunctionPointer(QualType T) {
  return T->isFunctionPointerType() || T->isFunctionReferenceType() || T->isFunctionType() ||
         T->isMemberFunctionPointerType();
}

/// What \p D is for annotations; a function pointer is also a function.
unsigned subjectsOf(const Decl *D) {
  if (!D)
    return subject::Statement;
  unsigned S = 0;
  if (isa<TagDecl>(D))
    S = subject::Type;
  else if (const auto *Typedef = dyn_cast<TypedefNameDecl>(D))
    S = subject::Type | (isFunctionPointer(Typedef->getUnderlyingType()) ? subject::Function : 0);
  else if (isa<ParmVarDecl>(D))
    S = subject::Parameter;
  else if (isa<VarDecl>(D))
    S = subject::Variable;
  else if (isa<FieldDecl>(D))
    S = subject::Field;
  else if (isa<FunctionDecl>(D))
    S = subject::Function;
  if (const auto *V = dyn_cast<DeclaratorDecl>(D);
      V && !isa<FunctionDecl>(D) && isFunctionPointer(V->getType()))
    S |= subject::Function;
  return S;
}

/// The first of \p Subjects, for a message.
std::string describe(const Decl *D) {
  unsigned S = subjectsOf(D);
  if (S == 0)
    return "something else";
  return describeSubjects(S & -S);
}

std::string nameOf(const Decl &D) {
  const auto *N = dyn_cast<NamedDecl>(&D);
  if (N && N->getDeclName())
    return "'" + N->getNameAsString() + "'";
  return "this";
}

void AnnotationChecker::attribute(const AnnotateAttr &A, const Decl *D) {
  std::optional<ReadAttr> Read = readAttr(A);
  if (!Read)
    return;
  // Several declarators share one attribute in the source.
  if (!SeenAttrs.insert({A.getLocation(), D ? D->getLocation() : SourceLocation()}).second)
    return;
  if (!Read->Meaning) {
    StringRef Near = nearestSpelling(Read->Text);
    Finding &F = Near.empty() ? add(A, Message::UnknownAnnotation, {"ambit::" + Read->Text.str()})
                              : add(A, Message::UnknownAnnotationNear,
                                    {"ambit::" + Read->Text.str(), "ambit::" + Near.str()});
    if (!Near.empty())
      if (auto Range = textIn(A, A.getAnnotation(), Ctx))
        F.Fixes.push_back({*Range, "ambit::" + Near.str()});
    return;
  }
  const SpellingInfo &Info = spellingInfo(Read->Meaning->Kind);
  if (!(subjectsOf(D) & Info.Subjects)) {
    add(A, Message::WrongSubject, {Info.macroName(), describeSubjects(Info.Subjects), describe(D)});
    return;
  }
  arguments(A, *Read->Meaning, D);
}

void AnnotationChecker::arguments(const AnnotateAttr &A, const Annotation &Said, const Decl *D) {
  const SpellingInfo &Info = spellingInfo(Said.Kind);
  unsigned Count = A.args_size();
  if (Count < Info.minArguments() || Count > Info.maxArguments()) {
    auto Number = [](unsigned N) {
      return (N ? std::to_string(N) : "no") + (N <= 1 ? " argument" : " arguments");
    };
    add(A, Message::WrongArgumentCount,
        {Info.macroName(), Number(Info.minArguments()), Number(Count)});
    return;
  }
  StringRef First = Said.Arguments.empty() ? "" : Said.Arguments[0];
  switch (Info.Arguments) {
  case ArgumentKind::None:
  case ArgumentKind::Condition:
    return;
  case ArgumentKind::Reason:
    if (First.empty()) {
      Finding &F = add(A, Message::MissingReason, {Info.macroName()});
      if (auto Range = macroCallOf(A, Info.macroName(), Ctx))
        F.Fixes.push_back({*Range, Info.macroName() + "(\"TODO: say why this holds\")"});
    }
    return;
  case ArgumentKind::LockKind:
    if (!is_contained(lockKindNames(), First)) {
      Finding &F = add(A, Message::UnknownLockKind, {First.str(), join(lockKindNames(), ", ")});
      if (StringRef Near = nearest(First, lockKindNames()); !Near.empty())
        F.Notes.push_back({Message::NoteDidYouMean, F.Where, {Near.str()}});
    }
    return;
  case ArgumentKind::Phase:
    if (First.empty())
      add(A, Message::WrongArgumentCount, {Info.macroName(), "1 argument", "0 arguments"});
    return;
  default:
    break;
  }
  if (!D || MayMissNames)
    return;
  switch (Info.Arguments) {
  case ArgumentKind::Core:
    return constantName(A, First, *D, "core");
  case ArgumentKind::Level:
    return constantName(A, First, *D, "level");
  case ArgumentKind::Line:
    return constantName(A, First, *D, "interrupt line");
  case ArgumentKind::CoreAndLevel:
    constantName(A, First, *D, "core");
    return constantName(A, Said.Arguments[1], *D, "level");
  case ArgumentKind::Lock:
    return lockNames(A, First, *D, /*IsList=*/false);
  case ArgumentKind::Locks:
    for (StringRef List : Said.Arguments)
      lockNames(A, List, *D, /*IsList=*/true);
    return;
  case ArgumentKind::ResultAndLocks: {
    SmallVector<StringRef, 4> All;
    for (StringRef List : Said.Arguments)
      All.append(splitList(List));
    for (StringRef Lock : ArrayRef(All).drop_front(All.empty() ? 0 : 1))
      lockNames(A, Lock, *D, /*IsList=*/false);
    return;
  }
  default:
    return;
  }
}

void AnnotationChecker::constantName(const AnnotateAttr &A, StringRef Text, const Decl &D,
                                     StringRef What) {
  NameCheck Check = checkConstantName(Text, D);
  // The other parameters of a function pointer are out of sight here.
  bool IsHidden = isa<ParmVarDecl>(D) && !isa<FunctionDecl>(D.getDeclContext());
  if (Check.Status != NameStatus::Unresolved || IsHidden)
    return;
  std::string Macro = spellingInfo(readAttr(A)->Meaning->Kind).macroName();
  Finding &F = add(A, Message::UnresolvedConstant, {Check.Name, Macro, nameOf(D), What.str()});
  if (!Check.Suggestion.empty())
    F.Notes.push_back({Message::NoteDidYouMean, F.Where, {Check.Suggestion}});
}

void AnnotationChecker::lockNames(const AnnotateAttr &A, StringRef Text, const Decl &D,
                                  bool IsList) {
  std::string Macro = spellingInfo(readAttr(A)->Meaning->Kind).macroName();
  SmallVector<StringRef, 2> Locks = splitList(Text);
  if (Locks.empty() && !IsList)
    add(A, Message::WrongArgumentCount, {Macro, "1 argument", "0 arguments"});
  bool IsHidden = isa<ParmVarDecl>(D) && !isa<FunctionDecl>(D.getDeclContext());
  for (StringRef Lock : Locks) {
    NameCheck Check = checkLockName(Lock, D);
    if (Check.Status != NameStatus::Unresolved || IsHidden)
      continue;
    Finding &F = add(A, Message::UnresolvedLock, {Check.Name, Macro, nameOf(D)});
    if (!Check.Suggestion.empty())
      F.Notes.push_back({Message::NoteDidYouMean, F.Where, {Check.Suggestion}});
  }
}

/// Whether both can hold of one thing.
bool contradict(const Annotation &A, const Annotation &B, const Decl &D) {
  auto Is = [&](Spelling K, Spelling L) {
    return (A.Kind == K && B.Kind == L) || (A.Kind == L && B.Kind == K);
  };
  auto Differ = [&](unsigned Argument) {
    if (A.Arguments.size() <= Argument || B.Arguments.size() <= Argument)
      return false;
    std::optional<int64_t> X = evaluateInteger(A.Arguments[Argument], D);
    std::optional<int64_t> Y = evaluateInteger(B.Arguments[Argument], D);
    return X && Y ? *X != *Y : A.Arguments[Argument] != B.Arguments[Argument];
  };
  using S = Spelling;
  for (S Claim : {S::Send, S::SendIf, S::SendUnchecked, S::Sync, S::SyncIf, S::SyncUnchecked})
    if (Is(Claim, S::ThreadBound))
      return true;
  if (Is(S::CoreBound, S::CoreBoundTo) || Is(S::RunsOn, S::Migrates) || Is(S::Blocks, S::IsrSafe) ||
      Is(S::Isr, S::Migrates) || Is(S::IsrAt, S::Migrates) || Is(S::IsrOn, S::Migrates))
    return true;
  if (A.Kind == B.Kind && (A.Kind == S::CoreBoundTo || A.Kind == S::RunsOn || A.Kind == S::IsrAt ||
                           A.Kind == S::Priority || A.Kind == S::Lock))
    return Differ(0);
  if (Is(S::IsrOn, S::RunsOn))
    return Differ(0);
  return false;
}

void AnnotationChecker::contradictions(const Decl &D) {
  ArrayRef<Annotation> Said = U.annotations().of(D);
  const SourceManager &Sources = Ctx.getSourceManager();
  for (size_t I = 0; I < Said.size(); ++I)
    for (size_t J = I + 1; J < Said.size(); ++J) {
      const Annotation *First = &Said[I], *Second = &Said[J];
      if (!First->Attr || !Second->Attr || !contradict(*First, *Second, D))
        continue;
      if (Sources.isBeforeInTranslationUnit(Second->location(), First->location()))
        std::swap(First, Second);
      auto Name = [](const Annotation &A) { return spellingInfo(A.Kind).macroName(); };
      const auto *Named = dyn_cast<NamedDecl>(&D);
      Finding &F =
          add(*Second->Attr, Message::ContradictoryPair, {Name(*Second), Name(*First), Named});
      F.Notes.push_back({Message::NoteOtherAnnotation, First->location(), {Name(*First)}});
      return;
    }
}

} // namespace

std::vector<Finding> findInvalidAnnotations(Unit &U) { return AnnotationChecker(U).run(); }

} // namespace ambit
