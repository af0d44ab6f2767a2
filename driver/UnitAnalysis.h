//===- UnitAnalysis.h -------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One parse of a unit for its findings and its facts.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVER_UNITANALYSIS_H
#define AMBIT_DRIVER_UNITANALYSIS_H

#include "driver/CompileCommands.h"
#include "facts/PlacedFinding.h"

namespace ambit::driver {

struct AnalysisOptions {
  bool IsStrict = false;
  std::vector<std::string> Models; ///< paths of the user's models
};

struct UnitResult {
  enum Outcome : uint8_t {
    Analysed,
    HasErrors, ///< clang did not understand all of it; what it did is here
    Failed,    ///< nothing is known: it could not be read, or the analysis died
  };
  Outcome How = Failed;
  std::string Why;                 ///< the first error, with its place
  std::vector<std::string> Inputs; ///< the files that were read, absolute
  std::vector<std::string> ModelErrors;
  std::vector<facts::PlacedFinding> Findings; ///< of the unit alone
  std::string Facts;                          ///< the bytes of its facts file
};

/// A result as bytes, for another process or the cache.
std::string toBytes(const UnitResult &R);
/// \returns an error if \p Bytes are no result of this version.
llvm::Expected<UnitResult> fromBytes(llvm::StringRef Bytes);

/// Parses \p U and analyses it.
UnitResult analyseUnit(const UnitCommand &U, llvm::StringRef Root, const AnalysisOptions &Options);

} // namespace ambit::driver

#endif // AMBIT_DRIVER_UNITANALYSIS_H
