//===- CallLowering.cpp ---------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lowers calls: who is called with what, what runs elsewhere because of it, and what a
// handler must not call.
//
//===----------------------------------------------------------------------===//

#include "flow/FunctionNames.h"
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
  if (callAtomic(C, *Callee) || callGuard(C, *Callee))
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
    E.Values.push_back(0);
    for (const Expr *A : argumentsOf(*Made))
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
  const Expr *Base = Callee;
  while (const auto *S = dyn_cast<ArraySubscriptExpr>(Base))
    Base = withoutPassing(S->getBase());
  const NamedDecl *Pointer = nullptr;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Base))
    Pointer = Ref->getDecl();
  else if (const auto *M = dyn_cast<MemberExpr>(Base))
    Pointer = M->getMemberDecl();
  Bindings Given = E.Given;
  size_t Index = into().Calls.size();
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
  if (std::optional<ArgumentSelector> Joined = L.Unit.Where.joins(Callee)) {
    emit(Event::Join, out().Joins.size());
    out().Joins.push_back({objectAt(*Joined, C), roundsAround(C), {}});
  }
  if (E.Model && !E.Model->Cancels.empty()) {
    emit(Event::Join, out().Joins.size());
    JoinEvent &Ended = out().Joins.emplace_back();
    for (StringRef Name : E.Model->Cancels)
      Ended.Cancels.push_back(L.calleeNamed(Name));
  }
  if (!B && !isa<CXXConstructExpr>(C))
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
  if (Callee.getIdentifier() && saysEnd(Callee.getName()) && !isa<CXXConstructExpr>(C))
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
    if (!Argument || !Argument->hasBody())
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
  if (E.Blocks)
    hazard(Hazard::Blocks, Name, Place, {}, E.IsrForm.str());
  else if (!E.IsrUnsafe.empty())
    hazard(Hazard::Forbidden, Name, Place, E.IsrUnsafe.str(), E.IsrForm.str());
  else if (E.Allocates)
    hazard(Hazard::Allocates, Name, Place);
}

//===----------------------------------------------------------------------===//
// Handlers that nobody can call yet
//===----------------------------------------------------------------------===//

/// A name for what \p Handle is kept in, which code that signals it would use, too; empty if
/// it has none.
std::string FunctionLowering::nameOfHandle(PathId Handle) const {
  for (PathId P = Handle; P; P = Paths[P].Parent)
    switch (Paths[P].Kind) {
    case PathKind::Global:
    case PathKind::Field:
      return IdleHandle.str() + Names.declaration(Paths[P].Symbol)->getQualifiedNameAsString();
    case PathKind::Local:
      return IdleHandle.str() + F.getQualifiedNameAsString() + " " +
             Names.declaration(Paths[P].Symbol)->getNameAsString();
    case PathKind::Element:
    case PathKind::SomeElement:
      break;
    default:
      return {};
    }
  return {};
}

/// Lets what \p S registers wait until its handle is signalled, or is known to others.
void FunctionLowering::beIdle(Start &S) {
  S.Runs.LineName = nameOfHandle(S.Handle);
  if (S.Runs.LineName.empty())
    return;
  IdleHandles.push_back({S.Handle, S.Runs.LineName});
}

void FunctionLowering::wake(std::string LineName, PlaceId At, bool IsCalling) {
  if (LineName.empty())
    return;
  Start S;
  S.IsCalling = IsCalling;
  S.What = Start::Enable;
  S.At = At;
  S.Runs.LineName = std::move(LineName);
  into().Starts.push_back(L.Graph.Starts.size());
  emit(Event::Start, L.Graph.Starts.size());
  L.Graph.Starts.push_back(std::move(S));
}

/// Somebody gets what \p Given leads to, and with it perhaps the handle of an idle callable.
void FunctionLowering::wakeReachable(const Bindings &Given, PlaceId At) {
  for (const auto &[Handle, LineName] : IdleHandles) {
    const PathNode &Mine = Paths.rootOf(Handle);
    bool IsReached = any_of(Given, [&](PathId P) {
      if (!P)
        return false;
      const PathNode &Root = Paths.rootOf(P);
      return Root.Kind == Mine.Kind && Root.Symbol == Mine.Symbol && Root.Index == Mine.Index;
    });
    if (IsReached)
      wake(LineName, At);
  }
}

