//===- ContentScope.h -------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the analysis of contents has to follow in a function: the variables
// that can reach a wanted call, and the expressions that move something out.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_ANALYSES_CONTENTSCOPE_H
#define AMBIT_ANALYSES_CONTENTSCOPE_H

#include "clang/AST/Expr.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"

namespace ambit {

/// Variables; null stands for `this`.
using Roots = llvm::DenseSet<const clang::ValueDecl *>;

/// The variables whose contents can matter to the calls \p Wanted: those named there, those
/// in \p Also and, backwards through assignments, those named in what they are given.
Roots relevantRoots(const clang::CFG &Graph, llvm::ArrayRef<const clang::Expr *> Wanted,
                    const Roots &Also = {});

/// The outermost calls of every expression in \p Body, and of what is awaited in one. What
/// they move out of is gone when they are done, and not before: their own arguments are still
/// to be looked at.
llvm::DenseSet<const clang::Stmt *> outerCalls(const clang::Stmt &Body);

/// The arguments in \p Done that are moved from.
llvm::SmallVector<const clang::Expr *, 2> movesIn(const clang::Stmt &Done);

} // namespace ambit

#endif // AMBIT_ANALYSES_CONTENTSCOPE_H
