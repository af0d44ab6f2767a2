//===- LockValues.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What conditions and assignments do to the state of the lock flow: which
// alternatives go on, and what a lock is called once a variable has changed.
//
//===----------------------------------------------------------------------===//

#include "flow/LockDomain.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"
#include <algorithm>

using namespace llvm;

namespace ambit {

void LockDomain::findWanted() {
  for (const Block &B : F.Blocks)
    for (const Edge &E : B.Edges)
      if (E.If.What == Condition::Value) {
        Wanted.insert(E.If.Key);
        if (E.If.Sign)
          Wanted.insert(E.If.Sign);
      }
  for (const ReturnEvent &R : F.Returns)
    if (R.Value)
      Wanted.insert(R.Value);
  for (const LockEvent &E : F.Locks)
    if (E.What == LockEvent::Try && E.Key)
      Refusals.insert(E.Key);
  for (const Call &C : Function.Calls)
    if (C.Result && C.Targets.size() == 1 && C.Targets.front() < Summaries.size() &&
        !Summaries[C.Targets.front()].Tries.empty())
      Refusals.insert(C.Result);
  for (unsigned Round = 0; Round < 3; ++Round)
    for (const AssignEvent &A : F.Assigns) {
      if (A.From && Wanted.contains(A.To))
        Wanted.insert(A.From);
      if (A.From && Refusals.contains(A.From))
        Refusals.insert(A.To);
    }
}

/// Where a registration has failed, nothing runs because of it.
void LockDomain::learnOutcome(const Condition &If, Alternative &A) const {
  if (If.What != Condition::Value)
    return;
  for (const Outcome &O : A.Outcomes) {
    bool HasFailed = false;
    if (If.Sign && If.Sign == O.Key) // below 0, or with the topmost bit: an error
      HasFailed = (If.IsEqual == (If.Number != 0)) == If.IsNegative;
    else if (If.Key == O.Key)
      HasFailed = If.IsEqual != (If.Number == Graph.Starts[O.Start].Success);
    if (HasFailed)
      removeStart(A.Started, O.Start);
  }
}

/// Where two pointers to locks are equal, one lock has both names.
void LockDomain::learnSame(const Condition &If, Alternative &A) const {
  if (F.Comparisons.empty() || If.What != Condition::Value || If.Number != 0)
    return;
  for (const Comparison &C : F.Comparisons)
    if (C.Key == If.Key && C.IsEqual != If.IsEqual && !is_contained(A.Same, C.Of))
      A.Same.push_back(C.Of);
}

/// Whether the value under \p Key is below 0, if it is known. Of a status without sign a large
/// number may be one.
std::optional<bool> LockDomain::signOf(PathId Key, const Alternative &A) {
  for (const Fact &Known : A.Facts)
    if (Known.Key == Key && Known.IsEqual && isInt<32>(Known.Number))
      return Known.Number < 0;
  return std::nullopt;
}

bool LockDomain::assume(const Condition &Asked, Alternative &A) {
  learnOutcome(Asked, A);
  learnSame(Asked, A);
  Condition If = Asked;
  if (If.Sign && Refusals.contains(If.Sign)) {
    // Below 0 is a failure, and not below is success.
    bool IsBelow = (If.IsEqual == (If.Number != 0)) == If.IsNegative;
    If = {Condition::Value, If.Sign, !IsBelow, 0};
  }
  if (If.Sign) {
    if (std::optional<bool> IsBelow = signOf(If.Sign, A))
      return *IsBelow == ((If.IsEqual == (If.Number != 0)) == If.IsNegative);
    // Of a number that is not 0 the sign is not known.
    if (If.Sign == If.Key &&
        any_of(A.Facts, [&](const Fact &Known) { return Known.Key == If.Key; }))
      return true;
  }
  switch (If.What) {
  case Condition::Masked: {
    // What a question has shown holds until the function changes it.
    if (!If.IsEqual)
      return true;
    HeldItem H;
    H.Lock.Lock = Paths.root(PathKind::Machine, 0, static_cast<int64_t>(MachineLock::Irq));
    H.Lock.Kind = LockKind::IrqFlat;
    H.IsAsserted = true;
    if (!holds(A, H.Lock.Lock))
      A.Holds.push_back(H);
    return true;
  }
  case Condition::None:
    return true;
  case Condition::Core:
    if (If.IsEqual) {
      if (A.Core && *A.Core != If.Number)
        return false;
      A.Core = If.Number;
    } else if (A.Core && *A.Core == If.Number) {
      return false;
    } else if ((If.Number == 0 || If.Number == 1) && !Graph.Target.IsHosted) {
      // Of two cores it is the other. Of more, it is not known.
      A.Core = 1 - If.Number;
    }
    return true;
  case Condition::InIsr:
    if (A.InIsr && *A.InIsr != If.IsEqual)
      return false;
    A.InIsr = If.IsEqual;
    return true;
  case Condition::Value:
    break;
  }
  for (const Token &T : A.Tokens)
    A.IsTokenTested |= T.Key == If.Key;
  for (const Fact &Known : A.Facts) {
    if (Known.Key != If.Key)
      continue;
    if (Known.IsEqual)
      return (Known.Number == If.Number) == If.IsEqual;
    if (Known.Number == If.Number) {
      if (If.IsEqual)
        return false;
      return true;
    }
    // A try fails in the way that the code asks for.
    if (!If.IsEqual && Refusals.contains(If.Key))
      return false;
  }
  addFact(A, {If.Key, If.IsEqual, If.Number});
  return true;
}

/// A function that always returns the same says what its caller's branches on that do.
void LockDomain::learnResult(const Call &C, const Summary &Sum, Alternative &A) const {
  if (!C.Result || C.IsOpen || !Sum.Returned.isKnown() || !Wanted.contains(C.Result))
    return;
  std::erase_if(A.Facts, [&](const Fact &K) { return K.Key == C.Result; });
  addFact(A, {C.Result, Sum.Returned.Is.has_value(), Sum.Returned.Is.value_or(0)});
}

/// \p P with "any element" for the one that \p Chooser chose; nothing if it chose none.
std::optional<PathId> LockDomain::withoutChooser(PathId P, PathId Chooser) const {
  if (!P)
    return std::nullopt;
  PathNode N = Paths[P];
  std::optional<PathId> Parent = withoutChooser(N.Parent, Chooser);
  bool IsChosen = N.Kind == PathKind::SomeElement && N.Symbol == Chooser;
  if (!Parent && !IsChosen)
    return std::nullopt;
  return Paths.get(N.Kind, Parent.value_or(N.Parent), IsChosen ? 0 : N.Symbol, N.Index);
}

void LockDomain::assign(const AssignEvent &E, Alternative &A) {
  std::erase_if(A.Facts, [&](const Fact &K) { return K.Key == E.To; });
  if (E.From != E.To) {
    std::erase_if(A.Tokens, [&](const Token &T) { return T.Key == E.To; });
    std::erase_if(A.Outcomes, [&](const Outcome &O) { return O.Key == E.To; });
  }
  // A pointer that changes, or a member that may be that of the same object, leads elsewhere.
  auto IsReset = [&](PathId P) {
    const PathNode &To = Paths[E.To];
    for (; P; P = Paths[P].Parent)
      if (P == E.To || (To.Kind == PathKind::Field && Paths[P].Kind == PathKind::Field &&
                        Paths[P].Symbol == To.Symbol))
        return true;
    return false;
  };
  std::erase_if(A.Same, [&](const SameObject &S) { return IsReset(S.One) || IsReset(S.Other); });
  // An element that a variable chooses is some other element once it changes.
  for (HeldItem &H : A.Holds)
    if (std::optional<PathId> Some = withoutChooser(H.Lock.Lock, E.To)) {
      H.Lock.Lock = *Some;
      A.IsVague = true;
    }
  // What is reached through a pointer is another object once the pointer changes.
  for (HeldItem &H : A.Holds)
    if (H.Lock.Lock != E.To && Paths.contains(E.To, H.Lock.Lock)) {
      bool IsThrough = false;
      for (PathId P = H.Lock.Lock; P && P != E.To; P = Paths[P].Parent)
        IsThrough |= Paths[P].Kind == PathKind::Pointee;
      if (IsThrough) {
        H.Lock.Lock = Paths.root(PathKind::Temporary, TemporaryKind::OfLock, H.Lock.Lock);
        A.IsVague = true;
      }
    }
  if (E.Constant && Wanted.contains(E.To))
    addFact(A, {E.To, true, *E.Constant});
  else if (E.IsNonZero && Wanted.contains(E.To))
    addFact(A, {E.To, false, 0});
  if (!E.From || E.From == E.To)
    return;
  if (auto T = find_if(A.Tokens, [&](const Token &K) { return K.Key == E.From; });
      T != A.Tokens.end())
    addToken(A, {E.To, T->Depth});
  if (!E.IsPart)
    for (size_t I = 0, N = A.Outcomes.size(); I < N; ++I)
      if (A.Outcomes[I].Key == E.From)
        A.Outcomes.push_back({E.To, A.Outcomes[I].Start});
  if (!E.IsPart && Wanted.contains(E.To))
    for (Fact Copy : std::vector<Fact>(A.Facts))
      if (Copy.Key == E.From) {
        Copy.Key = E.To;
        addFact(A, Copy);
      }
}

/// What was computed from \p From has another value now.
void LockDomain::forgetComputed(PathId From, Alternative &A) const {
  std::erase_if(A.Facts, [&](const Fact &K) {
    const auto *C = lower_bound(F.Computations, K.Key,
                                [](const Computation &C, PathId Key) { return C.Key < Key; });
    return C != F.Computations.end() && C->Key == K.Key && is_contained(C->From, From);
  });
}

} // namespace ambit
