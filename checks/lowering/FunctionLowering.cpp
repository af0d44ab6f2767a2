//===- FunctionLowering.cpp -----------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lowering/FunctionLowering.h"
#include "lowering/FunctionCFG.h"
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
  if (hasErrors(*Graph))
    return;
  const FunctionDecl *Before = Reader.enter(&F);
  findBindings(*Graph);
  findCycles(*Graph);
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
// Variables that have one value
//===----------------------------------------------------------------------===//

/// Whether \p E is the address of an object that nobody else has yet.
static bool makesObject(const Expr *E) {
  E = withoutPassing(E);
  if (isa<CXXNewExpr>(E))
    return true;
  const auto *C = dyn_cast<CallExpr>(E);
  const FunctionDecl *F = C ? C->getDirectCallee() : nullptr;
  return F && F->getIdentifier() &&
         (F->getName().ends_with("alloc") || F->getName().ends_with("Malloc"));
}

void FunctionLowering::findBindings(const CFG &Graph) {
  // A pointer that is given a value once, and whose address nobody takes, is another name
  // for what it points to.
  DenseMap<const VarDecl *, std::pair<unsigned, const Expr *>> Values;
  DenseSet<const VarDecl *> Changed;
  auto LocalOf = [](const Expr *E) -> const VarDecl * {
    const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
    const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    return V && V->hasLocalStorage() ? V : nullptr;
  };
  auto Escape = [&](const Expr *E) {
    if (const auto *Root = dyn_cast_or_null<VarDecl>([&]() -> const ValueDecl * {
          E = withoutPassing(E);
          while (true) {
            if (const auto *M = dyn_cast<MemberExpr>(E); M && !M->isArrow())
              E = withoutPassing(M->getBase());
            else if (const auto *S = dyn_cast<ArraySubscriptExpr>(E))
              E = withoutPassing(S->getBase());
            else
              break;
          }
          const auto *Ref = dyn_cast<DeclRefExpr>(E);
          return Ref ? Ref->getDecl() : nullptr;
        }()))
      if (Root->hasLocalStorage())
        Escaped.insert(Reader.variable(*Root));
  };
  for (const CFGBlock *B : Graph)
    for (const CFGElement &Element : *B) {
      std::optional<CFGStmt> Statement = Element.getAs<CFGStmt>();
      if (!Statement) {
        if (std::optional<CFGInitializer> I = Element.getAs<CFGInitializer>())
          if (const FieldDecl *Field = I->getInitializer()->getAnyMember())
            if (const Expr *Init = I->getInitializer()->getInit())
              Targets[PathReader::made(Init)] = Reader.member(Reader.self(), *Field);
        continue;
      }
      const Stmt *S = Statement->getStmt();
      if (const auto *D = dyn_cast<DeclStmt>(S)) {
        for (const Decl *Declared : D->decls())
          if (const auto *V = dyn_cast<VarDecl>(Declared); V && V->hasLocalStorage()) {
            if (const Expr *Init = V->getInit()) {
              auto &[Count, Value] = Values[V];
              ++Count;
              Value = Init;
              PathId Target = Paths.root(PathKind::Local, Names.of(*V));
              const Expr *Made = PathReader::made(Init);
              Targets[Made] = Target;
              if (const auto *Either = dyn_cast<ConditionalOperator>(Made)) {
                Targets[PathReader::made(Either->getTrueExpr())] = Target;
                Targets[PathReader::made(Either->getFalseExpr())] = Target;
              }
            }
          }
      } else if (const auto *O = dyn_cast<BinaryOperator>(S); O && O->isAssignmentOp()) {
        Written.insert(withoutImplicit(O->getLHS()));
        if (const VarDecl *V = LocalOf(O->getLHS())) {
          auto &[Count, Value] = Values[V];
          ++Count;
          Value = O->getRHS();
          if (O->isCompoundAssignmentOp())
            Changed.insert(V);
        }
      } else if (const auto *U = dyn_cast<UnaryOperator>(S)) {
        if (U->getOpcode() == UO_AddrOf)
          Escape(U->getSubExpr());
        if (U->getOpcode() == UO_AddrOf || U->isIncrementDecrementOp())
          if (const VarDecl *V = LocalOf(U->getSubExpr()))
            Changed.insert(V);
      } else if (const auto *X = dyn_cast<LambdaExpr>(S)) {
        for (const LambdaCapture &C : X->captures())
          if (C.capturesVariable())
            if (const auto *V = dyn_cast<VarDecl>(C.getCapturedVar())) {
              // Through a reference variable what it is bound to is captured.
              if (V->getType()->isReferenceType() && V->getInit())
                Escape(V->getInit());
              if (C.getCaptureKind() == LCK_ByRef) {
                Escaped.insert(Reader.variable(*V));
                if (V->getType()->isPointerType())
                  Changed.insert(V); // perhaps in there
              }
            }
      } else if (const auto *C = dyn_cast<CallExpr>(S)) {
        if (const auto *O = dyn_cast<CXXOperatorCallExpr>(C);
            O && O->getOperator() == OO_Equal && O->getNumArgs() == 2)
          Written.insert(withoutImplicit(O->getArg(0)));
        // std::ref and the like.
        for (const Expr *A : C->arguments())
          if ((A->isLValue() && !A->getType()->isFundamentalType()) ||
              A->getType()->isPointerType())
            Escape(A);
        if (argumentOfStd(C, {"ref", "cref"}))
          Escape(C->getArg(0));
        for (const Expr *A : C->arguments())
          if (A->isLValue())
            if (const VarDecl *V = LocalOf(A); V && V->getType()->isPointerType() && A->isGLValue())
              Changed.insert(V);
      }
      if (const auto *Cast = dyn_cast<ImplicitCastExpr>(S);
          Cast && Cast->getCastKind() == CK_ArrayToPointerDecay)
        Escape(Cast->getSubExpr());
    }
  SmallVector<std::pair<const VarDecl *, const Expr *>, 8> Bound;
  for (const auto &[V, Value] : Values)
    if (Value.first == 1 && !Changed.contains(V) &&
        (V->getType()->isPointerType() || V->getType()->isReferenceType()) &&
        !V->isCXXForRangeDecl()) {
      Reader.bind(*V, Value.second);
      if (makesObject(Value.second))
        L.Graph.FreshLocals.insert(Names.of(*V));
      if (V->getType()->isPointerType())
        Bound.push_back({V, Value.second});
    }
  // Callees that get the pointer itself name the object through it.
  for (auto [V, Value] : Bound)
    if (PathId Object = Reader.pointee(Value))
      Paths.alias(Paths.pointee(Paths.root(PathKind::Local, Names.of(*V))), Object);
}

