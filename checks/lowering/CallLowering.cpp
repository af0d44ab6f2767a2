//===- CallLowering.cpp ---------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lowering/FunctionLowering.h"
#include "model/AnnotationNames.h"
#include "model/ExprShape.h"
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

static ArrayRef<const Expr *> argumentsOfCall(const Expr &Call) {
  if (const auto *C = dyn_cast<CXXConstructExpr>(&Call))
    return ArrayRef<const Expr *>(C->getArgs(), C->getNumArgs());
  const auto *C = cast<CallExpr>(&Call);
  ArrayRef<const Expr *> Arguments(C->getArgs(), C->getNumArgs());
  if (isa<CXXOperatorCallExpr>(C))
    if (const auto *M = dyn_cast_or_null<CXXMethodDecl>(C->getCalleeDecl());
        M && M->isInstance() && !Arguments.empty())
      return Arguments.drop_front();
  return Arguments;
}

static const Expr *objectOfCall(const Expr &Call) {
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(&Call))
    return M->getImplicitObjectArgument();
  if (const auto *O = dyn_cast<CXXOperatorCallExpr>(&Call))
    if (const auto *M = dyn_cast_or_null<CXXMethodDecl>(O->getCalleeDecl());
        M && M->isInstance() && O->getNumArgs())
      return O->getArg(0);
  return nullptr;
}

PathId FunctionLowering::targetOf(const Expr *Made) {
  auto It = Targets.find(PathReader::made(Made));
  return It != Targets.end() ? It->second : Reader.temporary(Made);
}

Bindings FunctionLowering::bindings(const FunctionDecl &Callee, const Expr &Call) {
  Bindings Given(1, 0);
  if (const auto *C = dyn_cast<CXXConstructExpr>(&Call))
    Given[0] = targetOf(C);
  else if (const Expr *Object = objectOfCall(Call))
    Given[0] = Object->getType()->isPointerType() ? Reader.pointee(Object) : Reader.object(Object);
  // A lambda's body names the captured `this`.
  if (const auto *M = dyn_cast<CXXMethodDecl>(&Callee); M && M->getParent()->isLambda())
    Given[0] = Reader.self();
  ArrayRef<const Expr *> Arguments = argumentsOfCall(Call);
  for (unsigned I = 0; I < Arguments.size() && I < Callee.getNumParams(); ++I)
    Given.push_back(Reader.given(Arguments[I], Callee.getParamDecl(I)->getType()));
  return Given;
}

PathId FunctionLowering::objectAt(const ArgumentSelector &S, const Expr &Call) {
  ArrayRef<const Expr *> Arguments = argumentsOfCall(Call);
  switch (S.What) {
  case ArgumentSelector::This:
    return isa<CXXConstructExpr>(Call) ? targetOf(&Call) : Reader.object(objectOfCall(Call));
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
    for (const Expr *A : argumentsOfCall(*Made))
      E.Values.push_back(A->getType()->isIntegralOrEnumerationType() || A->getType()->isRecordType()
                             ? valueKey(A)
                             : 0);
    E.Result = Reader.temporary(Made);
    E.Owner = targetOf(Made);
  }
  L.Graph.Functions[Target].HasCaller = true;
  size_t Index = into().Calls.size();
  if (const auto *M = dyn_cast<CXXMethodDecl>(&Callee); M && M->isVirtual())
    L.VirtualCalls.push_back({Id, static_cast<uint32_t>(Index), Names.of(*M)});
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
  ArrayRef<const Expr *> Arguments = argumentsOfCall(*C);
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
  size_t Index = into().Calls.size();
  if (Pointer)
    L.PointerCalls.push_back({Id, static_cast<uint32_t>(Index), Names.of(*Pointer)});
  // EDK II and others keep their services in a table of pointers.
  if (Pointer && !isa<ParmVarDecl>(Pointer))
    if (const auto *Field = dyn_cast<FieldDecl>(Pointer))
      (void)Field;
  emit(Event::Call, Index);
  into().Calls.push_back(std::move(E));
}

