//===- Context.h ------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Contexts, the agents that execute code, when two of them overlap, and whether
// the locks that they hold exclude that: the rules of docs/model.md, and nothing
// else.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PROGRAM_CONTEXT_H
#define AMBIT_PROGRAM_CONTEXT_H

#include "program/Lock.h"

namespace ambit {

/// A number of the unit's table of places in the source; 0 is no place.
using PlaceId = uint32_t;
using ContextId = uint32_t;

/// The machine as far as the program shows it.
struct Machine {
  bool HasManyCores = false;
  bool IsHosted = false; ///< threads of an operating system
};

/// How the LineName of a callable begins that waits for its handle to be signalled.
constexpr llvm::StringLiteral IdleHandle = "handle ";

struct Context {
  enum Kind : uint8_t {
    Init,    ///< before interrupts and other cores start
    Unknown, ///< called by somebody outside the unit
    Thread,
    Isr,
  };
  Kind What = Unknown;
  bool IsMany = false;          ///< several instances
  bool IsSignal = false;        ///< a handler of the operating system's signals
  bool IsMigrating = false;     ///< the scheduler may move it
  bool IsAfterPhase = false;    ///< after the end of a phase, as nothing that runs before it
  bool IsElsewhere = false;     ///< on a core that its start names, though not by a constant
  bool IsAssumed = false;       ///< a function that nobody is seen to call
  bool IsCalled = false;        ///< by the call that signals it: it preempts nobody
  std::optional<int64_t> Core;  ///< the core it is pinned to
  std::optional<int64_t> Level; ///< larger is more urgent
  std::optional<int64_t> Line;  ///< the interrupt line it serves
  std::string LineName;         ///< the same by name: the stem of USART1_IRQHandler
  std::string EnabledBy;        ///< what has to be started before it can come, as by LineName
  SymbolId Entry = 0;           ///< the function it starts in
  uint32_t Agent = 0;           ///< contexts with one number run one after the other
  PlaceId StartedAt = 0;        ///< where it is registered or started, if that is visible
  PlaceId SaidAt = 0;           ///< where it is declared to be what it is
};

/// In which ways two contexts may overlap.
struct Overlap {
  bool IsParallel = false;
  bool SecondPreempts = false; ///< the second runs between two instructions of the first
  bool FirstPreempts = false;

  bool any() const { return IsParallel || SecondPreempts || FirstPreempts; }
};

Overlap overlapOf(const Context &A, const Context &B, const Machine &M);

/// Whether both may run on one core.
bool mayShareCore(const Context &A, const Context &B, const Machine &M);

/// Whether \p H, held by code of another context, keeps \p By from preempting it.
bool masks(const Held &H, const Context &By, const PathTable &Paths);

/// Whether \p By cannot preempt \p A, which holds \p Holds, in a way that matters to two
/// accesses: it is masked, or waits for the same lock, or gives up.
bool excludesPreemption(const Context &A, const LockSet &Holds, const Context &By,
                        const LockSet &ByHolds, const PathTable &Paths);

/// Whether both hold one lock that keeps out other cores.
bool excludesParallel(const LockSet &A, const LockSet &B, const PathTable &Paths);

} // namespace ambit

#endif // AMBIT_PROGRAM_CONTEXT_H