void FunctionLowering::findCycles(const CFG &Graph) {
  // Tarjan's strongly connected components, without recursion.
  unsigned N = Graph.getNumBlockIDs();
  Cyclic.assign(N, false);
  std::vector<unsigned> Number(N, 0), Low(N, 0);
  std::vector<bool> IsOpen(N, false);
  SmallVector<const CFGBlock *, 32> Component;
  SmallVector<std::pair<const CFGBlock *, CFGBlock::const_succ_iterator>, 32> Path;
  unsigned Next = 0;
  auto Enter = [&](const CFGBlock *B) {
    Number[B->getBlockID()] = Low[B->getBlockID()] = ++Next;
    IsOpen[B->getBlockID()] = true;
    Component.push_back(B);
    Path.push_back({B, B->succ_begin()});
  };
  Enter(&Graph.getEntry());
  while (!Path.empty()) {
    auto &[B, Successor] = Path.back();
    unsigned Id = B->getBlockID();
    if (Successor != B->succ_end()) {
      const CFGBlock *To = *Successor++;
      if (!To)
        continue;
      if (To == B)
        Cyclic[Id] = true;
      if (!Number[To->getBlockID()])
        Enter(To);
      else if (IsOpen[To->getBlockID()])
        Low[Id] = std::min(Low[Id], Number[To->getBlockID()]);
      continue;
    }
    const CFGBlock *Done = B;
    Path.pop_back();
    if (!Path.empty()) {
      unsigned Outer = Path.back().first->getBlockID();
      Low[Outer] = std::min(Low[Outer], Low[Id]);
    }
    if (Low[Id] != Number[Id])
      continue;
    bool IsSingle = Component.back() == Done;
    const CFGBlock *Member;
    do {
      Member = Component.pop_back_val();
      IsOpen[Member->getBlockID()] = false;
      if (!IsSingle)
        Cyclic[Member->getBlockID()] = true;
    } while (Member != Done);
  }
}

