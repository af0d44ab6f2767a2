//===- AccessLowering.cpp -------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lowers accesses: which objects are worth writing down, how they were declared to be
// protected, and what is assigned.
//
//===----------------------------------------------------------------------===//

#include "lowering/FunctionCFG.h"
#include "lowering/FunctionLowering.h"
#include "model/AnnotationNames.h"
#include "model/ExprShape.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/Analyses/PostOrderCFGView.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Basic/TargetInfo.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/FoldingSet.h"

using namespace clang;
using namespace llvm;

namespace ambit {

bool isAtomicClass(QualType T) {
  const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!R || !isOfStd(*R) || !R->getIdentifier())
    return false;
  StringRef Name = R->getName();
  return Name == "atomic" || Name == "atomic_flag" || Name == "atomic_ref" ||
         Name == "__atomic_base" || Name == "__atomic_float" || Name == "__atomic_flag_base";
}

bool FunctionLowering::mayBeShared(PathId P) const {
  for (PathId At = P; At; At = Paths[At].Parent) {
    const PathNode &Node = Paths[At];
    if (Node.Kind == PathKind::Pointee)
      return Paths.rootOf(At).Kind != PathKind::Register;
    if (Node.Parent)
      continue;
    switch (Node.Kind) {
    case PathKind::Global: {
      // The library's own objects, its streams above all, are made for all threads.
      const NamedDecl *D = Names.declaration(Node.Symbol);
      return !D || !isOfStd(*D);
    }
    case PathKind::Result:
      return true;
    case PathKind::Local:
      // Of another function, or one whose address is known elsewhere.
      return Escaped.contains(At) ||
             Names.declaration(Node.Symbol)->getDeclContext()->getRedeclContext() !=
                 static_cast<const DeclContext *>(&F);
    default:
      return false;
    }
  }
  return false;
}

void FunctionLowering::addProtection(const NamedDecl &D, PathId Base, Access &A) {
  auto Add = [&](Protection::Kind What, LockRef Lock, StringRef Name, SourceLocation At) {
    Protection P;
    P.What = What;
    P.Lock = Lock.Lock.Lock;
    if (Lock.IsKindKnown)
      P.LockIs = Lock.Lock.Kind;
    P.LockName = Name.str();
    P.Of = Names.of(D);
    P.SaidAt = Names.place(At);
    A.Protections.push_back(std::move(P));
  };
  for (const Annotation &Said : L.Unit.Said.of(D)) {
    if (Said.Kind == Spelling::IsrShared)
      Add(Protection::IsrShared, {}, {}, Said.location());
    else if ((Said.Kind == Spelling::IsrSharedBy || Said.Kind == Spelling::GuardedBy) &&
             !Said.Arguments.empty()) {
      LockRef Lock = L.Effect.lock(Said.Arguments[0], D, Base);
      Add(Said.Kind == Spelling::GuardedBy ? Protection::GuardedBy : Protection::IsrSharedBy, Lock,
          Said.Arguments[0], Said.location());
    }
  }
  if (const auto *G = D.getAttr<GuardedByAttr>()) {
    LockRef Lock = L.Effect.lock(G->getArg(), Base);
    if (Lock.Lock.Lock)
      Add(Protection::GuardedBy, Lock, {}, G->getLocation());
  }
}

void FunctionLowering::addProtections(const Expr *E, Access &A) {
  auto AddType = [&](QualType T) {
    if (const TagDecl *Tag = T.getNonReferenceType()->getAsTagDecl())
      addProtection(*Tag, 0, A);
  };
  for (unsigned Depth = 0; E && Depth < 32; ++Depth) {
    E = withoutPassing(E);
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
      if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl())) {
        addProtection(*V, 0, A);
        if (!V->hasLocalStorage() || V->getType()->isReferenceType())
          AddType(V->getType());
      }
      return;
    }
    if (const auto *M = dyn_cast<MemberExpr>(E)) {
      const Expr *Base = M->getBase();
      PathId Self = M->isArrow() ? Reader.pointee(Base) : Reader.object(Base);
      addProtection(*M->getMemberDecl(), Self, A);
      AddType(M->isArrow() ? Base->getType()->getPointeeType() : Base->getType());
      if (M->isArrow())
        return; // the pointer is another object
      E = Base;
      continue;
    }
    if (const auto *U = dyn_cast<UnaryOperator>(E); U && U->getOpcode() == UO_Deref) {
      AddType(E->getType());
      E = U->getSubExpr()->IgnoreParenImpCasts();
    } else if (const auto *S = dyn_cast<ArraySubscriptExpr>(E)) {
      AddType(E->getType());
      E = S->getBase()->IgnoreParenImpCasts();
      if (!E->getType()->isArrayType() && !E->getType()->isPointerType())
        return;
      if (E->getType()->isArrayType())
        continue;
    } else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E); O && O->getNumArgs()) {
      E = O->getArg(0);
      continue;
    } else {
      return;
    }
    // Through a pointer: what is guarded is what it points to.
    const ValueDecl *Pointer = nullptr;
    PathId Self = 0;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
      Pointer = Ref->getDecl();
    else if (const auto *M = dyn_cast<MemberExpr>(E)) {
      Pointer = M->getMemberDecl();
      Self = M->isArrow() ? Reader.pointee(M->getBase()) : Reader.object(M->getBase());
    }
    if (Pointer)
      if (const auto *G = Pointer->getAttr<PtGuardedByAttr>()) {
        LockRef Lock = L.Effect.lock(G->getArg(), Self);
        if (Lock.Lock.Lock) {
          Protection P;
          P.What = Protection::GuardedBy;
          P.Lock = Lock.Lock.Lock;
          P.Of = Names.of(*Pointer);
          P.SaidAt = Names.place(G->getLocation());
          A.Protections.push_back(std::move(P));
        }
      }
    return;
  }
}

