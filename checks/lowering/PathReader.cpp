//===- PathReader.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lowering/PathReader.h"
#include "model/Compat.h"
#include "model/ExprShape.h"

using namespace clang;
using namespace llvm;

namespace ambit {

constexpr unsigned MaxDepth = 24;

const Expr *PathReader::made(const Expr *E) {
  while (true) {
    E = withoutImplicit(E);
    const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(E);
    if (!Cast)
      return E;
    E = Cast->getSubExpr();
  }
}

PathId PathReader::temporary(const Expr *E) {
  E = made(E);
  auto [It, IsNew] = Temporaries.try_emplace(E, static_cast<int64_t>(Temporaries.size()));
  return Paths.root(PathKind::Temporary, TemporaryKind::OfExpression, It->second);
}

PathId PathReader::function(const FunctionDecl &F) {
  return Paths.root(PathKind::Function, Names.of(F));
}

PathId PathReader::variable(const VarDecl &V) {
  if (const auto *P = dyn_cast<ParmVarDecl>(&V)) {
    const auto *F = dyn_cast_or_null<FunctionDecl>(P->getDeclContext());
    if (F && F->getCanonicalDecl() == Inside)
      return Paths.root(PathKind::Parameter, 0, P->getFunctionScopeIndex() + 1);
    return Paths.root(PathKind::Local, Names.of(V));
  }
  if (V.getTLSKind() != VarDecl::TLS_None)
    return 0; // each thread has its own
  return Paths.root(V.hasGlobalStorage() ? PathKind::Global : PathKind::Local, Names.of(V));
}

/// The bit-field that stands for the storage unit of \p F: the first of its row.
static const FieldDecl *storageOf(const FieldDecl *F) {
  if (!F->isBitField())
    return F;
  const FieldDecl *First = F;
  for (const FieldDecl *Member : F->getParent()->fields()) {
    if (!Member->isBitField() || compat::isZeroLengthBitField(*Member)) {
      First = nullptr;
      continue;
    }
    if (!First || First == F)
      First = Member;
    if (Member == F)
      return First;
  }
  return F;
}

PathId PathReader::member(PathId Of, const FieldDecl &F) {
  // The members of a union are one object.
  if (!Of || F.getParent()->isUnion())
    return Of;
  return Paths.field(Of, Names.of(*storageOf(&F)));
}

PathId PathReader::elementOf(PathId Array, const Expr *Index) {
  if (!Array)
    return 0;
  Expr::EvalResult Value;
  if (!Index->isValueDependent() && Index->getType()->isIntegralOrEnumerationType() &&
      !isVariable(Index) && Index->EvaluateAsInt(Value, Ctx))
    if (std::optional<int64_t> N = Value.Val.getInt().tryExtValue())
      return Paths.get(PathKind::Element, Array, 0, *N);
  PathId Chooser = object(Index->IgnoreParenImpCasts(), MaxDepth / 2);
  return Paths.get(PathKind::SomeElement, Array, Chooser);
}

const Expr *PathReader::boundTo(const VarDecl &V) const {
  if (auto It = Bound.find(&V); It != Bound.end())
    return It->second;
  if (isa<ParmVarDecl>(V) || V.isCXXForRangeDecl())
    return nullptr;
  if (V.getType()->isReferenceType() ||
      (V.hasGlobalStorage() && V.getType()->isPointerType() && V.getType().isConstQualified()))
    return V.getAnyInitializer();
  return nullptr;
}

/// The expression that the one-statement body of \p F returns.
static const Expr *returnedBy(const FunctionDecl &F) {
  const FunctionDecl *Definition = nullptr;
  if (isOfStd(F) || !F.hasBody(Definition) || Definition->isDependentContext())
    return nullptr;
  const auto *Body = dyn_cast_or_null<CompoundStmt>(Definition->getBody());
  if (!Body || Body->body_empty())
    return nullptr;
  // Declarations before it, such as a static object, do not hide it.
  const auto *Return = dyn_cast<ReturnStmt>(Body->body_back());
  if (!Return || (Body->size() > 1 &&
                  !all_of(drop_end(Body->body()), [](const Stmt *S) { return isa<DeclStmt>(S); })))
    return nullptr;
  return Return->getRetValue();
}

/// Adds what \p S returns to \p Values; null for a return of nothing.
static void addReturned(const Stmt *S, SmallVectorImpl<const Expr *> &Values) {
  if (!S || isa<LambdaExpr, BlockExpr>(S))
    return;
  if (const auto *R = dyn_cast<ReturnStmt>(S))
    Values.push_back(R->getRetValue());
  for (const Stmt *Child : S->children())
    addReturned(Child, Values);
}

/// The variable, or the part of one, that each return of \p F leads to that does not return null;
/// 0 if there is none. No assignment in the body changes which that is.
PathId PathReader::globalReturnedBy(const FunctionDecl &F) {
  const QualType T = F.getReturnType();
  const FunctionDecl *Definition = nullptr;
  if ((!T->isPointerType() && !T->isReferenceType()) || T->isFunctionPointerType() || isOfStd(F) ||
      !F.hasBody(Definition) || Definition->isDependentContext() || Definition->isWeak())
    return 0;
  if (const auto *M = dyn_cast<CXXMethodDecl>(&F); M && M->isVirtual())
    return 0;
  auto [It, IsNew] = Globals.try_emplace(F.getCanonicalDecl(), 0);
  if (!IsNew)
    return It->second;
  SmallVector<const Expr *, 4> Values;
  addReturned(Definition->getBody(), Values);
  const FunctionDecl *Outer = enter(&F);
  PathId Only = 0;
  bool IsOne = true;
  for (const Expr *Value : Values) {
    if (!Value) {
      IsOne = false;
      break;
    }
    if (!T->isReferenceType() &&
        Value->isNullPointerConstant(Ctx, Expr::NPC_ValueDependentIsNotNull))
      continue;
    const PathId P = T->isPointerType() ? pointee(Value) : object(Value);
    bool IsFixed = P && Paths.rootOf(P).Kind == PathKind::Global;
    for (PathId Part = P; Part && IsFixed; Part = Paths[Part].Parent)
      IsFixed = Paths[Part].Kind != PathKind::Pointee && Paths[Part].Kind != PathKind::SomeElement;
    IsOne = IsFixed && (!Only || Only == P);
    if (!IsOne)
      break;
    Only = P;
  }
  enter(Outer);
  // What was read above may have added to the map.
  return Globals[F.getCanonicalDecl()] = IsOne ? Only : 0;
}

PathId PathReader::objectReturnedBy(const FunctionDecl &F) {
  QualType T = F.getReturnType();
  if (F.getNumParams() || (!T->isPointerType() && !T->isReferenceType()))
    return 0;
  const Expr *Returned = returnedBy(F);
  if (!Returned)
    return globalReturnedBy(F);
  const FunctionDecl *Outer = enter(&F);
  PathId P = T->isPointerType() ? pointee(Returned) : object(Returned);
  enter(Outer);
  return Paths.isAbsolute(P) && Paths.rootOf(P).Kind == PathKind::Global ? P : 0;
}

PathId PathReader::resultOf(const CallExpr *Call, bool IsPointer, unsigned Depth) {
  const FunctionDecl *F = Call->getDirectCallee();
  if (!F)
    return 0;
  if (const Expr *Passed = argumentOfStd(Call, {"addressof", "ref", "cref"}))
    return object(Passed, Depth + 1);
  const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
  if (Member && F->getIdentifier() && F->getName() == "get" && isOfStd(*F))
    return 0;
  const Expr *Returned = returnedBy(*F);
  if (Returned && Depth < 6) {
    // Read in the scope of the callee, then as the caller sees it.
    const FunctionDecl *Outer = Inside;
    Inside = F->getCanonicalDecl();
    PathId P = IsPointer ? pointee(Returned, Depth + 1) : object(Returned, Depth + 1);
    Inside = Outer;
    if (P) {
      Bindings Given(1, 0);
      if (Member) {
        const Expr *Object = Member->getImplicitObjectArgument();
        Given[0] = Object->getType()->isPointerType() ? pointee(Object, Depth + 1)
                                                      : object(Object, Depth + 1);
      }
      for (unsigned I = 0; I < Call->getNumArgs() && I < F->getNumParams(); ++I)
        Given.push_back(given(Call->getArg(I), F->getParamDecl(I)->getType()));
      PathKind Root = Paths.rootOf(P).Kind;
      if (Root != PathKind::Local || Paths.parameterOf(P) >= 0)
        if (PathId Seen = Paths.substitute(P, Given))
          return Seen;
    }
  }
  if (!Returned)
    if (PathId P = globalReturnedBy(*F))
      return P;
  // The same function without arguments gives the same object.
  if (Call->getNumArgs() == 0 && !Member)
    return Paths.root(PathKind::Result, Names.of(*F));
  return 0;
}

PathId PathReader::object(const Expr *E, unsigned Depth) {
  if (!E || Depth > MaxDepth)
    return 0;
  E = withoutPassing(E);
  if (const auto *L = dyn_cast<LambdaExpr>(E))
    return function(*L->getCallOperator());
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *F = dyn_cast<FunctionDecl>(Ref->getDecl()))
      return function(*F);
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    if (!V) {
      const auto *B = dyn_cast<BindingDecl>(Ref->getDecl());
      return B && B->getBinding() ? object(B->getBinding(), Depth + 1) : 0;
    }
    if (const CXXRecordDecl *R = V->getType()->getAsCXXRecordDecl(); R && R->isLambda())
      return function(*R->getLambdaCallOperator());
    if (V->getType()->isReferenceType()) {
      if (const Expr *Init = boundTo(*V))
        return object(Init, Depth + 1);
      return Paths.pointee(variable(*V));
    }
    return variable(*V);
  }
  if (const auto *M = dyn_cast<MemberExpr>(E)) {
    if (const auto *V = dyn_cast<VarDecl>(M->getMemberDecl()))
      return variable(*V);
    const auto *F = dyn_cast<FieldDecl>(M->getMemberDecl());
    if (!F)
      return 0;
    const Expr *Base = M->getBase();
    PathId P = member(M->isArrow() ? pointee(Base, Depth + 1) : object(Base, Depth + 1), *F);
    return F->getType()->isReferenceType() ? leadsTo(P) : P;
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E)) {
    switch (U->getOpcode()) {
    case UO_Deref:
      return pointee(U->getSubExpr(), Depth + 1);
    case UO_PreInc:
    case UO_PreDec:
    case UO_Real:
    case UO_Imag:
    case UO_Extension:
      return object(U->getSubExpr(), Depth + 1);
    default:
      return 0;
    }
  }
  if (const auto *S = dyn_cast<ArraySubscriptExpr>(E)) {
    const Expr *Base = S->getBase();
    return elementOf(pointee(Base, Depth + 1), S->getIdx());
  }
  if (const auto *Call = dyn_cast<CXXOperatorCallExpr>(E)) {
    const FunctionDecl *F = Call->getDirectCallee();
    if (Call->getOperator() == OO_Subscript && Call->getNumArgs() == 2)
      return elementOf(object(Call->getArg(0), Depth + 1), Call->getArg(1));
    if ((Call->getOperator() == OO_Star || Call->getOperator() == OO_Arrow) &&
        Call->getNumArgs() == 1 && F && isOfStd(*F))
      return Paths.pointee(object(Call->getArg(0), Depth + 1));
  }
  if (const auto *Call = dyn_cast<CallExpr>(E); Call && E->isLValue())
    return resultOf(Call, /*IsPointer=*/false, Depth);
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    if (B->getOpcode() == BO_Comma)
      return object(B->getRHS(), Depth + 1);
    if (B->isAssignmentOp() && E->isLValue())
      return object(B->getLHS(), Depth + 1);
  }
  if (const auto *C = dyn_cast<ConditionalOperator>(E)) {
    PathId P = object(C->getTrueExpr(), Depth + 1);
    return P == object(C->getFalseExpr(), Depth + 1) ? P : 0;
  }
  return 0;
}

