//===- TextReport.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/reports/Reports.h"
#include "llvm/Support/WithColor.h"

using namespace llvm;

namespace ambit::driver {
namespace {

class Writer {
public:
  Writer(SourceText &Sources, raw_ostream &Out) : Sources(Sources), Out(Out) {}

  void say(const facts::TextPlace &At, StringRef Kind, raw_ostream::Colors Color, StringRef Text) {
    {
      WithColor Bold(Out, raw_ostream::SAVEDCOLOR, /*Bold=*/true);
      Bold << Sources.shown(At.File) << ':' << At.Line << ':' << At.Column << ": ";
    }
    WithColor(Out, Color, /*Bold=*/true) << Kind << ": ";
    Out << Text << '\n';
    StringRef Line = Sources.line(At.File, At.Line);
    if (Line.empty())
      return;
    std::string Number = std::to_string(At.Line);
    constexpr size_t Width = 5;
    std::string Margin(Number.size() < Width ? Width - Number.size() : 0, ' ');
    Out << Margin << Number << " | " << Line << '\n'
        << std::string(Margin.size() + Number.size(), ' ') << " | ";
    // A tab before the place stays one, so that the caret stands below.
    for (size_t I = 0; I + 1 < At.Column && I < Line.size(); ++I)
      Out << (Line[I] == '\t' ? '\t' : ' ');
    WithColor(Out, raw_ostream::GREEN, /*Bold=*/true) << '^';
    Out << '\n';
  }

private:
  SourceText &Sources;
  raw_ostream &Out;
};

} // namespace

void writeText(const Run &R, SourceText &Sources, raw_ostream &Out) {
  Writer W(Sources, Out);
  for (const facts::PlacedFinding &F : R.Findings) {
    if (!F.Suppressed.empty())
      continue;
    W.say(F.At, "warning", raw_ostream::MAGENTA, F.Text + " [" + checkName(F.Check).str() + "]");
    for (const facts::PlacedFinding::Note &N : F.Notes)
      W.say(N.At, "note", raw_ostream::CYAN, N.Text);
  }
}

} // namespace ambit::driver
