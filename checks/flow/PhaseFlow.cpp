//===- PhaseFlow.cpp ------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/PhaseFlow.h"
#include "flow/LoweredGraph.h"
#include "program/Flow.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <map>

using namespace llvm;

namespace ambit {
namespace {

/// What is known of one phase.
struct Ending {
  enum Kind : uint8_t {
    NotYet,
    Alive,     ///< a question has shown that it lasts
    OnSuccess, ///< a status that nobody has looked at decides
    Ended,
  };
  Kind What = NotYet;
  bool IsPerhaps = false;        ///< on some ways here only
  SmallVector<PathId, 2> Status; ///< where the status is
  int64_t Success = 0;
  std::optional<int64_t> Failure; ///< the only other value, if there is one
  PlaceId At = 0;

  bool operator==(const Ending &O) const {
    return What == O.What && IsPerhaps == O.IsPerhaps && Status == O.Status &&
           Success == O.Success && Failure == O.Failure && At == O.At;
  }
  /// Whether the status that \p O has tells the same.
  bool hasStatusOf(const Ending &O) const {
    return !Status.empty() && Success == O.Success &&
           any_of(Status, [&](PathId P) { return is_contained(O.Status, P); });
  }
};

/// A use that a caller should know about.
struct Need {
  uint32_t Phase = 0;
  uint32_t Event = 0; ///< of Phases; the use itself
  FunctionId In = NoFunction;
};

/// What a function does to phases, for its callers.
struct PhaseSummary {
  std::vector<Need> Needs; ///< one for each phase
  struct End {
    uint32_t Phase = 0;
    bool IsOnSuccess = false;
    bool IsPerhaps = false;
    int64_t Success = 0;
    std::optional<int64_t> Failure;
    PlaceId At = 0;
  };
  std::vector<End> Ends;
};

class PhaseDomain {
public:
  struct State {
    std::vector<Ending> Phases;
    int Return = -1;
  };

  /// A use, or a call of somebody who uses, and the phase there.
  struct Use {
    PlaceId At = 0;
    uint32_t Phase = 0;
    Ending Then;
    Need What;
    FunctionId Callee = NoFunction;
  };

  PhaseDomain(const LoweredFunction &F, const Program &Graph,
              const std::vector<PhaseSummary> &Summaries)
      : F(F), Calls(Graph.Functions[F.Id].Calls), NumPhases(Graph.Phases.size()),
        Summaries(Summaries) {}

  State entry() { return {std::vector<Ending>(NumPhases), -1}; }

  void transfer(unsigned Block, State &S) {
    const ambit::Block &B = F.Blocks[Block];
    for (uint32_t I = B.Begin; I < B.End; ++I)
      event(F.Events[I], S);
  }

  bool follow(unsigned Block, unsigned Index, State &S) {
    const Condition &If = F.Blocks[Block].Edges[Index].If;
    if (If.What != Condition::Value)
      return true;
    for (auto [Key, Phase] : F.PhaseAnswers)
      if (Key == If.Key && If.Number == 0) {
        Ending &E = S.Phases[Phase];
        if (If.IsEqual && E.What == Ending::Ended && !E.IsPerhaps)
          return false;
        if (If.IsEqual) {
          E = {};
          E.What = Ending::Alive;
        }
      }
    for (Ending &E : S.Phases) {
      if (E.Status.empty())
        continue;
      std::optional<bool> HasEnded;
      if (If.Sign && is_contained(E.Status, If.Sign)) {
        // Below 0 is a failure.
        bool IsBelow = (If.IsEqual == (If.Number != 0)) == If.IsNegative;
        HasEnded = !IsBelow;
      } else if (is_contained(E.Status, If.Key)) {
        if (If.Number == E.Success)
          HasEnded = If.IsEqual;
        else if (If.IsEqual || If.Number == E.Failure)
          HasEnded = !If.IsEqual;
      }
      if (!HasEnded)
        continue;
      // It has succeeded, and says so.
      if (E.What == Ending::Ended && !*HasEnded)
        return false;
      if (E.What == Ending::OnSuccess)
        decide(E, *HasEnded);
    }
    return true;
  }

  bool join(State &Into, const State &From) {
    bool IsChanged = false;
    for (unsigned I = 0; I < NumPhases; ++I) {
      Ending Before = Into.Phases[I];
      merge(Into.Phases[I], From.Phases[I]);
      IsChanged |= !(Before == Into.Phases[I]);
    }
    if (Into.Return != From.Return && Into.Return != -1) {
      Into.Return = -1;
      IsChanged = true;
    }
    return IsChanged;
  }

