//===- PhaseLowering.cpp --------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lowering/FunctionLowering.h"
#include "model/AnnotationNames.h"
#include "model/Compat.h"
#include "model/ExprShape.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace llvm;

namespace ambit {

void FunctionLowering::phaseUse(const Annotation &Said, const NamedDecl &Bound,
                                const NamedDecl *Object, PlaceId At) {
  if (Said.Arguments.empty())
    return;
  PhaseEvent E;
  E.What = PhaseEvent::Use;
  E.Phase = L.phaseNamed(Said.Arguments[0]);
  E.Object = Names.of(Object ? *Object : Bound);
  E.Bound = Names.of(Bound);
  L.keepSaying(L.Out.PhaseBound, E.Bound, Said);
  E.At = At;
  emit(Event::Phase, out().Phases.size());
  out().Phases.push_back(E);
}

void FunctionLowering::usePhaseOf(QualType T, const NamedDecl *Object, PlaceId At) {
  if (!L.Unit.HasPhases)
    return;
  constexpr Spelling Kinds[] = {Spelling::PhaseBound};
  if (TypeAnnotation Bound = L.Unit.Said.findOnType(T, Kinds))
    phaseUse(*Bound.What, *Bound.On, Object, At);
}

/// What an expression names: the last member or variable.
const NamedDecl *namedBy(const Expr *E) {
  E = E->IgnoreParenCasts();
  while (true) {
    if (const auto *U = dyn_cast<UnaryOperator>(E);
        U && (U->getOpcode() == UO_AddrOf || U->getOpcode() == UO_Deref)) {
      E = U->getSubExpr()->IgnoreParenCasts();
      continue;
    }
    if (const auto *S = dyn_cast<ArraySubscriptExpr>(E)) {
      E = S->getBase()->IgnoreParenCasts();
      continue;
    }
    break;
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return Ref->getDecl();
  if (const auto *M = dyn_cast<MemberExpr>(E))
    return M->getMemberDecl();
  return nullptr;
}

/// A member reached through an object, or a variable, that may be dead by now.
void FunctionLowering::usePhase(const Expr *E) {
  if (!L.Unit.HasPhases)
    return;
  if (const auto *M = dyn_cast<MemberExpr>(E)) {
    // Of its own object the call of a method says it.
    if (isa<FieldDecl>(M->getMemberDecl()) &&
        !isa<CXXThisExpr>(M->getBase()->IgnoreParenImpCasts()))
      usePhaseOf(M->getBase()->getType(), namedBy(M->getBase()), place(E));
    return;
  }
  const auto *Ref = cast<DeclRefExpr>(E);
  if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()))
    if (const Annotation *A = L.Unit.Said.find(*V, Spelling::PhaseBound))
      phaseUse(*A, *V, V, place(E));
}

/// A call that a phase's end forbids, or that hands an object on to code nobody sees.
void FunctionLowering::useInCall(const ValueDecl &Callee, const Expr &Call, bool HasBody) {
  if (!L.Unit.HasPhases)
    return;
  PlaceId At = Names.place(Call.getExprLoc());
  if (const Annotation *A = L.Unit.Said.find(Callee, Spelling::PhaseBound)) {
    phaseUse(*A, Callee, &Callee, At);
    return;
  }
  if (const Expr *Object = objectOf(Call)) {
    if (isa<CXXThisExpr>(Object->IgnoreParenImpCasts()))
      return;
    usePhaseOf(Object->getType(), namedBy(Object), place(Object));
  } else if (const auto *C = dyn_cast<CXXConstructExpr>(&Call)) {
    usePhaseOf(C->getType(), nullptr, At);
  }
  if (HasBody)
    return;
  size_t First = out().Phases.size();
  for (const Expr *A : argumentsOf(Call))
    usePhaseOf(A->IgnoreParenImpCasts()->getType(), namedBy(A), place(A));
  const auto *Function = dyn_cast<FunctionDecl>(&Callee);
  FunctionId Target = Function ? L.elsewhere(*Function) : NoFunction;
  for (size_t I = First; I < out().Phases.size(); ++I)
    out().Phases[I].Unless = Target;
}

/// An object of type \p T dies here, with its members.
void FunctionLowering::destroyInPhase(QualType T, const NamedDecl *Object, PlaceId At) {
  const CXXRecordDecl *R = L.Unit.HasPhases ? T->getAsCXXRecordDecl() : nullptr;
  if (!R || !R->hasDefinition() || R->hasTrivialDestructor())
    return;
  constexpr Spelling Kinds[] = {Spelling::PhaseBound};
  SmallVector<const CXXRecordDecl *, 4> Work{R};
  constexpr unsigned MaxParts = 64;
  for (unsigned Steps = 0; !Work.empty() && Steps < MaxParts; ++Steps) {
    const CXXRecordDecl *Part = Work.pop_back_val();
    if (TypeAnnotation Bound = L.Unit.Said.findOnType(compat::canonicalTagType(Ctx, Part), Kinds)) {
      phaseUse(*Bound.What, *Bound.On, Object, At);
      return;
    }
    for (const FieldDecl *Field : Part->fields())
      if (const CXXRecordDecl *Of = Field->getType()->getAsCXXRecordDecl();
          Of && Of->hasDefinition() && !Of->hasTrivialDestructor())
        Work.push_back(Of);
  }
}

void FunctionLowering::endPhases(const Effects &E, const ValueDecl &Callee, const Expr &Call) {
  if (!L.Unit.HasPhases)
    return;
  for (const Annotation &A : L.Unit.Said.of(Callee)) {
    if (A.Kind != Spelling::EndsPhase || A.Arguments.empty())
      continue;
    PhaseEvent Event;
    Event.What = PhaseEvent::End;
    Event.Phase = L.phaseNamed(A.Arguments[0]);
    Event.At = Names.place(Call.getExprLoc());
    if (!A.Attr && E.Model && !E.Model->Succeeds.empty())
      if (std::optional<int64_t> Success = evaluateInteger(E.Model->Succeeds, Callee)) {
        Event.Status = Reader.temporary(&Call);
        Event.Success = *Success;
      }
    emit(Event::Phase, out().Phases.size());
    out().Phases.push_back(Event);
  }
}

} // namespace ambit
