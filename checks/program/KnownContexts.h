//===- KnownContexts.h ------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Contexts as they were solved in an earlier run, to be used again where all that their solving
// looked at is as it was: what a context is, its entries, the functions that run in it, and what
// was asked about pointers. Things are named in a way that other runs understand.
//
// What is kept is only ever a shorter way to what solving gives. Bytes that make no sense, or
// name what is no more, are as if there were none.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PROGRAM_KNOWNCONTEXTS_H
#define AMBIT_PROGRAM_KNOWNCONTEXTS_H

#include "program/StableNames.h"
#include <memory>

namespace ambit {

class KnownContexts {
public:
  /// \param Bytes  as an earlier run's `bytes`; empty if there was none
  explicit KnownContexts(std::string Bytes);
  ~KnownContexts();

  /// Says by what symbols are known: a number that is the same in all runs, or 0. Has to be said
  /// before a program is solved.
  void identifyBy(std::function<uint64_t(SymbolId)> Of) { Identity = std::move(Of); }

  /// What to keep; nothing if that is what was known before.
  const std::optional<std::string> &bytes() const { return Out; }

  /// How many contexts there are, and how many of them were solved in this run.
  size_t numContexts() const { return NumContexts; }
  size_t numSolved() const { return NumSolved; }
  bool hadSome() const { return HadSome; }

private:
  friend class Solution;
  struct Reader;
  struct Writer;

  /// Of the program that is solved now; the rest is asked for after this.
  void begin(Program &Graph, const RelevantParameters &Relevant, const HandlerCalls &Handlers,
             PointerContents &Contents, NodeLists &Lists);
  ProgramDigest key(const Context &What, bool IsStartUp, llvm::ArrayRef<ContextEntry> Entries);
  /// The context of key \p Key, with its nodes or without.
  std::optional<SolvedContext> find(const ProgramDigest &Key);
  /// Adds the nodes to \p Solved, which `find` has found for so many entries.
  /// \returns whether there are some
  bool addNodes(const ProgramDigest &Key, size_t NumEntries, SolvedContext &Solved);
  /// The context of \p Key is \p Solved, with its nodes or without.
  void add(const ProgramDigest &Key, const SolvedContext &Solved);
  /// All is added. \p Solved of \p Contexts are new.
  void end(size_t Contexts, size_t Solved);

  std::string Bytes;
  std::function<uint64_t(SymbolId)> Identity;
  std::optional<std::string> Out;
  std::unique_ptr<StableNames> Names;
  StableName Aliases = 0;
  std::unique_ptr<Reader> In;
  std::unique_ptr<Writer> To;
  size_t NumContexts = 0, NumSolved = 0;
  bool HadSome = false;
};

} // namespace ambit

#endif // AMBIT_PROGRAM_KNOWNCONTEXTS_H
