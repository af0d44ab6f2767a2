//===- BaselineCommand.cpp ------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `ambit baseline write FILE` and `ambit baseline check FILE`.
//
//===----------------------------------------------------------------------===//

#include "driver/Analysis.h"
#include "driver/Baseline.h"
#include "driver/Commands.h"
#include "driver/OutputFile.h"
#include "driver/Progress.h"
#include "driver/reports/Reports.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace ambit::driver {
namespace {

cl::SubCommand BaselineVerb("baseline",
                            "write: keep what is found as known; check: report what is new");
cl::opt<std::string> Action(cl::Positional, cl::desc("write|check"), cl::sub(BaselineVerb));
cl::opt<std::string> BaselineFile(cl::Positional, cl::desc("FILE"), cl::sub(BaselineVerb));
AnalysisArguments What(BaselineVerb);

int run() {
  bool IsWrite = Action == "write";
  if ((!IsWrite && Action != "check") || BaselineFile.empty())
    return usageError("say `ambit baseline write FILE` or `ambit baseline check FILE`");
  What.NeedsProgram = false;
  std::optional<Run> R = analyse(What);
  if (!R)
    return BadUsage;
  if (IsWrite) {
    // A baseline of a half would make the other half new later.
    tellFailures(*R);
    if (!R->Failures.empty())
      return Incomplete;
    SourceText Sources(R->Root);
    std::string Text;
    raw_string_ostream Out(Text);
    writeBaseline(*R, Sources, Out);
    if (Error E = writeWhole(BaselineFile, Text))
      return usageError(toString(std::move(E)));
    if (!What.Quiet)
      tellSummary(*R);
    return Clean;
  }
  if (Error E = applyBaseline(BaselineFile, *R))
    return usageError(toString(std::move(E)));
  SourceText Sources(R->Root);
  writeText(*R, Sources, outs());
  outs().flush();
  tellFailures(*R);
  if (!What.Quiet)
    tellSummary(*R);
  return R->exitStatus();
}

} // namespace

Command baselineCommand() { return {BaselineVerb, run}; }

} // namespace ambit::driver
