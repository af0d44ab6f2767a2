//===- LockFlow.cpp -------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lowering/LockFlow.h"
#include "lowering/LockEnding.h"
#include "program/Flow.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <map>

using namespace llvm;

namespace ambit {
namespace {

/// The blocks of a lowered function as the solver takes them.
class LoweredGraph {
public:
  explicit LoweredGraph(const LoweredFunction &F) : F(F) {}
  unsigned size() const { return F.Blocks.size(); }
  unsigned entry() const { return F.Entry; }
  const std::vector<unsigned> &order() const { return F.Order; }
  unsigned edges(unsigned Block) const { return F.Blocks[Block].Edges.size(); }
  int next(unsigned Block, unsigned Edge) const { return F.Blocks[Block].Edges[Edge].Next; }

private:
  const LoweredFunction &F;
};

static bool holds(const Alternative &A, PathId Lock) {
  return any_of(A.Holds, [&](const HeldItem &H) { return H.Lock.Lock == Lock; });
}

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

  /// Writes states and imbalances down from now on.
  void record(FlowResult &Into) {
    Found = &Into.Imbalances;
    Escapes = &Into.Escapes;
  }

private:
  void findWanted();
  bool assume(const Condition &If, Alternative &A);
  void event(const Event &E, State &S);
  void lockEvent(const LockEvent &E, State &S);
  void take(const LockEvent &E, const State &S);
  void call(const Call &C, State &S);
  void assign(const AssignEvent &E, Alternative &A);
  void join(const JoinEvent &E, Alternative &A);
  std::optional<PathId> withoutChooser(PathId P, PathId Chooser) const;
  void viewEvent(uint32_t Index, State &S);
  void ageViews(State &S) const;
  void escape(Escape::Kind What, uint32_t View, uint32_t Origin, PlaceId UsedAt = 0);
  void acquire(const Held &Lock, PathId Key, PathId Owner, PlaceId At, bool IsSignalLike,
               Alternative &A);
  void release(const Held &Lock, PathId Key, PlaceId At, Alternative &A);
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

  static void addToken(Alternative &A, Token New) {
    std::erase_if(A.Tokens, [&](const Token &Old) { return Old.Key == New.Key; });
    constexpr size_t MaxTokens = 32;
    if (A.Tokens.size() >= MaxTokens) {
      // One whose mask is over, else the oldest.
      unsigned Masks = A.masks();
      auto Over = find_if(A.Tokens, [&](const Token &T) { return T.Depth >= Masks; });
      A.Tokens.erase(Over == A.Tokens.end() ? A.Tokens.begin() : Over);
    }
    A.Tokens.push_back(New);
  }

  static void addView(Alternative &A, const View &New) {
    constexpr size_t MaxViews = 32;
    if (is_contained(A.Views, New))
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
    if (none_of(*Found, [&](const Imbalance &Old) {
          return Old.What == What && Old.At == At && Old.Lock == Lock;
        }))
      Found->push_back(std::move(I));
  }

  const LoweredFunction &F;
  Program &Graph;
  ambit::Function &Function;
  PathTable &Paths;
  const std::vector<Summary> &Summaries;
  DenseSet<PathId> Wanted;   ///< values that some branch or return depends on
  DenseSet<PathId> Refusals; ///< results of tries
  std::vector<Imbalance> *Found = nullptr;
  std::vector<Escape> *Escapes = nullptr;
  std::optional<LocalState> Here; ///< of the state at hand, if it was asked for
};

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
  for (unsigned Round = 0; Round < 3; ++Round)
    for (const AssignEvent &A : F.Assigns) {
      if (A.From && Wanted.contains(A.To))
        Wanted.insert(A.From);
      if (A.From && Refusals.contains(A.From))
        Refusals.insert(A.To);
    }
}

