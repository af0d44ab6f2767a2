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

#include "driver/Commands.h"
#include "driver/CompileCommands.h"
#include "driver/Progress.h"
#include "driver/Run.h"
#include "driver/UnitAnalysis.h"
#include "driver/WorkerPool.h"
#include "driver/reports/Reports.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Threading.h"
#include "llvm/Support/WithColor.h"
#include <set>

using namespace llvm;

namespace ambit::driver {
namespace {

cl::SubCommand Check("check", "analyse the units of a compilation database, alone and linked");

cl::opt<std::string> BuildDirectory("p", cl::desc("Where compile_commands.json is"),
                                    cl::value_desc("directory"), cl::sub(Check));
cl::list<std::string> Files(cl::Positional, cl::desc("[files...]"), cl::sub(Check));
cl::opt<unsigned> Jobs("j", cl::desc("How many units at a time; as many as there are cores if 0"),
                       cl::init(0), cl::sub(Check));
cl::opt<bool> Strict("strict", cl::desc("Report at a boundary also what is not known"),
                     cl::sub(Check));
cl::list<std::string> Models("model", cl::desc("A model of your own; may be given several times"),
                             cl::value_desc("file"), cl::sub(Check));
cl::list<std::string> Extra("extra-arg", cl::desc("An argument for clang, for all units"),
                            cl::value_desc("argument"), cl::sub(Check));
cl::opt<std::string> Json("json", cl::desc("Write the findings as JSON, `-` for the output"),
                          cl::value_desc("file"), cl::sub(Check));
cl::opt<bool> Quiet("quiet", cl::desc("No progress, no summary"), cl::sub(Check));

/// Adds what one unit said to \p R and its facts to \p Facts.
void addUnit(const UnitCommand &U, const JobOutcome &Out, Run &R, facts::Linker &Facts,
             std::set<std::string> &ModelErrors) {
  if (!Out.IsDone) {
    R.Failures.push_back({U.Name, "the analysis " + Out.Text, false});
    return;
  }
  Expected<UnitResult> Result = fromBytes(Out.Text);
  if (!Result) {
    R.Failures.push_back({U.Name, toString(Result.takeError()), false});
    return;
  }
  ModelErrors.insert(Result->ModelErrors.begin(), Result->ModelErrors.end());
  R.Findings.insert(R.Findings.end(), std::make_move_iterator(Result->Findings.begin()),
                    std::make_move_iterator(Result->Findings.end()));
  if (Result->How != UnitResult::Analysed)
    R.Failures.push_back({U.Name, Result->Why, Result->How == UnitResult::HasErrors});
  if (!Result->Facts.empty())
    if (Error E = Facts.add(Result->Facts))
      R.Failures.push_back({U.Name, toString(std::move(E)), true});
}

void tellFailures(const Run &R) {
  for (const Run::Failure &F : R.Failures)
    WithColor::warning(errs(), "ambit") << (F.IsPartly ? "only a part of " : "nothing of ")
                                        << F.Unit << " was analysed: " << F.Why << '\n';
}

/// Writes a report to \p Path, `-` for the output.
bool writeTo(StringRef Path, function_ref<void(raw_ostream &)> Write) {
  if (Path == "-") {
    Write(outs());
    return true;
  }
  std::error_code E;
  raw_fd_ostream Out(Path, E);
  if (!E) {
    Write(Out);
    Out.close();
    E = Out.error();
    Out.clear_error();
  }
  if (E)
    usageError("cannot write '" + Path + "': " + E.message());
  return !E;
}

int run() {
  Expected<Project> P = readProject(BuildDirectory, Files, Extra);
  if (!P)
    return usageError(toString(P.takeError()));
  AnalysisOptions Options;
  Options.IsStrict = Strict;
  for (const std::string &M : Models) {
    SmallString<256> Path(M);
    sys::fs::make_absolute(Path);
    Options.Models.push_back(Path.str().str());
  }
  Run R;
  R.Root = P->Root;
  R.NumUnits = P->Units.size();
  facts::Linker Facts;
  std::set<std::string> ModelErrors;
  Progress Shown(P->Units.size(), Quiet);
  unsigned NumWorkers = Jobs ? Jobs : hardware_concurrency().compute_thread_count();
  Error Started = runJobs(
      P->Units.size(), NumWorkers,
      [&](size_t I) { return toBytes(analyseUnit(P->Units[I], P->Root, Options)); },
      [&](JobOutcome Out) {
        addUnit(P->Units[Out.Job], Out, R, Facts, ModelErrors);
        Shown.step(P->Units[Out.Job].Name);
      });
  Shown.end();
  if (Started)
    return usageError(toString(std::move(Started)));
  if (!ModelErrors.empty()) {
    for (const std::string &E : ModelErrors)
      errs() << E << '\n';
    return BadUsage;
  }
  llvm::sort(R.Failures, [](const auto &A, const auto &B) { return A.Unit < B.Unit; });
  if (Error E = linkAndJudge(Facts, Strict, R))
    R.Failures.push_back({"the program", toString(std::move(E)), true});
  SourceText Sources(R.Root);
  bool IsWritten = true;
  if (!Json.empty())
    IsWritten = writeTo(Json, [&](raw_ostream &Out) { writeJson(R, Sources, Out); });
  if (Json != "-")
    writeText(R, Sources, outs());
  outs().flush();
  tellFailures(R);
  if (!Quiet)
    tellSummary(R);
  return IsWritten ? R.exitStatus() : BadUsage;
}

} // namespace

Command checkCommand() { return {Check, run}; }

} // namespace ambit::driver