PathId PathReader::pointee(const Expr *E, unsigned Depth) {
  if (!E || Depth > MaxDepth)
    return 0;
  E = withoutPassing(E);
  if (isa<CXXThisExpr>(E))
    return self();
  if (E->getType()->isArrayType())
    return object(E, Depth + 1);
  if (const auto *U = dyn_cast<UnaryOperator>(E)) {
    if (U->getOpcode() == UO_AddrOf)
      return object(U->getSubExpr(), Depth + 1);
    if (U->isIncrementDecrementOp())
      return Paths.get(PathKind::SomeElement, Paths.pointee(object(U->getSubExpr(), Depth + 1)));
    if (U->getOpcode() == UO_Extension)
      return pointee(U->getSubExpr(), Depth + 1);
    if (U->getOpcode() == UO_Deref)
      return Paths.pointee(object(E, Depth + 1));
    return 0;
  }
  if (isa<IntegerLiteral>(E))
    return Paths.root(PathKind::Register, 0);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *F = dyn_cast<FunctionDecl>(Ref->getDecl()))
      return function(*F);
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl())) {
      const Expr *Init = boundTo(*V);
      // What it was made from, or the object that only it leads to.
      if (PathId P = Init ? pointee(Init, Depth + 1) : 0)
        return P;
      // One of several.
      if (Init && isa<ConditionalOperator>(withoutPassing(Init)))
        return Paths.root(PathKind::Temporary, TemporaryKind::OfVariable, Names.of(*V));
    }
    return Paths.pointee(object(E, Depth + 1));
  }
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    if (B->isAdditiveOp()) {
      bool IsPointerFirst = B->getLHS()->getType()->isPointerType();
      const Expr *Base = IsPointerFirst ? B->getLHS() : B->getRHS();
      if (!Base->getType()->isPointerType()) {
        // An address computed from numbers is a register if all of it is constant.
        Expr::EvalResult Value;
        return !E->isValueDependent() && E->EvaluateAsInt(Value, Ctx)
                   ? Paths.root(PathKind::Register, 0)
                   : 0;
      }
      PathId P = pointee(Base, Depth + 1);
      if (Paths.rootOf(P).Kind == PathKind::Register)
        return P;
      return elementOf(P, IsPointerFirst ? B->getRHS() : B->getLHS());
    }
    if (B->getOpcode() == BO_Comma)
      return pointee(B->getRHS(), Depth + 1);
    if (B->getOpcode() == BO_Assign)
      return pointee(B->getRHS(), Depth + 1);
    return 0;
  }
  if (const auto *C = dyn_cast<ConditionalOperator>(E)) {
    PathId P = pointee(C->getTrueExpr(), Depth + 1);
    return P == pointee(C->getFalseExpr(), Depth + 1) ? P : 0;
  }
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
      if (const CXXMethodDecl *M = Member->getMethodDecl();
          M && M->getIdentifier() && M->getName() == "get" && isOfStd(*M))
        return Paths.pointee(object(Member->getImplicitObjectArgument(), Depth + 1));
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
        Operator && Operator->getOperator() == OO_Arrow)
      return Paths.pointee(object(Operator->getArg(0), Depth + 1));
    return resultOf(Call, /*IsPointer=*/true, Depth);
  }
  if (E->getType()->isIntegerType()) {
    Expr::EvalResult Value;
    return !E->isValueDependent() && E->EvaluateAsInt(Value, Ctx)
               ? Paths.root(PathKind::Register, 0)
               : 0;
  }
  if (isa<MemberExpr, ArraySubscriptExpr>(E))
    return leadsTo(object(E, Depth + 1));
  return 0;
}

PathId PathReader::given(const Expr *E, QualType T) {
  if (T->isReferenceType())
    return object(E);
  if (T->isPointerType() || T->isFunctionType() || T->isArrayType() || T->isNullPtrType())
    return pointee(E);
  if (const CXXRecordDecl *R = T->getAsCXXRecordDecl()) {
    if (R->isLambda())
      return function(*R->getLambdaCallOperator());
    if (const FunctionDecl *F = functionOf(E))
      return function(*F);
  }
  return 0;
}

} // namespace ambit
