//===- Suspension.h ---------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a co_await or co_yield does: whether the coroutine can be suspended there at
// all, and whether it may then be resumed on another thread or core.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_MODEL_SUSPENSION_H
#define AMBIT_MODEL_SUSPENSION_H

#include "model/Annotation.h"
#include "clang/AST/ExprCXX.h"

namespace ambit {

/// Whether \p E can suspend its coroutine: not if `await_ready` is constantly true, or
/// `await_suspend` constantly false.
bool maySuspend(const clang::CoroutineSuspendExpr &E);

/// What says that a frame may be resumed on another thread or core.
struct Resumption {
  const Annotation *Said = nullptr;
  const clang::NamedDecl *Subject = nullptr; ///< the type it is said of
};

/// What says that \p F, suspended at \p E, may be resumed on another thread or core: the
/// annotation of the coroutine's type, of its promise, of what it awaits, or of the awaiter,
/// or of a base of these; nothing if no one says it.
std::optional<Resumption> resumesElsewhere(const clang::FunctionDecl &F,
                                           const clang::CoroutineSuspendExpr &E,
                                           const Annotations &Said);

} // namespace ambit

#endif // AMBIT_MODEL_SUSPENSION_H
