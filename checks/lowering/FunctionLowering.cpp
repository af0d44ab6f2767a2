//===- FunctionLowering.cpp -----------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lowering/FunctionLowering.h"
#include "flow/Simplify.h"
#include "lowering/FunctionCFG.h"
#include "model/AnnotationNames.h"
#include "model/ExprShape.h"
#include "model/Suspension.h"
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

/// What one instruction of the target moves whole.
static unsigned wordBits(const ASTContext &Ctx) {
  const llvm::Triple &T = Ctx.getTargetInfo().getTriple();
  if (T.getArch() == llvm::Triple::avr)
    return 8;
  if (T.getArch() == llvm::Triple::msp430)
    return 16;
  return std::max<unsigned>(Ctx.getTargetInfo().getPointerWidth(LangAS::Default),
                            T.isArch64Bit() ? 64 : 32);
}

FunctionLowering::FunctionLowering(Lowering &Unit, const FunctionDecl &F, FunctionId Id)
    : L(Unit), F(F), Id(Id), Ctx(Unit.Unit.Ctx), Sources(Ctx.getSourceManager()),
      Reader(Unit.Reader), Paths(Unit.Graph.Paths), Names(Unit.Names), WordBits(wordBits(Ctx)) {}

/// Whether \p E was not understood by the compiler.
static bool isBroken(const Expr *E) {
  return E && (E->getType().isNull() || E->containsErrors() || E->isTypeDependent() ||
               E->isValueDependent() || isa<ParenListExpr>(E));
}

/// Whether the code does not compile, or is a pattern still.
static bool hasErrors(const CFG &Graph) {
  for (const CFGBlock *B : Graph) {
    if (const auto *E = dyn_cast_or_null<Expr>(B->getTerminatorStmt()); isBroken(E))
      return true;
    for (const CFGElement &Element : *B) {
      if (std::optional<CFGInitializer> I = Element.getAs<CFGInitializer>())
        if (isBroken(I->getInitializer()->getInit()))
          return true;
      std::optional<CFGStmt> Statement = Element.getAs<CFGStmt>();
      if (!Statement)
        continue;
      if (isBroken(dyn_cast<Expr>(Statement->getStmt())))
        return true;
      if (const auto *D = dyn_cast<DeclStmt>(Statement->getStmt()))
        for (const Decl *Declared : D->decls())
          if (const auto *V = dyn_cast<VarDecl>(Declared))
            if (V->isInvalidDecl() || V->getType().isNull() || V->getType()->isDependentType() ||
                V->getType()->isUndeducedType() || isBroken(V->getInit()))
              return true;
      if (const auto *R = dyn_cast<ReturnStmt>(Statement->getStmt());
          R && isBroken(R->getRetValue()))
        return true;
    }
  }
  return false;
}

void FunctionLowering::run() {
  std::unique_ptr<CFG> Graph = buildCFG(F);
  if (!Graph)
    return;
  // Code that does not compile means nothing yet.
  if (L.MayBeBroken && hasErrors(*Graph))
    return;
  const FunctionDecl *Before = Reader.enter(&F);
  findBindings(*Graph);
  findCycles(*Graph);
  if (isa<CoroutineBodyStmt>(F.getBody()))
    findDecisions(F.getBody());
  if (CoreReadings > 1)
    findSecondReadings(F.getBody());
  PostOrderCFGView View(Graph.get());
  {
    LoweredFunction &Out = out();
    Out.Blocks.resize(Graph->getNumBlockIDs());
    Out.Entry = Graph->getEntry().getBlockID();
    Out.Exit = Graph->getExit().getBlockID();
    for (const CFGBlock *B : View)
      Out.Order.push_back(B->getBlockID());
  }
  for (const CFGBlock *B : View) {
    Block Lowered;
    lowerBlock(*B, Lowered);
    out().Blocks[B->getBlockID()] = std::move(Lowered);
  }
  llvm::sort(out().Computations,
             [](const Computation &A, const Computation &B) { return A.Key < B.Key; });
  out().IsBranching = out().Blocks.size() > 4;
  simplify(out(), into(), L.Graph);
  if (const Stmt *S = F.getBody())
    out().Closing = Names.place(S->getEndLoc());
  Reader.forgetMembers();
  Reader.enter(Before);
}