bool LockDomain::assume(const Condition &Asked, Alternative &A) {
  Condition If = Asked;
  if (If.Sign && Refusals.contains(If.Sign)) {
    // Below 0 is a failure, and not below is success.
    bool IsBelow = (If.IsEqual == (If.Number != 0)) == If.IsNegative;
    If = {Condition::Value, If.Sign, !IsBelow, 0};
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
    } else if (If.Number == 0 || If.Number == 1) {
      // Of two cores it is the other. Of more, it is not known.
      if (A.Core && *A.Core == If.Number)
        return false;
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

void LockDomain::event(const Event &E, State &S) {
  if (E.What != Event::Access)
    Here.reset();
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
        Here = S.local();
      Function.Accesses[E.Index].State = *Here;
    }
    return;
  }
  case Event::Hazard:
    if (Found)
      Function.Hazards[E.Index].State = S.local();
    break;
  case Event::Start: {
    if (Found)
      Graph.Starts[E.Index].State = S.local();
    for (Alternative &A : S.Any) {
      // To unmask what was masked here lets nothing begin.
      if (Graph.Starts[E.Index].What == Start::Unmask && A.masks())
        continue;
      insertStart(A.Started, E.Index);
      removeStart(A.Joined, E.Index);
    }
    break;
  }
  case Event::Call:
    if (Found)
      Function.Calls[E.Index].State = S.local();
    call(Function.Calls[E.Index], S);
    ageViews(S);
    break;
  case Event::Lock:
    lockEvent(F.Locks[E.Index], S);
    ageViews(S);
    break;
  case Event::View:
    viewEvent(E.Index, S);
    break;
  case Event::Assign:
    for (Alternative &A : S.Any)
      assign(F.Assigns[E.Index], A);
    break;
  case Event::Return:
    for (Alternative &A : S.Any)
      A.Return = static_cast<int>(E.Index);
    break;
  case Event::Throw:
    for (Alternative &A : S.Any)
      A.ThrownAt = E.Index;
    break;
  case Event::Join:
    for (Alternative &A : S.Any)
      join(F.Joins[E.Index], A);
    break;
  }
}

//===----------------------------------------------------------------------===//
// Ways into guarded state
//===----------------------------------------------------------------------===//

void LockDomain::escape(Escape::Kind What, uint32_t View, uint32_t Origin, PlaceId UsedAt) {
  if (!Escapes || any_of(*Escapes, [&](const Escape &E) { return E.View == View; }))
    return;
  Escapes->push_back({What, View, Origin, UsedAt});
}

void LockDomain::ageViews(State &S) const {
  for (Alternative &A : S.Any)
    for (View &V : A.Views)
      V.IsStale |= !holds(A, V.Lock);
}

void LockDomain::viewEvent(uint32_t Index, State &S) {
  const ViewEvent &E = F.Views[Index];
  for (Alternative &A : S.Any) {
    // What it leads into: directly, or what the variable it comes through does.
    SmallVector<View, 2> Ways;
    bool IsCopy = E.What == ViewEvent::Copy;
    if (E.Lock && !IsCopy)
      Ways.push_back({E.Var, E.Lock, Index, false, 0});
    for (const View &V : A.Views)
      if (E.From && V.Var == E.From && (V.Copied != 0) == IsCopy)
        Ways.push_back(V);
    switch (E.What) {
    case ViewEvent::Copy:
      if (!E.Lock && !E.From) {
        std::erase_if(A.Views, [&](const View &V) { return V.Copied && V.Var == E.Var; });
        break;
      }
      // Made in a section: of the lock that was taken first.
      if (E.Lock && !A.Holds.empty() && !A.Holds.front().IsAsserted)
        addView(A, {E.Var, A.Holds.front().Lock.Lock, Index, false, E.Lock});
      for (View V : Ways) {
        V.Var = E.Var;
        addView(A, V);
      }
      break;
    case ViewEvent::Derive:
      for (const View &V : A.Views)
        if (V.Var == E.Var && V.Copied == E.Lock && V.IsStale)
          escape(Escape::SplitUpdate, Index, V.Origin);
      break;
    case ViewEvent::Bind:
      std::erase_if(A.Views, [&](const View &V) { return V.Var == E.Var && !V.Copied; });
      for (View V : Ways) {
        V.Var = E.Var;
        // Taken without the lock it never was protected: that is said elsewhere.
        if (holds(A, V.Lock) && !V.IsStale)
          addView(A, {E.Var, V.Lock, V.Origin, false, 0});
      }
      break;
    case ViewEvent::Use:
      for (const View &V : A.Views)
        if (V.Var == E.Var && V.IsStale && !V.Copied)
          escape(Escape::UsedAfter, V.Origin, V.Origin, E.At);
      break;
    case ViewEvent::Return:
      for (const View &V : Ways)
        escape(holds(A, V.Lock) || V.IsStale ? Escape::Returned : Escape::ReturnedBare, Index,
               V.Origin);
      break;
    case ViewEvent::Store:
      for (const View &V : Ways)
        if (holds(A, V.Lock))
          escape(Escape::Stored, Index, V.Origin);
      break;
    case ViewEvent::Capture:
      for (const View &V : Ways)
        if (holds(A, V.Lock) || V.IsStale)
          escape(Escape::Captured, Index, V.Origin);
      break;
    }
  }
}