  /// Uses are written to \p Into from now on.
  void record(std::vector<Use> &Into) { Uses = &Into; }

private:
  static void decide(Ending &E, bool HasEnded) {
    if (HasEnded)
      E.What = Ending::Ended; // the status still tells it apart where ways meet
    else
      E = {};
  }

  static void merge(Ending &Into, const Ending &From) {
    if (Into == From)
      return;
    // What one way has been told, the other need not know.
    if (Into.What <= Ending::Alive && From.What <= Ending::Alive) {
      Into = {};
      return;
    }
    PlaceId At = Into.At && From.At ? std::min(Into.At, From.At) : std::max(Into.At, From.At);
    // Whichever way it was, the status tells.
    if (Into.hasStatusOf(From)) {
      llvm::erase_if(Into.Status, [&](PathId P) { return !is_contained(From.Status, P); });
      if (Into.What != From.What)
        Into.What = Ending::OnSuccess;
      Into.IsPerhaps |= From.IsPerhaps;
      Into.At = At;
      return;
    }
    // Where one way has not called it, the status tells the other way's end still.
    if (Into.What <= Ending::Alive && From.What == Ending::OnSuccess) {
      Into = From;
      return;
    }
    if (Into.What == Ending::OnSuccess && From.What <= Ending::Alive)
      return;
    bool IsCertain = Into.What == Ending::Ended && From.What == Ending::Ended && !Into.IsPerhaps &&
                     !From.IsPerhaps;
    Into = {};
    Into.What = Ending::Ended;
    Into.IsPerhaps = !IsCertain;
    Into.At = At;
  }

  void event(const Event &E, State &S) {
    switch (E.What) {
    case Event::Phase: {
      const PhaseEvent &P = F.Phases[E.Index];
      if (P.What == PhaseEvent::Use) {
        if (P.IsVoid)
          break;
        use(P.At, P.Phase, S, {P.Phase, E.Index, F.Id}, NoFunction);
        break;
      }
      end({P.Phase, P.Status != 0, false, P.Success, std::nullopt, P.At}, P.Status, S);
      break;
    }
    case Event::Call: {
      const Call &C = Calls[E.Index];
      for (FunctionId T : C.Targets) {
        const PhaseSummary &Sum = Summaries[T];
        for (const Need &N : Sum.Needs)
          use(C.At, N.Phase, S, N, T);
        for (PhaseSummary::End X : Sum.Ends) {
          X.IsPerhaps |= C.Targets.size() > 1;
          X.At = C.At;
          end(X, X.IsOnSuccess ? C.Result : 0, S);
        }
      }
      break;
    }
    case Event::Assign: {
      const AssignEvent &A = F.Assigns[E.Index];
      for (Ending &X : S.Phases) {
        if (X.Status.empty() || A.From == A.To)
          continue;
        if (A.From && is_contained(X.Status, A.From)) {
          if (!is_contained(X.Status, A.To))
            X.Status.push_back(A.To);
        } else {
          erase(X.Status, A.To);
          // Overwritten before anybody looked.
          if (X.Status.empty() && X.What == Ending::OnSuccess) {
            X.What = Ending::Ended;
            X.IsPerhaps = true;
          }
        }
      }
      break;
    }
    case Event::Return:
      S.Return = static_cast<int>(E.Index);
      break;
    default:
      break;
    }
  }

  void use(PlaceId At, uint32_t Phase, State &S, Need What, FunctionId Callee) {
    if (Uses)
      Uses->push_back({At, Phase, S.Phases[Phase], What, Callee});
  }

  static void end(const PhaseSummary::End &By, PathId Status, State &S) {
    Ending &E = S.Phases[By.Phase];
    if (E.What == Ending::Ended && !E.IsPerhaps)
      return;
    Ending New;
    New.At = By.At;
    New.IsPerhaps = By.IsPerhaps;
    if (By.IsOnSuccess && Status) {
      New.What = Ending::OnSuccess;
      New.Status.push_back(Status);
      New.Success = By.Success;
      New.Failure = By.Failure;
    } else {
      New.What = Ending::Ended;
    }
    E = std::move(New);
  }

  const LoweredFunction &F;
  ArrayRef<Call> Calls;
  const unsigned NumPhases;
  const std::vector<PhaseSummary> &Summaries;
  std::vector<Use> *Uses = nullptr;
};

class PhaseSolver {
public:
  PhaseSolver(const std::vector<LoweredFunction> &Functions, const Program &Graph)
      : Functions(Functions), Graph(Graph), Summaries(Graph.Functions.size()),
        Uses(Graph.Functions.size()) {}

