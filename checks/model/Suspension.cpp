//===- Suspension.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/Suspension.h"
#include "model/ExprShape.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace llvm;

namespace ambit {
namespace {

/// The values that a function returns, without those of lambdas in it.
class Returns : public RecursiveASTVisitor<Returns> {
public:
  SmallVector<const Expr *, 2> Values;
  bool VisitReturnStmt(ReturnStmt *R) {
    Values.push_back(R->getRetValue());
    return true;
  }
  bool TraverseLambdaExpr(LambdaExpr *) { return true; }
};

/// The method that \p Call calls, if what runs is certain and its body is visible.
const FunctionDecl *bodyOf(const Expr *Call) {
  const auto *C = dyn_cast_or_null<CallExpr>(Call ? withoutImplicit(Call) : nullptr);
  const FunctionDecl *F = C ? C->getDirectCallee() : nullptr;
  // Of a handle that await_suspend returns, the compiler takes the address to go there.
  if (F && F->getIdentifier() && F->getName() == "address")
    if (const Expr *Handle = objectOf(*C)) {
      C = dyn_cast<CallExpr>(withoutImplicit(Handle));
      F = C ? C->getDirectCallee() : nullptr;
    }
  const FunctionDecl *Definition = nullptr;
  if (!F || !F->hasBody(Definition) || Definition->isDependentContext())
    return nullptr;
  if (const auto *M = dyn_cast<CXXMethodDecl>(F);
      M && M->isVirtual() && !M->hasAttr<FinalAttr>() && !M->getParent()->isEffectivelyFinal())
    return nullptr;
  return Definition;
}

/// Whether every path of \p F returns something that \p Is accepts.
template <class Predicate> bool returnsOnly(const FunctionDecl &F, Predicate Is) {
  Returns Found;
  Found.TraverseStmt(F.getBody());
  return !Found.Values.empty() && all_of(Found.Values, [&](const Expr *E) {
    return E && !E->containsErrors() && !E->isInstantiationDependent() && Is(*E);
  });
}

bool returnsConstant(const FunctionDecl &F, bool Wanted) {
  return returnsOnly(F, [&](const Expr &E) {
    bool Value = false;
    return E.getType()->isBooleanType() && E.EvaluateAsBooleanCondition(Value, F.getASTContext()) &&
           Value == Wanted;
  });
}

/// Whether \p E is \p P or a copy of it, perhaps as another type of handle.
bool isCopyOf(const Expr *E, const ParmVarDecl *P) {
  for (unsigned Depth = 0; E && Depth < 16; ++Depth) {
    E = withoutPassing(E);
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
      return Ref->getDecl() == P;
    if (const auto *C = dyn_cast<CXXConstructExpr>(E); C && C->getNumArgs() == 1)
      E = C->getArg(0);
    else if (const auto *M = dyn_cast<CXXMemberCallExpr>(E);
             M && isa_and_nonnull<CXXConversionDecl>(M->getMethodDecl()))
      E = M->getImplicitObjectArgument();
    else
      return false;
  }
  return false;
}

} // namespace

bool maySuspend(const CoroutineSuspendExpr &E) {
  if (const FunctionDecl *Ready = bodyOf(E.getReadyExpr()))
    if (returnsConstant(*Ready, true))
      return false;
  const FunctionDecl *Suspend = bodyOf(E.getSuspendExpr());
  if (!Suspend)
    return true;
  if (Suspend->getReturnType()->isBooleanType())
    return !returnsConstant(*Suspend, false);
  // Symmetric transfer back to itself goes on at once.
  if (Suspend->getReturnType()->isVoidType() || Suspend->getNumParams() != 1)
    return true;
  return !returnsOnly(
      *Suspend, [&](const Expr &Handle) { return isCopyOf(&Handle, Suspend->getParamDecl(0)); });
}

static std::optional<Resumption> saidOf(QualType T, const Annotations &Said) {
  if (T.isNull())
    return std::nullopt;
  T = T.getNonReferenceType();
  for (QualType Named = T; const auto *Alias = Named->getAs<TypedefType>();
       Named = Alias->getDecl()->getUnderlyingType())
    if (const Annotation *A = Said.find(*Alias->getDecl(), Spelling::ResumesAnywhere))
      return Resumption{A, Alias->getDecl()};
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R)
    return std::nullopt;
  if (const Annotation *A = Said.find(*R, Spelling::ResumesAnywhere))
    return Resumption{A, R};
  if (!R->hasDefinition())
    return std::nullopt;
  std::optional<Resumption> OfBase;
  R->forallBases([&](const CXXRecordDecl *Base) {
    if (const Annotation *A = Said.find(*Base, Spelling::ResumesAnywhere))
      OfBase = Resumption{A, Base};
    return !OfBase;
  });
  return OfBase;
}

/// What \p E makes its awaiter from: the operand of an `operator co_await`, the argument of
/// an `await_transform`.
static const Expr *madeFrom(const Expr *E) {
  const auto *C = dyn_cast<CallExpr>(withoutImplicit(E));
  const auto *F = C ? C->getDirectCallee() : nullptr;
  if (!F)
    return nullptr;
  if (F->getOverloadedOperator() == OO_Coawait) {
    if (const Expr *Object = objectOf(*C))
      return Object;
    return C->getNumArgs() ? C->getArg(0) : nullptr;
  }
  bool IsTransform = F->getIdentifier() && F->getName() == "await_transform";
  return IsTransform && C->getNumArgs() ? C->getArg(0) : nullptr;
}

std::optional<Resumption> resumesElsewhere(const FunctionDecl &F, const CoroutineSuspendExpr &E,
                                           const Annotations &Said) {
  if (std::optional<Resumption> R = saidOf(F.getReturnType(), Said))
    return R;
  if (const auto *Body = dyn_cast_or_null<CoroutineBodyStmt>(F.getBody()))
    if (Body->getPromiseDeclStmt())
      if (std::optional<Resumption> R = saidOf(Body->getPromiseDecl()->getType(), Said))
        return R;
  if (const Expr *Operand = E.getOperand())
    if (std::optional<Resumption> R = saidOf(withoutImplicit(Operand)->getType(), Said))
      return R;
  for (const Expr *Awaiter = E.getCommonExpr(); Awaiter; Awaiter = madeFrom(Awaiter))
    if (std::optional<Resumption> R = saidOf(withoutImplicit(Awaiter)->getType(), Said))
      return R;
  return std::nullopt;
}

} // namespace ambit
