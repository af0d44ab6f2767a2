//===- GuardedViews.cpp ---------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ways into guarded state: which expressions are a pointer, a reference, an iterator
// or a view of an object that a lock guards, and what becomes of them.
//
//===----------------------------------------------------------------------===//

#include "lowering/FunctionLowering.h"
#include "model/ExprShape.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace llvm;

namespace ambit {

constexpr unsigned MaxSteps = 16;

/// Whether a value of \p T leads to an object that somebody else owns.
static bool isView(QualType T) {
  if (T->isPointerType())
    return !T->getPointeeType()->isFunctionType();
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->getIdentifier())
    return false;
  StringRef Name = R->getName();
  if (!isOfStd(*R) && !Name.contains("terator"))
    return false;
  return Name == "basic_string_view" || Name == "span" || Name == "reference_wrapper" ||
         Name.contains("terator");
}

FunctionLowering::Way FunctionLowering::guardOf(const NamedDecl &D, PathId Base) {
  Way W;
  for (const Annotation &A : L.Unit.Said.of(D))
    if ((A.Kind == Spelling::GuardedBy || A.Kind == Spelling::IsrSharedBy) &&
        !A.Arguments.empty()) {
      LockRef Lock = L.Effect.lock(A.Arguments[0], D, Base);
      W.Lock = Lock.Lock.Lock;
      W.LockName = A.Arguments[0].str();
      W.Guarded = Names.of(D);
      if (A.Attr)
        L.keepSaying(L.Out.Guarded, W.Guarded, A);
    }
  if (const auto *G = D.getAttr<GuardedByAttr>()) {
    LockRef Lock = L.Effect.lock(G->getArg(), Base);
    W.Lock = Lock.Lock.Lock;
    W.Guarded = Names.of(D);
    if (const auto *M = dyn_cast<MemberExpr>(G->getArg()->IgnoreParenImpCasts()))
      W.LockName = M->getMemberDecl()->getNameAsString();
    else if (const auto *Ref = dyn_cast<DeclRefExpr>(G->getArg()->IgnoreParenImpCasts()))
      W.LockName = Ref->getDecl()->getNameAsString();
  }
  // A mask has no object that a caller could hold.
  return W;
}

/// Into the object that \p E names.
FunctionLowering::Way FunctionLowering::wayIntoObject(const Expr *E, unsigned Depth) {
  for (; E && Depth < MaxSteps; ++Depth) {
    E = withoutPassing(E);
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
      const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
      if (!V)
        return {};
      if (Way W = guardOf(*V, 0); W.Lock)
        return W;
      Way W;
      if (V->hasLocalStorage() && !isa<ParmVarDecl>(V) && V->getType()->isReferenceType())
        W.From = Paths.root(PathKind::Local, Names.of(*V));
      return W;
    }
    if (const auto *M = dyn_cast<MemberExpr>(E)) {
      const Expr *Base = M->getBase();
      PathId Self = M->isArrow() ? Reader.pointee(Base) : Reader.object(Base);
      if (Way W = guardOf(*M->getMemberDecl(), Self); W.Lock)
        return W;
      if (M->isArrow())
        return isa<CXXThisExpr>(withoutPassing(Base)) ? Way() : wayOf(Base, false, Depth + 1);
      E = Base;
      continue;
    }
    if (const auto *S = dyn_cast<ArraySubscriptExpr>(E)) {
      const Expr *Base = withoutPassing(S->getBase());
      if (!Base->getType()->isArrayType())
        return wayOf(Base, false, Depth + 1);
      E = Base;
      continue;
    }
    if (const auto *U = dyn_cast<UnaryOperator>(E); U && U->getOpcode() == UO_Deref)
      return wayOf(U->getSubExpr(), false, Depth + 1);
    if (const auto *C = dyn_cast<CallExpr>(E))
      return E->isGLValue() ? wayOf(C, true, Depth + 1) : Way();
    if (const auto *C = dyn_cast<ConditionalOperator>(E)) {
      if (Way W = wayIntoObject(C->getTrueExpr(), Depth + 1))
        return W;
      E = C->getFalseExpr();
      continue;
    }
    return {};
  }
  return {};
}

