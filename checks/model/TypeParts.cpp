//===- TypeParts.cpp ------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/TypeParts.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using namespace llvm;

namespace ambit {

/// Whether \p A answers the question about \p Fact.
static bool decides(const Annotation &A, FactKind Fact) {
  switch (A.Kind) {
  case Spelling::Send:
  case Spelling::SendIf:
  case Spelling::SendUnchecked:
  case Spelling::ScopedLock:
    return Fact == FactKind::Send;
  case Spelling::Sync:
  case Spelling::SyncIf:
  case Spelling::SyncUnchecked:
  case Spelling::Lock:
  case Spelling::LockCeiling:
  case Spelling::LockLine:
    return Fact == FactKind::Sync;
  case Spelling::ThreadBound:
    return Fact == FactKind::Send || Fact == FactKind::Sync;
  case Spelling::CoreBound:
  case Spelling::CoreBoundTo:
    return Fact == FactKind::CoreFree;
  default:
    return false;
  }
}

/// A statement about a type that Ambit verifies or takes on trust.
static bool isClaim(Spelling K) {
  return K == Spelling::Send || K == Spelling::SendIf || K == Spelling::SendUnchecked ||
         K == Spelling::Sync || K == Spelling::SyncIf || K == Spelling::SyncUnchecked;
}

/// Whether the annotations of \p D answer the question about \p Fact.
static bool isDecided(const TypedefNameDecl &D, FactKind Fact, const Annotations &Said) {
  return any_of(Said.of(D), [&](const Annotation &A) { return decides(A, Fact); });
}

bool TypeRules::namesAnnotatedBelow(QualType T, FactKind Fact) const {
  for (bool IsBelow = false; !T.isNull();) {
    FactKind Asked = IsBelow && Fact == FactKind::Send ? FactKind::Sync : Fact;
    if (const auto *Typedef = dyn_cast<TypedefType>(T.getTypePtr()))
      if (IsBelow && (isDecided(*Typedef->getDecl(), Asked, Said) ||
                      isDecided(*Typedef->getDecl(), Fact, Said)))
        return true;
    if (const auto *P = dyn_cast<clang::PointerType>(T.getTypePtr())) {
      T = P->getPointeeType();
      IsBelow = true;
    } else if (const auto *R = dyn_cast<clang::ReferenceType>(T.getTypePtr())) {
      T = R->getPointeeType();
      IsBelow = true;
    } else if (const auto *A = dyn_cast<clang::ArrayType>(T.getTypePtr())) {
      T = A->getElementType();
      IsBelow = true;
    } else {
      QualType Next = T.getSingleStepDesugaredType(Ctx);
      if (Next == T)
        return false;
      T = Next;
    }
  }
  return false;
}

FactNode TypeRules::node(QualType T, FactKind Fact, bool Owned) const {
  FactNode N;
  N.Fact = Fact;
  N.Owned = Owned;
  for (QualType S = T; !S.isNull() && !N.Named;) {
    if (const auto *Typedef = dyn_cast<TypedefType>(S.getTypePtr()))
      if (isDecided(*Typedef->getDecl(), Fact, Said))
        N.Named = Typedef->getDecl();
    QualType Next = S.getSingleStepDesugaredType(Ctx);
    if (Next == S)
      break;
    S = Next;
  }
  // Below a pointer or an array an annotated name lives only in the type as written.
  N.Type = namesAnnotatedBelow(T, Fact) ? T : T.getCanonicalType();
  if (Fact != FactKind::Sync)
    N.Type = N.Type.getUnqualifiedType();
  return N;
}

bool TypeRules::byAnnotation(const NamedDecl &D, FactKind Fact, bool IgnoreClaims,
                             TypeVerdict &V) const {
  for (const Annotation &A : Said.of(D)) {
    if (!decides(A, Fact) || (IgnoreClaims && isClaim(A.Kind)))
      continue;
    V.Cause = {FactCause::Declared, &A, &D, A.Attr ? nullptr : Models.type(D).What};
    switch (A.Kind) {
    case Spelling::SendIf:
    case Spelling::SyncIf: {
      bool Holds = false;
      if (!A.Condition || A.Condition->isValueDependent() || A.Condition->containsErrors() ||
          !A.Condition->EvaluateAsBooleanCondition(Holds, Ctx)) {
        V.Own = FactValue::Unknown;
        V.Cause.Why = FactCause::NotReadable;
      } else if (!Holds) {
        V.Own = FactValue::No;
        V.Cause.Why = FactCause::FalseCondition;
      }
      return true;
    }
    case Spelling::ThreadBound:
    case Spelling::CoreBound:
    case Spelling::CoreBoundTo:
    case Spelling::ScopedLock:
      V.Own = FactValue::No;
      return true;
    default:
      return true;
    }
  }
  // Clang's own thread-safety attributes say what a lock and its holder are.
  if (Fact == FactKind::Sync && D.hasAttr<CapabilityAttr>())
    return true;
  if (Fact == FactKind::Send && D.hasAttr<ScopedLockableAttr>()) {
    V.Own = FactValue::No;
    V.Cause = {FactCause::Declared, nullptr, &D, nullptr};
    return true;
  }
  return false;
}

SmallVector<QualType, 4> typeArguments(const ClassTemplateSpecializationDecl &S, unsigned First,
                                       bool IsPack) {
  SmallVector<QualType, 4> Types;
  unsigned Index = 0;
  auto Add = [&](const clang::TemplateArgument &A) {
    if (A.getKind() == clang::TemplateArgument::Type && Index >= First &&
        (IsPack || Index == First))
      Types.push_back(A.getAsType());
    ++Index;
  };
  for (const clang::TemplateArgument &A : S.getTemplateArgs().asArray()) {
    if (A.getKind() != clang::TemplateArgument::Pack)
      Add(A);
    else
      for (const clang::TemplateArgument &Element : A.pack_elements())
        Add(Element);
  }
  return Types;
}

bool TypeRules::byModel(const RecordDecl &R, const FactNode &N, TypeVerdict &V) const {
  ModelHit<TypeModel> Hit = Models.type(R);
  if (!Hit)
    return false;
  const auto &Conditions = Hit.What->Facts[static_cast<unsigned>(N.Fact)];
  if (!Conditions)
    return false;
  const auto *Specialization = dyn_cast<ClassTemplateSpecializationDecl>(&R);
  for (const FactCondition &C : *Conditions) {
    if (C.IsConstant) {
      if (C.Constant < V.Own) {
        V.Own = C.Constant;
        V.Cause = {FactCause::Modelled, nullptr, &R, Hit.What};
      }
      continue;
    }
    if (!Specialization)
      continue;
    bool IsPack = Hit.What->LastIsPack && C.Parameter + 1 == Hit.What->Parameters.size();
    // An element, unlike an object, was not declared const.
    for (QualType A : typeArguments(*Specialization, C.Parameter, IsPack))
      V.Parts.push_back({TypePart::TemplateArgument, node(A.getUnqualifiedType(), C.Fact, C.Owned),
                         Specialization, SourceLocation()});
  }
  return true;
}

void TypeRules::byPointee(QualType Pointee, const FactNode &N, TypePart::Kind How,
                          TypeVerdict &V) const {
  auto BeUnknown = [&](FactCause::Kind Why) {
    V.Own = FactValue::Unknown;
    V.Cause.Why = Why;
  };
  if (Pointee->isFunctionType())
    return;
  if (Pointee->isVoidType())
    return BeUnknown(FactCause::VoidPointer);
  if (N.Fact == FactKind::CoreFree) {
    V.Parts.push_back({How, node(Pointee, FactKind::CoreFree), nullptr, SourceLocation()});
    return;
  }
  if (Pointee.isVolatileQualified() && !Pointee->isRecordType())
    return BeUnknown(FactCause::VolatilePointee);
  // `const` on a pointee does not say that the object is const.
  V.Parts.push_back(
      {How, node(Pointee.getUnqualifiedType(), FactKind::Sync), nullptr, SourceLocation()});
}

void TypeRules::byCaptures(const CXXRecordDecl &Closure, const FactNode &N, TypeVerdict &V) const {
  auto Field = Closure.field_begin();
  for (const LambdaCapture &C : Closure.captures()) {
    if (Field == Closure.field_end())
      break;
    TypePart P{TypePart::CaptureByCopy, node(Field->getType(), N.Fact), nullptr, C.getLocation()};
    ++Field;
    if (C.capturesVLAType())
      continue;
    if (C.capturesThis()) {
      P.What = TypePart::CaptureThis;
    } else {
      P.Subject = C.getCapturedVar();
      if (C.getCaptureKind() == LCK_ByRef)
        P.What = TypePart::CaptureByReference;
    }
    V.Parts.push_back(P);
  }
}

/// Whether accesses to \p F are made under a lock, so that sharing the object does not
/// share the member without order.
static bool isGuarded(const FieldDecl &F, const Annotations &Said) {
  return F.hasAttr<GuardedByAttr>() || Said.find(F, Spelling::GuardedBy) ||
         Said.find(F, Spelling::IsrSharedBy);
}

void TypeRules::byRecord(const RecordDecl &R, const FactNode &N, TypeVerdict &V) const {
  const RecordDecl *Definition = R.getDefinition();
  auto BeUnknown = [&](FactCause::Kind Why) {
    V.Own = FactValue::Unknown;
    V.Cause = {Why, nullptr, &R, nullptr};
  };
  if (!Definition)
    return BeUnknown(FactCause::Incomplete);
  if (Definition->isInvalidDecl() || Definition->isDependentType() ||
      !Definition->isCompleteDefinition())
    return BeUnknown(FactCause::NotReadable);
  Qualifiers Quals = N.Type.getLocalQualifiers();
  if (const auto *Class = dyn_cast<CXXRecordDecl>(Definition)) {
    if (Class->isLambda())
      return byCaptures(*Class, N, V);
    if (N.Owned && Class->isPolymorphic() && !Class->isEffectivelyFinal())
      BeUnknown(FactCause::OwnedBase);
    for (const CXXBaseSpecifier &B : Class->bases()) {
      QualType Base = Ctx.getQualifiedType(B.getType().getUnqualifiedType(), Quals);
      V.Parts.push_back(
          {TypePart::Base, node(Base, N.Fact), B.getType()->getAsCXXRecordDecl(), B.getBeginLoc()});
    }
  }
  bool IsSync = N.Fact == FactKind::Sync;
  for (const FieldDecl *F : Definition->fields()) {
    if (F->isUnnamedBitField())
      continue;
    QualType T = F->getType();
    FactKind Fact = N.Fact;
    if (IsSync && isGuarded(*F, Said)) {
      Fact = FactKind::Send;
    } else if (IsSync && !T->isReferenceType()) {
      if (Quals.hasConst() && !F->isMutable())
        T = T.withConst();
      if (Quals.hasVolatile())
        T = T.withVolatile();
    }
    V.Parts.push_back({TypePart::Member, node(T, Fact), F, F->getLocation()});
  }
}

TypeVerdict TypeRules::verdict(const FactNode &N, bool IgnoreClaims) const {
  TypeVerdict V;
  auto BeUnknown = [&](FactCause::Kind Why) {
    V.Own = FactValue::Unknown;
    V.Cause.Why = Why;
  };
  if (N.Named && byAnnotation(*N.Named, N.Fact, IgnoreClaims, V))
    return V;
  QualType T = N.Type;
  if (T.isNull() || T->isDependentType() || T->containsErrors()) {
    BeUnknown(FactCause::NotReadable);
    return V;
  }
  const bool IsSync = N.Fact == FactKind::Sync;
  const RecordDecl *R = T->getAsRecordDecl();
  if (const TagDecl *Tag = T->getAsTagDecl()) {
    if (byAnnotation(*Tag, N.Fact, IgnoreClaims, V))
      return V;
    // A typedef's name is how C, and a model, know an anonymous struct.
    if (const TypedefNameDecl *Name = Tag->getTypedefNameForAnonDecl())
      if (byAnnotation(*Name, N.Fact, IgnoreClaims, V))
        return V;
    if (R && byModel(*R, N, V))
      return V;
  }
  if (R) {
    byRecord(*R, N, V);
    return V;
  }
  if (const auto *A = T->getAs<AtomicType>()) {
    // As std::atomic: what threads hand each other through it has to be send.
    FactKind Fact = IsSync ? FactKind::Send : N.Fact;
    V.Parts.push_back({TypePart::TemplateArgument, node(A->getValueType(), Fact), nullptr, {}});
    return V;
  }
  if (IsSync && T.isVolatileQualified()) {
    V.Own = FactValue::No;
    V.Cause.Why = FactCause::Volatile;
    return V;
  }
  if (const clang::ArrayType *A = Ctx.getAsArrayType(T)) {
    V.Parts.push_back({TypePart::Element, node(A->getElementType(), N.Fact), nullptr, {}});
    return V;
  }
  if (const auto *Reference = T->getAs<clang::ReferenceType>()) {
    byPointee(Reference->getPointeeType(), N, TypePart::Referent, V);
    return V;
  }
  bool IsMutable = IsSync && !T.isConstQualified();
  if (const auto *P = T->getAs<clang::PointerType>()) {
    byPointee(P->getPointeeType(), N, TypePart::Pointee, V);
    if (IsMutable && V.Own == FactValue::Yes)
      BeUnknown(FactCause::MutableState);
    return V;
  }
  if (T->isVoidType()) {
    // `future<void>` carries nothing; `shared_ptr<void>` could carry anything.
    if (N.Owned || IsSync)
      BeUnknown(FactCause::VoidPointer);
    return V;
  }
  if (T->isBlockPointerType() || T->isObjCObjectPointerType() || T->isUndeducedType()) {
    BeUnknown(FactCause::NotReadable);
    return V;
  }
  if (IsMutable && !T->isFunctionType())
    BeUnknown(FactCause::MutableState);
  return V;
}

} // namespace ambit