//===----------------------------------------------------------------------===//
// Blocks and edges
//===----------------------------------------------------------------------===//

void FunctionLowering::lowerBlock(const CFGBlock &B, Block &Into) {
  Into.Begin = out().Events.size();
  IsInLoop = Cyclic.size() > B.getBlockID() && Cyclic[B.getBlockID()];
  for (const CFGElement &E : B)
    element(E);
  Into.IsNoReturn = B.hasNoReturnElement();
  lowerEdges(B, Into); // may ask a guard
  Into.End = out().Events.size();
}

static Condition negated(Condition C) {
  C.IsEqual = !C.IsEqual;
  return C;
}

void FunctionLowering::lowerEdges(const CFGBlock &B, Block &Into) {
  const Stmt *Terminator = B.getTerminatorStmt();
  Condition If;
  bool IsBranch = B.succ_size() == 2 && Terminator && !isa<SwitchStmt>(Terminator) &&
                  !isa<CXXTryStmt>(Terminator);
  if (IsBranch)
    if (const Expr *Last = B.getLastCondition())
      If = conditionOf(Last);
  const auto *Switch = dyn_cast_or_null<SwitchStmt>(Terminator);
  PathId SwitchKey = Switch ? valueKey(Switch->getCond()) : 0;
  SmallVector<uint32_t, 1> Joined;
  if (IsBranch && isa<ForStmt, WhileStmt, CXXForRangeStmt>(Terminator))
    joinsIn(Terminator, Joined);
  unsigned I = 0;
  for (const CFGBlock::AdjacentBlock &Next : B.succs()) {
    const CFGBlock *To = Next.getReachableBlock();
    Edge &E = Into.Edges.emplace_back();
    if (I == 1)
      E.Joins = Joined;
    if (To) {
      E.Next = To->getBlockID();
      // An exception that no handler takes leaves by its own rules.
      if (isa_and_nonnull<CXXTryStmt>(Terminator) && E.Next == static_cast<int>(out().Exit))
        E.Next = -1;
      if (IsBranch)
        E.If = I == 0 ? If : negated(If);
      else if (SwitchKey)
        if (const auto *Case = dyn_cast_or_null<CaseStmt>(To->getLabel());
            Case && !Case->getRHS() && To->pred_size() == 1) {
          Expr::EvalResult Value;
          if (!Case->getLHS()->isValueDependent() && Case->getLHS()->EvaluateAsInt(Value, Ctx))
            if (std::optional<int64_t> N = Value.Val.getInt().tryExtValue())
              E.If = {Condition::Value, SwitchKey, true, *N};
        }
    }
    ++I;
  }
  if (If.What == Condition::None)
    for (Edge &E : Into.Edges)
      if (E.If.What == Condition::None)
        E.If = {};
}

/// The threads that a loop waits for.
void FunctionLowering::joinsIn(const Stmt *Loop, SmallVectorImpl<uint32_t> &Into) {
  SmallVector<const Stmt *, 16> Work{Loop};
  for (unsigned Steps = 0; !Work.empty() && Steps < 256; ++Steps) {
    const Stmt *S = Work.pop_back_val();
    if (!S)
      continue;
    if (const auto *C = dyn_cast<CallExpr>(S))
      if (const FunctionDecl *Callee = C->getDirectCallee())
        if (std::optional<ArgumentSelector> Handle = L.Unit.Where.joins(*Callee)) {
          Into.push_back(out().Joins.size());
          out().Joins.push_back({objectAt(*Handle, *C)});
        }
    append_range(Work, S->children());
  }
}

/// \p E without what does not change whether it is zero.
static const Expr *bareCondition(const Expr *E) {
  while (true) {
    E = withoutImplicit(E);
    const auto *Call = dyn_cast<CallExpr>(E);
    if (Call && Call->getBuiltinCallee() && Call->getNumArgs() >= 1) {
      unsigned Id = Call->getBuiltinCallee();
      if (Id == Builtin::BI__builtin_expect || Id == Builtin::BI__builtin_expect_with_probability) {
        E = Call->getArg(0);
        continue;
      }
    }
    if (const auto *Cast = dyn_cast<ExplicitCastExpr>(E);
        Cast && Cast->getType()->isIntegralOrEnumerationType() &&
        Cast->getSubExpr()->getType()->isIntegralOrEnumerationType()) {
      E = Cast->getSubExpr();
      continue;
    }
    // A guard asked in a condition.
    if (const auto *M = dyn_cast<CXXMemberCallExpr>(E);
        M && isa_and_nonnull<CXXConversionDecl>(M->getMethodDecl()))
      return E;
    return E;
  }
}