/// The way in that the value of \p E is; the object itself if it is bound to a reference.
FunctionLowering::Way FunctionLowering::wayOf(const Expr *E, bool IsReference, unsigned Depth) {
  if (!E || Depth > MaxSteps)
    return {};
  E = withoutPassing(E);
  if (const auto *C = dyn_cast<ConditionalOperator>(E)) {
    if (Way W = wayOf(C->getTrueExpr(), IsReference, Depth + 1))
      return W;
    return wayOf(C->getFalseExpr(), IsReference, Depth + 1);
  }
  if (const auto *C = dyn_cast<CXXConstructExpr>(E)) {
    if (!isView(C->getType()))
      return {};
    for (const Expr *A : C->arguments())
      if (Way W = wayOf(A, /*IsReference=*/!isView(A->getType()), Depth + 1))
        return W;
    return {};
  }
  if (const auto *C = dyn_cast<CallExpr>(E)) {
    const FunctionDecl *Callee = C->getDirectCallee();
    bool IsWay = isView(E->getType()) || (IsReference && E->isGLValue());
    if (!Callee || !IsWay)
      return {};
    const Expr *Object = nullptr;
    if (const auto *M = dyn_cast<CXXMemberCallExpr>(C))
      Object = M->getImplicitObjectArgument();
    else if (isa<CXXOperatorCallExpr>(C) && C->getNumArgs())
      Object = C->getArg(0);
    else if (isOfStd(*Callee) && C->getNumArgs() >= 1)
      Object = C->getArg(0); // std::begin, std::next, std::get, ...
    // Somebody else's methods say nothing about what they hand out.
    if (!Object || !isOfStd(*Callee))
      return {};
    if (isView(Object->getType()))
      return wayOf(Object, false, Depth + 1);
    return wayIntoObject(Object, Depth + 1);
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E)) {
    if (U->getOpcode() == UO_AddrOf)
      return wayIntoObject(U->getSubExpr(), Depth + 1);
    if (U->isIncrementDecrementOp())
      return wayOf(U->getSubExpr(), IsReference, Depth + 1);
  }
  if (const auto *B = dyn_cast<BinaryOperator>(E);
      B && B->isAdditiveOp() && E->getType()->isPointerType())
    return wayOf(B->getLHS()->getType()->isPointerType() ? B->getLHS() : B->getRHS(), false,
                 Depth + 1);
  if (E->getType()->isArrayType())
    return wayIntoObject(E, Depth + 1);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
        V && V->hasLocalStorage() && isView(V->getType())) {
      Way W;
      W.From = Paths.root(PathKind::Local, Names.of(*V));
      return W;
    }
  return IsReference && E->isGLValue() ? wayIntoObject(E, Depth + 1) : Way();
}

void FunctionLowering::view(ViewEvent::Kind What, const Way &W, PathId Var, PlaceId At,
                            SymbolId Target) {
  ViewEvent V;
  V.What = What;
  V.Var = Var;
  V.From = W.From;
  V.Lock = W.Lock;
  V.Guarded = W.Guarded;
  V.Target = Target;
  V.LockName = W.LockName;
  V.At = At;
  emit(Event::View, out().Views.size());
  out().Views.push_back(std::move(V));
}

void FunctionLowering::bindView(const Expr *To, PathId Var, QualType T, const Expr *From) {
  if (!Var || !From || (!isView(T) && !T->isReferenceType()))
    return;
  Way W = wayOf(From, T->isReferenceType());
  // Through a variable that leads nowhere it leads nowhere.
  if (!W.Lock && W.From && !ViewVariables.contains(W.From))
    W = {};
  PlaceId At = To ? place(To) : Names.place(From->getExprLoc());
  const PathNode &Node = Paths[Var];
  if (Node.Kind == PathKind::Local) {
    if (W && (!To || !T->isReferenceType()))
      ViewVariables.insert(Var);
    if (W || ViewVariables.contains(Var))
      view(ViewEvent::Bind, W, Var, At);
    return;
  }
  if (!W || !To)
    return;
  // Kept where others find it, unless that is guarded by the same lock.
  Way Target = wayIntoObject(To, 0);
  if (Target.Lock && (Target.Lock == W.Lock || !W.Lock))
    return;
  const NamedDecl *Name = nullptr;
  for (PathId P = Var; P && !Name; P = Paths[P].Parent)
    if (Paths[P].Symbol)
      Name = Names.declaration(Paths[P].Symbol);
  if (!Name)
    if (const auto *U = dyn_cast<UnaryOperator>(withoutPassing(To)))
      if (const auto *Ref = dyn_cast<DeclRefExpr>(withoutPassing(U->getSubExpr())))
        Name = Ref->getDecl();
  view(ViewEvent::Store, W, Var, At, Name ? Names.of(*Name) : 0);
}

