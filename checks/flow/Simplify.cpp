//===- Simplify.cpp -------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A value matters to the lock flow where one place says something of it and another one asks:
// a try and the test of its result, a saved mask and what restores it, two tests of one flag. In
//
//   int n = count(); if (n > limit) n = limit; for (i = 0; i < n; ++i) put(i);
//
// nothing does, and what is left is a loop around a call.
//
//===----------------------------------------------------------------------===//

#include "flow/Simplify.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/IntEqClasses.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace ambit {
namespace {

/// The keys of a function, in classes of those that are assigned to one another.
class Values {
public:
  /// What is done with a class of keys.
  struct Uses {
    unsigned Tests = 0;     ///< branches that ask for it
    bool IsOfLocks = false; ///< a saved mask, the result of a try, the status of a start or a phase
    bool IsConstant = false; ///< somewhere
    bool IsResult = false;   ///< of a call, which may be any of the above
    bool IsReturned = false;
    bool IsGiven = false;     ///< to a callee, which may restore a mask from it
    bool IsParameter = false; ///< which a caller may know more of

    bool areRelevant() const {
      bool IsKnown = IsConstant || IsResult || IsParameter;
      return IsOfLocks || Tests > 1 || (Tests && (IsKnown || IsReturned)) ||
             (IsReturned && IsKnown) || (IsGiven && (IsResult || IsParameter));
    }
  };

  Values(const LoweredFunction &Body, const Function &Info, const Program &Graph);

  bool isRelevant(PathId Key) const {
    auto It = Numbers.find(Key);
    return It != Numbers.end() && All[Classes.findLeader(It->second)].areRelevant();
  }

private:
  unsigned number(PathId Key) {
    auto [It, IsNew] = Numbers.try_emplace(Key, All.size());
    if (IsNew) {
      All.emplace_back();
      All.back().IsParameter = Paths[Key].Kind == PathKind::Parameter;
      Classes.grow(All.size());
    }
    return It->second;
  }
  Uses &of(PathId Key) { return All[Classes.findLeader(number(Key))]; }
  void unite(PathId A, PathId B) {
    unsigned X = Classes.findLeader(number(A)), Y = Classes.findLeader(number(B));
    if (X == Y)
      return;
    unsigned Leader = Classes.join(X, Y);
    Uses &Into = All[Leader];
    const Uses &From = All[Leader == X ? Y : X];
    Into.Tests += From.Tests;
    Into.IsOfLocks |= From.IsOfLocks;
    Into.IsConstant |= From.IsConstant;
    Into.IsResult |= From.IsResult;
    Into.IsReturned |= From.IsReturned;
    Into.IsGiven |= From.IsGiven;
    Into.IsParameter |= From.IsParameter;
  }

  const PathTable &Paths;
  SmallDenseMap<PathId, unsigned, 16> Numbers;
  IntEqClasses Classes;      ///< of the numbers
  SmallVector<Uses, 16> All; ///< by number; of a class its leader's counts
};

Values::Values(const LoweredFunction &Body, const Function &Info, const Program &Graph)
    : Paths(Graph.Paths) {
  auto IsOfLocks = [&](PathId Key) {
    if (Key)
      of(Key).IsOfLocks = true;
  };
  for (const AssignEvent &A : Body.Assigns) {
    if (A.From)
      unite(A.To, A.From);
    if (A.Constant || A.IsNonZero)
      of(A.To).IsConstant = true;
  }
  for (const Block &B : Body.Blocks) {
    PathId Last = 0; // a switch asks once
    for (const Edge &E : B.Edges) {
      if (E.If.What != Condition::Value || E.If.Key == Last)
        continue;
      Last = E.If.Key;
      ++of(E.If.Key).Tests;
      if (E.If.Sign && E.If.Sign != E.If.Key)
        ++of(E.If.Sign).Tests;
    }
  }
  for (const LockEvent &E : Body.Locks) {
    IsOfLocks(E.Key);
    IsOfLocks(E.Owner);
  }
  for (StartId Id : Info.Starts)
    IsOfLocks(Graph.Starts[Id].Status);
  for (const Comparison &C : Body.Comparisons)
    IsOfLocks(C.Key);
  for (const PhaseEvent &E : Body.Phases)
    IsOfLocks(E.Status);
  for (const auto &[Key, Phase] : Body.PhaseAnswers)
    IsOfLocks(Key);
  for (const Call &C : Info.Calls) {
    for (PathId Made : {C.Result, C.Owner})
      if (Made)
        of(Made).IsResult = true;
    for (PathId Given : C.Values)
      if (Given)
        of(Given).IsGiven = true;
  }
  for (const ReturnEvent &R : Body.Returns)
    if (R.Value)
      of(R.Value).IsReturned = true;
}

/// The variables by which locks and what is given to callees are named.
class NamingPaths {
public:
  NamingPaths(const LoweredFunction &Body, const Function &Info, const PathTable &Paths)
      : Paths(Paths) {
    for (const LockEvent &E : Body.Locks) {
      add(E.Lock.Lock);
      add(E.Owner);
      for (const Held &H : E.Locks)
        add(H.Lock);
    }
    for (const Comparison &C : Body.Comparisons) {
      add(C.Of.One);
      add(C.Of.Other);
    }
    for (const Call &C : Info.Calls) {
      add(C.Under.Lock);
      for (PathId Given : C.Given)
        add(Given);
    }
  }

