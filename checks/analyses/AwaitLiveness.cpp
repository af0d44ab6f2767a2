//===- AwaitLiveness.cpp --------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two kinds of liveness. What has a destructor lives as long as its scope, which the
// tree shows: FrameWalk goes through a body in order of evaluation and keeps the
// stack of what is made and not yet destroyed. With it go the operands that wait for
// a suspension in a later one (`f(a, co_await b)`), whatever their type. Everything
// else lives until its last use: LastUses solves that backwards over the CFG.
//
//   Task f(Uart &u) {           u: a reference, lives until its last use
//     Lease lease(u);           lease: destroyed at the end of the body
//     co_await a();             across it: u (used below), lease
//     u.write(0);
//     co_await b();             across it: lease
//   }
//
//===----------------------------------------------------------------------===//

#include "analyses/AwaitLiveness.h"
#include "analyses/FrameWalk.h"
#include "lowering/FunctionCFG.h"
#include "program/Flow.h"
#include "llvm/ADT/BitVector.h"

using namespace clang;
using namespace llvm;

namespace ambit {
namespace {

/// A CFG against its direction. A block of its own leads to all others, so that loops that
/// never end are reached as well.
class Backwards {
public:
  explicit Backwards(const CFGGraph &Graph) : Graph(Graph) {
    Order.push_back(entry());
    Order.insert(Order.end(), Graph.order().rbegin(), Graph.order().rend());
  }
  unsigned size() const { return Graph.size() + 1; }
  unsigned entry() const { return Graph.size(); }
  const std::vector<unsigned> &order() const { return Order; }
  unsigned edges(unsigned Block) const {
    return Block == entry() ? Graph.order().size() : Graph.block(Block).pred_size();
  }
  int next(unsigned Block, unsigned Edge) const {
    if (Block == entry())
      return Graph.order()[Edge];
    const CFGBlock *Before = *(Graph.block(Block).pred_begin() + Edge);
    return Before ? int(Before->getBlockID()) : -1;
  }

private:
  const CFGGraph &Graph;
  std::vector<unsigned> Order;
};

/// The values that are used later: the state is about what follows, and a block turns what
/// follows it into what follows its start.
class LastUses {
public:
  using State = BitVector;

  LastUses(const FrameWalk &Frame, const CFGGraph &Graph) : Frame(Frame), Graph(Graph) {}

  State entry() const { return BitVector(Frame.Values.size()); }
  void transfer(unsigned Block, State &S) const {
    if (Block == Graph.size())
      return;
    for (const CFGElement &E : reverse(Graph.block(Block)))
      transfer(E, S);
  }
  bool follow(unsigned, unsigned, State &) const { return true; }
  bool join(State &Into, const State &From) const {
    if (!From.test(Into))
      return false;
    Into |= From;
    return true;
  }

  void transfer(const CFGElement &E, State &S) const {
    std::optional<CFGStmt> Element = E.getAs<CFGStmt>();
    if (!Element)
      return;
    forEachEffect(*Element->getStmt(), [&](unsigned Value, bool IsUse) {
      if (IsUse)
        S.set(Value);
      else
        S.reset(Value);
    });
  }

  /// Calls \p Do with each value that \p S uses or gives another value.
  template <class Callback> void forEachEffect(const Stmt &S, Callback Do) const {
    auto One = [&](const ValueDecl *D, bool IsUse) {
      if (int Value = Frame.tracked(D); Value >= 0)
        Do(unsigned(Value), IsUse);
    };
    if (const auto *Ref = dyn_cast<DeclRefExpr>(&S)) {
      if (!Frame.Overwritten.contains(Ref))
        One(Ref->getDecl(), true);
    } else if (isa<CXXThisExpr>(S)) {
      One(nullptr, true);
    } else if (const auto *D = dyn_cast<DeclStmt>(&S)) {
      for (const Decl *Declared : D->decls()) {
        if (const auto *V = dyn_cast<ValueDecl>(Declared))
          One(V, false);
        if (const auto *Parts = dyn_cast<DecompositionDecl>(Declared))
          for (const BindingDecl *B : Parts->bindings())
            One(B, false);
      }
    } else if (const auto *B = dyn_cast<BinaryOperator>(&S)) {
      if (B->getOpcode() == BO_Assign)
        overwrite(B->getLHS(), One);
    } else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(&S)) {
      if (O->getOperator() == OO_Equal && O->getNumArgs() == 2)
        overwrite(O->getArg(0), One);
    }
  }

private:
  template <class Callback> void overwrite(const Expr *To, Callback One) const {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(To->IgnoreParenImpCasts()))
      if (Frame.Overwritten.contains(Ref))
        One(Ref->getDecl(), false);
  }

