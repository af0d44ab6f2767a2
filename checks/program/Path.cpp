//===- Path.cpp -----------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Path.h"
#include <tuple>

namespace ambit {

/// The place of a root that needs no search; null if it has none.
PathId *PathTable::rootSlot(PathKind Kind, SymbolId Symbol, int64_t Index) {
  constexpr size_t MaxSlots = 1u << 24; // numbers are dense, but a damaged file may say anything
  std::vector<PathId> *Slots = nullptr;
  size_t Slot = 0;
  if (Kind == PathKind::Temporary && Symbol == TemporaryKind::OfExpression) {
    Slots = &ExpressionRoots;
    Slot = static_cast<size_t>(Index);
  } else if (Index == 0 &&
             (Kind == PathKind::Global || Kind == PathKind::Local || Kind == PathKind::Function)) {
    Slots = &SymbolRoots;
    Slot = Symbol;
  }
  if (!Slots || Slot >= MaxSlots)
    return nullptr;
  if (Slot >= Slots->size())
    Slots->resize(Slot + 1);
  PathId &Root = (*Slots)[Slot];
  return !Root || Nodes[Root].Kind == Kind ? &Root : nullptr;
}

PathId PathTable::get(PathKind Kind, PathId Parent, SymbolId Symbol, int64_t Index) {
  if (!Parent)
    if (PathId *Root = rootSlot(Kind, Symbol, Index)) {
      if (!*Root)
        *Root = add(Kind, Parent, Symbol, Index);
      return *Root;
    }
  auto [It, IsNew] =
      Known.try_emplace(PathNode{Kind, Parent, Symbol, Index}, static_cast<PathId>(Nodes.size()));
  if (IsNew)
    add(Kind, Parent, Symbol, Index);
  else if (Kind == PathKind::Pointee)
    if (auto Alias = Aliases.find(It->second); Alias != Aliases.end())
      return Alias->second;
  return It->second;
}

std::vector<PathId> PathTable::renumber(PathId First, std::vector<bool> IsUsed) {
  const std::vector<PathNode> Old(Nodes.begin() + First, Nodes.end());
  // What a path is made of was made before it.
  std::vector<uint32_t> Level(Old.size());
  std::vector<std::vector<uint32_t>> Levels;
  for (size_t I = Old.size(); I-- > 0;)
    if (IsUsed[I] && Old[I].Parent >= First)
      IsUsed[Old[I].Parent - First] = true;
  for (size_t I = 0; I < Old.size(); ++I) {
    PathId *Root = Old[I].Parent ? nullptr : rootSlot(Old[I].Kind, Old[I].Symbol, Old[I].Index);
    if (Root && *Root == First + I)
      *Root = 0;
    else
      Known.erase(Old[I]);
    if (!IsUsed[I])
      continue;
    Level[I] = Old[I].Parent >= First ? Level[Old[I].Parent - First] + 1 : 0;
    if (Level[I] >= Levels.size())
      Levels.resize(Level[I] + 1);
    Levels[Level[I]].push_back(I);
  }
  Nodes.resize(First);
  std::vector<PathId> New(Old.size());
  for (std::vector<uint32_t> &Same : Levels) {
    auto NewParent = [&](uint32_t I) {
      return Old[I].Parent >= First ? New[Old[I].Parent - First] : Old[I].Parent;
    };
    auto Key = [&](uint32_t I) {
      return std::tuple(NewParent(I), Old[I].Kind, Old[I].Symbol, Old[I].Index);
    };
    llvm::sort(Same, [&](uint32_t A, uint32_t B) { return Key(A) < Key(B); });
    for (uint32_t I : Same) {
      const PathNode &N = Old[I];
      New[I] = add(N.Kind, NewParent(I), N.Symbol, N.Index);
      if (PathId *Root = N.Parent ? nullptr : rootSlot(N.Kind, N.Symbol, N.Index))
        *Root = New[I];
      else
        Known[Nodes.back()] = New[I];
    }
  }
  return New;
}

const PathNode &PathTable::rootOf(PathId P) const {
  while (Nodes[P].Parent)
    P = Nodes[P].Parent;
  return Nodes[P];
}

unsigned PathTable::depthOf(PathId P) const {
  unsigned Depth = 0;
  for (; P; P = Nodes[P].Parent)
    ++Depth;
  return Depth;
}

PathId PathTable::substitute(PathId P, llvm::ArrayRef<PathId> Given) {
  PathNode Node = Nodes[P]; // a copy: the table grows
  switch (Node.Kind) {
  case PathKind::Pointee: {
    const PathNode &Parent = Nodes[Node.Parent];
    if (Parent.Kind == PathKind::Parameter) {
      size_t Index = Parent.Index;
      return Index < Given.size() ? Given[Index] : 0;
    }
    break;
  }
  case PathKind::Parameter:
    return 0;
  default:
    break;
  }
  if (!Node.Parent)
    return P;
  PathId Parent = substitute(Node.Parent, Given);
  if (!Parent)
    return 0;
  // Another element is chosen in each call.
  if (Node.Kind == PathKind::SomeElement && Node.Symbol) {
    const PathNode &Index = rootOf(Node.Symbol);
    if (Index.Kind == PathKind::Parameter || Index.Kind == PathKind::Local)
      Node.Symbol = 0;
  }
  return Parent == Node.Parent && Node.Symbol == Nodes[P].Symbol
             ? P
             : get(Node.Kind, Parent, Node.Symbol, Node.Index);
}

bool PathTable::isAbsolute(PathId P) const {
  if (!P)
    return false;
  PathKind Kind = rootOf(P).Kind;
  return Kind == PathKind::Global || Kind == PathKind::Local || Kind == PathKind::Function ||
         Kind == PathKind::Machine || Kind == PathKind::Result;
}

bool PathTable::contains(PathId Outer, PathId P) const {
  for (; P; P = Nodes[P].Parent)
    if (P == Outer)
      return true;
  return false;
}

int PathTable::parameterOf(PathId P) const {
  for (; P; P = Nodes[P].Parent)
    if (Nodes[P].Kind == PathKind::Pointee && Nodes[Nodes[P].Parent].Kind == PathKind::Parameter)
      return static_cast<int>(Nodes[Nodes[P].Parent].Index);
  return -1;
}

} // namespace ambit
