//===- CoreValueLowering.cpp ----------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lowers what depends on the core that runs: its number and addresses that belong to it, in
// variables, in members and on their way to another core, and decisions that read it twice.
//
//===----------------------------------------------------------------------===//

#include "lowering/FunctionLowering.h"
#include "model/ExprShape.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace llvm;

namespace ambit {

constexpr unsigned MaxCoreSteps = 12;

//===----------------------------------------------------------------------===//
// The core's number, and addresses that belong to it
//===----------------------------------------------------------------------===//

StringRef FunctionLowering::toldByCall(const CallExpr &Call) const {
  const FunctionDecl *Callee = Call.getDirectCallee();
  const FunctionModel *Model = Callee ? L.Effect.of(*Callee).Model : nullptr;
  return Model ? StringRef(Model->Tells) : StringRef();
}

StringRef FunctionLowering::toldBy(const Expr *E) const {
  E = withoutPassing(E);
  if (L.Unit.Models.hasMacros())
    for (SourceLocation At = E->getExprLoc(); At.isMacroID();
         At = Sources.getImmediateMacroCallerLoc(At))
      if (!Sources.isMacroArgExpansion(At))
        if (const Effects *Known =
                L.Effect.ofMacro(Lexer::getImmediateMacroName(At, Sources, Ctx.getLangOpts())))
          if (!Known->Model->Tells.empty())
            return Known->Model->Tells;
  const auto *Call = dyn_cast<CallExpr>(E);
  return Call ? toldByCall(*Call) : StringRef();
}

/// Of a value.
FunctionLowering::CoreSource FunctionLowering::coreSource(const Expr *E, unsigned Depth) const {
  if (!E || Depth > MaxCoreSteps)
    return {};
  CoreSource S;
  auto IsTold = [&] {
    StringRef Told = toldBy(E);
    S.IsFresh = Told == "core" || Told == "core-local";
    S.Is = Told == "core-local" ? StaleValue::CoreAddress : StaleValue::Number;
    if (S.IsFresh)
      S.At = E->getExprLoc();
    return S.IsFresh;
  };
  // A macro may have put a cast around what it stands for.
  if (IsTold())
    return S;
  E = withoutPassing(E->IgnoreParenCasts());
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    if (IsTold())
      return S;
    if (const Expr *Result = onlyResult(*Call)) {
      S = Call->isGLValue() ? coreSourceOfPlace(Result, Depth + 1) : coreSource(Result, Depth + 1);
      S.At = E->getExprLoc();
      return S.IsFresh ? S : CoreSource();
    }
    return {};
  }
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    if (!V || !V->hasLocalStorage() || V->getType()->isReferenceType())
      return {};
    PathId P = Paths.root(PathKind::Local, Names.of(*V));
    if (auto Known = CoreVariables.find(P); Known != CoreVariables.end()) {
      S.From = P;
      S.Is = Known->second;
    }
    return S;
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E))
    return U->getOpcode() == UO_AddrOf  ? coreSourceOfPlace(U->getSubExpr(), Depth + 1)
           : U->getOpcode() == UO_Deref ? CoreSource()
                                        : coreSource(U->getSubExpr(), Depth + 1);
  if (const auto *B = dyn_cast<BinaryOperator>(E); B && !B->isComparisonOp() && !B->isLogicalOp()) {
    if (CoreSource Left = coreSource(B->getLHS(), Depth + 1))
      return Left;
    return coreSource(B->getRHS(), Depth + 1);
  }
  if (const auto *C = dyn_cast<ConditionalOperator>(E)) {
    if (CoreSource Left = coreSource(C->getTrueExpr(), Depth + 1))
      return Left;
    return coreSource(C->getFalseExpr(), Depth + 1);
  }
  if (E->getType()->isArrayType())
    return coreSourceOfPlace(E, Depth + 1);
  return {};
}

static const Expr *indexOf(const Expr *E, const Expr *&Base) {
  if (const auto *S = dyn_cast<ArraySubscriptExpr>(E)) {
    Base = S->getBase();
    return S->getIdx();
  }
  if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E);
      O && O->getOperator() == OO_Subscript && O->getNumArgs() == 2) {
    Base = O->getArg(0);
    return O->getArg(1);
  }
  return nullptr;
}

