//===- LockFlow.cpp -------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/LockFlow.h"
#include "flow/LockDomain.h"
#include "flow/LockEnding.h"
#include "flow/LoweredGraph.h"
#include "program/Flow.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace ambit {
void addIndirect(const Call &C, Program &Graph, const std::vector<Summary> &Summaries,
                 StartSet &Started, ThinVector<PathId> &Through) {
  constexpr size_t MaxThrough = 8;
  PathTable &Paths = Graph.Paths;
  auto AddStarts = [&](FunctionId F) {
    if (F < Summaries.size() && Summaries[F].IsKnown && !Summaries[F].Started.empty())
      Started = unite(Started, Summaries[F].Started);
  };
  auto AddCalled = [&](PathId P) {
    if (!P)
      return;
    if (FunctionId F = Graph.functionAt(P); F != NoFunction)
      AddStarts(F);
    else if (Paths.parameterOf(P) >= 0 && Through.size() < MaxThrough && !is_contained(Through, P))
      Through.push_back(P);
  };
  AddCalled(C.Through);
  for (FunctionId T : C.Targets) {
    if (T >= Summaries.size() || !Summaries[T].IsKnown)
      continue;
    // Of a guess nothing is said, so it must not be what makes an access wrong either.
    if (C.Targets.size() > 1 && !C.IsGuess)
      AddStarts(T);
    for (PathId P : Summaries[T].CallsThrough)
      AddCalled(Paths.substitute(P, C.Given));
  }
}

namespace {

/// Whether nothing in \p F could make a state other than the first.
bool isTrivial(const LoweredFunction &F, const Program &Graph,
               const std::vector<Summary> &Summaries) {
  const Function &Info = Graph.Functions[F.Id];
  if (!F.Locks.empty() || !Info.Starts.empty() || !F.Joins.empty() || !F.Views.empty() ||
      !F.Comparisons.empty() || (!F.Suspensions.empty() && !Info.Requires.empty()) ||
      any_of(F.Cores, [](const CoreEvent &E) { return E.What != CoreEvent::Use; }))
    return false;
  for (const Call &C : Info.Calls)
    if (C.Targets.size() == 1 && C.Targets.front() < Summaries.size()) {
      const Summary &S = Summaries[C.Targets.front()];
      if (S.changesLocks() || !S.Started.empty() || !S.Joined.empty() ||
          (C.Result && !C.IsOpen && S.Returned.isKnown()))
        return false;
    }
  for (const Block &B : F.Blocks)
    for (const Edge &E : B.Edges)
      if (E.If.What == Condition::Core || E.If.What == Condition::InIsr ||
          E.If.What == Condition::Masked)
        return false;
  return true;
}

/// What \p All return, if that is the same.
ReturnedValue returnedValue(ArrayRef<ReturnEvent> All) {
  ReturnedValue V;
  if (!All.empty() && all_of(All, [&](const ReturnEvent &R) {
        return R.Constant && R.Constant == All.front().Constant;
      }))
    V.Is = All.front().Constant;
  return V;
}

/// The same, where values of variables are known. They may be converted on the way out: a 0
/// stays one.
ReturnedValue returnedValue(const LoweredFunction &F, ArrayRef<ExitState> Exits) {
  auto ValueAt = [&](const ExitState &X) -> std::optional<int64_t> {
    bool IsExact = X.End.Return >= 0 && F.Returns[X.End.Return].Constant;
    return IsExact || X.Value == 0 ? X.Value : std::nullopt;
  };
  ReturnedValue V;
  if (Exits.empty())
    return V;
  V.Is = ValueAt(Exits.front());
  if (any_of(Exits, [&](const ExitState &X) { return ValueAt(X) != V.Is; }))
    V.Is.reset();
  V.IsNonZero = !V.Is && all_of(Exits, [](const ExitState &X) { return X.IsNonZero; });
  return V;
}

/// Whether the thread may be on another core after a call of \p F.
bool mayMove(const LoweredFunction &F, const Function &Info,
             const std::vector<Summary> &Summaries) {
  return any_of(Info.Hazards, [](const Hazard &H) { return H.What == Hazard::Blocks; }) ||
         any_of(F.Cores, [](const CoreEvent &E) { return E.What == CoreEvent::Move; }) ||
         any_of(Info.Calls, [&](const Call &C) {
           return any_of(C.Targets, [&](FunctionId T) {
             return T < Summaries.size() && Summaries[T].IsKnown && Summaries[T].Moves;
           });
         });
}

} // namespace

