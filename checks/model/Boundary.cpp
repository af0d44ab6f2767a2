//===- Boundary.cpp -------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/Boundary.h"
#include "model/ModelReader.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/TypeLoc.h"

using namespace clang;
using namespace llvm;

namespace ambit {

/// Adds what one annotation of a parameter says to \p C.
static void apply(Spelling Kind, ArrayRef<StringRef> Arguments, Crossing &C) {
  auto Destination = [&] { C.Destination = Arguments.empty() ? "" : Arguments[0].str(); };
  switch (Kind) {
  case Spelling::CrossesThread:
    C.ToThread = true;
    break;
  case Spelling::CrossesCore:
    C.ToCore = true;
    break;
  case Spelling::CrossesCoreTo:
    C.ToCore = true;
    Destination();
    break;
  case Spelling::CrossesIsr:
    C.ToIsr = true;
    break;
  case Spelling::Owner:
    C.IsOwner = true;
    break;
  case Spelling::CalledInThread:
    C.ToThread = true;
    C.How = Crossing::Callable;
    break;
  case Spelling::CalledOn:
    C.ToCore = true;
    C.How = Crossing::Callable;
    Destination();
    break;
  case Spelling::CalledInIsr:
    C.ToIsr = true;
    C.How = Crossing::Callable;
    break;
  default:
    break;
  }
}

static bool crosses(const Crossing &C) { return C.ToThread || C.ToCore || C.ToIsr; }

static void addAnnotated(const ParmVarDecl &P, unsigned Index, const Annotations &Said,
                         CallBoundary &B) {
  Crossing C;
  C.First = C.Last = Index;
  C.Parameter = &P;
  for (const Annotation &A : Said.of(P)) {
    apply(A.Kind, A.Arguments, C);
    if (C.Where.isInvalid() && A.Kind != Spelling::Owner)
      C.Where = A.location();
  }
  if (crosses(C))
    B.Crossings.push_back(std::move(C));
}

static void addModelled(const FunctionModel &M, StringRef Model, CallBoundary &B) {
  for (const ParameterModel &P : M.Parameters) {
    Crossing C;
    C.First = P.At.First;
    C.Last = P.At.Last;
    C.Model = Model;
    C.IsObject = P.At.What == ArgumentSelector::This;
    for (const ModelAnnotation &A : P.Annotations) {
      SmallVector<StringRef, 2> Arguments(A.Arguments.begin(), A.Arguments.end());
      apply(A.Kind, Arguments, C);
    }
    if (P.At.What == ArgumentSelector::Pointee)
      C.How = Crossing::Pointee;
    else if (P.At.What == ArgumentSelector::ReturnOf)
      C.How = Crossing::ReturnValue;
    if (crosses(C))
      B.Crossings.push_back(std::move(C));
  }
  B.Unless = M.Unless;
  B.Handle = M.Handle;
}

const CallBoundary *Boundaries::keep(const Decl *Key, CallBoundary B) const {
  if (B.Crossings.empty())
    return nullptr;
  Kept &Slot = Cache[Key];
  Slot = std::make_unique<CallBoundary>(std::move(B));
  return Slot.get();
}

const CallBoundary *Boundaries::of(const FunctionDecl &F) const {
  const Decl *Key = F.getCanonicalDecl();
  auto [It, IsNew] = Cache.try_emplace(Key);
  if (!IsNew)
    return It->second.get();
  CallBoundary B;
  for (unsigned I = 0; I < F.getNumParams(); ++I)
    addAnnotated(*F.getParamDecl(I), I, Said, B);
  if (ModelHit<FunctionModel> Hit = Models.function(F))
    addModelled(*Hit.What, Hit.Model, B);
  return keep(Key, std::move(B));
}

const CallBoundary *Boundaries::ofPointer(const DeclaratorDecl &D) const {
  auto [It, IsNew] = Cache.try_emplace(&D);
  if (!IsNew)
    return It->second.get();
  CallBoundary B;
  if (const TypeSourceInfo *Source = D.getTypeSourceInfo())
    for (TypeLoc Loc = Source->getTypeLoc(); Loc; Loc = Loc.getNextTypeLoc())
      if (auto Function = Loc.getAs<FunctionProtoTypeLoc>()) {
        for (unsigned I = 0; I < Function.getNumParams(); ++I)
          if (const ParmVarDecl *P = Function.getParam(I))
            addAnnotated(*P, I, Said, B);
        break;
      }
  if (const auto *Field = dyn_cast<FieldDecl>(&D))
    if (ModelHit<FunctionModel> Hit = Models.member(*Field))
      addModelled(*Hit.What, Hit.Model, B);
  return keep(&D, std::move(B));
}

std::optional<ArgumentSelector> Boundaries::joins(const FunctionDecl &F) const {
  ModelHit<FunctionModel> Hit = Models.function(F);
  return Hit ? Hit.What->Joins : std::nullopt;
}

Core destinationOf(const Crossing &C, ArrayRef<const Expr *> Arguments, const Decl &Callee,
                   const ASTContext &Ctx) {
  if (C.Destination.empty())
    return {};
  std::optional<ArgumentSelector> Selected = parseArgumentSelector(C.Destination);
  if (const auto *F = dyn_cast<FunctionDecl>(&Callee); F && !Selected) {
    // A parameter's name means the argument in its place.
    for (const FunctionDecl *R : F->redecls())
      for (const ParmVarDecl *P : R->parameters())
        if (P->getIdentifier() && P->getName() == C.Destination) {
          Selected.emplace();
          Selected->First = P->getFunctionScopeIndex();
        }
  }
  if (!Selected)
    return coreFromText(C.Destination, Callee);
  if (Selected->What != ArgumentSelector::Argument || Selected->First >= Arguments.size())
    return {};
  return coreFromArgument(*Arguments[Selected->First], Ctx);
}

} // namespace ambit
