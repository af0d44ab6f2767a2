//===- BindingLowering.cpp ------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a function's variables stand for: pointers that are given one value, locals that
// others can reach; and which of its blocks may run again.
//
//===----------------------------------------------------------------------===//

#include "lowering/FunctionCFG.h"
#include "lowering/FunctionLowering.h"
#include "model/AnnotationNames.h"
#include "model/ExprShape.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/Analyses/PostOrderCFGView.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Basic/TargetInfo.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/FoldingSet.h"

using namespace clang;
using namespace llvm;

namespace ambit {

/// Whether \p E is the address of an object that nobody else has yet.
static bool makesObject(const Expr *E) {
  E = withoutPassing(E);
  if (isa<CXXNewExpr>(E))
    return true;
  const auto *C = dyn_cast<CallExpr>(E);
  const FunctionDecl *F = C ? C->getDirectCallee() : nullptr;
  return F && F->getIdentifier() &&
         (F->getName().ends_with("alloc") || F->getName().ends_with("Malloc"));
}

void FunctionLowering::findBindings(const CFG &Graph) {
  // A pointer that is given a value once, and whose address nobody takes, is another name
  // for what it points to.
  SmallDenseMap<const VarDecl *, std::pair<unsigned, const Expr *>, 8> Values;
  SmallDenseSet<const VarDecl *, 8> Changed;
  auto LocalOf = [](const Expr *E) -> const VarDecl * {
    const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
    const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    return V && V->hasLocalStorage() ? V : nullptr;
  };
  auto AddEscaped = [&](const VarDecl &V) {
    Escaped.insert(Reader.variable(V));
    EscapedVariables.insert(&V);
  };
  auto Escape = [&](const Expr *E) {
    if (const auto *Root = dyn_cast_or_null<VarDecl>([&]() -> const ValueDecl * {
          E = withoutPassing(E);
          while (true) {
            if (const auto *M = dyn_cast<MemberExpr>(E); M && !M->isArrow())
              E = withoutPassing(M->getBase());
            else if (const auto *S = dyn_cast<ArraySubscriptExpr>(E))
              E = withoutPassing(S->getBase());
            else
              break;
          }
          const auto *Ref = dyn_cast<DeclRefExpr>(E);
          return Ref ? Ref->getDecl() : nullptr;
        }()))
      if (Root->hasLocalStorage())
        AddEscaped(*Root);
  };
  size_t Assignments = 0, Calls = 0;
  for (const CFGBlock *B : Graph)
    for (const CFGElement &Element : *B) {
      std::optional<CFGStmt> Statement = Element.getAs<CFGStmt>();
      if (!Statement) {
        if (std::optional<CFGInitializer> I = Element.getAs<CFGInitializer>())
          if (const FieldDecl *Field = I->getInitializer()->getAnyMember())
            if (const Expr *Init = I->getInitializer()->getInit())
              Targets[PathReader::made(Init)] = Reader.member(Reader.self(), *Field);
        continue;
      }
      const Stmt *S = Statement->getStmt();
      switch (S->getStmtClass()) {
      case Stmt::DeclRefExprClass:
      case Stmt::MemberExprClass:
      case Stmt::IntegerLiteralClass:
      case Stmt::ParenExprClass:
      case Stmt::ArraySubscriptExprClass:
        continue; // most are of these, and bind nothing
      case Stmt::ImplicitCastExprClass:
        if (const auto *Cast = cast<ImplicitCastExpr>(S);
            Cast->getCastKind() == CK_ArrayToPointerDecay)
          Escape(Cast->getSubExpr());
        continue;
      default:
        break;
      }
      if (const auto *D = dyn_cast<DeclStmt>(S)) {
        ++Assignments;
        for (const Decl *Declared : D->decls())
          if (const auto *V = dyn_cast<VarDecl>(Declared);
              V && V->hasGlobalStorage() && V->getInit()) {
            Targets[PathReader::made(V->getInit())] = Reader.variable(*V);
          } else if (V && V->hasLocalStorage()) {
            if (const Expr *Init = V->getInit()) {
              auto &[Count, Value] = Values[V];
              ++Count;
              Value = Init;
              PathId Target = Paths.root(PathKind::Local, Names.of(*V));
              const Expr *Made = PathReader::made(Init);
              Targets[Made] = Target;
              if (const auto *Either = dyn_cast<ConditionalOperator>(Made)) {
                Targets[PathReader::made(Either->getTrueExpr())] = Target;
                Targets[PathReader::made(Either->getFalseExpr())] = Target;
              }
            }
          }
      } else if (const auto *O = dyn_cast<BinaryOperator>(S); O && O->isAssignmentOp()) {
        ++Assignments;
        Written.insert(withoutImplicit(O->getLHS()));
        if (const VarDecl *V = LocalOf(O->getLHS())) {
          auto &[Count, Value] = Values[V];
          ++Count;
          Value = O->getRHS();
          if (O->isCompoundAssignmentOp())
            Changed.insert(V);
        }
      } else if (const auto *U = dyn_cast<UnaryOperator>(S)) {
        if (U->getOpcode() == UO_AddrOf)
          Escape(U->getSubExpr());
        if (U->getOpcode() == UO_AddrOf || U->isIncrementDecrementOp())
          if (const VarDecl *V = LocalOf(U->getSubExpr()))
            Changed.insert(V);
      } else if (const auto *X = dyn_cast<LambdaExpr>(S)) {
        for (const LambdaCapture &C : X->captures())
          if (C.capturesVariable())
            if (const auto *V = dyn_cast<VarDecl>(C.getCapturedVar())) {
              // Through a reference variable what it is bound to is captured.
              if (V->getType()->isReferenceType() && V->getInit())
                Escape(V->getInit());
              if (C.getCaptureKind() == LCK_ByRef) {
                AddEscaped(*V);
                if (V->getType()->isPointerType())
                  Changed.insert(V); // perhaps in there
              }
            }
      } else if (const auto *C = dyn_cast<CallExpr>(S)) {
        ++Calls;
        if (C->getDirectCallee())
          Callees.insert(withoutPassing(C->getCallee()));
        CoreReadings += toldBy(C) == "core";
        findSpawned(C);
        if (const auto *O = dyn_cast<CXXOperatorCallExpr>(C);
            O && O->getOperator() == OO_Equal && O->getNumArgs() == 2)
          Written.insert(withoutImplicit(O->getArg(0)));
        // std::ref and the like.
        for (const Expr *A : C->arguments())
          if ((A->isLValue() && !A->getType()->isFundamentalType()) ||
              A->getType()->isPointerType())
            Escape(A);
        if (argumentOfStd(C, {"ref", "cref"}))
          Escape(C->getArg(0));
        for (const Expr *A : C->arguments())
          if (A->isLValue())
            if (const VarDecl *V = LocalOf(A); V && V->getType()->isPointerType() && A->isGLValue())
              Changed.insert(V);
      }
    }
  out().Assigns.reserve(Assignments);
  out().Events.reserve(2 * (Assignments + Calls));
  SmallVector<std::pair<const VarDecl *, const Expr *>, 8> Bound;
  for (const auto &[V, Value] : Values)
    if (Value.first == 1 && !Changed.contains(V) && V->getType()->isIntegralOrEnumerationType())
      OnlyValues[V] = Value.second;
  for (const auto &[V, Value] : Values)
    if (Value.first == 1 && !Changed.contains(V) &&
        (V->getType()->isPointerType() || V->getType()->isReferenceType()) &&
        !V->isCXXForRangeDecl()) {
      Reader.bind(*V, Value.second);
      if (makesObject(Value.second))
        L.Graph.FreshLocals.insert(Names.of(*V));
      if (V->getType()->isPointerType())
        Bound.push_back({V, Value.second});
    }
  // Callees that get the pointer itself name the object through it.
  for (auto [V, Value] : Bound)
    if (PathId Object = Reader.pointee(Value))
      Paths.alias(Paths.pointee(Paths.root(PathKind::Local, Names.of(*V))), Object);
}

void FunctionLowering::findCycles(const CFG &Graph) {
  // Tarjan's strongly connected components, without recursion.
  unsigned N = Graph.getNumBlockIDs();
  Cyclic.assign(N, false);
  std::vector<unsigned> Number(N, 0), Low(N, 0);
  std::vector<bool> IsOpen(N, false);
  SmallVector<const CFGBlock *, 32> Component;
  SmallVector<std::pair<const CFGBlock *, CFGBlock::const_succ_iterator>, 32> Path;
  unsigned Next = 0;
  auto Enter = [&](const CFGBlock *B) {
    Number[B->getBlockID()] = Low[B->getBlockID()] = ++Next;
    IsOpen[B->getBlockID()] = true;
    Component.push_back(B);
    Path.push_back({B, B->succ_begin()});
  };
  Enter(&Graph.getEntry());
  while (!Path.empty()) {
    auto &[B, Successor] = Path.back();
    unsigned Id = B->getBlockID();
    if (Successor != B->succ_end()) {
      const CFGBlock *To = *Successor++;
      if (!To)
        continue;
      if (To == B)
        Cyclic[Id] = true;
      if (!Number[To->getBlockID()])
        Enter(To);
      else if (IsOpen[To->getBlockID()])
        Low[Id] = std::min(Low[Id], Number[To->getBlockID()]);
      continue;
    }
    const CFGBlock *Done = B;
    Path.pop_back();
    if (!Path.empty()) {
      unsigned Outer = Path.back().first->getBlockID();
      Low[Outer] = std::min(Low[Outer], Low[Id]);
    }
    if (Low[Id] != Number[Id])
      continue;
    bool IsSingle = Component.back() == Done;
    const CFGBlock *Member;
    do {
      Member = Component.pop_back_val();
      IsOpen[Member->getBlockID()] = false;
      if (!IsSingle)
        Cyclic[Member->getBlockID()] = true;
    } while (Member != Done);
  }
}

} // namespace ambit