void LockDomain::join(const JoinEvent &E, Alternative &A) {
  if (!E.Handle)
    return;
  auto IsSame = [&](PathId Handle) {
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
    if (IsElement(X) && Y.Kind == PathKind::SomeElement)
      return X.Parent == Y.Parent;
    return false;
  };
  bool IsKnown = false;
  auto End = [&](StartId Id) {
    removeStart(A.Started, Id);
    insertStart(A.Joined, Id);
    IsKnown = true;
  };
  for (StartId Id = 0; Id < Graph.Starts.size(); ++Id)
    if (IsSame(Graph.Starts[Id].Handle))
      End(Id);
  if (IsKnown)
    return;
  // A handle that went through a container, or that nobody can name.
  PathKind Joined = Paths[E.Handle].Kind;
  if (Joined != PathKind::Temporary && Joined != PathKind::Pointee &&
      Joined != PathKind::SomeElement && Joined != PathKind::Local && Joined != PathKind::Field)
    return;
  for (StartId Id : StartSet(A.Started)) {
    PathId Handle = Graph.Starts[Id].Handle;
    PathKind Kind = Paths[Handle].Kind;
    if (!Handle || Kind == PathKind::Temporary || Kind == PathKind::SomeElement)
      End(Id);
  }
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
  if (E.From != E.To)
    std::erase_if(A.Tokens, [&](const Token &T) { return T.Key == E.To; });
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
        H.Lock.Lock = Paths.root(PathKind::Temporary, 1, H.Lock.Lock);
        A.IsVague = true;
      }
    }
  if (E.Constant && Wanted.contains(E.To))
    addFact(A, {E.To, true, *E.Constant});
  if (!E.From || E.From == E.To)
    return;
  if (auto T = find_if(A.Tokens, [&](const Token &K) { return K.Key == E.From; });
      T != A.Tokens.end())
    addToken(A, {E.To, T->Depth});
  if (!E.IsPart && Wanted.contains(E.To))
    for (Fact Copy : std::vector<Fact>(A.Facts))
      if (Copy.Key == E.From) {
        Copy.Key = E.To;
        addFact(A, Copy);
      }
}

//===----------------------------------------------------------------------===//
// Locks
//===----------------------------------------------------------------------===//

void LockDomain::acquire(const Held &Lock, PathId Key, PathId Owner, PlaceId At, bool IsSignalLike,
                         Alternative &A) {
  unsigned Depth = A.masks();
  auto Same = find_if(A.Holds, [&](const HeldItem &H) { return H.Lock.Lock == Lock.Lock; });
  if (isMask(Lock.Kind) && Key)
    addToken(A, {Key, Depth});
  if (Same != A.Holds.end()) {
    if (Lock.Kind == LockKind::IrqFlat && masksAll(Same->Lock.Kind))
      return;
    bool IsKnown = !isOpen(Lock.Lock) && !A.IsVague && !Same->IsAsserted;
    if (!nests(Lock.Kind) && !nests(Same->Lock.Kind)) {
      if (!IsKnown || IsSignalLike)
        return;
      // Reported once; its releases are counted as if it nested.
      report(Imbalance::Twice, Lock, At, Same->At, IsSignalLike);
    }
  }
  // What was given away is taken back.
  auto Gave = find_if(A.Gave, [&](const GivenItem &G) { return G.Lock.Lock == Lock.Lock; });
  if (Gave != A.Gave.end() && Gave->Lock.Kind != LockKind::IrqFlat &&
      Gave->Lock.Kind != LockKind::Line) {
    A.Gave.erase(Gave);
    return;
  }
  HeldItem H;
  H.Lock = Lock;
  H.Owner = Owner;
  H.At = At;
  H.IsSignalLike = IsSignalLike;
  constexpr size_t MaxHeld = 32;
  if (A.Holds.size() < MaxHeld)
    A.Holds.push_back(H);
  else
    A.IsVague = true;
}

