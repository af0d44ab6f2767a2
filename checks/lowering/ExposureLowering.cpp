//===- ExposureLowering.cpp -----------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where the address of a function is taken. Before, nobody calls it by pointer.
//
//===----------------------------------------------------------------------===//

#include "lowering/FunctionLowering.h"
#include "model/ExprShape.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Basic/TargetInfo.h"

using namespace clang;
using namespace llvm;

namespace ambit {

FunctionId Lowering::exposed(const FunctionDecl &Named) {
  const FunctionDecl &F = definitionOf(Named);
  if (auto It = Numbers.find(F.getCanonicalDecl()); It != Numbers.end())
    return It->second;
  // Perhaps it is lowered later; then it was exposed before.
  if (F.hasBody()) {
    ExposedEarly.insert(F.getCanonicalDecl());
    return NoFunction;
  }
  const SourceManager &Sources = Unit.Ctx.getSourceManager();
  bool IsOfUser = !Sources.isInSystemHeader(Sources.getExpansionLoc(F.getLocation()));
  return IsOfUser && !F.getBuiltinID() ? elsewhere(F) : NoFunction;
}

/// The functions of which \p S takes the address.
static SmallVector<const FunctionDecl *, 4> exposedIn(const Stmt *S) {
  SmallVector<const FunctionDecl *, 4> Found;
  SmallVector<const Stmt *, 16> Work{S};
  while (!Work.empty()) {
    const Stmt *Part = Work.pop_back_val();
    if (!Part)
      continue;
    if (const auto *List = dyn_cast<InitListExpr>(Part)) {
      append_range(Work, semanticForm(List)->inits());
      continue;
    }
    if (const auto *Ref = dyn_cast<DeclRefExpr>(Part)) {
      if (const auto *F = dyn_cast<FunctionDecl>(Ref->getDecl()))
        Found.push_back(F);
    } else if (const auto *X = dyn_cast<LambdaExpr>(Part)) {
      if (const CXXMethodDecl *Operator = X->getCallOperator())
        Found.push_back(Operator);
      continue;
    }
    append_range(Work, Part->children());
  }
  return Found;
}

/// What a variable has from the start.
void Lowering::exposeEarly(const VarDecl &V) {
  // A table of numbers too small for an address may be a long one.
  QualType T = Unit.Ctx.getBaseElementType(V.getType());
  if (T->isIncompleteType() || T->isDependentType() ||
      (T->isArithmeticType() &&
       Unit.Ctx.getTypeSize(T) < Unit.Ctx.getTargetInfo().getPointerWidth(LangAS::Default)))
    return;
  for (const FunctionDecl *F : exposedIn(V.getInit()))
    ExposedEarly.insert(definitionOf(*F).getCanonicalDecl());
}

/// Writes down what is exposed by no code that was lowered, unless what is stored says it.
void Lowering::keepExposedEarly() {
  DenseSet<SymbolId> Stored;
  for (const PointerStore &S : Graph.Stores)
    if (const PathNode &N = Graph.Paths[S.What]; N.Kind == PathKind::Function)
      Stored.insert(N.Symbol);
  SmallVector<FunctionId, 8> Early;
  for (const FunctionDecl *F : ExposedEarly)
    if (auto It = Numbers.find(F); It != Numbers.end())
      if (!Stored.contains(Graph.Functions[It->second].Name))
        Early.push_back(It->second);
  llvm::sort(Early);
  for (FunctionId F : Early) {
    Start S;
    S.What = Start::Expose;
    S.Exposes = F;
    Graph.Starts.push_back(std::move(S));
  }
}

void FunctionLowering::expose(const FunctionDecl &Named) {
  if (Named.isDependentContext())
    return;
  FunctionId Exposed = L.exposed(Named);
  if (Exposed == NoFunction)
    return;
  auto [It, IsNew] = Exposures.try_emplace(Exposed, L.Graph.Starts.size());
  if (IsNew) {
    Start S;
    S.What = Start::Expose;
    S.Exposes = Exposed;
    into().Starts.push_back(It->second);
    L.Graph.Starts.push_back(std::move(S));
  }
  emit(Event::Start, It->second);
}

/// What an argument or a member is, if nothing else is said.
void FunctionLowering::exposeDefault(const Expr *E) {
  for (const FunctionDecl *F : exposedIn(E))
    expose(*F);
}

} // namespace ambit
