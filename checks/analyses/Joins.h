//===- Joins.h --------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whether a started thread is joined on every path before anybody else touches
// what it was given. Such a thread borrows its objects; it does not share
// them.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_ANALYSES_JOINS_H
#define AMBIT_ANALYSES_JOINS_H

#include "analyses/UnitIndex.h"
#include "clang/Analysis/CFG.h"

namespace ambit {

class Joins {
public:
  Joins(const Boundaries &Where, const ModelIndex &Models) : Where(Where), Models(Models) {}

  /// Whether the thread that \p Start starts, whose handle \p B selects, has ended on every
  /// path through \p Graph before the function uses one of \p Objects or returns.
  /// \p Objects  the variables given to the thread; null stands for `this`
  /// \p EachIsOther  a loop that starts several gives each an object of its own
  bool isOrdered(const clang::FunctionDecl &F, const clang::CFG &Graph, const clang::Expr &Start,
                 const CallBoundary &B, llvm::ArrayRef<const clang::ValueDecl *> Objects,
                 bool EachIsOther) const;

private:
  const Boundaries &Where;
  const ModelIndex &Models;
};

} // namespace ambit

#endif // AMBIT_ANALYSES_JOINS_H
