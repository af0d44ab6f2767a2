//===- StartLowering.cpp --------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lowers what calls start: threads, handlers and callbacks that run elsewhere, when they may
// begin to, and their end.
//
//===----------------------------------------------------------------------===//

#include "lowering/FunctionLowering.h"
#include "model/AnnotationNames.h"
#include "model/ExprShape.h"
#include "model/ModelReader.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;
using namespace llvm;

namespace ambit {

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
  if (E.StartsThreads) {
    Add(Start::Threads);
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
  if (const auto &Unless = E.Model->Unless;
      Unless && isArgument(argumentsOf(C), Unless->At, Unless->Is, Callee))
    return;
  // What a model says of a function counts, not what it does to that end.
  if (const FunctionModel *Mine = L.Effect.of(F).Model; Mine && Mine->Starts == E.Model->Starts)
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

/// What the callable that is argument \p At of \p Callee gets, where no model says it: what
/// crosses with it, or the one `void *` beside it, if it has as many parameters.
static SmallVector<ArgumentSelector, 2> receivedBy(const CallBoundary &B, const ValueDecl &Callee,
                                                   const Crossing &Given, unsigned At) {
  const auto *F = dyn_cast<FunctionDecl>(&Callee);
  if (!F || At >= F->getNumParams())
    return {};
  QualType T = F->getParamDecl(At)->getType().getNonReferenceType();
  const auto *Type =
      T->isFunctionPointerType() ? T->getPointeeType()->getAs<FunctionProtoType>() : nullptr;
  if (!Type || Type->getNumParams() == 0)
    return {};
  auto Select = [&](auto Takes) {
    SmallVector<ArgumentSelector, 2> Found;
    for (unsigned I = 0; I < F->getNumParams(); ++I)
      if (I != At && Takes(I))
        Found.push_back({ArgumentSelector::Argument, I, I});
    return Found.size() == Type->getNumParams() ? Found : SmallVector<ArgumentSelector, 2>();
  };
  SmallVector<ArgumentSelector, 2> Found = Select([&](unsigned I) {
    return any_of(B.Crossings, [&](const Crossing &X) {
      return X.How != Crossing::Callable && X.How != Crossing::ReturnValue && !X.IsObject &&
             X.covers(I) && X.ToThread == Given.ToThread && X.ToCore == Given.ToCore &&
             X.ToIsr == Given.ToIsr;
    });
  });
  if (Found.empty())
    Found = Select([&](unsigned I) { return F->getParamDecl(I)->getType()->isVoidPointerType(); });
  return Found;
}

/// Gives what \p Received selects to the parameters of \p Body, which is argument \p At.
void FunctionLowering::give(ArrayRef<ArgumentSelector> Received, ArrayRef<const Expr *> Arguments,
                            const FunctionDecl *Body, unsigned At, Bindings &Given) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(Body);
  const bool TakesObject = Method && Method->isInstance() && !Method->getParent()->isLambda();
  for (const ArgumentSelector &Selected : Received)
    for (unsigned K = Selected.First;
         K <= Selected.Last && K < std::max<size_t>(Arguments.size(), Selected.First + 1); ++K) {
      if (K >= Arguments.size()) {
        Given.push_back(0);
        break;
      }
      // A member function's object comes first and is no parameter.
      if (TakesObject && K == At + 1)
        continue;
      const Expr *A = Arguments[K];
      unsigned Parameter = Given.size() - 1;
      QualType T = Body && Parameter < Body->getNumParams()
                       ? Body->getParamDecl(Parameter)->getType()
                       : A->getType();
      const Expr *Bare = withoutPassing(A);
      // A reference parameter is a copy's unless std::ref says otherwise.
      if (T->isReferenceType() && !Bare->getType()->isPointerType() && A->isLValue() &&
          !isa<CallExpr>(withoutImplicit(A)))
        Given.push_back(0);
      else
        Given.push_back(Reader.given(A, T));
    }
}

void FunctionLowering::start(const CallBoundary &B, const ValueDecl &Callee, const Expr &C,
                             const Effects &E) {
  ArrayRef<const Expr *> Arguments = argumentsOf(C);
  for (const Crossing &X : B.Crossings) {
    if (X.ToCore && (X.How == Crossing::Value || X.How == Crossing::Pointee) && !X.IsObject)
      for (unsigned I = X.First; I < Arguments.size() && X.covers(I); ++I)
        sendArgument(Arguments[I], Names.place(C.getExprLoc()));
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
      if (E.Model)
        for (const FunctionModel::Case &Case : E.Model->Cases)
          if (!Case.EnabledBy.empty() && isArgument(Arguments, Case.At, Case.Is, Callee))
            S.Runs.EnabledBy = "struct " + Case.EnabledBy;
      S.HasOwnAgent = !M || M->Thread.empty();
      if (S.HasOwnAgent)
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
        if (!X.Model.empty())
          L.runByLibrary(S.Target, Callee);
      } else {
        S.Through = Arguments[I]->getType()->isPointerType() ? Reader.pointee(Arguments[I])
                                                             : Reader.object(Arguments[I]);
        if (const NamedDecl *Pointer = holderOf(withoutPassing(Arguments[I])))
          S.Pointer = Names.of(*Pointer);
        if (!S.Through && !S.Pointer)
          continue;
      }
      if (!Coroutine)
        give(M ? ArrayRef(M->Receives) : receivedBy(B, Callee, X, I), Arguments, Body, I, S.Given);
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
