//===- GuardLowering.cpp --------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
// Lowers objects that hold locks: guards, what keeps guards in it, and the end of either.
//
//===----------------------------------------------------------------------===//

#include "lowering/FunctionLowering.h"
#include "model/ExprShape.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace llvm;

namespace ambit {

//===----------------------------------------------------------------------===//
// Guards
//===----------------------------------------------------------------------===//

void FunctionLowering::guardEvent(LockEvent::Kind What, PathId Owner, PlaceId At, PathId Key) {
  LockEvent &Event = lock(What, At);
  Event.Owner = Owner;
  Event.Key = Key;
}

/// \p To holds from now on what \p From held.
void FunctionLowering::moveGuard(PathId To, const Expr *From, PlaceId At) {
  From = withoutPassing(From);
  PathId Old = isa<DeclRefExpr, MemberExpr>(From) ? Reader.object(From) : Reader.temporary(From);
  guardEvent(LockEvent::MoveGuard, To, At, Old);
}

void FunctionLowering::swapGuards(PathId A, PathId B, const Expr &Call, PlaceId At) {
  if (!A || !B)
    return;
  PathId Between = Reader.temporary(&Call);
  guardEvent(LockEvent::MoveGuard, Between, At, A);
  guardEvent(LockEvent::MoveGuard, A, At, B);
  guardEvent(LockEvent::MoveGuard, B, At, Between);
}

static const CXXMethodDecl *methodNamed(QualType T, StringRef Name) {
  const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition())
    return nullptr;
  for (const CXXMethodDecl *M : R->methods())
    if (M->getIdentifier() && M->getName() == Name && M->getNumParams() == 0)
      return M;
  return nullptr;
}

/// Adds the lock that argument \p I of what makes a guard is, or what it says of the others.
void FunctionLowering::addToGuard(LockEvent &Guard, const Expr *A, unsigned I, QualType T,
                                  bool IsAnnotated, const Expr &Call) {
  QualType ArgumentType = A->getType();
  if (const CXXRecordDecl *Tag = ArgumentType->getAsCXXRecordDecl();
      Tag && Tag->getIdentifier() && isOfStd(*Tag)) {
    Guard.IsDeferred |= Tag->getName() == "defer_lock_t";
    Guard.IsAdopted |= Tag->getName() == "adopt_lock_t";
    if (Tag->getName() == "try_to_lock_t" || Tag->getName() == "duration" ||
        Tag->getName() == "time_point")
      Guard.Key = Reader.temporary(&Call);
    if (StringRef(Tag->getName()).ends_with("_lock_t"))
      return;
  }
  if (IsAnnotated && !Guard.Locks.empty())
    return; // the annotation has said which
  const CXXRecordDecl *Type = T->getAsCXXRecordDecl();
  PathId P = ArgumentType->isPointerType() ? Reader.pointee(A) : Reader.object(A);
  std::optional<Held> Kind = L.Effect.kindOf(ArgumentType);
  // The type of a lock whose kind nobody said is one by being locked.
  if (!Kind && !(Type && isOfStd(*Type) && A->isLValue()))
    return;
  if (!P)
    P = Paths.root(PathKind::Temporary, TemporaryKind::OfParameter, I + 1);
  // A lock with a body of its own does what that says.
  if (!Kind)
    if (const CXXMethodDecl *Lock = methodNamed(ArgumentType, "lock");
        Lock && Lock->hasBody() && !isOfStd(*Lock) && !L.Effect.of(*Lock).HasLockAnnotation) {
      const CXXMethodDecl *Unlock = methodNamed(ArgumentType, "unlock");
      if (!Guard.IsDeferred && !Guard.IsAdopted)
        addCall(*Lock, Bindings{P}, Call.getExprLoc());
      if (Unlock && Unlock->hasBody())
        Bodies[Guard.Owner] = {Lock, Unlock, P};
      return;
    }
  Held Lock = Kind.value_or(Held());
  Lock.Lock = P;
  Lock.IsShared = Type && Type->getIdentifier() && Type->getName() == "shared_lock";
  Guard.Locks.push_back(Lock);
}

