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

#include "analyses/Analyses.h"
#include "analyses/ContextNotes.h"
#include "analyses/SectionFix.h"
#include "analyses/Unit.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/DenseSet.h"
#include <set>

using namespace clang;
using namespace llvm;

namespace ambit {
namespace {

class SharedStateFinder {
public:
  explicit SharedStateFinder(Unit &U)
      : U(U), P(U.program()), S(P.solution()), Words(P), Sections(U, P),
        Sources(U.context().getSourceManager()) {}

  std::vector<Finding> run() {
    ConflictOptions Options;
    Options.IsExempt = [&](PathId Object) { return isBound(Object); };
    for (const Conflict &C : findConflicts(S, Options))
      conflict(C);
    for (const MissedDemand &M : findMissedDemands(S))
      demand(M);
    for (const UnitProgram::FoundEscape &E : P.escapes())
      if (E.What.What == Escape::SplitUpdate)
        splitUpdate(E);
    if (U.options().IsStrict)
      proposeDeclarations();
    return std::move(Found);
  }

private:
  /// Core-bound and thread-bound objects have checks of their own, and what synchronises
  /// itself needs none.
  bool isBound(PathId Object) {
    const PathTable &Paths = P.graph().Paths;
    for (; Object; Object = Paths[Object].Parent) {
      const PathNode &N = Paths[Object];
      if (N.Kind != PathKind::Field && N.Kind != PathKind::Global && N.Kind != PathKind::Local)
        continue;
      auto [It, IsNew] = Bound.try_emplace(N.Symbol, false);
      if (IsNew) {
        const auto *V = dyn_cast_or_null<ValueDecl>(P.names().declaration(N.Symbol));
        if (V && !V->getType()->isDependentType()) {
          QualType T = V->getType().getNonReferenceType();
          bool IsClass = T->isRecordType() || T->isArrayType() || T->getAs<TypedefType>();
          It->second = IsClass &&
                       (U.facts().value(T, FactKind::CoreFree) == FactValue::No ||
                        U.facts().value(T, FactKind::Send) == FactValue::No ||
                        U.facts().value(T.getUnqualifiedType(), FactKind::Sync) == FactValue::Yes);
        }
      }
      if (It->second)
        return true;
    }
    return false;
  }

  std::string objectText(PathId Object) const {
    const NamedDecl *D = Words.objectName(Object);
    return D && D->getDeclName() ? D->getNameAsString() : "shared state";
  }

  void finish(Finding F) {
    F.Token = F.Where;
    F.Where = userLocation(F.Where, Sources);
    Found.push_back(std::move(F));
  }

  /// Whether nothing was said of the object on that line.
  bool isNew(const Finding &F) {
    // The parts of one expression are one cause.
    SourceLocation Where = userLocation(F.Where, Sources);
    unsigned Line = Sources.getExpansionLineNumber(Where);
    std::string Text;
    if (F.Arguments.size() > 1)
      if (const auto *Name = std::get_if<std::string>(&F.Arguments[1]))
        Text = *Name;
    return Lines.insert({Sources.getFileID(Where).getHashValue(), Line, Text}).second;
  }

  void conflict(const Conflict &C) {
    const Access &A = *C.First.What;
    Finding F;
    F.Where = Words.location(A.At);
    if (F.Where.isInvalid() || Sources.isInSystemHeader(Sources.getExpansionLoc(F.Where)))
      return;
    std::string Object = objectText(C.First.Object ? C.First.Object : A.Object);
    bool IsSaid = C.Declared != nullptr;
    F.Check = C.What == Conflict::Weak ? Rule::WeakLock
              : IsSaid                 ? Rule::UnlockedSharedState
                                       : Rule::UndeclaredSharedState;
    std::string Doing = ContextNotes::doing(A);
    InConflict.insert(C.First.Object);
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
    if (C.What != Conflict::Weak)
      Sections.addFix(C, F);
    finish(std::move(F));
  }

