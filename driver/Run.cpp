//===- Run.cpp ------------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/Run.h"
#include "driver/Suppressions.h"
#include <map>
#include <set>

using namespace llvm;

namespace ambit::driver {

Error linkAndJudge(const facts::Linker &Facts, bool IsStrict, Run &Into) {
  auto Linked = Facts.link();
  if (!Linked)
    return Linked.takeError();
  Into.Linked = std::move(*Linked);
  Into.Solved = facts::solve(*Into.Linked);
  facts::Judgement Judged = facts::judge(*Into.Linked, *Into.Solved, IsStrict);

  std::map<std::pair<facts::TextPlace, Rule>, std::vector<facts::TextFix>> Fixes;
  std::set<facts::TextPlace> Used(Judged.UsedWaivers.begin(), Judged.UsedWaivers.end());
  std::vector<facts::PlacedFinding> All;
  for (facts::PlacedFinding &F : Into.Findings) {
    if (F.Check == Rule::StaleWaiver && Used.count(F.At))
      continue; // it waives what other units bring about
    if (!F.IsOfProgram)
      All.push_back(std::move(F));
    else if (!F.Fixes.empty())
      Fixes[{F.At, F.Check}] = std::move(F.Fixes);
  }
  for (facts::PlacedFinding &F : Judged.Findings) {
    if (auto It = Fixes.find({F.At, F.Check}); It != Fixes.end())
      F.Fixes = It->second;
    All.push_back(std::move(F));
  }
  facts::sortAndUnite(All);
  SourceText Sources(Into.Root);
  suppressByComments(All, Sources);
  Into.Findings = std::move(All);
  return Error::success();
}

} // namespace ambit::driver
