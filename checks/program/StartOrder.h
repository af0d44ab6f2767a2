//===- StartOrder.h ---------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which contexts certainly do not run where certain starts have not happened. A context sleeps
// as long as all ways to start it are closed: not taken yet, or taken only by contexts that
// sleep themselves, or by code that only a pointer leads to which nobody has yet. Contexts that
// start each other in a circle all sleep until somebody else starts one of them: of all answers
// that fit, the one with most sleepers is right.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PROGRAM_STARTORDER_H
#define AMBIT_PROGRAM_STARTORDER_H

#include "program/Program.h"

namespace ambit {

class StartOrder {
public:
  /// Sets of starts; while all of one set are closed, the context sleeps. An empty one is of a
  /// context that does not run as far as is seen.
  using Gates = std::vector<StartSet>;

  StartOrder() = default;
  /// \p Executors are the contexts that execute a start, by start. Both are kept by who asks.
  /// \p MayRunOn are those whose end, once told, does not show that what they started is over.
  /// \p Exposed are the starts, of the kind Expose, that code comes after which executes a start;
  /// none if it is come to in other ways.
  StartOrder(llvm::ArrayRef<Start> Starts, std::vector<Gates> ByContext,
             llvm::ArrayRef<std::vector<ContextId>> Executors, StartSet MayRunOn,
             std::vector<llvm::ArrayRef<StartId>> Exposed)
      : Starts(Starts), ByContext(std::move(ByContext)), Executors(Executors),
        MayRunOn(std::move(MayRunOn)), Exposed(std::move(Exposed)) {}

  /// Whether \p C certainly does not run where \p NotYet holds.
  bool isAsleep(ContextId C, const StartSet &NotYet) const;
  /// Whether certainly none of \p Any has happened where \p NotYet holds.
  bool areClosed(llvm::ArrayRef<StartId> Any, const StartSet &NotYet) const;

private:
  /// A context, and what the one was started by that it started.
  using Question = std::pair<ContextId, uint32_t>;
  enum : uint32_t { Itself = 0, ByAnybody = ~0u };
  struct Answers {
    StartSet NotYet;
    llvm::DenseMap<Question, bool> IsAsleep;
    bool IsBeginning = false;               ///< something has not been started yet, or has ended
    llvm::SmallVector<uint32_t, 2> EndedBy; ///< Start::By of those that have ended, sorted
  };

  Answers &answersFor(const StartSet &NotYet) const;
  /// Calls \p IsSleeping for other questions until the answer to \p Q is known.
  template <class Asker> bool sleeps(const Answers &A, Question Q, Asker IsSleeping) const;
  void solve(Answers &A, Question First) const;

  llvm::ArrayRef<Start> Starts;
  std::vector<Gates> ByContext;
  llvm::ArrayRef<std::vector<ContextId>> Executors;
  StartSet MayRunOn;                            ///< sorted
  std::vector<llvm::ArrayRef<StartId>> Exposed; ///< by start
  mutable std::map<StartSet, Answers> Known;
  mutable Answers *Last = nullptr; ///< mostly the same set is asked for again
};

} // namespace ambit

#endif // AMBIT_PROGRAM_STARTORDER_H