/// The function returns: what its caller or others can reach they may signal. A variable by
/// itself nobody is seen to signal.
void FunctionLowering::wakeAtExit(PlaceId At) {
  for (const auto &[Handle, LineName] : IdleHandles)
    if (PathKind Root = Paths.rootOf(Handle).Kind;
        Root != PathKind::Global && Paths[Handle].Kind != PathKind::Local)
      wake(LineName, At);
}

//===----------------------------------------------------------------------===//
// Starts
//===----------------------------------------------------------------------===//

/// The call of a coroutine that \p Argument is; null if it is none.
static const CallExpr *coroutineCall(const Expr *Argument) {
  const auto *C = dyn_cast<CallExpr>(withoutPassing(Argument));
  const FunctionDecl *Callee = C ? C->getDirectCallee() : nullptr;
  const FunctionDecl *Definition = nullptr;
  return Callee && Callee->hasBody(Definition) &&
                 isa_and_nonnull<CoroutineBodyStmt>(Definition->getBody())
             ? C
             : nullptr;
}

/// Coroutines that \p C hands to an executor run there, not where they are called.
void FunctionLowering::findSpawned(const CallExpr *C) {
  const FunctionDecl *Callee = C->getDirectCallee();
  const CallBoundary *B = Callee ? L.Unit.Where.of(*Callee) : nullptr;
  if (!B)
    return;
  ArrayRef<const Expr *> Arguments = argumentsOf(*C);
  for (const Crossing &X : B->Crossings)
    if (X.How == Crossing::Callable)
      for (unsigned I = X.First; I < Arguments.size() && X.covers(I); ++I)
        if (const CallExpr *Coroutine = coroutineCall(Arguments[I]))
          Spawned.insert(Coroutine);
}

/// What the call starts, registers or enables.
void FunctionLowering::applyRegistry(const Effects &E, const ValueDecl &Callee, const Expr &C,
                                     const CallBoundary *B) {
  auto Add = [&](Start::Kind What) {
    Start S;
    S.What = What;
    S.At = Names.place(C.getExprLoc());
    if (What == Start::Enable)
      S.Runs.LineName = "struct " + E.Model->Starts;
    into().Starts.push_back(L.Graph.Starts.size());
    emit(Event::Start, L.Graph.Starts.size());
    L.Graph.Starts.push_back(std::move(S));
  };
  if (E.StartsAll) {
    startPinned(0);
    Add(Start::All);
    return;
  }
  if (B && !(B->Unless && isArgument(argumentsOf(C), B->Unless->At, B->Unless->Is, Callee)))
    start(*B, Callee, C, E);
  if (E.Model && E.Model->Signals)
    wake(nameOfHandle(objectAt(*E.Model->Signals, C)), Names.place(C.getExprLoc()));
  if (E.Model && E.Model->Notifies)
    wake(nameOfHandle(objectAt(*E.Model->Notifies, C)), Names.place(C.getExprLoc()),
         /*IsCalling=*/true);
  if (!E.Model || E.Model->Starts.empty())
    return;
  if (std::optional<ArgumentSelector> Thread = parseArgumentSelector(E.Model->Starts)) {
    ArrayRef<const Expr *> Arguments = argumentsOf(C);
    if (Thread->First < Arguments.size()) {
      startPinned(Reader.object(Arguments[Thread->First]));
      startPinned(Reader.pointee(Arguments[Thread->First]));
    }
    return;
  }
  Add(Start::Enable);
}