  const FrameWalk &Frame;
  const CFGGraph &Graph;
};

/// Where the value \p Wanted is used first after element \p From of \p Start; nowhere if that
/// is far away.
SourceLocation nextUse(const CFGBlock &Start, unsigned From, unsigned Wanted,
                       const LastUses &Uses) {
  constexpr unsigned MaxBlocks = 64;
  SmallVector<const CFGBlock *, 16> Work{&Start};
  DenseSet<const CFGBlock *> Seen;
  for (unsigned I = 0; I < Work.size() && I < MaxBlocks; ++I) {
    const CFGBlock &Block = *Work[I];
    SourceLocation Use;
    bool IsOver = false;
    for (unsigned At = I == 0 ? From : 0; At < Block.size() && !IsOver; ++At)
      if (std::optional<CFGStmt> S = Block[At].getAs<CFGStmt>())
        Uses.forEachEffect(*S->getStmt(), [&](unsigned Value, bool IsUse) {
          if (Value != Wanted || IsOver)
            return;
          IsOver = true;
          if (IsUse)
            Use = S->getStmt()->getBeginLoc();
        });
    if (Use.isValid())
      return Use;
    if (IsOver)
      continue;
    for (const CFGBlock *Next : Block.succs())
      if (Next && Seen.insert(Next).second)
        Work.push_back(Next);
  }
  return {};
}

/// Adds to the suspensions of \p Frame what is used after them.
void addLastUses(FrameWalk &Frame, const CFG &Graph,
                 DenseMap<std::pair<const Expr *, unsigned>, SourceLocation> &NextUses) {
  CFGGraph Blocks(Graph);
  LastUses Uses(Frame, Blocks);
  Backwards Reversed(Blocks);
  auto After = solveForward(Reversed, Uses);
  if (After.empty())
    return;
  DenseMap<const Stmt *, AwaitPoint *> Wanted;
  for (AwaitPoint &P : Frame.Points)
    Wanted[P.At] = &P;
  for (unsigned Number : Blocks.order()) {
    if (!After[Number])
      continue;
    const CFGBlock &Block = Blocks.block(Number);
    LastUses::State S = *After[Number];
    for (unsigned At = Block.size(); At-- > 0;) {
      if (std::optional<CFGStmt> Element = Block[At].getAs<CFGStmt>())
        if (auto It = Wanted.find(Element->getStmt()); It != Wanted.end())
          for (unsigned Value : S.set_bits()) {
            It->second->Live.push_back(Value);
            NextUses[{It->second->At, Value}] = nextUse(Block, At + 1, Value, Uses);
          }
      Uses.transfer(Block[At], S);
    }
  }
}

} // namespace

std::vector<Suspension> liveAcrossAwaits(const FunctionDecl &F,
                                         function_ref<bool(QualType, const Expr *)> Matters,
                                         function_ref<bool(const CoroutineSuspendExpr &)> IsAsked,
                                         function_ref<const CFG *()> Graph) {
  FrameWalk Frame(F, Matters, IsAsked);
  if (!Frame.run() || Frame.Points.empty())
    return {};
  DenseMap<std::pair<const Expr *, unsigned>, SourceLocation> NextUses;
  if (Frame.HasTracked)
    if (const CFG *Blocks = Graph())
      addLastUses(Frame, *Blocks, NextUses);
  std::vector<Suspension> Found;
  for (AwaitPoint &P : Frame.Points) {
    llvm::sort(P.Live);
    P.Live.erase(llvm::unique(P.Live), P.Live.end());
    if (P.Live.empty())
      continue;
    Suspension &S = Found.emplace_back(Suspension{P.At, {}});
    for (unsigned Number : P.Live) {
      S.Live.push_back(Frame.Values[Number]);
      S.Live.back().NextUse = NextUses.lookup({P.At, Number});
    }
  }
  return Found;
}

} // namespace ambit
