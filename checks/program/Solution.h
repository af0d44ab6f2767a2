//===- Solution.h -----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which function runs in which contexts, and what is held and started at its entry
// there: the program solved from its entries down. A helper that is called with other
// objects is solved for each of them, so that it behaves as if it were inlined.
//
// A function that nobody is seen to call is a context of its own. In a large program a thousand of
// them may each reach thousands of functions; they share two contexts then, one for those that
// only a thread could run. What is held at a function's entry is then what all of them hold.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PROGRAM_SOLUTION_H
#define AMBIT_PROGRAM_SOLUTION_H

#include "program/StartOrder.h"

namespace ambit {

using NodeId = uint32_t;
constexpr NodeId NoNode = ~0u;

/// A function in a context, called with certain objects.
struct Node {
  FunctionId Function = NoFunction;
  ContextId Runs = 0;
  Bindings Given;         ///< absolute
  LockSet Holds;          ///< at the entry, on every way here
  StartSet NotYet;        ///< starts that certainly have not happened at the entry, or have ended
  NodeId Caller = NoNode; ///< on a shortest way here
  PlaceId CalledAt = 0;
  /// Why what is wrong here need not be: reasons not to speak of it.
  enum : uint8_t {
    Guessed = 1, ///< only guesses lead here: see Call::IsGuess
    Told = 2,    ///< only calls lead here of which it is wrong already that a handler makes them
  };
  uint8_t Doubts = 0;
  bool IsEntry = false; ///< a context begins here

  /// Whether to speak of it: never twice of one cause, of guesses only to who wants to hear them.
  bool isSpokenOf(bool WithGuesses) const { return WithGuesses ? !(Doubts & Told) : Doubts == 0; }
};

/// A point of a node: what is known there, in absolute terms.
struct PointState {
  LockSet Holds;
  StartSet NotYet;
};

class Solution {
public:
  explicit Solution(Program &Graph);

  const std::vector<Node> &nodes() const { return Nodes; }
  const std::vector<Context> &contexts() const { return Contexts; }
  Program &program() const { return Graph; }

  PointState at(const Node &N, const LocalState &Local) const;
  /// \p P of the function of \p N as an absolute path; 0 if it has none.
  PathId absolute(PathId P, const Node &N) const;
  /// \p L with an absolute path.
  Held absolute(Held L, const Node &N) const;

  /// Whether context \p C certainly does not run where \p NotYet holds.
  bool isAsleep(ContextId C, const StartSet &NotYet) const {
    return !isNobody(C) && Order.isAsleep(C, NotYet);
  }

  /// Whether nobody comes to \p F where \p NotYet holds: only a pointer leads there, which no code
  /// has taken yet.
  bool isUnexposed(FunctionId F, const StartSet &NotYet) const {
    const FunctionId Behind = Graph.Functions[F].Behind;
    return Behind != NoFunction && !NotYet.empty() &&
           Order.areClosed(ExposedBy.find(Behind)->second, NotYet);
  }

  /// Whether \p C never runs: nobody calls the code that it is, or all that registers or starts it.
  bool isDead(ContextId C) const { return IsDead[C]; }

  /// Whether \p C, where \p NotYet holds, has others among \p Users and all of them sleep yet.
  bool isAlone(ContextId C, const StartSet &NotYet, const llvm::DenseSet<ContextId> &Users) const;

  /// Whether \p F runs in \p C.
  bool runsIn(FunctionId F, ContextId C) const { return Copies.contains({F, C}); }

  /// Whether the body of what \p H calls in \p F says what a handler does there: it uses the heap,
  /// and waits for its lock only where it has found that no handler runs.
  bool isJudgedByBody(const Function &F, const Hazard &H) const;

  /// Whether code with \p Local runs in \p C at all, for all that questions showed.
  bool runsHere(const LocalState &Local, const Context &C) const;

private:
  /// Bindings while they are made.
  using Objects = llvm::SmallVector<PathId, 8>;
  struct Callees {
    llvm::SmallVector<FunctionId, 2> Targets;
    bool IsGuess = false;
  };

