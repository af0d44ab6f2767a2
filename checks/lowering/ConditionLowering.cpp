//===- ConditionLowering.cpp ----------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lowers blocks and the conditions on their edges.
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

/// Whether what does not return in \p B is no orderly way out: there others go on, or what was
/// said is the program's work.
static bool endsInFailure(const CFGBlock &B) {
  for (const CFGElement &E : B) {
    std::optional<CFGStmt> S = E.getAs<CFGStmt>();
    const auto *C = S ? dyn_cast<CallExpr>(S->getStmt()) : nullptr;
    const FunctionDecl *F = C ? C->getDirectCallee() : nullptr;
    if (!F || !F->isNoReturn())
      continue;
    if (!F->getIdentifier())
      return true;
    StringRef Name = F->getName();
    return !is_contained({"exit", "_exit", "_Exit", "quick_exit", "pthread_exit", "thrd_exit",
                          "longjmp", "_longjmp", "siglongjmp"},
                         Name);
  }
  return false;
}

void FunctionLowering::lowerBlock(const CFGBlock &B, Block &Into) {
  Into.Begin = out().Events.size();
  CurrentBlock = B.getBlockID();
  IsInLoop = Cyclic.size() > B.getBlockID() && Cyclic[B.getBlockID()];
  endLoopsBefore(B);
  for (const CFGElement &E : B)
    element(E);
  Into.IsNoReturn = B.hasNoReturnElement();
  Into.IsFatal = Into.IsNoReturn && endsInFailure(B);
  lowerEdges(B, Into); // may ask a guard
  if (any_of(B.succs(), [&](const CFGBlock *Next) { return Next && Next->succ_empty(); }))
    wakeAtExit(Names.place(F.getBody()->getEndLoc()));
  Into.End = out().Events.size();
}

/// What holds where \p S goes on at \p To.
Condition FunctionLowering::caseOf(const SwitchStmt &S, PathId Key, bool HasZero,
                                   const CFGBlock &To) {
  const auto *Case = dyn_cast_or_null<CaseStmt>(To.getLabel());
  if (!Case && Key && HasZero)
    return {Condition::Value, Key, false, 0};
  if (!Case || Case->getRHS() || To.pred_size() != 1)
    return {};
  std::optional<int64_t> N = constantOf(*Case->getLHS(), Ctx);
  if (!N)
    return {};
  if (toldBy(bareCondition(S.getCond())) == "core")
    return {Condition::Core, 0, true, *N};
  return Key ? Condition{Condition::Value, Key, true, *N} : Condition();
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
  // Of what the other cases are, one is most often success or failure.
  bool HasZero = false;
  for (const SwitchCase *C = Switch ? Switch->getSwitchCaseList() : nullptr; C;
       C = C->getNextSwitchCase())
    if (const auto *Case = dyn_cast<CaseStmt>(C); Case && !Case->getRHS() && !HasZero)
      HasZero = constantOf(*Case->getLHS(), Ctx) == 0;
  SmallVector<uint32_t, 1> Joined;
  if (IsBranch && isa<ForStmt, WhileStmt, CXXForRangeStmt>(Terminator))
    joinsIn(Terminator, Joined);
  unsigned I = 0;
  Into.Edges.reserve(B.succ_size());
  for (const CFGBlock::AdjacentBlock &Next : B.succs()) {
    const CFGBlock *To = Next.getReachableBlock();
    Edge &E = Into.Edges.emplace_back();
    if (I == 1)
      E.Joins = {Joined.begin(), Joined.end()};
    if (To) {
      E.Next = To->getBlockID();
      // An exception that no handler takes leaves by its own rules.
      if (isa_and_nonnull<CXXTryStmt>(Terminator) && E.Next == static_cast<int>(out().Exit))
        E.Next = -1;
      if (IsBranch)
        E.If = I == 0 ? If : If.negated();
      else if (Switch)
        E.If = caseOf(*Switch, SwitchKey, HasZero, *To);
    }
    ++I;
  }
  if (If.What == Condition::None)
    for (Edge &E : Into.Edges)
      if (E.If.What == Condition::None)
        E.If = {};
}

