//===- StableNames.h --------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is the same in two runs of a tool, though numbers are not: names for symbols, functions,
// starts, temporaries and paths, and digests of what a function says to those who solve contexts.
//
// Two things of one program have two names. What no other unit can name, as a local, is named by
// the function in which it comes first.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PROGRAM_STABLENAMES_H
#define AMBIT_PROGRAM_STABLENAMES_H

#include "program/ContextSolver.h"
#include <functional>
#include <unordered_map>

namespace ambit {

/// What things of all kinds are called; never more than 63 bits.
using StableName = uint64_t;

/// Of the contents of something, so long that equal ones are of equal things.
struct ProgramDigest {
  uint64_t High = 0, Low = 0;
  bool operator==(const ProgramDigest &O) const { return High == O.High && Low == O.Low; }
  bool operator<(const ProgramDigest &O) const {
    return std::pair(High, Low) < std::pair(O.High, O.Low);
  }
};

/// Takes numbers and gives their digest.
class DigestWriter {
public:
  void add(uint64_t N) { Numbers.push_back(N); }
  void add(llvm::ArrayRef<uint64_t> All) {
    add(All.size());
    Numbers.insert(Numbers.end(), All.begin(), All.end());
  }
  void add(std::optional<int64_t> N) {
    add(uint64_t(N.has_value()));
    add(static_cast<uint64_t>(N.value_or(0)));
  }
  /// Begins anew.
  ProgramDigest take();
  StableName takeName() { return take().Low >> 1; }

private:
  std::vector<uint64_t> Numbers;
};

class StableNames {
public:
  /// \param Identity  of a symbol, the same in all runs; 0 if it has none
  StableNames(Program &Graph, const RelevantParameters &Relevant, const HandlerCalls &Handlers,
              const std::function<uint64_t(SymbolId)> &Identity);

  StableName symbol(SymbolId S);
  StableName function(FunctionId F) const { return Functions[F]; }
  StableName start(StartId S) const { return Starts[S]; }
  StableName path(PathId P);
  StableName held(const Held &H);
  /// Of lists: of what the solver takes as a set, whatever the order of numbers.
  StableName given(llvm::ArrayRef<PathId> Given);
  StableName holds(llvm::ArrayRef<Held> Holds);
  StableName notYet(llvm::ArrayRef<StartId> NotYet);
  /// What is said of \p F to those who call it.
  StableName head(FunctionId F);
  /// What the solver asks of \p F when it runs in a context.
  const ProgramDigest &digest(FunctionId F) const { return Digests[F]; }
  /// Which paths are other names of others.
  StableName aliases();

  /// Names of the Index of a path, if it is not just a number.
  bool hasNumberedIndex(const PathNode &N) const {
    return N.Kind == PathKind::Temporary &&
           (N.Symbol == TemporaryKind::OfExpression || N.Symbol == TemporaryKind::OfCall);
  }
  StableName temporary(const PathNode &N);

  std::optional<SymbolId> symbolNamed(StableName N) const { return find(SymbolOf, N); }
  std::optional<FunctionId> functionNamed(StableName N) const { return find(FunctionOf, N); }
  std::optional<StartId> startNamed(StableName N) const { return find(StartOf, N); }
  std::optional<int64_t> temporaryNamed(StableName N) const { return find(TemporaryOf, N); }

private:
  template <class Of> using ByName = std::unordered_map<StableName, Of>;
  template <class Of> static std::optional<Of> find(const ByName<Of> &In, StableName N) {
    auto It = In.find(N);
    return It == In.end() ? std::nullopt : std::optional(It->second);
  }
  StableName next();
  StableName state(const LocalState &S);
  void digestOf(FunctionId F);

  Program &Graph;
  const RelevantParameters &Relevant;
  const HandlerCalls &Handlers;
  std::function<uint64_t(SymbolId)> Identity;
  StableName Owner = 0; ///< who names what has no name
  uint64_t NumOwned = 0;
  std::vector<StableName> Symbols, Functions, Starts, Paths; ///< 0 if not yet known
  std::map<std::pair<SymbolId, int64_t>, StableName> Temporaries;
  llvm::DenseMap<const LocalState *, StableName> States;
  std::vector<ProgramDigest> Digests;
  ByName<SymbolId> SymbolOf;
  ByName<FunctionId> FunctionOf;
  ByName<StartId> StartOf;
  ByName<int64_t> TemporaryOf;
};

} // namespace ambit

#endif // AMBIT_PROGRAM_STABLENAMES_H
