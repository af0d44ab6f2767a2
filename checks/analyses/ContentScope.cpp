//===- ContentScope.cpp ---------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyses/ContentScope.h"
#include "analyses/AccessPath.h"
#include "analyses/UnitIndex.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace llvm;

namespace ambit {
namespace {

/// Every variable that \p S names.
class RootCollector : public RecursiveASTVisitor<RootCollector> {
public:
  explicit RootCollector(Roots &Into) : Into(Into) {}
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (isa<VarDecl>(E->getDecl()))
      Into.insert(E->getDecl());
    return true;
  }
  bool VisitCXXThisExpr(CXXThisExpr *) {
    Into.insert(nullptr);
    return true;
  }

private:
  Roots &Into;
};

void addRoots(const Stmt *S, Roots &Into) {
  RootCollector(Into).TraverseStmt(const_cast<Stmt *>(S));
}

/// See outerCalls.
class OuterCalls : public RecursiveASTVisitor<OuterCalls> {
public:
  OuterCalls(DenseSet<const Stmt *> &Into, bool IsCoroutine)
      : Into(Into), IsCoroutine(IsCoroutine) {}

  bool TraverseStmt(Stmt *S, DataRecursionQueue * = nullptr) {
    if (!S)
      return true;
    // What is awaited is done before the expression around it goes on.
    if (const auto *Suspension = dyn_cast<CoroutineSuspendExpr>(S)) {
      SaveAndRestore<bool> Start(IsInside, false);
      return TraverseStmt(Suspension->getOperand());
    }
    bool IsCall = isa<CallExpr, CXXConstructExpr>(S) ||
                  (isa<BinaryOperator>(S) && cast<BinaryOperator>(S)->isAssignmentOp());
    if (!IsCall && !isa<DeclStmt>(S))
      return RecursiveASTVisitor::TraverseStmt(S);
    if (IsCall && !IsInside)
      Into.insert(S);
    if (!IsCoroutine)
      return true;
    SaveAndRestore<bool> Inside(IsInside, true);
    return RecursiveASTVisitor::TraverseStmt(S);
  }

  bool TraverseLambdaExpr(LambdaExpr *L) {
    return IsInside || RecursiveASTVisitor::TraverseLambdaExpr(L);
  }

private:
  DenseSet<const Stmt *> &Into;
  const bool IsCoroutine;
  bool IsInside = false; ///< of a call or declaration
};

/// The moves in an expression that runs here.
class MoveCollector : public RecursiveASTVisitor<MoveCollector> {
public:
  SmallVector<const Expr *, 2> Moved;
  bool VisitCallExpr(CallExpr *C) {
    if (!argumentOfStd(C, {"move", "forward", "move_if_noexcept"}))
      collect(argumentsOf(*C));
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *C) {
    collect(argumentsOf(*C));
    return true;
  }
  bool TraverseLambdaExpr(LambdaExpr *L) {
    for (Expr *Init : L->capture_inits())
      TraverseStmt(Init);
    return true;
  }

private:
  void collect(ArrayRef<const Expr *> Arguments) {
    for (const Expr *A : Arguments)
      if (isMove(A))
        Moved.push_back(A);
  }
};

/// The object and the value of an assignment or initialisation.
struct Assignment {
  const ValueDecl *Root;
  const Expr *Value;
};

} // namespace

Roots relevantRoots(const CFG &Graph, ArrayRef<const Expr *> Wanted, const Roots &Also) {
  Roots Relevant = Also;
  for (const Expr *Call : Wanted)
    addRoots(Call, Relevant);
  std::vector<Assignment> Assignments;
  for (const CFGBlock *Block : Graph)
    for (const CFGElement &E : *Block) {
      std::optional<CFGStmt> S = E.getAs<CFGStmt>();
      if (!S)
        continue;
      if (const auto *D = dyn_cast<DeclStmt>(S->getStmt())) {
        for (const Decl *One : D->decls())
          if (const auto *V = dyn_cast<VarDecl>(One); V && V->getInit())
            Assignments.push_back({V, V->getInit()});
      } else if (const auto *B = dyn_cast<BinaryOperator>(S->getStmt())) {
        if (B->getOpcode() == BO_Assign)
          Assignments.push_back({rootVariable(B->getLHS()), B->getRHS()});
      } else if (const auto *C = dyn_cast<CallExpr>(S->getStmt())) {
        // A method may put its arguments into its object.
        if (const Expr *Object = objectOf(*C))
          if (const ValueDecl *Root = rootVariable(Object))
            for (const Expr *A : argumentsOf(*C))
              Assignments.push_back({Root, A});
      }
    }
  // Backwards, until nothing is added; each round sees every assignment once.
  DenseMap<const ValueDecl *, SmallVector<const Expr *, 2>> ByRoot;
  for (const Assignment &A : Assignments)
    ByRoot[A.Root].push_back(A.Value);
  std::vector<const ValueDecl *> Work(Relevant.begin(), Relevant.end());
  while (!Work.empty()) {
    const ValueDecl *Root = Work.back();
    Work.pop_back();
    auto It = ByRoot.find(Root);
    if (It == ByRoot.end())
      continue;
    for (const Expr *Value : It->second) {
      Roots Named;
      addRoots(Value, Named);
      for (const ValueDecl *N : Named)
        if (Relevant.insert(N).second)
          Work.push_back(N);
    }
  }
  return Relevant;
}

DenseSet<const Stmt *> outerCalls(const Stmt &Body) {
  DenseSet<const Stmt *> Outer;
  OuterCalls(Outer, isa<CoroutineBodyStmt>(Body)).TraverseStmt(const_cast<Stmt *>(&Body));
  return Outer;
}

SmallVector<const Expr *, 2> movesIn(const Stmt &Done) {
  MoveCollector Moves;
  Moves.TraverseStmt(const_cast<Stmt *>(&Done));
  return std::move(Moves.Moved);
}

} // namespace ambit
