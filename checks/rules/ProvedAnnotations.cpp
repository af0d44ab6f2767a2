//===- ProvedAnnotations.cpp ----------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Looks at every access of a variable or member that nobody has declared. If a handler, or another
// thread, touches it too, and one lock is held at each access that has to exclude somebody, then
// that lock can be declared, in the words that its declaration understands:
//
//     struct port { struct lock m; int sent; };   // p->sent under p->m everywhere: GUARDED_BY(m)
//
// A function that counts on the lock of its callers can say so in its turn. What the rules demand
// of a declared object is in program/Conflicts; this asks for no less, or it would propose what is
// reported next.
//
//===----------------------------------------------------------------------===//

#include "rules/ProvedAnnotations.h"
#include "rules/ContextNotes.h"
#include "llvm/ADT/DenseSet.h"
#include <map>
#include <set>

using namespace llvm;

namespace ambit {
namespace {

/// A lock in the words of a declaration. The nearer the better: a member beside the object, a
/// variable, the interrupt mask.
struct LockName {
  enum Nearness : uint8_t { Beside, Variable, Mask };
  Nearness How = Beside;
  std::string Text;
  SymbolId Root = 0;
  int Parameter = -1;

  bool operator<(const LockName &O) const {
    return std::tie(How, Text, Root, Parameter) < std::tie(O.How, O.Text, O.Root, O.Parameter);
  }
};
using LockNames = std::set<LockName>;

void keepCommon(LockNames &Into, const LockNames &Other) {
  std::erase_if(Into, [&](const LockName &L) { return !Other.count(L); });
}

class Prover {
public:
  Prover(const SolvedProgram &P, ArrayRef<Conflict> Conflicts)
      : P(P), S(P.solution()), Paths(P.graph().Paths), Words(P) {
    for (const Conflict &C : Conflicts) {
      leaveOut(C.First.Object);
      if (C.Second)
        leaveOut(C.Second->Object);
    }
    collect();
  }

  void sharing(std::vector<ProvedAnnotation> &Into) {
    for (auto &[Symbol, All] : ByDeclaration)
      if (!LeftOut.contains(Symbol))
        share(Symbol, All, Into);
  }

  void demands(std::vector<ProvedAnnotation> &Into);
  void entries(std::vector<ProvedAnnotation> &Into) const;

private:
  /// One access in one context.
  struct Use {
    NodeId At;
    const Access *What;
    PathId Declared; ///< the variable or member
    PathId Object;
    PointState State;
  };

  const Context &contextOf(const Use &U) const { return S.contexts()[S.nodes()[U.At].Runs]; }
  ContextId runsOf(const Use &U) const { return S.nodes()[U.At].Runs; }
  bool isHandlers(const Use &U) const { return contextOf(U).What == Context::Isr; }

  /// The variable or member that \p Object is or is an element of; 0 if it is neither.
  PathId declaredPart(PathId Object) const {
    while (Object &&
           (Paths[Object].Kind == PathKind::Element || Paths[Object].Kind == PathKind::SomeElement))
      Object = Paths[Object].Parent;
    PathKind Kind = Paths[Object].Kind;
    return Kind == PathKind::Global || Kind == PathKind::Field ? Object : 0;
  }

  void leaveOut(PathId Object) {
    if (PathId D = declaredPart(Object))
      LeftOut.insert(Paths[D].Symbol);
  }

  void collect() {
    for (NodeId Id = 0; Id < S.nodes().size(); ++Id) {
      const Node &N = S.nodes()[Id];
      const Context &C = S.contexts()[N.Runs];
      if (C.What == Context::Init)
        continue;
      for (const Access &A : P.graph().Functions[N.Function].Accesses) {
        if (!A.State->IsReached || !runsHere(A.State, C))
          continue;
        PathId Object = S.absolute(A.Object, N);
        if (!Object)
          Object = A.Object;
        PathId Declared = declaredPart(Object);
        if (!Declared)
          continue;
        SymbolId Symbol = Paths[Declared].Symbol;
        if (!A.Protections.empty() || P.isExempt(Object))
          LeftOut.insert(Symbol);
        ByDeclaration[Symbol].push_back({Id, &A, Declared, Object, S.at(N, A.State)});
      }
    }
  }

  /// The members from \p Outer down to \p Inner as a text, and the first of them.
  std::optional<std::pair<std::string, SymbolId>> membersBelow(PathId Outer, PathId Inner) const {
    std::string Text;
    SymbolId First = 0;
    for (; Inner != Outer; Inner = Paths[Inner].Parent) {
      if (!Inner || Paths[Inner].Kind != PathKind::Field)
        return std::nullopt;
      First = Paths[Inner].Symbol;
      std::string Name = P.names().name(First);
      if (Name.empty())
        return std::nullopt;
      Text = Text.empty() ? Name : Name + "." + Text;
    }
    return std::pair(Text, First);
  }

