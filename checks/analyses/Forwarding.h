//===- Forwarding.h ---------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which parameters of an instantiated template end up at a boundary inside it,
// so that a wrapper is reported where a user calls it.
// vector<thread>::emplace_back is one.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_ANALYSES_FORWARDING_H
#define AMBIT_ANALYSES_FORWARDING_H

#include "analyses/Waivers.h"
#include "model/Boundary.h"

namespace ambit {

class Forwarding {
public:
  Forwarding(const Boundaries &Where, Waivers &Waived) : Where(Where), Waived(Waived) {}

  /// What a call of \p F hands across through the calls in its body, in terms of its own
  /// parameters. Null if nothing, or if \p F is not an instantiation with a body.
  const CallBoundary *of(const clang::FunctionDecl &F) { return of(F, 0); }

private:
  friend class ForwardingVisitor;
  const CallBoundary *of(const clang::FunctionDecl &F, unsigned Depth);

  const Boundaries &Where;
  Waivers &Waived;
  llvm::DenseMap<const clang::FunctionDecl *, std::unique_ptr<CallBoundary>> Cache;
};

} // namespace ambit

#endif // AMBIT_ANALYSES_FORWARDING_H