/// Gives the expressions that are equal in shape one number, and collects their variables.
static unsigned shapeOf(const Expr *E, const ASTContext &Ctx) {
  FoldingSetNodeID Node;
  E->Profile(Node, Ctx, /*Canonical=*/true);
  return Node.ComputeHash();
}

static void collectVariables(const Stmt *S, SmallVectorImpl<const VarDecl *> &Into, bool &HasCalls,
                             unsigned Depth = 0) {
  if (!S || Depth > 16)
    return;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()))
      Into.push_back(V);
  HasCalls |= isa<CallExpr, CXXConstructExpr, AtomicExpr>(S);
  for (const Stmt *Child : S->children())
    collectVariables(Child, Into, HasCalls, Depth + 1);
}

PathId FunctionLowering::valueKey(const Expr *E) {
  if (!E)
    return 0;
  E = bareCondition(E);
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    if (B->getOpcode() == BO_Assign)
      return valueKey(B->getLHS());
    if (B->getOpcode() == BO_Comma)
      return valueKey(B->getRHS());
  }
  if (isa<CallExpr, AtomicExpr>(E)) {
    bool HasCalls = false;
    SmallVector<const VarDecl *, 4> Variables;
    (void)HasCalls;
    return Reader.temporary(E);
  }
  if (E->isLValue())
    if (PathId P = Reader.object(E))
      return P;
  // Whatever it computes: the same expression has the same value until one of its
  // variables changes.
  SmallVector<const VarDecl *, 4> Variables;
  bool HasCalls = false;
  collectVariables(E, Variables, HasCalls);
  if (HasCalls || Variables.empty())
    return 0;
  auto [It, IsNew] = ConditionKeys.try_emplace(shapeOf(E, Ctx), 0);
  if (IsNew) {
    It->second = Reader.temporary(E);
    for (const VarDecl *V : Variables)
      ConditionsOn[Reader.variable(*V)].push_back(It->second);
  }
  return It->second;
}

/// What a read of a mask's register tells about the mask.
Condition FunctionLowering::masked(const Expr *E) {
  E = bareCondition(E);
  StringRef Told;
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    const FunctionDecl *Callee = Call->getDirectCallee();
    if (const FunctionModel *M = Callee ? L.Effect.of(*Callee).Model : nullptr)
      Told = M->Tells;
  } else if (L.Unit.Models.hasMacros()) {
    for (SourceLocation At = E->getExprLoc(); At.isMacroID();
         At = Sources.getImmediateMacroCallerLoc(At))
      if (!Sources.isMacroArgExpansion(At))
        if (const Effects *Known =
                L.Effect.ofMacro(Lexer::getImmediateMacroName(At, Sources, Ctx.getLangOpts())))
          Told = Known->Model->Tells;
  }
  if (Told == "masked" || Told == "enabled")
    return {Condition::Masked, 0, Told == "masked", 1};
  return {};
}

