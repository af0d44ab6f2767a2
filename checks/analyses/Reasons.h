//===- Reasons.h ------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Turns the reason of a type fact into the notes of a finding.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_ANALYSES_REASONS_H
#define AMBIT_ANALYSES_REASONS_H

#include "analyses/Finding.h"
#include "model/TypeFacts.h"

namespace ambit {

/// `core-bound`, `thread-bound`, `not send`, `not sync`: what a reason says of a type.
std::string adjectiveOf(const FactReason &Reason);

/// The same before a noun: `core-bound`, `non-send`.
std::string attributiveOf(const FactReason &Reason);

/// Whether the last type was declared to be bound to its thread.
bool isDeclaredThreadBound(const FactReason &Reason);

/// Drops pointers and references from the front of \p Reason; returns the type it is then
/// about, \p T if there was none.
clang::QualType behindPointers(FactReason &Reason, clang::QualType T);

/// Adds a note for each step and one for the cause. \p Fallback is used where a step has
/// no place of its own.
void addReason(const FactReason &Reason, clang::SourceLocation Fallback,
               llvm::SmallVectorImpl<Note> &Notes);

} // namespace ambit

#endif // AMBIT_ANALYSES_REASONS_H
