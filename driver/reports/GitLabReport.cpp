//===- GitLabReport.cpp ---------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// GitLab's code quality report, https://docs.gitlab.com/ci/testing/code_quality/: a list of
// findings whose fingerprints tell those that a merge request adds or resolves. Suppressed ones
// are left out, since GitLab has no word for them.
//
//===----------------------------------------------------------------------===//

#include "driver/reports/Reports.h"

using namespace llvm;

namespace ambit::driver {

void writeGitLab(const Run &R, SourceText &Sources, raw_ostream &Out) {
  std::map<std::string, unsigned> Times;
  json::OStream J(Out, /*IndentSize=*/1);
  J.array([&] {
    for (const facts::PlacedFinding &F : R.Findings) {
      if (!F.Suppressed.empty())
        continue;
      std::string Fingerprint = facts::fingerprint(F, Sources.line(F.At.File, F.At.Line));
      // Of two with one fingerprint GitLab would show one.
      if (unsigned N = ++Times[Fingerprint]; N > 1)
        Fingerprint += "-" + std::to_string(N);
      std::string Text = F.Text;
      for (const facts::PlacedFinding::Note &N : F.Notes)
        Text += "; " + N.Text;
      J.object([&] {
        J.attribute("description", json::fixUTF8(Text));
        J.attribute("check_name", checkName(F.Check));
        J.attribute("fingerprint", Fingerprint);
        J.attribute("severity", "major");
        J.attributeObject("location", [&] {
          J.attribute("path", Sources.named(F.At.File));
          J.attributeObject("lines", [&] { J.attribute("begin", F.At.Line); });
        });
      });
    }
  });
  Out << '\n';
}

} // namespace ambit::driver
