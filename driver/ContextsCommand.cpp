//===- ContextsCommand.cpp ------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `ambit contexts`: who runs in a program, where each is started and, if asked for, which function
// runs where.
//
//===----------------------------------------------------------------------===//

#include "driver/Analysis.h"
#include "driver/Commands.h"
#include "driver/ProgramMap.h"
#include "driver/SourceText.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

using namespace llvm;

namespace ambit::driver {
namespace {

cl::SubCommand Contexts("contexts", "list interrupt handlers, threads and what runs in them");
AnalysisArguments What(Contexts);
cl::opt<bool> Functions("functions", cl::desc("List also each function with its contexts"),
                        cl::sub(Contexts));
cl::opt<bool> All("all", cl::desc("List also functions that nobody is seen to call"),
                  cl::sub(Contexts));
cl::opt<bool> Json("json", cl::desc("Print all of it as JSON"), cl::sub(Contexts));

using Row = std::vector<std::string>;

/// Prints \p Rows with their columns below each other; the last is not filled up.
void printTable(const std::vector<Row> &Rows, raw_ostream &Out) {
  std::vector<size_t> Widths;
  for (const Row &R : Rows)
    for (size_t I = 0; I < R.size(); ++I) {
      Widths.resize(std::max(Widths.size(), I + 1));
      Widths[I] = std::max(Widths[I], R[I].size());
    }
  for (const Row &R : Rows) {
    for (size_t I = 0; I < R.size(); ++I)
      if (I + 1 < R.size())
        Out << left_justify(R[I], Widths[I] + 2);
      else
        Out << R[I];
    Out << '\n';
  }
}

std::string shown(const facts::TextPlace &P, const SourceText &Sources) {
  return P.Line ? Sources.shown(P.File) + ":" + std::to_string(P.Line) : "-";
}

void print(const facts::ContextMap &M, const SourceText &Sources, raw_ostream &Out) {
  std::vector<Row> Rows{{"CONTEXT", "WHAT", "LEVEL", "CORE", "WHERE"}};
  for (const facts::ContextMap::Runner &X : M.Runners) {
    if (X.What == Context::Unknown && !All)
      continue;
    auto [At, How] = X.origin();
    std::string Where = At.Line ? shown(At, Sources) + " (" + How + ")" : "-";
    Rows.push_back({X.Name, (X.IsMany ? "several: " : "") + X.Kind,
                    X.Level ? std::to_string(*X.Level) : "-", X.coreText(), Where});
  }
  printTable(Rows, Out);
  if (!Functions)
    return;
  Rows = {{"FUNCTION", "WHERE", "RUNS IN"}};
  for (const facts::ContextMap::Routine &F : M.Routines) {
    std::vector<std::string> In;
    for (uint32_t By : F.RunBy)
      if (M.Runners[By].What != Context::Unknown || All)
        In.push_back(M.Runners[By].Name);
    if (!In.empty())
      Rows.push_back({F.Name, shown(F.DefinedAt, Sources), join(In, ", ")});
  }
  Out << '\n';
  printTable(Rows, Out);
}

int run() {
  std::optional<Run> R = analyse(What);
  if (!R)
    return BadUsage;
  facts::ContextMap M = mapContexts(*R);
  if (Json)
    outs() << formatv("{0:2}\n", facts::toJSON(M));
  else
    print(M, SourceText(R->Root), outs());
  outs().flush();
  tellFailures(*R);
  return R->Failures.empty() ? Clean : Incomplete;
}

} // namespace

Command contextsCommand() { return {Contexts, run}; }

} // namespace ambit::driver
