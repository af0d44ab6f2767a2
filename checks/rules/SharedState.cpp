//===- SharedState.cpp ----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Turns conflicts and missed demands of the solved program into findings.
//
//===----------------------------------------------------------------------===//

#include "rules/ContextNotes.h"
#include "rules/ProvedAnnotations.h"
#include "rules/Rules.h"
#include "llvm/ADT/DenseSet.h"
#include <set>

using namespace llvm;

namespace ambit {
namespace {

class SharedStateFinder {
public:
  SharedStateFinder(const SolvedProgram &P, bool IsStrict, std::vector<Conflict> &Conflicts)
      : P(P), S(P.solution()), IsStrict(IsStrict), Conflicts(Conflicts), Words(P) {}

  ProgramFindings run() {
    ConflictOptions Options;
    Options.IsExempt = [&](PathId Object) { return P.isExempt(Object); };
    Options.TakesGuesses = IsStrict;
    Conflicts = findConflicts(S, Options);
    for (const Conflict &C : Conflicts)
      conflict(C);
    for (const MissedDemand &M : findMissedDemands(S))
      demand(M);
    for (const SolvedProgram::FoundEscape &E : P.escapes())
      if (E.What.What == Escape::SplitUpdate)
        splitUpdate(E);
    if (IsStrict)
      proposeDeclarations();
    return std::move(Found);
  }

private:
  std::string objectText(PathId Object) const {
    std::string Name = Words.objectName(Object);
    return Name.empty() ? "shared state" : Name;
  }

  /// Whether nothing was said of the object on that line.
  bool isNew(const ProgramFinding &F) {
    // The parts of one expression are one cause.
    std::string Text = F.Arguments.size() > 1 ? F.Arguments[1] : std::string();
    return Lines.insert({P.names().line(F.Where), std::move(Text)}).second;
  }

  void conflict(const Conflict &C) {
    const Access &A = *C.First.What;
    ProgramFinding F;
    F.Where = A.At;
    if (!F.Where || P.names().isInSystemHeader(F.Where))
      return;
    std::string Object = objectText(C.First.Object ? C.First.Object : A.Object);
    bool IsSaid = C.Declared != nullptr;
    F.Check = C.What == Conflict::Weak ? Rule::WeakLock
              : IsSaid                 ? Rule::UnlockedSharedState
                                       : Rule::UndeclaredSharedState;
    std::string Doing = ContextNotes::doing(A);
    if (C.What == Conflict::NoLock) {
      bool IsMask = P.graph().Paths[C.Declared->Lock].Kind == PathKind::Machine;
      if (IsMask) {
        F.What = Message::WithoutMask;
        F.Arguments = {Doing, Object};
      } else {
        F.What = Message::WithoutLock;
        std::string Name = C.Declared->LockName;
        F.Arguments = {Doing, Object, Name.empty() ? Words.lockText(C.Declared->Lock) : Name};
      }
    } else if (C.IsFromAnyHandler) {
      if (C.What == Conflict::Weak) {
        F.What = Message::WeakLockForHandlers;
        F.Arguments = {Words.lockName(C.Lock), Object};
      } else {
        F.What = Message::NotExcludedFromHandlers;
        F.Arguments = {Doing, Object};
      }
    } else if (!C.Second) {
      F.What = Message::WeakLockForGuard;
      F.Arguments = {Words.lockName(C.Lock), Object};
    } else {
      const Context &Other = S.contexts()[S.nodes()[C.Second->At].Runs];
      if (C.What == Conflict::Weak) {
        F.What = Message::WeakLock;
        F.Arguments = {Words.lockName(C.Lock), Words.nameOf(Other),
                       ContextNotes::does(*C.Second->What), Object};
      } else {
        F.What = Message::NotExcluded;
        F.Arguments = {Doing, Object, Words.nameOf(Other)};
      }
    }
    if (!isNew(F))
      return;
    addNotes(C, Object, F);
    if (C.What != Conflict::Weak) {
      F.By.What = Cure::WrapInSection;
      F.By.Conflict = &C - Conflicts.data();
    }
    Found.push_back(std::move(F));
  }

  void addNotes(const Conflict &C, const std::string &Object, ProgramFinding &F) {
    if (C.Second) {
      const Node &At = S.nodes()[C.Second->At];
      const Context &Other = S.contexts()[At.Runs];
      F.Notes.push_back({Message::NoteOtherAccess,
                         C.Second->What->At,
                         {Words.functionName(At.Function), ContextNotes::does(*C.Second->What),
                          Object, Words.levelOf(Other)},
                         Flow::Other});
      Words.addChain(C.Second->At, F.Notes, Flow::Other);
    }
    if (S.nodes()[C.First.At].Caller != NoNode)
      Words.addChain(C.First.At, F.Notes);
    if (C.Declared && C.Declared->SaidAt) {
      std::string Name = P.names().name(C.Declared->Of);
      std::string How =
          C.Declared->What == Protection::GuardedBy ? "guarded" : "shared with handlers";
      if (!Name.empty())
        F.Notes.push_back({Message::NoteProtected, C.Declared->SaidAt, {Name, How}});
    }
    PlaceId Here = F.Where;
    if (C.What == Conflict::Weak) {
      F.Notes.push_back({Message::NoteWhatItKeepsOut, Here, {describe(C.Lock.Kind).str()}});
      return;
    }
    std::string Lock;
    if (C.Declared && C.Declared->Lock &&
        P.graph().Paths[C.Declared->Lock].Kind != PathKind::Machine)
      Lock = C.Declared->LockName.empty() ? Words.lockText(C.Declared->Lock) : C.Declared->LockName;
    else if (C.Second)
      for (const Held &H : C.Second->Holds)
        if (P.graph().Paths[H.Lock].Kind != PathKind::Machine && !H.IsShared && Lock.empty())
          Lock = Words.lockText(H.Lock);
    bool IsIsr = C.IsFromAnyHandler ||
                 (C.Second && S.contexts()[S.nodes()[C.Second->At].Runs].What == Context::Isr &&
                  !C.IsParallel);
    if (!IsIsr && Lock.empty())
      F.Notes.push_back({C.Second ? Message::NoteHoldSame : Message::NoteMaskHere, Here, {}});
    else if (!IsIsr)
      F.Notes.push_back({Message::NoteHold, Here, {Lock}});
    else if (Lock.empty())
      F.Notes.push_back({Message::NoteMaskHere, Here, {}});
    else
      F.Notes.push_back({Message::NoteMaskOrHold, Here, {Lock}});
  }

