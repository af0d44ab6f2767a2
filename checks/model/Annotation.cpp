//===- Annotation.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/Annotation.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using namespace llvm;

namespace ambit {

static StringRef stringOf(const Expr *E) {
  if (const auto *C = dyn_cast<ConstantExpr>(E))
    E = C->getSubExpr();
  E = E->IgnoreParenImpCasts();
  if (const auto *S = dyn_cast<clang::StringLiteral>(E); S && S->getCharByteWidth() == 1)
    return S->getString().trim();
  return {};
}

std::optional<ReadAttr> readAttr(const AnnotateAttr &A) {
  StringRef Text = A.getAnnotation();
  if (!Text.consume_front("ambit::"))
    return std::nullopt;
  ReadAttr Result{Text, std::nullopt};
  std::optional<Spelling> Kind = parseSpelling(Text);
  if (!Kind)
    return Result;
  Annotation &Meaning = Result.Meaning.emplace();
  Meaning.Kind = *Kind;
  Meaning.Attr = &A;
  bool HasCondition = spellingInfo(*Kind).Arguments == ArgumentKind::Condition;
  for (const Expr *Argument : A.args()) {
    if (HasCondition)
      Meaning.Condition = Argument;
    else
      Meaning.Arguments.push_back(stringOf(Argument));
  }
  return Result;
}

SmallVector<StringRef, 2> splitList(StringRef Text) {
  SmallVector<StringRef, 2> Parts;
  int Depth = 0;
  size_t Start = 0;
  for (size_t I = 0; I <= Text.size(); ++I) {
    if (I == Text.size() || (Text[I] == ',' && Depth == 0)) {
      Parts.push_back(Text.slice(Start, I).trim());
      Start = I + 1;
      continue;
    }
    if (StringRef("([{").contains(Text[I]))
      ++Depth;
    else if (StringRef(")]}").contains(Text[I]))
      --Depth;
  }
  if (Parts.size() == 1 && Parts[0].empty())
    Parts.clear();
  return Parts;
}

namespace {

/// Collects the attributes of a declaration and of those it stands for.
class Collector {
public:
  Collector(SmallVectorImpl<Annotation> &Into) : Into(Into) {}

  void add(const Decl &D) {
    if (!D.hasAttrs())
      return;
    for (const auto *A : D.specific_attrs<AnnotateAttr>()) {
      std::optional<ReadAttr> Read = readAttr(*A);
      if (Read && Read->Meaning && !isKnown(*Read->Meaning))
        Into.push_back(std::move(*Read->Meaning));
    }
  }

private:
  /// An attribute that a redeclaration inherited, or an instantiation copied, says
  /// nothing new. A condition is never taken twice: the instantiated one comes first.
  bool isKnown(const Annotation &A) const {
    return any_of(
        Into, [&](const Annotation &K) { return K.Kind == A.Kind && K.Arguments == A.Arguments; });
  }
  SmallVectorImpl<Annotation> &Into;
};

/// The parameter of \p Of that stands where number \p Index stands in \p F.
const ParmVarDecl *sameParameter(const FunctionDecl &Of, const FunctionDecl &F, unsigned Index) {
  if (Of.getNumParams() == 0)
    return nullptr;
  if (Of.getNumParams() == F.getNumParams() || Index < Of.getNumParams() - 1)
    return Of.getParamDecl(Index);
  // A pack that was expanded stands last.
  const ParmVarDecl *Last = Of.getParamDecl(Of.getNumParams() - 1);
  return Last->isParameterPack() ? Last : nullptr;
}

/// Visits every declaration whose annotations hold for \p F.
template <class Visit> void forEachFunction(const FunctionDecl &F, Visit V, unsigned Depth = 0) {
  for (const FunctionDecl *R : F.redecls())
    V(*R);
  if (const FunctionDecl *Pattern = F.getTemplateInstantiationPattern())
    for (const FunctionDecl *R : Pattern->redecls())
      V(*R);
  if (const auto *M = dyn_cast<CXXMethodDecl>(&F); M && Depth < 8)
    for (const CXXMethodDecl *O : M->overridden_methods())
      forEachFunction(*O, V, Depth + 1);
}

void collect(const Decl &D, SmallVectorImpl<Annotation> &Into) {
  Collector C(Into);
  if (const auto *F = dyn_cast<FunctionDecl>(&D)) {
    forEachFunction(*F, [&](const FunctionDecl &R) { C.add(R); });
    return;
  }
  if (const auto *P = dyn_cast<ParmVarDecl>(&D)) {
    C.add(*P);
    const auto *F = dyn_cast_or_null<FunctionDecl>(P->getDeclContext());
    unsigned Index = P->getFunctionScopeIndex();
    if (F && P->getFunctionScopeDepth() == 0 && Index < F->getNumParams())
      forEachFunction(*F, [&](const FunctionDecl &R) {
        if (const ParmVarDecl *Same = sameParameter(R, *F, Index))
          C.add(*Same);
      });
    return;
  }
  for (const Decl *R : D.redecls())
    C.add(*R);
  // A specialisation that nothing has instantiated yet has no attributes of its own.
  if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(&D);
      S && !S->hasDefinition() && !S->isExplicitSpecialization())
    for (const Decl *R : S->getSpecializedTemplate()->getTemplatedDecl()->redecls())
      C.add(*R);
}

} // namespace

