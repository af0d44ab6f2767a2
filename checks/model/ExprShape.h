//===- ExprShape.h ----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Expressions without what changes nothing: parentheses, conversions, and calls
// that only pass their argument on.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_MODEL_EXPRSHAPE_H
#define AMBIT_MODEL_EXPRSHAPE_H

#include "clang/AST/ExprCXX.h"
#include <optional>

namespace ambit {

/// Whether nothing is around \p E that could be taken off. Most of what is asked is so.
inline bool isBare(const clang::Expr *E) {
  switch (E->getStmtClass()) {
  case clang::Stmt::DeclRefExprClass:
  case clang::Stmt::MemberExprClass:
  case clang::Stmt::IntegerLiteralClass:
  case clang::Stmt::BinaryOperatorClass:
  case clang::Stmt::CompoundAssignOperatorClass:
  case clang::Stmt::ArraySubscriptExprClass:
  case clang::Stmt::CXXThisExprClass:
    return true;
  default:
    return false;
  }
}

const clang::Expr *takeOffPassing(const clang::Expr *E);
const clang::Expr *takeOffImplicit(const clang::Expr *E);

/// \p E without what changes neither the object nor its owner: parentheses, implicit
/// nodes, casts, std::move, std::forward, std::as_const.
inline const clang::Expr *withoutPassing(const clang::Expr *E) {
  return isBare(E) ? E : takeOffPassing(E);
}

/// \p E without parentheses and nodes that the compiler added.
inline const clang::Expr *withoutImplicit(const clang::Expr *E) {
  return isBare(E) ? E : takeOffImplicit(E);
}

/// \p L as it was understood, rather than as it was written.
const clang::InitListExpr *semanticForm(const clang::InitListExpr *L);

/// The first argument if \p E calls one of the std:: functions \p Names, else null.
const clang::Expr *argumentOfStd(const clang::Expr *E, llvm::ArrayRef<llvm::StringRef> Names);

/// Whether \p E hands its object over for good: std::move(x), static_cast<T &&>(x).
bool isMove(const clang::Expr *E);

/// Whether \p D, or the class it is a member of, is of namespace std.
bool isOfStd(const clang::Decl &D);

/// The function that runs if \p E is called; null if that cannot be seen.
const clang::FunctionDecl *functionOf(const clang::Expr *E, unsigned Depth = 0);

/// The arguments of \p Call as its callee's parameters take them: without the object of
/// an overloaded operator.
llvm::ArrayRef<const clang::Expr *> argumentsOf(const clang::Expr &Call);

/// The object a method is called on; null for other calls.
const clang::Expr *objectOf(const clang::Expr &Call);

/// Whether \p E starts with a variable that no compiler knows the value of: cheaper than to
/// evaluate it in vain.
bool isVariable(const clang::Expr *E);

/// The constant that \p E is; nothing if it is no number, or none that is known.
std::optional<int64_t> constantOf(const clang::Expr &E, const clang::ASTContext &Ctx);

/// The expression that a call without arguments comes to, where its function does nothing but
/// return it; null if it does more.
const clang::Expr *onlyResult(const clang::CallExpr &Call);

/// Whether \p S ends in a jump away from what follows it.
bool leaves(const clang::Stmt *S);

} // namespace ambit

#endif // AMBIT_MODEL_EXPRSHAPE_H
