//===- CheckCommand.cpp ---------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `ambit check`: parses every unit once, for its findings and its facts; links the facts;
// tells what was found.
//
//===----------------------------------------------------------------------===//

#include "driver/Analysis.h"
#include "driver/Baseline.h"
#include "driver/Commands.h"
#include "driver/Progress.h"
#include "driver/ReportOptions.h"

using namespace llvm;

namespace ambit::driver {
namespace {

cl::SubCommand Check("check", "analyse the units of a compilation database, alone and linked");
AnalysisArguments What(Check);
ReportOptions Reports(Check);
cl::opt<std::string> BaselineFile("baseline", cl::desc("Report only what this file does not have"),
                                  cl::value_desc("file"), cl::sub(Check));

int run() {
  What.NeedsProgram = Reports.needProgram();
  std::optional<Run> R = analyse(What);
  if (!R)
    return BadUsage;
  if (!BaselineFile.empty())
    if (Error E = applyBaseline(BaselineFile, *R))
      return usageError(toString(std::move(E)));
  int Status = Reports.write(*R);
  tellFailures(*R);
  if (!What.Quiet)
    tellSummary(*R);
  return Status;
}

} // namespace

Command checkCommand() { return {Check, run}; }

} // namespace ambit::driver
