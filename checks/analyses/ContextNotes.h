//===- ContextNotes.h -------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names contexts, locks and objects of a solved program in messages, and says by
// which calls a context comes to a place.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_ANALYSES_CONTEXTNOTES_H
#define AMBIT_ANALYSES_CONTEXTNOTES_H

#include "analyses/Finding.h"
#include "lowering/UnitProgram.h"

namespace ambit {

class ContextNotes {
public:
  explicit ContextNotes(UnitProgram &P) : P(P), S(P.solution()) {}

  /// The context of \p N: `'uart0_isr'`.
  std::string nameOf(const Context &C) const;
  /// The function \p F in quotes.
  std::string functionName(FunctionId F) const;
  /// `, at interrupt level 3`, or nothing.
  std::string levelOf(const Context &C) const;
  /// The lock: `lock 'm'`, `the interrupt mask`.
  std::string lockName(const Held &L) const;
  /// Its name alone, without quotes.
  std::string lockText(PathId Lock) const;
  /// The variable or member that \p Object ends in; null if it has no name.
  const clang::NamedDecl *objectName(PathId Object) const;
  /// `reading`, `writing`.
  static std::string doing(const Access &A) { return A.IsWrite ? "writing" : "reading"; }
  /// `reads`, `writes`.
  static std::string does(const Access &A) { return A.IsWrite ? "writes" : "reads"; }

  /// How the context of \p At comes to it: the calls, innermost first, and the start.
  void addChain(NodeId At, llvm::SmallVectorImpl<Note> &Notes) const;

  clang::SourceLocation location(PlaceId Place) const { return P.names().location(Place); }

private:
  UnitProgram &P;
  const Solution &S;
};

} // namespace ambit

#endif // AMBIT_ANALYSES_CONTEXTNOTES_H
