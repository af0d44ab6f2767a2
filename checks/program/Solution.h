//===- Solution.h -----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which function runs in which contexts, and what is held and started at its entry
// there: the program solved from its entries down, one context after another. What a
// context does to others, as to start them, is done in the order of how many calls lead there from
// where the program begins. A context that is started with other objects later is solved anew.
//
// A function that nobody is seen to call is a context of its own. In a large program a thousand of
// them may each reach thousands of functions; they share two contexts then, one for those that
// only a thread could run. What is held at a function's entry is then what all of them hold.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PROGRAM_SOLUTION_H
#define AMBIT_PROGRAM_SOLUTION_H

#include "program/KnownContexts.h"
#include "program/StartOrder.h"
#include <memory>

namespace ambit {

class Solution {
public:
  /// \param Known  contexts that need not be solved where they are the same still; gets what is
  ///               new; or null
  explicit Solution(Program &Graph, KnownContexts *Known = nullptr);
  ~Solution();

  const std::vector<Node> &nodes() const { return Nodes; }
  const std::vector<Context> &contexts() const { return Contexts; }
  Program &program() const { return Graph; }

  PointState at(const Node &N, const LocalState &Local) const {
    return stateAt(Graph.Paths, N, Local);
  }
  /// \p P of the function of \p N as an absolute path; 0 if it has none.
  PathId absolute(PathId P, const Node &N) const { return ambit::absolute(Graph.Paths, P, N); }
  /// \p L with an absolute path.
  Held absolute(Held L, const Node &N) const { return ambit::absolute(Graph.Paths, L, N); }

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

  /// Whether \p F, of which others reach locals, runs in \p C.
  bool runsIn(FunctionId F, ContextId C) const { return OwnersOfLocals.contains({F, C}); }

  /// As HandlerCalls says it.
  bool isJudgedByBody(const Function &F, const Hazard &H) const {
    return Handlers.isJudgedByBody(F, H);
  }

private:
  struct Piece;
  struct Work;

  void findCallers();
  bool areUncalledTooMany() const;
  /// Whether nobody is seen to call or start \p F.
  bool isUncalled(FunctionId F) const;
  bool beginsContext(FunctionId F) const;
  /// All return whether there were few enough nodes; else nothing is known.
  bool solve();
  bool run();
  bool drain();
  void refine();
  void reset();
  std::vector<bool> findThreads() const;
  bool isShared(ContextId C) const { return C == Shared[0] || C == Shared[1]; }
  /// Whether \p C stands for callers that a whole program does not have.
  bool isNobody(ContextId C) const { return Graph.IsWhole && Contexts[C].What == Context::Unknown; }
  std::vector<ContextEntry> entriesOf(const Piece &P);
  bool solvePiece(uint32_t P);
  bool solveAlone(Piece &P);
  void recallNodes();
  void takeParts(uint32_t P);
  void tellEffects(uint32_t P);
  void tell(uint32_t P, const ContextEffect &E);
  void callInit(uint32_t P);
  void start(StartId S, FunctionId Target, ContextId Starter, ListRef<Bindings> Given,
             bool IsRepeated, uint8_t Doubts);
  void claim(FunctionId F, ContextId Caller);
  ContextId addContext(Context C, std::optional<ContextId> Starter = std::nullopt);
  void enter(ContextId C, FunctionId F, llvm::ArrayRef<PathId> Given, uint8_t Doubts = 0);
  void enqueue(uint32_t P, uint32_t Depth);
  /// Context \p C where it is known to run on core \p Number.
  ContextId onCore(ContextId C, int64_t Number);
  void collectNodes();
  void renumberPaths(PathId First);
  void findDead();
  void findOrder();
  bool endsWhenTakenBack(StartId S) const;
  void findOwnStarts();
  void countCores();

  Program &Graph;
  std::vector<Node> Nodes;
  std::vector<Context> Contexts;
  KnownContexts *Known;
  NodeLists Lists;
  HandlerCalls Handlers;
  std::vector<bool> IsStarted, HasCaller; ///< by function
  llvm::DenseSet<std::pair<FunctionId, ContextId>> OwnersOfLocals;
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
  std::unique_ptr<Work> Now; ///< until all is solved
  ContextId InitContext = 0;
  StartSet UnmaskGates;
  bool IsSharing = false;             ///< functions that nobody calls share contexts:
  std::optional<ContextId> Shared[2]; ///< one of threads, after that of the others
};

} // namespace ambit

#endif // AMBIT_PROGRAM_SOLUTION_H