  /// Whether a lock may have another name once \p To has another value. What a callee takes may
  /// be named by what lives longer than a call.
  bool has(const AssignEvent &A) const {
    PathKind Root = Paths.rootOf(A.To).Kind;
    bool IsOfCall = Root == PathKind::Local || Root == PathKind::Temporary;
    return Known.contains(A.To) || Paths[A.To].Kind == PathKind::Global ||
           (A.IsPointer && !IsOfCall);
  }

private:
  void add(PathId P) {
    for (; P && Known.insert(P).second; P = Paths[P].Parent)
      if (Paths[P].Kind == PathKind::SomeElement)
        add(Paths[P].Symbol);
  }

  const PathTable &Paths;
  SmallDenseSet<PathId, 16> Known;
};

/// Whether nothing but its order is asked of \p E.
bool isPlain(const Edge &E) { return E.If.What == Condition::None && E.Joins.empty(); }

/// Takes empty blocks out of the graph.
class Contraction {
public:
  explicit Contraction(LoweredFunction &Body) : Body(Body) {}

  void run() {
    for (unsigned B : Body.Order)
      for (Edge &E : Body.Blocks[B].Edges)
        if (E.Next >= 0)
          E.Next = static_cast<int>(past(E.Next));
    for (unsigned B : Body.Order)
      mergeEdges(Body.Blocks[B]);
    renumber();
  }

private:
  bool isKept(unsigned B) const { return B == Body.Entry || B == Body.Exit; }

  /// The first block from \p B on at which something happens or is decided.
  unsigned past(unsigned B) const {
    // A circle of empty blocks has none.
    for (size_t Steps = 0; Steps < Body.Blocks.size(); ++Steps) {
      const Block &K = Body.Blocks[B];
      if (isKept(B) || K.Begin != K.End || K.IsNoReturn || K.Edges.empty() ||
          !isPlain(K.Edges[0]) || K.Edges[0].Next < 0 ||
          any_of(K.Edges, [&](const Edge &E) { return E.Next != K.Edges[0].Next || !isPlain(E); }))
        return B;
      B = K.Edges[0].Next;
    }
    return B;
  }

  /// Two edges to one block on which nothing differs are one.
  static void mergeEdges(Block &B) {
    if (B.Edges.size() > 1 &&
        all_of(B.Edges, [&](const Edge &E) { return isPlain(E) && E.Next == B.Edges[0].Next; }))
      B.Edges.resize(1);
  }

