//===- Effects.cpp --------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lowering/Effects.h"
#include "flow/FunctionNames.h"
#include "model/AnnotationNames.h"
#include "model/Compat.h"
#include "model/ModelReader.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;
using namespace llvm;

namespace ambit {

//===----------------------------------------------------------------------===//
// Lock names
//===----------------------------------------------------------------------===//

LockRef EffectReader::machineLock(StringRef Name) {
  auto Index = StringSwitch<std::optional<MachineLock>>(Name)
                   .Case("irq", MachineLock::Irq)
                   .Case("irq_flat", MachineLock::Irq)
                   .Case("ceiling", MachineLock::Ceiling)
                   .Case("scheduler", MachineLock::Scheduler)
                   .Case("kernel", MachineLock::Kernel)
                   .Case("critical", MachineLock::Critical)
                   .Case("signals", MachineLock::Signals)
                   .Case("line", MachineLock::FirstLine)
                   .Default(std::nullopt);
  LockRef L;
  if (!Index)
    return L;
  L.Lock.Lock = Paths.root(PathKind::Machine, 0, static_cast<int64_t>(*Index));
  L.Lock.Kind = StringSwitch<LockKind>(Name)
                    .Case("kernel", LockKind::RecursiveSpinIrq)
                    .Case("critical", LockKind::RecursiveSpinIrq)
                    .Case("signals", LockKind::IrqFlat)
                    .Default(parseLockKind(Name).value_or(LockKind::Irq));
  L.IsKindKnown = true;
  return L;
}

static const RecordDecl *recordBehind(QualType T) {
  T = T.getNonReferenceType();
  while (T->isPointerType() || T->isArrayType())
    T = T->isPointerType() ? T->getPointeeType() : QualType(T->getPointeeOrArrayElementType(), 0);
  const RecordDecl *R = T->getAsRecordDecl();
  return R ? R->getDefinition() : nullptr;
}

static const ValueDecl *memberNamed(const RecordDecl &R, StringRef Name, unsigned Depth = 0) {
  for (const Decl *D : R.decls())
    if (const auto *V = dyn_cast<ValueDecl>(D); V && V->getIdentifier() && V->getName() == Name)
      return V;
  for (const FieldDecl *F : R.fields())
    if (F->isAnonymousStructOrUnion())
      if (const ValueDecl *V = memberNamed(*F->getType()->getAsRecordDecl(), Name, Depth + 1))
        return V;
  if (const auto *Class = dyn_cast<CXXRecordDecl>(&R); Class && Depth < 8)
    for (const CXXBaseSpecifier &B : Class->bases())
      if (const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl())
        if (const ValueDecl *V = memberNamed(*Base, Name, Depth + 1))
          return V;
  return nullptr;
}

LockRef EffectReader::lock(StringRef Text, const Decl &Site, PathId Self) {
  Text = Text.trim();
  LockRef Machine = machineLock(Text);
  if (Machine.Lock.Lock && Text != "line")
    return Machine;
  StringRef Rest = Text;
  while (Rest.consume_front("&") || Rest.consume_front("*") || Rest.consume_front("!") ||
         Rest.consume_front("("))
    Rest = Rest.ltrim();
  auto IsNameChar = [](char C) { return isAlnum(C) || C == '_' || C == '$' || C == ':'; };
  PathId At = 0;
  QualType T;
  NameScope Scope(Site);
  for (bool IsFirst = true;; IsFirst = false) {
    StringRef Name = Rest.take_while(IsNameChar);
    if (Name.empty())
      return {};
    Rest = Rest.drop_front(Name.size()).ltrim(") ");
    const ValueDecl *Found = nullptr;
    if (IsFirst && Name == "this") {
      At = Self;
      if (const auto *R = dyn_cast<CXXRecordDecl>(Site.getDeclContext()))
        T = compat::canonicalTagType(R->getASTContext(), R);
    } else if (IsFirst) {
      // A field's neighbours come before what is around the class.
      if (const auto *Field = dyn_cast<FieldDecl>(&Site))
        Found = memberNamed(*Field->getParent(), Name);
      bool MayBeHidden = false;
      if (!Found)
        Found = dyn_cast_or_null<ValueDecl>(Scope.lookup(Name, MayBeHidden));
      if (!Found)
        return {};
      T = Found->getType();
      if (const auto *F = dyn_cast<FieldDecl>(Found)) {
        At = Reader.member(Self, *F);
      } else if (const auto *P = dyn_cast<ParmVarDecl>(Found)) {
        At = Paths.root(PathKind::Parameter, 0, P->getFunctionScopeIndex() + 1);
      } else if (const auto *V = dyn_cast<VarDecl>(Found)) {
        At = Reader.variable(*V);
      } else if (const auto *F = dyn_cast<FunctionDecl>(Found)) {
        At = Paths.root(PathKind::Result, Names.of(*F));
        T = F->getReturnType();
        if (const Annotation *A = Said.find(*F, Spelling::ReturnsLock);
            A && !A->Arguments.empty() && A->Arguments[0] != Text) {
          LockRef Of = lock(A->Arguments[0], *F, Self);
          if (Of.Lock.Lock)
            return Of;
        }
      } else {
        return {};
      }
      if (T->isReferenceType() && !isa<FunctionDecl>(Found))
        At = Paths.pointee(At);
    } else {
      const RecordDecl *R = recordBehind(T);
      const auto *F = R ? dyn_cast_or_null<FieldDecl>(memberNamed(*R, Name)) : nullptr;
      if (!F)
        return {};
      if (T->isPointerType())
        At = Paths.pointee(At);
      At = Reader.member(At, *F);
      T = F->getType();
    }
    while (Rest.starts_with("(") || Rest.starts_with("[")) {
      char Close = Rest[0] == '(' ? ')' : ']';
      size_t End = Rest.find(Close);
      if (End == StringRef::npos)
        return {};
      int64_t Index = 0;
      if (Close == ']') {
        StringRef Inner = Rest.slice(1, End).trim();
        if (!Inner.getAsInteger(0, Index)) {
          At = Paths.get(PathKind::Element, At, 0, Index);
        } else {
          LockRef Chooser = lock(Inner, Site, Self);
          At = Paths.get(PathKind::SomeElement, At, Chooser.Lock.Lock);
        }
        if (T->isPointerType() || T->isArrayType())
          T = T->isPointerType() ? T->getPointeeType()
                                 : QualType(T->getPointeeOrArrayElementType(), 0);
      }
      Rest = Rest.drop_front(End + 1).ltrim();
    }
    Rest = Rest.ltrim(") ");
    if (!Rest.consume_front("->") && !Rest.consume_front("."))
      break;
    Rest = Rest.ltrim();
  }
  T = T.isNull() ? T : T.getNonReferenceType();
  if (!T.isNull() && T->isPointerType()) {
    At = Paths.pointee(At);
    if (!kindOf(T))
      T = T->getPointeeType();
  }
  LockRef L;
  if (!T.isNull())
    if (std::optional<Held> Kind = kindOf(T)) {
      L.Lock = *Kind;
      L.IsKindKnown = true;
    }
  // A lock of the machine as a type: an object stands for the mask.
  L.Lock.Lock = At;
  return L;
}

LockRef EffectReader::lock(const Expr *E, PathId Self) {
  LockRef L;
  if (!E)
    return L;
  E = E->IgnoreParenImpCasts();
  if (isa<clang::StringLiteral>(E))
    return L;
  if (const auto *U = dyn_cast<UnaryOperator>(E); U && U->getOpcode() == UO_LNot)
    return L; // a negative requirement
  QualType T = E->getType();
  PathId P = T->isPointerType() ? Reader.pointee(E) : Reader.object(E);
  if (!P)
    return L;
  // `this` in the attribute is the object, whose members it names.
  Bindings Own(1, Self);
  if (Paths.parameterOf(P) == 0)
    P = Paths.substitute(P, Own);
  if (std::optional<Held> Kind = kindOf(T)) {
    L.Lock = *Kind;
    L.IsKindKnown = true;
  }
  L.Lock.Lock = P;
  return L;
}

//===----------------------------------------------------------------------===//
// Lock types
//===----------------------------------------------------------------------===//

std::optional<Held> EffectReader::kindOf(QualType T) const {
  auto Said = [&](const Decl &D) -> std::optional<Held> {
    for (const Annotation &A : this->Said.of(D)) {
      Held H;
      if (A.Kind == Spelling::Lock && !A.Arguments.empty()) {
        if (std::optional<LockKind> K = parseLockKind(A.Arguments[0])) {
          H.Kind = *K;
          return H;
        }
      }
      if (A.Kind == Spelling::LockCeiling && !A.Arguments.empty()) {
        H.Kind = LockKind::Ceiling;
        H.Level = evaluateInteger(A.Arguments[0], D);
        return H;
      }
      if (A.Kind == Spelling::LockLine && !A.Arguments.empty()) {
        H.Kind = LockKind::Line;
        H.Level = evaluateInteger(A.Arguments[0], D);
        return H;
      }
    }
    return std::nullopt;
  };
  T = T.getNonReferenceType();
  for (unsigned Depth = 0; Depth < 32 && !T.isNull(); ++Depth) {
    if (const auto *Named = T->getAs<TypedefType>()) {
      if (std::optional<Held> H = Said(*Named->getDecl()))
        return H;
      T = Named->desugar();
      continue;
    }
    if (const TagDecl *Tag = T->getAsTagDecl()) {
      if (std::optional<Held> H = Said(*Tag))
        return H;
      if (Tag->hasAttr<CapabilityAttr>()) {
        Held H;
        H.Kind = compat::isReentrantCapability(*Tag) ? LockKind::RecursiveMutex : LockKind::Mutex;
        return H;
      }
      if (const auto *Class = dyn_cast<CXXRecordDecl>(Tag); Class && Class->hasDefinition())
        for (const CXXBaseSpecifier &B : Class->bases())
          if (std::optional<Held> H = kindOf(B.getType()))
            return H;
      return std::nullopt;
    }
    if (T->isPointerType())
      T = T->getPointeeType();
    else if (T->isArrayType())
      T = QualType(T->getPointeeOrArrayElementType(), 0);
    else
      return std::nullopt;
  }
  return std::nullopt;
}

bool EffectReader::isScoped(QualType T) const {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  return R && (R->hasAttr<ScopedLockableAttr>() || Said.find(*R, Spelling::ScopedLock));
}

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

/// What a call of a function, or through a pointer to one, takes and gives.
namespace {
struct CallShape {
  explicit CallShape(const ValueDecl &Callee) {
    QualType T = Callee.getType().getNonReferenceType();
    if (T->isPointerType())
      T = T->getPointeeType();
    const auto *F = T->getAs<clang::FunctionType>();
    Result = F ? F->getReturnType() : Callee.getASTContext().VoidTy;
    if (const auto *Proto = dyn_cast_or_null<FunctionProtoType>(F))
      Parameters.assign(Proto->param_type_begin(), Proto->param_type_end());
  }