  void addNotes(const Conflict &C, const std::string &Object, Finding &F) {
    if (C.Second) {
      const Node &At = S.nodes()[C.Second->At];
      const Context &Other = S.contexts()[At.Runs];
      F.Notes.push_back({Message::NoteOtherAccess,
                         Words.location(C.Second->What->At),
                         {Words.functionName(At.Function), ContextNotes::does(*C.Second->What),
                          Object, Words.levelOf(Other)}});
      Words.addChain(C.Second->At, F.Notes);
    }
    if (S.nodes()[C.First.At].Caller != NoNode)
      Words.addChain(C.First.At, F.Notes);
    if (C.Declared && C.Declared->SaidAt) {
      const NamedDecl *D = P.names().declaration(C.Declared->Of);
      std::string How =
          C.Declared->What == Protection::GuardedBy ? "guarded" : "shared with handlers";
      if (D && D->getDeclName())
        F.Notes.push_back({Message::NoteProtected,
                           Words.location(C.Declared->SaidAt),
                           {D->getNameAsString(), How}});
    }
    SourceLocation Here = F.Where;
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
  void splitUpdate(const UnitProgram::FoundEscape &E) {
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
      if (N.Function != E.In)
        continue;
      const Context &Here = S.contexts()[N.Runs];
      PathId Object = S.absolute(Written.Lock, N);
      std::optional<NodeId> Other;
      for (NodeId Id = 0; Id < S.nodes().size() && !Other; ++Id) {
        const Node &M = S.nodes()[Id];
        const Context &There = S.contexts()[M.Runs];
        bool IsRival = overlapOf(Here, There, P.graph().Target).any() &&
                       (Here.What != Context::Unknown || !Mine->Protections.empty()) &&
                       There.What != Context::Unknown;
        if (!IsRival)
          continue;
        for (const Access &A : P.graph().Functions[M.Function].Accesses)
          if (A.IsWrite && A.State.IsReached && S.absolute(A.Object, M) == Object)
            Other = Id;
      }
      if (!Other && Mine->Protections.empty())
        continue;
      Finding F;
      F.Check = Mine->Protections.empty() ? Rule::UndeclaredSharedState : Rule::UnlockedSharedState;
      F.What = Message::SplitUpdate;
      F.Where = Words.location(Written.At);
      F.Arguments = {objectText(Object ? Object : Written.Lock),
                     Other ? Words.nameOf(S.contexts()[S.nodes()[*Other].Runs])
                           : std::string("another context")};
      F.Notes.push_back({Message::NoteReadBefore, Words.location(Read.At), {}});
      if (isNew(F))
        finish(std::move(F));
      return;
    }
  }

  /// Strict: state that a handler shares, under one lock everywhere, and nobody says so.
  void proposeDeclarations() {
    struct Sharing {
      NodeId First = NoNode;
      const Access *At = nullptr;
      NodeId Handler = NoNode;
      LockSet Common;
      bool IsWritten = false;
    };
    std::map<PathId, Sharing> All;
    for (NodeId Id = 0; Id < S.nodes().size(); ++Id) {
      const Node &N = S.nodes()[Id];
      const Context &C = S.contexts()[N.Runs];
      if (C.What != Context::Isr && C.What != Context::Thread)
        continue;
      for (const Access &A : P.graph().Functions[N.Function].Accesses) {
        PathId Object = S.absolute(A.Object, N);
        PathKind Kind = P.graph().Paths[Object].Kind;
        if (!A.State.IsReached || A.IsAtomic || !A.Protections.empty() ||
            (Kind != PathKind::Global && Kind != PathKind::Field) || isBound(Object))
          continue;
        Sharing &X = All[Object];
        X.IsWritten |= A.IsWrite;
        if (C.What == Context::Isr) {
          X.Handler = Id;
          continue;
        }
        PointState Here = S.at(N, A.State);
        X.Common = X.At ? intersect(X.Common, Here.Holds) : Here.Holds;
        if (!X.At) {
          X.First = Id;
          X.At = &A;
        }
      }
    }
    for (const auto &[Object, X] : All) {
      if (!X.At || X.Handler == NoNode || !X.IsWritten || X.Common.empty() ||
          InConflict.contains(Object))
        continue;
      const NamedDecl *D = Words.objectName(Object);
      const Held &Lock = X.Common.front();
      if (!D || !masks(Lock, S.contexts()[S.nodes()[X.Handler].Runs], P.graph().Paths))
        continue;
      Finding F;
      F.Check = Rule::UndeclaredSharedState;
      F.What = Message::SharedUndeclared;
      F.Where = Words.location(X.At->At);
      std::string Name = Words.lockText(Lock.Lock);
      F.Arguments = {D->getNameAsString(), Words.nameOf(S.contexts()[S.nodes()[X.Handler].Runs]),
                     Name};
      F.Notes.push_back({Message::NoteDeclareShared, D->getLocation(), {Name}});
      SourceLocation Begin = D->getBeginLoc();
      const ASTContext &Ctx = U.context();
      auto Macro = Ctx.Idents.find("AMBIT_ISR_SHARED_BY");
      if (Macro != Ctx.Idents.end() && Begin.isFileID() && isa<VarDecl, FieldDecl>(D))
        F.Fixes.push_back(
            {CharSourceRange::getCharRange(Begin, Begin), "AMBIT_ISR_SHARED_BY(" + Name + ") "});
      if (isNew(F))
        finish(std::move(F));
    }
  }