/// \p Call makes \p Owner a guard of type \p T by \p Constructor, or by one that nobody knows if
/// that is null.
void FunctionLowering::makeGuard(PathId Owner, QualType T, const CXXConstructorDecl *Constructor,
                                 ArrayRef<const Expr *> Arguments, const Expr &Call) {
  LockEvent Guard;
  Guard.What = LockEvent::Guard;
  Guard.Owner = Owner;
  Guard.At = Names.place(Call.getExprLoc());
  static const Effects Nothing;
  const Effects &E = Constructor ? L.Effect.of(*Constructor) : Nothing;
  Bindings Given(1, Owner);
  for (unsigned I = 0; Constructor && I < Arguments.size() && I < Constructor->getNumParams(); ++I)
    Given.push_back(Reader.given(Arguments[I], Constructor->getParamDecl(I)->getType()));
  for (const LockOp &Op : E.Locks)
    if (Op.What == LockOp::Acquire && !Op.IsOwn && E.HasLockAnnotation) {
      Held Lock = Op.Lock;
      Lock.Lock = Paths.substitute(Lock.Lock, Given);
      if (Lock.Lock)
        Guard.Locks.push_back(Lock);
    }
  for (unsigned I = 0; I < Arguments.size(); ++I)
    addToGuard(Guard, Arguments[I], I, T, E.HasLockAnnotation, Call);
  // A guard of the machine's own mask takes no argument.
  if (Guard.Locks.empty() && !Guard.IsDeferred)
    if (std::optional<Held> Kind = L.Effect.kindOf(T)) {
      Held Lock = *Kind;
      MachineLock Which = masksAll(Lock.Kind)                ? MachineLock::Irq
                          : Lock.Kind == LockKind::Ceiling   ? MachineLock::Ceiling
                          : Lock.Kind == LockKind::Scheduler ? MachineLock::Scheduler
                                                             : MachineLock::FirstLine;
      Lock.Lock = Paths.root(PathKind::Machine, 0, static_cast<int64_t>(Which));
      Guard.Locks.push_back(Lock);
    }
  if (Guard.Locks.empty())
    for (const LockOp &Op : E.Locks)
      if (Op.What == LockOp::Acquire && Op.Lock.Lock &&
          Paths.rootOf(Op.Lock.Lock).Kind != PathKind::Parameter)
        Guard.Locks.push_back(Op.Lock);
  emit(Event::Lock, out().Locks.size());
  out().Locks.push_back(std::move(Guard));
}

bool FunctionLowering::callGuard(const CallExpr *C, const FunctionDecl &Callee) {
  const Expr *Object = objectOf(*C);
  if (!Object)
    return false;
  QualType T =
      Object->getType()->isPointerType() ? Object->getType()->getPointeeType() : Object->getType();
  if (!L.Effect.isScoped(T))
    return callHolder(C, Callee);
  PathId Guard = guardNamed(Object);
  if (!Guard)
    return true;
  PlaceId At = Names.place(C->getExprLoc());
  if (const auto *O = dyn_cast<CXXOperatorCallExpr>(C)) {
    if (O->getOperator() == OO_Equal && O->getNumArgs() == 2) {
      guardEvent(LockEvent::EndGuard, Guard, At);
      moveGuard(Guard, O->getArg(1), At);
    }
    return true;
  }
  const Effects &E = L.Effect.of(Callee);
  auto Has = [&](LockOp::Kind K) {
    return any_of(E.Locks, [&](const LockOp &Op) { return Op.What == K && Op.IsOwn; });
  };
  StringRef Name = Callee.getIdentifier() ? Callee.getName() : "";
  LockEvent::Kind What;
  if (Name == "unlock" || Name == "unlock_shared" || Has(LockOp::Release))
    What = LockEvent::UnlockGuard;
  else if (Name == "lock" || Name == "lock_shared" || Has(LockOp::Acquire))
    What = LockEvent::LockGuard;
  else if (Name == "try_lock" || Name.starts_with("try_lock_") || Has(LockOp::TryAcquire))
    What = LockEvent::TryGuard;
  else if (Name == "release")
    What = LockEvent::DropGuard;
  else if (Name == "swap" && C->getNumArgs() == 1) {
    swapGuards(Guard, Reader.object(C->getArg(0)), *C, At);
    return true;
  } else
    return isOfStd(Callee);
  if (auto It = Bodies.find(Guard); It != Bodies.end()) {
    if (What == LockEvent::LockGuard)
      addCall(*It->second.Take, Bindings{It->second.Lock}, C->getExprLoc());
    else if (What == LockEvent::UnlockGuard)
      addCall(*It->second.Unlock, Bindings{It->second.Lock}, C->getExprLoc());
    return true;
  }
  if (What == LockEvent::LockGuard)
    applyHazards(E, Callee, C->getExprLoc());
  guardEvent(What, Guard, At, Reader.temporary(C));
  return true;
}

