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

#include "driver/Commands.h"
#include "driver/CompileCommands.h"
#include "driver/FactsInput.h"
#include "driver/OutputFile.h"
#include "driver/Progress.h"
#include "driver/Run.h"
#include "driver/reports/Reports.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/WithColor.h"

using namespace llvm;

namespace ambit::driver {
namespace {

cl::SubCommand Link("link", "find what units do to each other: ambit link FILES... or @LIST");

cl::list<std::string> Files(cl::Positional, cl::desc("<files...>"), cl::sub(Link));
cl::opt<std::string> Output("o", cl::desc("Write the findings as JSON"), cl::value_desc("file"),
                            cl::sub(Link));
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

int run() {
  facts::Linker Facts;
  if (Error E = addFiles(Files, Facts))
    return usageError(toString(std::move(E)));
  Expected<std::vector<facts::UnitReport>> Reports = Facts.reports();
  if (!Reports)
    return usageError(toString(Reports.takeError()));
  SmallString<256> Top(Root);
  sys::fs::make_absolute(Top);
  sys::path::remove_dots(Top, /*remove_dot_dot=*/true);
  Run R;
  R.Root = Top.str().str();
  if (!BuildDirectory.empty()) {
    Expected<Project> P = readProject(BuildDirectory, {}, {});
    if (!P)
      return usageError(toString(P.takeError()));
    R.Root = P->Root;
  }
  R.NumUnits = Facts.numUnits();
  for (facts::UnitReport &Of : *Reports) {
    if (Of.How != facts::UnitReport::Understood)
      R.Failures.push_back({Of.Unit, Of.Why, Of.How == facts::UnitReport::HasErrors});
    R.Findings.insert(R.Findings.end(), std::make_move_iterator(Of.Findings.begin()),
                      std::make_move_iterator(Of.Findings.end()));
  }
  if (Error E = linkAndJudge(Facts, Strict, R))
    R.Failures.push_back({"the program", toString(std::move(E)), true});
  SourceText Sources(R.Root);
  if (!Output.empty()) {
    std::string Text;
    raw_string_ostream Out(Text);
    writeJson(R, Sources, Out);
    if (Error E = writeWhole(Output, Text))
      return usageError(toString(std::move(E)));
  }
  writeText(R, Sources, outs());
  outs().flush();
  for (const Run::Failure &F : R.Failures)
    WithColor::warning(errs(), "ambit") << (F.IsPartly ? "only a part of " : "nothing of ")
                                        << F.Unit << " was analysed: " << F.Why << '\n';
  if (!Quiet)
    tellSummary(R);
  return R.exitStatus();
}

} // namespace

Command linkCommand() { return {Link, run}; }

} // namespace ambit::driver