/// Of the address of the object that \p E names.
FunctionLowering::CoreSource FunctionLowering::coreSourceOfPlace(const Expr *E,
                                                                 unsigned Depth) const {
  if (!E || Depth > MaxCoreSteps)
    return {};
  E = withoutPassing(E);
  const Expr *Base = nullptr;
  if (const Expr *Index = indexOf(E, Base)) {
    CoreSource S = coreSource(Index, Depth + 1);
    if (!S)
      S = Base->getType()->isPointerType() ? coreSource(Base, Depth + 1)
                                           : coreSourceOfPlace(Base, Depth + 1);
    if (S && S.Is == StaleValue::Number)
      S.Is = StaleValue::CoreAddress;
    return S;
  }
  if (const auto *M = dyn_cast<MemberExpr>(E))
    return M->isArrow() ? coreSource(M->getBase(), Depth + 1)
                        : coreSourceOfPlace(M->getBase(), Depth + 1);
  if (const auto *U = dyn_cast<UnaryOperator>(E); U && U->getOpcode() == UO_Deref)
    return coreSource(U->getSubExpr(), Depth + 1);
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return coreSource(Call, Depth + 1);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E)) {
    const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
    CoreSource S;
    if (!V)
      return S;
    if (V->getTLSKind() != VarDecl::TLS_None) {
      S.IsFresh = true;
      S.Is = StaleValue::ThreadAddress;
      S.At = E->getExprLoc();
    } else if (V->hasLocalStorage() && V->getType()->isReferenceType()) {
      PathId P = Paths.root(PathKind::Local, Names.of(*V));
      if (auto Known = CoreVariables.find(P); Known != CoreVariables.end()) {
        S.From = P;
        S.Is = Known->second;
      }
    }
    return S;
  }
  return {};
}

/// Local variable \p V gets the value \p Init, or is bound to it.
void FunctionLowering::bindCore(const VarDecl &V, const Expr *Init) {
  QualType T = V.getType();
  if (!T->isPointerType() && !T->isReferenceType() && !T->isIntegralOrEnumerationType())
    return;
  CoreSource S = T->isReferenceType() ? coreSourceOfPlace(Init, 0) : coreSource(Init, 0);
  PathId Var = Paths.root(PathKind::Local, Names.of(V));
  if (!S && !CoreVariables.count(Var))
    return;
  CoreEvent &E = core(CoreEvent::Bind, Names.place(S.At.isValid() ? S.At : Init->getExprLoc()));
  E.Var = Var;
  E.Is = S.Is;
  E.IsFresh = S.IsFresh;
  E.From = S.From;
  if (S)
    CoreVariables[Var] = S.Is;
}

void FunctionLowering::readCoreVariable(const Expr *E) {
  if (CoreVariables.empty() || !E)
    return;
  E = E->IgnoreParenCasts();
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!V || !V->hasLocalStorage())
    return;
  PathId Var = Paths.root(PathKind::Local, Names.of(*V));
  if (!CoreVariables.count(Var))
    return;
  CoreEvent &Read = core(CoreEvent::Read, place(E));
  Read.Var = Var;
  Read.Name = Names.of(*V);
}

/// \p Member of a local object, if it is one, gets \p Value.
void FunctionLowering::bindCoreMember(const Expr *Member, const Expr *Value) {
  if (!Member->getType()->isPointerType())
    return;
  const Expr *Object = withoutPassing(Member);
  while (const auto *M = dyn_cast<MemberExpr>(Object)) {
    if (M->isArrow())
      return;
    Object = withoutPassing(M->getBase());
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(Object);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!V || !V->hasLocalStorage() || !V->getType()->isRecordType())
    return;
  CoreSource S = coreSource(Value, 0);
  if (S && S.Is == StaleValue::CoreAddress)
    CoreMembers[{V, Reader.object(Member)}] = Value->getExprLoc();
  else if (!CoreMembers.empty())
    CoreMembers.erase({V, Reader.object(Member)});
}