//===----------------------------------------------------------------------===//
// What keeps a guard in it: std::optional and the pointers that own
//===----------------------------------------------------------------------===//

static const ClassTemplateSpecializationDecl *asHolder(QualType T) {
  const auto *R = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T.getNonReferenceType()->getAsCXXRecordDecl());
  return R && R->getIdentifier() && isOfStd(*R) && R->getTemplateArgs().size() != 0 &&
                 R->getTemplateArgs()[0].getKind() == clang::TemplateArgument::Type &&
                 is_contained({"optional", "unique_ptr", "shared_ptr"}, R->getName())
             ? R
             : nullptr;
}

/// The guard that an object of type \p T may keep; null if it keeps none.
QualType FunctionLowering::guardKeptBy(QualType T) const {
  const ClassTemplateSpecializationDecl *R = asHolder(T);
  if (!R || !L.Effect.isScoped(R->getTemplateArgs()[0].getAsType()))
    return {};
  return R->getTemplateArgs()[0].getAsType();
}

bool FunctionLowering::isOrKeepsGuard(QualType T) const {
  return L.Effect.isScoped(T) || !guardKeptBy(T).isNull();
}

/// The guard that \p E is or leads to. One that is kept has the name of what keeps it.
PathId FunctionLowering::guardNamed(const Expr *E) {
  const Expr *Bare = E->IgnoreParenImpCasts();
  if (const auto *O = dyn_cast<CXXOperatorCallExpr>(Bare);
      O && (O->getOperator() == OO_Star || O->getOperator() == OO_Arrow) && O->getNumArgs() == 1 &&
      !guardKeptBy(O->getArg(0)->getType()).isNull())
    return Reader.object(O->getArg(0));
  if (const auto *C = dyn_cast<CXXMemberCallExpr>(Bare); C && C->getNumArgs() == 0)
    if (const CXXMethodDecl *M = C->getMethodDecl(); M && M->getIdentifier() &&
                                                     is_contained({"value", "get"}, M->getName()) &&
                                                     !guardKeptBy(C->getObjectType()).isNull())
      return Reader.object(C->getImplicitObjectArgument());
  return E->getType()->isPointerType() ? Reader.pointee(E) : Reader.object(E);
}

/// Of the constructors of the guard \p T the only one that takes \p N arguments.
static const CXXConstructorDecl *constructorTaking(QualType T, size_t N) {
  const CXXConstructorDecl *Found = nullptr;
  for (const CXXConstructorDecl *C : T->getAsCXXRecordDecl()->ctors()) {
    if (C->isCopyOrMoveConstructor() || C->getNumParams() != N)
      continue;
    if (Found)
      return nullptr;
    Found = C;
  }
  return Found;
}

/// \p Call makes a guard of type \p T in \p Holder.
void FunctionLowering::keepGuard(PathId Holder, QualType T, ArrayRef<const Expr *> Arguments,
                                 const Expr &Call) {
  makeGuard(Holder, T, constructorTaking(T, Arguments.size()), Arguments, Call);
}

/// It is known that \p Holder keeps nothing.
void FunctionLowering::keepNothing(PathId Holder, PlaceId At) {
  guardEvent(LockEvent::EndGuard, Holder, At);
  guardEvent(LockEvent::Guard, Holder, At);
  out().Locks.back().IsDeferred = true;
}

