//===- UnitStep.cpp -------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `ambit unit`: one unit, as a step of a build that somebody else schedules. Its facts and its
// own findings become one file, of which `ambit link` makes a program.
//
//===----------------------------------------------------------------------===//

#include "driver/Analysis.h"
#include "driver/Commands.h"
#include "driver/CompileCommands.h"
#include "driver/OutputFile.h"
#include "driver/Run.h"
#include "driver/UnitAnalysis.h"
#include "driver/WorkerPool.h"
#include "facts/Naming.h"
#include "llvm/Support/FileSystem.h"

using namespace llvm;

namespace ambit::driver {
namespace {

cl::SubCommand Step("unit", "analyse one unit, for a link: ambit unit -o FILE -- CLANG-COMMAND...");

cl::opt<std::string> Output("o", cl::desc("Where its facts and findings go"),
                            cl::value_desc("file.ambit"), cl::sub(Step));
cl::opt<bool> AsCompiler("as-compiler",
                         cl::desc("Write them where the command says its object and dependencies "
                                  "go, for builds that know only compilers"),
                         cl::sub(Step));
cl::list<std::string> Arguments(cl::Positional, cl::desc("-- <the command that compiles it>"),
                                cl::sub(Step));
cl::opt<std::string> DependencyFile("depfile",
                                    cl::desc("Write which files it read, as make and Ninja do"),
                                    cl::value_desc("file.d"), cl::sub(Step));
cl::opt<std::string> Name("name", cl::desc("Of the unit in the program; its file if not given"),
                          cl::value_desc("name"), cl::sub(Step));
cl::opt<std::string> Root("root",
                          cl::desc("To which names of files are relative; the current directory if "
                                   "not given"),
                          cl::value_desc("directory"), cl::sub(Step));
cl::opt<std::string> Stamp("stamp",
                           cl::desc("Any text: a build that compares commands runs this again when "
                                    "it changes"),
                           cl::value_desc("text"), cl::sub(Step));
cl::opt<bool> KeepGoing("keep-going",
                        cl::desc("Succeed also if clang does not understand it; the link tells"),
                        cl::sub(Step));
cl::opt<bool> Strict("strict", cl::desc("Report at a boundary also what is not known"),
                     cl::sub(Step));
cl::list<std::string> Models("model", cl::desc("A model of your own; may be given several times"),
                             cl::value_desc("file"), cl::sub(Step));
cl::list<std::string> Extra("extra-arg", cl::desc("An argument for clang"),
                            cl::value_desc("argument"), cl::sub(Step));

/// \p File as make reads it: relative to the current directory if it is inside.
std::string forMake(StringRef File, StringRef Here) {
  std::string Out;
  for (char C : facts::fileName(File, Here)) {
    if (C == ' ' || C == '#')
      Out += '\\';
    else if (C == '$')
      Out += '$';
    Out += C;
  }
  return Out;
}

std::string dependencies(const UnitResult &R, StringRef Target, StringRef Here) {
  std::string Text = forMake(Target, Here) + ":";
  for (const std::string &File : R.Inputs)
    Text += " \\\n  " + forMake(File, Here);
  for (const std::string &Model : Models)
    Text += " \\\n  " + forMake(Model, Here);
  return Text + "\n";
}

/// The analysis in a process of its own: if it dies, this one can say so.
UnitResult analyseApart(const UnitCommand &U, const AnalysisOptions &Options) {
  UnitResult R;
  R.Why = "the analysis did not start";
  Error Started = runJobs(
      1, 1, [&](size_t) { return toBytes(analyseUnit(U, Root, Options)); },
      [&](JobOutcome Out) {
        if (!Out.IsDone) {
          R.Why = "the analysis " + Out.Text;
          return;
        }
        Expected<UnitResult> Read = fromBytes(Out.Text);
        if (Read)
          R = std::move(*Read);
        else
          R.Why = toString(Read.takeError());
      });
  if (Started)
    R.Why = toString(std::move(Started));
  return R;
}

int run() {
  SmallString<256> Here;
  sys::fs::current_path(Here);
  Root = absolutePath(Root);
  AnalysisOptions Options = analysisOptions(Strict, Models);
  CommandOutputs Outputs;
  Expected<UnitCommand> U = readCommand(Arguments, Root, Name, Extra, &Outputs);
  if (!U)
    return usageError(toString(U.takeError()));
  if (!AsCompiler)
    Outputs = {Output, DependencyFile, Output};
  if (Outputs.Object.empty())
    return usageError(AsCompiler ? "the command after '--' does not say '-o'"
                                 : "'-o' is missing: where the facts of the unit go");
  UnitResult R = analyseApart(*U, Options);
  if (tellModelErrors({R.ModelErrors.begin(), R.ModelErrors.end()}))
    return BadUsage;
  if (R.How != UnitResult::Analysed) {
    Run Told;
    Told.Failures.push_back({U->Name, reasonOf(R), R.How == UnitResult::HasErrors});
    tellFailures(Told);
    if (!KeepGoing)
      return Incomplete;
  }
  Expected<std::string> Bytes = factsFile(U->Name, R);
  if (!Bytes)
    return usageError(toString(Bytes.takeError()));
  // A build that sees the output believes the dependencies: these come first.
  if (!Outputs.Dependencies.empty()) {
    StringRef Target = Outputs.Target.empty() ? Outputs.Object : Outputs.Target;
    if (Error E = writeWhole(Outputs.Dependencies, dependencies(R, Target, Here)))
      return usageError(toString(std::move(E)));
  }
  if (Error E = writeWhole(Outputs.Object, *Bytes))
    return usageError(toString(std::move(E)));
  return Clean;
}

} // namespace

Command unitCommand() { return {Step, run}; }

} // namespace ambit::driver
