//===- ExprShape.cpp ------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/ExprShape.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace llvm;

namespace ambit {

const InitListExpr *semanticForm(const InitListExpr *L) {
  return L->isSemanticForm() || !L->getSemanticForm() ? L : L->getSemanticForm();
}

const Expr *argumentOfStd(const Expr *E, ArrayRef<StringRef> Names) {
  const auto *Call = dyn_cast<CallExpr>(E);
  if (!Call || Call->getNumArgs() < 1)
    return nullptr;
  const FunctionDecl *F = Call->getDirectCallee();
  if (!F || !F->isInStdNamespace() || !F->getIdentifier() || !is_contained(Names, F->getName()))
    return nullptr;
  return Call->getArg(0);
}

const Expr *takeOffImplicit(const Expr *E) {
  while (!isBare(E)) {
    switch (E->getStmtClass()) {
    case Stmt::CallExprClass:
    case Stmt::CStyleCastExprClass:
      return E;
    case Stmt::ImplicitCastExprClass:
      E = cast<ImplicitCastExpr>(E)->getSubExpr();
      continue;
    case Stmt::ParenExprClass:
      E = cast<ParenExpr>(E)->getSubExpr();
      continue;
    default:
      break;
    }
    const Expr *Before = E;
    E = E->IgnoreParenImpCasts();
    if (const auto *C = dyn_cast<FullExpr>(E))
      E = C->getSubExpr();
    else if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
      E = M->getSubExpr();
    else if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E))
      E = B->getSubExpr();
    else if (const auto *D = dyn_cast<CXXDefaultInitExpr>(E); D && D->getExpr())
      E = D->getExpr();
    if (E == Before)
      return E;
  }
  return E;
}

bool isMove(const Expr *E) {
  E = withoutImplicit(E);
  if (argumentOfStd(E, {"move"}))
    return true;
  if (argumentOfStd(E, {"forward"}))
    return E->isXValue();
  const auto *Cast = dyn_cast<ExplicitCastExpr>(E);
  return Cast && Cast->isXValue();
}

const Expr *takeOffPassing(const Expr *E) {
  while (true) {
    E = withoutImplicit(E);
    if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E))
      E = Cast->getSubExpr();
    else if (const Expr *Argument = argumentOfStd(
                 E, {"move", "forward", "as_const", "move_if_noexcept", "launder", "to_address"}))
      E = Argument;
    else
      return E;
  }
}

const FunctionDecl *functionOf(const Expr *E, unsigned Depth) {
  if (!E || Depth > 8)
    return nullptr;
  E = withoutPassing(E);
  if (const auto *L = dyn_cast<LambdaExpr>(E))
    return L->getCallOperator();
  if (const auto *U = dyn_cast<UnaryOperator>(E); U && U->getOpcode() == UO_AddrOf)
    return functionOf(U->getSubExpr(), Depth + 1);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *F = dyn_cast<FunctionDecl>(Ref->getDecl()))
      return F->getDefinition() ? F->getDefinition() : F;
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()))
      return functionOf(V->getInit(), Depth + 1);
    return nullptr;
  }
  if (const Expr *Bound = argumentOfStd(E, {"bind", "bind_front", "mem_fn", "ref", "cref"}))
    return functionOf(Bound, Depth + 1);
  if (const auto *C = dyn_cast<CXXConstructExpr>(E); C && C->getNumArgs() >= 1)
    return functionOf(C->getArg(0), Depth + 1);
  // A closure converted to a function pointer.
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(E);
      M && isa_and_nonnull<CXXConversionDecl>(M->getMethodDecl()))
    return functionOf(M->getImplicitObjectArgument(), Depth + 1);
  return nullptr;
}

bool isOfStd(const Decl &D) {
  for (const DeclContext *C = D.getDeclContext(); C; C = C->getParent())
    if (C->isStdNamespace())
      return true;
  return false;
}

ArrayRef<const Expr *> argumentsOf(const Expr &Call) {
  if (const auto *C = dyn_cast<CXXConstructExpr>(&Call))
    return ArrayRef<const Expr *>(C->getArgs(), C->getNumArgs());
  const auto *C = cast<CallExpr>(&Call);
  ArrayRef<const Expr *> Arguments(C->getArgs(), C->getNumArgs());
  if (isa<CXXOperatorCallExpr>(C))
    if (const auto *M = dyn_cast_or_null<CXXMethodDecl>(C->getCalleeDecl());
        M && M->isInstance() && !Arguments.empty())
      return Arguments.drop_front();
  return Arguments;
}

const Expr *objectOf(const Expr &Call) {
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(&Call))
    return M->getImplicitObjectArgument();
  if (const auto *O = dyn_cast<CXXOperatorCallExpr>(&Call))
    if (const auto *M = dyn_cast_or_null<CXXMethodDecl>(O->getCalleeDecl());
        M && M->isInstance() && O->getNumArgs())
      return O->getArg(0);
  return nullptr;
}

bool isVariable(const Expr *E) {
  while (true) {
    E = withoutImplicit(E);
    if (const auto *B = dyn_cast<BinaryOperator>(E);
        B && (B->isMultiplicativeOp() || B->isAdditiveOp() || B->isShiftOp() || B->isBitwiseOp() ||
              B->isComparisonOp()))
      E = B->getLHS();
    else if (const auto *Cast = dyn_cast<CStyleCastExpr>(E);
             Cast && Cast->getCastKind() != CK_ToVoid)
      E = Cast->getSubExpr();
    else if (const auto *M = dyn_cast<MemberExpr>(E); M && isa<FieldDecl>(M->getMemberDecl()))
      E = M->getBase();
    else
      break;
  }
  if (isa<CXXThisExpr>(E))
    return true;
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return V && !V->isConstexpr() && !V->getType().isConstQualified() &&
         !V->getType()->isReferenceType();
}

std::optional<int64_t> constantOf(const Expr &E, const ASTContext &Ctx) {
  Expr::EvalResult Value;
  if (const auto *Literal = dyn_cast<IntegerLiteral>(&E);
      Literal && Literal->getType()->isSignedIntegerType())
    return Literal->getValue().trySExtValue();
  if (E.isValueDependent() || !E.getType()->isIntegralOrEnumerationType() || isVariable(&E) ||
      !E.EvaluateAsInt(Value, Ctx))
    return std::nullopt;
  return Value.Val.getInt().tryExtValue();
}

const Expr *onlyResult(const CallExpr &Call) {
  const FunctionDecl *Callee = Call.getDirectCallee();
  const FunctionDecl *Definition = nullptr;
  if (!Callee || Call.getNumArgs() != 0 || !Callee->hasBody(Definition))
    return nullptr;
  const auto *Body = dyn_cast_or_null<CompoundStmt>(Definition->getBody());
  if (!Body || Body->size() != 1)
    return nullptr;
  const auto *R = dyn_cast<ReturnStmt>(Body->body_front());
  return R ? R->getRetValue() : nullptr;
}

bool leaves(const Stmt *S) {
  if (const auto *C = dyn_cast_or_null<CompoundStmt>(S))
    return !C->body_empty() && leaves(C->body_back());
  return isa_and_nonnull<ReturnStmt, BreakStmt, ContinueStmt, GotoStmt, CoreturnStmt>(S);
}

} // namespace ambit
