//===- Analysis.cpp -------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/Analysis.h"
#include "driver/Commands.h"
#include "driver/CompileCommands.h"
#include "driver/Progress.h"
#include "driver/UnitAnalysis.h"
#include "driver/WorkerPool.h"
#include "facts/FactsFile.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Threading.h"
#include "llvm/Support/WithColor.h"
#include <set>

using namespace llvm;

namespace ambit::driver {

AnalysisArguments::AnalysisArguments(cl::SubCommand &Verb)
    : BuildDirectory("p", cl::desc("Where compile_commands.json is"), cl::value_desc("directory"),
                     cl::sub(Verb)),
      Files(cl::Positional, cl::desc("[files...]"), cl::sub(Verb)),
      Jobs("j", cl::desc("How many units at a time; as many as there are cores if 0"), cl::Prefix,
           cl::init(0), cl::sub(Verb)),
      Strict("strict", cl::desc("Report at a boundary also what is not known"), cl::sub(Verb)),
      Models("model", cl::desc("A model of your own; may be given several times"),
             cl::value_desc("file"), cl::sub(Verb)),
      Extra("extra-arg", cl::desc("An argument for clang, for all units"),
            cl::value_desc("argument"), cl::sub(Verb)),
      Quiet("quiet", cl::desc("No progress, no summary"), cl::sub(Verb)) {}

namespace {

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

/// Parses the units of the database. \returns whether the configuration is right.
bool parseUnits(AnalysisArguments &What, Run &R, facts::Linker &Facts) {
  Expected<Project> P = readProject(What.BuildDirectory, What.Files, What.Extra);
  if (!P) {
    usageError(toString(P.takeError()));
    return false;
  }
  AnalysisOptions Options;
  Options.IsStrict = What.Strict;
  for (const std::string &M : What.Models) {
    SmallString<256> Path(M);
    sys::fs::make_absolute(Path);
    Options.Models.push_back(Path.str().str());
  }
  R.Root = P->Root;
  R.NumUnits = P->Units.size();
  std::set<std::string> ModelErrors;
  Progress Shown(P->Units.size(), What.Quiet);
  unsigned NumWorkers = What.Jobs ? What.Jobs : hardware_concurrency().compute_thread_count();
  Error Started = runJobs(
      P->Units.size(), NumWorkers,
      [&](size_t I) { return toBytes(analyseUnit(P->Units[I], P->Root, Options)); },
      [&](JobOutcome Out) {
        addUnit(P->Units[Out.Job], Out, R, Facts, ModelErrors);
        Shown.step(P->Units[Out.Job].Name);
      });
  Shown.end();
  if (Started) {
    usageError(toString(std::move(Started)));
    return false;
  }
  for (const std::string &E : ModelErrors)
    errs() << E << '\n';
  llvm::sort(R.Failures, [](const auto &A, const auto &B) { return A.Unit < B.Unit; });
  return ModelErrors.empty();
}

/// Whether the files on the command line are facts, by the first of them.
bool areFacts(const std::vector<std::string> &Files) {
  if (Files.empty())
    return false;
  auto Bytes = MemoryBuffer::getFileSlice(Files.front(), facts::MagicSize, /*Offset=*/0);
  return Bytes && facts::looksLikeFacts((*Bytes)->getBuffer());
}

/// Reads the facts files \p Files. \returns whether all of them are.
bool readFacts(const std::vector<std::string> &Files, Run &R, facts::Linker &Facts) {
  for (const std::string &File : Files) {
    auto Bytes = MemoryBuffer::getFile(File, /*IsText=*/false, /*RequiresNullTerminator=*/false);
    Error E = Bytes ? Facts.add((*Bytes)->getBuffer()) : errorCodeToError(Bytes.getError());
    if (E) {
      usageError("'" + File + "': " + toString(std::move(E)));
      return false;
    }
  }
  SmallString<256> Here;
  sys::fs::current_path(Here);
  R.Root = Here.str().str();
  R.NumUnits = Facts.numUnits();
  return true;
}

} // namespace

std::optional<Run> analyse(AnalysisArguments &What) {
  Run R;
  facts::Linker Facts;
  bool IsFine = areFacts(What.Files) ? readFacts(What.Files, R, Facts) : parseUnits(What, R, Facts);
  if (!IsFine)
    return std::nullopt;
  if (Error E = linkAndJudge(Facts, What.Strict, R))
    R.Failures.push_back({"the program", toString(std::move(E)), true});
  return R;
}

void tellFailures(const Run &R) {
  for (const Run::Failure &F : R.Failures)
    WithColor::warning(errs(), "ambit") << (F.IsPartly ? "only a part of " : "nothing of ")
                                        << F.Unit << " was analysed: " << F.Why << '\n';
}

} // namespace ambit::driver