/// How often `for (i = A; i < B; i++)` goes round.
static std::optional<int64_t> roundsOf(const ForStmt &For, const ASTContext &Ctx) {
  const VarDecl *Counter = nullptr;
  const Expr *First = nullptr;
  if (const auto *Init = dyn_cast_or_null<DeclStmt>(For.getInit()); Init && Init->isSingleDecl()) {
    Counter = dyn_cast<VarDecl>(Init->getSingleDecl());
    First = Counter ? Counter->getInit() : nullptr;
  } else if (const auto *Set = dyn_cast_or_null<BinaryOperator>(For.getInit());
             Set && Set->getOpcode() == BO_Assign) {
    if (const auto *Ref = dyn_cast<DeclRefExpr>(withoutImplicit(Set->getLHS())))
      Counter = dyn_cast<VarDecl>(Ref->getDecl());
    First = Set->getRHS();
  }
  const auto *Until = dyn_cast_or_null<BinaryOperator>(For.getCond());
  const auto *Step = dyn_cast_or_null<UnaryOperator>(For.getInc());
  if (!Counter || !First || !Until || !Step || !Step->isIncrementOp())
    return std::nullopt;
  const auto *Ref = dyn_cast<DeclRefExpr>(withoutImplicit(Until->getLHS()));
  Expr::EvalResult From, To;
  if (!Ref || Ref->getDecl() != Counter || First->isValueDependent() ||
      Until->getRHS()->isValueDependent() || !First->EvaluateAsInt(From, Ctx) ||
      !Until->getRHS()->EvaluateAsInt(To, Ctx))
    return std::nullopt;
  std::optional<int64_t> Begin = From.Val.getInt().tryExtValue();
  std::optional<int64_t> End = To.Val.getInt().tryExtValue();
  if (!Begin || !End)
    return std::nullopt;
  if (Until->getOpcode() == BO_LE)
    ++*End;
  else if (Until->getOpcode() != BO_LT && Until->getOpcode() != BO_NE)
    return std::nullopt;
  return *End - *Begin;
}

void FunctionLowering::findRounds() {
  HasRounds = true;
  // The innermost loop comes last.
  SmallVector<std::pair<const Stmt *, std::optional<int64_t>>, 16> Work{
      {F.getBody(), std::nullopt}};
  while (!Work.empty()) {
    auto [S, Around] = Work.pop_back_val();
    if (!S)
      continue;
    if (const auto *For = dyn_cast<ForStmt>(S))
      Around = roundsOf(*For, Ctx);
    else if (isa<WhileStmt, DoStmt>(S))
      Around.reset();
    else if (const auto *Call = dyn_cast<CallExpr>(S); Call && Around)
      Rounds[Call] = *Around;
    for (const Stmt *Child : S->children())
      Work.push_back({Child, Around});
  }
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
          out().Joins.push_back({objectAt(*Handle, *C), roundsAround(*C), {}});
        }
    append_range(Work, S->children());
  }
}

/// \p E without what does not change whether it is zero.
const Expr *bareCondition(const Expr *E) {
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

namespace {
/// Gives the expressions that are equal in shape one number, and collects their variables. What is
/// common in conditions it tells apart by itself; the rest it leaves to Clang.
class Shape {
public:
  Shape(const Expr *E, const ASTContext &Ctx) : Ctx(Ctx) { add(E, 0); }

  uint64_t Number = 0;
  SmallVector<const VarDecl *, 4> Variables;
  bool HasCalls = false;

private:
  void mix(uint64_t Value) { Number = hashing::detail::hash_16_bytes(Number, Value); }
  void mix(const void *Value) { mix(reinterpret_cast<uintptr_t>(Value)); }

  void add(const Stmt *S, unsigned Depth) {
    if (!S || HasCalls)
      return;
    mix(uint64_t{S->getStmtClass()});
    switch (S->getStmtClass()) {
    case Stmt::DeclRefExprClass: {
      const ValueDecl *D = cast<DeclRefExpr>(S)->getDecl();
      mix(D->getCanonicalDecl());
      if (const auto *V = dyn_cast<VarDecl>(D))
        Variables.push_back(V);
      return;
    }
    case Stmt::IntegerLiteralClass:
      mix(uint64_t{hash_value(cast<IntegerLiteral>(S)->getValue())});
      mix(cast<Expr>(S)->getType().getCanonicalType().getAsOpaquePtr());
      return;
    case Stmt::MemberExprClass:
      mix(cast<MemberExpr>(S)->getMemberDecl()->getCanonicalDecl());
      mix(uint64_t{cast<MemberExpr>(S)->isArrow()});
      break;
    case Stmt::BinaryOperatorClass:
      mix(uint64_t{cast<BinaryOperator>(S)->getOpcode()});
      break;
    case Stmt::UnaryOperatorClass:
      mix(uint64_t{cast<UnaryOperator>(S)->getOpcode()});
      break;
    case Stmt::ImplicitCastExprClass:
    case Stmt::ParenExprClass:
    case Stmt::ArraySubscriptExprClass:
    case Stmt::ConditionalOperatorClass:
      break;
    default:
      if (isa<CallExpr, CXXConstructExpr, AtomicExpr>(S)) {
        HasCalls = true;
        return;
      }
      if (!IsByClang) {
        FoldingSetNodeID Node;
        S->Profile(Node, Ctx, /*Canonical=*/true);
        mix(uint64_t{Node.ComputeHash()});
      }
      // Its variables are still to be found.
      bool Outer = std::exchange(IsByClang, true);
      addChildren(S, Depth);
      IsByClang = Outer;
      return;
    }
    addChildren(S, Depth);
  }

  void addChildren(const Stmt *S, unsigned Depth) {
    if (Depth < 64)
      for (const Stmt *Child : S->children())
        add(Child, Depth + 1);
  }

  const ASTContext &Ctx;
  bool IsByClang = false;
};
} // namespace

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
    // Whether a phase is over is answered alike by every call, between two changes of it.
    const auto *Call = dyn_cast<CallExpr>(E);
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    if (StringRef Told = Callee ? toldBy(E) : ""; Told.consume_front("after ")) {
      PathId Key = Paths.root(PathKind::Result, Names.of(*Callee));
      std::pair<PathId, uint32_t> Answer{Key, L.phaseNamed(Told)};
      if (!is_contained(out().PhaseAnswers, Answer))
        out().PhaseAnswers.push_back(Answer);
      return Key;
    }
    return Reader.temporary(E);
  }
  if (E->isLValue())
    if (PathId P = Reader.object(E))
      return P;
  // Whatever it computes: the same expression has the same value until one of its
  // variables changes.
  Shape Like(E, Ctx);
  if (Like.HasCalls || Like.Variables.empty())
    return 0;
  auto [It, IsNew] = ConditionKeys.try_emplace(Like.Number, 0);
  if (IsNew) {
    It->second = Reader.temporary(E);
    Computation Made{It->second, {}};
    Made.From.reserve(Like.Variables.size());
    for (const VarDecl *V : Like.Variables)
      Made.From.push_back(Reader.variable(*V));
    out().Computations.push_back(std::move(Made));
  }
  return It->second;
}

