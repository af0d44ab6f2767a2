//===- MetNames.cpp -------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/MetNames.h"
#include "model/QualifiedName.h"
#include "clang/Basic/Builtins.h"
#include "llvm/Support/Endian.h"

using namespace clang;
using namespace llvm;

namespace ambit {

/// The identifier \p Name; null if the unit has not met it.
static const IdentifierInfo *identifier(const ASTContext &Ctx, StringRef Name) {
  if (auto Known = Ctx.Idents.find(Name); Known != Ctx.Idents.end())
    return Known->second;
  // A precompiled header or a module brings its identifiers when they are asked for.
  IdentifierInfoLookup *External = Ctx.Idents.getExternalIdentifierLookup();
  return External ? External->get(Name) : nullptr;
}

bool hasMet(const ASTContext &Ctx, StringRef Name) { return identifier(Ctx, Name) != nullptr; }

/// Whether the compiler knows \p Name as a function of the C library, and nobody else does.
static bool isOnlyBuiltin(const ASTContext &Ctx, const IdentifierInfo &Name) {
  unsigned Id = Name.getBuiltinID();
  return Id && Ctx.BuiltinInfo.isPredefinedLibFunction(Id) &&
         !Ctx.BuiltinInfo.isInStdNamespace(Id) && !Name.hadMacroDefinition() &&
         Ctx.getTranslationUnitDecl()->lookup(&Name).empty();
}

/// The first four characters of \p Text as a number.
static unsigned quad(StringRef Text) {
  return support::endian::read32le(Text.take_front(4).bytes_begin());
}

void MetNames::add(StringRef Name) {
  if (!Name.contains('*'))
    return;
  auto [It, IsNew] = Patterns.try_emplace(Name, false);
  if (!IsNew)
    return;
  StringRef Begin = Name.take_until([](char C) { return C == '*'; });
  StringRef End = Name.drop_front(Name.rfind('*') + 1);
  if (Begin.size() >= 4)
    ByBegin[quad(Begin)].push_back(&*It);
  else if (End.size() >= 4)
    ByEnd[quad(End.take_back(4))].push_back(&*It);
  else
    It->second = true; // too little to look for
}

void MetNames::findPatterns() {
  IsFound = true;
  // Those of a precompiled header cannot be listed without reading them all.
  bool IsAny = Ctx.Idents.getExternalIdentifierLookup() != nullptr;
  for (auto &Entry : Patterns)
    Entry.second |= IsAny;
  if (IsAny)
    return;
  for (const auto &Identifier : Ctx.Idents) {
    StringRef Name = Identifier.getKey();
    if (Name.size() < 4)
      continue;
    for (auto [Table, Key] :
         {std::pair(&ByBegin, quad(Name)), std::pair(&ByEnd, quad(Name.take_back(4)))})
      if (auto It = Table->find(Key); It != Table->end())
        for (StringMapEntry<bool> *Pattern : It->second)
          if (!Pattern->second)
            Pattern->second = globMatches(Pattern->getKey(), Name);
  }
}

bool MetNames::hasAll(ArrayRef<StringRef> Names) {
  for (StringRef Name : Names) {
    if (Name.contains('*')) {
      if (!IsFound)
        findPatterns();
      if (!Patterns.lookup(Name))
        return false;
      continue;
    }
    const IdentifierInfo *Met = identifier(Ctx, Name);
    if (!Met || (Names.size() == 1 && isOnlyBuiltin(Ctx, *Met)))
      return false;
  }
  return true;
}

} // namespace ambit
