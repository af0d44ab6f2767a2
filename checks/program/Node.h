//===- Node.h ---------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function in a context, with what is known at its entry there, and what follows for a point of
// it. Paths are absolute, that is, in terms that mean the same in all functions.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PROGRAM_NODE_H
#define AMBIT_PROGRAM_NODE_H

#include "program/ListPool.h"
#include "program/Program.h"

namespace ambit {

using NodeId = uint32_t;
constexpr NodeId NoNode = ~0u;

/// A function in a context, called with certain objects.
struct Node {
  FunctionId Function = NoFunction;
  ContextId Runs = 0;
  ListRef<Bindings> Given;  ///< absolute
  ListRef<LockSet> Holds;   ///< at the entry, on every way here
  ListRef<StartSet> NotYet; ///< starts that certainly have not happened at the entry, or have ended
  NodeId Caller = NoNode;   ///< on a shortest way here
  PlaceId CalledAt = 0;
  /// Why what is wrong here need not be: reasons not to speak of it.
  enum : uint8_t {
    Guessed = 1, ///< only guesses lead here: see Call::IsGuess
    Told = 2,    ///< only calls lead here of which it is wrong already that a handler makes them
  };
  uint8_t Doubts = 0;
  bool IsEntry = false; ///< a context begins here

  /// Whether to speak of it: never twice of one cause, of guesses only to who wants to hear them.
  bool isSpokenOf(bool WithGuesses) const { return WithGuesses ? !(Doubts & Told) : Doubts == 0; }
};

/// The lists that nodes have.
struct NodeLists {
  ListPool<Bindings> Given;
  ListPool<LockSet> Holds;
  ListPool<StartSet> NotYet;
};

/// A point of a node: what is known there, in absolute terms.
struct PointState {
  LockSet Holds;
  StartSet NotYet;
};

/// Objects by position, while they are found.
using Objects = llvm::SmallVector<PathId, 8>;

/// \p P of the function of \p N as an absolute path; 0 if it has none.
inline PathId absolute(PathTable &Paths, PathId P, const Node &N) {
  return Paths.substitute(P, N.Given);
}
/// \p L with an absolute path.
inline Held absolute(PathTable &Paths, Held L, const Node &N) {
  L.Lock = absolute(Paths, L.Lock, N);
  return L;
}
/// The objects that are \p Given in the function of \p N.
Objects absolute(PathTable &Paths, llvm::ArrayRef<PathId> Given, const Node &N);

PointState stateAt(PathTable &Paths, const Node &N, const LocalState &Local);

/// Whether code with \p Local runs in \p C at all, for all that questions showed.
bool runsHere(const LocalState &Local, const Context &C);

} // namespace ambit

#endif // AMBIT_PROGRAM_NODE_H
