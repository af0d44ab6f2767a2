//===- ContextMap.h ---------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From a solved program to who runs in it, which function runs where, and by which calls each
// context comes there: what verbs and reports list and editors show. It no longer needs the
// program; as JSON it goes from one that sees all of it to one that sees a file.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FACTS_CONTEXTMAP_H
#define AMBIT_FACTS_CONTEXTMAP_H

#include "facts/PlacedFinding.h"
#include "flow/SolvedProgram.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <set>

namespace ambit::facts {

struct ContextMap {
  /// A context; those parts of one that the solver keeps apart by the core are one.
  struct Runner {
    std::string Name; ///< of the function it starts in
    Context::Kind What = Context::Unknown;
    std::string Kind; ///< one of the words below
    std::set<int64_t> Cores;
    std::optional<int64_t> Level; ///< of an interrupt, or the priority of a thread
    std::string Line;             ///< of an interrupt
    bool IsMany = false;
    bool IsMigrating = false;
    TextPlace DefinedAt, StartedAt, SaidAt; ///< in line 0 if there is none

    /// `0`, `any`, `not known`.
    std::string coreText() const;
    /// Where it is registered, started, declared or defined, the first that is known.
    std::pair<const TextPlace &, const char *> origin() const;
    /// `uart_isr: interrupt handler, level 3, core 1`.
    std::string heading() const;
    /// `core 1, interrupt level 3`; what is not known is left out.
    std::string whereabouts() const;
  };
  static constexpr uint32_t NoWay = ~0u;
  /// How a context comes to a function: by a call in another, or because it starts there.
  struct Way {
    uint32_t To = 0;         ///< routine
    uint32_t By = 0;         ///< runner
    uint32_t Caller = NoWay; ///< the way to the function with the call
    TextPlace CalledAt;
  };
  /// A function that runs.
  struct Routine {
    std::string Name;
    bool HasName = true;   ///< or `a lambda`
    uint64_t Identity = 0; ///< of facts/Naming.h; 0 if it has none
    TextPlace DefinedAt;
    std::set<uint32_t> RunBy;
    std::vector<uint32_t> Ways; ///< a shortest one for each runner

    /// Its name in a sentence.
    std::string quoted() const { return HasName ? "'" + Name + "'" : Name; }
  };

  /// The kinds of contexts, as they are shown and written.
  static constexpr llvm::StringLiteral StartUp = "start-up code", Uncalled = "not called here",
                                       Thread = "thread", MainThread = "main thread",
                                       Signal = "signal handler", Interrupt = "interrupt handler";

  std::vector<Runner> Runners;   ///< most urgent first: handlers, threads, start-up, unknown
  std::vector<Routine> Routines; ///< by place
  std::vector<Way> Ways;
  std::vector<uint32_t> RunnerOf;  ///< by ContextId
  std::vector<uint32_t> RoutineOf; ///< by FunctionId; ~0u if it does not run

  /// What happens on a way, in order: `'poll' is started here`, `'poll' calls 'read' here`.
  struct Step {
    TextPlace At;
    std::string Text;
  };
  std::vector<Step> steps(const Way &W) const;

  /// Where \p F runs, in one line: `runs on core 1, interrupt level 3`, or each of several
  /// contexts; empty if nobody is seen to call it.
  std::string whereabouts(const Routine &F) const;

  /// `runs in 2 contexts`.
  static std::string runsIn(size_t Count);
};

/// \param Place         of a number of \p P
/// \param Identity      of a symbol of \p P; 0 if it has none
/// \param WithUncalled  also where functions run that nobody is seen to call
ContextMap mapContexts(const SolvedProgram &P, llvm::function_ref<TextPlace(PlaceId)> Place,
                       llvm::function_ref<uint64_t(SymbolId)> Identity, bool WithUncalled = true);

/// Ways of functions that nobody is seen to call are left out.
llvm::json::Value toJSON(const ContextMap &M);
bool fromJSON(const llvm::json::Value &From, ContextMap &Into, llvm::json::Path At);

} // namespace ambit::facts

#endif // AMBIT_FACTS_CONTEXTMAP_H