ArrayRef<Annotation> Annotations::of(const Decl &D) const {
  const Decl *Key = isa<ParmVarDecl>(D) ? &D : D.getCanonicalDecl();
  auto [It, IsNew] = Cache.try_emplace(Key);
  if (!IsNew)
    return It->second ? ArrayRef<Annotation>(*It->second) : ArrayRef<Annotation>();
  List Found;
  collect(*Key, Found);
  auto AddModel = [&](ArrayRef<ModelAnnotation> Says, StringRef Model) {
    for (const ModelAnnotation &M : Says) {
      Annotation A;
      A.Kind = M.Kind;
      A.Arguments.assign(M.Arguments.begin(), M.Arguments.end());
      A.Model = Model;
      Found.push_back(std::move(A));
    }
  };
  if (const auto *F = dyn_cast<FunctionDecl>(Key)) {
    if (ModelHit<FunctionModel> Hit = Models.function(*F))
      AddModel(Hit.What->Annotations, Hit.Model);
  } else if (isa<TypeDecl>(Key)) {
    if (ModelHit<TypeModel> Hit = Models.type(*cast<NamedDecl>(Key)))
      AddModel(Hit.What->Annotations, Hit.Model);
  } else if (const auto *Field = dyn_cast<FieldDecl>(Key);
             Field && Field->getType()->isFunctionPointerType()) {
    if (ModelHit<FunctionModel> Hit = Models.member(*Field))
      AddModel(Hit.What->Annotations, Hit.Model);
  }
  // An empty list is the rule; it costs a null pointer.
  std::unique_ptr<List> Kept;
  if (!Found.empty())
    Kept = std::make_unique<List>(std::move(Found));
  ArrayRef<Annotation> Result = Kept ? ArrayRef<Annotation>(*Kept) : ArrayRef<Annotation>();
  Cache[Key] = std::move(Kept);
  return Result;
}

const Annotation *Annotations::find(const Decl &D, Spelling Kind) const {
  for (const Annotation &A : of(D))
    if (A.Kind == Kind)
      return &A;
  return nullptr;
}

TypeAnnotation Annotations::findOnType(QualType T, ArrayRef<Spelling> Kinds) const {
  auto On = [&](const NamedDecl &D) -> TypeAnnotation {
    for (const Annotation &A : of(D))
      if (is_contained(Kinds, A.Kind))
        return {&D, &A};
    return {};
  };
  SmallVector<QualType, 4> Work{T};
  // Deeper is no hierarchy that anybody wrote.
  constexpr unsigned MaxSteps = 64;
  for (unsigned Steps = 0; !Work.empty() && Steps < MaxSteps; ++Steps) {
    T = Work.pop_back_val();
    if (T.isNull() || T->isDependentType())
      continue;
    if (const auto *Reference = T->getAs<clang::ReferenceType>()) {
      Work.push_back(Reference->getPointeeType());
    } else if (const auto *Named = T->getAs<TypedefType>()) {
      if (TypeAnnotation Found = On(*Named->getDecl()))
        return Found;
      Work.push_back(Named->desugar());
    } else if (T->isPointerType()) {
      Work.push_back(T->getPointeeType());
    } else if (T->isArrayType()) {
      Work.push_back(QualType(T->getPointeeOrArrayElementType(), 0));
    } else if (const TagDecl *Tag = T->getAsTagDecl()) {
      if (TypeAnnotation Found = On(*Tag))
        return Found;
      if (const auto *Class = dyn_cast<CXXRecordDecl>(Tag); Class && Class->hasDefinition())
        for (const CXXBaseSpecifier &B : Class->bases())
          Work.push_back(B.getType());
    }
  }
  return {};
}

} // namespace ambit
