//===- Cargo.cpp ----------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyses/Cargo.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace llvm;

namespace ambit {

/// Deeper than expressions that people write.
constexpr unsigned MaxDepth = 24;

namespace {
struct DepthGuard {
  explicit DepthGuard(unsigned &Depth) : Depth(Depth) { ++Depth; }
  ~DepthGuard() { --Depth; }
  unsigned &Depth;
};
} // namespace

Cargo CargoFinder::make(const Expr *E, QualType T) const {
  Cargo C;
  C.Type = T;
  C.Where = E->getBeginLoc();
  C.Origin = E;
  const Expr *Named = E;
  while (const auto *S = dyn_cast<ArraySubscriptExpr>(Named))
    Named = withoutPassing(S->getBase());
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Named))
    C.Name = Ref->getDecl();
  else if (const auto *M = dyn_cast<MemberExpr>(Named))
    C.Name = M->getMemberDecl();
  C.IsThis = isa<CXXThisExpr>(E);
  return C;
}

void CargoFinder::byType(const Expr *E, QualType T, Cargos &Out, bool Owned) {
  Cargo C = make(E, T);
  C.SendNode = Facts.rules().node(T, FactKind::Send, Owned);
  C.CoreNode = Facts.rules().node(T, FactKind::CoreFree, Owned);
  C.Send = Facts.value(C.SendNode);
  C.CoreFree = Facts.value(C.CoreNode);
  Out.push_back(std::move(C));
}

Cargos CargoFinder::ofValue(const Expr *E) {
  Cargos Out;
  value(E, Out);
  return Out;
}

Cargos CargoFinder::ofReference(const Expr *E) {
  Cargos Out;
  shared(E, Out);
  return Out;
}

Cargos CargoFinder::ofPointee(const Expr *E, bool IsOwner) {
  Cargos Out;
  const Expr *Pointer = withoutPassing(E);
  if (Pointer->isNullPointerConstant(const_cast<ASTContext &>(Ctx),
                                     Expr::NPC_ValueDependentIsNotNull))
    return Out;
  if (const auto *U = dyn_cast<UnaryOperator>(Pointer); U && U->getOpcode() == UO_AddrOf) {
    value(U->getSubExpr(), Out);
    return Out;
  }
  QualType T = Pointer->getType();
  if (const clang::ArrayType *A = Ctx.getAsArrayType(T)) {
    byType(Pointer, A->getElementType(), Out);
    return Out;
  }
  if (const auto *P = T->getAs<clang::PointerType>()) {
    // What was put into a void pointer is known as a reference to it.
    if (P->getPointeeType()->isVoidType() || IsOwner)
      if (std::optional<AccessPath> Path = accessPathOf(Pointer, Ctx))
        if (knownContent(Pointer, *Path, Out))
          return Out;
    byType(Pointer, P->getPointeeType(), Out, IsOwner);
    return Out;
  }
  byType(Pointer, T, Out);
  return Out;
}

/// The types that \p Written was converted to on its way from \p Inner, by the conversions
/// that \p Counts; the first conversion first.
static SmallVector<QualType, 2> conversions(const Expr *Written, const Expr *Inner,
                                            function_ref<bool(const Expr &)> Counts) {
  SmallVector<QualType, 2> Types;
  while (Written != Inner) {
    if (Counts(*Written))
      Types.insert(Types.begin(), Written->getType());
    if (const auto *P = dyn_cast<ParenExpr>(Written))
      Written = P->getSubExpr();
    else if (const auto *C = dyn_cast<CastExpr>(Written))
      Written = C->getSubExpr();
    else
      break;
  }
  return Types;
}

/// The pointer types on the way, other than `void *`.
static SmallVector<QualType, 2> pointerConversions(const Expr *Written, const Expr *Inner) {
  QualType From = Inner->getType().getCanonicalType();
  return conversions(Written, Inner, [&](const Expr &E) {
    QualType T = E.getType();
    return T->isPointerType() && !T->isVoidPointerType() && T.getCanonicalType() != From;
  });
}