PlaceId FunctionLowering::place(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (const auto *M = dyn_cast<MemberExpr>(E))
    return Names.place(M->getMemberLoc());
  return Names.place(E->getExprLoc());
}

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

void FunctionLowering::endVariable(const VarDecl &V, const CXXDestructorDecl *Destructor,
                                   SourceLocation At) {
  destroyInPhase(V.getType(), &V, Names.place(At));
  destroy(Reader.variable(V), Destructor, V.getType().getNonReferenceType(), At);
}

/// Clang's graph has no destructors for `for (init; x : range)`'s init: they come where the
/// loop has ended.
void FunctionLowering::endLoopsBefore(const CFGBlock &B) {
  for (const CFGBlock *Before : B.preds()) {
    const auto *Loop =
        Before ? dyn_cast_or_null<CXXForRangeStmt>(Before->getTerminatorStmt()) : nullptr;
    const auto *Init = Loop ? dyn_cast_or_null<DeclStmt>(Loop->getInit()) : nullptr;
    if (!Init || *Before->succ_rbegin() != &B)
      continue;
    for (const Decl *D : Init->decls())
      if (const auto *V = dyn_cast<VarDecl>(D))
        if (const CXXRecordDecl *R = V->getType()->getAsCXXRecordDecl();
            R && R->hasDefinition() && !R->hasTrivialDestructor())
          endVariable(*V, R->getDestructor(), Loop->getEndLoc());
  }
}

void FunctionLowering::element(const CFGElement &E) {
  switch (E.getKind()) {
  case CFGElement::Statement:
  case CFGElement::Constructor:
  case CFGElement::CXXRecordTypedCall:
    statement(E.castAs<CFGStmt>().getStmt());
    break;
  case CFGElement::Initializer:
    initializer(*E.castAs<CFGInitializer>().getInitializer());
    break;
  case CFGElement::AutomaticObjectDtor: {
    auto D = E.castAs<CFGAutomaticObjDtor>();
    endVariable(*D.getVarDecl(), D.getDestructorDecl(Ctx),
                D.getTriggerStmt() ? D.getTriggerStmt()->getEndLoc()
                                   : D.getVarDecl()->getLocation());
    break;
  }
  case CFGElement::TemporaryDtor: {
    auto D = E.castAs<CFGTemporaryDtor>();
    const CXXBindTemporaryExpr *B = D.getBindTemporaryExpr();
    destroy(Reader.temporary(B), D.getDestructorDecl(Ctx), B->getType(), B->getEndLoc());
    break;
  }
  case CFGElement::CleanupFunction: {
    auto C = E.castAs<CFGCleanupFunction>();
    const FunctionDecl *Cleanup = C.getFunctionDecl();
    if (!Cleanup)
      break;
    const Effects &Known = L.Effect.of(*Cleanup);
    Bindings Given{0, Reader.variable(*C.getVarDecl())};
    if (!Known.Locks.empty()) {
      for (const LockOp &Op : Known.Locks)
        if (Op.What == LockOp::Release) {
          LockEvent &Release = lock(LockEvent::Release, Names.place(C.getVarDecl()->getLocation()));
          Release.Lock = Op.Lock;
          Release.Lock.Lock = Paths.substitute(Op.Lock.Lock, Given);
          Release.Key = Given[1];
        }
      break;
    }
    addCall(*Cleanup, Given, C.getVarDecl()->getLocation());
    break;
  }
  default:
    break;
  }
}

/// Whether nobody wrote it: the first and the last suspension of a coroutine.
static bool isImplicitAwait(const CoroutineSuspendExpr &E) {
  const auto *Await = dyn_cast<CoawaitExpr>(&E);
  return Await && Await->isImplicit();
}