/// What a read of a mask's register tells about the mask.
Condition FunctionLowering::masked(const Expr *E) {
  E = bareCondition(E);
  StringRef Told;
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    Told = toldByCall(*Call);
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
  // `*(volatile uint8_t *)(uint16_t)&(SREG)`, as avr-libc's bit_is_set reads it.
  auto Under = [](const Expr *Of, UnaryOperatorKind Kind) -> const Expr * {
    while (const auto *Cast = dyn_cast<CastExpr>(Of->IgnoreParens()))
      Of = Cast->getSubExpr();
    const auto *U = dyn_cast<UnaryOperator>(Of->IgnoreParens());
    return U && U->getOpcode() == Kind ? U->getSubExpr() : nullptr;
  };
  if (const Expr *Address = Under(E, UO_Deref))
    if (const Expr *Register = Under(Address, UO_AddrOf))
      return masked(Register);
  return {};
}

/// Whether \p Number is the highest bit of \p T, which has no sign.
static bool isHighestBit(int64_t Number, QualType T, const ASTContext &Ctx) {
  if (!T->isUnsignedIntegerType())
    return false;
  unsigned Bits = Ctx.getIntWidth(T);
  return Bits != 0 && Bits <= 64 && static_cast<uint64_t>(Number) << (64 - Bits) == 1ull << 63;
}

