//===- GitHubReport.cpp ---------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Workflow commands, which GitHub reads from the output of a job and shows beside the lines:
// `::warning file=a.c,line=3,col=5,title=ambit-weak-lock::text`.
//
//===----------------------------------------------------------------------===//

#include "driver/reports/Reports.h"

using namespace llvm;

namespace ambit::driver {

/// \p Text as GitHub's runner reads it back. \p IsProperty: between `file=` and the like.
static std::string escaped(StringRef Text, bool IsProperty) {
  std::string Out;
  for (char C : Text) {
    if (C == '%')
      Out += "%25";
    else if (C == '\r')
      Out += "%0D";
    else if (C == '\n')
      Out += "%0A";
    else if (C == ':' && IsProperty)
      Out += "%3A";
    else if (C == ',' && IsProperty)
      Out += "%2C";
    else
      Out += C;
  }
  return Out;
}

void writeGitHub(const Run &R, SourceText &Sources, raw_ostream &Out) {
  for (const facts::PlacedFinding &F : R.Findings) {
    if (!F.Suppressed.empty())
      continue;
    std::string Text = F.Text;
    for (const facts::PlacedFinding::Note &N : F.Notes)
      Text += "\n" + Sources.named(N.At.File) + ":" + std::to_string(N.At.Line) + ": " + N.Text;
    Out << "::warning file=" << escaped(Sources.named(F.At.File), true) << ",line=" << F.At.Line
        << ",col=" << F.At.Column << ",title=" << checkName(F.Check) << "::" << escaped(Text, false)
        << '\n';
  }
  for (const Run::Failure &F : R.Failures)
    Out << "::error file=" << escaped(Sources.named(F.Unit), true) << ",title=not analysed::"
        << escaped((F.IsPartly ? "only a part was analysed: " : "nothing was analysed: ") + F.Why,
                   false)
        << '\n';
}

} // namespace ambit::driver
