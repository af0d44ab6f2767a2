//===- AnnotationNames.cpp ------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/AnnotationNames.h"
#include "model/IntegerText.h"
#include "model/Spelling.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace llvm;

namespace ambit {

//===----------------------------------------------------------------------===//
// Scopes
//===----------------------------------------------------------------------===//

/// What a word means that \p Found declare: an object or function hides the tag of a type, so that
/// `struct gate gate;` is the variable.
template <typename Range> static const NamedDecl *ordinaryFirst(const Range &Found) {
  const NamedDecl *First = nullptr;
  for (const NamedDecl *N : Found) {
    if (!isa<TagDecl>(N))
      return N;
    if (!First)
      First = N;
  }
  return First;
}

static const NamedDecl *lookupIn(const DeclContext &Context, StringRef Name, bool &MayBeHidden) {
  ASTContext &Ctx = Context.getParentASTContext();
  auto Known = Ctx.Idents.find(Name);
  if (Known == Ctx.Idents.end())
    return nullptr;
  DeclarationName Wanted(Known->second);
  if (Context.isFunctionOrMethod()) {
    SmallVector<const NamedDecl *, 2> Found;
    for (const Decl *D : Context.decls())
      if (const auto *N = dyn_cast<NamedDecl>(D); N && N->getDeclName() == Wanted)
        Found.push_back(N);
    return ordinaryFirst(Found);
  }
  if (const NamedDecl *N = ordinaryFirst(Context.getRedeclContext()->lookup(Wanted)))
    return N;
  if (const auto *Class = dyn_cast<CXXRecordDecl>(&Context); Class && Class->hasDefinition()) {
    for (const CXXBaseSpecifier &Base : Class->bases()) {
      const auto *BaseClass = Base.getType()->getAsCXXRecordDecl();
      if (!BaseClass) {
        MayBeHidden = true;
        continue;
      }
      if (const NamedDecl *N = lookupIn(*BaseClass, Name, MayBeHidden))
        return N;
    }
  }
  if (Context.isNamespace() || Context.isTranslationUnit())
    for (const UsingDirectiveDecl *U : Context.using_directives())
      if (const NamespaceDecl *N = U->getNominatedNamespace(); N && N != &Context) {
        if (const NamedDecl *InUsed = ordinaryFirst(N->lookup(Wanted)))
          return InUsed;
      }
  return nullptr;
}

static const NamedDecl *amongTemplateParameters(const Decl &D, StringRef Name) {
  const TemplateParameterList *Parameters = D.getDescribedTemplateParams();
  if (!Parameters)
    return nullptr;
  for (const NamedDecl *P : *Parameters)
    if (P->getIdentifier() && P->getName() == Name)
      return P;
  return nullptr;
}

static const NamedDecl *amongParameters(const FunctionDecl &F, StringRef Name) {
  for (const ParmVarDecl *P : F.parameters())
    if (P->getIdentifier() && P->getName() == Name)
      return P;
  return nullptr;
}

/// The parameters that a function pointer's type declares.
static const NamedDecl *amongPointerParameters(const Decl &D, StringRef Name) {
  const auto *V = dyn_cast<DeclaratorDecl>(&D);
  if (!V || !V->getTypeSourceInfo())
    return nullptr;
  for (TypeLoc Loc = V->getTypeSourceInfo()->getTypeLoc(); Loc; Loc = Loc.getNextTypeLoc())
    if (auto Function = Loc.getAs<FunctionProtoTypeLoc>()) {
      for (const ParmVarDecl *P : Function.getParams())
        if (P && P->getIdentifier() && P->getName() == Name)
          return P;
      return nullptr;
    }
  return nullptr;
}

/// \p First in the scopes around \p Site, innermost first.
static const NamedDecl *lookupOutward(const Decl &Site, StringRef First, bool &MayBeHidden) {
  if (const auto *F = dyn_cast<FunctionDecl>(&Site))
    for (const FunctionDecl *R : F->redecls())
      if (const NamedDecl *N = amongParameters(*R, First))
        return N;
  if (isa<ParmVarDecl>(Site))
    if (const auto *F = dyn_cast<FunctionDecl>(Site.getDeclContext()))
      if (const NamedDecl *N = amongParameters(*F, First))
        return N;
  if (const NamedDecl *N = amongPointerParameters(Site, First))
    return N;
  if (const NamedDecl *N = amongTemplateParameters(Site, First))
    return N;
  const DeclContext *Context = dyn_cast<DeclContext>(&Site);
  for (Context = Context ? Context : Site.getDeclContext(); Context;
       Context = Context->getParent()) {
    if (const NamedDecl *N = lookupIn(*Context, First, MayBeHidden))
      return N;
    if (const NamedDecl *N = amongTemplateParameters(*cast<Decl>(Context), First))
      return N;
    if (const auto *F = dyn_cast<FunctionDecl>(Context))
      if (const NamedDecl *N = amongParameters(*F, First))
        return N;
    if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(Context))
      if (const NamedDecl *N =
              amongTemplateParameters(*S->getSpecializedTemplate()->getTemplatedDecl(), First))
        return N;
  }
  // A friend's semantic context is not where it is written.
  if (Site.getLexicalDeclContext() != Site.getDeclContext())
    for (const DeclContext *C = Site.getLexicalDeclContext(); C; C = C->getParent())
      if (const NamedDecl *N = lookupIn(*C, First, MayBeHidden))
        return N;
  return nullptr;
}