Condition FunctionLowering::conditionOf(const Expr *E, unsigned Depth) {
  if (!E || Depth > 8)
    return {};
  E = bareCondition(E);
  if (const auto *U = dyn_cast<UnaryOperator>(E); U && U->getOpcode() == UO_LNot)
    return negated(conditionOf(U->getSubExpr(), Depth + 1));
  // Bits of the register or the question that says whether interrupts are masked.
  const Expr *Asks = E;
  if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->getOpcode() == BO_And)
    Asks = B->getLHS()->isEvaluatable(Ctx) ? B->getRHS() : B->getLHS();
  if (Condition C = masked(Asks); C.What != Condition::None)
    return C;
  // One question of the platform decides who goes on.
  auto Tells = [&](const Expr *Asked) -> StringRef {
    const auto *Call = dyn_cast<CallExpr>(bareCondition(Asked));
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    if (!Callee)
      return {};
    const Effects &Known = L.Effect.of(*Callee);
    return Known.Model ? StringRef(Known.Model->Tells) : StringRef();
  };
  auto ConstantOf = [&](const Expr *C) -> std::optional<int64_t> {
    Expr::EvalResult Value;
    if (C->isValueDependent() || !C->getType()->isIntegralOrEnumerationType() ||
        !C->EvaluateAsInt(Value, Ctx))
      return std::nullopt;
    return Value.Val.getInt().tryExtValue();
  };
  if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isEqualityOp()) {
    const Expr *Asked = B->getLHS();
    std::optional<int64_t> Number = ConstantOf(B->getRHS());
    if (!Number) {
      Asked = B->getRHS();
      Number = ConstantOf(B->getLHS());
    }
    if (!Number && (B->getRHS()->isNullPointerConstant(Ctx, Expr::NPC_ValueDependentIsNull))) {
      Asked = B->getLHS();
      Number = 0;
    }
    if (Number) {
      bool IsEqual = B->getOpcode() == BO_EQ;
      StringRef Told = Tells(Asked);
      if (Told == "core")
        return {Condition::Core, 0, IsEqual, *Number};
      if (Told == "isr")
        return {Condition::InIsr, 0, IsEqual == (*Number != 0), 1};
      if (*Number == 0 && isa<BinaryOperator>(bareCondition(Asked))) {
        Condition Inner = conditionOf(Asked, Depth + 1);
        if (Inner.What == Condition::Value && Inner.Number == 0)
          return IsEqual ? negated(Inner) : Inner;
      }
      if (PathId Key = valueKey(Asked))
        return {Condition::Value, Key, IsEqual, *Number};
      return {};
    }
  }
  // A status below 0 is a failure.
  if (const auto *B = dyn_cast<BinaryOperator>(E);
      B && (B->getOpcode() == BO_LT || B->getOpcode() == BO_GE))
    if (std::optional<int64_t> Number = ConstantOf(B->getRHS()); Number && *Number == 0) {
      Condition C{Condition::Value, valueKey(E), false, 0};
      C.Sign = valueKey(B->getLHS());
      C.IsNegative = B->getOpcode() == BO_LT;
      if (C.Key && C.Sign)
        return C;
    }
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    StringRef Told = Tells(E);
    if (Told == "masked" || Told == "enabled")
      return {Condition::Masked, 0, Told == "masked", 1};
    if (Told == "isr")
      return {Condition::InIsr, 0, true, 1};
    if (Told == "core")
      return {Condition::Core, 0, false, 0};
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call)) {
      const CXXMethodDecl *M = Member->getMethodDecl();
      bool Asks =
          M && (isa<CXXConversionDecl>(M) || (M->getIdentifier() && M->getName() == "owns_lock"));
      if (Asks && L.Effect.isScoped(Member->getImplicitObjectArgument()->getType()))
        if (PathId Guard = Reader.object(Member->getImplicitObjectArgument())) {
          // The question comes after the CFG element, so the event is in place.
          LockEvent &Owns = lock(LockEvent::OwnsGuard, 0);
          Owns.Owner = Guard;
          Owns.Key = Reader.temporary(E);
          return {Condition::Value, Owns.Key, false, 0};
        }
    }
    // A predicate of one line.
    if (const FunctionDecl *Callee = Call->getDirectCallee();
        Callee && Call->getNumArgs() == 0 && !isa<CXXMethodDecl>(Callee)) {
      const FunctionDecl *Definition = nullptr;
      if (Callee->hasBody(Definition))
        if (const auto *Body = dyn_cast_or_null<CompoundStmt>(Definition->getBody());
            Body && Body->size() == 1)
          if (const auto *R = dyn_cast<ReturnStmt>(Body->body_front()); R && R->getRetValue()) {
            Condition C = conditionOf(R->getRetValue(), Depth + 1);
            if (C.What == Condition::Core || C.What == Condition::InIsr)
              return C;
          }
    }
  }
  if (PathId Key = valueKey(E))
    return {Condition::Value, Key, false, 0};
  return {};
}

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

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
    const VarDecl *V = D.getVarDecl();
    destroy(Reader.variable(*V), D.getDestructorDecl(Ctx), V->getType().getNonReferenceType(),
            D.getTriggerStmt() ? D.getTriggerStmt()->getEndLoc() : V->getLocation());
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

