//===- ContextSolver.h ------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One context of a program, solved from its entries down, with the parts of it of which a
// question has shown on which core they run. A helper that is called with other objects is solved
// for each of them, so that it behaves as if it were inlined.
//
// What comes of it is a function of what the context is, of its entries in their order, and of
// the program. What it does to other contexts is told, not done: see ContextEffect.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PROGRAM_CONTEXTSOLVER_H
#define AMBIT_PROGRAM_CONTEXTSOLVER_H

#include "program/HandlerCalls.h"
#include "program/PointerContents.h"
#include <map>

namespace ambit {

/// A way into a context from outside.
struct ContextEntry {
  FunctionId Function = NoFunction;
  ListRef<Bindings> Given; ///< absolute, as who comes here names them
  ListRef<LockSet> Holds;
  ListRef<StartSet> NotYet;
  uint8_t Doubts = 0;
  bool IsCall = false; ///< a node of another context calls; else the context begins here
};

/// What a context does to others.
struct ContextEffect {
  enum Kind : uint8_t {
    Executes,  ///< it comes to Start
    Unmasks,   ///< Start lets interrupts begin there: nothing of the program masks them
    Starts,    ///< Start makes Target run
    CallsInit, ///< it calls Target, which is start-up code
    Claims,    ///< it calls Target, which says that it runs elsewhere
  };
  Kind What = Executes;
  uint8_t Doubts = 0;
  bool IsRepeated = false; ///< of Starts
  uint32_t Part = 0;       ///< of the context
  uint32_t Depth = 0;      ///< so many calls lead there, or more; never less than before
  StartId Start = 0;
  FunctionId Target = NoFunction;
  ListRef<Bindings> Given; ///< of Starts and CallsInit: absolute, for Target
  /// Of CallsInit, where it calls.
  ListRef<LockSet> Holds;
  ListRef<StartSet> NotYet;
  NodeId Caller = NoNode;
  FunctionId By = NoFunction; ///< of the caller
  PlaceId At = 0;
};

struct SolvedContext {
  /// `Runs` is the number of a part, and `Caller` one of this list. Who is called from outside is
  /// marked so with its entry: see entryOf.
  std::vector<Node> Nodes;
  std::vector<uint32_t> Depths;   ///< by node: so many calls lead there; never less than before
  std::vector<int64_t> Cores;     ///< of the parts, from 1: 0 is the context where no core is shown
  std::vector<bool> ActsAsThread; ///< by part: it does what only a thread does
  std::vector<ContextEffect> Effects;
  std::vector<FunctionId> Functions; ///< that run in it, each once
  /// What was asked of the program beside what these functions say.
  std::vector<PointerContents::Question> Asked;
  size_t NumNodes = 0; ///< that there were, though they may not be here

  /// The number of the entry that Caller stands for; nothing if it is a node.
  static std::optional<uint32_t> entryOf(NodeId Caller) {
    return Caller != NoNode && Caller >= FirstEntry ? std::optional(Caller - FirstEntry)
                                                    : std::nullopt;
  }
  static NodeId callerOfEntry(uint32_t Entry) { return FirstEntry + Entry; }

private:
  static constexpr NodeId FirstEntry = 1u << 31;
};

/// Whether \p F does what only a thread does.
bool actsAsThread(const Function &F);

class ContextSolver {
public:
  /// What is referred to is kept by who asks.
  ContextSolver(Program &Graph, const RelevantParameters &Relevant, const HandlerCalls &Handlers,
                PointerContents &Contents, NodeLists &Lists)
      : Graph(Graph), Relevant(Relevant), Handlers(Handlers), Contents(Contents), Lists(Lists),
        CopiesOf(Graph.Functions.size()) {}

  /// Solves the context \p What with \p Entries.
  /// \param IsStartUp  whether it is the one of all start-up code
  /// \returns nothing if that makes more than \p MaxNodes.
  std::optional<SolvedContext> solve(const Context &What, bool IsStartUp,
                                     llvm::ArrayRef<ContextEntry> Entries, size_t MaxNodes);

  /// The same step by step, for a context that gets more entries after it was solved.
  void begin(const Context &What, bool IsStartUp);
  void enter(const ContextEntry &E, uint32_t Number);
  bool drain(size_t MaxNodes);
  const SolvedContext &solved() const { return Out; }
  SolvedContext end();

private:
  struct Copy {
    ListRef<Bindings> Given;
    NodeId Is = NoNode;
    uint32_t Where = 0; ///< see whereOf
  };
  using EffectKey = std::tuple<uint8_t, uint8_t, bool, uint32_t, StartId, FunctionId,
                               const Bindings *, NodeId, PlaceId>;

  /// Which nodes of a function are told apart by objects alone: those of one part and doubt.
  static uint32_t whereOf(uint32_t Part, uint8_t Doubts) { return Part << 8 | Doubts; }
  void process(NodeId N);
  void follow(NodeId N, const Call &C);
  void start(NodeId N, StartId S);
  void reach(FunctionId F, uint32_t Part, llvm::ArrayRef<PathId> Given, ListRef<LockSet> Holds,
             ListRef<StartSet> NotYet, NodeId Caller, PlaceId At, uint8_t Doubts);
  uint32_t onCore(uint32_t Part, int64_t Number);
  void demand(FunctionId F, const Node &N, LockSet &Holds) const;
  PathId renamed(PathId P, PathId From, PathId To);
  LockSet renamedLocks(const LockSet &Holds, llvm::ArrayRef<PathId> There,
                       llvm::ArrayRef<PathId> Here);
  void enqueue(NodeId N);
  void tell(ContextEffect E, NodeId By);
  void keepAsked();

  Program &Graph;
  const RelevantParameters &Relevant;
  const HandlerCalls &Handlers;
  PointerContents &Contents;
  NodeLists &Lists;

  std::vector<Context> Parts;
  bool IsStartUp = false;
  SolvedContext Out;
  /// The nodes of a function: one for each set of objects it is called with, in each part.
  std::vector<llvm::SmallVector<Copy, 1>> CopiesOf;
  std::vector<NodeId> Work;
  std::vector<bool> IsQueued;
  llvm::SmallVector<PointerContents::Question, 4> Asked; ///< just now
  llvm::DenseSet<uint64_t> HasAsked;
  std::map<EffectKey, size_t> Told; ///< with the place among the effects
};

} // namespace ambit

#endif // AMBIT_PROGRAM_CONTEXTSOLVER_H