void FunctionLowering::statement(const Stmt *S) {
  readCore(S);
  decide(S);
  switch (S->getStmtClass()) {
  case Stmt::ImplicitCastExprClass: {
    const auto *Cast = cast<ImplicitCastExpr>(S);
    if (Cast->getCastKind() == CK_LValueToRValue)
      access(Cast->getSubExpr(), Reads);
    break;
  }
  case Stmt::BinaryOperatorClass:
  case Stmt::CompoundAssignOperatorClass: {
    const auto *B = cast<BinaryOperator>(S);
    if (!B->isAssignmentOp())
      break;
    bool IsUpdate = B->isCompoundAssignmentOp();
    addToCpuSet(B);
    if (!IsUpdate)
      if (PathId To = Reader.object(B->getLHS())) {
        // x = x + 1 is one, too.
        SmallVector<const Stmt *, 16> Work{B->getRHS()};
        for (unsigned Steps = 0; !Work.empty() && Steps < 64 && !IsUpdate; ++Steps) {
          const Stmt *Part = Work.pop_back_val();
          if (const auto *Read = dyn_cast_or_null<ImplicitCastExpr>(Part);
              Read && Read->getCastKind() == CK_LValueToRValue)
            IsUpdate = Reader.object(Read->getSubExpr()) == To;
          if (Part)
            append_range(Work, Part->children());
        }
      }
    if (callMacro(B->getLHS()->getExprLoc(), B))
      break;
    access(B->getLHS(), IsUpdate ? Updates : Writes);
    if (B->getLHS()->getType()->isPointerType())
      bindView(B->getLHS(), Reader.object(B->getLHS()), B->getLHS()->getType(), B->getRHS());
    storeFunction(B->getLHS(), B->getRHS());
    deriveShared(B->getLHS(), B->getRHS());
    if (const auto *Ref = dyn_cast<DeclRefExpr>(withoutPassing(B->getLHS())))
      if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl());
          V && V->hasLocalStorage() && !B->isCompoundAssignmentOp()) {
        bindCore(*V, B->getRHS());
        copyShared(Paths.root(PathKind::Local, Names.of(*V)), B->getRHS());
      }
    if (!B->isCompoundAssignmentOp())
      bindCoreMember(B->getLHS(), B->getRHS());
    assign(B->getLHS(), IsUpdate && B->isCompoundAssignmentOp() ? nullptr : B->getRHS());
    break;
  }
  case Stmt::UnaryOperatorClass: {
    const auto *U = cast<UnaryOperator>(S);
    if (U->isIncrementDecrementOp()) {
      access(U->getSubExpr(), Updates);
      assign(U->getSubExpr(), nullptr);
    }
    break;
  }
  case Stmt::DeclStmtClass:
    declaration(cast<DeclStmt>(S));
    break;
  case Stmt::CallExprClass:
  case Stmt::CXXMemberCallExprClass:
  case Stmt::CXXOperatorCallExprClass:
  case Stmt::UserDefinedLiteralClass:
    call(cast<CallExpr>(S));
    break;
  case Stmt::CXXConstructExprClass:
  case Stmt::CXXTemporaryObjectExprClass:
    construct(cast<CXXConstructExpr>(S));
    break;
  case Stmt::AtomicExprClass:
    atomic(cast<AtomicExpr>(S));
    break;
  case Stmt::CXXNewExprClass: {
    const auto *N = cast<CXXNewExpr>(S);
    const FunctionDecl *Allocator = N->getOperatorNew();
    if (Allocator && N->getNumPlacementArgs() == 0 && !isa<CXXMethodDecl>(Allocator))
      hazard(Hazard::Allocates, Names.of(*Allocator), Names.place(N->getBeginLoc()));
    break;
  }
  case Stmt::CXXDeleteExprClass: {
    const auto *D = cast<CXXDeleteExpr>(S);
    usePhaseOf(D->getArgument()->getType(), namedBy(D->getArgument()), place(D->getArgument()));
    if (TypeAnnotation Bound = coreOfType(D->getArgument()->getType()))
      addCoreUse(CoreUse::Destroy, Bound, namedBy(D->getArgument()),
                 Reader.pointee(D->getArgument()), place(D->getArgument()));
    const FunctionDecl *Deallocator = D->getOperatorDelete();
    if (Deallocator && !isa<CXXMethodDecl>(Deallocator))
      hazard(Hazard::Allocates, Names.of(*Deallocator), Names.place(D->getBeginLoc()));
    break;
  }
  case Stmt::CXXThrowExprClass:
    hazard(Hazard::Throws, 0, Names.place(S->getBeginLoc()));
    emit(Event::Throw, Names.place(S->getBeginLoc()));
    break;
  case Stmt::ReturnStmtClass:
    returned(cast<ReturnStmt>(S));
    break;
  case Stmt::GCCAsmStmtClass:
    assembly(cast<GCCAsmStmt>(S));
    break;
  case Stmt::DeclRefExprClass:
    useView(cast<DeclRefExpr>(S));
    usePhase(cast<Expr>(S));
    if (const auto *Named = dyn_cast<FunctionDecl>(cast<DeclRefExpr>(S)->getDecl()))
      if (!Callees.contains(cast<Expr>(S)))
        expose(*Named);
    break;
  case Stmt::CXXDefaultArgExprClass:
    exposeDefault(cast<CXXDefaultArgExpr>(S)->getExpr());
    break;
  case Stmt::CXXDefaultInitExprClass:
    exposeDefault(cast<CXXDefaultInitExpr>(S)->getExpr());
    break;
  case Stmt::MemberExprClass:
    usePhase(cast<Expr>(S));
    if (isa<FieldDecl>(cast<MemberExpr>(S)->getMemberDecl()))
      touch(cast<MemberExpr>(S)->getBase()->IgnoreParenImpCasts());
    break;
  case Stmt::CoawaitExprClass:
  case Stmt::CoyieldExprClass:
    if (const auto *Await = cast<CoroutineSuspendExpr>(S);
        maySuspend(*Await) && !isImplicitAwait(*Await)) {
      emit(Event::Suspend, out().Suspensions.size());
      out().Suspensions.push_back({Names.place(Await->getKeywordLoc()),
                                   resumesElsewhere(F, *Await, L.Unit.Said).has_value()});
      // Whoever awaits what a call has started goes on when that has ended.
      if (const auto *Awaited = dyn_cast<CoawaitExpr>(Await)) {
        JoinEvent Join;
        Join.Handle = handleOf(Awaited->getOperand());
        Join.IsExact = true;
        if (Join.Handle) {
          emit(Event::Join, out().Joins.size());
          out().Joins.push_back(std::move(Join));
        }
      }
    }
    break;
  case Stmt::InitListExprClass: {
    const auto *List = cast<InitListExpr>(S);
    if (Ctx.getLangOpts().CPlusPlus)
      keepParts(List, ArrayRef(List->getInits(), List->getNumInits()));
    break;
  }
  case Stmt::CXXParenListInitExprClass:
    keepParts(cast<Expr>(S), cast<CXXParenListInitExpr>(S)->getInitExprs());
    break;
  case Stmt::LambdaExprClass: {
    const CXXMethodDecl *Operator = cast<LambdaExpr>(S)->getCallOperator();
    if (Operator && !Operator->isDependentContext()) {
      L.use(*Operator);
      expose(*Operator);
    }
    break;
  }
  default:
    break;
  }
}

