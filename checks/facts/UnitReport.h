//===- UnitReport.h ---------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the analysis of a unit says besides its facts: its own findings, and how much of it
// was understood. In the facts file, so that a step of a build has one output.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FACTS_UNITREPORT_H
#define AMBIT_FACTS_UNITREPORT_H

#include "facts/PlacedFinding.h"

namespace ambit::facts {

namespace wire {
class Report;
} // namespace wire

struct UnitReport {
  std::string Unit; ///< its name
  enum Outcome : uint8_t {
    Understood,
    HasErrors, ///< what was understood is in the facts
    Failed,    ///< nothing is known of it
  };
  Outcome How = Understood;
  std::string Why; ///< the first error
  std::vector<PlacedFinding> Findings;
};

/// The bytes of a facts file like \p Facts, which holds one unit, with \p R in it. No bytes stand
/// for the facts of a unit of which nothing is known.
llvm::Expected<std::string> withReport(llvm::StringRef Facts, const UnitReport &R);

/// All but the name.
llvm::Error readReport(const wire::Report &From, UnitReport &Into);

} // namespace ambit::facts

#endif // AMBIT_FACTS_UNITREPORT_H
