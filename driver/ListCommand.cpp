//===- ListCommand.cpp ----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `ambit list`: the checks, the models and the annotations that this program knows.
//
//===----------------------------------------------------------------------===//

#include "driver/Commands.h"
#include "driver/Run.h"
#include "driver/Texts.h"
#include "model/ModelSummaries.h"
#include "model/Spelling.h"
#include "llvm/Support/Format.h"

using namespace llvm;

namespace ambit::driver {
namespace {

cl::SubCommand List("list", "list checks, models or annotations");
cl::opt<std::string> Kind(cl::Positional, cl::desc("[checks|models|annotations]"), cl::sub(List));

void listChecks() {
  for (unsigned I = 0; I < NumRules; ++I) {
    Rule R = static_cast<Rule>(I);
    outs() << left_justify(checkName(R), 32) << checkSentence(R) << '\n';
  }
}

void listModels() {
  for (const ModelSummary &M : modelSummaries())
    outs() << left_justify(M.Name, 24) << M.About << '\n';
}

void listAnnotations() {
  for (const SpellingInfo &S : allSpellings())
    outs() << left_justify(S.macroName(), 32) << "on " << describeSubjects(S.Subjects) << '\n';
}

int run() {
  static const std::pair<StringRef, void (*)()> Lists[] = {
      {"checks", listChecks}, {"models", listModels}, {"annotations", listAnnotations}};
  for (auto [Name, Print] : Lists)
    if (Kind == Name) {
      Print();
      return Clean;
    }
  if (!Kind.empty())
    return usageError("there is no list of '" + Kind +
                      "'; checks, models and annotations there are");
  for (auto [Name, Print] : Lists) {
    outs() << (Name == "checks" ? "" : "\n") << Name << ":\n";
    Print();
  }
  return Clean;
}

} // namespace

Command listCommand() { return {List, run}; }

} // namespace ambit::driver