  PhaseSolution run(const std::vector<FunctionId> &Order) {
    for (FunctionId F : Order)
      if (matters(F))
        solve(F);
    findLate();
    PhaseSolution Out;
    for (FunctionId F = 0; F < Uses.size(); ++F)
      for (const PhaseDomain::Use &U : Uses[F])
        judge(F, U, Out);
    for (auto &[Key, Entry] : Late)
      Out.Late.push_back(Entry);
    llvm::sort(Out.Late, [](const auto &A, const auto &B) {
      return std::tie(A.Function, A.Phase) < std::tie(B.Function, B.Phase);
    });
    return Out;
  }

private:
  using Entry = PhaseSolution::LateEntry;

  bool matters(FunctionId F) const {
    if (Functions[F].Blocks.empty())
      return false;
    if (!Functions[F].Phases.empty())
      return true;
    return any_of(Graph.Functions[F].Calls, [&](const Call &C) {
      return any_of(C.Targets, [&](FunctionId T) {
        return !Summaries[T].Needs.empty() || !Summaries[T].Ends.empty();
      });
    });
  }

  void solve(FunctionId Id) {
    const LoweredFunction &F = Functions[Id];
    PhaseDomain Domain(F, Graph, Summaries);
    PhaseSummary Sum;
    // By phase: how it stands where the function returns.
    struct Exits {
      bool Ends = false, Stays = false, IsUnclear = false, IsUndecided = false;
      std::optional<int64_t> Result; ///< where it has ended
      bool IsStatus = false;         ///< it returns the status
      int64_t Success = 0;
      std::vector<int64_t> Others; ///< where it has not
      PlaceId At = 0;
    };
    std::vector<Exits> AtExit(Graph.Phases.size());
    auto AtEnd = [&](unsigned Block, const PhaseDomain::State &S) {
      for (unsigned E = 0; E < F.Blocks[Block].Edges.size(); ++E) {
        if (F.Blocks[Block].Edges[E].Next != static_cast<int>(F.Exit) || F.Blocks[Block].IsNoReturn)
          continue;
        PhaseDomain::State Along = S;
        Domain.follow(Block, E, Along);
        const ReturnEvent *R = Along.Return >= 0 ? &F.Returns[Along.Return] : nullptr;
        for (unsigned P = 0; P < AtExit.size(); ++P) {
          const Ending &Then = Along.Phases[P];
          Exits &X = AtExit[P];
          if (Then.At)
            X.At = Then.At;
          if (Then.What <= Ending::Alive) {
            X.Stays = true;
            if (R && R->Constant)
              X.Others.push_back(*R->Constant);
            else
              X.IsUnclear = true;
            continue;
          }
          X.Ends = true;
          if (Then.What == Ending::OnSuccess && R && R->Value &&
              is_contained(Then.Status, R->Value)) {
            X.IsStatus = true;
            X.Success = Then.Success;
          } else if (Then.What == Ending::Ended && !Then.IsPerhaps && R && R->Constant &&
                     (!X.Result || *X.Result == *R->Constant)) {
            X.Result = R->Constant;
          } else {
            X.IsUnclear = true;
            X.IsUndecided |= Then.What == Ending::OnSuccess || Then.IsPerhaps;
          }
        }
      }
    };
    auto Settle = [&] { Domain.record(Uses[Id]); };
    if (!visitForward(LoweredGraph(F), Domain, Settle, AtEnd))
      return;
    for (unsigned P = 0; P < AtExit.size(); ++P) {
      const Exits &X = AtExit[P];
      if (!X.Ends)
        continue;
      PhaseSummary::End E;
      E.Phase = P;
      E.At = X.At;
      if (X.IsStatus && !X.Result && X.Others.empty()) {
        E.IsOnSuccess = true;
        E.Success = X.Success;
      } else if (X.Stays && X.Result && !X.IsStatus && !X.IsUnclear &&
                 !is_contained(X.Others, *X.Result)) {
        E.IsOnSuccess = true;
        E.Success = *X.Result;
        if (!X.Others.empty() && all_equal(X.Others))
          E.Failure = X.Others.front();
      } else {
        E.IsPerhaps = X.Stays || X.IsStatus || X.IsUndecided;
      }
      Sum.Ends.push_back(E);
    }
    for (const PhaseDomain::Use &U : Uses[Id])
      if (U.Then.What == Ending::NotYet &&
          none_of(Sum.Needs, [&](const Need &N) { return N.Phase == U.Phase; }))
        Sum.Needs.push_back(U.What);
    Summaries[Id] = std::move(Sum);
  }

