//===- Run.h ----------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a run of `ambit check` or `ambit link` has found, for all reports.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVER_RUN_H
#define AMBIT_DRIVER_RUN_H

#include "facts/Judgement.h"
#include <memory>
#include <optional>

namespace ambit::driver {

/// Exit statuses of the command.
enum ExitStatus { Clean = 0, HasFindings = 1, BadUsage = 2, Incomplete = 3 };

struct Run {
  std::string Root;                           ///< to which names of files are relative
  std::vector<facts::PlacedFinding> Findings; ///< sorted
  struct Failure {
    std::string Unit;
    std::string Why;
    bool IsPartly = false; ///< it has errors; what clang did understand was analysed
  };
  std::vector<Failure> Failures;
  size_t NumUnits = 0;
  size_t NumFromCache = 0; ///< units that were not parsed
  /// Of a program of which some contexts were known: all of them, and those that were solved.
  size_t NumContexts = 0, NumSolved = 0;

  /// The linked program and its solution, if there is one.
  std::unique_ptr<facts::LinkedProgram> Linked;
  std::unique_ptr<SolvedProgram> Solved;

  int exitStatus() const {
    if (!Failures.empty())
      return Incomplete;
    for (const facts::PlacedFinding &F : Findings)
      if (F.Suppressed.empty())
        return HasFindings;
    return Clean;
  }
};

/// Links \p Facts into \p Into and says what the rules find there.
/// \param Known  as of Solution
/// \returns nothing if the facts make no sense, which is a failure of \p Into that names their
/// unit.
std::optional<facts::Judgement> linkAndJudge(const facts::Linker &Facts, bool IsStrict, Run &Into,
                                             KnownContexts *Known = nullptr);

/// Adds \p Judged to what units found alone, which gives way to it where it is of the same rules,
/// but leaves its fixes. What comments suppress is marked.
void addJudgement(facts::Judgement Judged, Run &Into);

/// The findings and failures of \p R as bytes, without its program.
std::string toBytes(const Run &R);
/// Reads them into \p Into; comments are looked at again.
/// \returns whether \p Bytes are a run of this version. If not, nothing is read.
bool fromBytes(llvm::StringRef Bytes, Run &Into);

} // namespace ambit::driver

#endif // AMBIT_DRIVER_RUN_H
