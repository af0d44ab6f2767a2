//===- OffCoreAccesses.cpp ------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// ambit-off-core-access: objects and calls that belong to one core, in a context that is
// not pinned to it; and what was read of a core, kept until another may run.
//
//   AMBIT_RUNS_ON(1) void poll() { adc.convert(3); }    // adc is bound to core 0
//   unsigned c = get_core_num(); vTaskDelay(1); n[c]++; // perhaps another core's n
//
//===----------------------------------------------------------------------===//

#include "rules/ContextNotes.h"
#include "rules/Rules.h"
#include <map>
#include <set>

using namespace llvm;

namespace ambit {
namespace {

/// Where code runs, as far as a core matters.
struct Whereabouts {
  std::optional<int64_t> Core;
  bool IsMigrating = false;
  bool IsElsewhere = false; ///< on some core that a call chose

  bool isKnown() const { return Core || IsMigrating || IsElsewhere; }
  std::string text() const {
    return Core ? "core " + std::to_string(*Core) : std::string("another core");
  }
};

class OffCoreFinder {
public:
  OffCoreFinder(const SolvedProgram &P, bool IsStrict)
      : P(P), S(P.solution()), Graph(P.graph()), IsStrict(IsStrict), Notes(P) {}

  ProgramFindings run() {
    bool HasAny = any_of(Graph.Functions, [](const Function &F) {
      return !F.CoreUses.empty() || !F.Stale.empty() || !F.Sent.empty() || F.ClaimsCore;
    });
    if (!HasAny)
      return {};
    findHomes();
    findRegistrations();
    // What is made or registered in the wrong place explains the rest.
    for (bool IsFirst : {true, false})
      for (NodeId N = 0; N < S.nodes().size(); ++N)
        if (S.nodes()[N].isSpokenOf(IsStrict))
          node(N, IsFirst);
    return std::move(Found);
  }

private:
  Whereabouts whereabouts(const Node &N, const LocalState &At) const {
    const Context &C = S.contexts()[N.Runs];
    Whereabouts W;
    if (At.IsPinned || At.Core) {
      W.Core = At.Core;
      return W;
    }
    W.Core = C.Core;
    W.IsMigrating = C.IsMigrating && !C.Core && Graph.Target.HasManyCores;
    W.IsElsewhere = C.IsElsewhere && !C.Core;
    return W;
  }

  bool isHere(const Node &N, const CoreUse &X) const { return !X.IsVoid && isHere(N, X.State); }
  bool isHere(const Node &N, const LocalState &At) const {
    return At.IsReached && runsHere(At, S.contexts()[N.Runs]);
  }

  std::string text(SymbolId Of) const {
    return Of ? P.names().nameInSentence(Of) : std::string("(unnamed)");
  }
  std::string who(const Node &N) const { return Notes.functionName(N.Function); }

  /// Whether \p Object belongs to the function, perhaps through an owner.
  bool isLocal(PathId Object) const {
    PathKind Root = Object ? Graph.Paths.rootOf(Object).Kind : PathKind::Temporary;
    return Root == PathKind::Local || Root == PathKind::Temporary;
  }

  /// The object that everybody would call by one name; 0 if it is a caller's or a local's.
  PathId sharedObject(PathId Object, const Node &N) const {
    PathId P = S.absolute(Object, N);
    return P && Graph.Paths.rootOf(P).Kind == PathKind::Global ? P : 0;
  }

  /// Objects that stay with whoever made them: on which core is that.
  void findHomes();
  void findRegistrations();
  void node(NodeId Id, bool IsFirst);
  void use(NodeId Id, const CoreUse &X);
  bool cameAlong(NodeId Id, const CoreUse &X) const;
  void removal(NodeId Id, const CoreUse &X, const Whereabouts &W);
  void stale(NodeId Id, const StaleValue &X);
  void sent(const StaleValue &X);
  void call(NodeId Id, const Call &C);
  void start(const Start &Site);
  void addPlace(NodeId Id, std::vector<ProgramNote> &Into) const;
  void addBound(const CoreUse &X, std::vector<ProgramNote> &Into) const;
  ProgramFinding make(Message What, PlaceId At, std::vector<std::string> Arguments,
                      Rule Check = Rule::OffCoreAccess) const {
    ProgramFinding F;
    F.Check = Check;
    F.What = What;
    F.Where = At;
    F.Arguments = std::move(Arguments);
    return F;
  }
  void report(ProgramFinding F) {
    if (Said.insert({F.Where, F.Check}).second)
      Found.push_back(std::move(F));
  }