  /// An object read in one section and written from that in another: whoever writes it in
  /// between is overwritten.
  void splitUpdate(const SolvedProgram::FoundEscape &E) {
    const LoweredFunction &Body = P.functions()[E.In];
    const ViewEvent &Written = Body.Views[E.What.View];
    const ViewEvent &Read = Body.Views[E.What.Origin];
    const Access *Mine = nullptr;
    for (const Access &A : P.graph().Functions[E.In].Accesses)
      if (A.Object == Written.Lock && A.IsWrite)
        Mine = &A;
    if (!Mine)
      return;
    for (const Node &N : S.nodes()) {
      if (N.Function != E.In || !N.isSpokenOf(IsStrict))
        continue;
      const Context &Here = S.contexts()[N.Runs];
      PathId Object = S.absolute(Written.Lock, N);
      // What a function returns may be another object for each who asks.
      if (Mine->Protections.empty() && P.graph().Paths.rootOf(Object).Kind == PathKind::Result)
        return;
      std::optional<NodeId> Other;
      for (NodeId Id = 0; Id < S.nodes().size() && !Other; ++Id) {
        const Node &M = S.nodes()[Id];
        const Context &There = S.contexts()[M.Runs];
        bool IsRival = M.isSpokenOf(IsStrict) && overlapOf(Here, There, P.graph().Target).any() &&
                       (Here.What != Context::Unknown || !Mine->Protections.empty()) &&
                       There.What != Context::Unknown;
        if (!IsRival)
          continue;
        for (const Access &A : P.graph().Functions[M.Function].Accesses)
          if (A.IsWrite && A.State->IsReached && S.absolute(A.Object, M) == Object)
            Other = Id;
      }
      if (!Other && Mine->Protections.empty())
        continue;
      ProgramFinding F;
      F.Check = Mine->Protections.empty() ? Rule::UndeclaredSharedState : Rule::UnlockedSharedState;
      F.What = Message::SplitUpdate;
      F.Where = Written.At;
      F.Arguments = {objectText(Object ? Object : Written.Lock),
                     Other ? Words.nameOf(S.contexts()[S.nodes()[*Other].Runs])
                           : std::string("another context")};
      F.Notes.push_back({Message::NoteReadBefore, Read.At, {}});
      if (isNew(F))
        Found.push_back(std::move(F));
      return;
    }
  }

  /// Strict: state that a handler shares, under one lock everywhere, and nobody says so.
  void proposeDeclarations() {
    for (const ProvedAnnotation &A : provedSharing(P, Conflicts)) {
      if (A.What != ProvedAnnotation::SharedBy)
        continue;
      ProgramFinding F;
      F.Check = Rule::UndeclaredSharedState;
      F.What = Message::SharedUndeclared;
      F.Where = A.SeenAt;
      F.Arguments = A.Arguments;
      F.Notes.push_back({Message::NoteDeclareShared, P.names().declaredAt(A.Of), {A.Lock}});
      F.By.What = Cure::DeclareShared;
      F.By.Of = A.Of;
      F.By.Text = A.Lock;
      if (isNew(F))
        Found.push_back(std::move(F));
    }
  }

  void demand(const MissedDemand &M) {
    ProgramFinding F;
    F.Where = M.CalledAt;
    std::string Callee = Words.bareFunctionName(M.Callee);
    bool IsMask = P.graph().Paths[M.What->Lock.Lock].Kind == PathKind::Machine;
    if (M.Weaker.Lock) {
      F.Check = Rule::WeakLock;
      F.What = Message::WeakLockForDemand;
      F.Arguments = {Words.lockName(M.Weaker), Callee};
    } else if (IsMask) {
      F.Check = Rule::UnlockedSharedState;
      F.What = Message::CallWithoutMask;
      F.Arguments = {Callee};
    } else {
      F.Check = Rule::UnlockedSharedState;
      F.What = Message::CallWithoutLock;
      F.Arguments = {Callee,
                     M.What->Name.empty() ? Words.lockText(M.What->Lock.Lock) : M.What->Name};
    }
    if (M.What->SaidAt)
      F.Notes.push_back({Message::NoteExcludedHere, M.What->SaidAt, {}});
    if (isNew(F))
      Found.push_back(std::move(F));
  }

  const SolvedProgram &P;
  const Solution &S;
  bool IsStrict;
  std::vector<Conflict> &Conflicts;
  ContextNotes Words;
  std::set<std::pair<SourceLine, std::string>> Lines;
  ProgramFindings Found;
};

} // namespace

ProgramFindings findSharedState(const SolvedProgram &P, bool IsStrict,
                                std::vector<Conflict> &Conflicts) {
  return SharedStateFinder(P, IsStrict, Conflicts).run();
}

} // namespace ambit
