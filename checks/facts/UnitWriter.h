//===- UnitWriter.h ---------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Writes the facts of one unit: the program that it was lowered to, before anything in it
// is resolved or solved.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FACTS_UNITWRITER_H
#define AMBIT_FACTS_UNITWRITER_H

#include "flow/LoweredProgram.h"
#include <optional>
#include <string>

namespace ambit::facts {

/// A place as other units and machines know it.
struct Spot {
  std::string File;
  uint32_t Line = 0, Column = 0;
  bool IsInSystemHeader = false;
  uint32_t Waiver = 0; ///< which of the unit's waivers covers it, from 1; 0 for none
};

/// What a unit's numbers stand for, for those who do not have the unit.
class UnitIdentity : public ProgramNames {
public:
  /// The same number for the same declaration in every unit, another for any other; 0 for what
  /// no other unit can name.
  virtual uint64_t identity(SymbolId S) const = 0;
  /// Of a field, what fieldIdentity() makes its identity from; else empty.
  virtual std::string recordOf(SymbolId) const { return {}; }
  virtual Spot spot(PlaceId P) const = 0;
};

/// Identities of functions that other units may call by name: what tells which of them nobody
/// calls, once the program is whole.
struct FunctionUses {
  std::vector<uint64_t> Defined; ///< they have a body here
  std::vector<uint64_t> Named;   ///< otherwise than by a call: who does may be anywhere
  std::vector<uint64_t> Needed;  ///< they are in another unit, if they are in the program
};

struct UnitFacts {
  std::string Unit; ///< the name of its main file
  LoweredProgram *Low = nullptr;
  const UnitIdentity *Names = nullptr;
  struct Waiver {
    PlaceId At = 0;
  };
  std::vector<Waiver> Waivers;
  /// Of what may be a part of a machine's image. What an operating system starts is never all of
  /// a program.
  std::optional<FunctionUses> Uses;
};

/// The bytes of a facts file. The same unit gives the same bytes.
std::string writeFacts(const UnitFacts &Facts);

/// The same for \p Unit, of which no more is known than the names in it: assembly, which may have
/// a body for each of them, call it, or store its address.
std::string writeAssembly(llvm::StringRef Unit, llvm::ArrayRef<std::string> Names);

/// The same for \p Unit, of which nothing is known: it may have what others need, and call them.
std::string writeUnread(llvm::StringRef Unit);

} // namespace ambit::facts

#endif // AMBIT_FACTS_UNITWRITER_H
