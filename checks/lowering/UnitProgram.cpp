//===- UnitProgram.cpp ----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lowering/UnitProgram.h"
#include "model/Compat.h"
#include "model/DeclNames.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace llvm;

namespace ambit {

std::string UnitNames::name(SymbolId S) const {
  const NamedDecl *D = Names.declaration(S);
  return D && D->getDeclName() ? D->getNameAsString() : std::string();
}

std::string UnitNames::nameInSentence(SymbolId S) const {
  const NamedDecl *D = Names.declaration(S);
  return D ? ambit::nameInSentence(*D) : std::string();
}

bool UnitNames::isLambda(SymbolId S) const {
  const auto *M = dyn_cast_or_null<CXXMethodDecl>(Names.declaration(S));
  return M && M->getParent()->isLambda();
}

/// Whether a model says so of a typedef's name, by which C knows the structure behind it.
bool UnitNames::isSyncByName(QualType T) const {
  while (const auto *Named = T->getAs<TypedefType>()) {
    if (ModelHit<TypeModel> Hit = Models.type(*Named->getDecl()))
      if (const auto &Sync = Hit.What->Facts[static_cast<unsigned>(FactKind::Sync)])
        return all_of(*Sync, [](const FactCondition &C) {
          return C.IsConstant && C.Constant == FactValue::Yes;
        });
    T = Named->desugar();
  }
  return false;
}

/// Whether \p T, or what it derives from, was declared to stay with its thread.
static bool isDeclaredThreadBound(QualType T, const TypeFacts &Facts) {
  if (Facts.value(T, FactKind::Send) != FactValue::No)
    return false;
  FactReason Why = Facts.explain(Facts.rules().node(T, FactKind::Send, false));
  return Why.Cause.Said && Why.Cause.Said->Kind == Spelling::ThreadBound &&
         all_of(Why.Path, [](const TypePart &P) { return P.What == TypePart::Base; });
}

/// Core-bound and thread-bound objects have checks of their own, and what synchronises
/// itself needs none.
bool UnitNames::isExempt(SymbolId S) const {
  auto [It, IsNew] = Exempt.try_emplace(S, false);
  const auto *V = IsNew ? dyn_cast_or_null<ValueDecl>(Names.declaration(S)) : nullptr;
  if (!V || V->getType()->isDependentType())
    return It->second;
  QualType T = V->getType().getNonReferenceType();
  // A part of what stays on its core stays there, too, by whatever way it is reached.
  if (const auto *Field = dyn_cast<FieldDecl>(V);
      Field && !Field->getParent()->isDependentContext()) {
    QualType Whole = compat::canonicalTagType(Field->getASTContext(), Field->getParent());
    if (Facts.value(Whole, FactKind::CoreFree) == FactValue::No ||
        isDeclaredThreadBound(Whole, Facts))
      return It->second = true;
  }
  bool IsClass = T->isRecordType() || T->isArrayType() || T->getAs<TypedefType>();
  return It->second =
             IsClass && (Facts.value(T, FactKind::CoreFree) == FactValue::No ||
                         Facts.value(T, FactKind::Send) == FactValue::No ||
                         Facts.value(T.getUnqualifiedType(), FactKind::Sync) == FactValue::Yes ||
                         isSyncByName(T));
}

PlaceId UnitNames::declaredAt(SymbolId S) const {
  const NamedDecl *D = Names.declaration(S);
  return D ? Names.place(D->getLocation()) : 0;
}

bool UnitNames::isBefore(PlaceId A, PlaceId B) const {
  SourceLocation First = Names.location(A), Second = Names.location(B);
  if (First.isInvalid() || Second.isInvalid())
    return A < B;
  return Sources.isBeforeInTranslationUnit(First, Second);
}

/// Where a user would look for \p Loc: the argument of a macro, else its expansion.
static SourceLocation userLocation(SourceLocation Loc, const SourceManager &Sources) {
  return Loc.isMacroID() ? Sources.getFileLoc(Loc) : Loc;
}

SourceLine UnitNames::line(PlaceId P) const {
  SourceLocation L = userLocation(Names.location(P), Sources);
  if (L.isInvalid())
    return {};
  return {static_cast<uint32_t>(Sources.getFileID(L).getHashValue()),
          Sources.getExpansionLineNumber(L)};
}

uint64_t UnitNames::userPlace(PlaceId P) const {
  return userLocation(Names.location(P), Sources).getRawEncoding();
}

bool UnitNames::isInSystemHeader(PlaceId P) const {
  return Sources.isInSystemHeader(Sources.getExpansionLoc(Names.location(P)));
}

UnitProgram::UnitProgram(const UnitSources &Unit)
    : Low(Unit), Names(Low.Names, Unit.Facts, Unit.Models, Unit.Ctx.getSourceManager()) {}

const SolvedProgram &UnitProgram::solved() {
  if (!Solved) {
    resolve(Low.Out);
    Solved = std::make_unique<SolvedProgram>(Low.Out, Names);
  }
  return *Solved;
}

} // namespace ambit
