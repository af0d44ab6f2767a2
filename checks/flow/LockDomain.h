//===- LockDomain.h ---------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The lock flow of LockFlow.h as a domain of program/Flow.h: what an event or a
// branch does to the state. The members are in a file for each concern:
// LockDomain.cpp (events, calls, joins), LockCores.cpp (what depends on the core), LockEvents.cpp
// (locks and guards), LockValues.cpp (conditions and assignments) and LockViews.cpp (ways into
// guarded state). One class, since all of them change the same alternatives.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FLOW_LOCKDOMAIN_H
#define AMBIT_FLOW_LOCKDOMAIN_H

#include "flow/LockFlow.h"
#include "flow/LockState.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

namespace ambit {

class LockDomain {
public:
  using State = LockState;

  LockDomain(const LoweredFunction &F, Program &Graph, const std::vector<Summary> &Summaries)
      : F(F), Graph(Graph), Function(Graph.Functions[F.Id]), Paths(Graph.Paths),
        Summaries(Summaries) {
    findWanted();
  }

  State entry() {
    State S;
    S.Any.emplace_back();
    return S;
  }

  void transfer(unsigned Block, State &S) {
    const ambit::Block &B = F.Blocks[Block];
    Here.reset();
    for (uint32_t I = B.Begin; I < B.End; ++I)
      event(F.Events[I], S);
  }

  bool follow(unsigned Block, unsigned Index, State &S) {
    const Edge &Taken = F.Blocks[Block].Edges[Index];
    // A loop that joins leaves when it has joined all.
    for (uint32_t J : Taken.Joins)
      for (Alternative &A : S.Any)
        join(F.Joins[J], A);
    const Condition &If = Taken.If;
    if (If.What == Condition::None)
      return true;
    std::erase_if(S.Any, [&](Alternative &A) { return !assume(If, A); });
    return !S.Any.empty();
  }

  bool join(State &Into, const State &From) {
    bool IsChanged = false;
    for (const Alternative &A : From.Any)
      IsChanged |= Into.add(A);
    return IsChanged;
  }

  /// Whether one release of \p Lock gives back what was taken here or what was not.
  bool isReleasedEitherWay(PathId Lock) const {
    return llvm::any_of(Releases,
                        [&](const auto &R) { return R.first.first == Lock && R.second == 3; });
  }

  /// \p Locks are the caller's where they are not taken here.
  /// What was written down without knowing that does not count.
  void own(std::vector<PathId> Locks) {
    Owned = std::move(Locks);
    Found = nullptr;
    Escapes = nullptr;
    Suspended = nullptr;
  }

  /// Writes states and imbalances down from now on.
  void record(FlowResult &Into) {
    Function.Stale.clear();
    Function.Decisions.clear();
    Found = &Into.Imbalances;
    Escapes = &Into.Escapes;
    Suspended = &Into.Suspended;
  }

private:
  void findWanted();
  bool assume(const Condition &If, Alternative &A);
  static std::optional<bool> signOf(PathId Key, const Alternative &A);
  void learnResult(const Call &C, const Summary &Sum, Alternative &A) const;
  void event(const Event &E, State &S);
  void lockEvent(const LockEvent &E, State &S);
  void take(const LockEvent &E, const State &S);
  void call(const Call &C, State &S);
  void assign(const AssignEvent &E, Alternative &A);
  void forgetComputed(PathId From, Alternative &A) const;
  void join(const JoinEvent &E, Alternative &A);
  void learnOutcome(const Condition &If, Alternative &A) const;
  void learnSame(const Condition &If, Alternative &A) const;
  std::optional<PathId> withoutChooser(PathId P, PathId Chooser) const;
  void viewEvent(uint32_t Index, State &S);
  void suspend(const SuspendEvent &E, const State &S);
  void look(const ViewEvent &E, State &S);
  void coreEvent(const CoreEvent &E, State &S);
  void move(Alternative &A, StaleValue::Reason Why, PlaceId At, bool IsElsewhere = false) const;
  void ageViews(State &S) const;
  void escape(Escape::Kind What, uint32_t View, uint32_t Origin, PlaceId UsedAt = 0);
  void acquire(const Held &Lock, PathId Key, PathId Owner, PlaceId At, bool IsSignalLike,
               Alternative &A);
  void release(const Held &Named, PathId Key, PlaceId At, bool IsSignalLike, Alternative &A);
  void restore(const Token &T, const Held &Lock, PlaceId At, Alternative &A);
  void endGuard(PathId Owner, Alternative &A);
  /// Whether another object may have the same path.
  bool isOpen(PathId P) const {
    for (; P; P = Paths[P].Parent)
      if (Paths[P].Kind == PathKind::SomeElement || Paths[P].Kind == PathKind::Temporary)
        return true;
    return false;
  }
  bool isOfMachine(PathId Lock) const { return Paths[Lock].Kind == PathKind::Machine; }