void FunctionLowering::declaration(const DeclStmt *S) {
  for (const Decl *D : S->decls()) {
    const auto *V = dyn_cast<VarDecl>(D);
    // In C to declare it is to make it.
    if (V && V->hasLocalStorage() && !Ctx.getLangOpts().CPlusPlus && V->getType()->isRecordType())
      makeObject(V->getType(), V, Reader.variable(*V), Names.place(V->getLocation()));
    // What is stored in a variable of file scope is read with all that are filled so.
    if (!V || !V->getInit() || V->isFileVarDecl())
      continue;
    if (V->hasLocalStorage()) {
      bindCore(*V, V->getInit());
      bindCoreMembers(*V, V->getInit());
      bindView(nullptr, Paths.root(PathKind::Local, Names.of(*V)), V->getType(), V->getInit());
      if (V->getType()->isArithmeticType() || V->getType()->isEnumeralType())
        copyShared(Paths.root(PathKind::Local, Names.of(*V)), V->getInit());
      assign(Paths.root(PathKind::Local, Names.of(*V)), V->getInit(), V->getType());
      if (Escaped.contains(Paths.root(PathKind::Local, Names.of(*V))) &&
          V->getType()->isPointerType())
        continue;
    }
    if (const FunctionDecl *Function =
            V->getType()->isPointerType() ? functionOf(V->getInit()) : nullptr)
      L.store(Names.of(*V), *Function);
    else if (const auto *List = dyn_cast<InitListExpr>(withoutImplicit(V->getInit())))
      L.addTableEntry(List, nullptr, false,
                      L.leadsToFunctions(V->getType()) ? Reader.variable(*V) : 0);
  }
}

