//===- FactsPlaces.h --------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The places that a facts file speaks of, for those who have to see them or to move them
// when only lines have changed.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FACTS_FACTSPLACES_H
#define AMBIT_FACTS_FACTSPLACES_H

#include "facts/PlacedFinding.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include <map>
#include <string>

namespace ambit::facts {

/// Tells \p Place each place in \p Facts, the bytes of a facts file, and \p Text each of its texts.
llvm::Error visitPlaces(llvm::StringRef Facts, llvm::function_ref<void(const TextPlace &)> Place,
                        llvm::function_ref<void(llvm::StringRef)> Text);

/// The bytes of a facts file that differs from \p Facts in what \p Move does to its places. It
/// may change lines and columns.
llvm::Expected<std::string> movePlaces(llvm::StringRef Facts,
                                       llvm::function_ref<void(TextPlace &)> Move);

/// What facts say, but for where in one file: two states of a unit with the same bytes differ in
/// places of that file alone, which have the same order and share lines as they did.
struct FactsShape {
  std::string Bytes;
  /// The places in that file, with what stands for each: the rank of its line, and its own in that
  /// line.
  std::map<TextPlace, TextPlace> Ranks;
};

/// \param Facts  the bytes of a facts file
/// \param File   as places name it
llvm::Expected<FactsShape> shapeOf(llvm::StringRef Facts, llvm::StringRef File);

} // namespace ambit::facts

#endif // AMBIT_FACTS_FACTSPLACES_H