  /// Numbers the blocks that are left in their order, and their events likewise.
  void renumber() {
    std::vector<int> Numbers(Body.Blocks.size(), -1);
    SmallVector<unsigned, 32> Left, Work{Body.Entry};
    std::vector<bool> IsReached(Body.Blocks.size());
    IsReached[Body.Entry] = IsReached[Body.Exit] = true;
    while (!Work.empty())
      for (const Edge &E : Body.Blocks[Work.pop_back_val()].Edges)
        if (E.Next >= 0 && !IsReached[E.Next]) {
          IsReached[E.Next] = true;
          Work.push_back(E.Next);
        }
    bool HasExit = false;
    for (unsigned B : Body.Order)
      if (IsReached[B]) {
        Numbers[B] = static_cast<int>(Left.size());
        Left.push_back(B);
        HasExit |= B == Body.Exit;
      }
    // Nobody may come to it.
    if (!HasExit)
      Numbers[Body.Exit] = static_cast<int>(Left.size());
    ThinVector<Block> Blocks;
    Blocks.reserve(Left.size() + !HasExit);
    ThinVector<Event> Events;
    Events.reserve(Body.Events.size());
    for (unsigned B : Left) {
      Block &K = Body.Blocks[B];
      uint32_t Begin = Events.size();
      Events.append(Body.Events.begin() + K.Begin, Body.Events.begin() + K.End);
      K.Begin = Begin;
      K.End = Events.size();
      for (Edge &E : K.Edges)
        if (E.Next >= 0)
          E.Next = Numbers[E.Next];
      Blocks.push_back(std::move(K));
    }
    if (!HasExit)
      Blocks.emplace_back();
    Body.Entry = Numbers[Body.Entry];
    Body.Exit = Numbers[Body.Exit];
    Body.Order.resize(Left.size());
    for (unsigned I = 0; I < Left.size(); ++I)
      Body.Order[I] = I;
    Body.Blocks = std::move(Blocks);
    Body.Events = std::move(Events);
  }

  LoweredFunction &Body;
};

} // namespace

void simplify(LoweredFunction &Body, Function &Info, const Program &Graph) {
  const Values Known(Body, Info, Graph);
  for (Block &B : Body.Blocks)
    for (Edge &E : B.Edges)
      if (E.If.What == Condition::Value && !Known.isRelevant(E.If.Key) &&
          !(E.If.Sign && Known.isRelevant(E.If.Sign)))
        E.If = {};
  for (Call &C : Info.Calls) {
    if (!Known.isRelevant(C.Result))
      C.Result = 0;
    for (PathId &Given : C.Values)
      if (!Known.isRelevant(Given))
        Given = 0;
    if (none_of(C.Values, [](PathId Given) { return Given != 0; }))
      C.Values = {};
  }
  for (ReturnEvent &R : Body.Returns)
    if (!Known.isRelevant(R.Value))
      R.Value = 0;
  erase_if(Body.Computations, [&](const Computation &C) { return !Known.isRelevant(C.Key); });
  SmallDenseSet<PathId, 16> Operands;
  for (const Computation &C : Body.Computations)
    Operands.insert(C.From.begin(), C.From.end());
  const NamingPaths Naming(Body, Info, Graph.Paths);
  // What is left of the assignments, and their new numbers.
  constexpr uint32_t Dropped = ~0u;
  std::vector<uint32_t> Numbers(Body.Assigns.size(), Dropped);
  ThinVector<AssignEvent> Assigns;
  for (uint32_t I = 0; I < Body.Assigns.size(); ++I) {
    AssignEvent A = Body.Assigns[I];
    if (!Known.isRelevant(A.To)) {
      if (!Operands.contains(A.To) && !Naming.has(A))
        continue;
      // Only that it changes counts.
      A.From = 0;
      A.Constant.reset();
      A.IsNonZero = false;
    }
    Numbers[I] = Assigns.size();
    Assigns.push_back(A);
  }
  Body.Assigns = std::move(Assigns);
  auto IsDropped = [&](const Event &E) {
    return E.What == Event::Assign && Numbers[E.Index] == Dropped;
  };
  // In place: blocks keep their ranges until they are numbered anew.
  for (Block &B : Body.Blocks) {
    uint32_t To = B.Begin;
    for (uint32_t I = B.Begin; I < B.End; ++I) {
      Event E = Body.Events[I];
      if (IsDropped(E))
        continue;
      if (E.What == Event::Assign)
        E.Index = Numbers[E.Index];
      Body.Events[To++] = E;
    }
    B.End = To;
  }
  Contraction(Body).run();
}

} // namespace ambit
