//===- FrameWalk.cpp ------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyses/FrameWalk.h"
#include "analyses/AccessPath.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace llvm;

namespace ambit {

static bool isDestroyed(QualType T) { return T.isDestructedType() == QualType::DK_cxx_destructor; }

unsigned FrameWalk::add(FrameValue V) {
  Values.push_back(std::move(V));
  return Values.size() - 1;
}

void FrameWalk::keep(FrameValue V, const ValueDecl *Key) {
  bool InScope = V.IsDestroyed;
  unsigned Number = add(std::move(V));
  if (InScope) {
    Scoped[Key] = Number;
    Scope.push_back(Number);
  } else {
    Tracked[Key] = Number;
    HasTracked = true;
  }
}

int FrameWalk::numberOf(const ValueDecl *D) const {
  if (auto Alias = Aliases.find(D); Alias != Aliases.end())
    D = Alias->second;
  if (auto It = Scoped.find(D); It != Scoped.end())
    return It->second;
  auto It = Tracked.find(D);
  return It == Tracked.end() ? -1 : int(It->second);
}

//===----------------------------------------------------------------------===//
// Declarations
//===----------------------------------------------------------------------===//

bool FrameWalk::declareFrame() {
  if (const auto *M = dyn_cast<CXXMethodDecl>(&F); M && M->isImplicitObjectMemberFunction()) {
    if (M->getParent()->isLambda()) {
      declareCaptures(*M->getParent());
    } else if (Matters(M->getThisType(), nullptr)) {
      FrameValue This;
      This.What = FrameValue::This;
      This.Type = M->getThisType();
      This.From = F.getLocation();
      keep(std::move(This), nullptr);
    }
  }
  for (const ParmVarDecl *P : F.parameters()) {
    if (P->isInvalidDecl() || P->getType()->isDependentType())
      return false;
    declare(*P, FrameValue::Parameter);
  }
  return true;
}

void FrameWalk::declareCaptures(const CXXRecordDecl &Closure) {
  DenseMap<const ValueDecl *, FieldDecl *> Fields;
  FieldDecl *ThisField = nullptr;
  Closure.getCaptureFields(Fields, ThisField);
  for (const LambdaCapture &C : Closure.captures()) {
    const ValueDecl *Captured = C.capturesVariable() ? C.getCapturedVar() : nullptr;
    const FieldDecl *Field = C.capturesThis() ? ThisField : Fields.lookup(Captured);
    if (!Field || (!Captured && !C.capturesThis()) || !Matters(Field->getType(), nullptr))
      continue;
    FrameValue V;
    V.What = C.capturesThis() ? FrameValue::This : FrameValue::Capture;
    V.Type = Field->getType();
    V.Name = Captured;
    V.From = C.getLocation();
    V.IsDestroyed = isDestroyed(V.Type);
    keep(std::move(V), Captured);
  }
}

/// The variable of the frame that \p E is, or is a part of.
const ValueDecl *FrameWalk::ownerIn(const Expr *E) const {
  for (unsigned Depth = 0; E && Depth < 32; ++Depth) {
    E = withoutPassing(E);
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
      const ValueDecl *D = Ref->getDecl();
      if (auto Alias = Aliases.find(D); Alias != Aliases.end())
        return Alias->second;
      int Number = numberOf(D);
      return Number >= 0 && !Values[Number].Type->isReferenceType() ? D : nullptr;
    }
    const auto *M = dyn_cast<MemberExpr>(E);
    const auto *S = dyn_cast<ArraySubscriptExpr>(E);
    if (M && !M->isArrow() && isa<FieldDecl>(M->getMemberDecl()))
      E = M->getBase();
    else if (S && withoutPassing(S->getBase())->getType()->isArrayType())
      E = S->getBase();
    else
      return nullptr;
  }
  return nullptr;
}

/// The temporary that lives as long as the reference \p V.
static const Expr *extendedBy(const VarDecl &V) {
  const Expr *E = V.getInit();
  for (unsigned Depth = 0; E && Depth < 32; ++Depth) {
    E = E->IgnoreParens();
    if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(E))
      return M->getExtendingDecl() == &V ? M->getSubExpr() : nullptr;
    if (const auto *W = dyn_cast<FullExpr>(E))
      E = W->getSubExpr();
    else if (const auto *C = dyn_cast<CastExpr>(E))
      E = C->getSubExpr();
    else if (const auto *M = dyn_cast<MemberExpr>(E); M && !M->isArrow())
      E = M->getBase();
    else
      return nullptr;
  }
  return nullptr;
}

