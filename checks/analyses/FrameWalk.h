//===- FrameWalk.h ----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Goes through the body of a coroutine in order of evaluation and keeps the stack of
// what is made and not yet destroyed, so that at a suspension it knows what the tree
// shows to live across it: what has a destructor, and the operands that wait for a
// suspension in a later one (`f(a, co_await b)`). What lives until its last use it
// only lists; AwaitLiveness follows that.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_ANALYSES_FRAMEWALK_H
#define AMBIT_ANALYSES_FRAMEWALK_H

#include "analyses/AwaitLiveness.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace ambit {

/// A suspension with what the tree shows to live across it, as numbers of values.
struct AwaitPoint {
  const clang::CoroutineSuspendExpr *At;
  llvm::SmallVector<unsigned, 4> Live;
};

/// The walk through one coroutine; its results are its public members. The parameters are
/// those of liveAcrossAwaits.
class FrameWalk {
public:
  FrameWalk(const clang::FunctionDecl &F,
            llvm::function_ref<bool(clang::QualType, const clang::Expr *)> Matters,
            llvm::function_ref<bool(const clang::CoroutineSuspendExpr &)> IsAsked)
      : F(F), Ctx(F.getASTContext()), Matters(Matters), IsAsked(IsAsked) {}

  /// False if the coroutine does not compile.
  bool run() {
    if (!declareFrame())
      return false;
    walk(F.getBody());
    return !IsBroken;
  }

  /// The value that lives until its last use and that \p D names; -1 if there is none. Null
  /// stands for `this`.
  int tracked(const clang::ValueDecl *D) const {
    if (auto Alias = Aliases.find(D); Alias != Aliases.end())
      D = Alias->second;
    auto It = Tracked.find(D);
    return It == Tracked.end() ? -1 : int(It->second);
  }

  std::vector<FrameValue> Values; ///< in order of their making
  std::vector<AwaitPoint> Points;
  llvm::DenseSet<const clang::Expr *> Overwritten; ///< names of variables that are only assigned to
  bool HasTracked = false;                         ///< something lives until its last use

private:
  bool declareFrame();
  void declareCaptures(const clang::CXXRecordDecl &Closure);
  void declare(const clang::VarDecl &V, FrameValue::Kind What);
  void declareBindings(const clang::DecompositionDecl &D, clang::QualType T, bool IsReference,
                       const clang::ValueDecl *Of);
  unsigned add(FrameValue V);
  void keep(FrameValue V, const clang::ValueDecl *Key);
  const clang::ValueDecl *ownerIn(const clang::Expr *E) const;
  int numberOf(const clang::ValueDecl *D) const;

  void walk(const clang::Stmt *S);
  void walkScope(const clang::Stmt &S);
  void rangeFor(const clang::CXXForRangeStmt &For);
  void full(const clang::Expr *E);
  void evaluate(const clang::Expr *E);
  void branches(const clang::Expr *First, const clang::Expr *Second);
  void assignment(const clang::Expr *To, const clang::Expr *Value, bool Replaces);
  void suspend(const clang::CoroutineSuspendExpr &E);
  int valueOf(const clang::Expr *E, FrameValue::Kind What);
  unsigned temporary(const clang::Expr &E, clang::QualType T, FrameValue::Kind What,
                     bool IsDestroyed);
  bool isBroken(const clang::Expr *E);

  const clang::FunctionDecl &F;
  const clang::ASTContext &Ctx;
  llvm::function_ref<bool(clang::QualType, const clang::Expr *)> Matters;
  llvm::function_ref<bool(const clang::CoroutineSuspendExpr &)> IsAsked;
  bool IsBroken = false;
  llvm::DenseMap<const clang::ValueDecl *, unsigned> Tracked; ///< lives until its last use
  llvm::DenseMap<const clang::ValueDecl *, unsigned> Scoped;  ///< lives until its scope ends
  /// References to objects of the frame, which are these objects.
  llvm::DenseMap<const clang::ValueDecl *, const clang::ValueDecl *> Aliases;
  llvm::DenseMap<const clang::Expr *, unsigned> Temporaries;
  const clang::Expr *InRange = nullptr; ///< what the loop whose variable is declared goes through
  llvm::SmallVector<unsigned, 8> Scope; ///< made, and not yet destroyed
  llvm::SmallVector<const clang::Expr *, 8> Waiting; ///< operands whose operator has not run yet
};

} // namespace ambit

#endif // AMBIT_ANALYSES_FRAMEWALK_H
