//===- FactsPlaces.cpp ----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/FactsPlaces.h"
#include "facts/FactsFile.h"
#include <facts/facts.pb.h>

using namespace llvm;

namespace ambit::facts {

/// Gives \p Do each place of \p U and writes back what it leaves.
static Error update(wire::Unit &U, function_ref<void(TextPlace &)> Do) {
  wire::Places &All = *U.mutable_places();
  int Count = All.file_size();
  if (All.line_size() != Count || All.column_size() != Count)
    return createStringError(inconvertibleErrorCode(), "damaged: its places contradict each other");
  int64_t Before = 0, Written = 0;
  for (int I = 0; I < Count; ++I) {
    TextPlace P;
    uint32_t File = All.file(I);
    if (File > static_cast<uint32_t>(U.texts_size()))
      return createStringError(inconvertibleErrorCode(), "damaged: a place is in no file");
    if (File)
      P.File = U.texts(File - 1);
    Before += All.line(I);
    P.Line = Before;
    P.Column = All.column(I);
    Do(P);
    All.set_line(I, static_cast<int32_t>(P.Line - Written));
    All.set_column(I, P.Column);
    Written = P.Line;
  }
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

} // namespace ambit::facts
