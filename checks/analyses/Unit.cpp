//===- Unit.cpp -----------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyses/Unit.h"
#include "analyses/Analyses.h"
#include "analyses/ProgramFindings.h"
#include "model/MetNames.h"

using namespace clang;
using namespace llvm;

namespace ambit {

Unit::Unit(ASTContext &Ctx, UnitOptions Given, ArrayRef<ShippedModel> Shipped)
    : Ctx(Ctx), Options(std::move(Given)), Models(Ctx, Shipped, Options.Models), Said(Models),
      Facts(TypeRules(Ctx, Said, Models)), Where(Said, Models), Joining(Where, Models),
      Index(indexUnit(Ctx, Models, Where, Options.IsToBeLinked)), Waived(Index.Waivers, Ctx),
      Forwards(Where, Waived), HasEmptyAnnotations(hasMet(Ctx, "AMBIT_ANNOTATIONS_ARE_EMPTY")) {}

ArrayRef<Finding> Unit::findings(Rule R) {
  analyse();
  return ByRule[static_cast<unsigned>(R)];
}

UnitProgram &Unit::program() {
  if (!Solved) {
    bool HasPhases = Models.hasPhases() || any_of(Index.Annotated, [&](const Decl *D) {
                       // Another unit may end the phase of what is bound here.
                       return Said.find(*D, Spelling::EndsPhase) ||
                              (Options.IsToBeLinked && Said.find(*D, Spelling::PhaseBound));
                     });
    bool HasCoreBound =
        Models.hasCoreBound() || any_of(Index.Annotated, [&](const Decl *D) {
          return Said.find(*D, Spelling::CoreBound) || Said.find(*D, Spelling::CoreBoundTo);
        });
    const UnitSources Sources{Ctx,          Said,
                              Models,       Where,
                              Facts,        Index.Definitions,
                              Index.Tables, HasPhases,
                              HasCoreBound, Options.IsToBeLinked};
    Solved = std::make_unique<UnitProgram>(Sources);
  }
  return *Solved;
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
  if (!Index.Definitions.empty()) {
    Add(findInProgram(*this));
    Add(findValuesAcrossAwait(*this));
  }
  if (Index.MayBind)
    Add(findSharedGlobals(*this));
  if (Index.HasAnnotations) {
    Add(findFalseClaims(*this));
    Add(findStaleClaims(*this));
    llvm::erase_if(
        All, [&](const Finding &F) { return Waived.waive(F.Token.isValid() ? F.Token : F.Where); });
    Add(Waived.stale());
    // Whether a waiver is written well is nothing that a waiver covers.
    Add(findInvalidAnnotations(*this));
  }
  for (Finding &F : All)
    ByRule[static_cast<unsigned>(F.Check)].push_back(std::move(F));
  for (std::vector<Finding> &Findings : ByRule) {
    sortFindings(Findings, Ctx.getSourceManager());
    // Two tokens of a macro are one place for a user.
    auto IsSame = [&](const Finding &A, const Finding &B) {
      return A.Where == B.Where && A.What == B.What &&
             render(A.What, A.Arguments, Ctx) == render(B.What, B.Arguments, Ctx);
    };
    Findings.erase(std::unique(Findings.begin(), Findings.end(), IsSame), Findings.end());
  }
}

} // namespace ambit
