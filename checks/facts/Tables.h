//===- Tables.h -------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The tables that the words of a unit refer to, as words too: one description of a row for both
// the writer and the reader. A row says what differs from what is expected of it: that a place is
// in the file of the one before, that a symbol's name is the next new one.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FACTS_TABLES_H
#define AMBIT_FACTS_TABLES_H

#include "facts/Naming.h"
#include "facts/Words.h"
#include "llvm/ADT/STLExtras.h"

namespace ambit::facts::tables {

struct PlaceRow {
  uint32_t File = 0; ///< from 1
  uint32_t Line = 0, Column = 0;
  uint32_t Flags = 0; ///< 1: in a system header; the rest is a waiver, if any
};

/// Where the rows so far are.
struct PlaceSteps {
  std::vector<PlaceRow> Last; ///< the last row in each file and of each kind
  size_t Current = 0;         ///< the one of these that the last row is

  size_t find(const PlaceRow &R) const {
    auto IsLike = [&](const PlaceRow &L) { return L.File == R.File && L.Flags == R.Flags; };
    if (Current < Last.size() && IsLike(Last[Current]))
      return Current;
    return llvm::find_if(Last, IsLike) - Last.begin();
  }
};

template <class Io> void place(Io &X, PlaceRow &R, PlaceSteps &Steps) {
  size_t Which = Steps.Current;
  if constexpr (!Io::IsReading)
    Which = Steps.find(R);
  bool IsElsewhere = Which != Steps.Current || Steps.Last.empty();
  uint32_t Before = Which < Steps.Last.size() ? Steps.Last[Which].Line : 0;
  // Where the line is cannot be said before the file is known.
  uint64_t Step = IsElsewhere ? Which : zigzag(static_cast<int64_t>(R.Line) - Before);
  X.wordAnd(Step, IsElsewhere);
  if (IsElsewhere) {
    X.require(Step <= Steps.Last.size());
    Which = std::min<size_t>(Step, Steps.Last.size());
    if (Which == Steps.Last.size()) {
      X.word(R.File);
      X.word(R.Flags);
      Steps.Last.push_back({R.File, 0, 0, R.Flags});
    }
    Before = Steps.Last[Which].Line;
    Step = zigzag(static_cast<int64_t>(R.Line) - Before);
    X.word(Step);
  }
  X.require(Which < Steps.Last.size());
  if (Which >= Steps.Last.size())
    return;
  int64_t Line = Before + unzigzag(Step);
  X.require(Line >= 0 && Line <= UINT32_MAX);
  R.File = Steps.Last[Which].File;
  R.Flags = Steps.Last[Which].Flags;
  R.Line = static_cast<uint32_t>(Line);
  X.word(R.Column);
  Steps.Last[Which].Line = R.Line;
  Steps.Current = Which;
}

struct SymbolRow {
  uint32_t Name = 0, Sentence = 0; ///< texts; the second if it differs
  uint32_t Record = 0;             ///< text: of a field, what has it
  bool IsDeclared = false;         ///< at the next place of declarations
  bool IsLambda = false, IsExempt = false;
  Origin From = Origin::None;
};

/// \param HighestName  that rows so far have
template <class Io> void symbol(Io &X, SymbolRow &R, uint64_t &HighestName) {
  bool HasSentence = R.Sentence != 0;
  bool IsNextName = R.Name == HighestName + 1;
  X.kindAnd(R.From, Origin::Field, IsNextName, R.IsDeclared, HasSentence, R.IsLambda, R.IsExempt);
  X.stepOrNext(R.Name, HighestName, IsNextName);
  if (HasSentence)
    X.stepOrNext(R.Sentence, HighestName, false);
  if (R.From == Origin::Field)
    X.word(R.Record);
}

struct PathRow {
  PathKind Kind = PathKind::None;
  uint32_t Parent = 0; ///< how far back
  uint32_t Symbol = 0; ///< of an element how far back its path is
  int64_t Index = 0;   ///< 0 for expressions, which are numbered in turn
};

/// \param HighestSymbol  that rows so far have
template <class Io> void path(Io &X, PathRow &R, uint64_t &HighestSymbol) {
  bool HasParent = R.Parent != 0, HasIndex = R.Index != 0;
  bool IsNextSymbol = R.Symbol == HighestSymbol + 1;
  X.kindAnd(R.Kind, PathKind::Pointee, HasParent, HasIndex, IsNextSymbol);
  if (HasParent)
    X.word(R.Parent);
  // Of a temporary it is a kind.
  if (R.Kind == PathKind::SomeElement || R.Kind == PathKind::Temporary)
    X.word(R.Symbol);
  else
    X.stepOrNext(R.Symbol, HighestSymbol, IsNextSymbol);
  if (HasIndex)
    X.number(R.Index);
}

} // namespace ambit::facts::tables

#endif // AMBIT_FACTS_TABLES_H