/// What \p Value has made, a guard or what keeps one, is kept by \p Holder.
void FunctionLowering::keepValue(PathId Holder, const Expr *Value, PlaceId At) {
  const Expr *Bare = withoutPassing(Value);
  if (const auto *New = dyn_cast<CXXNewExpr>(Bare); New && New->getConstructExpr())
    Bare = New->getConstructExpr();
  const CXXRecordDecl *Type = Bare->getType()->getAsCXXRecordDecl();
  if (Bare->getType()->isNullPtrType() ||
      (Type && Type->getIdentifier() && Type->getName() == "nullopt_t"))
    keepNothing(Holder, At);
  else
    moveGuard(Holder, Bare, At);
}

bool FunctionLowering::callHolder(const CallExpr *C, const FunctionDecl &Callee) {
  const Expr *Object = objectOf(*C);
  QualType T = Object ? guardKeptBy(Object->getType()) : QualType();
  if (T.isNull())
    return false;
  PathId Holder = Reader.object(Object);
  PlaceId At = Names.place(C->getExprLoc());
  if (!Holder)
    return true;
  if (const auto *O = dyn_cast<CXXOperatorCallExpr>(C)) {
    if (O->getOperator() == OO_Equal && O->getNumArgs() == 2) {
      guardEvent(LockEvent::EndGuard, Holder, At);
      keepValue(Holder, O->getArg(1), At);
    }
    return true;
  }
  StringRef Name = Callee.getIdentifier() ? Callee.getName() : "";
  ArrayRef<const Expr *> Arguments(C->getArgs(), C->getNumArgs());
  if (Name == "emplace") {
    guardEvent(LockEvent::EndGuard, Holder, At);
    keepGuard(Holder, T, Arguments, *C);
  } else if (Name == "reset") {
    keepNothing(Holder, At);
    if (!Arguments.empty() && !isa<CXXDefaultArgExpr>(Arguments[0]))
      keepValue(Holder, Arguments[0], At);
  } else if (Name == "release") {
    guardEvent(LockEvent::DropGuard, Holder, At);
  } else if (Name == "swap" && Arguments.size() == 1) {
    swapGuards(Holder, Reader.object(Arguments[0]), *C, At);
  }
  return true;
}

/// std::make_unique and its like for a guard, and std::swap of two.
bool FunctionLowering::callWithGuards(const CallExpr *C, const FunctionDecl &Callee) {
  if (!Callee.getIdentifier() || !Ctx.getLangOpts().CPlusPlus || !isOfStd(Callee))
    return false;
  if (Callee.getName() == "swap" && C->getNumArgs() == 2) {
    if (!isOrKeepsGuard(C->getArg(0)->getType()))
      return false;
    swapGuards(Reader.object(C->getArg(0)), Reader.object(C->getArg(1)), *C,
               Names.place(C->getExprLoc()));
    return true;
  }
  if (!is_contained({"make_unique", "make_shared", "make_optional"}, Callee.getName()))
    return false;
  QualType T = guardKeptBy(C->getType());
  if (T.isNull())
    return false;
  keepGuard(targetOf(C), T, ArrayRef(C->getArgs(), C->getNumArgs()), *C);
  return true;
}

/// \returns whether \p C makes something that can keep a guard.
bool FunctionLowering::constructHolder(const CXXConstructExpr *C) {
  QualType T = guardKeptBy(C->getType());
  if (T.isNull())
    return false;
  PathId Holder = targetOf(C);
  PlaceId At = Names.place(C->getExprLoc());
  ArrayRef<const Expr *> Arguments(C->getArgs(), C->getNumArgs());
  while (!Arguments.empty() && isa<CXXDefaultArgExpr>(Arguments.back()))
    Arguments = Arguments.drop_back();
  const CXXRecordDecl *First =
      Arguments.empty() ? nullptr : withoutPassing(Arguments[0])->getType()->getAsCXXRecordDecl();
  if (Arguments.empty())
    keepNothing(Holder, At);
  else if (First && First->getIdentifier() && First->getName() == "in_place_t")
    keepGuard(Holder, T, Arguments.drop_front(), *C);
  else
    keepValue(Holder, Arguments[0], At);
  return true;
}