void FunctionLowering::callFunction(const FunctionDecl &Callee, const Expr &C,
                                    const Bindings &Given) {
  const Effects &E = L.Effect.of(Callee);
  ArrayRef<const Expr *> Arguments = argumentsOfCall(C);
  SourceLocation At = C.getExprLoc();
  bool IsMasking = !E.Cases.empty() || any_of(E.Locks, [](const LockOp &Op) {
    return Op.What != LockOp::Requires && Op.What != LockOp::Excludes && Op.What != LockOp::Asserts;
  });
  applyHazards(E, Callee, At);
  // What a callee demands is checked where it is called, with the state before.
  const FunctionDecl *Definition = nullptr;
  bool HasBody = Callee.hasBody(Definition) && !isOfStd(Callee);
  bool IsFollowed = !IsMasking && (!E.Model || HasBody);
  const CallBoundary *B = L.Unit.Where.of(Callee);
  if (IsFollowed || any_of(E.Locks, [](const LockOp &Op) {
        return Op.What == LockOp::Requires || Op.What == LockOp::Excludes;
      })) {
    addCall(Callee, Given, At, {}, &C);
    // A model's word replaces the body.
    if (IsMasking || (E.Model && (E.Blocks || E.IsIsrSafe || !E.IsrUnsafe.empty())))
      into().Calls.back().Targets.front() = L.use(Callee);
  }
  if (E.StartsAll || B)
    if (!E.StartsAll)
      start(*B, Callee, C, E);
  if (E.StartsAll) {
    Start S;
    S.What = Start::All;
    S.At = Names.place(At);
    into().Starts.push_back(L.Graph.Starts.size());
    emit(Event::Start, L.Graph.Starts.size());
    L.Graph.Starts.push_back(std::move(S));
  }
  if (E.Model && !E.Model->Starts.empty() && !E.StartsAll) {
    Start S;
    S.What = Start::Enable;
    S.Runs.LineName = "struct " + E.Model->Starts;
    S.At = Names.place(At);
    into().Starts.push_back(L.Graph.Starts.size());
    emit(Event::Start, L.Graph.Starts.size());
    L.Graph.Starts.push_back(std::move(S));
  }
  if (std::optional<ArgumentSelector> Joined = L.Unit.Where.joins(Callee)) {
    emit(Event::Join, out().Joins.size());
    out().Joins.push_back({objectAt(*Joined, C)});
  }
  if (!B && !isa<CXXConstructExpr>(C))
    callArguments(Callee, Arguments, At, HasBody && !IsMasking);
  applyLocks(E, C, Given, Arguments, &Callee);
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
    if (IsBodySeen && !Under.Lock)
      continue;
    const FunctionDecl *Argument = functionOf(Arguments[I]);
    if (!Argument || !Argument->hasBody())
      continue;
    Bindings Given(1, 0);
    if (const auto *M = dyn_cast<CXXMethodDecl>(Argument); M && M->getParent()->isLambda())
      Given[0] = Reader.self();
    addCall(*Argument, std::move(Given), At, Under);
  }
}