/// The classes that the object \p Inner was explicitly said to be.
static SmallVector<QualType, 2> classConversions(const Expr *Written, const Expr *Inner) {
  return conversions(Written, Inner, [](const Expr &E) {
    return isa<ExplicitCastExpr>(E) && E.getType()->isRecordType();
  });
}

void CargoFinder::value(const Expr *E, Cargos &Out) {
  if (!E || Depth > MaxDepth || E->isTypeDependent() || E->containsErrors())
    return;
  DepthGuard Guard(Depth);
  if (E->getType()->isBooleanType())
    return; // whatever it was computed from
  const Expr *Written = E;
  E = withoutPassing(E);
  if (const auto *D = dyn_cast<CXXDefaultInitExpr>(E))
    return value(D->getExpr(), Out);
  if (const auto *D = dyn_cast<CXXDefaultArgExpr>(E))
    return value(D->getExpr(), Out);
  if (isa<clang::StringLiteral, clang::PredefinedExpr>(E))
    return; // nobody may change it
  if (const auto *L = dyn_cast<LambdaExpr>(E))
    return captures(*L, Out);
  if (const auto *C = dyn_cast<CXXConstructExpr>(E))
    return construction(*C, Out);
  if (const auto *L = dyn_cast<InitListExpr>(E))
    return initializers(*L, Out);
  if (const auto *L = dyn_cast<CompoundLiteralExpr>(E))
    return value(L->getInitializer(), Out);
  if (const auto *C = dyn_cast<AbstractConditionalOperator>(E)) {
    value(C->getTrueExpr(), Out);
    return value(C->getFalseExpr(), Out);
  }
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    if (B->isCommaOp() || B->getOpcode() == BO_Assign)
      return value(B->getRHS(), Out);
    // A pointer moved within its array leads to the same object.
    if (B->isAdditiveOp() && B->getType()->isPointerType())
      return value(B->getLHS()->getType()->isIntegerType() ? B->getRHS() : B->getLHS(), Out);
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E);
      U && U->isIncrementDecrementOp() && U->getType()->isPointerType())
    return value(U->getSubExpr(), Out);
  if (const auto *U = dyn_cast<UnaryOperator>(E); U && U->getOpcode() == UO_AddrOf)
    return shared(U->getSubExpr(), Out);
  if (isa<ImplicitValueInitExpr, CXXScalarValueInitExpr>(E) && E->getType()->isPointerType())
    return;
  bool IsPointer = Written->getType()->isPointerType() || Written->getType()->isNullPtrType();
  if (IsPointer &&
      E->isNullPointerConstant(const_cast<ASTContext &>(Ctx), Expr::NPC_ValueDependentIsNotNull) !=
          Expr::NPCK_NotNull)
    return;
  if (E->getType()->isFunctionType())
    return;
  if (E->getType()->isArrayType() && E->isGLValue())
    return shared(E, Out); // decays
  if (const auto *C = dyn_cast<CallExpr>(E); C && call(*C, Out))
    return;
  if (E->isGLValue())
    if (std::optional<AccessPath> P = accessPathOf(E, Ctx); P && knownContent(E, *P, Out))
      return;
  Cargos Whole;
  byType(E, E->getType(), Whole);
  // A pointer made of a void pointer or a number leads to what its new type says.
  bool IsErased = !E->getType()->isPointerType() || E->getType()->isVoidPointerType();
  for (QualType T : pointerConversions(Written, E)) {
    Cargos ByConversion;
    byType(E, T, ByConversion);
    if (IsErased)
      Whole = std::move(ByConversion);
    else
      addParts(ByConversion, Whole[0], Out);
    IsErased = false;
  }
  Out.push_back(std::move(Whole[0]));
}

