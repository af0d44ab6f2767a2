//===- FactsPlaces.cpp ----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/FactsPlaces.h"
#include "facts/FactsFile.h"
#include "facts/Tables.h"
#include <facts/facts.pb.h>

using namespace llvm;

namespace ambit::facts {

/// Gives \p Do each place of \p Rows, in one of \p Files, and writes back what it leaves.
static Error update(std::string &Rows, ArrayRef<StringRef> Files,
                    function_ref<void(TextPlace &)> Do) {
  NumberReader From(Rows);
  std::string New;
  NumberWriter To(New);
  tables::PlaceSteps Read, Written;
  while (!From.isAtEnd()) {
    tables::PlaceRow Row;
    tables::place(From, Row, Read);
    if (From.isDamaged())
      return createStringError(inconvertibleErrorCode(),
                               "damaged: its places contradict each other");
    if (Row.File > Files.size())
      return createStringError(inconvertibleErrorCode(), "damaged: a place is in no file");
    TextPlace P;
    if (Row.File)
      P.File = Files[Row.File - 1].str();
    P.Line = Row.Line;
    P.Column = Row.Column;
    Do(P);
    Row.Line = P.Line;
    Row.Column = P.Column;
    tables::place(To, Row, Written);
  }
  Rows = std::move(New);
  return Error::success();
}

/// Gives \p Do each place of \p U and writes back what it leaves.
static Error update(wire::Unit &U, function_ref<void(TextPlace &)> Do) {
  std::vector<StringRef> Files;
  forTexts(U.files(), [&](StringRef Name) { Files.push_back(Name); });
  if (Error E = update(*U.mutable_declarations(), Files, Do))
    return E;
  return update(*U.mutable_places(), Files, Do);
}

Error visitPlaces(StringRef Facts, function_ref<void(const TextPlace &)> Place,
                  function_ref<void(StringRef)> Text) {
  wire::Archive File;
  if (Error E = unpack(Facts, File))
    return E;
  for (wire::Unit &U : *File.mutable_units()) {
    forTexts(U.files(), Text);
    forTexts(U.texts(), Text);
    if (Error E = update(U, [&](TextPlace &P) { Place(P); }))
      return E;
  }
  return Error::success();
}

Expected<std::string> movePlaces(StringRef Facts, function_ref<void(TextPlace &)> Move) {
  wire::Archive File;
  if (Error E = unpack(Facts, File))
    return E;
  for (wire::Unit &U : *File.mutable_units())
    if (Error E = update(U, Move))
      return E;
  return pack(File);
}

Expected<FactsShape> shapeOf(StringRef Facts, StringRef Of) {
  wire::Archive File;
  if (Error E = unpack(Facts, File))
    return std::move(E);
  FactsShape Shape;
  auto IsThere = [&](const TextPlace &P) { return P.Line != 0 && P.File == Of; };
  for (wire::Unit &U : *File.mutable_units())
    if (Error E = update(U, [&](TextPlace &P) {
          if (IsThere(P))
            Shape.Ranks.try_emplace(P);
        }))
      return std::move(E);
  const TextPlace *Last = nullptr;
  TextPlace Rank{Of.str(), 0, 0};
  for (auto &[Place, To] : Shape.Ranks) {
    if (!Last || Last->Line != Place.Line) {
      ++Rank.Line;
      Rank.Column = 0;
    }
    ++Rank.Column;
    To = Rank;
    Last = &Place;
  }
  for (wire::Unit &U : *File.mutable_units())
    if (Error E = update(U, [&](TextPlace &P) {
          if (IsThere(P))
            P = Shape.Ranks.find(P)->second;
        }))
      return std::move(E);
  Shape.Bytes = File.SerializeAsString();
  return Shape;
}

} // namespace ambit::facts
