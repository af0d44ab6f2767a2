//===- Forwarding.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyses/Forwarding.h"
#include "analyses/AccessPath.h"
#include "analyses/UnitIndex.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace llvm;

namespace ambit {

/// Deeper than the layers of a standard library's containers.
constexpr unsigned MaxLayers = 12;

/// The parameters of \p F whose value \p E passes on, in whatever it is wrapped.
static void sourcesOf(const Expr *E, const FunctionDecl &F, SmallVectorImpl<unsigned> &Out,
                      unsigned Depth = 0) {
  if (!E || Depth > 16)
    return;
  auto Follow = [&](const Expr *Inner) { sourcesOf(Inner, F, Out, Depth + 1); };
  E = withoutPassing(E);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *P = dyn_cast<ParmVarDecl>(Ref->getDecl())) {
      if (P->getDeclContext() == &F)
        Out.push_back(P->getFunctionScopeIndex());
    } else if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()); V && V->hasLocalStorage()) {
      Follow(V->getInit());
    }
  } else if (const auto *L = dyn_cast<LambdaExpr>(E)) {
    for (const Expr *Init : L->capture_inits())
      Follow(Init);
  } else if (const auto *C = dyn_cast<CXXConstructExpr>(E)) {
    for (const Expr *A : C->arguments())
      Follow(A);
  } else if (const auto *L = dyn_cast<InitListExpr>(E)) {
    for (const Expr *Init : L->inits())
      Follow(Init);
  } else if (const auto *U = dyn_cast<UnaryOperator>(E)) {
    if (U->getOpcode() == UO_AddrOf || U->getOpcode() == UO_Deref)
      Follow(U->getSubExpr());
  } else if (const auto *N = dyn_cast<CXXNewExpr>(E)) {
    Follow(N->getConstructExpr());
  } else if (argumentOfStd(E, {"ref", "cref", "addressof", "bind", "bind_front", "make_tuple",
                               "make_pair", "make_unique", "make_shared", "forward_as_tuple",
                               "__addressof"})) {
    for (const Expr *A : cast<CallExpr>(E)->arguments())
      Follow(A);
  } else if (const auto *M = dyn_cast<CXXMemberCallExpr>(E)) {
    if (M->getMethodDecl() && M->getMethodDecl()->getIdentifier() &&
        (M->getMethodDecl()->getName() == "get" || M->getMethodDecl()->getName() == "release"))
      Follow(M->getImplicitObjectArgument());
  }
}

class ForwardingVisitor : public RecursiveASTVisitor<ForwardingVisitor> {
public:
  ForwardingVisitor(Forwarding &All, const FunctionDecl &F, unsigned Depth)
      : All(All), F(F), Depth(Depth) {}

  CallBoundary Result;

  bool VisitCallExpr(CallExpr *C) {
    if (const FunctionDecl *Callee = C->getDirectCallee())
      look(*C, *Callee);
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *C) {
    look(*C, *C->getConstructor());
    return true;
  }

private:
  void look(const Expr &Call, const FunctionDecl &Callee) {
    const CallBoundary *B = All.Where.of(Callee);
    if (!B && Callee.isTemplateInstantiation() && Callee.getNumParams())
      B = All.of(Callee, Depth + 1);
    // Who waives the hand-over in a template vouches for it.
    if (!B || B->Unless || All.Waived.waive(Call.getBeginLoc()))
      return;
    ArrayRef<const Expr *> Arguments = argumentsOf(Call);
    for (const Crossing &C : B->Crossings)
      for (unsigned I = 0; I < Arguments.size(); ++I) {
        if (!C.covers(I) || C.IsObject)
          continue;
        SmallVector<unsigned, 2> Sources;
        sourcesOf(Arguments[I], F, Sources);
        for (unsigned P : Sources)
          add(C, P);
      }
    // What a container makes in itself, or a function returns, stands for the thread.
    if (!Result.Crossings.empty() && B->Handle && !Result.Handle &&
        (B->Handle->What == ArgumentSelector::This ||
         B->Handle->What == ArgumentSelector::ReturnValue))
      Result.Handle = B->Handle;
  }

  void add(Crossing C, unsigned Parameter) {
    for (const Crossing &Known : Result.Crossings)
      if (Known.First == Parameter && Known.How == C.How)
        return;
    C.First = C.Last = Parameter;
    // A name would have to be looked up in the inner function.
    if (!all_of(C.Destination, llvm::isDigit))
      C.Destination.clear();
    Result.Crossings.push_back(std::move(C));
  }

  Forwarding &All;
  const FunctionDecl &F;
  unsigned Depth;
};

const CallBoundary *Forwarding::of(const FunctionDecl &F, unsigned Depth) {
  const FunctionDecl *Definition = nullptr;
  if (Depth > MaxLayers || !F.isTemplateInstantiation() || !F.hasBody(Definition))
    return nullptr;
  auto [It, IsNew] = Cache.try_emplace(Definition);
  if (!IsNew)
    return It->second.get(); // null also while it is being computed
  ForwardingVisitor V(*this, *Definition, Depth);
  V.TraverseStmt(Definition->getBody());
  if (const auto *C = dyn_cast<CXXConstructorDecl>(Definition))
    for (const CXXCtorInitializer *Init : C->inits())
      if (Init->getInit())
        V.TraverseStmt(Init->getInit());
  if (V.Result.Crossings.empty())
    return nullptr;
  std::unique_ptr<CallBoundary> &Slot = Cache[Definition];
  Slot = std::make_unique<CallBoundary>(std::move(V.Result));
  return Slot.get();
}

} // namespace ambit