/// Whether \p S gives away the object under construction, or a way to it: what it only reads of it
/// does not.
static bool mentionsThis(const Stmt *S) {
  SmallVector<const Stmt *, 16> Work{S};
  while (!Work.empty()) {
    const Stmt *Part = Work.pop_back_val();
    if (!Part)
      continue;
    if (isa<CXXThisExpr>(Part))
      return true;
    if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(Part))
      Work.push_back(Default->getExpr());
    if (const auto *Read = dyn_cast<ImplicitCastExpr>(Part);
        Read && Read->getCastKind() == CK_LValueToRValue)
      if (const auto *M = dyn_cast<MemberExpr>(withoutPassing(Read->getSubExpr())))
        if (isa<CXXThisExpr>(M->getBase()->IgnoreImplicit()))
          continue;
    append_range(Work, Part->children());
  }
  return false;
}

void FunctionLowering::initializer(const CXXCtorInitializer &I) {
  // An initialiser before this one has given the object away: to a thread, perhaps.
  const bool MayBeShared = HasGivenThis;
  HasGivenThis |= I.getInit() && mentionsThis(I.getInit());
  const FieldDecl *Field = I.getAnyMember();
  if (!Field || !I.getInit())
    return;
  PathId To = Reader.member(Reader.self(), *Field);
  if (Field->getType()->isReferenceType() || Field->getType()->isPointerType())
    Reader.bindMember(To, Field->getType()->isReferenceType() ? Reader.object(I.getInit())
                                                              : Reader.pointee(I.getInit()));
  storeFunction(nullptr, I.getInit());
  if (Field->getType()->isPointerType() && L.leadsToFunctions(Field->getType()))
    L.keepStore(into().Stores, To, Reader.pointee(I.getInit()));
  if (const FunctionDecl *Function = functionOf(I.getInit()))
    L.storedIn(*Field, *Function, Names.place(I.getSourceLocation()));
  if (Field->getType()->isScalarType() || Field->getType()->isReferenceType())
    assign(To, I.getInit(), Field->getType());
  if (MayBeShared)
    accessInitialized(I, To);
}

void FunctionLowering::returned(const ReturnStmt *R) {
  ReturnEvent Event;
  Event.At = Names.place(R->getReturnLoc());
  if (const Expr *Value = R->getRetValue()) {
    Expr::EvalResult Result;
    if (!Value->isValueDependent() && Value->getType()->isIntegralOrEnumerationType() &&
        !isVariable(Value) && Value->EvaluateAsInt(Result, Ctx))
      Event.Constant = Result.Val.getInt().tryExtValue();
    else if (!Value->isValueDependent() &&
             Value->isNullPointerConstant(Ctx, Expr::NPC_ValueDependentIsNull))
      Event.Constant = 0;
    else if (Value->getType()->getAsCXXRecordDecl()) {
      // A guard that is handed out: what is made here, perhaps from a variable.
      const Expr *Made = PathReader::made(Value);
      Event.Value = isa<DeclRefExpr>(Made) ? Reader.object(Made) : Reader.temporary(Made);
    } else
      Event.Value = valueKey(Value);
    keepPart(Value, Event.Value);
  }
  returnView(R);
  emit(Event::Return, out().Returns.size());
  out().Returns.push_back(Event);
}

} // namespace ambit
