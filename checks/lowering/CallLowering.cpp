//===- CallLowering.cpp ---------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lowers calls: who is called with what, and what a handler must not call. What runs elsewhere
// because of a call is StartLowering.cpp's.
//
//===----------------------------------------------------------------------===//

#include "lowering/FunctionLowering.h"
#include "model/AnnotationNames.h"
#include "model/ExprShape.h"
#include "model/ModelReader.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/Builtins.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Basic/TargetInfo.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;
using namespace llvm;

namespace ambit {

LockEvent &FunctionLowering::lock(LockEvent::Kind What, PlaceId At) {
  emit(Event::Lock, out().Locks.size());
  LockEvent &E = out().Locks.emplace_back();
  E.What = What;
  E.At = At;
  return E;
}

void FunctionLowering::hazard(Hazard::Kind What, SymbolId Callee, PlaceId At, std::string Why,
                              std::string IsrForm) {
  Hazard H;
  H.What = What;
  H.Callee = Callee;
  H.At = At;
  H.Why = std::move(Why);
  H.IsrForm = std::move(IsrForm);
  emit(Event::Hazard, into().Hazards.size());
  into().Hazards.push_back(std::move(H));
}

void FunctionLowering::unmask(PlaceId At) {
  Start S;
  S.What = Start::Unmask;
  S.At = At;
  into().Starts.push_back(L.Graph.Starts.size());
  emit(Event::Start, L.Graph.Starts.size());
  L.Graph.Starts.push_back(std::move(S));
}

PathId FunctionLowering::targetOf(const Expr *Made) {
  auto It = Targets.find(PathReader::made(Made));
  return It != Targets.end() ? It->second : Reader.temporary(Made);
}

Bindings FunctionLowering::bindings(const FunctionDecl &Callee, const Expr &Call) {
  Bindings Given(1, 0);
  if (const auto *C = dyn_cast<CXXConstructExpr>(&Call))
    Given[0] = targetOf(C);
  else if (const Expr *Object = objectOf(Call))
    Given[0] = Object->getType()->isPointerType() ? Reader.pointee(Object) : Reader.object(Object);
  // A lambda's body names the captured `this`.
  if (const auto *M = dyn_cast<CXXMethodDecl>(&Callee); M && M->getParent()->isLambda())
    Given[0] = Reader.self();
  ArrayRef<const Expr *> Arguments = argumentsOf(Call);
  Given.reserve(1 + std::min<size_t>(Arguments.size(), Callee.getNumParams()));
  for (unsigned I = 0; I < Arguments.size() && I < Callee.getNumParams(); ++I)
    Given.push_back(Reader.given(Arguments[I], Callee.getParamDecl(I)->getType()));
  return Given;
}

/// The object that \p E names or, if it is the result of a call, makes; 0 if it is null.
PathId FunctionLowering::handleOf(const Expr *E) {
  if (PathId Named = E ? Reader.object(E) : 0)
    return Named;
  return E && isa<CallExpr>(PathReader::made(E)) ? targetOf(E) : 0;
}

PathId FunctionLowering::objectAt(const ArgumentSelector &S, const Expr &Call) {
  ArrayRef<const Expr *> Arguments = argumentsOf(Call);
  switch (S.What) {
  case ArgumentSelector::This:
    return isa<CXXConstructExpr>(Call) ? targetOf(&Call) : handleOf(objectOf(Call));
  case ArgumentSelector::ReturnValue:
    return targetOf(&Call);
  case ArgumentSelector::Pointee:
    return S.First < Arguments.size() ? Reader.pointee(Arguments[S.First]) : 0;
  default:
    if (S.First >= Arguments.size())
      return 0;
    return Reader.object(Arguments[S.First]);
  }
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

/// Whether a call of \p F never returns a null pointer.
static bool isNeverNull(const FunctionDecl &F, const Effects &E) {
  return F.getReturnType()->isPointerType() &&
         (F.hasAttr<ReturnsNonNullAttr>() || (E.Model && E.Model->IsNeverNull));
}

void FunctionLowering::assignNonZero(PathId To) {
  AssignEvent E;
  E.To = To;
  E.IsNonZero = true;
  emit(Event::Assign, out().Assigns.size());
  out().Assigns.push_back(E);
}

void FunctionLowering::call(const CallExpr *C) {
  const FunctionDecl *Callee = C->getDirectCallee();
  // A function that is given the lock says more than the macro around it.
  bool HasLock = Callee && any_of(L.Effect.of(*Callee).Locks, [&](const LockOp &Op) {
                   return Paths.parameterOf(Op.Lock.Lock) >= 0;
                 });
  if (!HasLock && callMacro(C->getExprLoc(), C))
    return;
  if (!Callee) {
    callPointer(C);
    return;
  }
  if (callAtomic(C, *Callee) || callGuard(C, *Callee) || callWithGuards(C, *Callee))
    return;
  if (startElement(C, *Callee)) {
    callLibrary(C, *Callee);
    return;
  }
  // A std::function and its like.
  if (const auto *O = dyn_cast<CXXOperatorCallExpr>(C);
      O && O->getOperator() == OO_Call && isOfStd(*Callee)) {
    callPointer(C);
    return;
  }
  callFunction(*Callee, *C, bindings(*Callee, *C));
  callLibrary(C, *Callee);
  if (isNeverNull(*Callee, L.Effect.of(*Callee)))
    assignNonZero(Reader.temporary(C));
  if (const auto *O = dyn_cast<CXXOperatorCallExpr>(C);
      O && O->getOperator() == OO_Equal && O->getNumArgs() == 2)
    bindView(O->getArg(0), Reader.object(O->getArg(0)), O->getArg(0)->getType(), O->getArg(1));
}

void FunctionLowering::addCall(const FunctionDecl &Callee, Bindings Given, SourceLocation At,
                               Held Under, const Expr *Made) {
  for (PathId P : Given)
    noteLocal(P);
  FunctionId Target = L.use(Callee);
  Call E;
  E.Targets.push_back(Target);
  E.Given = std::move(Given);
  E.At = Names.place(At);
  E.Under = Under;
  if (Made) {
    ArrayRef<const Expr *> Arguments = argumentsOf(*Made);
    E.Values.reserve(1 + Arguments.size());
    E.Values.push_back(0);
    for (const Expr *A : Arguments)
      E.Values.push_back(A->getType()->isIntegralOrEnumerationType() || A->getType()->isRecordType()
                             ? valueKey(A)
                             : 0);
    E.Result = Reader.temporary(Made);
    E.Owner = targetOf(Made);
  }
  L.Graph.Functions[Target].HasCaller = true;
  size_t Index = into().Calls.size();
  if (const auto *M = dyn_cast<CXXMethodDecl>(&Callee); M && M->isVirtual())
    L.Out.VirtualCalls.push_back({Id, static_cast<uint32_t>(Index), Names.of(*M)});
  emit(Event::Call, Index);
  into().Calls.push_back(std::move(E));
}

/// The variable or member that holds the pointer \p E, or the table of it.
const NamedDecl *FunctionLowering::holderOf(const Expr *E) {
  while (const auto *S = dyn_cast<ArraySubscriptExpr>(E))
    E = withoutPassing(S->getBase());
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    return Ref->getDecl();
  if (const auto *M = dyn_cast<MemberExpr>(E))
    return M->getMemberDecl();
  return nullptr;
}

void FunctionLowering::callPointer(const CallExpr *C) {
  const Expr *Callee = C->getCallee();
  if (const auto *O = dyn_cast<CXXOperatorCallExpr>(C))
    Callee = O->getArg(0);
  Callee = withoutPassing(Callee);
  if (const auto *U = dyn_cast<UnaryOperator>(Callee); U && U->getOpcode() == UO_Deref)
    Callee = withoutPassing(U->getSubExpr());
  Call E;
  E.At = Names.place(C->getExprLoc());
  E.Given.push_back(0);
  ArrayRef<const Expr *> Arguments = argumentsOf(*C);
  for (const Expr *A : Arguments)
    E.Given.push_back(Reader.given(A, A->isLValue() && !A->getType()->isPointerType()
                                          ? Ctx.getLValueReferenceType(A->getType())
                                          : A->getType()));
  E.Through = Callee->getType()->isPointerType() ? Reader.pointee(Callee) : Reader.object(Callee);
  if (E.Through && Paths[E.Through].Kind == PathKind::Function) {
    if (const auto *F = dyn_cast<FunctionDecl>(Names.declaration(Paths[E.Through].Symbol))) {
      addCall(*F, std::move(E.Given), C->getExprLoc());
      return;
    }
  }
  // A pointer to it is not the pointer.
  if (Callee->getType()->isRecordType() && E.Through && Paths.parameterOf(E.Through) < 0 &&
      Paths[E.Through].Kind == PathKind::Parameter)
    E.Through = Paths.pointee(E.Through);
  const NamedDecl *Pointer = holderOf(Callee);
  for (PathId P : E.Given)
    noteLocal(P);
  Bindings Given = E.Given;
  size_t Index = into().Calls.size();
  // One single function in that member is no guess; that is known only at the end.
  E.IsGuess = isa_and_nonnull<FieldDecl>(Pointer);
  if (Pointer)
    L.Out.PointerCalls.push_back({Id, static_cast<uint32_t>(Index), Names.of(*Pointer)});
  E.Result = Reader.temporary(C);
  emit(Event::Call, Index);
  into().Calls.push_back(std::move(E));
  const auto *Declared = dyn_cast_or_null<DeclaratorDecl>(Pointer);
  if (Declared)
    callMember(*Declared, *C, Given);
  // Of services that a model describes it says which of them signal.
  const auto *Service = dyn_cast_or_null<FieldDecl>(Declared);
  if (!IdleHandles.empty() && !(Service && L.Unit.Models.type(*Service->getParent())))
    wakeReachable(Given, Names.place(C->getExprLoc()));
}

/// Services are often kept in a structure of pointers; what a model or an annotation says of
/// the pointer holds for a call through it.
void FunctionLowering::callMember(const DeclaratorDecl &Pointer, const CallExpr &C,
                                  const Bindings &Given) {
  const Effects &E = L.Effect.ofPointer(Pointer);
  applyHazards(E, Pointer, C.getExprLoc());
  applyRegistry(E, Pointer, C, L.Unit.Where.ofPointer(Pointer));
  endPhases(E, Pointer, C);
  applyCores(E, Pointer, C);
  applyLocks(E, C, Given, argumentsOf(C), &Pointer);
}

/// Whether \p F runs its second argument once, whoever comes first, and returns after that.
static bool callsOnce(const FunctionDecl &F) {
  if (!F.getIdentifier() || F.getNumParams() < 2)
    return false;
  return F.getName() == "pthread_once" || F.getName() == "call_once";
}

/// Whether \p F of the standard library keeps, wraps or hands on a callable that it is given,
/// instead of running it.
static bool onlyKeeps(const FunctionDecl &F) {
  // The algorithms on ranges are objects that are called.
  if (!isOfStd(F) || F.getOverloadedOperator() == OO_Call)
    return false;
  if (!F.getIdentifier())
    return true;
  if (const auto *M = dyn_cast<CXXMethodDecl>(&F); M && M->isInstance())
    return !is_contained({"and_then", "or_else", "transform", "transform_error", "wait", "wait_for",
                          "wait_until", "remove_if", "sort", "unique", "merge"},
                         F.getName());
  return is_contained({"bind",
                       "bind_front",
                       "bind_back",
                       "not_fn",
                       "mem_fn",
                       "ref",
                       "cref",
                       "move",
                       "forward",
                       "forward_like",
                       "move_if_noexcept",
                       "as_const",
                       "addressof",
                       "make_pair",
                       "make_tuple",
                       "tie",
                       "forward_as_tuple",
                       "make_optional",
                       "make_any",
                       "make_unique",
                       "make_shared",
                       "allocate_shared",
                       "exchange",
                       "swap",
                       "construct_at",
                       "fill",
                       "fill_n"},
                      F.getName());
}

void FunctionLowering::callFunction(const FunctionDecl &Callee, const Expr &C,
                                    const Bindings &Given) {
  const Effects &E = L.Effect.of(Callee);
  ArrayRef<const Expr *> Arguments = argumentsOf(C);
  SourceLocation At = C.getExprLoc();
  bool IsMasking = !E.Cases.empty() || any_of(E.Locks, [](const LockOp &Op) {
    return Op.What != LockOp::Requires && Op.What != LockOp::Excludes && Op.What != LockOp::Asserts;
  });
  applyHazards(E, Callee, At);
  // What a callee demands is checked where it is called, with the state before.
  const FunctionDecl *Definition = nullptr;
  bool HasBody = Callee.hasBody(Definition) && !isOfStd(Callee);
  bool IsFollowed = !IsMasking && (!E.Model || HasBody || L.Unit.IsToBeLinked);
  const CallBoundary *B = L.Unit.Where.of(Callee);
  IsFollowed &= !Spawned.contains(&C);
  // What a model says to start is started once, not again by the body.
  IsFollowed &= !(E.Model && B && any_of(B->Crossings, [](const Crossing &X) {
                    return X.How == Crossing::Callable && !X.Model.empty();
                  }));
  if (IsFollowed || any_of(E.Locks, [](const LockOp &Op) {
        return Op.What == LockOp::Requires || Op.What == LockOp::Excludes;
      })) {
    addCall(Callee, Given, At, {}, &C);
    // A model's word replaces the body.
    if (IsMasking || (E.Model && (E.Blocks || E.IsIsrSafe || !E.IsrUnsafe.empty())))
      into().Calls.back().Targets.front() = L.use(Callee);
  }
  applyRegistry(E, Callee, C, B);
  if (std::optional<ArgumentSelector> Joined = E.Model ? E.Model->Joins : std::nullopt) {
    emit(Event::Join, out().Joins.size());
    out().Joins.push_back({objectAt(*Joined, C), roundsAround(C), {}});
  }
  if (E.Model && !E.Model->Cancels.empty()) {
    emit(Event::Join, out().Joins.size());
    JoinEvent &Ended = out().Joins.emplace_back();
    for (StringRef Name : E.Model->Cancels)
      Ended.Cancels.push_back(L.calleeNamed(Name));
  }
  if (E.Model && E.Model->Removes)
    for (const Expr *A : Arguments)
      if (const FunctionDecl *Handler = functionOf(A)) {
        emit(Event::Join, out().Joins.size());
        out().Joins.emplace_back().Handler = L.use(*Handler);
      }
  // What takes a handler back does not call it.
  if (!B && !isa<CXXConstructExpr>(C) && !(E.Model && E.Model->Removes))
    callArguments(Callee, Arguments, At, HasBody && !IsMasking);
  useInCall(Callee, C, HasBody);
  touchInCall(Callee, C, HasBody, B != nullptr);
  endPhases(E, Callee, C);
  applyCores(E, Callee, C);
  applyLocks(E, C, Given, Arguments, &Callee);
  // What was done once comes before whatever comes after the call.
  if (callsOnce(Callee) && Given.size() > 1 && Given[1]) {
    LockEvent &Done = lock(LockEvent::Assert, Names.place(At));
    Done.Lock.Lock = Given[1];
    Done.Lock.IsShared = true;
  }
  // A lock ends with the object that it is in, also while it is held.
  if (E.EndsObjects && !isa<CXXConstructExpr>(C))
    for (size_t I = 0; I < Arguments.size() && I + 1 < Given.size(); ++I)
      if (Given[I + 1] && Arguments[I]->getType()->isPointerType())
        lock(LockEvent::End, Names.place(At)).Lock.Lock = Given[I + 1];
}

/// Functions that their callee runs before it returns.
void FunctionLowering::callArguments(const FunctionDecl &Callee, ArrayRef<const Expr *> Arguments,
                                     SourceLocation At, bool IsBodySeen) {
  for (unsigned I = 0; I < Arguments.size(); ++I) {
    Held Under;
    if (I < Callee.getNumParams())
      if (const Annotation *A = L.Unit.Said.find(*Callee.getParamDecl(I), Spelling::CalledUnder);
          A && !A->Arguments.empty()) {
        LockRef Lock = L.Effect.lock(A->Arguments[0], Callee, Reader.self());
        Bindings Given(1, 0);
        for (unsigned K = 0; K < Arguments.size() && K < Callee.getNumParams(); ++K)
          Given.push_back(Reader.given(Arguments[K], Callee.getParamDecl(K)->getType()));
        Under = Lock.Lock;
        Under.Lock = Paths.substitute(Under.Lock, Given);
      }
    // As if under a lock, so that it does not run twice at once.
    if (I == 1 && callsOnce(Callee))
      Under.Lock = Reader.given(Arguments[0], Callee.getParamDecl(0)->getType());
    if (IsBodySeen && !Under.Lock)
      continue;
    const FunctionDecl *Argument = functionOf(Arguments[I]);
    if (!Argument || !Argument->hasBody() || onlyKeeps(Callee))
      continue;
    Bindings Given(1, 0);
    if (const auto *M = dyn_cast<CXXMethodDecl>(Argument); M && M->getParent()->isLambda())
      Given[0] = Reader.self();
    addCall(*Argument, std::move(Given), At, Under);
    if (!IsBodySeen && !Under.Lock)
      into().Calls.back().Unless = L.elsewhere(Callee);
  }
}

void FunctionLowering::applyHazards(const Effects &E, const ValueDecl &Callee, SourceLocation At) {
  if (!E.Blocks && E.IsrUnsafe.empty() && !E.Allocates)
    return;
  SymbolId Name = Names.of(Callee);
  PlaceId Place = Names.place(At);
  // To give back what should not have been taken is no mistake of its own.
  if (any_of(E.Locks, [](const LockOp &Op) { return Op.What == LockOp::Release; }))
    return;
  hazardFrom(E, Name, Place);
}

/// What handlers must not do of \p E: the worst of it.
void FunctionLowering::hazardFrom(const Effects &E, SymbolId Callee, PlaceId At) {
  if (E.Blocks)
    hazard(Hazard::Blocks, Callee, At, {}, E.IsrForm.str());
  else if (!E.IsrUnsafe.empty())
    hazard(Hazard::Forbidden, Callee, At, E.IsrUnsafe.str(), E.IsrForm.str());
  else if (E.Allocates)
    hazard(Hazard::Allocates, Callee, At);
}

} // namespace ambit
