//===- Suspension.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/Suspension.h"

using namespace clang;

namespace ambit {

bool maySuspend(const CoroutineSuspendExpr &) { return true; }

const Annotation *resumesElsewhere(const FunctionDecl &, const CoroutineSuspendExpr &,
                                   const Annotations &) {
  return nullptr;
}

} // namespace ambit
