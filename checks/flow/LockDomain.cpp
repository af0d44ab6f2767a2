//===- LockDomain.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What events do to the state of the lock flow: the dispatch, and calls, starts
// and joins.
//
//===----------------------------------------------------------------------===//

#include "flow/LockDomain.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

using namespace llvm;

namespace ambit {

void LockDomain::event(const Event &E, State &S) {
  if (E.What != Event::Access)
    Here.reset();
  // Whom to ask afterwards whether the core may be taken away again.
  SmallVector<bool, 8> Stayed;
  if (E.What == Event::Lock || E.What == Event::Call)
    for (const Alternative &A : S.Any)
      Stayed.push_back(!A.CoreValues.empty() && A.staysOnCore());
  switch (E.What) {
  case Event::Access: {
    // Looked at again under the lock, an earlier copy is checked against it.
    const Access &X = Function.Accesses[E.Index];
    if (X.IsRead)
      for (Alternative &A : S.Any)
        std::erase_if(A.Views,
                      [&](const View &V) { return V.IsStale && V.Copied == X.Object && V.Copied; });
    if (Found) {
      if (!Here)
        Here = Graph.States.get(S.local(Owned));
      Function.Accesses[E.Index].State = *Here;
    }
    return;
  }
  case Event::Hazard: {
    Hazard &H = Function.Hazards[E.Index];
    if (Found)
      H.State = Graph.States.get(S.local(Owned));
    if (H.What == Hazard::Blocks)
      for (Alternative &A : S.Any)
        move(A, StaleValue::Waited, H.At);
    break;
  }
  case Event::Start: {
    if (Found) {
      Graph.Starts[E.Index].State = Graph.States.get(S.local(Owned));
      // Of a loop whose rounds each wait for the end of what they start, one runs at a time.
      Graph.Starts[E.Index].IsRepeated &=
          any_of(S.Any, [&](const Alternative &A) { return is_contained(A.Started, E.Index); });
    }
    for (Alternative &A : S.Any) {
      // To unmask what was masked here lets nothing begin.
      if (Graph.Starts[E.Index].What == Start::Unmask && A.masks())
        continue;
      insertStart(A.Started, E.Index);
      removeStart(A.Joined, E.Index);
      if (PathId Status = Graph.Starts[E.Index].Status) {
        Outcome Mine{Status, E.Index};
        if (!is_contained(A.Outcomes, Mine))
          A.Outcomes.push_back(Mine);
      }
    }
    break;
  }
  case Event::Call:
    if (Found)
      Function.Calls[E.Index].State = Graph.States.get(S.local(Owned));
    call(Function.Calls[E.Index], S);
    ageViews(S);
    // The callee may set a pointer anew.
    for (Alternative &A : S.Any)
      A.Same.clear();
    for (FunctionId T : Function.Calls[E.Index].Targets)
      if (T < Summaries.size() && Summaries[T].IsKnown && Summaries[T].Moves)
        for (Alternative &A : S.Any)
          move(A, StaleValue::Waited, Function.Calls[E.Index].At);
    break;
  case Event::Lock:
    lockEvent(F.Locks[E.Index], S);
    ageViews(S);
    break;
  case Event::View:
    viewEvent(E.Index, S);
    break;
  case Event::Assign:
    for (Alternative &A : S.Any) {
      assign(F.Assigns[E.Index], A);
      forgetComputed(F.Assigns[E.Index].To, A);
    }
    break;
  case Event::Return:
    for (Alternative &A : S.Any)
      A.Return = static_cast<int>(E.Index);
    break;
  case Event::Throw:
    for (Alternative &A : S.Any)
      A.ThrownAt = E.Index;
    break;
  case Event::Phase:
    break;
  case Event::Suspend:
    suspend(F.Suspensions[E.Index], S);
    for (Alternative &A : S.Any)
      move(A, StaleValue::Suspended, F.Suspensions[E.Index].At, F.Suspensions[E.Index].IsElsewhere);
    for (Alternative &A : S.Any)
      for (Look &L : A.Looks)
        if (!L.SuspendedAt)
          L.SuspendedAt = F.Suspensions[E.Index].At;
    break;
  case Event::Core:
    coreEvent(F.Cores[E.Index], S);
    break;
  case Event::Join:
    for (Alternative &A : S.Any)
      join(F.Joins[E.Index], A);
    break;
  }
  // A try makes two of one; which of them is which does not matter here.
  if (Stayed.size() == S.Any.size())
    for (size_t I = 0; I < Stayed.size(); ++I)
      if (Stayed[I] && !S.Any[I].staysOnCore())
        move(S.Any[I], StaleValue::Unmasked,
             E.What == Event::Lock ? F.Locks[E.Index].At : Function.Calls[E.Index].At);
}

/// What is held on some path goes along: nobody can tell who runs meanwhile.
void LockDomain::suspend(const SuspendEvent &E, const State &S) {
  if (!Suspended)
    return;
  for (const Alternative &A : S.Any)
    for (const HeldItem &H : A.Holds) {
      if (H.IsAsserted || H.IsSignalLike)
        continue;
      if (none_of(*Suspended, [&](const HeldAtSuspension &Old) {
            return Old.At == E.At && Old.Lock.Lock == H.Lock.Lock;
          }))
        Suspended->push_back({H.Lock, E.At, H.At});
    }
  // What the caller has to hold it holds, unless it was given back.
  for (const Demand &D : Function.Requires)
    if (any_of(S.Any, [&](const Alternative &A) {
          return none_of(A.Gave, [&](const GivenItem &G) { return G.Lock.Lock == D.Lock.Lock; });
        }))
      Suspended->push_back({D.Lock, E.At, D.SaidAt});
}

void LockDomain::join(const JoinEvent &E, Alternative &A) {
  auto Cancelled = [&](StartId Id) {
    return Graph.Starts[Id].By && is_contained(E.Cancels, Graph.Starts[Id].By);
  };
  for (StartId Id = 0; Id < Graph.Starts.size() && !E.Cancels.empty(); ++Id)
    if (Cancelled(Id)) {
      removeStart(A.Started, Id);
      insertStart(A.Joined, Id);
    }
  if (E.Handler != NoFunction)
    // What this call of the function has registered, once: others have registrations of their own.
    for (StartId Id : StartSet(A.Started)) {
      Start &S = Graph.Starts[Id];
      if (S.What != Start::Body || S.Runs.What != Context::Isr || S.Target != E.Handler ||
          S.IsRepeated || !is_contained(Function.Starts, Id))
        continue;
      S.IsTakenBack = true;
      removeStart(A.Started, Id);
      insertStart(A.Joined, Id);
    }
  if (!E.Handle)
    return;
  bool IsKnown = false;
  auto IsSame = [&](const Start &S) {
    PathId Handle = S.Handle;
    if (!Handle)
      return false;
    if (Handle == E.Handle)
      return true;
    const PathNode &X = Paths[Handle], &Y = Paths[E.Handle];
    auto IsElement = [](const PathNode &N) {
      return N.Kind == PathKind::Element || N.Kind == PathKind::SomeElement;
    };
    if (X.Kind == PathKind::Field && Y.Kind == PathKind::Field)
      return X.Symbol == Y.Symbol;
    // All elements by a loop over them.
    if (IsElement(X) && Y.Kind == PathKind::SomeElement && X.Parent == Y.Parent) {
      IsKnown = true;
      return !(E.Rounds && S.Rounds && *E.Rounds < *S.Rounds);
    }
    return false;
  };
  auto End = [&](StartId Id) {
    removeStart(A.Started, Id);
    insertStart(A.Joined, Id);
    IsKnown = true;
  };
  for (StartId Id = 0; Id < Graph.Starts.size(); ++Id)
    if (IsSame(Graph.Starts[Id]))
      End(Id);
  if (IsKnown || E.IsExact)
    return;
  // A handle that went through a container, or that nobody can name.
  PathKind Joined = Paths[E.Handle].Kind;
  if (Joined != PathKind::Temporary && Joined != PathKind::Pointee &&
      Joined != PathKind::SomeElement && Joined != PathKind::Local && Joined != PathKind::Field)
    return;
  for (StartId Id : StartSet(A.Started)) {
    if (Graph.Starts[Id].What == Start::Expose)
      continue;
    PathId Handle = Graph.Starts[Id].Handle;
    PathKind Kind = Paths[Handle].Kind;
    if (!Handle || Kind == PathKind::Temporary || Kind == PathKind::SomeElement)
      End(Id);
  }
}

void LockDomain::call(const Call &C, State &S) {
  StartSet Indirect;
  ThinVector<PathId> Through;
  addIndirect(C, Graph, Summaries, Indirect, Through);
  for (Alternative &A : S.Any)
    for (StartId Id : Indirect) {
      insertStart(A.Started, Id);
      removeStart(A.Joined, Id);
    }
  if (C.Targets.size() != 1 || C.Targets.front() >= Summaries.size())
    return;
  const Summary &Sum = Summaries[C.Targets.front()];
  if (!Sum.IsKnown)
    return;
  for (Alternative &A : S.Any) {
    learnResult(C, Sum, A);
    for (StartId Id : Sum.Joined) {
      removeStart(A.Started, Id);
      insertStart(A.Joined, Id);
    }
    if (!Sum.Started.empty())
      A.Started = unite(A.Started, Sum.Started);
    if (!A.Joined.empty())
      for (StartId Id : Sum.Started)
        removeStart(A.Joined, Id);
    PathId Object = C.Given.empty() ? 0 : C.Given[0];
    for (const Summary::Given &G : Sum.Gives) {
      // A guard of somebody's own gives back what it took, by whatever name.
      bool IsOwned = Object && Paths.parameterOf(G.Lock.Lock) == 0 &&
                     any_of(A.Holds, [&](const HeldItem &H) { return H.Owner == Object; });
      if (IsOwned) {
        std::erase_if(A.Holds, [&](const HeldItem &H) { return H.Owner == Object; });
        continue;
      }
      Held Lock = G.Lock;
      Lock.Lock = Paths.substitute(Lock.Lock, C.Given);
      PathId Token = 0;
      if (G.Token) {
        // By value, the parameter itself.
        const PathNode &Node = Paths[G.Token];
        if (Node.Kind == PathKind::Parameter)
          Token = static_cast<size_t>(Node.Index) < C.Values.size() ? C.Values[Node.Index] : 0;
        else
          Token = Paths.substitute(G.Token, C.Given);
      }
      if (Lock.Lock) {
        release(Lock, Token, C.At, G.IsSignalLike, A);
        continue;
      }
      // One of those that nobody can name.
      auto Chosen = find_if(A.Holds, [&](const HeldItem &H) {
        return Paths.rootOf(H.Lock.Lock).Kind == PathKind::Temporary;
      });
      if (Chosen != A.Holds.end())
        A.Holds.erase(Chosen);
    }
    for (const Summary::Taken &T : Sum.Takes) {
      Held Lock = T.Lock;
      Lock.Lock = Paths.substitute(Lock.Lock, C.Given);
      // Which one nobody knows; that one is held is known.
      if (!Lock.Lock) {
        Lock.Lock = Paths.root(PathKind::Temporary, TemporaryKind::OfCall, C.At);
        A.IsVague = true;
      }
      PathId Key = T.IsReturned && !T.IsGuard ? C.Result
                   : T.Token                  ? Paths.substitute(T.Token, C.Given)
                                              : 0;
      PathId Owner = T.IsGuard ? (T.IsReturned ? C.Owner : Object) : 0;
      acquire(Lock, Key, Owner, C.At, T.IsSignalLike, A);
      if (Owner && none_of(A.Guards, [&](const GuardState &G) { return G.Owner == Owner; })) {
        GuardState G;
        G.Owner = Owner;
        G.Locks.push_back(Lock);
        A.Guards.push_back(std::move(G));
      }
    }
  }
  for (const Summary::Try &T : Sum.Tries) {
    LockEvent E;
    E.What = LockEvent::Try;
    E.Lock = T.Lock;
    E.Lock.Lock = Paths.substitute(T.Lock.Lock, C.Given);
    E.Key = C.Result;
    E.IsTruth = T.IsTruth;
    E.IsNegated = T.IsNegated;
    E.Success = T.Success;
    E.At = C.At;
    if (E.Lock.Lock && E.Key)
      lockEvent(E, S);
  }
}

} // namespace ambit
