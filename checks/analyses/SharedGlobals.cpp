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
// boundary call starts.
//
//===----------------------------------------------------------------------===//

#include "analyses/Analyses.h"
#include "analyses/Cargo.h"
#include "analyses/Reasons.h"
#include "analyses/Unit.h"
#include "model/ExprShape.h"
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
            Starts.try_emplace(F, S.Call->getBeginLoc());
  }

  void use(const GlobalUse &Use) {
    auto Start = Starts.find(Use.In);
    const auto *V = cast<VarDecl>(Use.Use->getDecl());
    if (Start == Starts.end() || V->getDeclContext() == Use.In)
      return;
    ReadInThread.try_emplace(V->getCanonicalDecl(), Use.Use->getLocation());
    FactNode Node = U.facts().rules().node(V->getType(), FactKind::Sync);
    if (U.facts().value(Node) != FactValue::No || leadsElsewhere(V->getType()))
      return;
    FactReason Reason = U.facts().explain(Node);
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
    F.Notes.push_back({Message::NoteThreadStart, userLocation(Start->second, Sources), {}});
    Found.push_back(std::move(F));
  }

  /// A pointer is judged where it is given its value.
  static bool leadsElsewhere(QualType T) { return T->isPointerType() || T->isReferenceType(); }

  void store(const GlobalStore &Store) {
    auto Read = ReadInThread.find(Store.Variable->getCanonicalDecl());
    if (Read == ReadInThread.end() || Starts.contains(Store.In))
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
  DenseMap<const FunctionDecl *, SourceLocation> Starts; ///< what runs in a thread
  DenseMap<const VarDecl *, SourceLocation> ReadInThread;
  DenseSet<std::pair<const VarDecl *, const FunctionDecl *>> SeenUses;
  std::vector<Finding> Found;
};

} // namespace

std::vector<Finding> findSharedGlobals(Unit &U) { return GlobalFinder(U).run(); }

} // namespace ambit