  void findRelevant();
  void findCallers();
  bool areUncalledTooMany() const;
  /// Whether nobody is seen to call or start \p F.
  bool isUncalled(FunctionId F) const;
  bool beginsContext(FunctionId F) const;
  void gatherContents();
  /// All return whether there were few enough nodes; else nothing is known.
  bool solve();
  bool run();
  bool drain();
  void refine();
  void reset();
  std::vector<bool> findThreads() const;
  void findSparing();
  bool isWrongInHandler(const Function &F, const Call &C) const;
  bool isShared(ContextId C) const { return C == Shared[0] || C == Shared[1]; }
  /// Whether \p C stands for callers that a whole program does not have.
  bool isNobody(ContextId C) const { return Graph.IsWhole && Contexts[C].What == Context::Unknown; }
  void process(NodeId N);
  void start(StartId S, FunctionId Target, ContextId Starter, llvm::ArrayRef<PathId> Given,
             bool IsRepeated, uint8_t Doubts);
  void keep(PointerStore S, const Node &N);
  Callees calleesOf(const Call &C, const Node &N);
  FunctionId targetOf(const Start &S, const Node &N) const;
  Objects absolute(llvm::ArrayRef<PathId> Given, const Node &N) const;
  llvm::SmallVector<PathId, 4> objectsAt(PathId P);
  /// What \p Through leads to; nothing if that is not known of this object.
  llvm::SmallVector<FunctionId, 2> targetsOf(PathId Through);
  PathId anyElement(PathId P);
  void claim(FunctionId F);
  ContextId addContext(Context C, FunctionId F, llvm::ArrayRef<PathId> Given, uint8_t Doubts = 0);
  /// Context \p C where it is known to run on core \p Number.
  ContextId onCore(ContextId C, int64_t Number);
  void reach(FunctionId F, ContextId C, llvm::ArrayRef<PathId> Given, const PointState &State,
             NodeId Caller, PlaceId At, uint8_t Doubts = 0);
  /// Adds to \p Holds what \p F demands in the terms of \p N.
  void demand(FunctionId F, const Node &N, LockSet &Holds) const;
  PathId renamed(PathId P, PathId From, PathId To);
  LockSet renamedLocks(const LockSet &Holds, llvm::ArrayRef<PathId> There,
                       llvm::ArrayRef<PathId> Here);
  void enqueue(NodeId N);
  Objects complete(FunctionId F, llvm::ArrayRef<PathId> Given) const;
  void findDead();
  void findOrder();
  bool endsWhenTakenBack(StartId S) const;
  void findOwnStarts();
  void countCores();

  Program &Graph;
  std::vector<Node> Nodes;
  std::vector<Context> Contexts;
  std::vector<uint64_t> Relevant;         ///< parameters that matter, by function
  std::vector<bool> IsStarted, HasCaller; ///< by function
  /// By function: it waits where no handler runs, or calls who does.
  std::vector<bool> SparesHandlers;
  bool HasSparing = false;
  /// The nodes of a function in a context: one for each set of objects it is called with.
  llvm::DenseMap<std::pair<FunctionId, ContextId>, llvm::SmallVector<NodeId, 2>> Copies;
  /// With the core of who registers a handler, -1 if that makes no difference.
  std::map<std::tuple<StartId, FunctionId, int64_t>, ContextId> StartContexts;
  llvm::DenseSet<FunctionId> Claims; ///< functions with a context of their own where they say
  std::map<std::pair<ContextId, int64_t>, ContextId> OnCore;
  std::vector<std::pair<ContextId, ContextId>> Derived; ///< with the context it is a part of
  std::vector<bool> IsDead;                             ///< by context
  std::vector<std::vector<ContextId>> ExecutedBy;       ///< by start
  std::vector<std::vector<ContextId>> GuessedBy;        ///< where only a guess leads, by start
  std::vector<StartSet> NotYetAtEntry;                  ///< by context
  /// The starts that expose a function, of those that others are behind.
  llvm::DenseMap<FunctionId, llvm::SmallVector<StartId, 1>> ExposedBy;
  StartOrder Order;
  /// What is stored in pointers by which calls go, wherever it is seen.
  llvm::DenseMap<PathId, llvm::SmallVector<PathId, 1>> Contents;
  bool HasGuesses = false;
  bool KnowsContents = false; ///< all of Contents is there, as far as calls ask for it
  std::vector<NodeId> Work;
  std::vector<bool> IsQueued;
  std::vector<bool> IsForgotten; ///< by node: what is known at its entry is found anew
  ContextId InitContext = 0;
  StartSet UnmaskGates;
  bool IsSharing = false;             ///< functions that nobody calls share contexts:
  std::optional<ContextId> Shared[2]; ///< one of threads, after that of the others
};

} // namespace ambit

#endif // AMBIT_PROGRAM_SOLUTION_H
