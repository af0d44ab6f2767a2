//===- Rule.h ---------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The names of the checks, and the sentences that users read.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_RULES_RULE_H
#define AMBIT_RULES_RULE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace ambit {

/// One check.
enum class Rule : uint8_t {
  InvalidAnnotation,
  FalseSendClaim,
  UnsendableCrossing,
  CoreBoundCrossing,
  OffCoreAccess,
  HeldAcrossAwait,
  UnlockedSharedState,
  WeakLock,
  GuardedStateEscape,
  IsrUnsafeCall,
  UndeclaredSharedState,
  UnbalancedLock,
  ExpiredPhase,
  StaleWaiver,
};
constexpr unsigned NumRules = 14;

/// `ambit-invalid-annotation`, ...
llvm::StringRef checkName(Rule R);

/// The rule that \p Name names; nothing if it names none.
std::optional<Rule> parseCheckName(llvm::StringRef Name);

enum class Message : uint16_t {
#define AMBIT_MESSAGE(Name, Text) Name,
#include "rules/Messages.def"
};

/// The sentence for \p What with %0, %1, ... in it.
llvm::StringRef textOf(Message What);

/// The sentence for \p What with \p Arguments in their places.
std::string phrase(Message What, llvm::ArrayRef<std::string> Arguments);

} // namespace ambit

#endif // AMBIT_RULES_RULE_H
