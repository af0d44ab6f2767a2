//===- LockLowering.cpp ---------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lowers what takes and gives back locks: modelled and annotated functions, macros, and
// inline assembly.
//
//===----------------------------------------------------------------------===//

#include "lowering/FunctionLowering.h"
#include "model/AnnotationNames.h"
#include "model/Compat.h"
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

//===----------------------------------------------------------------------===//
// Locks
//===----------------------------------------------------------------------===//

/// Whether \p E is the address of what has the name \p Name.
static bool isAddressOf(const Expr *E, StringRef Name) {
  const auto *Address = dyn_cast<UnaryOperator>(E->IgnoreParenCasts());
  if (!Address || Address->getOpcode() != UO_AddrOf)
    return false;
  const auto *Ref = dyn_cast<DeclRefExpr>(Address->getSubExpr()->IgnoreParenCasts());
  return Ref && Ref->getDecl()->getQualifiedNameAsString() == Name;
}

/// Whether the argument that \p At selects is the constant \p Is, or the address of an object of
/// this name.
bool FunctionLowering::isArgument(ArrayRef<const Expr *> Arguments, const ArgumentSelector &At,
                                  StringRef Is, const ValueDecl &Callee) const {
  if (At.First >= Arguments.size())
    return false;
  const Expr *A = Arguments[At.First];
  if (isAddressOf(A, Is))
    return true;
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
                                  ArrayRef<const Expr *> Arguments, const ValueDecl *Callee) {
  PlaceId At = Names.place(C.getExprLoc());
  // A semaphore that only its functions make a lock may be a signal as well, and so may a lock
  // that anyone gives back.
  auto IsSignalLike = [&](const LockOp &Op) {
    if (Op.IsOwnerless)
      return true;
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
      L.Out.Levels.push_back({*Of.Line, Of.LineName, INT64_MIN});
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
      Lock.Lock = Paths.root(PathKind::Temporary, TemporaryKind::OfParameter, Parameter);
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
      Event.IsSignalLike = IsSignalLike(Op);
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
      Event.IsOwnersMistake = Callee && isOfStd(*Callee);
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
        L.Out.Levels.push_back({*Of.Line, Of.LineName, *Level});
  }
}

/// How many arguments the macro gets that is expanded at \p Expansion; as written, 0 for `F()`.
static size_t argumentsOfMacro(SourceLocation Expansion, const SourceManager &Sources,
                               const LangOptions &Language) {
  StringRef Text =
      Lexer::getSourceText(Sources.getImmediateExpansionRange(Expansion), Sources, Language);
  Text = Text.drop_until([](char C) { return C == '('; });
  Text.consume_front("(");
  Text.consume_back(")");
  if (Text.trim().empty())
    return 0;
  size_t Count = 1;
  int Depth = 0;
  for (char C : Text) {
    Depth += (C == '(') - (C == ')');
    Count += C == ',' && !Depth;
  }
  return Count;
}

/// What handlers must not do with the macro \p Name, whose expansion has tokens at \p Expansion.
void FunctionLowering::hazardOfMacro(const Effects &E, StringRef Name, SourceLocation Expansion,
                                     SourceLocation At) {
  auto IsOfThese = [&] {
    return !E.Model->Signature ||
           E.Model->Signature->size() == argumentsOfMacro(Expansion, Sources, Ctx.getLangOpts());
  };
  if (!E.Blocks && (E.IsrUnsafe.empty() || !IsOfThese()))
    return;
  hazardFrom(E, 0, Names.place(At));
  into().Hazards.back().Macro = Name.str();
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
      // To give back what should not have been taken is no mistake of its own.
      if (Op.What == LockOp::Acquire)
        hazardOfMacro(*E, Name, Loc, At);
      LockEvent &Event = lock(Op.What == LockOp::Acquire ? LockEvent::Acquire : LockEvent::Release,
                              Names.place(At));
      Event.Lock = Op.Lock;
      if (Result)
        Event.Key = valueKey(Result);
    }
    if ((E->Blocks || !E->IsrUnsafe.empty()) && Expansions.insert(Expansion).second)
      hazardOfMacro(*E, Name, Loc, At);
    return !E->Locks.empty() &&
           none_of(E->Locks, [](const LockOp &Op) { return Op.What == LockOp::Save; });
  }
}

/// The bits of a status register that an instruction of \p A names; nothing if a register
/// says them.
static std::optional<uint64_t> namedBits(const GCCAsmStmt *A, StringRef Operands,
                                         const ASTContext &Ctx) {
  StringRef Last = Operands.rsplit(',').second.trim();
  uint64_t Bits = 0;
  if (!Last.empty() && !Last.getAsInteger(0, Bits))
    return Bits;
  Expr::EvalResult Value;
  if (A->getNumInputs() == 1 && !A->getInputExpr(0)->isValueDependent() &&
      A->getInputExpr(0)->EvaluateAsInt(Value, Ctx))
    return Value.Val.getInt().getZExtValue();
  return std::nullopt;
}

void FunctionLowering::assembly(const GCCAsmStmt *A) {
  L.Assemblies.insert(compat::asmString(*A));
  if (callMacro(A->getAsmLoc(), nullptr))
    return;
  std::string Text = StringRef(compat::asmString(*A)).lower();
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
    // Of its bits SIE and MIE let interrupts in.
    if (IsMstatus && Mnemonic != "csrr" && Mnemonic != "csrw")
      if (std::optional<uint64_t> Bits = namedBits(A, Operands, Ctx))
        IsMstatus = (*Bits & 0xa) != 0;
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

} // namespace ambit