void FunctionLowering::useView(const DeclRefExpr *Ref) {
  if (ViewVariables.empty() || Written.contains(Ref))
    return;
  const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
  if (!V || !V->hasLocalStorage())
    return;
  PathId Var = Paths.root(PathKind::Local, Names.of(*V));
  if (ViewVariables.contains(Var))
    view(ViewEvent::Use, {}, Var, Names.place(Ref->getLocation()));
}

/// The reads in \p E, up to a limit.
static void forEachRead(const Expr *E, function_ref<void(const Expr *)> Visit) {
  SmallVector<const Stmt *, 16> Work{E};
  for (unsigned Steps = 0; !Work.empty() && Steps < 64; ++Steps) {
    const Stmt *S = Work.pop_back_val();
    if (!S || isa<LambdaExpr, CallExpr>(S))
      continue;
    if (const auto *Read = dyn_cast<ImplicitCastExpr>(S);
        Read && Read->getCastKind() == CK_LValueToRValue)
      Visit(Read->getSubExpr());
    append_range(Work, S->children());
  }
}

void FunctionLowering::copyShared(PathId Var, const Expr *From) {
  if (!From)
    return;
  if (Copies.contains(Var))
    view(ViewEvent::Copy, {}, Var, 0);
  forEachRead(From, [&](const Expr *Read) {
    PathId P = Reader.object(Read);
    if (!P || P == Var || Read->getType()->isPointerType())
      return;
    Way W;
    if (Copies.contains(P))
      W.From = P;
    else if (mayBeShared(P) && Paths[P].Kind != PathKind::SomeElement)
      W.Lock = P;
    if (!W)
      return;
    Copies.insert(Var);
    view(ViewEvent::Copy, W, Var, place(Read));
  });
}

void FunctionLowering::deriveShared(const Expr *To, const Expr *From) {
  if (Copies.empty())
    return;
  PathId Object = Reader.object(To);
  if (!Object || !mayBeShared(Object))
    return;
  forEachRead(From, [&](const Expr *Read) {
    PathId P = Reader.object(Read);
    if (!P || !Copies.contains(P))
      return;
    Way W;
    W.Lock = Object;
    view(ViewEvent::Derive, W, P, place(To));
  });
}

void FunctionLowering::returnView(const ReturnStmt *R) {
  const Expr *Value = R->getRetValue();
  if (!Value)
    return;
  captureViews(Value);
  QualType T = F.getReturnType();
  if (!isView(T) && !T->isReferenceType())
    return;
  Way W = wayOf(Value, T->isReferenceType());
  if (!W.Lock && W.From && !ViewVariables.contains(W.From))
    return;
  if (!W)
    return;
  // The lock itself may be masks of the machine, which nobody returns with.
  view(ViewEvent::Return, W, 0, Names.place(Value->getExprLoc()));
}

void FunctionLowering::captureViews(const Expr *Callable) {
  const Expr *Bare = withoutPassing(Callable);
  while (const auto *C = dyn_cast<CXXConstructExpr>(Bare)) {
    if (C->getNumArgs() != 1)
      return;
    Bare = withoutPassing(C->getArg(0));
  }
  const auto *X = dyn_cast<LambdaExpr>(Bare);
  if (!X)
    return;
  for (const LambdaCapture &C : X->captures()) {
    if (!C.capturesVariable())
      continue;
    const auto *V = dyn_cast<VarDecl>(C.getCapturedVar());
    if (!V)
      continue;
    Way W;
    if (V->isInitCapture())
      W = wayOf(V->getInit(), V->getType()->isReferenceType());
    else if (isView(V->getType()) || V->getType()->isReferenceType())
      W.From = Paths.root(PathKind::Local, Names.of(*V));
    else if (C.getCaptureKind() == LCK_ByRef)
      W = guardOf(*V, 0);
    if (W.Lock || (W.From && ViewVariables.contains(W.From)))
      view(ViewEvent::Capture, W, 0, Names.place(C.getLocation()));
  }
}

} // namespace ambit
