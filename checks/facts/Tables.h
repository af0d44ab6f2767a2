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
// in the file of the one before, that a symbol's name and place are the next new ones.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FACTS_TABLES_H
#define AMBIT_FACTS_TABLES_H

#include "facts/Naming.h"
#include "facts/Words.h"

namespace ambit::facts::tables {

struct PlaceRow {
  uint32_t File = 0; ///< text
  uint32_t Line = 0, Column = 0;
  uint32_t Flags = 0; ///< 1: in a system header; the rest is a waiver, if any
};

/// \param Last  the row before; becomes \p R
template <class Io> void place(Io &X, PlaceRow &R, PlaceRow &Last) {
  bool IsElsewhere = R.File != Last.File || R.Flags != Last.Flags;
  uint64_t Step = zigzag(static_cast<int64_t>(R.Line) - Last.Line);
  X.wordAnd(Step, IsElsewhere);
  int64_t Line = Last.Line + unzigzag(Step);
  X.require(Line >= 0 && Line <= UINT32_MAX);
  R.Line = static_cast<uint32_t>(Line);
  if (IsElsewhere) {
    X.word(R.File);
    X.word(R.Flags);
  } else {
    R.File = Last.File;
    R.Flags = Last.Flags;
  }
  X.word(R.Column);
  Last = R;
}

struct SymbolRow {
  uint32_t Name = 0, Sentence = 0; ///< texts; the second if it differs
  uint32_t Declared = 0;           ///< place
  bool IsLambda = false, IsExempt = false;
  Origin From = Origin::None;
};

/// The highest numbers that rows so far have.
struct SymbolSteps {
  uint64_t Name = 0, Declared = 0;
};

template <class Io> void symbol(Io &X, SymbolRow &R, SymbolSteps &Highest) {
  bool HasSentence = R.Sentence != 0;
  bool IsNextName = R.Name == Highest.Name + 1;
  bool IsNextPlace = R.Declared == Highest.Declared + 1;
  X.kindAnd(R.From, Origin::InternalVariable, IsNextName, IsNextPlace, HasSentence, R.IsLambda,
            R.IsExempt);
  X.stepOrNext(R.Name, Highest.Name, IsNextName);
  X.stepOrNext(R.Declared, Highest.Declared, IsNextPlace);
  if (HasSentence)
    X.word(R.Sentence);
}

struct PathRow {
  PathKind Kind = PathKind::None;
  uint32_t Parent = 0; ///< how far back
  uint32_t Symbol = 0;
  int64_t Index = 0; ///< 0 for expressions, which are numbered in turn
};

/// \param HighestSymbol  that rows so far have
template <class Io> void path(Io &X, PathRow &R, uint64_t &HighestSymbol) {
  bool HasParent = R.Parent != 0, HasIndex = R.Index != 0;
  bool IsNextSymbol = R.Symbol == HighestSymbol + 1;
  X.kindAnd(R.Kind, PathKind::Pointee, HasParent, HasIndex, IsNextSymbol);
  if (HasParent)
    X.word(R.Parent);
  // Of an element it is a path, and of a temporary a kind.
  if (R.Kind == PathKind::SomeElement || R.Kind == PathKind::Temporary)
    X.word(R.Symbol);
  else
    X.stepOrNext(R.Symbol, HighestSymbol, IsNextSymbol);
  if (HasIndex)
    X.number(R.Index);
}

} // namespace ambit::facts::tables

#endif // AMBIT_FACTS_TABLES_H