Condition FunctionLowering::conditionOf(const Expr *E, unsigned Depth) {
  if (!E || Depth > 8)
    return {};
  E = bareCondition(E);
  if (const auto *U = dyn_cast<UnaryOperator>(E); U && U->getOpcode() == UO_LNot)
    return conditionOf(U->getSubExpr(), Depth + 1).negated();
  // Bits of the register or the question that says whether interrupts are masked.
  const Expr *Asks = E;
  if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->getOpcode() == BO_And)
    Asks = B->getLHS()->isEvaluatable(Ctx) ? B->getRHS() : B->getLHS();
  if (Condition C = masked(Asks); C.What != Condition::None)
    return C;
  // One question of the platform decides who goes on.
  auto Tells = [&](const Expr *Asked) -> StringRef {
    // A number that was read before and never changed.
    if (const auto *Ref = dyn_cast<DeclRefExpr>(bareCondition(Asked)))
      if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()))
        if (const Expr *Only = OnlyValues.lookup(V))
          Asked = Only;
    return toldBy(bareCondition(Asked));
  };
  auto IsMacro = [&](const Expr *C, StringRef Name) {
    SourceLocation At = C->getExprLoc();
    return At.isMacroID() && Lexer::getImmediateMacroName(At, Sources, Ctx.getLangOpts()) == Name;
  };
  auto ConstantOf = [&](const Expr *C) -> std::optional<int64_t> {
    Expr::EvalResult Value;
    if (C->isValueDependent() || !C->getType()->isIntegralOrEnumerationType() || isVariable(C) ||
        !C->EvaluateAsInt(Value, Ctx))
      return std::nullopt;
    // A status with its highest bit set is a number like any other.
    const APSInt &Number = Value.Val.getInt();
    return Number.getBitWidth() <= 64 ? std::optional(Number.getSExtValue()) : Number.tryExtValue();
  };
  // A flag that holds the answer to such a question.
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()))
      if (const Expr *Only = OnlyValues.lookup(V)) {
        Condition C = conditionOf(Only, Depth + 1);
        if (C.What == Condition::Core || C.What == Condition::InIsr)
          return C;
      }
  // A port may ask in assembly, or look at a count, behind a macro.
  if (!isa<CallExpr>(E) && Tells(E) == "isr")
    return {Condition::InIsr, 0, true, 1};
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
          return IsEqual ? Inner.negated() : Inner;
      }
      // The lock is taken, and what it guards may need repair.
      if (IsMacro(B->getRHS(), "EOWNERDEAD") || IsMacro(B->getLHS(), "EOWNERDEAD"))
        return {};
      if (PathId Key = valueKey(Asked))
        return {Condition::Value, Key, IsEqual, *Number};
      return {};
    }
  }
  // `__get_current_exception() > 0`
  if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isRelationalOp())
    if (std::optional<int64_t> Number = ConstantOf(B->getRHS());
        Number && Tells(B->getLHS()) == "isr") {
      if (*Number == 0 && (B->getOpcode() == BO_GT || B->getOpcode() == BO_LE))
        return {Condition::InIsr, 0, B->getOpcode() == BO_GT, 1};
      if (*Number == 1 && (B->getOpcode() == BO_GE || B->getOpcode() == BO_LT))
        return {Condition::InIsr, 0, B->getOpcode() == BO_GE, 1};
    }
  // A status below 0 is a failure.
  if (const auto *B = dyn_cast<BinaryOperator>(E);
      B && (B->getOpcode() == BO_LT || B->getOpcode() == BO_GE))
    if (std::optional<int64_t> Number = ConstantOf(B->getRHS());
        Number && (*Number == 0 || isHighestBit(*Number, B->getLHS()->getType(), Ctx))) {
      Condition C{Condition::Value, valueKey(E), false, 0};
      C.Sign = valueKey(B->getLHS());
      // Of a number without sign the highest bit is what would be one.
      C.IsNegative = (B->getOpcode() == BO_LT) == (*Number == 0);
      // The result of a call, compared where it is made.
      if (!C.Key)
        C.Key = C.Sign;
      if (C.Sign)
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
      const Expr *Object = Member->getImplicitObjectArgument();
      StringRef Name = M && M->getIdentifier() ? M->getName() : "";
      bool Asks = M && (isa<CXXConversionDecl>(M) || Name == "owns_lock" || Name == "has_value");
      if (Asks && isOrKeepsGuard(Object->getType()))
        if (PathId Guard = guardNamed(Object)) {
          // The question comes after the CFG element, so the event is in place.
          PathId Answer = Reader.temporary(E);
          guardEvent(LockEvent::OwnsGuard, Guard, 0, Answer);
          return {Condition::Value, Answer, false, 0};
        }
    }
    // A predicate of one line.
    if (const Expr *Result = onlyResult(*Call)) {
      Condition C = conditionOf(Result, Depth + 1);
      if (C.What == Condition::Core || C.What == Condition::InIsr)
        return C;
    }
  }
  if (PathId Key = valueKey(E)) {
    noteComparison(*E, Key);
    return {Condition::Value, Key, false, 0};
  }
  return {};
}

/// Notes which locks are one where the value of \p E, under \p Key, says that pointers are equal.
void FunctionLowering::noteComparison(const Expr &E, PathId Key) {
  const auto *B = dyn_cast<BinaryOperator>(&E);
  if (!B || !B->isEqualityOp())
    return;
  auto IsToLock = [&](const Expr *Side) {
    QualType T = withoutImplicit(Side)->getType();
    return T->isPointerType() && L.Effect.kindOf(T->getPointeeType());
  };
  if (!IsToLock(B->getLHS()) && !IsToLock(B->getRHS()))
    return;
  Comparison C;
  C.Key = Key;
  C.Of = {Reader.pointee(B->getLHS()), Reader.pointee(B->getRHS())};
  C.IsEqual = B->getOpcode() == BO_EQ;
  if (C.Of.One && C.Of.Other && C.Of.One != C.Of.Other &&
      none_of(out().Comparisons, [&](const Comparison &Old) { return Old.Key == Key; }))
    out().Comparisons.push_back(C);
}

} // namespace ambit
