//===- Rename.cpp ---------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Rename.h"
#include "facts/Records.h"

using namespace llvm;

namespace ambit::facts {
namespace {

/// Visits records as a reader would, and changes nothing but paths.
class Renamer {
public:
  static constexpr bool IsReading = true;

  explicit Renamer(const LoweredProgram &Low, PathTable &Paths) : Paths(Paths) {
    for (const LoweredFunction &F : Low.Functions)
      if (F.ReturnedObject)
        Results[Low.Graph.Functions[F.Id].Name] = F.ReturnedObject;
  }

  bool isNeeded() const { return !Results.empty(); }

  void path(PathId &P) { P = renamed(P); }
  void place(PlaceId &) {}
  void symbol(SymbolId &) {}
  void function(FunctionId &) {}
  void someFunction(FunctionId &) {}
  void start(StartId &) {}
  void agent(uint32_t &) {}
  void phase(uint32_t &) {}
  void somePhase(uint32_t &) {}
  void calleeName(uint32_t &) {}
  void text(std::string &) {}
  template <class T> void count(T &) {}
  template <class T> void number(T &) {}
  template <class T> void kind(T &, T) {}
  template <class T, class... Bools> void kindAnd(T, T, Bools...) {}
  template <class T> void wordAnd(uint64_t, T, T) {}
  template <class T> void maybe(std::optional<T> &) {}
  template <class... Bools> void flags(Bools &...) {}
  template <class List, class Each> void list(List &L, Each Do) {
    for (auto &E : L)
      Do(E);
  }

private:
  PathId renamed(PathId P) {
    if (!P)
      return 0;
    if (auto It = Known.find(P); It != Known.end())
      return It->second;
    // Copies: the table grows.
    PathNode N = Paths[P];
    PathId New = P;
    if (N.Kind == PathKind::Result) {
      auto It = Results.find(N.Symbol);
      New = It == Results.end() ? P : It->second;
    } else {
      PathId Parent = renamed(N.Parent);
      SymbolId Symbol = N.Kind == PathKind::SomeElement ? renamed(N.Symbol) : N.Symbol;
      if (Parent != N.Parent || Symbol != N.Symbol)
        New = Paths.get(N.Kind, Parent, Symbol, N.Index);
    }
    Known[P] = New;
    return New;
  }

  PathTable &Paths;
  DenseMap<SymbolId, PathId> Results;
  DenseMap<PathId, PathId> Known;
};

} // namespace

void renameResults(LoweredProgram &Low) {
  Renamer X(Low, Low.Graph.Paths);
  if (!X.isNeeded())
    return;
  for (FunctionId F = 0; F < Low.Functions.size(); ++F) {
    bool IsWhereDeclared = false;
    records::function(X, Low.Graph.Functions[F], Low.Functions[F], IsWhereDeclared);
    records::body(X, Low.Graph.Functions[F], Low.Functions[F]);
  }
  for (Start &S : Low.Graph.Starts)
    records::start(X, S);
  for (PointerStore &S : Low.Graph.Stores)
    records::pointerStore(X, S);
}

} // namespace ambit::facts