/// Whether the object that \p E names was declared constant, not only seen as such.
static bool isConstant(const Expr *E) {
  for (unsigned Depth = 0; Depth < 16; ++Depth) {
    E = withoutPassing(E);
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
      QualType T = Ref->getDecl()->getType();
      return !T->isReferenceType() && T.isConstQualified() && !T.isVolatileQualified();
    }
    if (const auto *M = dyn_cast<MemberExpr>(E)) {
      const auto *Field = dyn_cast<FieldDecl>(M->getMemberDecl());
      if (Field && Field->isMutable())
        return false;
      QualType T = M->getMemberDecl()->getType();
      if (!T->isReferenceType() && T.isConstQualified() && !T.isVolatileQualified())
        return true;
      if (M->isArrow())
        return false;
      E = M->getBase();
      continue;
    }
    if (const auto *S = dyn_cast<ArraySubscriptExpr>(E)) {
      const Expr *Base = withoutPassing(S->getBase());
      if (!Base->getType()->isArrayType())
        return false;
      QualType Element(Base->getType()->getPointeeOrArrayElementType(), 0);
      if (Base->getType()->getAsArrayTypeUnsafe()->getElementType().isConstQualified() &&
          isa<DeclRefExpr>(Base))
        return true;
      E = Base;
      continue;
    }
    return isa<clang::StringLiteral>(E);
  }
  return false;
}

void FunctionLowering::access(const Expr *E, AccessKind How) {
  // A function, or a value that nobody stores.
  if (!E || E->getType()->isFunctionType() || E->getType()->isVoidType())
    return;
  if (How.IsRead && !How.IsWrite && callMacro(E->getExprLoc(), E))
    return;
  // Nobody else sees a local whose address stays here.
  if (const auto *Ref = dyn_cast<DeclRefExpr>(withoutPassing(E)))
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
        V && V->hasLocalStorage() && V->getDeclContext() == static_cast<const DeclContext *>(&F) &&
        !V->getType()->isReferenceType() && !EscapedVariables.contains(V))
      return;
  // To write some bits of a word is to read the others.
  if (How.IsWrite && E->refersToBitField())
    How = Updates;
  accessObject(Reader.object(E), E, How);
}

