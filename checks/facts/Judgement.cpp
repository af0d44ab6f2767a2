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

std::unique_ptr<SolvedProgram> solve(LinkedProgram &P, KnownContexts *Known) {
  resolve(P.Low);
  if (Known)
    Known->identifyBy([&](SymbolId S) { return P.Names.identity(S); });
  return std::make_unique<SolvedProgram>(P.Low, P.Names, Known);
}

Judgement judge(const LinkedProgram &P, const SolvedProgram &Solved, bool IsStrict) {
  Judgement Out;
  std::set<TextPlace> Used;
  RuleResult Result = applyRules(Solved, IsStrict);
  for (const ProgramFinding &F : Result.Findings) {
    if (uint32_t Waiver = P.Names.place(F.Where).Waiver) {
      Used.insert(P.Names.text(P.Waivers[Waiver].At));
      continue;
    }
    PlacedFinding &To = Out.Findings.emplace_back();
    To.Check = F.Check;
    To.At = P.Names.text(F.Where);
    To.Text = phrase(F.What, F.Arguments);
    To.IsOfProgram = To.IsLinked = true;
    for (const ProgramNote &N : F.Notes)
      To.Notes.push_back({P.Names.text(N.Where), phrase(N.What, N.Arguments), N.In});
  }
  sortAndUnite(Out.Findings);
  Out.UsedWaivers.assign(Used.begin(), Used.end());
  return Out;
}

} // namespace ambit::facts
