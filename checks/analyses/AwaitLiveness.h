//===- AwaitLiveness.h ------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a coroutine's frame keeps across each of its suspensions. From the body of
// a coroutine to the variables, captures and temporaries that are still to be used
// or destroyed after a co_await or co_yield. Says nothing of what may be kept: the
// caller tells by a type what matters.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_ANALYSES_AWAITLIVENESS_H
#define AMBIT_ANALYSES_AWAITLIVENESS_H

#include "clang/AST/ExprCXX.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <vector>

namespace ambit {

/// One thing in a frame.
struct FrameValue {
  enum Kind : uint8_t {
    Variable, ///< a local variable or a structured binding
    Parameter,
    Capture, ///< of the closure that the coroutine is called on
    This,
    Range, ///< what a range-for goes through, as far as it is no variable
    Temporary,
    Awaiter, ///< what the co_await waits for
  };
  Kind What = Variable;
  clang::QualType Type; ///< a reference type if the frame refers to an object elsewhere
  const clang::ValueDecl *Name = nullptr; ///< of a variable, parameter or capture
  const clang::VarDecl *Holder = nullptr; ///< the variable itself, where a binding gives the name
  const clang::Expr *Made = nullptr;      ///< what makes a temporary, or starts a variable
  clang::SourceLocation From;             ///< from where on it lives
  bool IsDestroyed = false;               ///< it lives until it is destroyed, used or not
  clang::SourceLocation NextUse;          ///< after the suspension, of what is not
};

struct Suspension {
  const clang::CoroutineSuspendExpr *At;
  llvm::SmallVector<FrameValue, 2> Live; ///< in order of declaration
};

/// The suspensions of \p F at which the frame keeps something.
/// \p Matters  whether the caller wants to know of values of a type, which is a reference
///             type for what lies outside of the frame; with the initialiser of a variable
/// \p IsAsked  whether it wants to know of a suspension
/// \p Graph  gives the CFG of \p F, asked for only if something has to be followed; it may
///           give null
std::vector<Suspension>
liveAcrossAwaits(const clang::FunctionDecl &F,
                 llvm::function_ref<bool(clang::QualType, const clang::Expr *)> Matters,
                 llvm::function_ref<bool(const clang::CoroutineSuspendExpr &)> IsAsked,
                 llvm::function_ref<const clang::CFG *()> Graph);

} // namespace ambit

#endif // AMBIT_ANALYSES_AWAITLIVENESS_H