void FunctionLowering::start(const CallBoundary &B, const ValueDecl &Callee, const Expr &C,
                             const Effects &E) {
  ArrayRef<const Expr *> Arguments = argumentsOf(C);
  for (const Crossing &X : B.Crossings) {
    if (X.How != Crossing::Callable)
      continue;
    const ContextModel *M = nullptr;
    if (E.Model)
      for (const ParameterModel &P : E.Model->Parameters)
        if (P.At.What == ArgumentSelector::Argument && P.At.First == X.First)
          M = &P.Context;
    for (unsigned I = X.First; I <= X.Last && I < Arguments.size(); ++I) {
      const FunctionDecl *Body = functionOf(Arguments[I]);
      const CallExpr *Coroutine = Body ? nullptr : coroutineCall(Arguments[I]);
      if (Coroutine)
        Body = Coroutine->getDirectCallee();
      captureViews(Arguments[I]);
      Start S;
      S.At = Names.place(C.getExprLoc());
      S.Runs.What = X.ToIsr ? Context::Isr : Context::Thread;
      S.Runs.StartedAt = S.At;
      S.IsRepeated = IsInLoop;
      S.Rounds = roundsAround(C);
      if (Callee.getIdentifier())
        S.By = L.calleeNamed(Callee.getName());
      Core Destination = destinationOf(X, Arguments, Callee, Ctx);
      S.Runs.Core = Destination.Number;
      // Where no argument says a core, nothing pins the thread; nor does a number that is none.
      if (!X.ToIsr && !Destination.Number) {
        S.Runs.IsElsewhere = X.ToCore && !isCoreOfNobody(X, Arguments);
        S.Runs.IsMigrating = !S.Runs.IsElsewhere;
      }
      for (const Expr *A : Arguments)
        if (!PinnedAttributes.empty() && A->getType()->isPointerType())
          if (auto Pinned = PinnedAttributes.find(Reader.pointee(A));
              Pinned != PinnedAttributes.end()) {
            S.Runs.IsMigrating = false;
            S.Runs.Core = Pinned->second;
          }
      if (X.ToCore)
        sendCaptures(Arguments[I], S.At);
      if (X.ToIsr && !X.ToCore)
        registerObjects(Arguments, S.At);
      if (M)
        L.apply(*M, Arguments, Callee, S.Runs);
      if (M && !M->After.empty())
        S.After = L.phaseNamed(M->After);
      if (E.Model)
        for (const FunctionModel::Case &Case : E.Model->Cases)
          if (!Case.After.empty() && isArgument(Arguments, Case.At, Case.Is, Callee))
            S.After = L.phaseNamed(Case.After);
      S.Runs.IsCalled = M && M->IsSynchronous;
      if (E.Model)
        for (const FunctionModel::Case &Case : E.Model->Cases)
          S.Runs.IsCalled |= Case.IsSynchronous && isArgument(Arguments, Case.At, Case.Is, Callee);
      S.Runs.IsAfterPhase = S.After != NoPhase;
      if (E.Model && E.Model->CallerCore)
        L.Out.MainCore = L.number(*E.Model->CallerCore, Arguments, Callee);
      if (M && !M->EnabledBy.empty() && S.Runs.LineName.empty())
        S.Runs.LineName = "struct " + M->EnabledBy;
      if (!M || M->Thread.empty())
        S.Runs.Agent = L.Graph.NumAgents++;
      S.Runs.IsSignal = X.ToIsr && X.Model == "posix-threads";
      S.Given.assign(1, 0);
      if (Coroutine) {
        S.Given = bindings(*Body, *Coroutine);
        S.Target = L.use(*Body);
        S.Runs.Entry = L.Graph.Functions[S.Target].Name;
      } else if (Body) {
        if (const auto *Method = dyn_cast<CXXMethodDecl>(Body)) {
          if (Method->getParent()->isLambda())
            S.Given[0] = Reader.self();
          else if (Method->isInstance() && I + 1 < Arguments.size())
            S.Given[0] = Arguments[I + 1]->getType()->isPointerType()
                             ? Reader.pointee(Arguments[I + 1])
                             : Reader.object(Arguments[I + 1]);
        }
        S.Target = L.use(*Body);
        S.Runs.Entry = L.Graph.Functions[S.Target].Name;
      } else {
        S.Through = Arguments[I]->getType()->isPointerType() ? Reader.pointee(Arguments[I])
                                                             : Reader.object(Arguments[I]);
        if (!S.Through)
          continue;
      }
      if (M && !M->Receives.empty() && !Coroutine) {
        for (const ArgumentSelector &Received : M->Receives)
          for (unsigned K = Received.First;
               K <= Received.Last && K < std::max<size_t>(Arguments.size(), Received.First + 1);
               ++K) {
            if (K >= Arguments.size()) {
              S.Given.push_back(0);
              break;
            }
            // A member function's object comes first and is no parameter.
            if (Body && isa<CXXMethodDecl>(Body) &&
                !cast<CXXMethodDecl>(Body)->getParent()->isLambda() &&
                cast<CXXMethodDecl>(Body)->isInstance() && K == I + 1)
              continue;
            const Expr *A = Arguments[K];
            unsigned Parameter = S.Given.size() - 1;
            QualType T = Body && Parameter < Body->getNumParams()
                             ? Body->getParamDecl(Parameter)->getType()
                             : A->getType();
            const Expr *Bare = withoutPassing(A);
            // A reference parameter is a copy's unless std::ref says otherwise.
            if (T->isReferenceType() && !Bare->getType()->isPointerType() && A->isLValue() &&
                !isa<CallExpr>(withoutImplicit(A)))
              S.Given.push_back(0);
            else
              S.Given.push_back(Reader.given(A, T));
          }
      }
      for (PathId P : S.Given)
        noteLocal(P);
      if (B.Handle)
        S.Handle = objectAt(*B.Handle, C);
      if (M && M->IsIdle && S.After == NoPhase && S.Runs.LineName.empty())
        beIdle(S);
      if (E.Model && !E.Model->Succeeds.empty() && isa<CallExpr>(C))
        if (std::optional<int64_t> Success = evaluateInteger(E.Model->Succeeds, Callee)) {
          S.Status = Reader.temporary(&C);
          S.Success = *Success;
        }
      if (S.Target != NoFunction) {
        Function &Target = L.Graph.Functions[S.Target];
        // What is declared of the function adds to what the registration says.
        if (Target.IsEntry && Target.Runs.What == S.Runs.What) {
          if (!S.Runs.Level)
            S.Runs.Level = Target.Runs.Level;
          if (!S.Runs.Core)
            S.Runs.Core = Target.Runs.Core;
          if (!S.Runs.Line)
            S.Runs.Line = Target.Runs.Line;
        }
        // A handler stored in a table of handlers is reached by both.
        Target.HasCaller = true;
      }
      BlockOfStart[L.Graph.Starts.size()] = CurrentBlock;
      into().ActsAsThread = true;
      into().Starts.push_back(L.Graph.Starts.size());
      emit(Event::Start, L.Graph.Starts.size());
      L.Graph.Starts.push_back(std::move(S));
    }
  }
}