  QualType Result;
  SmallVector<QualType, 8> Parameters;
};
} // namespace

const Effects &EffectReader::of(const FunctionDecl &F) {
  const Decl *Key = F.getCanonicalDecl();
  if (auto It = Known.find(Key); It != Known.end())
    return *It->second;
  auto Result = std::make_unique<Effects>();
  addAnnotations(F, *Result);
  addAttributes(F, *Result);
  // Said of a declaration and of the definition, it is said once.
  std::vector<LockOp> Once;
  for (LockOp &Op : Result->Locks)
    if (none_of(Once, [&](const LockOp &Other) {
          return Other.What == Op.What && Other.Lock.Lock == Op.Lock.Lock;
        }))
      Once.push_back(std::move(Op));
  Result->Locks = std::move(Once);
  if (ModelHit<FunctionModel> Hit = Models.function(F))
    addModel(*Hit.What, &F, *Result);
  Result->EndsObjects = F.getIdentifier() && saysEnd(F.getName());
  return *(Known[Key] = std::move(Result));
}

const Effects &EffectReader::ofPointer(const DeclaratorDecl &Pointer) {
  const Decl *Key = Pointer.getCanonicalDecl();
  if (auto It = Known.find(Key); It != Known.end())
    return *It->second;
  auto Result = std::make_unique<Effects>();
  addAnnotations(Pointer, *Result);
  if (const auto *Field = dyn_cast<FieldDecl>(&Pointer))
    if (ModelHit<FunctionModel> Hit = Models.member(*Field))
      addModel(*Hit.What, &Pointer, *Result);
  return *(Known[Key] = std::move(Result));
}

const Effects *EffectReader::ofMacro(StringRef Name) {
  ModelHit<FunctionModel> Hit = Models.macro(Name);
  if (!Hit)
    return nullptr;
  auto &Slot = KnownMacros[Name];
  if (!Slot) {
    Slot = std::make_unique<Effects>();
    for (const ModelAnnotation &A : Hit.What->Annotations) {
      Slot->Blocks |= A.Kind == Spelling::Blocks;
      Slot->IsIsrSafe |= A.Kind == Spelling::IsrSafe;
      if (A.Kind != Spelling::Acquire && A.Kind != Spelling::Release)
        continue;
      for (const std::string &Text : A.Arguments)
        if (LockRef L = machineLock(Text); L.Lock.Lock) {
          LockOp &Op = Slot->Locks.emplace_back();
          Op.What = A.Kind == Spelling::Acquire ? LockOp::Acquire : LockOp::Release;
          Op.Lock = L.Lock;
          Op.Name = Text;
        }
    }
    addModel(*Hit.What, nullptr, *Slot);
  }
  return Slot.get();
}

/// The object that an argument selector of a model means, in terms of the callee.
static PathId selected(const ArgumentSelector &S, PathTable &Paths) {
  switch (S.What) {
  case ArgumentSelector::This:
    return Paths.pointee(Paths.root(PathKind::Parameter, 0, 0));
  case ArgumentSelector::Argument:
  case ArgumentSelector::Pointee:
    return Paths.pointee(Paths.root(PathKind::Parameter, 0, S.First + 1));
  default:
    return 0;
  }
}

void EffectReader::addLockModel(const LockModel &M, std::vector<LockOp> &Locks) {
  std::optional<LockKind> Kind;
  if (!M.Kind.empty())
    Kind = parseLockKind(M.Kind);
  for (LockOp &Op : Locks) {
    if (Kind)
      Op.Lock.Kind = *Kind;
    Op.Level = M.Level;
    Op.Line = M.Line;
    Op.IsShared |= M.IsShared;
    Op.IsOwnerless |= M.IsOwnerless;
  }
  for (auto [Text, What] :
       {std::pair(&M.Saves, LockOp::Save), std::pair(&M.Restores, LockOp::Restore)})
    if (LockRef L = machineLock(*Text); L.Lock.Lock) {
      LockOp &Op = Locks.emplace_back();
      Op.What = What;
      Op.Lock = L.Lock;
      Op.Level = M.Level;
      Op.Name = *Text;
    }
}

void EffectReader::addModel(const FunctionModel &M, const ValueDecl *F, Effects &E) {
  E.Model = &M;
  E.Allocates |= M.Allocates;
  E.StartsAll |= M.Starts == "all";
  E.StartsThreads |= M.Starts == "threads";
  E.IsrUnsafe = M.IsrUnsafe;
  E.IsrForm = M.IsrForm;
  if (E.HasLockAnnotation)
    return;
  addLockModel(M.Locks, E.Locks);
  if (Models.isOneForAll(M))
    for (LockOp &Op : E.Locks)
      if (Op.Lock.Kind == LockKind::Scheduler)
        Op.Lock.Kind = LockKind::SchedulerOfAll;
  for (const FunctionModel::Case &C : M.Cases) {
    if (!F)
      break;
    Effects::Case &Into = E.Cases.emplace_back();
    Into.At = C.At;
    Into.Is = C.Is;
    for (const ModelAnnotation &A : C.Annotations) {
      SmallVector<StringRef, 2> Arguments(A.Arguments.begin(), A.Arguments.end());
      addOp(A.Kind, Arguments, {}, *F, Into.Locks);
    }
    addLockModel(C.Locks, Into.Locks);
  }
}

void EffectReader::addAnnotations(const ValueDecl &F, Effects &E) {
  // What the source says about locks counts before a model.
  auto IsLockOp = [](const Annotation &A) {
    return A.Kind == Spelling::Acquire || A.Kind == Spelling::Release ||
           A.Kind == Spelling::TryAcquire;
  };
  E.HasLockAnnotation =
      any_of(Said.of(F), [&](const Annotation &A) { return A.Attr && IsLockOp(A); });
  for (const Annotation &A : Said.of(F)) {
    E.Blocks |= A.Kind == Spelling::Blocks;
    E.IsIsrSafe |= A.Kind == Spelling::IsrSafe;
    if (!A.Attr && E.HasLockAnnotation && IsLockOp(A))
      continue;
    if (addOp(A.Kind, A.Arguments, A.location(), F, E.Locks))
      E.HasLockAnnotation |= A.Attr != nullptr;
  }
}

/// Adds what an annotation of a function says about locks; false if it says nothing.
bool EffectReader::addOp(Spelling Kind, ArrayRef<StringRef> Arguments, SourceLocation At,
                         const ValueDecl &F, std::vector<LockOp> &Into) {
  LockOp Proto;
  const CallShape Shape(F);
  Proto.SaidAt = At;
  switch (Kind) {
  case Spelling::Acquire:
    Proto.What = LockOp::Acquire;
    break;
  case Spelling::Release:
    Proto.What = LockOp::Release;
    break;
  case Spelling::TryAcquire:
    Proto.What = LockOp::TryAcquire;
    break;
  case Spelling::Requires:
    Proto.What = LockOp::Requires;
    break;
  case Spelling::Excludes:
    Proto.What = LockOp::Excludes;
    break;
  default:
    return false;
  }
  SmallVector<StringRef, 2> Texts;
  for (StringRef Text : Arguments)
    append_range(Texts, splitList(Text));
  if (Proto.What == LockOp::TryAcquire && !Texts.empty()) {
    StringRef Ok = Texts.front();
    if (Ok == "false") {
      Proto.IsSuccessNegated = true;
    } else if (Ok != "true") {
      Proto.IsSuccessTruth = false;
      Proto.Success = evaluateInteger(Ok, F).value_or(1);
      if (Shape.Result->isBooleanType() || Shape.Result->isPointerType()) {
        Proto.IsSuccessTruth = true;
        Proto.IsSuccessNegated = Proto.Success == 0;
      }
    }
    Texts.erase(Texts.begin());
  }
  if (Texts.empty())
    Texts.push_back("this");
  for (StringRef Text : Texts) {
    LockOp Op = Proto;
    Op.Name = Text.str();
    Op.IsOwn = Text == "this";
    if (std::optional<ArgumentSelector> S = parseArgumentSelector(Text)) {
      // The type of the parameter may say what kind of lock it is.
      unsigned NumParameters = Shape.Parameters.size();
      unsigned Last = std::min<unsigned>(S->Last, NumParameters ? NumParameters - 1 : 0);
      for (unsigned I = S->First; I <= Last && S->What != ArgumentSelector::This; ++I) {
        ArgumentSelector One = *S;
        One.First = I;
        Op.Lock = {};
        if (I < NumParameters)
          if (std::optional<Held> Known = kindOf(Shape.Parameters[I]))
            Op.Lock = *Known;
        Op.Lock.Lock = selected(One, Paths);
        Into.push_back(Op);
      }
      if (S->What != ArgumentSelector::This)
        continue;
      Op.IsOwn = true;
      Text = "this";
    }
    LockRef L = Text == "line" ? machineLock(Text) : lock(Text, F, Reader.self());
    if (!L.Lock.Lock)
      continue;
    Op.Lock = L.Lock;
    Into.push_back(std::move(Op));
  }
  return true;
}

void EffectReader::addAttributes(const FunctionDecl &Given, Effects &E) {
  PathId Self = Reader.self();
  for (const FunctionDecl *R : Given.redecls()) {
    if (!R->hasAttrs())
      continue;
    const FunctionDecl &F = *R;
    const FunctionDecl *Before = Reader.enter(&F);
    auto Back = compat::atExit([&] { Reader.enter(Before); });
    auto Add = [&](LockOp::Kind What, const auto *A, bool IsShared) {
      E.HasLockAnnotation = true;
      LockOp Op;
      Op.What = What;
      Op.IsShared = IsShared;
      Op.SaidAt = A->getLocation();
      bool HasAny = false;
      for (const Expr *Argument : A->args()) {
        HasAny = true;
        LockRef L = lock(Argument, Self);
        if (!L.Lock.Lock)
          continue;
        Op.Lock = L.Lock;
        E.Locks.push_back(Op);
      }
      if (HasAny)
        return;
      Op.IsOwn = true;
      const auto *M = dyn_cast<CXXMethodDecl>(&F);
      if (!M)
        return;
      if (std::optional<Held> Kind =
              kindOf(compat::canonicalTagType(F.getASTContext(), M->getParent())))
        Op.Lock = *Kind;
      Op.Lock.Lock = Self;
      E.Locks.push_back(Op);
    };
    for (const Attr *A : F.attrs()) {
      if (A->isInherited())
        continue;
      if (const auto *X = dyn_cast<AcquireCapabilityAttr>(A))
        Add(LockOp::Acquire, X, X->isShared());
      else if (const auto *X = dyn_cast<ReleaseCapabilityAttr>(A))
        Add(LockOp::Release, X, false);
      else if (const auto *X = dyn_cast<RequiresCapabilityAttr>(A))
        Add(LockOp::Requires, X, X->isShared());
      else if (const auto *X = dyn_cast<LocksExcludedAttr>(A))
        Add(LockOp::Excludes, X, false);
      else if (const auto *X = dyn_cast<AssertCapabilityAttr>(A))
        Add(LockOp::Asserts, X, X->isShared());
      else if (const auto *X = dyn_cast<TryAcquireCapabilityAttr>(A)) {
        size_t First = E.Locks.size();
        Add(LockOp::TryAcquire, X, X->isShared());
        Expr::EvalResult Value;
        bool IsNegated = X->getSuccessValue() && !X->getSuccessValue()->isValueDependent() &&
                         X->getSuccessValue()->EvaluateAsInt(Value, F.getASTContext()) &&
                         Value.Val.getInt() == 0;
        for (size_t I = First; I < E.Locks.size(); ++I)
          E.Locks[I].IsSuccessNegated = IsNegated;
      }
    }
  }
  // Clang's function effects.
  if (const auto *Proto = Given.getType()->getAs<FunctionProtoType>())
    for (const FunctionEffectWithCondition &Effect : Proto->getFunctionEffects()) {
      if (Effect.Cond.getCondition())
        continue;
      const FunctionEffect::Kind Kind = Effect.Effect.kind();
      E.IsIsrSafe |= Kind == FunctionEffect::Kind::NonBlocking;
      E.Blocks |= Kind == FunctionEffect::Kind::Blocking;
      E.Allocates |= Kind == FunctionEffect::Kind::Allocating;
    }
}

} // namespace ambit
