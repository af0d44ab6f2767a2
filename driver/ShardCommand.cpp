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

#include "driver/Analysis.h"
#include "driver/Commands.h"
#include "driver/CompileCommands.h"
#include "driver/OutputFile.h"
#include "driver/Run.h"
#include "driver/UnitRun.h"

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

/// The facts file of a unit, also of one of which nothing is known.
Expected<std::string> factsOf(StringRef Unit, Expected<UnitResult> Result,
                              std::set<std::string> &ModelErrors) {
  UnitResult R;
  if (Result)
    R = std::move(*Result);
  else
    R.Why = toString(Result.takeError());
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
  P->Units = std::move(Mine);
  UnitRunOptions How;
  How.Analysis = analysisOptions(Strict, Models);
  How.Jobs = Jobs;
  How.IsQuiet = Quiet;
  facts::Linker Facts;
  std::set<std::string> ModelErrors;
  std::string Failure;
  Error Started =
      UnitRun(*P, std::move(How)).analyse([&](const UnitCommand &U, Expected<UnitResult> Result) {
        Expected<std::string> Bytes = factsOf(U.Name, std::move(Result), ModelErrors);
        Error E = Bytes ? Facts.add(*Bytes) : Bytes.takeError();
        if (E)
          Failure = U.Name + ": " + toString(std::move(E));
      });
  if (Started)
    return usageError(toString(std::move(Started)));
  if (tellModelErrors(ModelErrors))
    return BadUsage;
  if (!Failure.empty())
    return usageError(Failure);
  if (Error E = writeWhole(Output, Facts.merge()))
    return usageError(toString(std::move(E)));
  return Clean;
}

} // namespace

Command shardCommand() { return {Shard, run}; }

} // namespace ambit::driver
