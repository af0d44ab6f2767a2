//===- SharedGlobals.cpp --------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Globals as boundaries: what a started thread names, and what is stored for
// it to find. Within one unit; what runs in a thread is the callable that a
// boundary call starts, and what that calls.
//
//===----------------------------------------------------------------------===//

#include "analyses/Analyses.h"
#include "analyses/Cargo.h"
#include "analyses/Reasons.h"
#include "analyses/Unit.h"
#include "model/ExprShape.h"
#include "rules/ContextNotes.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace llvm;

namespace ambit {
namespace {

class GlobalFinder {
public:
  explicit GlobalFinder(Unit &U) : U(U), Sources(U.context().getSourceManager()) {}

  std::vector<Finding> run() {
    for (const CallSite &S : U.index().Sites)
      addBodies(S);
    if (Starts.empty())
      return {};
    findCalled();
    for (const GlobalUse &Use : U.index().GlobalUses)
      use(Use);
    for (const GlobalStore &Store : U.index().GlobalStores)
      store(Store);
    return std::move(Found);
  }

private:
  void addBodies(const CallSite &S) {
    if (!S.Boundary)
      return;
    ArrayRef<const Expr *> Arguments = argumentsOf(*S.Call);
    for (const Crossing &C : S.Boundary->Crossings)
      if (C.How == Crossing::Callable && (C.ToThread || C.ToCore))
        for (unsigned I = C.First; I < Arguments.size() && C.covers(I); ++I)
          if (const FunctionDecl *F = functionOf(Arguments[I]))
            Starts.try_emplace(F->getCanonicalDecl(), InThread{S.Call->getBeginLoc()});
  }

  /// Functions that those which are started call, by the shortest way.
  void findCalled() {
    if (all_of(U.index().GlobalUses,
               [&](const GlobalUse &Use) { return Starts.contains(Use.In->getCanonicalDecl()); }))
      return;
    UnitProgram &P = U.program();
    const Program &Graph = P.solved().graph();
    std::vector<FunctionId> Work;
    for (FunctionId F = 0; F < Graph.Functions.size(); ++F)
      if (Starts.contains(P.declaration(F).getCanonicalDecl()))
        Work.push_back(F);
    for (size_t I = 0; I < Work.size(); ++I)
      for (const Call &C : Graph.Functions[Work[I]].Calls)
        for (FunctionId Target : C.Targets)
          if (Starts
                  .try_emplace(P.declaration(Target).getCanonicalDecl(),
                               InThread{P.location(C.At), Work[I], Target})
                  .second)
            Work.push_back(Target);
  }

  /// Whether a thread that is not its own may not touch \p V itself.
  bool isBound(const ValueDecl &V) {
    return U.facts().value(U.facts().rules().node(V.getType(), FactKind::Sync)) == FactValue::No &&
           !leadsElsewhere(V.getType());
  }

  void use(const GlobalUse &Use) {
    const auto *V = cast<VarDecl>(Use.Use->getDecl());
    if (!Starts.contains(Use.In->getCanonicalDecl()) || V->getDeclContext() == Use.In)
      return;
    ReadInThread.try_emplace(V->getCanonicalDecl(), Use.Use->getLocation());
    if (!isBound(*V))
      return;
    FactReason Reason = U.facts().explain(U.facts().rules().node(V->getType(), FactKind::Sync));
    bool Leads = any_of(Reason.Path, [](const TypePart &P) {
      return P.What == TypePart::Pointee || P.What == TypePart::Referent;
    });
    if (Leads || !isDeclaredThreadBound(Reason) || !SeenUses.insert({V, Use.In}).second)
      return;
    Finding F;
    F.Check = Rule::UnsendableCrossing;
    F.What = Message::GlobalInThread;
    F.Where = userLocation(Use.Use->getLocation(), Sources);
    F.Arguments = {static_cast<const NamedDecl *>(V), V->getType()};
    addReason(Reason, F.Where, F.Notes);
    addChain(*Use.In, F);
    Found.push_back(std::move(F));
  }

  /// How \p F comes to run in a thread.
  void addChain(const FunctionDecl &F, Finding &Into) const {
    InThread Why = Starts.lookup(F.getCanonicalDecl());
    while (!Why.isStart()) {
      UnitProgram &P = U.program();
      ContextNotes Words(P.solved());
      Into.Notes.push_back({Message::NoteCalledBy,
                            userLocation(Why.At, Sources),
                            {Words.functionName(Why.Caller), Words.bareFunctionName(Why.Callee)}});
      Why = Starts.lookup(P.declaration(Why.Caller).getCanonicalDecl());
    }
    Into.Notes.push_back({Message::NoteThreadStart, userLocation(Why.At, Sources), {}});
  }

  /// A pointer is judged where it is given its value.
  static bool leadsElsewhere(QualType T) { return T->isPointerType() || T->isReferenceType(); }

  void store(const GlobalStore &Store) {
    auto Read = ReadInThread.find(Store.Variable->getCanonicalDecl());
    auto Start = Starts.find(Store.In->getCanonicalDecl());
    if (Read == ReadInThread.end() || (Start != Starts.end() && Start->second.isStart()))
      return;
    CargoFinder Finder(U.facts(), nullptr);
    for (const Cargo &Item : Finder.ofValue(Store.Value)) {
      if (!Item.IsShared && !leadsElsewhere(Item.Type))
        continue; // a value is the thread's own affair
      bool IsCore = Item.CoreFree == FactValue::No;
      FactReason Reason = U.facts().explain(IsCore ? Item.CoreNode : Item.SendNode);
      if (!IsCore && (Item.Send != FactValue::No || !isDeclaredThreadBound(Reason)))
        continue;
      Finding F;
      F.Check = IsCore ? Rule::CoreBoundCrossing : Rule::UnsendableCrossing;
      F.What = IsCore ? Message::StoredForThreadCore : Message::StoredForThread;
      F.Where = userLocation(Item.Where, Sources);
      QualType T = behindPointers(Reason, Item.Type);
      std::string Subject =
          Item.Name ? "'" + Item.Name->getNameAsString() + "'"
                    : "a value of type '" + render(Message::Type, {T}, U.context()) + "'";
      F.Arguments = {Subject, T};
      addReason(Reason, F.Where, F.Notes);
      F.Notes.push_back({Message::NoteGlobalRead,
                         userLocation(Read->second, Sources),
                         {static_cast<const NamedDecl *>(Store.Variable)}});
      Found.push_back(std::move(F));
      return;
    }
  }

  Unit &U;
  const SourceManager &Sources;
  /// Where a function that runs in a thread is started, or called by another that does.
  struct InThread {
    SourceLocation At;
    FunctionId Caller = NoFunction, Callee = NoFunction; ///< of a call
    bool isStart() const { return Caller == NoFunction; }
  };
  DenseMap<const FunctionDecl *, InThread> Starts;
  DenseMap<const VarDecl *, SourceLocation> ReadInThread;
  DenseSet<std::pair<const VarDecl *, const FunctionDecl *>> SeenUses;
  std::vector<Finding> Found;
};

} // namespace

std::vector<Finding> findSharedGlobals(Unit &U) { return GlobalFinder(U).run(); }

} // namespace ambit