/// Guards among the \p Parts of the aggregate \p Whole are the aggregate's.
void FunctionLowering::keepParts(const Expr *Whole, ArrayRef<const Expr *> Parts) {
  if (!Whole->getType()->isRecordType())
    return;
  for (const Expr *Part : Parts)
    if (Part && isOrKeepsGuard(Part->getType()))
      guardEvent(LockEvent::MoveGuard, targetOf(Whole), Names.place(Part->getBeginLoc()),
                 Reader.temporary(Part));
}

//===----------------------------------------------------------------------===//
// Objects
//===----------------------------------------------------------------------===//

void FunctionLowering::construct(const CXXConstructExpr *C) {
  const CXXConstructorDecl *Constructor = C->getConstructor();
  QualType T = C->getType();
  PlaceId At = Names.place(C->getExprLoc());
  ArrayRef<const Expr *> Arguments(C->getArgs(), C->getNumArgs());
  if (!Constructor->isCopyOrMoveConstructor()) {
    PathId Made = targetOf(C);
    const PathNode &Node = Paths[Made];
    bool IsNamed = Node.Kind == PathKind::Local || Node.Kind == PathKind::Field;
    makeObject(T, IsNamed ? Names.declaration(Node.Symbol) : nullptr, Made, At);
  }
  if (L.Effect.isScoped(T)) {
    if (Constructor->isCopyOrMoveConstructor() && !Arguments.empty())
      moveGuard(targetOf(C), Arguments[0], At);
    else
      makeGuard(targetOf(C), T, Constructor, Arguments, *C);
    return;
  }
  if (constructHolder(C))
    return;
  // A copy reads, a move empties.
  if (Constructor->isCopyOrMoveConstructor() && !Arguments.empty() && Arguments[0]->isGLValue()) {
    const Expr *From = withoutPassing(Arguments[0]);
    if (!isa<LambdaExpr>(From) && !(T->getAsCXXRecordDecl() && T->getAsCXXRecordDecl()->isLambda()))
      access(Arguments[0],
             Constructor->isMoveConstructor() && !Constructor->isTrivial() ? Updates : Reads);
  }
  Bindings Given = bindings(*Constructor, *C);
  callFunction(*Constructor, *C, Given);
}

void FunctionLowering::destroy(PathId Object, const CXXDestructorDecl *D, QualType T,
                               SourceLocation At) {
  if (L.Effect.isScoped(T)) {
    if (auto It = Bodies.find(Object); It != Bodies.end())
      addCall(*It->second.Unlock, Bindings{It->second.Lock}, At);
    guardEvent(LockEvent::EndGuard, Object, Names.place(At));
    return;
  }
  ModelHit<TypeModel> Hit;
  if (const CXXRecordDecl *R = T->getAsCXXRecordDecl())
    Hit = L.Unit.Models.type(*R);
  if (const auto *Container =
          dyn_cast_or_null<ClassTemplateSpecializationDecl>(T->getAsCXXRecordDecl());
      !Hit && Container && Container->getTemplateArgs().size() &&
      Container->getTemplateArgs()[0].getKind() == clang::TemplateArgument::Type)
    if (const CXXRecordDecl *R = Container->getTemplateArgs()[0].getAsType()->getAsCXXRecordDecl())
      if (ModelHit<TypeModel> Element = L.Unit.Models.type(*R);
          Element && Element.What->JoinsInDestructor)
        Hit = Element;
  if (Hit && Hit.What->JoinsInDestructor) {
    emit(Event::Join, out().Joins.size());
    out().Joins.push_back({Object, std::nullopt, {}});
    return;
  }
  if (D && D->hasBody())
    addCall(*D, Bindings{Object}, At);
  // What its members hold ends with them.
  guardEvent(LockEvent::EndGuard, Object, Names.place(At));
}

} // namespace ambit