/// Whether an annotation on the class or a base of it says that its objects are bound.
static bool isDeclaredBound(const CXXRecordDecl *Class, const RecordDecl &R, FactKind Fact,
                            const TypeRules &Rules) {
  auto Says = [&](const Decl &D) {
    for (const Annotation &A : Rules.annotations().of(D)) {
      if (Fact == FactKind::CoreFree &&
          (A.Kind == Spelling::CoreBound || A.Kind == Spelling::CoreBoundTo))
        return true;
      if (Fact != FactKind::CoreFree && A.Kind == Spelling::ThreadBound)
        return true;
    }
    return false;
  };
  if (Says(R))
    return true;
  if (const TypedefNameDecl *Named = R.getTypedefNameForAnonDecl(); Named && Says(*Named))
    return true;
  if (!Class || !Class->hasDefinition())
    return false;
  return !Class->forallBases([&](const CXXRecordDecl *Base) { return !Says(*Base); });
}

/// The object that \p E is a part of: the base of a member or an element.
static const Expr *wholeOf(const Expr *E) {
  E = withoutPassing(E);
  if (const auto *M = dyn_cast<MemberExpr>(E); M && isa<FieldDecl>(M->getMemberDecl()))
    return M->getBase();
  if (const auto *S = dyn_cast<ArraySubscriptExpr>(E))
    if (withoutPassing(S->getBase())->getType()->isArrayType())
      return S->getBase();
  return nullptr;
}

void CargoFinder::wholes(const Expr *E, Cargos &Out) {
  bool IsOther = false; // behind a pointer there is another object
  for (const Expr *Part = E, *Whole = wholeOf(E); Whole && !IsOther;
       Part = Whole, Whole = wholeOf(Whole)) {
    const auto *M = dyn_cast<MemberExpr>(withoutPassing(Part));
    IsOther = M && M->isArrow();
    QualType T = withoutPassing(Whole)->getType();
    if (const auto *P = T->getAs<clang::PointerType>())
      T = P->getPointeeType();
    const RecordDecl *R = T->getAsRecordDecl();
    if (!R)
      continue;
    const auto *Class = dyn_cast<CXXRecordDecl>(R);
    bool CoreBound = isDeclaredBound(Class, *R, FactKind::CoreFree, Facts.rules());
    bool ThreadBound = isDeclaredBound(Class, *R, FactKind::Sync, Facts.rules());
    if (!CoreBound && !ThreadBound)
      continue;
    Cargo C = make(withoutPassing(E), T);
    C.IsShared = true;
    C.Whole = R;
    C.CoreNode = Facts.rules().node(T, FactKind::CoreFree);
    C.SendNode = Facts.rules().node(T.getUnqualifiedType(), FactKind::Sync);
    C.CoreFree = CoreBound ? FactValue::No : FactValue::Yes;
    C.Send = ThreadBound ? FactValue::No : FactValue::Yes;
    Out.push_back(std::move(C));
    return;
  }
}