void FrameWalk::declare(const VarDecl &V, FrameValue::Kind What) {
  QualType T = V.getType();
  if (V.isInvalidDecl() || T.isNull() || T->isDependentType() || T->isUndeducedType()) {
    IsBroken = true;
    return;
  }
  bool IsReference = T->isReferenceType();
  const ValueDecl *Of = nullptr;
  if (IsReference && What == FrameValue::Variable) {
    if (const Expr *Object = extendedBy(V)) {
      T = Object->getType();
      IsReference = false;
    } else if (!V.isCXXForRangeDecl() && V.getInit()) {
      Of = ownerIn(V.getInit());
    }
  }
  if (const auto *D = dyn_cast<DecompositionDecl>(&V))
    return declareBindings(*D, T, IsReference, Of);
  if (Of) {
    Aliases[&V] = Of;
    return;
  }
  if (!Matters(T, What == FrameValue::Variable ? V.getInit() : nullptr))
    return;
  FrameValue Value;
  Value.What = What;
  Value.Type = T;
  Value.Name = &V;
  Value.Holder = &V;
  Value.Made = V.isCXXForRangeDecl() ? InRange : V.getInit();
  Value.From = V.getLocation();
  Value.IsDestroyed = !IsReference && isDestroyed(T);
  keep(std::move(Value), &V);
}

void FrameWalk::declareBindings(const DecompositionDecl &D, QualType T, bool IsReference,
                                const ValueDecl *Of) {
  bool WholeMatters = Matters(T, nullptr);
  bool IsScoped = !IsReference && isDestroyed(T);
  const BindingDecl *Named = nullptr;
  for (const BindingDecl *B : D.bindings()) {
    QualType Bound = B->getType();
    if (Bound.isNull() || Bound->isDependentType())
      continue;
    if (Of) {
      Aliases[B] = Of;
      continue;
    }
    if (IsReference && !Bound->isReferenceType())
      Bound = Ctx.getLValueReferenceType(Bound);
    if (!Matters(Bound, nullptr))
      continue;
    if (!Named)
      Named = B;
    if (IsScoped)
      continue;
    FrameValue Value;
    Value.Type = Bound;
    Value.Name = B;
    Value.Holder = &D;
    Value.Made = D.getInit();
    Value.From = B->getLocation();
    keep(std::move(Value), B);
  }
  if (!WholeMatters || !IsScoped || D.bindings().empty())
    return;
  if (!Named)
    Named = D.bindings().front();
  FrameValue Value;
  Value.Type = T;
  Value.Name = Named;
  Value.Holder = &D;
  Value.Made = D.getInit();
  Value.From = Named->getLocation();
  Value.IsDestroyed = true;
  keep(std::move(Value), &D);
  for (const BindingDecl *B : D.bindings())
    Aliases[B] = &D;
}

//===----------------------------------------------------------------------===//
// Statements
//===----------------------------------------------------------------------===//

void FrameWalk::walkScope(const Stmt &S) {
  size_t Mark = Scope.size();
  for (const Stmt *Child : S.children())
    walk(Child);
  Scope.resize(Mark);
}

void FrameWalk::walk(const Stmt *S) {
  if (!S || IsBroken)
    return;
  if (const auto *E = dyn_cast<Expr>(S))
    return full(E);
  if (const auto *D = dyn_cast<DeclStmt>(S)) {
    for (const Decl *One : D->decls())
      if (const auto *V = dyn_cast<VarDecl>(One); V && V->hasLocalStorage()) {
        full(V->getInit());
        if (!IsBroken)
          declare(*V, FrameValue::Variable);
      }
    return;
  }
  if (const auto *Body = dyn_cast<CoroutineBodyStmt>(S))
    return walk(Body->getBody());
  if (const auto *R = dyn_cast<CoreturnStmt>(S))
    return full(R->getOperand());
  if (const auto *For = dyn_cast<CXXForRangeStmt>(S))
    return rangeFor(*For);
  if (const auto *If = dyn_cast<IfStmt>(S); If && If->isConstexpr())
    if (std::optional<const Stmt *> Taken = If->getNondiscardedCase(Ctx))
      return walk(*Taken);
  // What they contain belongs to the scope around them.
  if (isa<SwitchCase, LabelStmt, AttributedStmt>(S)) {
    for (const Stmt *Child : S->children())
      walk(Child);
    return;
  }
  walkScope(*S);
}