/// Whether the argument for the core is a constant that is no core's number.
bool FunctionLowering::isCoreOfNobody(const Crossing &X, ArrayRef<const Expr *> Arguments) const {
  std::optional<ArgumentSelector> At = parseArgumentSelector(X.Destination);
  if (!At || At->First >= Arguments.size())
    return false;
  const Expr *A = Arguments[At->First];
  return !A->isValueDependent() && A->isEvaluatable(Ctx);
}

/// A container of threads that makes its element in place.
bool FunctionLowering::startElement(const CallExpr *C, const FunctionDecl &Callee) {
  StringRef Name = Callee.getIdentifier() ? Callee.getName() : "";
  if (!isOfStd(Callee) || !Name.starts_with("emplace"))
    return false;
  const Expr *Object = objectOf(*C);
  const auto *Container = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Object ? Object->getType()->getAsCXXRecordDecl() : nullptr);
  if (!Container || Container->getTemplateArgs().size() == 0 ||
      Container->getTemplateArgs()[0].getKind() != clang::TemplateArgument::Type)
    return false;
  const CXXRecordDecl *Element = Container->getTemplateArgs()[0].getAsType()->getAsCXXRecordDecl();
  if (!Element || !Element->hasDefinition())
    return false;
  for (const Decl *D : Element->decls()) {
    const auto *Template = dyn_cast<FunctionTemplateDecl>(D);
    const auto *Constructor =
        dyn_cast<CXXConstructorDecl>(Template ? Template->getTemplatedDecl() : D);
    if (!Constructor)
      continue;
    if (const CallBoundary *B = L.Unit.Where.of(*Constructor)) {
      size_t First = L.Graph.Starts.size();
      start(*B, *Constructor, *C, L.Effect.of(*Constructor));
      // Its handle is an element that nobody names.
      for (size_t I = First; I < L.Graph.Starts.size(); ++I)
        L.Graph.Starts[I].Handle = 0;
      return false;
    }
  }
  return false;
}

} // namespace ambit
