//===- StaleDecisions.cpp -------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Tasks of one executor do not overlap between suspensions, but do across them: what one
// has checked or copied before a suspension, and acts on after it, another may have changed.
//
//===----------------------------------------------------------------------===//

#include "rules/ContextNotes.h"
#include "rules/Rules.h"
#include <map>

using namespace llvm;

namespace ambit {
namespace {

/// An object as every function would name it: a global, or the members on the way to it.
using ObjectKey = std::vector<std::pair<unsigned, int64_t>>;

class DecisionFinder {
public:
  explicit DecisionFinder(const SolvedProgram &P) : P(P), Graph(P.graph()), Notes(P) {}

  ProgramFindings run() {
    if (none_of(Graph.Functions, [](const Function &F) { return !F.Decisions.empty(); }))
      return {};
    findTasks();
    findWriters();
    for (FunctionId F = 0; F < Graph.Functions.size(); ++F)
      for (const StaleDecision &D : Graph.Functions[F].Decisions)
        judge(F, D);
    return std::move(Found);
  }

private:
  struct Writer {
    FunctionId Task;
    PlaceId At;
  };

  ObjectKey keyOf(PathId Object) const {
    ObjectKey Key;
    for (PathId At = Object; At; At = Graph.Paths[At].Parent) {
      const PathNode &N = Graph.Paths[At];
      if (N.Kind == PathKind::Field || N.Kind == PathKind::Global)
        Key.push_back({static_cast<unsigned>(N.Kind), N.Symbol});
      else if (N.Kind == PathKind::Local || N.Kind == PathKind::Temporary)
        return {};
    }
    return Key;
  }

  /// The coroutines that run a function: itself, or those that call it.
  void findTasks() {
    const Solution &S = P.solution();
    for (NodeId Id = 0; Id < S.nodes().size(); ++Id)
      for (NodeId At = Id; At != NoNode; At = S.nodes()[At].Caller)
        if (!P.functions()[S.nodes()[At].Function].Suspensions.empty()) {
          auto &Tasks = TasksOf[S.nodes()[Id].Function];
          if (!is_contained(Tasks, S.nodes()[At].Function))
            Tasks.push_back(S.nodes()[At].Function);
          break;
        }
  }

  void findWriters() {
    for (auto &[F, Tasks] : TasksOf)
      for (const Access &A : Graph.Functions[F].Accesses) {
        if (!A.IsWrite || A.IsUnderConstruction)
          continue;
        ObjectKey Key = keyOf(A.Object);
        if (Key.empty())
          continue;
        for (FunctionId Task : Tasks)
          Writers[Key].push_back({Task, A.At});
      }
  }

  bool calls(FunctionId Caller, FunctionId Callee) const {
    return any_of(Graph.Functions[Caller].Calls,
                  [&](const Call &C) { return is_contained(C.Targets, Callee); });
  }

  void judge(FunctionId F, const StaleDecision &D) {
    auto Known = Writers.find(keyOf(D.Object));
    if (Known == Writers.end())
      return;
    const Writer *Other = nullptr;
    for (const Writer &W : Known->second) {
      // What a task calls, it waits for.
      if (W.Task == F || calls(F, W.Task) || calls(W.Task, F))
        continue;
      if (!Other || P.names().isBefore(W.At, Other->At))
        Other = &W;
    }
    SymbolId Symbol = Notes.symbolOf(D.Object);
    if (!Other || !Symbol)
      return;
    std::string Object = P.names().nameInSentence(Symbol);
    ProgramFinding X;
    X.Check = Rule::UndeclaredSharedState;
    X.What = D.IsCopy ? Message::StaleCopy : Message::StaleCheck;
    X.Where = D.IsCopy ? D.At : D.LookedAt;
    X.Arguments = {Object, Notes.functionName(Other->Task)};
    if (D.IsCopy)
      X.Notes.push_back({Message::NoteReadBeforeSuspension, D.LookedAt, {}});
    X.Notes.push_back({Message::NoteSuspendedBetween, D.SuspendedAt, {}});
    if (!D.IsCopy)
      X.Notes.push_back({Message::NoteActedOn, D.At, {}});
    X.Notes.push_back({Message::NoteOtherAccess,
                       Other->At,
                       {Notes.functionName(Other->Task), "writes", Object, ""},
                       Flow::Other});
    X.Notes.push_back({Message::NoteLookAgain, X.Where, {}});
    Found.push_back(std::move(X));
  }

  const SolvedProgram &P;
  const Program &Graph;
  ContextNotes Notes;
  std::map<FunctionId, SmallVector<FunctionId, 2>> TasksOf;
  std::map<ObjectKey, std::vector<Writer>> Writers;
  ProgramFindings Found;
};

} // namespace

ProgramFindings findStaleDecisions(const SolvedProgram &P) { return DecisionFinder(P).run(); }

} // namespace ambit