void FunctionLowering::statement(const Stmt *S) {
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
          V && V->hasLocalStorage() && !B->isCompoundAssignmentOp())
        copyShared(Paths.root(PathKind::Local, Names.of(*V)), B->getRHS());
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
    break;
  case Stmt::LambdaExprClass: {
    const CXXMethodDecl *Operator = cast<LambdaExpr>(S)->getCallOperator();
    if (Operator && !Operator->isDependentContext())
      L.use(*Operator);
    break;
  }
  default:
    break;
  }
}

void FunctionLowering::declaration(const DeclStmt *S) {
  for (const Decl *D : S->decls()) {
    const auto *V = dyn_cast<VarDecl>(D);
    if (!V || !V->getInit())
      continue;
    if (V->hasLocalStorage()) {
      bindView(nullptr, Paths.root(PathKind::Local, Names.of(*V)), V->getType(), V->getInit());
      if (V->getType()->isArithmeticType() || V->getType()->isEnumeralType())
        copyShared(Paths.root(PathKind::Local, Names.of(*V)), V->getInit());
      assign(Paths.root(PathKind::Local, Names.of(*V)), V->getInit());
      if (Escaped.contains(Paths.root(PathKind::Local, Names.of(*V))) &&
          V->getType()->isPointerType())
        continue;
    }
    if (const FunctionDecl *Function =
            V->getType()->isPointerType() ? functionOf(V->getInit()) : nullptr)
      L.store(Names.of(*V), *Function);
    else if (const auto *List = dyn_cast<InitListExpr>(withoutImplicit(V->getInit())))
      L.addTableEntry(List, nullptr, false);
  }
}

void FunctionLowering::initializer(const CXXCtorInitializer &I) {
  const FieldDecl *Field = I.getAnyMember();
  if (!Field || !I.getInit())
    return;
  PathId To = Reader.member(Reader.self(), *Field);
  if (Field->getType()->isReferenceType() || Field->getType()->isPointerType())
    Reader.bindMember(To, Field->getType()->isReferenceType() ? Reader.object(I.getInit())
                                                              : Reader.pointee(I.getInit()));
  storeFunction(nullptr, I.getInit());
  if (const FunctionDecl *Function = functionOf(I.getInit()))
    L.storedIn(*Field, *Function, Names.place(I.getSourceLocation()));
  if (Field->getType()->isScalarType() || Field->getType()->isReferenceType())
    assign(To, I.getInit());
}

void FunctionLowering::returned(const ReturnStmt *R) {
  ReturnEvent Event;
  Event.At = Names.place(R->getReturnLoc());
  if (const Expr *Value = R->getRetValue()) {
    Expr::EvalResult Result;
    if (!Value->isValueDependent() && Value->getType()->isIntegralOrEnumerationType() &&
        Value->EvaluateAsInt(Result, Ctx))
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

//===----------------------------------------------------------------------===//
// Accesses
//===----------------------------------------------------------------------===//

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
    case PathKind::Global:
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
    if (!IsLockFree) {
      A.IsAtomic = false;
      hazard(Hazard::NotLockFree, 0, A.At);
    }
  }
  if (isa<CXXConstructorDecl, CXXDestructorDecl>(F))
    A.IsUnderConstruction = Paths.parameterOf(Object) == 0;
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

void FunctionLowering::assign(const Expr *To, const Expr *From) { assign(Reader.object(To), From); }

void FunctionLowering::assign(PathId To, const Expr *From) {
  if (!To)
    return;
  AssignEvent A;
  A.To = To;
  while (const auto *Comma = From ? dyn_cast<BinaryOperator>(withoutImplicit(From)) : nullptr) {
    if (Comma->getOpcode() != BO_Comma)
      break;
    From = Comma->getRHS();
  }
  if (From) {
    Expr::EvalResult Value;
    if (From->getType()->isIntegralOrEnumerationType() && !From->isValueDependent() &&
        From->EvaluateAsInt(Value, Ctx))
      A.Constant = Value.Val.getInt().tryExtValue();
    else
      A.From = valueKey(From);
    keepPart(From, A.From);
  }
  emit(Event::Assign, out().Assigns.size());
  out().Assigns.push_back(A);
  // What was computed from it has another value now.
  if (auto It = ConditionsOn.find(To); It != ConditionsOn.end())
    for (PathId Key : It->second) {
      emit(Event::Assign, out().Assigns.size());
      out().Assigns.push_back({Key, 0, std::nullopt});
    }
}

} // namespace ambit
