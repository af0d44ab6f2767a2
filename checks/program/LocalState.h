//===- LocalState.h ---------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is known at a point of a function, relative to its entry. A program has millions of
// points and few different states: each state is there once.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PROGRAM_LOCALSTATE_H
#define AMBIT_PROGRAM_LOCALSTATE_H

#include "program/Context.h"
#include <unordered_set>

namespace ambit {

using StartId = uint32_t;

/// A small sorted set of starts.
using StartSet = ThinVector<StartId>;
/// Added to a start in a set of those that do not run: it has run, and was joined.
constexpr StartId Ended = 1u << 30;

/// Two paths that name one object.
struct SameObject {
  PathId One = 0;
  PathId Other = 0;
  bool operator==(const SameObject &O) const { return One == O.One && Other == O.Other; }
};

/// What is known at a point of a function, relative to its entry.
struct LocalState {
  LockSet Holds;               ///< taken since the entry, on every path
  ThinVector<PathId> Released; ///< of what the caller held
  bool ReleasedAllMasks = false;
  StartSet Started;            ///< on some path
  StartSet Joined;             ///< on every path, after it was started
  ThinVector<SameObject> Same; ///< a comparison of two pointers has shown it
  std::optional<int64_t> Core; ///< a comparison has shown that this core runs here
  std::optional<bool> InIsr;   ///< a question has shown whether a handler runs here
  bool IsPinned = false;       ///< it has bound itself to a core, perhaps to Core
  bool IsReached = false;

  auto key() const {
    return std::tie(Holds, Released, ReleasedAllMasks, Started, Joined, Same, Core, InIsr, IsPinned,
                    IsReached);
  }
  bool operator==(const LocalState &O) const { return key() == O.key(); }
};

/// A state that nobody changes, of a LocalStates or that of a point that is not reached.
class LocalStateRef {
public:
  LocalStateRef() = default;
  /// Of a point that is reached and of which nothing more is known.
  static LocalStateRef reached() { return LocalStateRef(Reached); }

  const LocalState &operator*() const { return *To; }
  const LocalState *operator->() const { return To; }
  operator const LocalState &() const { return *To; }

private:
  friend class LocalStates;
  explicit LocalStateRef(const LocalState &To) : To(&To) {}
  static const LocalState Unreached, Reached;

  const LocalState *To = &Unreached;
};

/// The states of a program.
class LocalStates {
public:
  LocalStateRef get(LocalState S) {
    // Most points of most programs.
    if (S == *LocalStateRef::reached())
      return LocalStateRef::reached();
    return LocalStateRef(*Known.insert(std::move(S)).first);
  }

private:
  struct Hash {
    size_t operator()(const LocalState &S) const;
  };
  std::unordered_set<LocalState, Hash> Known;
};

} // namespace ambit

#endif // AMBIT_PROGRAM_LOCALSTATE_H
