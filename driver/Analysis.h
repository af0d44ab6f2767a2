//===- Analysis.h -----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The first half of every verb that looks at a whole program: from a compilation database, or from
// facts files, to a solved program with its findings.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVER_ANALYSIS_H
#define AMBIT_DRIVER_ANALYSIS_H

#include "driver/Run.h"
#include "driver/UnitAnalysis.h"
#include "facts/Linker.h"
#include "llvm/Support/CommandLine.h"
#include <map>
#include <set>

namespace ambit::driver {

/// What a command line says of the units to analyse.
struct AnalysisArguments {
  explicit AnalysisArguments(llvm::cl::SubCommand &Verb);

  llvm::cl::opt<std::string> BuildDirectory;
  llvm::cl::list<std::string> Files; ///< of units, or facts files
  llvm::cl::opt<unsigned> Jobs;
  llvm::cl::opt<bool> Strict;
  llvm::cl::list<std::string> Models;
  llvm::cl::list<std::string> Extra;
  llvm::cl::opt<bool> Quiet;
  llvm::cl::opt<std::string> Cache, CacheLimit;
  llvm::cl::opt<bool> NoCache;

  /// Whether the solved program is wanted, or the findings will do.
  bool NeedsProgram = true;
};

/// What a second look at some units needs of the first at all.
struct UnitsSeen {
  Project Of;
  AnalysisOptions How;
  facts::Linker Facts; ///< of all units
  struct Unit {
    std::vector<std::string> Inputs;            ///< absolute paths
    std::vector<facts::PlacedFinding> Findings; ///< of the unit alone
  };
  std::map<std::string, Unit> Units; ///< by name
};

/// Analyses the units and what they are together.
/// \param Seen  to fill if What names no facts files, or null
/// \returns nothing if the command line or the configuration is wrong; that has been told then,
///          and the exit status is BadUsage.
std::optional<Run> analyse(AnalysisArguments &What, UnitsSeen *Seen = nullptr);

/// Whether the files on the command line are facts, by the first of them.
bool areFacts(const std::vector<std::string> &Files);

/// Says on the standard error what is wrong with models, a line each.
/// \returns whether anything is
bool tellModelErrors(const std::set<std::string> &Errors);

/// Says on the standard error which units were not understood.
void tellFailures(const Run &R);

} // namespace ambit::driver

#endif // AMBIT_DRIVER_ANALYSIS_H
