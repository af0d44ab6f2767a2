//===- UnitProgram.h --------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A unit as a solved program: lowered, its functions solved callees first, then from
// the entries down. Made once; every analysis of locks and contexts reads it.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_LOWERING_UNITPROGRAM_H
#define AMBIT_LOWERING_UNITPROGRAM_H

#include "flow/SolvedProgram.h"
#include "lowering/Lowering.h"

namespace ambit {

/// Answers from the AST what the numbers of a unit's program stand for.
class UnitNames : public ProgramNames {
public:
  UnitNames(Symbols &Names, const TypeFacts &Facts, const ModelIndex &Models,
            const clang::SourceManager &Sources)
      : Names(Names), Facts(Facts), Models(Models), Sources(Sources) {}

  std::string name(SymbolId S) const override;
  std::string nameInSentence(SymbolId S) const override;
  bool isLambda(SymbolId S) const override;
  bool isExempt(SymbolId S) const override;
  PlaceId declaredAt(SymbolId S) const override;
  bool isBefore(PlaceId A, PlaceId B) const override;
  SourceLine line(PlaceId P) const override;
  uint64_t userPlace(PlaceId P) const override;
  bool isInSystemHeader(PlaceId P) const override;

private:
  bool isSyncByName(clang::QualType T) const;

  Symbols &Names;
  const TypeFacts &Facts;
  const ModelIndex &Models;
  const clang::SourceManager &Sources;
  mutable llvm::DenseMap<SymbolId, bool> Exempt;
};

class UnitProgram {
public:
  explicit UnitProgram(const UnitSources &Unit);

  /// The program before anything in it is resolved; gone once it is solved.
  LoweredProgram *lowered() { return Solved ? nullptr : &Low.Out; }
  const SolvedProgram &solved();
  const ProgramNames &names() const { return Names; }
  /// What the functions have written in assembly, each text once.
  std::vector<llvm::StringRef> assemblies() const {
    return {Low.Assemblies.keys().begin(), Low.Assemblies.keys().end()};
  }
  EffectReader &effects() { return Low.effects(); }
  const Symbols &symbols() const { return Low.Names; }
  const clang::FunctionDecl &declaration(FunctionId F) const { return Low.declaration(F); }
  PlaceId place(clang::SourceLocation At) { return Low.Names.place(At); }
  clang::SourceLocation location(PlaceId P) const { return Low.Names.location(P); }

private:
  Lowering Low;
  UnitNames Names;
  std::unique_ptr<SolvedProgram> Solved;
};

} // namespace ambit

#endif // AMBIT_LOWERING_UNITPROGRAM_H
