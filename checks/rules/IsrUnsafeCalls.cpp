//===- IsrUnsafeCalls.cpp -------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Finds what must not happen in an interrupt handler, and blocking calls under a
// mask.
//
//===----------------------------------------------------------------------===//

#include "rules/ContextNotes.h"
#include "rules/Rules.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include <set>

using namespace llvm;

namespace ambit {
namespace {

class UnsafeCallFinder {
public:
  UnsafeCallFinder(const SolvedProgram &P, bool IsStrict)
      : P(P), S(P.solution()), IsStrict(IsStrict), Words(P) {}

  ProgramFindings run() {
    findSafeCallees();
    for (NodeId Id = 0; Id < S.nodes().size(); ++Id) {
      const Node &N = S.nodes()[Id];
      const Context &C = S.contexts()[N.Runs];
      if (!N.isSpokenOf(IsStrict))
        continue;
      if (C.What == Context::Isr)
        inHandler(Id, Words.nameOf(C) + " is an interrupt handler");
      else if (auto It = SafeBy.find(N.Function); It != SafeBy.end())
        inSafe(Id, It->second);
    }
    findBlockers();
    for (FunctionId F = 0; F < P.graph().Functions.size(); ++F)
      underMask(F);
    return std::move(Found);
  }

private:
  std::string callee(const Hazard &H) const {
    return H.Callee ? P.names().name(H.Callee) : H.Macro;
  }

  /// Every function that one declared safe calls.
  void findSafeCallees() {
    const std::vector<Function> &All = P.graph().Functions;
    std::vector<FunctionId> Work;
    for (FunctionId F = 0; F < All.size(); ++F)
      if (All[F].IsIsrSafe && All[F].IsDefined) {
        SafeBy[F] = F;
        Work.push_back(F);
      }
    while (!Work.empty()) {
      FunctionId F = Work.back();
      Work.pop_back();
      for (const Call &C : All[F].Calls)
        for (FunctionId T : C.Targets)
          if (!C.IsLastWord && All[T].IsDefined && SafeBy.try_emplace(T, SafeBy[F]).second)
            Work.push_back(T);
    }
  }

  void inHandler(NodeId Id, const std::string &) {
    const Node &N = S.nodes()[Id];
    const Context &C = S.contexts()[N.Runs];
    std::string Where = "interrupt handler " + Words.nameOf(C);
    if (Words.nameOf(C).front() != '\'')
      Where = Words.nameOf(C);
    if (C.IsSignal)
      Where = "signal handler " + Words.nameOf(C);
    hazards(Id, Where, C, std::nullopt);
  }

  void inSafe(NodeId Id, FunctionId Root) {
    const Context &C = S.contexts()[S.nodes()[Id].Runs];
    hazards(Id, Words.functionName(Root) + ", which is declared safe for handlers", C, Root);
  }

  void hazards(NodeId Id, const std::string &Where, const Context &C,
               std::optional<FunctionId> Safe) {
    const Node &N = S.nodes()[Id];
    const Function &F = P.graph().Functions[N.Function];
    auto Runs = [&](const LocalState &State) {
      return State.IsReached && !(State.InIsr && !*State.InIsr) &&
             (C.What != Context::Isr || runsHere(State, C));
    };
    for (const Hazard &H : F.Hazards) {
      if (H.IsLastWord || !Runs(H.State) || S.isJudgedByBody(F, H))
        continue;
      ProgramFinding Finding;
      switch (H.What) {
      case Hazard::Blocks:
        Finding.What = Message::IsrBlocks;
        Finding.Arguments = {callee(H), Where};
        break;
      case Hazard::Allocates:
        Finding.What = Message::IsrAllocates;
        Finding.Arguments = {callee(H), Where};
        break;
      case Hazard::Throws:
        Finding.What = Message::IsrThrows;
        Finding.Arguments = {Where};
        break;
      case Hazard::Forbidden:
        Finding.What = Message::IsrForbidden;
        Finding.Arguments = {callee(H), Where, H.Why};
        break;
      case Hazard::NotLockFree:
        Finding.What = Message::IsrNotLockFree;
        Finding.Arguments = {Where};
        break;
      }
      report(std::move(Finding), H.At, Id, Safe, &H);
    }
    for (const Taking &T : F.Takings) {
      if (!Runs(T.State) || !mayBlock(T.Lock.Kind) || T.Lock.IsTried)
        continue;
      ProgramFinding Finding;
      Finding.What = Message::IsrTakesLock;
      Finding.Arguments = {Words.lockName(T.Lock), Where};
      report(std::move(Finding), T.At, Id, Safe, nullptr);
    }
  }

  void report(ProgramFinding F, PlaceId At, NodeId Id, std::optional<FunctionId> Safe,
              const Hazard *H) {
    F.Check = Rule::IsrUnsafeCall;
    F.Where = At;
    if (!At || P.names().isInSystemHeader(At) || !Said.insert(P.names().userPlace(At)).second)
      return;
    if (!Safe)
      Words.addChain(Id, F.Notes);
    else if (const Function &Root = P.graph().Functions[*Safe]; Root.At)
      F.Notes.push_back({Message::NoteSafeDeclared, Root.At, {P.names().name(Root.Name)}});
    if (H && !H->IsrForm.empty()) {
      F.Notes.push_back({Message::NoteUseIsrForm, F.Where, {H->IsrForm}});
      F.By.What = Cure::UseIsrForm;
      F.By.Of = H->Callee;
      F.By.Text = H->IsrForm;
    }
    Found.push_back(std::move(F));
  }