void FunctionLowering::applyHazards(const Effects &E, const FunctionDecl &Callee,
                                    SourceLocation At) {
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
// Starts
//===----------------------------------------------------------------------===//

void FunctionLowering::start(const CallBoundary &B, const FunctionDecl &Callee, const Expr &C,
                             const Effects &E) {
  ArrayRef<const Expr *> Arguments = argumentsOfCall(C);
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
      captureViews(Arguments[I]);
      Start S;
      S.At = Names.place(C.getExprLoc());
      S.Runs.What = X.ToIsr ? Context::Isr : Context::Thread;
      S.Runs.StartedAt = S.At;
      S.IsRepeated = IsInLoop;
      Core Destination = destinationOf(X, Arguments, Callee, Ctx);
      S.Runs.Core = Destination.Number;
      // Known on the host alone: nothing pins the thread.
      S.Runs.IsMigrating = !X.ToIsr && !Destination.Number;
      if (M)
        L.apply(*M, Arguments, Callee, S.Runs);
      if (E.Model && E.Model->CallerCore)
        L.MainCore = L.number(*E.Model->CallerCore, Arguments, Callee);
      if (!M || M->Thread.empty())
        S.Runs.Agent = L.Graph.NumAgents++;
      S.Runs.IsSignal = X.ToIsr && X.Model == "posix-threads";
      S.Given.assign(1, 0);
      if (Body) {
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
      if (M && !M->Receives.empty()) {
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
      into().ActsAsThread = true;
      into().Starts.push_back(L.Graph.Starts.size());
      emit(Event::Start, L.Graph.Starts.size());
      L.Graph.Starts.push_back(std::move(S));
    }
  }
}

/// A container of threads that makes its element in place.
bool FunctionLowering::startElement(const CallExpr *C, const FunctionDecl &Callee) {
  StringRef Name = Callee.getIdentifier() ? Callee.getName() : "";
  if (!isOfStd(Callee) || !Name.starts_with("emplace"))
    return false;
  const Expr *Object = objectOfCall(*C);
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

//===----------------------------------------------------------------------===//
// Locks
//===----------------------------------------------------------------------===//

/// Whether the argument that \p At selects is the constant \p Is.
bool FunctionLowering::isArgument(ArrayRef<const Expr *> Arguments, const ArgumentSelector &At,
                                  StringRef Is, const FunctionDecl &Callee) const {
  if (At.First >= Arguments.size())
    return false;
  const Expr *A = Arguments[At.First];
  std::optional<int64_t> Wanted = evaluateInteger(Is, Callee);
  if (!Wanted || A->isValueDependent())
    return false;
  if (A->getType()->isPointerType() || A->getType()->isNullPtrType())
    return *Wanted == 0 &&
           A->isNullPointerConstant(Ctx, Expr::NPC_ValueDependentIsNull) != Expr::NPCK_NotNull;
  Expr::EvalResult Value;
  return A->getType()->isIntegralOrEnumerationType() && A->EvaluateAsInt(Value, Ctx) &&
         Value.Val.getInt() == *Wanted;
}

void FunctionLowering::applyLocks(const Effects &E, const Expr &C, const Bindings &Given,
                                  ArrayRef<const Expr *> Arguments, const FunctionDecl *Callee) {
  PlaceId At = Names.place(C.getExprLoc());
  // A semaphore that only its functions make a lock may be a signal as well.
  auto IsSignalLike = [&](const LockOp &Op) {
    int P = Paths.parameterOf(Op.Lock.Lock);
    return E.Model && !E.HasLockAnnotation && mayBlock(Op.Lock.Kind) && P > 0 &&
           static_cast<size_t>(P) <= Arguments.size() &&
           !L.Effect.kindOf(Arguments[P - 1]->getType());
  };
  SmallVector<LockOp, 2> Ops(E.Locks.begin(), E.Locks.end());
  for (const Effects::Case &Case : E.Cases)
    if (Callee && isArgument(Arguments, Case.At, Case.Is, *Callee))
      Ops.append(Case.Locks.begin(), Case.Locks.end());
  for (const LockOp &Op : Ops) {
    if (Op.What == LockOp::Requires || Op.What == LockOp::Excludes)
      continue;
    Held Lock = Op.Lock;
    Lock.IsShared = Op.IsShared;
    int Parameter = Paths.parameterOf(Lock.Lock);
    if (Lock.Kind == LockKind::Line && Op.Line && Callee) {
      Context Of;
      ContextModel M;
      M.Line = Op.Line;
      L.apply(M, Arguments, *Callee, Of);
      if (!Of.Line)
        continue;
      L.Levels.push_back({*Of.Line, Of.LineName, INT64_MIN});
      Lock.Lock =
          Paths.root(PathKind::Machine, 0, static_cast<int64_t>(MachineLock::FirstLine) + *Of.Line);
      if (Op.What == LockOp::Release) {
        Start S;
        S.What = Start::Enable;
        S.Runs = Of;
        S.At = At;
        into().Starts.push_back(L.Graph.Starts.size());
        emit(Event::Start, L.Graph.Starts.size());
        L.Graph.Starts.push_back(std::move(S));
      }
    } else {
      Lock.Lock = Paths.substitute(Lock.Lock, Given);
    }
    if (Op.Level && Callee)
      Lock.Level = L.number(*Op.Level, Arguments, *Callee);
    // std::lock and its like take what a guard stands for.
    if (Parameter > 0 && static_cast<size_t>(Parameter) <= Arguments.size() &&
        (Op.What == LockOp::Acquire || Op.What == LockOp::TryAcquire) &&
        L.Effect.isScoped(Arguments[Parameter - 1]->getType())) {
      LockEvent &Event =
          lock(Op.What == LockOp::Acquire ? LockEvent::LockGuard : LockEvent::TryGuard, At);
      Event.Owner = Reader.object(Arguments[Parameter - 1]);
      Event.Key = Reader.temporary(&C);
      Event.IsTruth = Op.IsSuccessTruth;
      Event.IsNegated = Op.IsSuccessNegated;
      Event.Success = Op.Success;
      continue;
    }
    // Which lock it is nobody knows; that one is held is known.
    if (!Lock.Lock && Parameter > 0 && static_cast<size_t>(Parameter) <= Arguments.size())
      Lock.Lock = Paths.root(PathKind::Temporary, 2, Parameter);
    if (!Lock.Lock)
      continue;
    PathId Token = 0;
    for (unsigned I = 0; I < Arguments.size() && !Token; ++I) {
      if (static_cast<int>(I) + 1 == Parameter)
        continue;
      QualType T = Arguments[I]->getType();
      if (T->isPointerType())
        Token = Reader.pointee(Arguments[I]);
      else if (T->isIntegralOrEnumerationType() || T->isRecordType())
        Token = valueKey(Arguments[I]);
    }
    switch (Op.What) {
    case LockOp::Acquire: {
      LockEvent &Event = lock(LockEvent::Acquire, At);
      Event.Lock = Lock;
      if (!C.getType()->isVoidType())
        Event.Key = Reader.temporary(&C);
      Event.IsSignalLike = IsSignalLike(Op);
      break;
    }
    case LockOp::Asserts: {
      LockEvent &Event = lock(LockEvent::Assert, At);
      Event.Lock = Lock;
      break;
    }
    case LockOp::Release: {
      if (Lock.Kind == LockKind::IrqFlat)
        unmask(At);
      LockEvent &Event = lock(LockEvent::Release, At);
      Event.Lock = Lock;
      Event.Key = Token;
      break;
    }
    case LockOp::TryAcquire: {
      LockEvent &Event = lock(LockEvent::Try, At);
      Event.Lock = Lock;
      Event.Key = Reader.temporary(&C);
      Event.IsTruth = Op.IsSuccessTruth;
      Event.IsNegated = Op.IsSuccessNegated;
      Event.Success = Op.Success;
      Event.IsSignalLike = IsSignalLike(Op);
      Event.IsWaiting = E.Blocks;
      break;
    }
    case LockOp::Save: {
      LockEvent &Event = lock(LockEvent::Save, At);
      Event.Lock = Lock;
      Event.Key = Reader.temporary(&C);
      break;
    }
    case LockOp::Restore: {
      LockEvent &Event = lock(LockEvent::Restore, At);
      Event.Lock = Lock;
      Event.Key = Token;
      if (!Arguments.empty()) {
        Expr::EvalResult Value;
        const Expr *A = Arguments.back();
        if (A->getType()->isIntegralOrEnumerationType() && !A->isValueDependent() &&
            A->EvaluateAsInt(Value, Ctx))
          Event.Constant = Value.Val.getInt().tryExtValue();
      }
      break;
    }
    default:
      break;
    }
  }
  // NVIC_SetPriority and its like.
  if (E.Model && Callee && E.Model->Locks.Line && E.Model->Locks.Level &&
      none_of(E.Locks, [](const LockOp &Op) { return Op.Lock.Kind == LockKind::Line; })) {
    Context Of;
    ContextModel M;
    M.Line = E.Model->Locks.Line;
    L.apply(M, Arguments, *Callee, Of);
    if (std::optional<int64_t> Level = L.number(*E.Model->Locks.Level, Arguments, *Callee))
      if (Of.Line)
        L.Levels.push_back({*Of.Line, Of.LineName, *Level});
  }
}

bool FunctionLowering::callMacro(SourceLocation At, const Expr *Result) {
  if (!L.Unit.Models.hasMacros() || !At.isMacroID())
    return false;
  // Of the macros around, the outermost that a model knows.
  const Effects *E = nullptr;
  SourceLocation Loc;
  std::string Name;
  for (SourceLocation Around = At; Around.isMacroID();
       Around = Sources.getImmediateMacroCallerLoc(Around)) {
    if (Sources.isMacroArgExpansion(Around))
      continue;
    StringRef Macro = Lexer::getImmediateMacroName(Around, Sources, Ctx.getLangOpts());
    if (const Effects *Known = L.Effect.ofMacro(Macro)) {
      E = Known;
      Loc = Around;
      Name = Macro.str();
    }
  }
  if (!E)
    return false;
  {
    unsigned Expansion = Sources.getSLocEntry(Sources.getFileID(Loc))
                             .getExpansion()
                             .getExpansionLocStart()
                             .getRawEncoding();
    const auto *Store = dyn_cast_or_null<BinaryOperator>(Result);
    bool IsStore = Store && Store->isAssignmentOp();
    for (const LockOp &Op : E->Locks) {
      if (Op.What == LockOp::Restore) {
        if (!IsStore)
          continue;
        LockEvent &Event = lock(LockEvent::Restore, Names.place(At));
        Event.Lock = Op.Lock;
        Event.Key = valueKey(Store->getRHS());
        Expr::EvalResult Value;
        if (!Store->getRHS()->isValueDependent() && Store->getRHS()->EvaluateAsInt(Value, Ctx))
          Event.Constant = Value.Val.getInt().tryExtValue();
        return true;
      }
      if (Op.What == LockOp::Save) {
        if (IsStore || !Result)
          continue;
        LockEvent &Event = lock(LockEvent::Save, Names.place(At));
        Event.Lock = Op.Lock;
        Event.Key = valueKey(Result);
        return true;
      }
      if (!Expansions.insert(Expansion).second)
        return true;
      if (Op.What == LockOp::Release && Op.Lock.Kind == LockKind::IrqFlat)
        unmask(Names.place(At));
      LockEvent &Event = lock(Op.What == LockOp::Acquire ? LockEvent::Acquire : LockEvent::Release,
                              Names.place(At));
      Event.Lock = Op.Lock;
      if (Result)
        Event.Key = valueKey(Result);
    }
    if (E->Blocks && Expansions.insert(Expansion).second)
      hazard(Hazard::Blocks, 0, Names.place(At), Name);
    return !E->Locks.empty() &&
           none_of(E->Locks, [](const LockOp &Op) { return Op.What == LockOp::Save; });
  }
}

void FunctionLowering::assembly(const GCCAsmStmt *A) {
  if (callMacro(A->getAsmLoc(), nullptr))
    return;
  std::string Text = StringRef(A->getAsmString()).lower();
  PathId Irq = Paths.root(PathKind::Machine, 0, static_cast<int64_t>(MachineLock::Irq));
  PlaceId At = Names.place(A->getAsmLoc());
  auto OutputKey = [&]() -> PathId {
    return A->getNumOutputs() ? Reader.object(A->getOutputExpr(0)) : 0;
  };
  auto InputKey = [&]() -> PathId { return A->getNumInputs() ? valueKey(A->getInputExpr(0)) : 0; };
  bool IsX86 = Ctx.getTargetInfo().getTriple().isX86();
  SmallVector<StringRef, 4> Lines;
  StringRef(Text).split(Lines, '\n', -1, false);
  SmallVector<StringRef, 8> Instructions;
  for (StringRef Line : Lines) {
    SmallVector<StringRef, 4> Parts;
    Line.split(Parts, ';', -1, false);
    append_range(Instructions, Parts);
  }
  PathId Saved = 0;
  for (StringRef Instruction : Instructions) {
    auto [Mnemonic, Operands] = Instruction.trim().split(' ');
    Mnemonic = Mnemonic.split('\t').first.trim();
    Operands = Instruction.trim().drop_front(Mnemonic.size()).trim();
    bool IsMstatus = Operands.contains("mstatus") || Operands.contains("sstatus");
    bool ReadsMask =
        (Mnemonic == "mrs" && (Operands.contains("primask") || Operands.contains("basepri"))) ||
        (Mnemonic == "in" && (Operands.contains("__sreg__") || Operands.contains("0x3f"))) ||
        (Mnemonic == "csrr" && IsMstatus);
    bool Disables = (Mnemonic == "cli") ||
                    (Mnemonic.starts_with("cpsid") && Operands.contains("i")) ||
                    ((Mnemonic == "csrc" || Mnemonic == "csrci" || Mnemonic == "csrrc" ||
                      Mnemonic == "csrrci") &&
                     IsMstatus) ||
                    Mnemonic == "rsil" || Mnemonic == "dint";
    bool Enables = (Mnemonic == "sei") || (Mnemonic == "sti") ||
                   (Mnemonic.starts_with("cpsie") && Operands.contains("i")) ||
                   ((Mnemonic == "csrs" || Mnemonic == "csrsi") && IsMstatus) || Mnemonic == "eint";
    bool Restores =
        (Mnemonic == "msr" && (Operands.contains("primask") || Operands.contains("basepri"))) ||
        (Mnemonic == "out" && Operands.contains("__sreg__")) ||
        (Mnemonic == "wsr.ps" || (Mnemonic == "wsr" && Operands.contains("ps"))) ||
        (Mnemonic == "csrw" && IsMstatus);
    // Bits that come from a variable may be those that were saved.
    if (Enables && Mnemonic == "csrs" && A->getNumInputs()) {
      Enables = false;
      Restores = true;
    }
    // The same letters mean other things elsewhere.
    if (Mnemonic == "sei" && IsX86)
      Enables = false;
    if (ReadsMask) {
      Saved = OutputKey();
      LockEvent &E = lock(LockEvent::Save, At);
      E.Lock.Lock = Irq;
      E.Lock.Kind = LockKind::Irq;
      E.Key = Saved;
    }
    if (Disables) {
      bool IsSaving = Mnemonic == "csrrc" || Mnemonic == "csrrci" || Mnemonic == "rsil";
      LockEvent &E = lock(LockEvent::Acquire, At);
      E.Lock.Lock = Irq;
      E.Lock.Kind = IsSaving ? LockKind::Irq : LockKind::IrqFlat;
      E.Key = IsSaving ? OutputKey() : 0;
    }
    if (Enables) {
      unmask(At);
      LockEvent &E = lock(LockEvent::Release, At);
      E.Lock.Lock = Irq;
      E.Lock.Kind = LockKind::IrqFlat;
    }
    if (Restores && Saved) {
      // Saved and set in one statement: masks.
      LockEvent &E = lock(LockEvent::Acquire, At);
      E.Lock.Lock = Irq;
      E.Lock.Kind = LockKind::IrqFlat;
    } else if (Restores) {
      LockEvent &E = lock(LockEvent::Restore, At);
      E.Lock.Lock = Irq;
      E.Lock.Kind = LockKind::Irq;
      E.Key = InputKey();
    }
  }
}

//===----------------------------------------------------------------------===//
// Guards
//===----------------------------------------------------------------------===//

bool FunctionLowering::callGuard(const CallExpr *C, const FunctionDecl &Callee) {
  const Expr *Object = objectOfCall(*C);
  if (!Object)
    return false;
  QualType T =
      Object->getType()->isPointerType() ? Object->getType()->getPointeeType() : Object->getType();
  if (!L.Effect.isScoped(T))
    return false;
  PathId Guard =
      Object->getType()->isPointerType() ? Reader.pointee(Object) : Reader.object(Object);
  if (!Guard)
    return true;
  PlaceId At = Names.place(C->getExprLoc());
  if (const auto *O = dyn_cast<CXXOperatorCallExpr>(C)) {
    if (O->getOperator() == OO_Equal && O->getNumArgs() == 2) {
      LockEvent &End = lock(LockEvent::EndGuard, At);
      End.Owner = Guard;
      LockEvent &Move = lock(LockEvent::MoveGuard, At);
      Move.Owner = Guard;
      const Expr *From = withoutPassing(O->getArg(1));
      Move.Key = isa<DeclRefExpr, MemberExpr>(From) ? Reader.object(From) : Reader.temporary(From);
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
  else if (Name == "swap")
    return true;
  else
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
  LockEvent &Event = lock(What, At);
  Event.Owner = Guard;
  Event.Key = Reader.temporary(C);
  return true;
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

void FunctionLowering::construct(const CXXConstructExpr *C) {
  const CXXConstructorDecl *Constructor = C->getConstructor();
  QualType T = C->getType();
  PlaceId At = Names.place(C->getExprLoc());
  ArrayRef<const Expr *> Arguments(C->getArgs(), C->getNumArgs());
  if (L.Effect.isScoped(T)) {
    PathId Owner = targetOf(C);
    if (Constructor->isCopyOrMoveConstructor() && !Arguments.empty()) {
      const Expr *From = withoutPassing(Arguments[0]);
      PathId Old =
          isa<DeclRefExpr, MemberExpr>(From) ? Reader.object(From) : Reader.temporary(From);
      LockEvent &Event = lock(LockEvent::MoveGuard, At);
      Event.Owner = Owner;
      Event.Key = Old;
      return;
    }
    LockEvent Guard;
    Guard.What = LockEvent::Guard;
    Guard.Owner = Owner;
    Guard.At = At;
    const Effects &E = L.Effect.of(*Constructor);
    Bindings Given = bindings(*Constructor, *C);
    for (const LockOp &Op : E.Locks)
      if (Op.What == LockOp::Acquire && !Op.IsOwn && E.HasLockAnnotation) {
        Held Lock = Op.Lock;
        Lock.Lock = Paths.substitute(Lock.Lock, Given);
        if (Lock.Lock)
          Guard.Locks.push_back(Lock);
      }
    for (unsigned I = 0; I < Arguments.size(); ++I) {
      const Expr *A = Arguments[I];
      QualType ArgumentType = A->getType();
      if (const CXXRecordDecl *Tag = ArgumentType->getAsCXXRecordDecl();
          Tag && Tag->getIdentifier() && isOfStd(*Tag)) {
        Guard.IsDeferred |= Tag->getName() == "defer_lock_t";
        Guard.IsAdopted |= Tag->getName() == "adopt_lock_t";
        if (Tag->getName() == "try_to_lock_t" || Tag->getName() == "duration" ||
            Tag->getName() == "time_point")
          Guard.Key = Reader.temporary(C);
        if (StringRef(Tag->getName()).ends_with("_lock_t"))
          continue;
      }
      if (!Guard.Locks.empty() && E.HasLockAnnotation)
        continue;
      PathId P = ArgumentType->isPointerType() ? Reader.pointee(A) : Reader.object(A);
      std::optional<Held> Kind = L.Effect.kindOf(ArgumentType);
      // The type of a lock whose kind nobody said is one by being locked.
      bool IsLock = Kind || (isOfStd(*Constructor) && A->isLValue());
      if (IsLock && !P)
        P = Paths.root(PathKind::Temporary, 2, I + 1);
      if (!IsLock)
        continue;
      // A lock with a body of its own does what that says.
      if (!Kind)
        if (const CXXMethodDecl *Lock = methodNamed(ArgumentType, "lock");
            Lock && Lock->hasBody() && !isOfStd(*Lock) && !L.Effect.of(*Lock).HasLockAnnotation) {
          const CXXMethodDecl *Unlock = methodNamed(ArgumentType, "unlock");
          if (!Guard.IsDeferred && !Guard.IsAdopted)
            addCall(*Lock, Bindings{P}, C->getExprLoc());
          if (Unlock && Unlock->hasBody())
            Bodies[Owner] = {Lock, Unlock, P};
          continue;
        }
      Held Lock = Kind.value_or(Held());
      Lock.Lock = P;
      Lock.IsShared = T->getAsCXXRecordDecl() && T->getAsCXXRecordDecl()->getIdentifier() &&
                      T->getAsCXXRecordDecl()->getName() == "shared_lock";
      Guard.Locks.push_back(Lock);
    }
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
    return;
  }
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
    LockEvent &Event = lock(LockEvent::EndGuard, Names.place(At));
    Event.Owner = Object;
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
    out().Joins.push_back({Object});
    return;
  }
  if (D && D->hasBody())
    addCall(*D, Bindings{Object}, At);
  // What its members hold ends with them.
  LockEvent &Event = lock(LockEvent::EndGuard, Names.place(At));
  Event.Owner = Object;
}

//===----------------------------------------------------------------------===//
// Accesses by calls
//===----------------------------------------------------------------------===//

void FunctionLowering::atomic(const AtomicExpr *A) {
  const Expr *Pointer = A->getPtr();
  AccessKind How = Updates;
  StringRef Name = A->getOpAsString();
  if (Name.ends_with("atomic_load") || Name.ends_with("atomic_load_n"))
    How = Reads;
  else if (Name.ends_with("atomic_store") || Name.ends_with("atomic_store_n"))
    How = Writes;
  else if (Name.ends_with("_init"))
    return;
  How.IsAtomic = true;
  const Expr *Bare = withoutPassing(Pointer);
  if (const auto *U = dyn_cast<UnaryOperator>(Bare); U && U->getOpcode() == UO_AddrOf)
    access(U->getSubExpr(), How);
  else if (PathId P = Reader.pointee(Pointer)) {
    Access X;
    X.Object = P;
    X.At = Names.place(Pointer->getExprLoc());
    X.IsRead = How.IsRead;
    X.IsWrite = How.IsWrite;
    X.IsAtomic = true;
    if (!mayBeShared(P))
      return;
    emit(Event::Access, into().Accesses.size());
    into().Accesses.push_back(std::move(X));
  }
}

bool FunctionLowering::callAtomic(const CallExpr *C, const FunctionDecl &Callee) {
  StringRef Name = Callee.getIdentifier() ? Callee.getName() : "";
  if (const Expr *Object = objectOfCall(*C)) {
    QualType T = Object->getType()->isPointerType() ? Object->getType()->getPointeeType()
                                                    : Object->getType();
    if (!isAtomicClass(T))
      return false;
    AccessKind How = Updates;
    if (Name == "load" || Name == "test" || isa<CXXConversionDecl>(Callee))
      How = Reads;
    else if (Name == "store" || Name == "clear")
      How = Writes;
    else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(C); O && O->getOperator() == OO_Equal)
      How = Writes;
    else if (Name == "is_lock_free" || Name.starts_with("notify"))
      return true;
    How.IsAtomic = true;
    if (Name == "wait") {
      hazard(Hazard::Blocks, Names.of(Callee), Names.place(C->getExprLoc()));
      How = Reads;
    }
    const Expr *Bare = withoutPassing(Object);
    if (Object->getType()->isPointerType())
      return true;
    access(Bare, How);
    return true;
  }
  bool IsBuiltin = Name.starts_with("__sync_") || Name.starts_with("__atomic_");
  bool IsLibrary = isOfStd(Callee) && Name.starts_with("atomic_");
  if ((!IsBuiltin && !IsLibrary) || C->getNumArgs() == 0 ||
      !C->getArg(0)->getType()->isPointerType())
    return false;
  AccessKind How = Updates;
  if (Name.contains("_load"))
    How = Reads;
  else if (Name.contains("_store") || Name.contains("lock_release"))
    How = Writes;
  How.IsAtomic = true;
  const Expr *Bare = withoutPassing(C->getArg(0));
  if (const auto *U = dyn_cast<UnaryOperator>(Bare); U && U->getOpcode() == UO_AddrOf)
    access(U->getSubExpr(), How);
  return true;
}

void FunctionLowering::callLibrary(const CallExpr *C, const FunctionDecl &Callee) {
  StringRef Name = Callee.getIdentifier() ? Callee.getName() : "";
  bool IsSystem =
      isOfStd(Callee) || Sources.isInSystemHeader(Sources.getExpansionLoc(Callee.getLocation()));
  const Expr *Object = objectOfCall(*C);
  if (Object && isOfStd(Callee)) {
    QualType T = Object->getType();
    if (T->isPointerType() ||
        L.Unit.Facts.value(T.getUnqualifiedType(), FactKind::Sync) == FactValue::Yes)
      return;
    const auto *M = dyn_cast<CXXMethodDecl>(&Callee);
    static const StringSet<> Looks{"begin", "end",   "rbegin",      "rend",        "cbegin",
                                   "cend",  "data",  "front",       "back",        "size",
                                   "empty", "find",  "lower_bound", "upper_bound", "equal_range",
                                   "get",   "c_str", "at",          "top"};
    bool IsRead = !M || M->isConst() || Looks.contains(Name);
    if (const auto *O = dyn_cast<CXXOperatorCallExpr>(C)) {
      switch (O->getOperator()) {
      case OO_Star:
      case OO_Arrow:
      case OO_EqualEqual:
        IsRead = true;
        break;
      case OO_Subscript: {
        const CXXRecordDecl *R = T->getAsCXXRecordDecl();
        IsRead = !R || !R->getIdentifier() || !R->getName().contains("map");
        break;
      }
      default:
        break;
      }
    }
    static const StringSet<> Grows{
        "push_back", "push_front", "emplace", "emplace_back", "emplace_front", "insert",
        "resize",    "reserve",    "append",  "assign",       "try_emplace",   "insert_or_assign"};
    const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
    static const StringSet<> Heaps{"vector",        "basic_string",  "map",         "set",
                                   "unordered_map", "unordered_set", "list",        "deque",
                                   "multimap",      "multiset",      "forward_list"};
    if (Class && Class->getIdentifier() && Heaps.contains(Class->getName()) && Grows.contains(Name))
      hazard(Hazard::Allocates, Names.of(Callee), Names.place(C->getExprLoc()));
    access(withoutPassing(Object), IsRead ? Reads : Updates);
    if (const auto *O = dyn_cast<CXXOperatorCallExpr>(C); O && O->getOperator() == OO_Equal)
      storeFunction(O->getArg(0), O->getArg(1));
  } else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(C);
             O && O->getOperator() == OO_Equal && O->getNumArgs() == 2) {
    if (const auto *M = dyn_cast<CXXMethodDecl>(&Callee); M && !M->hasBody()) {
      access(O->getArg(0), Writes);
      access(O->getArg(1), Reads);
    } else if (M && M->isDefaulted()) {
      access(O->getArg(0), Writes);
      access(O->getArg(1), Reads);
    }
    storeFunction(O->getArg(0), O->getArg(1));
  }
  if (IsSystem) {
    // What goes in by reference to a constant is read.
    ArrayRef<const Expr *> Arguments = argumentsOfCall(*C);
    for (unsigned I = 0; I < Arguments.size() && I < Callee.getNumParams(); ++I) {
      QualType T = Callee.getParamDecl(I)->getType();
      if (T->isLValueReferenceType() && T->getPointeeType().isConstQualified() &&
          Arguments[I]->isLValue() &&
          !argumentOfStd(C, {"move", "forward", "ref", "cref", "as_const", "addressof"}))
        access(Arguments[I], Reads);
    }
  }
  // Those that every C compiler knows.
  auto Whole = [&](unsigned I, AccessKind How) {
    if (I >= C->getNumArgs())
      return;
    const Expr *A = withoutPassing(C->getArg(I));
    if (const auto *U = dyn_cast<UnaryOperator>(A); U && U->getOpcode() == UO_AddrOf)
      access(U->getSubExpr(), How);
    else if (A->getType()->isArrayType())
      access(A, How);
    else if (PathId P = Reader.pointee(A)) {
      if (!mayBeShared(P))
        return;
      accessObject(P, A, How);
      if (!into().Accesses.empty())
        into().Accesses.back().IsWide = true;
    }
  };
  if (!Callee.isExternC() && !Callee.getBuiltinID() && !isOfStd(Callee))
    return;
  if (Name == "memcpy" || Name == "memmove" || Name == "strcpy" || Name == "strncpy" ||
      Name == "__builtin_memcpy" || Name == "__builtin_memmove") {
    Whole(1, Reads);
    Whole(0, Writes);
  } else if (Name == "memset" || Name == "bzero" || Name == "__builtin_memset") {
    Whole(0, Writes);
  } else if (Name == "memcmp" || Name == "strcmp") {
    Whole(0, Reads);
    Whole(1, Reads);
  }
}

void FunctionLowering::storeFunction(const Expr *To, const Expr *From) {
  if (!From)
    return;
  QualType T = From->getType();
  bool MayBe = T->isFunctionPointerType() || T->isFunctionType() || T->isRecordType() ||
               T->isMemberFunctionPointerType();
  const FunctionDecl *Stored = MayBe ? functionOf(From) : nullptr;
  if (!Stored || !To)
    return;
  To = withoutPassing(To);
  while (const auto *S = dyn_cast<ArraySubscriptExpr>(To))
    To = withoutPassing(S->getBase());
  if (const auto *Ref = dyn_cast<DeclRefExpr>(To))
    L.store(Names.of(*Ref->getDecl()), *Stored);
  else if (const auto *M = dyn_cast<MemberExpr>(To))
    if (const auto *Field = dyn_cast<FieldDecl>(M->getMemberDecl()))
      L.storedIn(*Field, *Stored, Names.place(From->getExprLoc()));
}

} // namespace ambit
