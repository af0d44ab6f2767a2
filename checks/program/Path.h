//===- Path.h ---------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The path by which a program names an object, as numbers: a root (a global, a
// local, a parameter, a lock of the machine), then members, elements and
// pointers followed. Equal paths are one number. In `void f(struct s *p)`,
// `p->m` is Field(Pointee(Parameter 1), m); where f is called with `&g`, the
// pointee of parameter 1 is g, and the same access is Field(Global g, m).
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PROGRAM_PATH_H
#define AMBIT_PROGRAM_PATH_H

#include "program/ThinVector.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <cstdint>
#include <vector>

namespace ambit {

/// A number of the unit's table of declarations.
using SymbolId = uint32_t;
/// A number of a PathTable. 0 is no path: nobody knows what is named.
using PathId = uint32_t;
/// What the pointer parameters of a function lead to, by position; 0 is `this`.
using Bindings = ThinVector<PathId>;

enum class PathKind : uint8_t {
  None,
  Global,      ///< a variable that lives longer than a call
  Local,       ///< a variable of a function
  Parameter,   ///< parameter Index, counted from 1; 0 is `this`
  Function,    ///< a function, as what a pointer leads to
  Temporary,   ///< the result of expression Index
  Result,      ///< what a function returns whenever it is called
  Unknown,     ///< what parameter Index of function Symbol leads to, for callers nobody sees
  Machine,     ///< lock number Index of the machine, such as the interrupt mask
  Register,    ///< something at a constant address
  Field,       ///< member Symbol of the parent
  Element,     ///< element Index of the parent
  SomeElement, ///< an element of the parent, chosen by the value of path Symbol; any if 0
  Pointee,     ///< what the parent points to
};

/// What the Symbol of a Temporary says of its Index.
struct TemporaryKind {
  enum Kind : SymbolId {
    OfExpression = 0, ///< a number of the unit
    OfLock = 1,       ///< a path: the lock, of a condition that nobody can name again
    OfParameter = 2,  ///< a position, where the callee's name for an argument is all there is
    OfCall = 3,       ///< the place of a call
    OfVariable = 4,   ///< a symbol
  };
};

struct PathNode {
  PathKind Kind = PathKind::None;
  PathId Parent = 0;
  SymbolId Symbol = 0;
  int64_t Index = 0;
};

/// By which a table finds a path.
struct PathNodeInfo {
  static PathNode getEmptyKey() { return {PathKind::None, ~0u, 0, 0}; }
  static PathNode getTombstoneKey() { return {PathKind::None, ~0u, 1, 0}; }
  static unsigned getHashValue(const PathNode &N) {
    uint64_t Hash = (static_cast<uint64_t>(N.Parent) << 32 | N.Symbol) * 0x9E3779B97F4A7C15ull;
    Hash ^= (static_cast<uint64_t>(N.Index) << 4 | static_cast<unsigned>(N.Kind)) *
            0xC2B2AE3D27D4EB4Full;
    return static_cast<unsigned>(Hash >> 32);
  }
  static bool isEqual(const PathNode &A, const PathNode &B) {
    return A.Kind == B.Kind && A.Parent == B.Parent && A.Symbol == B.Symbol && A.Index == B.Index;
  }
};

class PathTable {
public:
  PathTable() { Nodes.emplace_back(); }

  PathId get(PathKind Kind, PathId Parent, SymbolId Symbol = 0, int64_t Index = 0);
  PathId root(PathKind Kind, SymbolId Symbol, int64_t Index = 0) {
    if (Symbol < SymbolRoots.size() && Index == 0)
      if (PathId Root = SymbolRoots[Symbol]; Root && Nodes[Root].Kind == Kind)
        return Root;
    return get(Kind, 0, Symbol, Index);
  }
  PathId field(PathId Of, SymbolId Member) { return Of ? get(PathKind::Field, Of, Member) : 0; }
  PathId pointee(PathId Of) { return Of ? get(PathKind::Pointee, Of) : 0; }

  /// \p Name is another name of \p Object from now on.
  void alias(PathId Name, PathId Object) {
    if (Name && Object && Name != Object && !contains(Name, Object))
      Aliases[Name] = Object;
  }

  /// Calls \p Do for each alias, in the order of the names.
  template <class Each> void forAliases(Each Do) const {
    std::vector<std::pair<PathId, PathId>> Sorted(Aliases.begin(), Aliases.end());
    llvm::sort(Sorted);
    for (auto [Name, Object] : Sorted)
      Do(Name, Object);
  }

  size_t size() const { return Nodes.size(); }
  const PathNode &operator[](PathId P) const { return Nodes[P]; }
  const PathNode &rootOf(PathId P) const;
  unsigned depthOf(PathId P) const;

  /// \p P as the caller names it who calls with \p Given; 0 if it cannot name it.
  PathId substitute(PathId P, llvm::ArrayRef<PathId> Given);

  /// Whether \p P is the same object in all functions.
  bool isAbsolute(PathId P) const;

  /// Whether \p Outer is \p P or contains it.
  bool contains(PathId Outer, PathId P) const;

  /// The parameter that \p P starts from by pointer; -1 if it does not.
  int parameterOf(PathId P) const;

  /// Forgets the paths from \p First on, but for those that \p IsUsed says and what they are made
  /// of, and numbers these anew: by what they are, not by when they were made.
  /// \returns the new numbers, by old number less \p First
  std::vector<PathId> renumber(PathId First, std::vector<bool> IsUsed);

private:
  PathId *rootSlot(PathKind Kind, SymbolId Symbol, int64_t Index);
  PathId add(PathKind Kind, PathId Parent, SymbolId Symbol, int64_t Index) {
    Nodes.push_back({Kind, Parent, Symbol, Index});
    return static_cast<PathId>(Nodes.size() - 1);
  }

  std::vector<PathNode> Nodes;
  /// The roots that are asked for most: variables and functions by their symbol, and the results
  /// of expressions by their index. The first kind that a symbol is a root of has its place.
  std::vector<PathId> SymbolRoots, ExpressionRoots;
  llvm::DenseMap<PathId, PathId> Aliases;
  llvm::DenseMap<PathNode, PathId, PathNodeInfo> Known;
};

} // namespace ambit

#endif // AMBIT_PROGRAM_PATH_H