void LockDomain::restore(const Token &T, const Held &Lock, PlaceId At, Alternative &A) {
  unsigned Masks = A.masks();
  if (Masks > T.Depth + 1 && !A.IsVague) {
    // A mask that was taken later is still in force, unless it does not nest anyway.
    unsigned Later = 0;
    const HeldItem *Innermost = nullptr;
    for (const HeldItem &H : A.Holds)
      if (isMask(H.Lock.Kind) && Later++ > T.Depth && H.Lock.Kind != LockKind::IrqFlat)
        Innermost = &H;
    if (Innermost)
      report(Imbalance::OutOfOrder, Lock, At, Innermost->At, false);
  }
  unsigned Seen = 0;
  for (size_t I = 0; I < A.Holds.size();) {
    if (isMask(A.Holds[I].Lock.Kind) && Seen++ >= T.Depth)
      A.Holds.erase(A.Holds.begin() + I);
    else
      ++I;
  }
  // The saved states of what is over were in nobody's hands but the call's.
  unsigned Depth = T.Depth;
  std::erase_if(A.Tokens, [&](const Token &K) {
    return K.Depth >= Depth && Paths[K.Key].Kind == PathKind::Temporary;
  });
}

void LockDomain::release(const Held &Lock, PathId Key, PlaceId At, Alternative &A) {
  bool IsMachine = isOfMachine(Lock.Lock);
  if (Key && isMask(Lock.Kind)) {
    auto T = find_if(A.Tokens, [&](const Token &Known) { return Known.Key == Key; });
    if (T != A.Tokens.end()) {
      Token Saved = *T;
      restore(Saved, Lock, At, A);
      std::erase_if(A.Holds,
                    [&](const HeldItem &H) { return !IsMachine && H.Lock.Lock == Lock.Lock; });
      return;
    }
  }
  if (Lock.Kind == LockKind::IrqFlat && IsMachine) {
    size_t Before = A.Holds.size();
    std::erase_if(A.Holds, [&](const HeldItem &H) { return H.Lock.Lock == Lock.Lock; });
    // What the caller masked is open, too, unless it was asked about.
    if (A.IsTokenTested && A.Holds.size() != Before)
      return;
  } else {
    for (size_t I = A.Holds.size(); I-- > 0;)
      if (A.Holds[I].Lock.Lock == Lock.Lock) {
        A.Holds.erase(A.Holds.begin() + I);
        return;
      }
  }
  GivenItem G;
  G.Lock = Lock;
  G.Token = Key;
  G.At = At;
  if (!is_contained(A.Gave, G))
    A.Gave.push_back(G);
}

void LockDomain::endGuard(PathId Owner, Alternative &A) {
  std::erase_if(A.Holds, [&](const HeldItem &H) { return H.Owner && H.Owner == Owner; });
  std::erase_if(A.Guards, [&](const GuardState &G) { return G.Owner == Owner; });
}

void LockDomain::take(const LockEvent &E, const State &S) {
  auto Add = [&](Held Lock, bool IsTried) {
    Lock.IsTried = IsTried;
    Function.Takings.push_back({Lock, E.At, S.local()});
  };
  switch (E.What) {
  case LockEvent::Acquire:
    Add(E.Lock, false);
    break;
  case LockEvent::Try:
    Add(E.Lock, !E.IsWaiting);
    break;
  case LockEvent::Guard:
    if (!E.IsDeferred && !E.IsAdopted)
      for (const Held &Lock : E.Locks)
        Add(Lock, E.Key != 0);
    break;
  case LockEvent::LockGuard:
  case LockEvent::TryGuard:
    for (const GuardState &G : S.Any.front().Guards)
      if (G.Owner == E.Owner)
        for (const Held &Lock : G.Locks)
          Add(Lock, E.What == LockEvent::TryGuard);
    break;
  default:
    break;
  }
}

