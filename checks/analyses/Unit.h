//===- Unit.h ---------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One translation unit, analysed once for all checks: what is said in it, its
// type facts, its boundaries, its index, and the findings. Made when the first
// check asks, gone with the AST.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_ANALYSES_UNIT_H
#define AMBIT_ANALYSES_UNIT_H

#include "analyses/Finding.h"
#include "analyses/Forwarding.h"
#include "analyses/Joins.h"
#include "analyses/UnitIndex.h"
#include "analyses/Waivers.h"
#include "lowering/UnitProgram.h"
#include "model/TypeFacts.h"
#include <memory>

namespace ambit {

/// What a user can set for a unit.
struct UnitOptions {
  /// Report at a boundary also what is not known (`Unannotated: Strict`).
  bool IsStrict = false;
  /// Look at the whole unit, also where nothing in it alone can be wrong: it is to be linked
  /// with others.
  bool IsToBeLinked = false;
  /// Paths of model files (`Models`).
  std::vector<std::string> Models;

  bool operator<(const UnitOptions &O) const {
    return std::tie(IsStrict, IsToBeLinked, Models) <
           std::tie(O.IsStrict, O.IsToBeLinked, O.Models);
  }
};

class Unit {
public:
  Unit(clang::ASTContext &Ctx, UnitOptions Options, llvm::ArrayRef<ShippedModel> Shipped);

  /// The findings of \p R that no waiver covers, in source order.
  llvm::ArrayRef<Finding> findings(Rule R);

  /// What was wrong with the user's models, a line each; said once.
  std::vector<std::string> takeModelErrors() { return Models.takeErrors(); }

  /// Whether a precompiled header was made without annotations, so that none in it is seen;
  /// said once.
  bool takeEmptyAnnotations() { return std::exchange(HasEmptyAnnotations, false); }

  clang::ASTContext &context() const { return Ctx; }
  const UnitOptions &options() const { return Options; }
  const Annotations &annotations() const { return Said; }
  const ModelIndex &models() const { return Models; }
  const TypeFacts &facts() const { return Facts; }
  const Boundaries &boundaries() const { return Where; }
  const UnitIndex &index() const { return Index; }
  const Joins &joins() const { return Joining; }
  const Waivers &waivers() const { return Waived; }
  Forwarding &forwarding() { return Forwards; }
  /// The unit as a solved program, made when it is first asked for.
  UnitProgram &program();
  /// The same if anything has asked for it; else null.
  UnitProgram *programIfMade() { return Solved.get(); }

private:
  void analyse();

  clang::ASTContext &Ctx;
  UnitOptions Options;
  ModelIndex Models;
  Annotations Said;
  TypeFacts Facts;
  Boundaries Where;
  Joins Joining;
  UnitIndex Index;
  Waivers Waived;
  Forwarding Forwards;
  bool HasEmptyAnnotations;
  std::unique_ptr<UnitProgram> Solved;
  bool IsAnalysed = false;
  std::vector<Finding> ByRule[NumRules];
};

} // namespace ambit

#endif // AMBIT_ANALYSES_UNIT_H
