//===- QualifiedName.cpp --------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/QualifiedName.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace llvm;

namespace ambit {

bool globMatches(StringRef Pattern, StringRef Text) {
  // Greedy with one point to come back to: linear in practice, and never recursive.
  size_t P = 0, T = 0, Star = StringRef::npos, Mark = 0;
  while (T < Text.size()) {
    if (P < Pattern.size() && Pattern[P] == '*') {
      Star = P++;
      Mark = T;
    } else if (P < Pattern.size() && Pattern[P] == Text[T]) {
      ++P;
      ++T;
    } else if (Star != StringRef::npos) {
      P = Star + 1;
      T = ++Mark;
    } else {
      return false;
    }
  }
  while (P < Pattern.size() && Pattern[P] == '*')
    ++P;
  return P == Pattern.size();
}

const IdentifierInfo *leafIdentifier(const NamedDecl &D) {
  if (const auto *C = dyn_cast<CXXConstructorDecl>(&D))
    return leafIdentifier(*C->getParent());
  if (const auto *T = dyn_cast<TagDecl>(&D))
    if (const TypedefNameDecl *Named = T->getTypedefNameForAnonDecl())
      return Named->getIdentifier();
  return D.getIdentifier();
}

static std::string leafText(const NamedDecl &D) {
  if (const IdentifierInfo *I = leafIdentifier(D))
    return I->getName().str();
  return D.getDeclName().getAsString();
}

/// The names around \p D, outermost first, and its own.
static SmallVector<std::string, 4> componentsOf(const NamedDecl &D) {
  SmallVector<std::string, 4> Names{leafText(D)};
  for (const DeclContext *C = D.getDeclContext(); C && !C->isTranslationUnit();
       C = C->getParent()) {
    if (const auto *N = dyn_cast<NamespaceDecl>(C)) {
      if (!N->isInline() && !N->isAnonymousNamespace())
        Names.push_back(N->getName().str());
    } else if (const auto *T = dyn_cast<TagDecl>(C)) {
      Names.push_back(leafText(*T));
    } else if (const auto *F = dyn_cast<FunctionDecl>(C)) {
      Names.push_back(leafText(*F));
    }
  }
  std::reverse(Names.begin(), Names.end());
  return Names;
}

std::string modelName(const NamedDecl &D) { return join(componentsOf(D), "::"); }

NamePattern::NamePattern(StringRef Pattern) { Pattern.split(Parts, "::"); }

StringRef NamePattern::leaf() const {
  if (Parts.empty() || Parts.back().contains('*'))
    return {};
  return Parts.back();
}

static bool matchFrom(ArrayRef<StringRef> Pattern, ArrayRef<std::string> Names) {
  while (!Pattern.empty()) {
    if (Pattern.front() == "**") {
      for (size_t Skip = 0; Skip <= Names.size(); ++Skip)
        if (matchFrom(Pattern.drop_front(), Names.drop_front(Skip)))
          return true;
      return false;
    }
    if (Names.empty() || !globMatches(Pattern.front(), Names.front()))
      return false;
    Pattern = Pattern.drop_front();
    Names = Names.drop_front();
  }
  return Names.empty();
}

/// The record around \p R that is a part of no other record.
static const RecordDecl *outermost(const RecordDecl &R) {
  const RecordDecl *Outer = &R;
  while (const auto *Around = dyn_cast<RecordDecl>(Outer->getDeclContext()))
    Outer = Around;
  return Outer;
}

/// Whether \p Name is a typedef for \p R, declared beside it.
static bool isTypedefOf(StringRef Name, const RecordDecl &R) {
  const ASTContext &Ctx = R.getASTContext();
  auto Known = Ctx.Idents.find(Name);
  if (Known == Ctx.Idents.end())
    return false;
  for (const NamedDecl *Found : R.getDeclContext()->lookup(Known->second))
    if (const auto *T = dyn_cast<TypedefNameDecl>(Found))
      if (const TagDecl *Tag = T->getUnderlyingType()->getAsTagDecl())
        return Tag->getCanonicalDecl() == R.getCanonicalDecl();
  return false;
}

bool NamePattern::matches(const NamedDecl &D) const {
  if (Parts.empty())
    return false;
  // Most candidates differ in the last name already.
  if (Parts.back() != "**") {
    const IdentifierInfo *Leaf = leafIdentifier(D);
    if (Leaf ? !globMatches(Parts.back(), Leaf->getName())
             : !globMatches(Parts.back(), leafText(D)))
      return false;
  }
  SmallVector<std::string, 4> Names = componentsOf(D);
  if (matchFrom(Parts, Names))
    return true;
  const auto *Field = dyn_cast<FieldDecl>(&D);
  if (!Field || Parts.size() < 2)
    return false;
  // The structure may have a tag, and be known by its typedef.
  const RecordDecl *Outer = outermost(*Field->getParent());
  size_t Depth = componentsOf(*Outer).size() - 1;
  for (StringRef Part : drop_end(Parts))
    if (Part != Names[Depth] && isTypedefOf(Part, *Outer)) {
      Names[Depth] = Part.str();
      return matchFrom(Parts, Names);
    }
  return false;
}

} // namespace ambit
