//===- KnownJudgement.h -----------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the rules found in a program, kept for the next time: where the units say the same as then
// and only places in their main files changed, it is found again at the places of today. A comment
// or a declaration more in a source links and solves nothing.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVER_KNOWNJUDGEMENT_H
#define AMBIT_DRIVER_KNOWNJUDGEMENT_H

#include "driver/CompileCommands.h"
#include "facts/FactsPlaces.h"
#include "facts/Judgement.h"
#include <optional>

namespace ambit::driver {

/// The places that units have in their own main files, by rank. A unit is read when it is asked
/// for.
class OwnPlaces {
public:
  /// \param Facts  of the units of \p P; has to outlive this
  OwnPlaces(const Project &P, const facts::Linker &Facts);

  /// Names \p Place by its rank in a unit, if it is in the main file of one, and leaves it as it is
  /// otherwise.
  /// \returns whether that could be done: in a main file, the facts have to know it.
  bool toRank(facts::TextPlace &Place);
  /// Undoes that.
  bool toPlace(facts::TextPlace &Rank);

private:
  struct Places {
    std::map<facts::TextPlace, facts::TextPlace> Ranks, Back;
  };
  const Places &placesOf(const std::string &Unit);

  const facts::Linker &Facts;
  std::map<std::string, std::string> FileOf;               ///< by unit
  std::map<std::string, std::vector<std::string>> UnitsOf; ///< by main file
  std::map<std::string, Places> Known;                     ///< by unit
};

/// \p J as bytes; nothing if that cannot be done.
std::optional<std::string> toBytes(const facts::Judgement &J, OwnPlaces &Places);
/// \returns nothing if \p Bytes are no judgement of this version, or of other facts.
std::optional<facts::Judgement> judgementFrom(llvm::StringRef Bytes, OwnPlaces &Places);

} // namespace ambit::driver

#endif // AMBIT_DRIVER_KNOWNJUDGEMENT_H