  /// Functions that are only called after the end.
  void findLate() {
    struct Site {
      FunctionId Caller;
      const PhaseDomain::Use *Call;
    };
    using Key = std::pair<FunctionId, uint32_t>;
    std::map<Key, std::vector<Site>> Sites;
    std::map<Key, std::vector<Key>> CalledFrom; ///< whom a function calls that uses a phase
    for (FunctionId F = 0; F < Uses.size(); ++F)
      for (const PhaseDomain::Use &U : Uses[F])
        if (U.Callee != NoFunction) {
          Sites[{U.Callee, U.Phase}].push_back({F, &U});
          CalledFrom[{F, U.Phase}].push_back({U.Callee, U.Phase});
        }
    std::vector<Key> Work;
    auto Add = [&](FunctionId F, uint32_t Phase, FunctionId Caller, PlaceId CalledAt,
                   PlaceId EndedAt) {
      if (Late.try_emplace({F, Phase}, Entry{F, Phase, Caller, CalledAt, EndedAt}).second)
        if (auto Callees = CalledFrom.find({F, Phase}); Callees != CalledFrom.end())
          append_range(Work, Callees->second);
    };
    DenseSet<FunctionId> StartedEarly;
    for (const Start &S : Graph.Starts)
      if (S.Target != NoFunction && S.After == NoPhase)
        StartedEarly.insert(S.Target);
    for (const Start &S : Graph.Starts)
      if (S.Target != NoFunction && S.After != NoPhase && !StartedEarly.contains(S.Target) &&
          !Sites.count({S.Target, S.After}))
        Add(S.Target, S.After, NoFunction, S.At, 0);
    for (FunctionId F = 0; F < Graph.Functions.size(); ++F)
      if (Graph.Functions[F].RunsAfter != NoPhase)
        Add(F, Graph.Functions[F].RunsAfter, NoFunction, Graph.Functions[F].RunsAfterAt, 0);
    // Down the calls: of whoever turns out to be late, those it calls are asked again.
    auto AddIfLate = [&](Key K, const std::vector<Site> &Calls) {
      auto [F, Phase] = K;
      if (Late.count(K) || StartedEarly.contains(F))
        return;
      if (!all_of(Calls, [&](const Site &S) {
            const Ending &Then = S.Call->Then;
            return (Then.What == Ending::Ended && !Then.IsPerhaps) ||
                   Late.count({S.Caller, K.second});
          }))
        return;
      const PhaseDomain::Use &First = *Calls.front().Call;
      Add(F, Phase, Calls.front().Caller, First.At, First.Then.At);
    };
    for (const auto &[K, Calls] : Sites)
      AddIfLate(K, Calls);
    while (!Work.empty()) {
      Key K = Work.back();
      Work.pop_back();
      AddIfLate(K, Sites.find(K)->second);
    }
  }

  void judge(FunctionId F, const PhaseDomain::Use &U, PhaseSolution &Out) {
    bool IsLateHere = Late.count({F, U.Phase}) != 0;
    if (U.Then.What == Ending::Alive || (U.Then.What == Ending::NotYet && !IsLateHere))
      return;
    // The helper that only runs after the end is where it is said.
    if (U.Callee != NoFunction && Late.count({U.Callee, U.Phase}))
      return;
    const PhaseEvent &P = Functions[U.What.In].Phases[U.What.Event];
    ExpiredUse X;
    X.In = F;
    X.At = U.At;
    X.Phase = U.Phase;
    X.What = P.Object;
    X.Bound = P.Bound;
    X.EndedAt = U.Then.At;
    X.IsPerhaps = U.Then.What == Ending::OnSuccess || U.Then.IsPerhaps;
    X.Callee = U.Callee;
    X.UsedAt = P.At;
    Out.Expired.push_back(X);
  }

  const std::vector<LoweredFunction> &Functions;
  const Program &Graph;
  std::vector<PhaseSummary> Summaries;
  std::vector<std::vector<PhaseDomain::Use>> Uses;
  std::map<std::pair<FunctionId, uint32_t>, Entry> Late;
};

} // namespace

PhaseSolution solvePhases(const std::vector<LoweredFunction> &Functions, const Program &Graph,
                          const std::vector<FunctionId> &Order) {
  if (Graph.Phases.empty())
    return {};
  return PhaseSolver(Functions, Graph).run(Order);
}

} // namespace ambit