void CargoFinder::shared(const Expr *E, Cargos &Out) {
  if (!E || Depth > MaxDepth || E->isTypeDependent() || E->containsErrors())
    return;
  DepthGuard Guard(Depth);
  const Expr *Written = E;
  E = withoutPassing(E);
  QualType T = E->getType();
  if (T->isFunctionType())
    return;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
    if (const Expr *Bound = bindingOf(dyn_cast<VarDecl>(Ref->getDecl()))) {
      size_t Before = Out.size();
      shared(Bound, Out);
      for (Cargo &C : MutableArrayRef(Out).drop_front(Before))
        C.Where = E->getBeginLoc();
      return;
    }
  if (const auto *U = dyn_cast<UnaryOperator>(E); U && U->getOpcode() == UO_Deref)
    return value(U->getSubExpr(), Out);
  if (const auto *C = dyn_cast<AbstractConditionalOperator>(E)) {
    shared(C->getTrueExpr(), Out);
    return shared(C->getFalseExpr(), Out);
  }
  if (const auto *L = dyn_cast<LambdaExpr>(E))
    return captures(*L, Out);
  if (const auto *C = dyn_cast<CXXConstructExpr>(E); C && !isa<CXXTemporaryObjectExpr>(C))
    return construction(*C, Out); // a temporary that a const reference is bound to
  std::optional<AccessPath> P = accessPathOf(E, Ctx);
  if (P && State && isContentTelling(*P, T) && knownContent(E, *P, Out))
    return;
  size_t Before = Out.size();
  wholes(E, Out);
  if (Out.size() != Before)
    return;
  Cargo C = make(E, T);
  C.IsShared = true;
  // `const` says that the object cannot change only where it was declared const.
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  bool IsConstObject = Ref && !Ref->getDecl()->getType()->isReferenceType() &&
                       Ref->getDecl()->getType().isConstQualified();
  QualType Object = T;
  if (!IsConstObject)
    Object.removeLocalConst();
  C.SendNode = Facts.rules().node(Object, FactKind::Sync);
  C.CoreNode = Facts.rules().node(T, FactKind::CoreFree);
  C.Send = Facts.value(C.SendNode);
  C.CoreFree = Facts.value(C.CoreNode);
  // A cast to a derived class says what the object is.
  for (QualType Cast : classConversions(Written, E)) {
    FactNode Node = Facts.rules().node(Cast, FactKind::CoreFree);
    FactNode SendNode = Facts.rules().node(Cast.getUnqualifiedType(), FactKind::Sync);
    if (Facts.value(Node) < C.CoreFree || Facts.value(SendNode) < C.Send) {
      C.Type = Cast;
      C.CoreNode = Node;
      C.SendNode = SendNode;
      C.CoreFree = Facts.value(Node);
      C.Send = Facts.value(SendNode);
    }
  }
  if (P && State && contentBelow(*P))
    contentOfParts(E, *P, C, FactKind::Sync, Out);
  Out.push_back(std::move(C));
}

void CargoFinder::captures(const LambdaExpr &L, Cargos &Out) {
  const auto *Init = L.capture_init_begin();
  for (const LambdaCapture &C : L.captures()) {
    const Expr *Value = *Init++;
    if (!Value || C.capturesVLAType())
      continue;
    Cargos Brought;
    if (C.getCaptureKind() == LCK_ByRef)
      shared(Value, Brought);
    else
      value(Value, Brought);
    for (Cargo &B : Brought) {
      B.Where = C.isImplicit() ? L.getCaptureDefaultLoc() : C.getLocation();
      B.FirstUse = C.isImplicit() ? C.getLocation() : SourceLocation();
      if (!B.Name && C.capturesVariable())
        B.Name = C.getCapturedVar();
      B.IsThisCopy = C.getCaptureKind() == LCK_StarThis;
      B.IsThis |= C.capturesThis() && !B.IsThisCopy;
      Out.push_back(std::move(B));
    }
  }
}

/// Adds to \p Out those of \p Parts that are worse than their \p Whole says by its type.
void CargoFinder::addParts(const Cargos &Parts, Cargo Whole, Cargos &Out) {
  for (const Cargo &P : Parts) {
    bool Tells = (P.Send == FactValue::No && Whole.Send != FactValue::No) ||
                 (P.CoreFree == FactValue::No && Whole.CoreFree != FactValue::No);
    if (!Tells)
      continue;
    Cargo C = P;
    // What the whole says already is said once.
    if (Whole.Send == FactValue::No)
      C.Send = FactValue::Yes;
    if (Whole.CoreFree == FactValue::No)
      C.CoreFree = FactValue::Yes;
    C.Where = Whole.Where;
    // And so is what another part has said.
    Whole.Send = std::min(Whole.Send, C.Send);
    Whole.CoreFree = std::min(Whole.CoreFree, C.CoreFree);
    Out.push_back(std::move(C));
  }
}

