//===- Symbols.h ------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The numbers by which a program without AST refers to declarations and places
// of this unit.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_LOWERING_SYMBOLS_H
#define AMBIT_LOWERING_SYMBOLS_H

#include "program/Program.h"
#include "clang/AST/Decl.h"

namespace ambit {

class Symbols {
public:
  Symbols() : Declarations(1, nullptr), Places(1) {}

  SymbolId of(const clang::NamedDecl &D) {
    const auto *Key = llvm::cast<clang::NamedDecl>(D.getCanonicalDecl());
    auto [It, IsNew] = Known.try_emplace(Key, static_cast<SymbolId>(Declarations.size()));
    if (IsNew)
      Declarations.push_back(Key);
    return It->second;
  }
  size_t size() const { return Declarations.size(); }
  const clang::NamedDecl *declaration(SymbolId S) const { return Declarations[S]; }

  PlaceId place(clang::SourceLocation L) {
    if (L.isInvalid())
      return 0;
    auto [It, IsNew] = KnownPlaces.try_emplace(L.getRawEncoding(), Places.size());
    if (IsNew)
      Places.push_back(L);
    return It->second;
  }
  clang::SourceLocation location(PlaceId P) const { return Places[P]; }

private:
  std::vector<const clang::NamedDecl *> Declarations;
  llvm::DenseMap<const clang::NamedDecl *, SymbolId> Known;
  std::vector<clang::SourceLocation> Places;
  llvm::DenseMap<unsigned, PlaceId> KnownPlaces;
};

} // namespace ambit

#endif // AMBIT_LOWERING_SYMBOLS_H
