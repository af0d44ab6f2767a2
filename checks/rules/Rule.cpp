//===- Rule.cpp -----------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/Rule.h"
#include "llvm/Support/ErrorHandling.h"

using namespace llvm;

namespace ambit {

StringRef checkName(Rule R) {
  switch (R) {
  case Rule::InvalidAnnotation:
    return "ambit-invalid-annotation";
  case Rule::FalseSendClaim:
    return "ambit-false-send-claim";
  case Rule::UnsendableCrossing:
    return "ambit-unsendable-crossing";
  case Rule::CoreBoundCrossing:
    return "ambit-core-bound-crossing";
  case Rule::OffCoreAccess:
    return "ambit-off-core-access";
  case Rule::HeldAcrossAwait:
    return "ambit-held-across-await";
  case Rule::UnlockedSharedState:
    return "ambit-unlocked-shared-state";
  case Rule::WeakLock:
    return "ambit-weak-lock";
  case Rule::GuardedStateEscape:
    return "ambit-guarded-state-escape";
  case Rule::IsrUnsafeCall:
    return "ambit-isr-unsafe-call";
  case Rule::UndeclaredSharedState:
    return "ambit-undeclared-shared-state";
  case Rule::UnbalancedLock:
    return "ambit-unbalanced-lock";
  case Rule::ExpiredPhase:
    return "ambit-expired-phase";
  case Rule::StaleWaiver:
    return "ambit-stale-waiver";
  }
  llvm_unreachable("all rules have a name");
}

std::optional<Rule> parseCheckName(StringRef Name) {
  for (unsigned I = 0; I < NumRules; ++I)
    if (checkName(static_cast<Rule>(I)) == Name)
      return static_cast<Rule>(I);
  return std::nullopt;
}

StringRef textOf(Message What) {
  static const StringRef Texts[] = {
#define AMBIT_MESSAGE(Name, Text) Text,
#include "rules/Messages.def"
  };
  return Texts[static_cast<unsigned>(What)];
}

std::string phrase(Message What, ArrayRef<std::string> Arguments) {
  std::string Out;
  StringRef Text = textOf(What);
  for (size_t I = 0; I < Text.size(); ++I) {
    unsigned N = I + 1 < Text.size() ? Text[I + 1] - '0' : 10;
    if (Text[I] != '%' || N >= Arguments.size()) {
      Out += Text[I];
      continue;
    }
    ++I;
    Out += Arguments[N];
  }
  return Out;
}

} // namespace ambit