FlowResult solveLocks(const LoweredFunction &F, Program &Graph,
                      const std::vector<Summary> &Summaries, const Summary *Expected) {
  FlowResult Result;
  Function &Info = Graph.Functions[F.Id];
  const bool Moves = mayMove(F, Info, Summaries);
  StartSet Indirect;
  ThinVector<PathId> Through;
  for (const Call &C : Info.Calls)
    addIndirect(C, Graph, Summaries, Indirect, Through);
  if (Indirect.empty() && isTrivial(F, Graph, Summaries) && !Expected) {
    for (Access &A : Info.Accesses)
      A.State = LocalStateRef::reached();
    for (Call &C : Info.Calls)
      C.State = LocalStateRef::reached();
    for (Hazard &H : Info.Hazards)
      H.State = LocalStateRef::reached();
    for (CoreUse &U : Info.CoreUses)
      U.State = LocalStateRef::reached();
    Result.Sum.IsKnown = true;
    Result.Sum.Moves = Moves;
    Result.Sum.CallsThrough = std::move(Through);
    if (!F.IsWeak)
      Result.Sum.Returned = returnedValue(F.Returns);
    return Result;
  }
  LockDomain Domain(F, Graph, Summaries);
  std::vector<ExitState> Exits;
  auto AtEnd = [&](unsigned Block, const LockState &S) {
    const ambit::Block &B = F.Blocks[Block];
    if (B.IsNoReturn)
      return;
    bool Throws = false;
    for (uint32_t I = B.Begin; I < B.End; ++I)
      Throws |= F.Events[I].What == Event::Throw;
    for (unsigned E = 0; E < B.Edges.size(); ++E) {
      if (B.Edges[E].Next != static_cast<int>(F.Exit))
        continue;
      LockState Along = S;
      if (!Domain.follow(Block, E, Along))
        continue;
      for (Alternative &A : Along.Any) {
        ExitState X;
        X.At = F.Closing;
        if (A.Return >= 0) {
          const ReturnEvent &R = F.Returns[A.Return];
          X.At = R.At;
          X.Value = R.Constant;
          X.ReturnKey = R.Value;
          A.ReturnKey = R.Value;
          for (const Fact &Known : A.Facts)
            if (Known.Key == R.Value && R.Value) {
              if (Known.IsEqual)
                X.Value = Known.Number;
              else if (Known.Number == 0)
                X.IsNonZero = true;
            }
          X.IsNonZero |= X.Value && *X.Value != 0;
        }
        // What was caught is over.
        if (!Throws)
          A.ThrownAt = 0;
        if (A.ThrownAt)
          X.At = A.ThrownAt;
        X.End = std::move(A);
        Exits.push_back(std::move(X));
      }
    }
  };
  auto Settle = [&] { Domain.record(Result); };
  const size_t NumTakings = Info.Takings.size();
  bool IsComplete = visitForward(LoweredGraph(F), Domain, Settle, AtEnd);
  // How it ends says what it was called with; then what it does in between is looked at again.
  std::vector<PathId> Owned = locksOwnedInTurn(Exits);
  std::erase_if(Owned, [&](PathId L) { return !Domain.isReleasedEitherWay(L); });
  if (IsComplete && !Owned.empty()) {
    Domain.own(Owned);
    Result = {};
    Exits.clear();
    Info.Takings.resize(NumTakings);
    IsComplete = visitForward(LoweredGraph(F), Domain, Settle, AtEnd);
  }
  if (!IsComplete) {
    Result.IsComplete = false;
    Result.Sum.IsKnown = true;
    Result.Sum.Moves = Moves;
    Result.Sum.CallsThrough = std::move(Through);
    return Result;
  }
  const ReturnedValue Returned = F.IsWeak ? ReturnedValue() : returnedValue(F, Exits);
  judgeEnds(F, Graph.Paths, std::move(Exits), Owned, Expected, Result);
  Result.Sum.Returned = Returned;
  Result.Sum.Moves = Moves;
  Result.Sum.CallsThrough = std::move(Through);
  // A lock that is handed over with what it guards.
  std::erase_if(Result.Escapes, [&](const Escape &E) {
    return E.What == Escape::Returned && any_of(Result.Sum.Takes, [&](const Summary::Taken &T) {
             return T.Lock.Lock == F.Views[E.Origin].Lock;
           });
  });
  // What is kept and only returned is one way out, said at the return.
  SmallDenseSet<std::pair<uint32_t, PlaceId>, 4> ReturnedAt;
  for (const Escape &E : Result.Escapes)
    if (E.What == Escape::Returned)
      ReturnedAt.insert({E.Origin, F.Views[E.View].At});
  std::erase_if(Result.Escapes, [&](const Escape &E) {
    return E.What == Escape::UsedAfter && ReturnedAt.contains({E.Origin, E.UsedAt});
  });
  return Result;
}

} // namespace ambit
