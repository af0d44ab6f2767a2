//===- ShardCommand.cpp ---------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `ambit shard`: a part of a project's units, for machines that share the work. Their facts
// and findings become one file; `ambit link` of the files of all shards is a check.
//
//===----------------------------------------------------------------------===//

#include "driver/Commands.h"
#include "driver/CompileCommands.h"
#include "driver/OutputFile.h"
#include "driver/Progress.h"
#include "driver/Run.h"
#include "driver/UnitAnalysis.h"
#include "driver/WorkerPool.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Threading.h"
#include <set>

using namespace llvm;

namespace ambit::driver {
namespace {

cl::SubCommand Shard("shard", "analyse a part of a project: ambit shard -p build 2/8 -o FILE");

cl::opt<std::string> Part(cl::Positional, cl::desc("<number, from 1>/<how many>"), cl::Required,
                          cl::sub(Shard));
cl::opt<std::string> BuildDirectory("p", cl::desc("Where compile_commands.json is"),
                                    cl::value_desc("directory"), cl::sub(Shard));
cl::opt<std::string> Output("o", cl::desc("Where the facts and findings go"), cl::Required,
                            cl::value_desc("file.ambit"), cl::sub(Shard));
cl::opt<unsigned> Jobs("j", cl::Prefix,
                       cl::desc("How many units at a time; as many as there are cores if 0"),
                       cl::init(0), cl::sub(Shard));
cl::opt<bool> Strict("strict", cl::desc("Report at a boundary also what is not known"),
                     cl::sub(Shard));
cl::list<std::string> Models("model", cl::desc("A model of your own; may be given several times"),
                             cl::value_desc("file"), cl::sub(Shard));
cl::list<std::string> Extra("extra-arg", cl::desc("An argument for clang, for all units"),
                            cl::value_desc("argument"), cl::sub(Shard));
cl::opt<bool> Quiet("quiet", cl::desc("No progress"), cl::sub(Shard));

/// The facts file of a unit whose analysis came to \p Out.
Expected<std::string> factsOf(StringRef Unit, const JobOutcome &Out,
                              std::set<std::string> &ModelErrors) {
  UnitResult R;
  if (Out.IsDone) {
    Expected<UnitResult> Read = fromBytes(Out.Text);
    if (!Read)
      return Read.takeError();
    R = std::move(*Read);
  } else {
    R.Why = "the analysis " + Out.Text;
  }
  ModelErrors.insert(R.ModelErrors.begin(), R.ModelErrors.end());
  return factsFile(Unit, R);
}

int run() {
  auto [NumberText, CountText] = StringRef(Part).split('/');
  unsigned Number = 0, Count = 0;
  if (NumberText.getAsInteger(10, Number) || CountText.getAsInteger(10, Count) || Number == 0 ||
      Number > Count)
    return usageError("'" + Part + "' is no part; '2/8' is the second of eight");
  Expected<Project> P = readProject(BuildDirectory, {}, Extra);
  if (!P)
    return usageError(toString(P.takeError()));
  // Units are in the order of their names. Neighbours cost about the same: each shard gets some.
  std::vector<UnitCommand> Mine;
  for (size_t I = Number - 1; I < P->Units.size(); I += Count)
    Mine.push_back(std::move(P->Units[I]));
  AnalysisOptions Options;
  Options.IsStrict = Strict;
  for (const std::string &M : Models) {
    SmallString<256> Path(M);
    sys::fs::make_absolute(Path);
    Options.Models.push_back(Path.str().str());
  }
  facts::Linker Facts;
  std::set<std::string> ModelErrors;
  std::string Failure;
  Progress Shown(Mine.size(), Quiet);
  unsigned NumWorkers = Jobs ? Jobs : hardware_concurrency().compute_thread_count();
  Error Started = runJobs(
      Mine.size(), NumWorkers,
      [&](size_t I) { return toBytes(analyseUnit(Mine[I], P->Root, Options)); },
      [&](JobOutcome Out) {
        const std::string &Unit = Mine[Out.Job].Name;
        Expected<std::string> Bytes = factsOf(Unit, Out, ModelErrors);
        Error E = Bytes ? Facts.add(*Bytes) : Bytes.takeError();
        if (E)
          Failure = Unit + ": " + toString(std::move(E));
        Shown.step(Unit);
      });
  Shown.end();
  if (Started)
    return usageError(toString(std::move(Started)));
  if (!ModelErrors.empty()) {
    for (const std::string &E : ModelErrors)
      errs() << E << '\n';
    return BadUsage;
  }
  if (!Failure.empty())
    return usageError(Failure);
  if (Error E = writeWhole(Output, Facts.merge()))
    return usageError(toString(std::move(E)));
  return Clean;
}

} // namespace

Command shardCommand() { return {Shard, run}; }

} // namespace ambit::driver