void FunctionLowering::accessObject(PathId Object, const Expr *E, AccessKind How) {
  const Expr *Bare = withoutPassing(E);
  QualType T = Bare->getType();
  if (Object && Paths.rootOf(Object).Kind == PathKind::Register)
    return;
  Access A;
  if (!Object || mayBeShared(Object))
    addProtections(Bare, A);
  if (!Object && A.Protections.empty())
    return;
  if (Object && !mayBeShared(Object) && A.Protections.empty())
    return;
  // Through a pointer with one value the object is what it leads to.
  if (A.Protections.empty() && Object && isa<MemberExpr, UnaryOperator, ArraySubscriptExpr>(Bare))
    for (PathId P = Object; P; P = Paths[P].Parent)
      if (Paths[P].Kind == PathKind::Field || Paths[P].Kind == PathKind::Global)
        addProtection(*Names.declaration(Paths[P].Symbol), Paths[P].Parent, A);
  if (!Object)
    Object = Reader.temporary(Bare);
  noteLocal(Object);
  if (!How.IsWrite && isConstant(Bare))
    return;
  A.Object = Object;
  A.At = place(E);
  A.IsRead = How.IsRead;
  A.IsWrite = How.IsWrite;
  A.IsVolatile = T.isVolatileQualified();
  if (!T->isIncompleteType() && !T->isDependentType() && !T->isVariableArrayType())
    A.IsWide = Ctx.getTypeSize(T.getNonReferenceType()) > WordBits;
  for (QualType Sugar = T; const auto *Named = Sugar->getAs<TypedefType>();
       Sugar = Named->desugar())
    A.IsSigAtomic |= Named->getDecl()->getName() == "sig_atomic_t";
  bool IsAtomicType = T->isAtomicType() || isAtomicClass(T);
  A.IsAtomic = How.IsAtomic || IsAtomicType;
  if (A.IsAtomic) {
    uint64_t Bits = T->isIncompleteType() ? 0 : Ctx.getTypeSize(T);
    const TargetInfo &Target = Ctx.getTargetInfo();
    bool IsLockFree = Bits <= 8 || Bits <= Target.getMaxAtomicInlineWidth();
    // A word is loaded and stored whole, whatever else the target lacks.
    if (!IsLockFree && !(How.IsRead && How.IsWrite))
      IsLockFree = Bits <= WordBits;
    A.IsWide = !IsLockFree;
    if (!IsLockFree)
      hazard(Hazard::NotLockFree, 0, A.At);
  }
  if (isa<CXXConstructorDecl, CXXDestructorDecl>(F))
    A.IsUnderConstruction = Paths.parameterOf(Object) == 0;
  emit(Event::Access, into().Accesses.size());
  into().Accesses.push_back(std::move(A));
}

/// To initialise a member is to write it, once others may have the object.
void FunctionLowering::accessInitialized(const CXXCtorInitializer &I, PathId Member) {
  const FieldDecl *Field = I.getAnyMember();
  QualType T = Field->getType();
  const auto *Made = dyn_cast<CXXConstructExpr>(I.getInit());
  bool LeavesIt = Made && Made->getConstructor()->isTrivial() && !Made->getNumArgs() &&
                  !Made->requiresZeroInitialization();
  if (!Member || T->isReferenceType() || LeavesIt || T->isAtomicType() || isAtomicClass(T))
    return;
  Access A;
  addProtection(*Field, Paths[Member].Parent, A);
  A.Object = Member;
  SourceLocation At = I.getSourceLocation();
  if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(I.getInit()))
    At = Default->getExpr()->getExprLoc();
  else if (!I.isWritten())
    At = F.getLocation();
  A.At = Names.place(At);
  A.IsWrite = true;
  A.IsVolatile = T.isVolatileQualified();
  A.IsUnderConstruction = true;
  emit(Event::Access, into().Accesses.size());
  into().Accesses.push_back(std::move(A));
}

/// Bits of a saved state stand for it: `saved & 1`.
void FunctionLowering::keepPart(const Expr *E, PathId Key) {
  const auto *B = dyn_cast<BinaryOperator>(bareCondition(E));
  if (!Key || !B || B->getOpcode() != BO_And)
    return;
  const Expr *Whole = B->getLHS()->isEvaluatable(Ctx) ? B->getRHS() : B->getLHS();
  AssignEvent A;
  A.To = Key;
  A.From = valueKey(Whole);
  A.IsPart = true;
  if (!A.From || A.From == Key)
    return;
  emit(Event::Assign, out().Assigns.size());
  out().Assigns.push_back(A);
}

/// Remembers of which function the local is that \p Object starts from.
void FunctionLowering::noteLocal(PathId Object) {
  if (const PathNode &Root = Paths.rootOf(Object); Root.Kind == PathKind::Local)
    if (const auto *In = dyn_cast<FunctionDecl>(
            Names.declaration(Root.Symbol)->getDeclContext()->getRedeclContext()))
      L.Graph.FunctionOfLocal[Root.Symbol] = In == &F ? Id : L.use(*In);
}

void FunctionLowering::assign(const Expr *To, const Expr *From) {
  assign(Reader.object(To), From, To->getType());
}

void FunctionLowering::assign(PathId To, const Expr *From, QualType T) {
  if (!To)
    return;
  AssignEvent A;
  A.To = To;
  A.IsPointer = T->isPointerType();
  while (const auto *Comma = From ? dyn_cast<BinaryOperator>(withoutImplicit(From)) : nullptr) {
    if (Comma->getOpcode() != BO_Comma)
      break;
    From = Comma->getRHS();
  }
  if (From) {
    Expr::EvalResult Value;
    if (From->getType()->isIntegralOrEnumerationType() && !From->isValueDependent() &&
        !isVariable(From) && From->EvaluateAsInt(Value, Ctx))
      A.Constant = Value.Val.getInt().tryExtValue();
    else
      A.From = valueKey(From);
    keepPart(From, A.From);
  }
  emit(Event::Assign, out().Assigns.size());
  out().Assigns.push_back(A);
}

} // namespace ambit
