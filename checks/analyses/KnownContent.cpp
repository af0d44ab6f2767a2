//===- KnownContent.cpp ---------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The half of CargoFinder that asks what a function has put into an object, or
// taken out of it, before its type is asked.
//
//===----------------------------------------------------------------------===//

#include "analyses/Cargo.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using namespace llvm;

namespace ambit {

/// Whether what is known to be in the object at \p P, of type \p T, says more of a
/// reference to it than the type: it holds nothing, or hides what it holds.
bool CargoFinder::isContentTelling(const AccessPath &P, QualType T) const {
  auto It = State->find(P);
  if (It == State->end())
    return false;
  if (It->second->IsComplete && It->second->Items.empty())
    return true;
  const RecordDecl *R = T->getAsRecordDecl();
  ModelHit<TypeModel> Model = R ? Facts.rules().models().type(*R) : ModelHit<TypeModel>();
  return T->isPointerType() || (Model && (Model.What->Erased || Model.What->isOwner()));
}

/// The first known content of a part of the object at \p P.
const ContentState::value_type *CargoFinder::contentBelow(const AccessPath &P) const {
  auto It = State->upper_bound(P);
  return It != State->end() && P.isPrefixOf(It->first) ? &*It : nullptr;
}

FactValue CargoFinder::factWithContent(const AccessPath &P, QualType T, FactKind Fact,
                                       unsigned Level) {
  FactValue ByType = Facts.value(T, Fact);
  if (Level > 6)
    return ByType;
  if (auto It = State->find(P); It != State->end()) {
    FactValue V = It->second->IsComplete ? FactValue::Yes : ByType;
    for (const Cargo &Item : It->second->Items)
      V = std::min(V, Item.fact(Fact));
    return V;
  }
  if (!contentBelow(P))
    return ByType;
  FactNode Node = Facts.rules().node(T, Fact);
  TypeVerdict Verdict = Facts.rules().verdict(Node);
  if (Verdict.Cause.Why == FactCause::Declared || Verdict.Cause.Why == FactCause::FalseCondition)
    return ByType;
  if (const auto *Pointer = T->getAs<clang::PointerType>())
    return factWithContent(P.with({PathStep::Pointee}), Pointer->getPointeeType(), Fact, Level + 1);
  const RecordDecl *R = T->getAsRecordDecl();
  if (!R || !R->getDefinition()) {
    const auto *A = dyn_cast_or_null<ConstantArrayType>(Ctx.getAsArrayType(T));
    if (!A || A->getSize().ugt(64))
      return ByType;
    FactValue V = FactValue::Yes;
    for (uint64_t I = 0; I < A->getSize().getZExtValue(); ++I)
      V = std::min(V, factWithContent(P.with({PathStep::Element, nullptr, int64_t(I)}),
                                      A->getElementType(), Fact, Level + 1));
    return V;
  }
  const PathStep Below = contentBelow(P)->first.Steps[P.Steps.size()];
  const auto *Specialization = dyn_cast<ClassTemplateSpecializationDecl>(R);
  if (Below.What == PathStep::Pointee && Specialization) {
    // A smart pointer, followed.
    FactValue V = Verdict.Own;
    for (const TypePart &Part : Verdict.Parts)
      V = std::min(V, Part.To.Owned ? factWithContent(P.with(Below), Part.To.Type, Fact, Level + 1)
                                    : Facts.value(Part.To));
    return V;
  }
  if (Below.What == PathStep::Element && Specialization) {
    // std::tuple, by position; std::array, by index.
    const clang::TemplateArgument *Size = Specialization->getTemplateArgs().size() == 2
                                              ? &Specialization->getTemplateArgs()[1]
                                              : nullptr;
    FactValue V = FactValue::Yes;
    if (Size && Size->getKind() == clang::TemplateArgument::Integral) {
      uint64_t N = Size->getAsIntegral().getLimitedValue(65);
      if (N > 64)
        return ByType;
      QualType Element = Specialization->getTemplateArgs()[0].getAsType();
      for (uint64_t I = 0; I < N; ++I)
        V = std::min(V, factWithContent(P.with({PathStep::Element, nullptr, int64_t(I)}), Element,
                                        Fact, Level + 1));
      return V;
    }
    SmallVector<QualType, 4> Types = typeArguments(*Specialization, 0, /*IsPack=*/true);
    for (size_t I = 0; I < Types.size(); ++I)
      V = std::min(V, factWithContent(P.with({PathStep::Element, nullptr, int64_t(I)}), Types[I],
                                      Fact, Level + 1));
    return V;
  }
  FactValue V = FactValue::Yes;
  if (const auto *Class = dyn_cast<CXXRecordDecl>(R->getDefinition()))
    for (const CXXBaseSpecifier &B : Class->bases())
      V = std::min(V, Facts.value(B.getType(), Fact));
  for (const FieldDecl *F : R->getDefinition()->fields())
    V = std::min(V, factWithContent(P.with({PathStep::Field, F}), F->getType(), Fact, Level + 1));
  return V;
}

bool CargoFinder::knownContent(const Expr *E, const AccessPath &P, Cargos &Out) {
  if (!State || State->empty())
    return false;
  if (auto It = State->find(P); It != State->end()) {
    for (const Cargo &Item : It->second->Items)
      Out.push_back(arriving(Item, E, P));
    if (!It->second->IsComplete)
      byType(E, E->getType(), Out);
    return true;
  }
  if (!contentBelow(P))
    return false;
  Cargos Whole;
  byType(E, E->getType(), Whole);
  contentOfParts(E, P, Whole[0], FactKind::Send, Out);
  Out.push_back(std::move(Whole[0]));
  return true;
}

/// A known thing that goes along with the object at \p P, as seen at its use \p E.
Cargo CargoFinder::arriving(const Cargo &Item, const Expr *E, const AccessPath &P) const {
  Cargo C = Item;
  C.Where = E->getBeginLoc();
  C.Holder = P.Root;
  if (!C.Name && !C.IsThis && P.Steps.empty())
    C.Name = P.Root;
  return C;
}

/// Corrects \p W, which is what the type of the object at \p P says, by what is known of
/// its parts; adds to \p Out what these bring beyond that.
void CargoFinder::contentOfParts(const Expr *E, const AccessPath &P, Cargo &W, FactKind SendFact,
                                 Cargos &Out) {
  if (W.Send != FactValue::Yes)
    W.Send = factWithContent(P, E->getType(), SendFact, 0);
  if (W.CoreFree != FactValue::Yes)
    W.CoreFree = factWithContent(P, E->getType(), FactKind::CoreFree, 0);
  // Where the type does not tell, the content does.
  bool SendByType = Facts.value(W.SendNode) == FactValue::No;
  bool CoreByType = Facts.value(W.CoreNode) == FactValue::No;
  for (auto It = State->upper_bound(P); It != State->end() && P.isPrefixOf(It->first); ++It)
    for (const Cargo &Item : It->second->Items)
      if ((Item.Send == FactValue::No && !SendByType) ||
          (Item.CoreFree == FactValue::No && !CoreByType))
        Out.push_back(arriving(Item, E, P));
  if (!SendByType && W.Send == FactValue::No)
    W.Send = FactValue::Unknown; // said by the item
  if (!CoreByType && W.CoreFree == FactValue::No)
    W.CoreFree = FactValue::Unknown;
}

} // namespace ambit
