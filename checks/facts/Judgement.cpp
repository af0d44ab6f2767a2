//===- Judgement.cpp ------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Judgement.h"
#include "rules/Rules.h"
#include <set>

using namespace llvm;

namespace ambit::facts {

std::unique_ptr<SolvedProgram> solve(LinkedProgram &P) {
  resolve(P.Low);
  return std::make_unique<SolvedProgram>(P.Low, P.Names);
}

static TextPlace textPlace(PlaceId At, const LinkedNames &Names) {
  const LinkedNames::Place &P = Names.place(At);
  return {Names.file(At).str(), P.Line, P.Column};
}

Judgement judge(const LinkedProgram &P, const SolvedProgram &Solved, bool IsStrict) {
  Judgement Out;
  std::set<TextPlace> Used;
  RuleResult Result = applyRules(Solved, IsStrict);
  for (const ProgramFinding &F : Result.Findings) {
    if (uint32_t Waiver = P.Names.place(F.Where).Waiver) {
      Used.insert(textPlace(P.Waivers[Waiver].At, P.Names));
      continue;
    }
    PlacedFinding &To = Out.Findings.emplace_back();
    To.Check = F.Check;
    To.At = textPlace(F.Where, P.Names);
    To.Text = phrase(F.What, F.Arguments);
    To.IsOfProgram = To.IsLinked = true;
    for (const ProgramNote &N : F.Notes)
      To.Notes.push_back({textPlace(N.Where, P.Names), phrase(N.What, N.Arguments), N.In});
  }
  sortAndUnite(Out.Findings);
  Out.UsedWaivers.assign(Used.begin(), Used.end());
  return Out;
}

} // namespace ambit::facts
