//===- DecisionLowering.cpp -----------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a coroutine decides by looking at shared state, and then does about it. Others may
// run at each suspension in between:
//
//   if (free > 0) {        // looks
//     co_await timer;      // another task takes the last one
//     --free;              // acts
//   }
//
//===----------------------------------------------------------------------===//

#include "lowering/FunctionLowering.h"
#include "model/ExprShape.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include <functional>

using namespace clang;
using namespace llvm;

namespace ambit {
namespace {

struct Look {
  PathId Object;
  const Expr *At;
};
using Looks = SmallVector<Look, 4>;

/// What \p S changes depending on its value: an increment, a compound assignment.
const Expr *updated(const Stmt *S) {
  if (const auto *B = dyn_cast<BinaryOperator>(S); B && B->isCompoundAssignmentOp())
    return B->getLHS();
  if (const auto *U = dyn_cast<UnaryOperator>(S); U && U->isIncrementDecrementOp())
    return U->getSubExpr();
  return nullptr;
}

} // namespace

void FunctionLowering::findDecisions(const Stmt *Body) {
  auto LooksIn = [&](const Stmt *Condition) {
    Looks Found;
    SmallVector<const Stmt *, 16> Work{Condition};
    constexpr unsigned MaxNodes = 256;
    for (unsigned Steps = 0; !Work.empty() && Steps < MaxNodes; ++Steps) {
      const Stmt *Part = Work.pop_back_val();
      if (!Part || isa<LambdaExpr>(Part))
        continue;
      if (const auto *Read = dyn_cast<ImplicitCastExpr>(Part);
          Read && Read->getCastKind() == CK_LValueToRValue)
        if (PathId Object = Reader.object(Read->getSubExpr()); Object && mayBeShared(Object)) {
          Found.push_back({Object, Read});
          Deciding[Read] = Object;
        }
      append_range(Work, Part->children());
    }
    return Found;
  };
  std::function<void(const Stmt *, Looks, unsigned)> Walk = [&](const Stmt *S, Looks Before,
                                                                unsigned Depth) {
    constexpr unsigned MaxNesting = 64;
    if (!S || Depth > MaxNesting || isa<LambdaExpr>(S))
      return;
    if (const Expr *Object = updated(S))
      if (PathId P = Reader.object(Object);
          P && any_of(Before, [&](const Look &L) { return L.Object == P; }))
        Decided[cast<Expr>(S)] = P;
    if (const auto *C = dyn_cast<CompoundStmt>(S)) {
      for (const Stmt *Child : C->body()) {
        Walk(Child, Before, Depth + 1);
        if (const auto *If = dyn_cast<IfStmt>(Child); If && leaves(If->getThen()))
          append_range(Before, LooksIn(If->getCond()));
      }
      return;
    }
    if (const auto *If = dyn_cast<IfStmt>(S)) {
      append_range(Before, LooksIn(If->getCond()));
      Walk(If->getThen(), Before, Depth + 1);
      Walk(If->getElse(), Before, Depth + 1);
      return;
    }
    if (const auto *While = dyn_cast<WhileStmt>(S)) {
      append_range(Before, LooksIn(While->getCond()));
      Walk(While->getBody(), Before, Depth + 1);
      return;
    }
    for (const Stmt *Child : S->children())
      Walk(Child, Before, Depth + 1);
  };
  Walk(Body, {}, 0);
}

void FunctionLowering::decide(const Stmt *S) {
  if (Deciding.empty())
    return;
  const auto *E = dyn_cast<Expr>(S);
  auto Emit = [&](ViewEvent::Kind What, PathId Object) {
    ViewEvent View;
    View.What = What;
    View.Lock = Object;
    View.At = What == ViewEvent::Check ? place(E) : Names.place(E->getExprLoc());
    emit(Event::View, out().Views.size());
    out().Views.push_back(std::move(View));
  };
  if (auto Look = Deciding.find(E); Look != Deciding.end())
    Emit(ViewEvent::Check, Look->second);
  if (auto Act = Decided.find(E); Act != Decided.end())
    Emit(ViewEvent::Act, Act->second);
}

} // namespace ambit
