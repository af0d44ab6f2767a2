//===- ProvedAnnotations.h --------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which annotations a solved program obeys already: what it takes all units to know, and what
// one unit alone could be told. Strict mode reports the missing ones, `ambit annotate` writes them.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_RULES_PROVEDANNOTATIONS_H
#define AMBIT_RULES_PROVEDANNOTATIONS_H

#include "flow/SolvedProgram.h"
#include "rules/Rule.h"

namespace ambit {

/// An annotation on a variable, member or function that holds and that nobody has written.
struct ProvedAnnotation {
  enum Kind : uint8_t {
    SharedBy,  ///< AMBIT_ISR_SHARED_BY(Lock)
    GuardedBy, ///< AMBIT_GUARDED_BY(Lock)
    Requires,  ///< AMBIT_REQUIRES(Lock)
    Isr,       ///< AMBIT_ISR, or AMBIT_ISR_AT(Number)
    RunsOn,    ///< AMBIT_RUNS_ON(Number)
  };
  Kind What = SharedBy;
  SymbolId Of = 0;
  /// As it is named where Of is declared; what follows its parameter if Parameter says which.
  std::string Lock;
  SymbolId LockRoot = 0; ///< what the first word of Lock is declared as; 0 for the interrupt mask
  int Parameter = -1;    ///< counted from 1; 0 is `this`, which goes without saying
  std::optional<int64_t> Number;
  PlaceId SeenAt = 0; ///< the first place that shows it
  Message Why = Message::SharedUndeclared;
  std::vector<std::string> Arguments; ///< of Why
};

/// Of variables and members that handlers or several threads touch, each time under one lock
/// where it matters. \p Conflicts are those of \p P: what is in one is left out.
std::vector<ProvedAnnotation> provedSharing(const SolvedProgram &P,
                                            llvm::ArrayRef<Conflict> Conflicts);

/// All of them, in the order of their declarations.
std::vector<ProvedAnnotation> provedAnnotations(const SolvedProgram &P,
                                                llvm::ArrayRef<Conflict> Conflicts);

} // namespace ambit

#endif // AMBIT_RULES_PROVEDANNOTATIONS_H