  const SolvedProgram &P;
  const Solution &S;
  Program &Graph;
  bool IsStrict;
  ContextNotes Notes;
  struct Home {
    int64_t Core;
    NodeId Node;
    PlaceId At;
    unsigned Rank; ///< main, then who is not started by others, then these
  };
  std::map<PathId, Home> Homes;
  std::map<PathId, std::set<ContextId>> Users; ///< the contexts that use an object
  struct Registration {
    int64_t Core;
    PlaceId At;
  };
  std::map<PathId, std::vector<Registration>> ByHandle;
  std::map<int64_t, std::vector<Registration>> ByLine;
  std::set<std::pair<FunctionId, SymbolId>> MadeHere; ///< types, where the making is reported
  std::set<PlaceId> RegisteredOff;                    ///< registrations that are reported
  std::set<std::pair<PlaceId, Rule>> Said;
  ProgramFindings Found;
};

void OffCoreFinder::findHomes() {
  for (NodeId Id = 0; Id < S.nodes().size(); ++Id) {
    const Node &N = S.nodes()[Id];
    const Context &C = S.contexts()[N.Runs];
    for (const CoreUse &X : Graph.Functions[N.Function].CoreUses) {
      if (X.Home || X.What == CoreUse::Remove || X.What == CoreUse::ReadAgain || !isHere(N, X))
        continue;
      PathId Object = sharedObject(X.Object, N);
      if (Object)
        Users[Object].insert(N.Runs);
      Whereabouts W = whereabouts(N, X.State);
      if (!Object || !W.Core)
        continue;
      unsigned Rank = C.What == Context::Thread && C.Agent == 0 ? 2 : C.StartedAt ? 0 : 1;
      auto [It, IsNew] = Homes.try_emplace(Object, Home{*W.Core, Id, X.At, Rank});
      bool IsEarlier = P.names().isBefore(X.At, It->second.At);
      if (!IsNew && (Rank > It->second.Rank || (Rank == It->second.Rank && IsEarlier)))
        It->second = {*W.Core, Id, X.At, Rank};
    }
  }
}

void OffCoreFinder::findRegistrations() {
  for (const Node &N : S.nodes())
    for (StartId Id : Graph.Functions[N.Function].Starts) {
      const Start &Site = Graph.Starts[Id];
      if (Site.What != Start::Body || Site.Runs.What != Context::Isr || !isHere(N, Site.State))
        continue;
      Whereabouts W = whereabouts(N, Site.State);
      std::optional<int64_t> Core = Site.Runs.Core ? Site.Runs.Core : W.Core;
      if (!Core)
        continue;
      if (PathId Handle = S.absolute(Site.Handle, N))
        ByHandle[Handle].push_back({*Core, Site.At});
      if (Site.Runs.Line)
        ByLine[*Site.Runs.Line].push_back({*Core, Site.At});
    }
}

void OffCoreFinder::addPlace(NodeId Id, std::vector<ProgramNote> &Into) const {
  // Who claims a core is there, whoever calls.
  for (NodeId At = Id; At != NoNode; At = S.nodes()[At].Caller) {
    const Function &F = Graph.Functions[S.nodes()[At].Function];
    if (!F.ClaimsCore || !F.Runs.SaidAt)
      continue;
    for (NodeId Step = Id; Step != At; Step = S.nodes()[Step].Caller)
      Into.push_back({Message::NoteCalledBy,
                      S.nodes()[Step].CalledAt,
                      {Notes.functionName(S.nodes()[S.nodes()[Step].Caller].Function),
                       text(Graph.Functions[S.nodes()[Step].Function].Name)}});
    Into.push_back(
        {Message::NoteClaims, F.Runs.SaidAt, {text(F.Name), std::to_string(*F.Runs.Core)}});
    return;
  }
  const Context &C = S.contexts()[S.nodes()[Id].Runs];
  std::vector<ProgramNote> Chain;
  Notes.addChain(Id, Chain);
  if (!Chain.empty() && Chain.back().What == Message::NoteStarted && C.IsMigrating)
    Chain.back().What = Message::NoteNotPinned;
  append_range(Into, Chain);
  if (C.StartedAt || !C.SaidAt || (!C.IsMigrating && !C.Core))
    return;
  NodeId Root = Id;
  while (S.nodes()[Root].Caller != NoNode)
    Root = S.nodes()[Root].Caller;
  FunctionId F = S.nodes()[Root].Function;
  if (C.IsMigrating)
    Into.push_back({Message::NoteMigrates, C.SaidAt, {Notes.functionName(F)}});
  else
    Into.push_back(
        {Message::NoteClaims, C.SaidAt, {text(Graph.Functions[F].Name), std::to_string(*C.Core)}});
}

void OffCoreFinder::addBound(const CoreUse &X, std::vector<ProgramNote> &Into) const {
  auto Said = P.lowered().CoreBound.find(X.Bound);
  if (Said == P.lowered().CoreBound.end() || !Said->second.At)
    return;
  if (Said->second.Text.empty())
    Into.push_back({Message::NoteCoreBound, Said->second.At, {text(X.Bound)}});
  else
    Into.push_back({Message::NoteBoundToCore, Said->second.At, {text(X.Bound), Said->second.Text}});
}

void OffCoreFinder::node(NodeId Id, bool IsFirst) {
  const Node &N = S.nodes()[Id];
  const Function &F = Graph.Functions[N.Function];
  for (const CoreUse &X : F.CoreUses)
    if ((X.What == CoreUse::Make || X.What == CoreUse::Register) == IsFirst && isHere(N, X))
      use(Id, X);
  if (IsFirst)
    return;
  for (const StaleValue &X : F.Stale)
    if (isHere(N, X.State))
      stale(Id, X);
  for (const StaleValue &X : F.Sent)
    sent(X);
  for (const Call &C : F.Calls)
    if (isHere(N, C.State))
      call(Id, C);
  for (StartId Site : F.Starts)
    if (isHere(N, Graph.Starts[Site].State))
      start(Graph.Starts[Site]);
}

/// A function that must run on its own core, handed to another.
void OffCoreFinder::start(const Start &Site) {
  if (Site.What != Start::Body || Site.Target == NoFunction || !Site.Runs.Core)
    return;
  const Function &Target = Graph.Functions[Site.Target];
  if (!Target.ClaimsCore || *Target.Runs.Core == *Site.Runs.Core)
    return;
  std::string D = text(Target.Name);
  ProgramFinding F = make(Message::OffCoreStart, Site.At,
                          {D, std::to_string(*Site.Runs.Core), std::to_string(*Target.Runs.Core)});
  if (Target.Runs.SaidAt)
    F.Notes.push_back(
        {Message::NoteClaims, Target.Runs.SaidAt, {D, std::to_string(*Target.Runs.Core)}});
  report(std::move(F));
}

/// Whether what a started context uses was handed to it: then it is said where it crossed.
bool OffCoreFinder::cameAlong(NodeId Id, const CoreUse &X) const {
  const Node &N = S.nodes()[Id];
  if (X.IsCaptured && N.Caller == NoNode)
    return true;
  const PathTable &Paths = Graph.Paths;
  // What nobody keeps is perhaps the result, which is said where it comes back.
  if (X.What == CoreUse::Make)
    return X.Object && Paths.rootOf(X.Object).Kind == PathKind::Temporary;
  if (X.What == CoreUse::Register)
    return false;
  // An owner's own pointer has no name.
  bool IsThroughPointer = !X.Object || Paths.rootOf(X.Object).Kind == PathKind::Temporary;
  for (PathId P = X.Object; P; P = Paths[P].Parent)
    IsThroughPointer |= Paths[P].Kind == PathKind::Pointee;
  if (!IsThroughPointer)
    return false;
  if (!X.Home)
    return true;
  return X.Object && N.Caller == NoNode && Paths.parameterOf(X.Object) >= 0;
}

void OffCoreFinder::use(NodeId Id, const CoreUse &X) {
  const Node &N = S.nodes()[Id];
  Whereabouts W = whereabouts(N, X.State);
  if (!W.isKnown() || S.contexts()[N.Runs].What == Context::Init)
    return;
  if (X.What == CoreUse::Remove) {
    removal(Id, X, W);
    return;
  }
  if (X.What == CoreUse::ReadAgain) {
    bool Stays =
        any_of(S.at(N, X.State).Holds, [](const Held &H) { return keepsOutThreads(H.Kind); });
    if (!W.IsMigrating || Stays)
      return;
    ProgramFinding F = make(Message::ReadAgain, X.At, {});
    F.Notes.push_back({Message::NoteReadHere, X.Earlier, {}});
    addPlace(Id, F.Notes);
    F.Notes.push_back({Message::NoteReadOnce, F.Where, {}});
    report(std::move(F));
    return;
  }
  const Home *Other = nullptr;
  std::optional<int64_t> Home = X.Home;
  if (!Home)
    if (auto It = Homes.find(sharedObject(X.Object, N)); It != Homes.end()) {
      Other = &It->second;
      Home = Other->Core;
    }
  // A core that nobody knows is another one than that of whoever else uses the object.
  auto Shared = Users.find(sharedObject(X.Object, N));
  bool IsOff = W.IsMigrating || (Home && W.Core && *W.Core != *Home) ||
               (W.IsElsewhere && !X.Home && Shared != Users.end() && Shared->second.size() > 1);
  if (!IsOff)
    return;
  // What was made in the wrong place is used and destroyed there, too.
  if (X.What == CoreUse::Make)
    MadeHere.insert({N.Function, X.Bound});
  else if (isLocal(X.Object) && MadeHere.count({N.Function, X.Bound}))
    return;
  // What crossed has been judged where it crossed, what a handler got where it is registered.
  const Context &C = S.contexts()[N.Runs];
  if (C.StartedAt && cameAlong(Id, X))
    return;
  // What another function made in the wrong place, and lent.
  if (PathId Lent = S.absolute(X.Object, N); Lent && X.What != CoreUse::Make)
    if (auto Maker = Graph.FunctionOfLocal.find(Graph.Paths.rootOf(Lent).Symbol);
        Maker != Graph.FunctionOfLocal.end() && MadeHere.count({Maker->second, X.Bound}))
      return;
  if (X.What == CoreUse::Register)
    RegisteredOff.insert(X.Earlier);
  else if (C.StartedAt && RegisteredOff.count(C.StartedAt))
    return;
  std::string Name = P.names().name(X.Name);
  std::string What = !Name.empty() ? "'" + Name + "'"
                     : X.Bound     ? "a '" + P.names().name(X.Bound) + "'"
                                   : "an object";
  std::string To = X.Home                    ? "core " + std::to_string(*X.Home)
                   : Other && W.Core         ? "core " + std::to_string(Other->Core)
                   : X.What == CoreUse::Make ? "the core that makes it"
                                             : "the core that made it";
  std::string Does = X.What == CoreUse::Make      ? "makes"
                     : X.What == CoreUse::Destroy ? "destroys"
                                                  : "uses";
  ProgramFinding F;
  if (X.What == CoreUse::Register && !W.IsMigrating)
    F = make(Message::OffCoreRegister, X.At, {who(N), What, W.text(), To});
  else if (W.IsMigrating)
    F = make(Message::OffCoreMigrates, X.At,
             {who(N), X.What == CoreUse::Register ? std::string("registers a handler for") : Does,
              What, To});
  else
    F = make(Message::OffCore, X.At, {who(N), W.text(), Does, What, To});
  addBound(X, F.Notes);
  addPlace(Id, F.Notes);
  if (Other)
    F.Notes.push_back({Message::NoteOtherCoreUse,
                       Other->At,
                       {who(S.nodes()[Other->Node]), "core " + std::to_string(Other->Core)}});
  report(std::move(F));
}

void OffCoreFinder::removal(NodeId Id, const CoreUse &X, const Whereabouts &W) {
  const Node &N = S.nodes()[Id];
  const std::vector<Registration> *Registered = nullptr;
  if (auto It = ByHandle.find(S.absolute(X.Object, N)); X.Object && It != ByHandle.end())
    Registered = &It->second;
  else if (X.Line)
    if (auto Same = ByLine.find(*X.Line); Same != ByLine.end())
      Registered = &Same->second;
  if (!Registered || any_of(*Registered, [&](const Registration &R) { return W.Core == R.Core; }))
    return;
  const Registration &There = Registered->front();
  ProgramFinding F =
      W.IsMigrating
          ? make(Message::OffCoreRemoveMigrates, X.At, {who(N), std::to_string(There.Core)})
          : make(Message::OffCoreRemove, X.At, {who(N), W.text(), std::to_string(There.Core)});
  F.Notes.push_back({Message::NoteRegisteredThere, There.At, {std::to_string(There.Core)}});
  addPlace(Id, F.Notes);
  report(std::move(F));
}

void OffCoreFinder::stale(NodeId Id, const StaleValue &X) {
  const Node &N = S.nodes()[Id];
  if (!X.IsElsewhere && !whereabouts(N, X.State).IsMigrating)
    return;
  std::string Name = X.Name ? P.names().name(X.Name) : "this";
  // What leads to this core or thread is said where the coroutine is suspended.
  if (X.Why == StaleValue::Suspended && X.What != StaleValue::Number)
    return;
  std::string Before = X.Why == StaleValue::Unmasked    ? "the scheduler was let in again"
                       : X.Why == StaleValue::Suspended ? "the coroutine was suspended"
                       : X.Why == StaleValue::Moved     ? "the thread gave up its core"
                                                        : "the thread waited";
  ProgramFinding F =
      make(X.What == StaleValue::Number ? Message::StaleNumber : Message::StaleAddress, X.At,
           {Name, Before});
  F.Notes.push_back({Message::NoteReadHere, X.ReadAt, {}});
  F.Notes.push_back(
      {X.Why == StaleValue::Suspended ? Message::NoteResumedHere : Message::NoteMovedHere,
       X.MovedAt,
       {}});
  if (!X.IsElsewhere)
    addPlace(Id, F.Notes);
  F.Notes.push_back({Message::NoteReadItAgain, F.Where, {}});
  report(std::move(F));
}

/// An address that belongs to this core, handed to another.
void OffCoreFinder::sent(const StaleValue &X) {
  ProgramFinding F = make(Message::AddressCrosses, X.At, {text(X.Name)}, Rule::CoreBoundCrossing);
  F.Notes.push_back({Message::NoteReadHere, X.ReadAt, {}});
  F.Notes.push_back({Message::NoteCrossesCoreHere, X.MovedAt, {}});
  report(std::move(F));
}

void OffCoreFinder::call(NodeId Id, const Call &C) {
  const Node &N = S.nodes()[Id];
  if (C.Targets.size() != 1)
    return;
  const Function &Callee = Graph.Functions[C.Targets.front()];
  if (!Callee.ClaimsCore || Callee.Runs.What != Context::Thread || Callee.IsInit)
    return;
  Whereabouts W = whereabouts(N, C.State);
  int64_t Home = *Callee.Runs.Core;
  if (!W.IsMigrating && (!W.Core || *W.Core == Home))
    return;
  std::string D = text(Callee.Name);
  ProgramFinding F =
      W.IsMigrating ? make(Message::OffCoreCallMigrates, C.At, {who(N), D, std::to_string(Home)})
                    : make(Message::OffCoreCall, C.At, {who(N), W.text(), D, std::to_string(Home)});
  if (Callee.Runs.SaidAt)
    F.Notes.push_back({Message::NoteClaims, Callee.Runs.SaidAt, {D, std::to_string(Home)}});
  addPlace(Id, F.Notes);
  report(std::move(F));
}

} // namespace

ProgramFindings findOffCoreAccesses(const SolvedProgram &P, bool IsStrict) {
  return OffCoreFinder(P, IsStrict).run();
}

} // namespace ambit