void FrameWalk::rangeFor(const CXXForRangeStmt &For) {
  size_t Mark = Scope.size();
  walk(For.getInit());
  const auto *Declared = dyn_cast_or_null<DeclStmt>(For.getRangeStmt());
  const auto *Range =
      Declared && Declared->isSingleDecl() ? dyn_cast<VarDecl>(Declared->getSingleDecl()) : nullptr;
  if (Range && Range->getInit()) {
    full(Range->getInit());
    // The loop goes through it after every suspension in its body.
    const Expr *Made = extendedBy(*Range);
    QualType T = Made ? Made->getType() : Range->getType();
    if (!IsBroken && !T->isDependentType() && Matters(T, nullptr)) {
      const ValueDecl *Root = Made ? nullptr : rootVariable(Range->getInit());
      int Named = Root ? numberOf(Root) : -1;
      if (Named < 0 && !Made && isa<CXXThisExpr>(withoutPassing(Range->getInit())))
        Named = numberOf(nullptr);
      if (Named >= 0)
        Scope.push_back(Named);
      else if (!Root || Root->getDeclContext()->isFunctionOrMethod())
        Scope.push_back(temporary(*Range->getInit(), T, FrameValue::Range, false));
    }
  }
  InRange = Range ? Range->getInit() : nullptr;
  walk(For.getLoopVarStmt());
  walk(For.getBody());
  Scope.resize(Mark);
}

//===----------------------------------------------------------------------===//
// Expressions
//===----------------------------------------------------------------------===//

bool FrameWalk::isBroken(const Expr *E) {
  IsBroken = IsBroken || E->getType().isNull() || E->containsErrors() || E->isTypeDependent();
  return IsBroken;
}

void FrameWalk::full(const Expr *E) {
  size_t Mark = Scope.size();
  evaluate(E);
  Scope.resize(Mark);
}

/// Of two expressions one is evaluated; either may leave temporaries behind.
void FrameWalk::branches(const Expr *First, const Expr *Second) {
  size_t Mark = Scope.size();
  evaluate(First);
  SmallVector<unsigned, 4> OfFirst(Scope.begin() + Mark, Scope.end());
  Scope.resize(Mark);
  evaluate(Second);
  Scope.append(OfFirst);
}

void FrameWalk::assignment(const Expr *To, const Expr *Value, bool Replaces) {
  const auto *Ref = dyn_cast<DeclRefExpr>(To->IgnoreParenImpCasts());
  bool IsWhole = Replaces && Ref && !Ref->getDecl()->getType()->isReferenceType();
  if (IsWhole)
    Overwritten.insert(Ref);
  else
    Waiting.push_back(To);
  evaluate(Value);
  if (!IsWhole)
    Waiting.pop_back();
  evaluate(To);
}

/// Whether \p B is a parameter that something is moved into. The callee has it then.
static bool isMovedOn(const CXXBindTemporaryExpr &B) {
  const auto *C = dyn_cast<CXXConstructExpr>(B.getSubExpr());
  return C && C->getConstructor()->isMoveConstructor() && C->getNumArgs() >= 1 &&
         isMove(C->getArg(0));
}