const NamedDecl *NameScope::lookup(StringRef Name, bool &MayBeHidden) const {
  bool IsGlobal = Name.consume_front("::");
  auto [First, Rest] = Name.split("::");
  First = First.trim();
  const NamedDecl *Found =
      IsGlobal ? lookupIn(*Site.getASTContext().getTranslationUnitDecl(), First, MayBeHidden)
               : lookupOutward(Site, First, MayBeHidden);
  while (Found && !Rest.empty()) {
    StringRef Next;
    std::tie(Next, Rest) = Rest.split("::");
    const DeclContext *Inside = nullptr;
    if (const auto *N = dyn_cast<NamespaceDecl>(Found))
      Inside = N;
    else if (const auto *A = dyn_cast<NamespaceAliasDecl>(Found))
      Inside = A->getNamespace();
    else if (const auto *Tag = dyn_cast<TagDecl>(Found))
      Inside = Tag->getDefinition() ? Tag->getDefinition() : Tag;
    else if (const auto *Typedef = dyn_cast<TypedefNameDecl>(Found))
      Inside = Typedef->getUnderlyingType()->getAsTagDecl();
    if (!Inside) {
      MayBeHidden = true; // a template's member, or the like
      return nullptr;
    }
    Found = lookupIn(*Inside, Next.trim(), MayBeHidden);
  }
  return Found;
}

std::string NameScope::nearestName(StringRef Name) const {
  SmallVector<StringRef, 64> Candidates;
  constexpr unsigned Enough = 20000;
  auto Add = [&](const NamedDecl *D) {
    if (D->getIdentifier() && Candidates.size() < Enough)
      Candidates.push_back(D->getName());
  };
  const auto *F =
      dyn_cast<FunctionDecl>(isa<ParmVarDecl>(Site) ? cast<Decl>(Site.getDeclContext()) : &Site);
  if (F)
    for (const ParmVarDecl *P : F->parameters())
      if (P != &Site)
        Add(P);
  const DeclContext *Context = dyn_cast<DeclContext>(&Site);
  for (Context = Context ? Context : Site.getDeclContext(); Context; Context = Context->getParent())
    for (const Decl *D : Context->decls()) {
      if (const auto *E = dyn_cast<EnumDecl>(D); E && !E->isScoped())
        for (const EnumConstantDecl *K : E->enumerators())
          Add(K);
      if (isa<FieldDecl, VarDecl>(D))
        Add(cast<NamedDecl>(D));
    }
  return nearest(Name, Candidates).str();
}

//===----------------------------------------------------------------------===//
// Lock expressions
//===----------------------------------------------------------------------===//

static bool isNameChar(char C) { return isAlnum(C) || C == '_' || C == '$' || C == ':'; }

/// The record whose members `.` and `->` name, if the type tells.
static const RecordDecl *recordOf(QualType T) {
  for (T = T.getNonReferenceType();;) {
    if (const auto *P = T->getAs<clang::PointerType>())
      T = P->getPointeeType();
    else if (const clang::ArrayType *A = T->getAsArrayTypeUnsafe())
      T = A->getElementType();
    else if (const auto *F = T->getAs<clang::FunctionType>())
      T = F->getReturnType().getNonReferenceType();
    else
      break;
  }
  const RecordDecl *R = T->getAsRecordDecl();
  return R ? R->getDefinition() : nullptr;
}

