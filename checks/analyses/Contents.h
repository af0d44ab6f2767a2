//===- Contents.h -----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is known to be in the objects of a function at its boundary calls: a
// flow analysis over assignments, moves and resets. Only objects that can
// reach a wanted call are followed.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_ANALYSES_CONTENTS_H
#define AMBIT_ANALYSES_CONTENTS_H

#include "analyses/Cargo.h"
#include "analyses/ContentScope.h"
#include "lowering/FunctionCFG.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"

namespace ambit {

class Contents {
public:
  /// Analyses \p F for the states before the calls and suspensions \p Wanted, as far as it
  /// matters to what they name and to \p Also.
  Contents(const clang::FunctionDecl &F, const clang::CFG &Graph, const TypeFacts &Facts,
           llvm::ArrayRef<const clang::Expr *> Wanted, const Roots &Also = {});

  /// The state before \p Call; null if it was not wanted or is not reached.
  const ContentState *before(const clang::Expr *Call) const;

private:
  llvm::DenseMap<const clang::Expr *, ContentState> States;
};

} // namespace ambit

#endif // AMBIT_ANALYSES_CONTENTS_H
