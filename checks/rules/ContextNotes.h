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

#ifndef AMBIT_RULES_CONTEXTNOTES_H
#define AMBIT_RULES_CONTEXTNOTES_H

#include "flow/SolvedProgram.h"
#include "rules/ProgramFinding.h"

namespace ambit {

class ContextNotes {
public:
  explicit ContextNotes(const SolvedProgram &P) : P(P), S(P.solution()) {}

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
  /// The variable or member that \p Object ends in; 0 if there is none.
  SymbolId symbolOf(PathId Object) const;
  /// Its name; empty if it has none.
  std::string objectName(PathId Object) const { return P.names().name(symbolOf(Object)); }
  /// \p F without quotes where it has a name, for use in a sentence that quotes.
  std::string bareFunctionName(FunctionId F) const;
  /// `reading`, `writing`.
  static std::string doing(const Access &A) { return A.IsWrite ? "writing" : "reading"; }
  /// `reads`, `writes`.
  static std::string does(const Access &A) { return A.IsWrite ? "writes" : "reads"; }

  /// How the context of \p At comes to it: the calls, innermost first, and the start.
  void addChain(NodeId At, std::vector<ProgramNote> &Notes, Flow In = Flow::Here) const;

private:
  const SolvedProgram &P;
  const Solution &S;
};

} // namespace ambit

#endif // AMBIT_RULES_CONTEXTNOTES_H