void LockDomain::lockEvent(const LockEvent &E, State &S) {
  if (Found && !S.Any.empty())
    take(E, S);
  auto Try = [&](auto Succeed) {
    // Two futures, told apart by the result.
    std::vector<Alternative> Both;
    // A lock that is waited for and not asked about is taken.
    bool IsAsked = !E.IsWaiting || Wanted.contains(E.Key);
    for (Alternative &A : S.Any) {
      // The result of an earlier round is gone.
      std::erase_if(A.Facts, [&](const Fact &K) { return K.Key == E.Key; });
      Alternative Taken = A;
      Succeed(Taken);
      // Nobody asks whether it worked: both go on, and neither proves anything.
      Taken.IsVague |= IsAsked && !Wanted.contains(E.Key);
      Fact Ok{E.Key, !E.IsTruth || E.IsNegated, E.IsTruth ? 0 : E.Success};
      addFact(Taken, Ok);
      Both.push_back(std::move(Taken));
      if (!IsAsked)
        continue;
      Alternative Refused = std::move(A);
      addFact(Refused, {E.Key, !Ok.IsEqual, Ok.Number});
      Both.push_back(std::move(Refused));
    }
    S.Any.clear();
    for (Alternative &A : Both)
      S.add(A);
  };
  auto GuardOf = [&](Alternative &A, PathId Owner) -> GuardState * {
    for (GuardState &G : A.Guards)
      if (G.Owner == Owner)
        return &G;
    return nullptr;
  };
  switch (E.What) {
  case LockEvent::Acquire:
    for (Alternative &A : S.Any)
      acquire(E.Lock, E.Key, 0, E.At, E.IsSignalLike, A);
    break;
  case LockEvent::Release:
    for (Alternative &A : S.Any)
      release(E.Lock, E.Key, E.At, A);
    break;
  case LockEvent::Try:
    Try([&](Alternative &A) {
      Held Lock = E.Lock;
      Lock.IsTried = !E.IsWaiting;
      acquire(Lock, 0, 0, E.At, E.IsSignalLike, A);
    });
    break;
  case LockEvent::Assert:
    for (Alternative &A : S.Any) {
      if (any_of(A.Holds, [&](const HeldItem &H) { return H.Lock.Lock == E.Lock.Lock; }))
        continue;
      HeldItem H;
      H.Lock = E.Lock;
      H.At = E.At;
      H.IsAsserted = true;
      A.Holds.push_back(H);
    }
    break;
  case LockEvent::Save:
    for (Alternative &A : S.Any) {
      if (E.Key)
        addToken(A, {E.Key, A.masks()});
    }
    break;
  case LockEvent::Restore:
    for (Alternative &A : S.Any) {
      auto T = find_if(A.Tokens, [&](const Token &K) { return E.Key && K.Key == E.Key; });
      if (T != A.Tokens.end()) {
        Token Saved = *T;
        restore(Saved, E.Lock, E.At, A);
      } else if (E.Constant && *E.Constant != 0) {
        acquire(E.Lock, 0, 0, E.At, false, A);
      } else if (E.Constant) {
        Held All = E.Lock;
        All.Kind = LockKind::IrqFlat;
        release(E.Lock.Kind == LockKind::Ceiling ? E.Lock : All, 0, E.At, A);
      } else {
        release(E.Lock, E.Key, E.At, A);
      }
    }
    break;
  case LockEvent::Guard: {
    auto Take = [&](Alternative &A) {
      for (const Held &Lock : E.Locks) {
        if (E.IsAdopted) {
          for (HeldItem &H : A.Holds)
            if (H.Lock.Lock == Lock.Lock)
              H.Owner = E.Owner;
          continue;
        }
        acquire(Lock, 0, E.Owner, E.At, false, A);
      }
    };
    for (Alternative &A : S.Any)
      if (!GuardOf(A, E.Owner)) {
        GuardState G;
        G.Owner = E.Owner;
        G.Locks = E.Locks;
        A.Guards.push_back(std::move(G));
      }
    if (E.IsDeferred)
      break;
    if (E.Key)
      Try(Take);
    else
      for (Alternative &A : S.Any)
        Take(A);
    break;
  }
  case LockEvent::EndGuard:
    for (Alternative &A : S.Any)
      endGuard(E.Owner, A);
    break;
  case LockEvent::LockGuard:
  case LockEvent::TryGuard: {
    auto Take = [&](Alternative &A) {
      if (GuardState *G = GuardOf(A, E.Owner)) {
        SmallVector<Held, 1> Locks = G->Locks;
        for (const Held &Lock : Locks)
          acquire(Lock, 0, E.Owner, E.At, false, A);
      }
    };
    if (E.What == LockEvent::TryGuard)
      Try(Take);
    else
      for (Alternative &A : S.Any)
        Take(A);
    break;
  }
  case LockEvent::UnlockGuard:
    for (Alternative &A : S.Any)
      std::erase_if(A.Holds, [&](const HeldItem &H) { return H.Owner == E.Owner; });
    break;
  case LockEvent::DropGuard:
    for (Alternative &A : S.Any) {
      for (HeldItem &H : A.Holds)
        if (H.Owner == E.Owner)
          H.Owner = 0;
      std::erase_if(A.Guards, [&](const GuardState &G) { return G.Owner == E.Owner; });
      A.IsVague = true; // by which name it is released is not followed
    }
    break;
  case LockEvent::MoveGuard:
    for (Alternative &A : S.Any) {
      for (HeldItem &H : A.Holds)
        if (H.Owner == E.Key)
          H.Owner = E.Owner;
      for (GuardState &G : A.Guards)
        if (G.Owner == E.Key)
          G.Owner = E.Owner;
    }
    break;
  case LockEvent::OwnsGuard:
    for (Alternative &A : S.Any) {
      bool Owns = any_of(A.Holds, [&](const HeldItem &H) { return H.Owner == E.Owner; });
      std::erase_if(A.Facts, [&](const Fact &K) { return K.Key == E.Key; });
      if (Owns || GuardOf(A, E.Owner))
        addFact(A, {E.Key, !Owns, 0});
    }
    break;
  }
}

