//===- MetNames.h -----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which names a unit has met, without a walk: its table of identifiers knows.
// A model's entry whose names the unit never met is not even read.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_MODEL_METNAMES_H
#define AMBIT_MODEL_METNAMES_H

#include "clang/AST/ASTContext.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"

namespace ambit {

/// Whether the source of \p Ctx, or a precompiled header or module of it, has the identifier
/// \p Name somewhere.
bool hasMet(const clang::ASTContext &Ctx, llvm::StringRef Name);

/// The same of the names by which models' entries are found.
class MetNames {
public:
  explicit MetNames(const clang::ASTContext &Ctx) : Ctx(Ctx) {}

  /// \p Name is an identifier, or a pattern of one with `*`.
  void add(llvm::StringRef Name);

  /// Whether the unit has met all of \p Names, which have been added. One that only the
  /// compiler knows, as a function of the C library that the unit never declares, is not met.
  bool hasAll(llvm::ArrayRef<llvm::StringRef> Names);

private:
  void findPatterns();

  const clang::ASTContext &Ctx;
  /// Patterns by the four characters that they begin or end with, and whether they were met.
  llvm::DenseMap<unsigned, llvm::SmallVector<llvm::StringMapEntry<bool> *, 2>> ByBegin, ByEnd;
  llvm::StringMap<bool> Patterns;
  bool IsFound = false;
};

} // namespace ambit

#endif // AMBIT_MODEL_METNAMES_H