  /// Adds the name of \p Lock as a part of a variable, and of the mask.
  void addCommonNames(const Held &H, LockNames &Into) const {
    if (masksAll(H.Kind))
      Into.insert({LockName::Mask, "irq"});
    PathId Root = H.Lock;
    while (Paths[Root].Parent)
      Root = Paths[Root].Parent;
    if (Paths[Root].Kind != PathKind::Global)
      return;
    std::string Name = P.names().name(Paths[Root].Symbol);
    if (auto Members = membersBelow(Root, H.Lock); Members && !Name.empty())
      Into.insert({LockName::Variable, Members->first.empty() ? Name : Name + "." + Members->first,
                   Paths[Root].Symbol});
  }

  /// What the locks in \p Holds are called where \p Declared is declared.
  LockNames namesFor(const LockSet &Holds, PathId Declared, bool IsWrite) const {
    LockNames All;
    for (const Held &H : Holds) {
      if (H.IsShared && IsWrite)
        continue; // for readers
      addCommonNames(H, All);
      if (Paths[Declared].Kind == PathKind::Field)
        if (auto Members = membersBelow(Paths[Declared].Parent, H.Lock);
            Members && !Members->first.empty())
          All.insert({LockName::Beside, Members->first, Members->second});
    }
    return All;
  }

  /// What the locks in \p Holds are called where the function of \p N is declared.
  LockNames namesInside(const LockSet &Holds, const Node &N) const {
    LockNames All;
    for (const Held &H : Holds) {
      addCommonNames(H, All);
      for (size_t I = 0; I < N.Given.size(); ++I)
        if (auto Members = N.Given[I] ? membersBelow(N.Given[I], H.Lock) : std::nullopt;
            Members && (I || !Members->first.empty()))
          All.insert({LockName::Beside, Members->first, Members->second, static_cast<int>(I)});
    }
    return All;
  }

  /// Whether no annotation demands a lock of \p U: nobody else is there yet, or the object is
  /// its own.
  bool isFree(const Use &U, const DenseSet<ContextId> &Users) const {
    if (U.What->IsUnderConstruction || S.isAlone(runsOf(U), U.State.NotYet, Users))
      return true;
    const PathNode &Root = Paths.rootOf(U.Object);
    return Root.Kind == PathKind::Local && P.graph().FreshLocals.contains(Root.Symbol);
  }

  void share(SymbolId Symbol, ArrayRef<Use> All, std::vector<ProvedAnnotation> &Into);
  bool areOverlapping(ArrayRef<const Use *> Threads, const Use *&One, const Use *&Other) const;
  std::optional<LockName> demandOf(ArrayRef<const Use *> Uses, ArrayRef<NodeId> Nodes,
                                   SymbolId &Touched) const;
  LockNames counted(const Use &U) const;

