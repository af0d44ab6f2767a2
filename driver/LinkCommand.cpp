//===- LinkCommand.cpp ----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `ambit link`: the second half of `ambit check`, of units that were analysed elsewhere.
//
//===----------------------------------------------------------------------===//

#include "driver/Analysis.h"
#include "driver/Commands.h"
#include "driver/CompileCommands.h"
#include "driver/FactsInput.h"
#include "driver/Progress.h"
#include "driver/ReportOptions.h"
#include "driver/Run.h"

using namespace llvm;

namespace ambit::driver {
namespace {

cl::SubCommand Link("link", "find what units do to each other: ambit link FILES... or @LIST");

cl::list<std::string> Files(cl::Positional, cl::desc("<files...>"), cl::sub(Link));
cl::opt<std::string> BuildDirectory("p",
                                    cl::desc("Where the compile_commands.json is of which the "
                                             "units are, for the root"),
                                    cl::value_desc("directory"), cl::sub(Link));
cl::opt<std::string> Root("root",
                          cl::desc("To which names of files are relative; the current directory if "
                                   "not given"),
                          cl::value_desc("directory"), cl::sub(Link));
cl::opt<bool> Strict("strict", cl::desc("Report at a boundary also what is not known"),
                     cl::sub(Link));
cl::opt<bool> Quiet("quiet", cl::desc("No summary"), cl::sub(Link));

ReportOptions Reports(Link);
cl::alias Output("o", cl::desc("The same as --json"), cl::aliasopt(Reports.json()));

int run() {
  std::string Top = absolutePath(Root);
  if (!BuildDirectory.empty()) {
    Expected<Project> P = readProject(BuildDirectory, {}, {});
    if (!P)
      return usageError(toString(P.takeError()));
    Top = P->Root;
  }
  Expected<Run> R = linkFiles(Files, Top, Strict);
  if (!R)
    return usageError(toString(R.takeError()));
  int Status = Reports.write(*R);
  tellFailures(*R);
  if (!Quiet)
    tellSummary(*R);
  return Status;
}

} // namespace

Command linkCommand() { return {Link, run}; }

} // namespace ambit::driver