/// The members of local object \p V are initialised by \p Init.
void FunctionLowering::bindCoreMembers(const VarDecl &V, const Expr *Init) {
  const auto *List = dyn_cast<InitListExpr>(Init->IgnoreImplicit());
  const RecordDecl *R = V.getType()->getAsRecordDecl();
  if (!List || !R || R->isUnion())
    return;
  if (!List->isSemanticForm())
    List = List->getSemanticForm();
  auto Field = R->field_begin();
  // Bases come first.
  unsigned I =
      List->getNumInits() -
      std::min<size_t>(List->getNumInits(), std::distance(R->field_begin(), R->field_end()));
  for (; I < List->getNumInits() && Field != R->field_end(); ++I, ++Field) {
    const Expr *Value = List->getInit(I);
    if (!Field->getType()->isPointerType())
      continue;
    CoreSource S = coreSource(Value, 0);
    if (S && S.Is == StaleValue::CoreAddress)
      CoreMembers[{&V, Reader.member(Reader.variable(V), **Field)}] = Value->getExprLoc();
  }
}

void FunctionLowering::sendAddress(const NamedDecl &Of, SourceLocation At, SourceLocation ReadAt,
                                   PlaceId Call) {
  StaleValue X;
  X.What = StaleValue::CoreAddress;
  X.Name = Names.of(Of);
  X.At = Names.place(At);
  X.ReadAt = Names.place(ReadAt);
  X.MovedAt = Call;
  into().Sent.push_back(X);
}

/// \p Argument, or what it points to, goes to another core at \p Call.
void FunctionLowering::sendArgument(const Expr *Argument, PlaceId Call) {
  if (CoreVariables.empty() && CoreMembers.empty())
    return;
  const Expr *E = withoutPassing(Argument->IgnoreParenCasts());
  if (const auto *U = dyn_cast<UnaryOperator>(E); U && U->getOpcode() == UO_AddrOf)
    E = withoutPassing(U->getSubExpr());
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!V || !V->hasLocalStorage())
    return;
  for (const auto &[Member, ReadAt] : CoreMembers)
    if (Member.first == V)
      return sendAddress(*V, Ref->getExprLoc(), ReadAt, Call);
  auto Known = CoreVariables.find(Paths.root(PathKind::Local, Names.of(*V)));
  if (Known != CoreVariables.end() && Known->second == StaleValue::CoreAddress)
    sendAddress(*V, Ref->getExprLoc(), V->getLocation(), Call);
}

/// What the callable \p Argument captures goes to another core at \p Call.
void FunctionLowering::sendCaptures(const Expr *Argument, PlaceId Call) {
  const auto *Lambda = dyn_cast<LambdaExpr>(withoutPassing(Argument));
  if (!Lambda || CoreVariables.empty())
    return;
  for (const LambdaCapture &C : Lambda->captures()) {
    const auto *V = C.capturesVariable() ? dyn_cast<VarDecl>(C.getCapturedVar()) : nullptr;
    if (!V || (!V->getType()->isPointerType() && !V->getType()->isReferenceType()))
      continue;
    auto Known = CoreVariables.find(Paths.root(PathKind::Local, Names.of(*V)));
    if (Known != CoreVariables.end() && Known->second == StaleValue::CoreAddress)
      sendAddress(*V, C.getLocation(), V->getLocation(), Call);
  }
}

/// Where \p S makes use of what depends on the core.
void FunctionLowering::readCore(const Stmt *S) {
  if (!SecondReadings.empty())
    if (auto Second = SecondReadings.find(S); Second != SecondReadings.end()) {
      CoreUse U;
      U.What = CoreUse::ReadAgain;
      U.At = Names.place(cast<Expr>(S)->getBeginLoc());
      U.Earlier = Names.place(Second->second);
      core(CoreEvent::Use, U.At).Index = into().CoreUses.size();
      into().CoreUses.push_back(std::move(U));
    }
  if (CoreVariables.empty())
    return;
  if (const auto *E = dyn_cast<Expr>(S)) {
    const Expr *Base = nullptr;
    if (const Expr *Index = indexOf(E, Base)) {
      readCoreVariable(Base);
      SmallVector<const Stmt *, 8> Work{Index};
      for (unsigned Steps = 0; !Work.empty() && Steps < 16; ++Steps) {
        const Stmt *Part = Work.pop_back_val();
        readCoreVariable(dyn_cast_or_null<Expr>(Part));
        if (Part && !isa<DeclRefExpr, CastExpr>(Part))
          append_range(Work, Part->children());
        else if (const auto *Cast = dyn_cast_or_null<CastExpr>(Part);
                 Cast && !isa<DeclRefExpr>(Cast->IgnoreParenCasts()))
          append_range(Work, Part->children());
      }
      return;
    }
    if (const auto *M = dyn_cast<MemberExpr>(E)) {
      readCoreVariable(M->getBase());
    } else if (const auto *U = dyn_cast<UnaryOperator>(E); U && U->getOpcode() == UO_Deref) {
      readCoreVariable(U->getSubExpr());
    } else if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isComparisonOp()) {
      readCoreVariable(B->getLHS());
      readCoreVariable(B->getRHS());
    } else if (const auto *C = dyn_cast<CallExpr>(E)) {
      for (const Expr *A : C->arguments())
        if (A->getType()->isPointerType() || A->isLValue())
          readCoreVariable(A);
    } else if (const auto *Ref = dyn_cast<DeclRefExpr>(E);
               Ref && Ref->getDecl()->getType()->isReferenceType()) {
      readCoreVariable(Ref);
    }
  }
}

