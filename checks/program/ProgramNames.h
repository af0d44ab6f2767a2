//===- ProgramNames.h -------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the numbers of a program stand for, as far as messages and order need it. A unit
// answers from its AST, a linked program from what its units have written down.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PROGRAM_PROGRAMNAMES_H
#define AMBIT_PROGRAM_PROGRAMNAMES_H

#include "program/Context.h"
#include <string>

namespace ambit {

/// The line a user would look at.
struct SourceLine {
  uint32_t File = 0;
  uint32_t Line = 0; ///< from 1; 0 is no place

  bool operator<(const SourceLine &O) const {
    return std::tie(File, Line) < std::tie(O.File, O.Line);
  }
};

class ProgramNames {
public:
  virtual ~ProgramNames() = default;

  /// The name of \p S alone; empty if it has none.
  virtual std::string name(SymbolId S) const = 0;
  /// The name of \p S in a sentence: a class with its scope and template arguments.
  virtual std::string nameInSentence(SymbolId S) const = 0;
  virtual bool isLambda(SymbolId S) const = 0;
  /// Whether \p S takes no part in inference: its type has rules of its own.
  virtual bool isExempt(SymbolId S) const = 0;
  virtual PlaceId declaredAt(SymbolId S) const = 0;

  /// Whether \p A comes before \p B; a total order of the places of a program.
  virtual bool isBefore(PlaceId A, PlaceId B) const = 0;
  virtual SourceLine line(PlaceId P) const = 0;
  /// Two places are one for a user if a macro alone separates them.
  virtual uint64_t userPlace(PlaceId P) const = 0;
  /// Whether \p P is in code that users cannot change.
  virtual bool isInSystemHeader(PlaceId P) const = 0;
};

} // namespace ambit

#endif // AMBIT_PROGRAM_PROGRAMNAMES_H
