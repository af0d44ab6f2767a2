//===- Unit.cpp -----------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyses/Unit.h"
#include "analyses/Analyses.h"

using namespace clang;
using namespace llvm;

namespace ambit {

Unit::Unit(ASTContext &Ctx, UnitOptions Given, ArrayRef<ShippedModel> Shipped)
    : Ctx(Ctx), Options(std::move(Given)), Models(Ctx, Shipped, Options.Models), Said(Models),
      Facts(TypeRules(Ctx, Said, Models)), Where(Said, Models), Joining(Where, Models),
      Forwards(Where), Index(indexUnit(Ctx, Models, Where)) {}

ArrayRef<Finding> Unit::findings(Rule R) {
  analyse();
  return ByRule[static_cast<unsigned>(R)];
}

void Unit::analyse() {
  if (IsAnalysed)
    return;
  IsAnalysed = true;
  std::vector<Finding> All;
  auto Add = [&](std::vector<Finding> Some) {
    All.insert(All.end(), std::make_move_iterator(Some.begin()),
               std::make_move_iterator(Some.end()));
  };
  Add(findCrossings(*this));
  if (Index.HasAnnotations) {
    Add(findSharedGlobals(*this));
    Add(findFalseClaims(*this));
    Add(findStaleClaims(*this));
    Add(applyWaivers(*this, All));
    // Whether a waiver is written well is nothing that a waiver covers.
    Add(findInvalidAnnotations(*this));
  }
  for (Finding &F : All)
    ByRule[static_cast<unsigned>(F.Check)].push_back(std::move(F));
  for (std::vector<Finding> &Findings : ByRule)
    sortFindings(Findings, Ctx.getSourceManager());
}

} // namespace ambit
