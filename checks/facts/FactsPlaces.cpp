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

/// Gives \p Do each place of \p U and writes back what it leaves.
static Error update(wire::Unit &U, function_ref<void(TextPlace &)> Do) {
  NumberReader From(U.places());
  std::string Rows;
  NumberWriter To(Rows);
  tables::PlaceRow LastRead, LastWritten;
  while (!From.isAtEnd()) {
    tables::PlaceRow Row;
    tables::place(From, Row, LastRead);
    if (From.isDamaged())
      return createStringError(inconvertibleErrorCode(),
                               "damaged: its places contradict each other");
    if (Row.File > static_cast<uint32_t>(U.texts_size()))
      return createStringError(inconvertibleErrorCode(), "damaged: a place is in no file");
    TextPlace P;
    if (Row.File)
      P.File = U.texts(Row.File - 1);
    P.Line = Row.Line;
    P.Column = Row.Column;
    Do(P);
    Row.Line = P.Line;
    Row.Column = P.Column;
    tables::place(To, Row, LastWritten);
  }
  U.set_places(std::move(Rows));
  return Error::success();
}

Error visitPlaces(StringRef Facts, function_ref<void(const TextPlace &)> Place,
                  function_ref<void(StringRef)> Text) {
  wire::Archive File;
  if (Error E = unpack(Facts, File))
    return E;
  for (wire::Unit &U : *File.mutable_units()) {
    for (const std::string &T : U.texts())
      Text(T);
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