//===----------------------------------------------------------------------===//
// One decision, two readings
//===----------------------------------------------------------------------===//

namespace {

/// Elements of arrays that the core's number chooses, where it is read in place.
struct Reading {
  PathId Array;
  const Expr *Element;
};

} // namespace

/// Finds the elements that are chosen by a new reading of the core's number although the
/// decision that leads there was taken with an earlier one.
void FunctionLowering::findSecondReadings(const Stmt *Body) {
  auto ReadingsIn = [&](const Stmt *S) {
    SmallVector<Reading, 4> Found;
    SmallVector<const Stmt *, 32> Work{S};
    constexpr unsigned MaxNodes = 4096;
    for (unsigned Steps = 0; !Work.empty() && Steps < MaxNodes; ++Steps) {
      const Stmt *Part = Work.pop_back_val();
      if (!Part || isa<LambdaExpr>(Part))
        continue;
      const Expr *Base = nullptr;
      if (const auto *E = dyn_cast<Expr>(Part))
        if (const Expr *Index = indexOf(E, Base); Index && coreSource(Index, 0).IsFresh)
          if (PathId Array =
                  Base->getType()->isPointerType() ? Reader.pointee(Base) : Reader.object(Base))
            Found.push_back({Array, E});
      append_range(Work, Part->children());
    }
    llvm::sort(Found, [&](const Reading &A, const Reading &B) {
      return Sources.isBeforeInTranslationUnit(A.Element->getBeginLoc(), B.Element->getBeginLoc());
    });
    return Found;
  };
  using Readings = SmallVector<Reading, 4>;
  auto Judge = [&](const Readings &Here, const Readings &Before) {
    for (size_t I = 0; I < Here.size(); ++I) {
      auto Same = [&](const Reading &R) { return R.Array == Here[I].Array; };
      const Reading *Earlier = find_if(Before, Same);
      if (Earlier == Before.end())
        Earlier = std::find_if(Here.begin(), Here.begin() + I, Same);
      else {
        SecondReadings[Here[I].Element] = Earlier->Element->getBeginLoc();
        continue;
      }
      if (Earlier != Here.begin() + I)
        SecondReadings[Here[I].Element] = Earlier->Element->getBeginLoc();
    }
  };
  std::function<void(const Stmt *, Readings, unsigned)> Walk = [&](const Stmt *S, Readings Before,
                                                                   unsigned Depth) {
    constexpr unsigned MaxNesting = 64;
    if (!S || Depth > MaxNesting)
      return;
    if (const auto *C = dyn_cast<CompoundStmt>(S)) {
      for (const Stmt *Child : C->body()) {
        Walk(Child, Before, Depth + 1);
        if (const auto *If = dyn_cast<IfStmt>(Child); If && leaves(If->getThen()))
          append_range(Before, ReadingsIn(If->getCond()));
      }
      return;
    }
    if (const auto *If = dyn_cast<IfStmt>(S)) {
      Readings Condition = ReadingsIn(If->getCond());
      Judge(Condition, Before);
      append_range(Before, Condition);
      Walk(If->getThen(), Before, Depth + 1);
      Walk(If->getElse(), Before, Depth + 1);
      return;
    }
    if (isa<ForStmt, WhileStmt, DoStmt, SwitchStmt, CXXForRangeStmt, CXXTryStmt, LabelStmt,
            SwitchCase, AttributedStmt, CoroutineBodyStmt>(S)) {
      for (const Stmt *Child : S->children())
        Walk(Child, Before, Depth + 1);
      return;
    }
    Judge(ReadingsIn(S), Before);
  };
  Walk(Body, {}, 0);
}

} // namespace ambit