void LockDomain::call(const Call &C, State &S) {
  if (C.Targets.size() != 1 || C.Targets.front() >= Summaries.size())
    return;
  const Summary &Sum = Summaries[C.Targets.front()];
  if (!Sum.IsKnown)
    return;
  for (Alternative &A : S.Any) {
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
        release(Lock, Token, C.At, A);
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
        Lock.Lock = Paths.root(PathKind::Temporary, 3, C.At);
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

//===----------------------------------------------------------------------===//
// The whole function
//===----------------------------------------------------------------------===//

/// Whether nothing in \p F could make a state other than the first.
bool isTrivial(const LoweredFunction &F, const Program &Graph,
               const std::vector<Summary> &Summaries) {
  const Function &Info = Graph.Functions[F.Id];
  if (!F.Locks.empty() || !Info.Starts.empty() || !F.Joins.empty() || !F.Views.empty())
    return false;
  for (const Call &C : Info.Calls)
    if (C.Targets.size() == 1 && C.Targets.front() < Summaries.size()) {
      const Summary &S = Summaries[C.Targets.front()];
      if (S.changesLocks() || !S.Started.empty() || !S.Joined.empty())
        return false;
    }
  for (const Block &B : F.Blocks)
    for (const Edge &E : B.Edges)
      if (E.If.What == Condition::Core || E.If.What == Condition::InIsr ||
          E.If.What == Condition::Masked)
        return false;
  return true;
}

} // namespace

FlowResult solveLocks(const LoweredFunction &F, Program &Graph,
                      const std::vector<Summary> &Summaries, const Summary *Expected) {
  FlowResult Result;
  Function &Info = Graph.Functions[F.Id];
  if (isTrivial(F, Graph, Summaries) && !Expected) {
    for (Access &A : Info.Accesses)
      A.State.IsReached = true;
    for (Call &C : Info.Calls)
      C.State.IsReached = true;
    for (Hazard &H : Info.Hazards)
      H.State.IsReached = true;
    Result.Sum.IsKnown = true;
    return Result;
  }
  LockDomain Domain(F, Graph, Summaries);
  auto AtStart = solveForward(LoweredGraph(F), Domain);
  if (AtStart.empty()) {
    Result.IsComplete = false;
    Result.Sum.IsKnown = true;
    return Result;
  }
  Domain.record(Result);
  std::vector<ExitState> Exits;
  for (unsigned Block : F.Order) {
    if (!AtStart[Block])
      continue;
    LockState S = *AtStart[Block];
    Domain.transfer(Block, S);
    const ambit::Block &B = F.Blocks[Block];
    if (B.IsNoReturn)
      continue;
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
  }
  judgeEnds(F, Graph.Paths, std::move(Exits), Expected, Result);
  // A lock that is handed over with what it guards.
  std::erase_if(Result.Escapes, [&](const Escape &E) {
    return E.What == Escape::Returned && any_of(Result.Sum.Takes, [&](const Summary::Taken &T) {
             return T.Lock.Lock == F.Views[E.Origin].Lock;
           });
  });
  return Result;
}

} // namespace ambit