  //===--------------------------------------------------------------------===//
  // Blocking under a mask
  //===--------------------------------------------------------------------===//

  struct Blocking {
    FunctionId Through = NoFunction; ///< the callee that blocks, if it is not the function
    const Hazard *Cause = nullptr;
    PlaceId At = 0;
  };

  /// Every function that may block whatever its caller does, with the first reason.
  void findBlockers() {
    const std::vector<Function> &All = P.graph().Functions;
    std::vector<std::vector<std::pair<FunctionId, const Call *>>> Callers(All.size());
    std::vector<FunctionId> Work;
    for (FunctionId F = 0; F < All.size(); ++F) {
      // Who never returns says his last words.
      if (P.functions()[F].IsNoReturn)
        continue;
      for (const Call &C : All[F].Calls)
        if (C.State->IsReached && C.Targets.size() == 1)
          Callers[C.Targets.front()].push_back({F, &C});
      for (const Hazard &H : All[F].Hazards)
        if (H.What == Hazard::Blocks && H.State->IsReached && !isMasked(H.State) &&
            !H.State->InIsr && !hasGiven(H.State) &&
            Blockers.try_emplace(F, Blocking{NoFunction, &H, H.At}).second)
          Work.push_back(F);
    }
    while (!Work.empty()) {
      FunctionId T = Work.back();
      Work.pop_back();
      for (auto [F, C] : Callers[T])
        if (!isMasked(C->State) && !C->State->InIsr && !hasGiven(C->State) &&
            Blockers.try_emplace(F, Blocking{T, Blockers[T].Cause, C->At}).second)
          Work.push_back(F);
    }
  }

  /// The mask that is held by the function itself; the kernel's own sections end where
  /// their holder waits, and who keeps signals out may wait.
  const Held *maskOf(const LocalState &State) const {
    for (const Held &H : State.Holds) {
      const PathNode &N = P.graph().Paths[H.Lock];
      bool MayWait =
          N.Kind == PathKind::Machine && (N.Index == static_cast<int64_t>(MachineLock::Kernel) ||
                                          N.Index == static_cast<int64_t>(MachineLock::Signals));
      if (isMask(H.Kind) && !MayWait)
        return &H;
    }
    return nullptr;
  }
  /// Whether the function has given back what its caller held, which may have been the mask.
  static bool hasGiven(const LocalState &State) {
    return State.ReleasedAllMasks || !State.Released.empty();
  }
  bool isMasked(const LocalState &State) const { return maskOf(State) != nullptr; }

  void underMask(FunctionId F) {
    const Function &Info = P.graph().Functions[F];
    for (const Hazard &H : Info.Hazards)
      if (H.What == Hazard::Blocks && H.State->IsReached)
        if (const Held *Mask = maskOf(H.State))
          reportMasked(H.At, callee(H), *Mask, nullptr, F);
    for (const Call &C : Info.Calls) {
      if (!C.State->IsReached || C.Targets.size() != 1)
        continue;
      auto It = Blockers.find(C.Targets.front());
      const Held *Mask = maskOf(C.State);
      if (It == Blockers.end() || !Mask)
        continue;
      SymbolId Name = P.graph().Functions[C.Targets.front()].Name;
      reportMasked(C.At, P.names().name(Name), *Mask, &It->second, F);
    }
  }

  void reportMasked(PlaceId At, const std::string &Name, const Held &Mask, const Blocking *Why,
                    FunctionId In) {
    ProgramFinding F;
    F.Check = Rule::IsrUnsafeCall;
    F.What = Message::MaskedBlocks;
    F.Arguments = {Name, Words.lockName(Mask)};
    F.Where = At;
    if (!At || P.names().isInSystemHeader(At) || !Said.insert(P.names().userPlace(At)).second)
      return;
    // The last one before the call.
    PlaceId Taken = 0;
    for (const Taking &T : P.graph().Functions[In].Takings)
      if (T.Lock.Lock == Mask.Lock && T.At && (!Taken || P.names().isBefore(T.At, F.Where)))
        Taken = T.At;
    if (Taken)
      F.Notes.push_back({Message::NoteMaskedHere, Taken, {}});
    if (Why) {
      FunctionId Caller = NoFunction;
      const Blocking *Step = Why;
      for (unsigned I = 0; I < 6 && Step->Through != NoFunction; ++I) {
        Caller = Step->Through;
        Step = &Blockers.find(Caller)->second;
      }
      (void)Caller;
      F.Notes.push_back({Message::NoteBlocksThere, Step->At, {Name, callee(*Step->Cause)}});
    }
    Found.push_back(std::move(F));
  }

  const SolvedProgram &P;
  const Solution &S;
  bool IsStrict;
  ContextNotes Words;
  DenseMap<FunctionId, FunctionId> SafeBy;
  DenseMap<FunctionId, Blocking> Blockers;
  std::set<uint64_t> Said;
  ProgramFindings Found;
};

} // namespace

ProgramFindings findIsrUnsafeCalls(const SolvedProgram &P, bool IsStrict) {
  return UnsafeCallFinder(P, IsStrict).run();
}

} // namespace ambit
