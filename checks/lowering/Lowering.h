//===- Lowering.h -----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From the AST of a unit to a Program: each function's accesses, calls, starts and
// hazards, and its blocks of events for the lock flow. Bodies in the unit's own files
// are lowered all, inline functions of system headers when something calls them.
// What is unknown is left out: an event stands for something the code certainly does.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_LOWERING_LOWERING_H
#define AMBIT_LOWERING_LOWERING_H

#include "flow/LoweredProgram.h"
#include "lowering/Effects.h"
#include "model/Boundary.h"
#include "model/TypeFacts.h"

namespace ambit {

/// What a unit offers to lower.
struct UnitSources {
  clang::ASTContext &Ctx;
  const Annotations &Said;
  const ModelIndex &Models;
  const Boundaries &Where;
  const TypeFacts &Facts;
  llvm::ArrayRef<const clang::FunctionDecl *> Definitions;
  llvm::ArrayRef<const clang::VarDecl *> Tables;
  bool HasPhases = false;    ///< something ends one, or another unit may
  bool HasCoreBound = false; ///< some type belongs to a core
  bool IsToBeLinked = false; ///< other units may call what nobody calls here
};

class Lowering {
public:
  explicit Lowering(const UnitSources &Unit);

  LoweredProgram Out;
  Program &Graph = Out.Graph;
  Symbols Names;
  llvm::StringSet<> Assemblies; ///< texts
  std::vector<LoweredFunction> &Functions = Out.Functions;

  const clang::FunctionDecl &declaration(FunctionId F) const { return *Declarations[F]; }

  EffectReader &effects() { return Effect; }
  PathReader &paths() { return Reader; }

private:
  friend class FunctionLowering;

  /// The number of \p F if another unit may have its body; none if nobody asks.
  FunctionId elsewhere(const clang::FunctionDecl &F) {
    return Unit.IsToBeLinked && F.isExternallyVisible() ? use(F) : NoFunction;
  }

  /// The number of \p F, whose body is lowered if it is worth it.
  FunctionId use(const clang::FunctionDecl &F);
  void lower(const clang::FunctionDecl &F);
  /// What \p Named is defined as: a body, if there is one.
  static const clang::FunctionDecl &definitionOf(const clang::FunctionDecl &Named);
  /// The number of \p F, of which code takes the address; none if that cannot matter.
  FunctionId exposed(const clang::FunctionDecl &F);
  void exposeEarly(const clang::VarDecl &V);
  void keepExposedEarly();
  /// Keeps for notes what \p A says of \p Of.
  void keepSaying(llvm::DenseMap<SymbolId, LoweredProgram::Saying> &In, SymbolId Of,
                  const Annotation &A);
  void findOwnLocks();
  /// Keeps to what a model says of \p Callable, which is given to \p Library's function.
  void runByLibrary(FunctionId Callable, const clang::Decl &Library);
  void forgetLibraryCalls();
  void describe(const clang::FunctionDecl &F, LoweredFunction &Into);
  void addEntry(const clang::FunctionDecl &F, Function &Into);
  void addTable(const clang::VarDecl &V);
  void addInitialization(const clang::VarDecl &V);
  /// \p In is what \p E initialises, if that can lead to functions.
  void addTableEntry(const clang::Expr *E, const clang::FieldDecl *Field, bool IsVectors,
                     PathId In = 0);
  /// Whether a pointer of type \p T, or one in an object of it, is to a function or to a
  /// structure of such pointers.
  bool leadsToFunctions(clang::QualType T, unsigned Depth = 0);
  void keepStore(ThinVector<PointerStore> &To, PathId In, PathId What);
  void store(SymbolId Pointer, const clang::FunctionDecl &F);
  void storedIn(const clang::FieldDecl &Field, const clang::FunctionDecl &F, PlaceId At);
  /// What a model says of a callable's context, at a call with \p Arguments.
  void apply(const ContextModel &M, llvm::ArrayRef<const clang::Expr *> Arguments,
             const clang::Decl &Callee, Context &Into);
  std::optional<int64_t> number(const NumberModel &N, llvm::ArrayRef<const clang::Expr *> Arguments,
                                const clang::Decl &Callee, std::string *Name = nullptr) const;
  uint32_t agentNamed(llvm::StringRef Name);
  uint32_t phaseNamed(llvm::StringRef Name);
  /// A call of what \p M describes shows how many cores there are.
  void noteCores(const FunctionModel &M);
  /// A number for all functions of this name, from 1.
  uint32_t calleeNamed(llvm::StringRef Name) {
    return Out.CalleeNames.try_emplace(Name, Out.CalleeNames.size() + 1).first->second;
  }

  const UnitSources &Unit;
  /// Whether bodies may have errors in them, of this file or of what was compiled before.
  const bool MayBeBroken;
  PathReader Reader;
  EffectReader Effect;
  llvm::DenseMap<const clang::FunctionDecl *, FunctionId> Numbers;
  std::vector<const clang::FunctionDecl *> Pending;
  /// Whose addresses are taken before the program runs, or nobody knows where.
  llvm::SmallPtrSet<const clang::FunctionDecl *, 8> ExposedEarly;
  llvm::DenseMap<std::pair<const clang::RecordDecl *, unsigned>, bool> KnownLeading;
  /// The libraries, by their outermost namespace, to which objects that can be called are given.
  llvm::DenseMap<FunctionId, llvm::SmallPtrSet<const clang::DeclContext *, 2>> Libraries;
  std::vector<const clang::FunctionDecl *> Declarations; ///< by FunctionId
};

} // namespace ambit

#endif // AMBIT_LOWERING_LOWERING_H
