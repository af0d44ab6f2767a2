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
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace llvm;

namespace ambit {
namespace {

/// The function that runs if \p E is called; null if that cannot be seen.
const FunctionDecl *functionOf(const Expr *E, unsigned Depth = 0) {
  if (!E || Depth > 8)
    return nullptr;
  E = withoutPassing(E);
  if (const auto *L = dyn_cast<LambdaExpr>(E))
    return L->getCallOperator();
  if (const auto *U = dyn_cast<UnaryOperator>(E); U && U->getOpcode() == UO_AddrOf)
    return functionOf(U->getSubExpr(), Depth + 1);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *F = dyn_cast<FunctionDecl>(Ref->getDecl()))
      return F->getDefinition() ? F->getDefinition() : F;
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()))
      return functionOf(V->getInit(), Depth + 1);
    return nullptr;
  }
  if (const Expr *Bound = argumentOfStd(E, {"bind", "bind_front", "mem_fn", "ref", "cref"}))
    return functionOf(Bound, Depth + 1);
  if (const auto *C = dyn_cast<CXXConstructExpr>(E); C && C->getNumArgs() >= 1)
    return functionOf(C->getArg(0), Depth + 1);
  // A closure converted to a function pointer.
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(E);
      M && isa_and_nonnull<CXXConversionDecl>(M->getMethodDecl()))
    return functionOf(M->getImplicitObjectArgument(), Depth + 1);
  return nullptr;
}

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