void FrameWalk::evaluate(const Expr *E) {
  if (!E || IsBroken || isBroken(E))
    return;
  if (isa<OpaqueValueExpr, UnaryExprOrTypeTraitExpr, CXXNoexceptExpr, CXXTypeidExpr>(E))
    return;
  if (const auto *L = dyn_cast<LambdaExpr>(E)) {
    for (const Expr *Init : L->capture_inits())
      evaluate(Init);
    return;
  }
  if (const auto *S = dyn_cast<CoroutineSuspendExpr>(E))
    return suspend(*S);
  if (const auto *D = dyn_cast<CXXDefaultArgExpr>(E))
    return evaluate(D->getExpr());
  if (const auto *D = dyn_cast<CXXDefaultInitExpr>(E))
    return evaluate(D->getExpr());
  if (const auto *S = dyn_cast<StmtExpr>(E))
    return walk(S->getSubStmt());
  if (const auto *C = dyn_cast<AbstractConditionalOperator>(E)) {
    const auto *Short = dyn_cast<BinaryConditionalOperator>(C);
    evaluate(Short ? Short->getCommon() : C->getCond());
    return branches(Short ? nullptr : C->getTrueExpr(), C->getFalseExpr());
  }
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    if (B->isAssignmentOp())
      return assignment(B->getLHS(), B->getRHS(), B->getOpcode() == BO_Assign);
    if (B->isCommaOp() || B->isLogicalOp()) {
      evaluate(B->getLHS());
      return evaluate(B->getRHS());
    }
  }
  if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E))
    if (O->isAssignmentOp() && O->getNumArgs() == 2)
      return assignment(O->getArg(0), O->getArg(1), O->getOperator() == OO_Equal);
  if (const auto *I = dyn_cast<InitListExpr>(E))
    E = semanticForm(I);
  size_t Mark = Waiting.size();
  for (const Stmt *Child : E->children())
    if (const auto *Operand = dyn_cast_or_null<Expr>(Child)) {
      evaluate(Operand);
      Waiting.push_back(Operand);
    }
  Waiting.resize(Mark);
  if (const auto *B = dyn_cast<CXXBindTemporaryExpr>(E))
    if (Matters(B->getType(), nullptr) && !isMovedOn(*B))
      Scope.push_back(temporary(*B, B->getType(), FrameValue::Temporary, true));
}

unsigned FrameWalk::temporary(const Expr &E, QualType T, FrameValue::Kind What, bool IsDestroyed) {
  const Expr *Made = withoutImplicit(&E);
  auto [It, IsNew] = Temporaries.try_emplace(Made, 0);
  if (!IsNew) {
    if (What == FrameValue::Range)
      Values[It->second].What = What;
    return It->second;
  }
  FrameValue V;
  V.What = What;
  V.Type = T;
  V.Made = Made;
  V.From = Made->getBeginLoc();
  V.IsDestroyed = IsDestroyed;
  unsigned Number = add(std::move(V));
  Temporaries[Made] = Number;
  return Number;
}

/// The value that the result of \p E stands for; -1 if it does not matter.
int FrameWalk::valueOf(const Expr *E, FrameValue::Kind What) {
  const Expr *Object = withoutImplicit(E);
  // What a method is called on waits for its arguments.
  if (const auto *M = dyn_cast<MemberExpr>(Object); M && isa<CXXMethodDecl>(M->getMemberDecl()))
    E = M->getBase();
  Object = withoutImplicit(E);
  QualType T = E->getType();
  if (T.isNull() || T->isFunctionType() || T->isVoidType() || T->isPlaceholderType())
    return -1;
  if (Object->isPRValue() && T->isRecordType())
    T = Object->getType();
  else if (E->isGLValue())
    T = Ctx.getLValueReferenceType(T);
  if (!Matters(T, nullptr))
    return -1;
  const Expr *Named = withoutPassing(E);
  if (isa<CXXThisExpr>(Named))
    return numberOf(nullptr);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Named))
    if (int Number = numberOf(Ref->getDecl()); Number >= 0)
      return Number;
  if (const ValueDecl *Root = rootVariable(Named)) {
    if (int Number = numberOf(Root); Number >= 0)
      return Number;
    if (!Root->getDeclContext()->isFunctionOrMethod())
      return -1; // global: nothing that the frame keeps
  }
  // A part of the object that the coroutine is a method of.
  const Expr *Part = Named;
  while (const auto *M = dyn_cast<MemberExpr>(Part))
    Part = withoutPassing(M->getBase());
  if (isa<CXXThisExpr>(Part))
    return numberOf(nullptr);
  return temporary(*E, T, What, false);
}

void FrameWalk::suspend(const CoroutineSuspendExpr &E) {
  const Expr *Awaiter = E.getCommonExpr();
  if (!Awaiter) {
    IsBroken = true;
    return;
  }
  evaluate(Awaiter);
  if (IsBroken || !IsAsked(E))
    return;
  AwaitPoint P{&E, {}};
  P.Live.append(Scope.begin(), Scope.end());
  for (const Expr *Operand : Waiting)
    if (int Number = valueOf(Operand, FrameValue::Temporary); Number >= 0)
      P.Live.push_back(Number);
  if (int Number = valueOf(Awaiter, FrameValue::Awaiter); Number >= 0)
    P.Live.push_back(Number);
  Points.push_back(std::move(P));
}

} // namespace ambit