bool isView(const CXXRecordDecl &C) {
  constexpr StringRef Names[] = {"span", "basic_string_view", "reference_wrapper"};
  return C.isInStdNamespace() && C.getIdentifier() && is_contained(Names, C.getName());
}

void CargoFinder::construction(const CXXConstructExpr &C, Cargos &Out) {
  const CXXConstructorDecl *Constructor = C.getConstructor();
  const CXXRecordDecl *Class = Constructor->getParent();
  if (Constructor->isCopyOrMoveConstructor() && C.getNumArgs() >= 1) {
    const Expr *From = withoutPassing(C.getArg(0));
    // A derived object copied into its base leaves its own part behind.
    const CXXRecordDecl *FromClass = From->getType()->getAsCXXRecordDecl();
    if (FromClass && declaresSameEntity(FromClass, Class))
      return value(From, Out);
    return byType(&C, C.getType(), Out);
  }
  ModelHit<TypeModel> Model = Facts.rules().models().type(*Class);
  if (Model && Model.What->Erased) {
    for (const Expr *A : C.arguments())
      value(A, Out);
    return;
  }
  // An owner of nothing.
  bool IsNull =
      C.getNumArgs() == 0 || (C.getNumArgs() == 1 && C.getArg(0)->getType()->isNullPtrType());
  if (Model && Model.What->isOwner() && IsNull)
    return;
  // An optional without a value.
  if (Class->isInStdNamespace() && Class->getIdentifier() && Class->getName() == "optional" &&
      C.getNumArgs() == 0)
    return;
  Cargos Whole;
  byType(&C, C.getType(), Whole);
  bool IsFine = Whole[0].Send == FactValue::Yes && Whole[0].CoreFree == FactValue::Yes;
  bool IsTold = Whole[0].Send == FactValue::No || Whole[0].CoreFree == FactValue::No;
  if (isView(*Class) && !IsTold && C.getNumArgs() >= 1) {
    // Numbers, but perhaps of something bound.
    Cargos Seen;
    const Expr *Object = C.getArg(0);
    if (Object->isGLValue() && !Object->getType()->isPointerType())
      shared(Object, Seen);
    else
      value(Object, Seen);
    addParts(Seen, Whole[0], Out);
  } else if (Model && !IsFine) {
    Cargos Parts;
    for (const Expr *A : C.arguments())
      value(A, Parts);
    addParts(Parts, Whole[0], Out);
    // A wrapper made of one thing is known by that.
    if (Parts.size() == 1 && Parts[0].CoreFree == Whole[0].CoreFree &&
        Parts[0].Send == Whole[0].Send)
      Whole[0].Name = Parts[0].Name;
  }
  Out.push_back(std::move(Whole[0]));
}

void CargoFinder::initializers(const InitListExpr &Written, Cargos &Out) {
  const InitListExpr &L = *semanticForm(&Written);
  Cargos Whole;
  byType(&L, L.getType(), Whole);
  Cargo &W = Whole[0];
  if (W.Send == FactValue::Yes && W.CoreFree == FactValue::Yes)
    return Out.push_back(std::move(W));
  Cargos Parts;
  for (const Expr *Init : L.inits())
    value(Init, Parts);
  if (!L.getType()->isRecordType() && !L.getType()->isArrayType())
    return Out.append(Parts.begin(), Parts.end());
  // A member that starts as null leads nowhere, whatever its type.
  auto Worst = [&](FactKind K) {
    FactValue V = FactValue::Yes;
    for (const Cargo &P : Parts)
      V = std::min(V, P.fact(K));
    return V;
  };
  bool IsDeclared = Facts.rules().verdict(W.CoreNode).Own == FactValue::No ||
                    Facts.rules().verdict(W.SendNode).Own == FactValue::No;
  if (!IsDeclared && L.getType()->isRecordType() && !L.hasArrayFiller()) {
    if (W.Send == FactValue::No)
      W.Send = Worst(FactKind::Send);
    if (W.CoreFree == FactValue::No)
      W.CoreFree = Worst(FactKind::CoreFree);
  }
  addParts(Parts, W, Out);
  Out.push_back(std::move(W));
}