  const SolvedProgram &P;
  const Solution &S;
  const PathTable &Paths;
  ContextNotes Words;
  std::map<SymbolId, std::vector<Use>> ByDeclaration;
  DenseSet<SymbolId> LeftOut;
  std::map<SymbolId, LockName> Chosen;
};

/// Two of \p Threads that may touch one object at a time.
bool Prover::areOverlapping(ArrayRef<const Use *> Threads, const Use *&One,
                            const Use *&Other) const {
  std::set<std::pair<PathId, ContextId>> Seen;
  SmallVector<const Use *, 8> Few;
  for (const Use *U : Threads)
    if (contextOf(*U).What == Context::Thread && Seen.insert({U->Declared, runsOf(*U)}).second)
      Few.push_back(U);
  for (const Use *A : Few)
    for (const Use *B : Few)
      if (A->Declared == B->Declared && (A != B || contextOf(*A).IsMany) &&
          overlapOf(contextOf(*A), contextOf(*B), P.graph().Target).any()) {
        One = A;
        Other = B;
        return true;
      }
  return false;
}

void Prover::share(SymbolId Symbol, ArrayRef<Use> All, std::vector<ProvedAnnotation> &Into) {
  std::map<PathId, DenseSet<ContextId>> Users;
  for (const Use &U : All)
    Users[U.Object].insert(runsOf(U));
  std::vector<const Use *> Threads, Handlers;
  std::optional<LockNames> Common, OfHandlers;
  bool IsWritten = false;
  for (const Use &U : All) {
    if (isFree(U, Users[U.Object]))
      continue;
    IsWritten |= U.What->IsWrite;
    (isHandlers(U) ? Handlers : Threads).push_back(&U);
    std::optional<LockNames> &Names = isHandlers(U) ? OfHandlers : Common;
    LockNames Mine = namesFor(U.State.Holds, U.Declared, U.What->IsWrite);
    if (Names)
      keepCommon(*Names, Mine);
    else
      Names = std::move(Mine);
  }
  auto First =
      find_if(Threads, [&](const Use *U) { return contextOf(*U).What == Context::Thread; });
  if (!IsWritten || First == Threads.end())
    return;
  // The mask keeps a handler out without its help; another lock it has to hold itself.
  auto IsMasked = [&](const LockName &L) {
    return L.How == LockName::Mask && all_of(Handlers, [&](const Use *By) {
             return any_of((*First)->State.Holds, [&](const Held &H) {
               return masksAll(H.Kind) && masks(H, contextOf(*By), Paths);
             });
           });
  };
  ProvedAnnotation A;
  A.Of = Symbol;
  const LockName *Lock = nullptr;
  std::string Name = P.names().name(Symbol);
  if (!Handlers.empty()) {
    for (const LockName &L : *Common)
      if (!Lock && (IsMasked(L) || (L.How != LockName::Mask && OfHandlers->count(L))))
        Lock = &L;
    A.What = ProvedAnnotation::SharedBy;
    A.SeenAt = (*First)->What->At;
    A.Why = Message::ProvedShared;
    A.Arguments = {Name, Words.nameOf(contextOf(*Handlers.front()))};
  } else {
    const Use *One = nullptr, *Other = nullptr;
    if (!areOverlapping(Threads, One, Other))
      return;
    for (const LockName &L : *Common)
      if (!Lock && L.How != LockName::Mask)
        Lock = &L;
    A.What = ProvedAnnotation::GuardedBy;
    A.SeenAt = One->What->At;
    A.Why = Message::ProvedGuarded;
    std::string By = Words.nameOf(contextOf(*One)), And = Words.nameOf(contextOf(*Other));
    A.Arguments = {Name, By == And ? "several threads" : By + " and " + And};
  }
  if (!Lock || Name.empty())
    return;
  A.Lock = Lock->Text;
  A.LockRoot = Lock->Root;
  A.Arguments.push_back(Lock->Text);
  Chosen[Symbol] = *Lock;
  Into.push_back(std::move(A));
}

/// The locks that \p U is under and that its function did not take itself, as that may name them.
LockNames Prover::counted(const Use &U) const {
  const Node &N = S.nodes()[U.At];
  LockSet Local;
  for (const Held &H : U.What->State->Holds)
    Local.push_back(S.absolute(H, N));
  LockSet Entry;
  auto IsDeclared = [&](const Held &H) {
    return any_of(U.What->Protections,
                  [&](const Protection &D) { return D.Lock && S.absolute(D.Lock, N) == H.Lock; });
  };
  auto It = Chosen.find(Paths[U.Declared].Symbol);
  for (const Held &H : U.State.Holds) {
    if (is_contained(Local, H) || !is_contained(N.Holds, H))
      continue;
    if (IsDeclared(H) ||
        (It != Chosen.end() && namesFor({H}, U.Declared, U.What->IsWrite).count(It->second)))
      Entry.push_back(H);
  }
  return namesInside(Entry, N);
}

std::optional<LockName> Prover::demandOf(ArrayRef<const Use *> Uses, ArrayRef<NodeId> Nodes,
                                         SymbolId &Touched) const {
  std::optional<LockNames> Held;
  for (NodeId Id : Nodes) {
    const Node &N = S.nodes()[Id];
    if (N.Caller == NoNode)
      return std::nullopt;
    LockNames Mine = namesInside(N.Holds, N);
    if (Held)
      keepCommon(*Held, Mine);
    else
      Held = std::move(Mine);
    if (Held->empty())
      return std::nullopt;
  }
  if (!Held)
    return std::nullopt;
  std::optional<LockName> Best;
  for (const Use *U : Uses)
    for (const LockName &L : counted(*U))
      if (Held->count(L) && (!Best || L < *Best)) {
        Best = L;
        Touched = Paths[U->Declared].Symbol;
      }
  return Best;
}

void Prover::demands(std::vector<ProvedAnnotation> &Into) {
  DenseSet<FunctionId> Stored;
  for (const auto &[Pointer, Functions] : P.lowered().Stored)
    Stored.insert(Functions.begin(), Functions.end());
  std::map<FunctionId, std::vector<NodeId>> NodesOf;
  for (NodeId Id = 0; Id < S.nodes().size(); ++Id)
    NodesOf[S.nodes()[Id].Function].push_back(Id);
  std::map<FunctionId, std::vector<const Use *>> UsesOf;
  for (const auto &[Symbol, All] : ByDeclaration)
    for (const Use &U : All)
      if (!S.nodes()[U.At].Holds.empty())
        UsesOf[S.nodes()[U.At].Function].push_back(&U);
  for (const auto &[F, Uses] : UsesOf) {
    const Function &Info = P.graph().Functions[F];
    const Summary &Does = P.summaries()[F];
    if (!Info.Requires.empty() || Info.IsEntry || Info.IsMain || Info.IsInit ||
        Stored.contains(F) || P.names().isLambda(Info.Name) || !Does.Takes.empty() ||
        !Does.Gives.empty())
      continue;
    SymbolId Touched = 0;
    std::optional<LockName> Lock = demandOf(Uses, NodesOf[F], Touched);
    if (!Lock)
      continue;
    ProvedAnnotation A;
    A.What = ProvedAnnotation::Requires;
    A.Of = Info.Name;
    A.Lock = Lock->Text;
    A.LockRoot = Lock->Root;
    A.Parameter = Lock->Parameter;
    A.SeenAt = Info.At;
    A.Why = Message::ProvedRequires;
    A.Arguments = {P.names().name(Info.Name), P.names().name(Touched),
                   Lock->Text.empty() ? "its argument" : Lock->Text};
    Into.push_back(std::move(A));
  }
}

/// Functions that are handlers, or run on a core, because another file says so.
void Prover::entries(std::vector<ProvedAnnotation> &Into) const {
  std::map<FunctionId, std::optional<ProvedAnnotation>> Found; // nothing if it must not be said
  std::map<FunctionId, bool> IsCalled;
  for (const Node &N : S.nodes())
    IsCalled[N.Function] |= N.Caller != NoNode;
  for (const Start &X : P.graph().Starts) {
    if (X.What != Start::Body || X.Target == NoFunction)
      continue;
    const Function &F = P.graph().Functions[X.Target];
    const Context &C = X.Runs;
    PlaceId Declared = P.names().declaredAt(F.Name);
    bool IsElsewhere =
        X.At && F.At && Declared && P.names().line(X.At).File != P.names().line(F.At).File;
    bool IsIsr = C.What == Context::Isr && !C.IsSignal && !C.IsCalled &&
                 !StringRef(C.LineName).starts_with(IdleHandle);
    bool IsPinned = C.What == Context::Thread && C.Core && !C.IsMigrating && !C.IsElsewhere;
    ProvedAnnotation A;
    A.Of = F.Name;
    A.SeenAt = X.At;
    A.What = IsIsr ? ProvedAnnotation::Isr : ProvedAnnotation::RunsOn;
    A.Number = IsIsr ? C.Level : C.Core;
    bool IsKnown = F.IsDefined && !F.IsEntry && !F.IsInit && !F.IsMain && !IsCalled[X.Target] &&
                   !P.names().isLambda(F.Name) && IsElsewhere && (IsIsr || IsPinned) &&
                   !C.IsAfterPhase && X.After == NoPhase;
    auto [It, IsNew] = Found.try_emplace(X.Target, std::nullopt);
    bool IsSame = It->second && It->second->What == A.What && It->second->Number == A.Number;
    if (!IsKnown || (!IsNew && !IsSame)) {
      It->second.reset();
      continue;
    }
    if (!IsNew)
      continue;
    A.Why = IsIsr ? Message::ProvedIsr : Message::ProvedRunsOn;
    A.Arguments = {P.names().name(F.Name)};
    if (!IsIsr)
      A.Arguments.push_back(std::to_string(*C.Core));
    It->second = std::move(A);
  }
  for (auto &[F, A] : Found)
    if (A)
      Into.push_back(std::move(*A));
}

} // namespace

std::vector<ProvedAnnotation> provedSharing(const SolvedProgram &P, ArrayRef<Conflict> Conflicts) {
  std::vector<ProvedAnnotation> All;
  Prover(P, Conflicts).sharing(All);
  return All;
}

std::vector<ProvedAnnotation> provedAnnotations(const SolvedProgram &P,
                                                ArrayRef<Conflict> Conflicts) {
  std::vector<ProvedAnnotation> All;
  Prover X(P, Conflicts);
  X.sharing(All);
  X.demands(All);
  X.entries(All);
  llvm::sort(All, [&](const ProvedAnnotation &A, const ProvedAnnotation &B) {
    PlaceId X = P.names().declaredAt(A.Of), Y = P.names().declaredAt(B.Of);
    if (X != Y)
      return P.names().isBefore(X, Y);
    return std::tie(A.Of, A.What, A.Lock) < std::tie(B.Of, B.What, B.Lock);
  });
  return All;
}

} // namespace ambit
