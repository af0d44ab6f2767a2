//===- AccessPath.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyses/AccessPath.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace llvm;

namespace ambit {

bool AccessPath::operator<(const AccessPath &O) const {
  if (Root != O.Root)
    return std::less<>()(Root, O.Root);
  return std::lexicographical_compare(Steps.begin(), Steps.end(), O.Steps.begin(), O.Steps.end());
}

bool AccessPath::isPrefixOf(const AccessPath &O) const {
  return Root == O.Root && Steps.size() <= O.Steps.size() &&
         std::equal(Steps.begin(), Steps.end(), O.Steps.begin());
}

AccessPath AccessPath::with(PathStep Step) const {
  AccessPath P = *this;
  P.Steps.push_back(Step);
  return P;
}

const Expr *bindingOf(const VarDecl *V) {
  if (!V || !V->getType()->isReferenceType() || isa<ParmVarDecl>(V) || V->isCXXForRangeDecl())
    return nullptr;
  return V->getInit();
}

static std::optional<int64_t> constantIndex(const Expr *E, const ASTContext &Ctx) {
  Expr::EvalResult Value;
  if (E->isValueDependent() || !E->getType()->isIntegralOrEnumerationType() ||
      !E->EvaluateAsInt(Value, Ctx))
    return std::nullopt;
  return Value.Val.getInt().tryExtValue();
}

static AccessPath rootedAt(const ValueDecl *V) {
  AccessPath P;
  P.Root = V;
  return P;
}

static std::optional<AccessPath> pathOf(const Expr *E, const ASTContext &Ctx, unsigned Depth) {
  if (Depth > 32)
    return std::nullopt;
  E = withoutPassing(E);
  auto Below = [&](const Expr *Base, PathStep Step) -> std::optional<AccessPath> {
    std::optional<AccessPath> P = pathOf(Base, Ctx, Depth + 1);
    if (P)
      P->Steps.push_back(Step);
    return P;
  };
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    if (!V)
      return std::nullopt;
    if (const Expr *Bound = bindingOf(V))
      return pathOf(Bound, Ctx, Depth + 1);
    return rootedAt(V);
  }
  if (isa<CXXThisExpr>(E))
    return AccessPath{};
  if (const auto *M = dyn_cast<MemberExpr>(E)) {
    if (const auto *V = dyn_cast<VarDecl>(M->getMemberDecl()))
      return rootedAt(V);
    const auto *F = dyn_cast<FieldDecl>(M->getMemberDecl());
    std::optional<AccessPath> P = F ? pathOf(M->getBase(), Ctx, Depth + 1) : std::nullopt;
    if (!P)
      return P;
    if (M->isArrow() && !isa<CXXThisExpr>(withoutPassing(M->getBase())))
      P->Steps.push_back({PathStep::Pointee});
    P->Steps.push_back({PathStep::Field, F});
    return P;
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E); U && U->getOpcode() == UO_Deref) {
    if (isa<CXXThisExpr>(withoutPassing(U->getSubExpr())))
      return AccessPath{};
    return Below(U->getSubExpr(), {PathStep::Pointee});
  }
  if (const auto *S = dyn_cast<ArraySubscriptExpr>(E)) {
    if (std::optional<int64_t> Index = constantIndex(S->getIdx(), Ctx))
      return Below(S->getBase(), {PathStep::Element, nullptr, *Index});
    return std::nullopt;
  }
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E)) {
    if (Call->getOperator() == OO_Subscript && Call->getNumArgs() == 2)
      if (std::optional<int64_t> Index = constantIndex(Call->getArg(1), Ctx))
        return Below(Call->getArg(0), {PathStep::Element, nullptr, *Index});
    if ((Call->getOperator() == OO_Star || Call->getOperator() == OO_Arrow) &&
        Call->getNumArgs() == 1)
      return Below(Call->getArg(0), {PathStep::Pointee});
    return std::nullopt;
  }
  if (const Expr *Tuple = argumentOfStd(E, {"get"}))
    if (const FunctionDecl *F = cast<CallExpr>(E)->getDirectCallee())
      if (const auto *Args = F->getTemplateSpecializationArgs();
          Args && Args->size() && Args->get(0).getKind() == clang::TemplateArgument::Integral)
        return Below(Tuple,
                     {PathStep::Element, nullptr, Args->get(0).getAsIntegral().getExtValue()});
  return std::nullopt;
}

std::optional<AccessPath> accessPathOf(const Expr *E, const ASTContext &Ctx) {
  return pathOf(E, Ctx, 0);
}

const ValueDecl *rootVariable(const Expr *E) {
  for (unsigned Depth = 0; E && Depth < 64; ++Depth) {
    E = withoutPassing(E);
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
      const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
      const Expr *Bound = bindingOf(V);
      if (!Bound)
        return V;
      E = Bound;
    } else if (const auto *M = dyn_cast<MemberExpr>(E)) {
      if (const auto *V = dyn_cast<VarDecl>(M->getMemberDecl()))
        return V;
      E = M->getBase();
    } else if (const auto *U = dyn_cast<UnaryOperator>(E))
      E = U->getSubExpr();
    else if (const auto *S = dyn_cast<ArraySubscriptExpr>(E))
      E = S->getBase();
    else if (const auto *C = dyn_cast<CXXMemberCallExpr>(E))
      E = C->getImplicitObjectArgument();
    else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E); O && O->getNumArgs())
      E = O->getArg(0);
    else
      return nullptr;
  }
  return nullptr;
}

} // namespace ambit