NameCheck checkLockName(StringRef Text, const Decl &Site) {
  NameCheck Check;
  auto BeUnknown = [&] {
    Check.Status = NameStatus::Unknown;
    return Check;
  };
  StringRef Rest = Text.trim();
  // Wrappers that change nothing about which names there are.
  while (Rest.consume_front("&") || Rest.consume_front("*") || Rest.consume_front("!") ||
         Rest.consume_front("("))
    Rest = Rest.ltrim();
  NameScope Scope(Site);
  const RecordDecl *Inside = nullptr;
  for (bool IsFirst = true;; IsFirst = false) {
    StringRef Name = Rest.take_while(isNameChar);
    Rest = Rest.drop_front(Name.size()).ltrim();
    if (Name.empty() || isDigit(Name.front()))
      return BeUnknown();
    const NamedDecl *Found = nullptr;
    bool MayBeHidden = false;
    bool IsThis = IsFirst && Name == "this";
    if (IsFirst && Name == "irq" && Rest.empty())
      return Check;
    if (IsThis) {
      if (const auto *R = dyn_cast<RecordDecl>(Site.getDeclContext()))
        Inside = R->getDefinition();
    } else {
      if (IsFirst)
        Found = Scope.lookup(Name, MayBeHidden);
      else if (Inside)
        Found = lookupIn(*Inside, Name, MayBeHidden);
      else
        MayBeHidden = true;
      if (!Found && !MayBeHidden) {
        Check.Status = NameStatus::Unresolved;
        Check.Name = Name.str();
        if (IsFirst)
          Check.Suggestion = Scope.nearestName(Name);
        return Check;
      }
      const auto *V = dyn_cast_or_null<ValueDecl>(Found);
      Inside = V ? recordOf(V->getType()) : nullptr;
    }
    while (Rest.starts_with("(") || Rest.starts_with("["))
      if (!skipBrackets(Rest))
        return BeUnknown();
    Rest = Rest.ltrim(") ");
    if (!Rest.consume_front("->") && !Rest.consume_front(".")) {
      if (!Rest.empty())
        Check.Status = NameStatus::Unknown;
      return Check;
    }
    Rest = Rest.ltrim();
  }
}

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

namespace {

/// Gives IntegerText the values of names, and keeps the first that means nothing.
struct ConstantNames {
  const NameScope &Scope;
  std::string FirstUnresolved;

  std::optional<int64_t> operator()(StringRef Word) {
    bool MayBeHidden = false;
    const NamedDecl *D = Scope.lookup(Word, MayBeHidden);
    if (const auto *U = dyn_cast_or_null<UsingShadowDecl>(D))
      D = U->getTargetDecl();
    if (const auto *E = dyn_cast_or_null<EnumConstantDecl>(D))
      return E->getInitVal().tryExtValue();
    if (const auto *V = dyn_cast_or_null<VarDecl>(D)) {
      const Expr *Init = V->getAnyInitializer();
      if (V->getType().isConstQualified() && Init && !Init->isValueDependent() &&
          V->getType()->isIntegralOrEnumerationType())
        if (const APValue *Value = V->evaluateValue(); Value && Value->isInt())
          return Value->getInt().tryExtValue();
    }
    if (!D && !MayBeHidden && FirstUnresolved.empty())
      FirstUnresolved = Word.str();
    return std::nullopt;
  }
};

} // namespace

std::optional<int64_t> evaluateInteger(StringRef Text, const Decl &Site) {
  NameScope Scope(Site);
  ConstantNames Names{Scope, {}};
  return evaluateIntegerText(Text, std::ref(Names));
}

NameCheck checkConstantName(StringRef Text, const Decl &Site) {
  NameCheck Check;
  NameScope Scope(Site);
  ConstantNames Names{Scope, {}};
  if (evaluateIntegerText(Text, std::ref(Names)))
    return Check;
  Check.Status = NameStatus::Unknown;
  if (!Names.FirstUnresolved.empty()) {
    Check.Status = NameStatus::Unresolved;
    Check.Name = Names.FirstUnresolved;
    Check.Suggestion = Scope.nearestName(Check.Name);
  }
  return Check;
}

} // namespace ambit