  static bool holds(const Alternative &A, PathId Lock) {
    return llvm::any_of(A.Holds, [&](const HeldItem &H) { return H.Lock.Lock == Lock; });
  }

  static void addToken(Alternative &A, Token New) {
    std::erase_if(A.Tokens, [&](const Token &Old) { return Old.Key == New.Key; });
    constexpr size_t MaxTokens = 32;
    if (A.Tokens.size() >= MaxTokens) {
      // One whose mask is over, else the oldest.
      unsigned Masks = A.masks();
      auto Over = llvm::find_if(A.Tokens, [&](const Token &T) { return T.Depth >= Masks; });
      A.Tokens.erase(Over == A.Tokens.end() ? A.Tokens.begin() : Over);
    }
    A.Tokens.push_back(New);
  }

  static void addView(Alternative &A, const View &New) {
    constexpr size_t MaxViews = 32;
    if (llvm::is_contained(A.Views, New))
      return;
    if (A.Views.size() >= MaxViews)
      A.Views.erase(A.Views.begin());
    A.Views.push_back(New);
  }

  static void addFact(Alternative &A, Fact New) {
    std::erase_if(A.Facts, [&](const Fact &Old) {
      return Old.Key == New.Key && (New.IsEqual || Old == New);
    });
    constexpr size_t MaxFacts = 24;
    if (A.Facts.size() >= MaxFacts)
      A.Facts.erase(A.Facts.begin());
    A.Facts.push_back(New);
  }

  void report(Imbalance::Kind What, const Held &Lock, PlaceId At, PlaceId TakenAt,
              bool IsSignalLike) {
    if (!Found)
      return;
    Imbalance I;
    I.What = What;
    I.Lock = Lock;
    I.At = At;
    I.TakenAt = TakenAt;
    I.IsSignalLike = IsSignalLike;
    if (llvm::none_of(*Found, [&](const Imbalance &Old) {
          return Old.What == What && Old.At == At && Old.Lock == Lock;
        }))
      Found->push_back(std::move(I));
  }

  const LoweredFunction &F;
  Program &Graph;
  ambit::Function &Function;
  PathTable &Paths;
  const std::vector<Summary> &Summaries;
  llvm::DenseSet<PathId> Wanted;   ///< values that some branch or return depends on
  llvm::DenseSet<PathId> Refusals; ///< results of tries
  std::vector<PathId> Owned;
  /// By lock and place of a release: 1 if it was held there, 2 if it was not.
  llvm::DenseMap<std::pair<PathId, PlaceId>, unsigned> Releases;
  std::vector<Imbalance> *Found = nullptr;
  std::vector<Escape> *Escapes = nullptr;
  std::vector<HeldAtSuspension> *Suspended = nullptr;
  std::optional<LocalStateRef> Here; ///< of the state at hand, if it was asked for
};

} // namespace ambit

#endif // AMBIT_FLOW_LOCKDOMAIN_H
