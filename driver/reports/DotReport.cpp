//===- DotReport.cpp ------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A graph for Graphviz: contexts grouped by core, the objects that several of them touch, an edge
// for each that does, with the locks it holds. What a finding is about is red.
//
//===----------------------------------------------------------------------===//

#include "driver/ProgramMap.h"
#include "driver/reports/Reports.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace ambit::driver {

static std::string quoted(StringRef Text) {
  std::string Out = "\"";
  for (char C : Text) {
    if (C == '"' || C == '\\')
      Out += '\\';
    if (C == '\n')
      Out += "\\n";
    else
      Out += C;
  }
  return Out + "\"";
}

void writeDot(const Run &R, SourceText &, raw_ostream &Out) {
  ProgramMap M = mapProgram(R);
  std::set<uint32_t> Shown;
  for (const ProgramMap::Object &O : M.Objects)
    for (const ProgramMap::Use &U : O.Uses)
      Shown.insert(U.By);
  std::map<std::string, std::vector<uint32_t>> ByCore;
  for (uint32_t I = 0; I < M.Runners.size(); ++I)
    if (M.Runners[I].What != Context::Unknown || Shown.count(I))
      ByCore[M.Runners[I].coreText()].push_back(I);
  Out << "digraph ambit {\n  rankdir=LR;\n  node [fontname=\"sans-serif\"];\n"
         "  edge [fontname=\"sans-serif\", fontsize=10];\n";
  for (const auto &[Core, Members] : ByCore) {
    bool IsNumber = Core != "any" && Core != "not known";
    Out << "  subgraph " << quoted("cluster core " + Core) << " {\n    label="
        << quoted(IsNumber        ? "core " + Core
                  : Core == "any" ? "any core"
                                  : "core not known")
        << ";\n";
    for (uint32_t I : Members) {
      const ProgramMap::Runner &X = M.Runners[I];
      std::string Label = X.Name + "\n" + (X.IsMany ? "several of: " : "") + X.Kind;
      if (X.Level)
        Label += (X.What == Context::Isr ? ", level " : ", priority ") + std::to_string(*X.Level);
      Out << "    c" << I << " [shape=" << (X.What == Context::Isr ? "octagon" : "box")
          << ", label=" << quoted(Label) << "];\n";
    }
    Out << "  }\n";
  }
  for (size_t I = 0; I < M.Objects.size(); ++I) {
    const ProgramMap::Object &O = M.Objects[I];
    StringRef Red = O.Findings.empty() ? "" : ", color=red, fontcolor=red";
    Out << "  o" << I << " [shape=ellipse, label=" << quoted(O.Name) << Red << "];\n";
    for (const ProgramMap::Use &U : O.Uses) {
      std::string Label = U.IsWrite ? (U.IsRead ? "reads, writes" : "writes") : "reads";
      for (uint32_t L : U.Locks)
        Label += "\n" + M.Locks[L].Name;
      bool IsFound = any_of(O.Findings, [&](uint32_t F) { return M.FoundIn[F].count(U.By); });
      Out << "  c" << U.By << " -> o" << I << " [label=" << quoted(Label)
          << (U.IsWrite ? (U.IsRead ? ", dir=both" : "") : ", dir=back")
          << (IsFound ? ", color=red" : "") << "];\n";
    }
  }
  for (const auto &[From, To] : M.Starters)
    Out << "  c" << From << " -> c" << To << " [style=dashed, label=\"starts\"];\n";
  Out << "}\n";
}

} // namespace ambit::driver