/// Whether a call of \p F makes a coroutine, whose frame keeps the arguments.
static bool isCoroutine(const FunctionDecl &F) {
  const CXXRecordDecl *R = F.getReturnType()->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition())
    return isa_and_nonnull<CoroutineBodyStmt>(F.getBody());
  const IdentifierTable &Idents = F.getASTContext().Idents;
  auto Promise = Idents.find("promise_type");
  return Promise != Idents.end() && !R->lookup(Promise->second).empty();
}

/// A coroutine takes along what it is called with.
void CargoFinder::coroutineCall(const CallExpr &C, const FunctionDecl &F, Cargos &Out) {
  Cargos Brought;
  ArrayRef<const Expr *> Arguments(C.getArgs(), C.getNumArgs());
  const auto *Method = dyn_cast<CXXMethodDecl>(&F);
  if (isa<CXXOperatorCallExpr>(C) && Method && Method->isInstance() && !Arguments.empty()) {
    shared(Arguments[0], Brought);
    Arguments = Arguments.drop_front();
  } else if (const auto *M = dyn_cast<CXXMemberCallExpr>(&C)) {
    shared(M->getImplicitObjectArgument(), Brought);
  }
  for (unsigned I = 0; I < Arguments.size(); ++I) {
    if (I < F.getNumParams() && F.getParamDecl(I)->getType()->isLValueReferenceType())
      shared(Arguments[I], Brought);
    else
      value(Arguments[I], Brought);
  }
  for (Cargo &B : Brought)
    if (B.Send != FactValue::Yes || B.CoreFree != FactValue::Yes)
      Out.push_back(std::move(B));
}

bool CargoFinder::call(const CallExpr &C, Cargos &Out) {
  if (const FunctionDecl *F = C.getDirectCallee(); F && isCoroutine(*F)) {
    coroutineCall(C, *F, Out);
    byType(&C, C.getType(), Out);
    return true;
  }
  if (const Expr *Object = argumentOfStd(&C, {"ref", "cref", "addressof"})) {
    shared(Object, Out);
    return true;
  }
  if (const FunctionDecl *F = C.getDirectCallee();
      F && F->getIdentifier() && F->getName() == "make_any" && F->isInStdNamespace())
    if (QualType T = madeType(C); !T.isNull()) {
      byType(&C, T, Out);
      return true;
    }
  if (!argumentOfStd(&C, {"bind", "bind_front", "bind_back", "mem_fn", "make_pair", "make_tuple",
                          "make_optional", "forward_as_tuple", "tie"}))
    return false;
  Cargos Whole, Parts;
  byType(&C, C.getType(), Whole);
  for (const Expr *A : C.arguments())
    value(A, Parts);
  // What was bound says more than the type of a library's wrapper.
  for (Cargo &P : Parts) {
    if (P.Send == FactValue::No)
      Whole[0].Send = FactValue::Unknown;
    if (P.CoreFree == FactValue::No)
      Whole[0].CoreFree = FactValue::Unknown;
    if (P.Send == FactValue::No || P.CoreFree == FactValue::No) {
      P.Where = C.getBeginLoc();
      Out.push_back(P);
    }
  }
  Out.push_back(std::move(Whole[0]));
  return true;
}

QualType madeType(const CallExpr &C) {
  const FunctionDecl *F = C.getDirectCallee();
  const TemplateArgumentList *Arguments = F ? F->getTemplateSpecializationArgs() : nullptr;
  if (!Arguments || Arguments->size() == 0 ||
      Arguments->get(0).getKind() != clang::TemplateArgument::Type)
    return {};
  return Arguments->get(0).getAsType();
}

} // namespace ambit