  void demand(const MissedDemand &M) {
    Finding F;
    F.Where = Words.location(M.CalledAt);
    std::string Callee = Words.functionName(M.Callee);
    if (Callee.front() == '\'')
      Callee = Callee.substr(1, Callee.size() - 2);
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
      F.Notes.push_back({Message::NoteExcludedHere, Words.location(M.What->SaidAt), {}});
    if (isNew(F))
      finish(std::move(F));
  }

  Unit &U;
  UnitProgram &P;
  const Solution &S;
  ContextNotes Words;
  SectionWrapper Sections;
  const SourceManager &Sources;
  DenseSet<PathId> InConflict;
  DenseMap<SymbolId, bool> Bound;
  std::set<std::tuple<unsigned, unsigned, std::string>> Lines;
  std::vector<Finding> Found;
};

} // namespace

std::vector<Finding> findSharedState(Unit &U) { return SharedStateFinder(U).run(); }

//===----------------------------------------------------------------------===//
// Locks that a handler takes from under a thread
//===----------------------------------------------------------------------===//

std::vector<Finding> findLockDeadlocks(Unit &U) {
  UnitProgram &P = U.program();
  const Solution &S = P.solution();
  ContextNotes Words(P);
  const SourceManager &Sources = U.context().getSourceManager();
  struct Taking {
    NodeId At;
    Held Lock;
    PlaceId Place;
    LockSet Holds;
  };
  std::vector<Taking> ByThreads, ByHandlers;
  for (NodeId Id = 0; Id < S.nodes().size(); ++Id) {
    const Node &N = S.nodes()[Id];
    const Context &C = S.contexts()[N.Runs];
    if (C.What == Context::Init)
      continue;
    for (const auto &T : P.graph().Functions[N.Function].Takings) {
      if (!T.State.IsReached || !S.runsHere(T.State, C))
        continue;
      Held Lock = S.absolute(T.Lock, N);
      if (!P.graph().Paths.isAbsolute(Lock.Lock) ||
          P.graph().Paths[Lock.Lock].Kind == PathKind::Machine || !keepsOutCores(Lock.Kind))
        continue;
      (C.What == Context::Isr ? ByHandlers : ByThreads)
          .push_back({Id, Lock, T.At, S.at(N, T.State).Holds});
    }
  }
  std::vector<Finding> Found;
  DenseSet<PlaceId> Said;
  for (const Taking &A : ByThreads)
    for (const Taking &B : ByHandlers) {
      const Context &Mine = S.contexts()[S.nodes()[A.At].Runs];
      const Context &Handler = S.contexts()[S.nodes()[B.At].Runs];
      if (A.Lock.Lock != B.Lock.Lock || B.Lock.IsTried || isMask(A.Lock.Kind) ||
          mayBlock(B.Lock.Kind) || !mayShareCore(Mine, Handler, P.graph().Target))
        continue;
      if (any_of(A.Holds, [&](const Held &H) { return masks(H, Handler, P.graph().Paths); }))
        continue;
      if (!Said.insert(A.Place).second)
        break;
      Finding F;
      F.Check = Rule::WeakLock;
      F.What = Message::LockDeadlock;
      F.Token = Words.location(A.Place);
      F.Where = userLocation(F.Token, Sources);
      F.Arguments = {Words.lockName(A.Lock), Words.nameOf(Handler)};
      F.Notes.push_back({Message::NoteTakenThere,
                         Words.location(B.Place),
                         {Words.functionName(S.nodes()[B.At].Function)}});
      Words.addChain(B.At, F.Notes);
      F.Notes.push_back({Message::NoteTakeWithMask, F.Where, {}});
      Found.push_back(std::move(F));
      break;
    }
  return Found;
}

} // namespace ambit
