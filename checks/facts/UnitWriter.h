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
  virtual Spot spot(PlaceId P) const = 0;
};

/// A finding of the unit about an argument, should the callee let it cross a boundary.
struct Delivery {
  SymbolId Function = 0;
  uint32_t Parameter = 0;
  PlaceId At = 0;
  std::string Thread; ///< the sentence for a boundary of threads; empty if it may cross that
  std::string Core;   ///< likewise of cores
  std::vector<std::pair<PlaceId, std::string>> Notes;
};

/// A function of the unit that hands on what it is given.
struct Handover {
  SymbolId Function = 0;
  uint32_t Parameter = 0;
  bool IsCore = false;
  PlaceId At = 0;
  std::vector<std::pair<PlaceId, std::string>> Notes;
};

struct UnitFacts {
  std::string Unit; ///< the name of its main file
  LoweredProgram *Low = nullptr;
  const UnitIdentity *Names = nullptr;
  struct Waiver {
    PlaceId At = 0;
    bool IsUsed = false;
  };
  std::vector<Waiver> Waivers;
  std::vector<Handover> Handovers;
  std::vector<Delivery> Deliveries;
};

/// The bytes of a facts file. The same unit gives the same bytes.
std::string writeFacts(const UnitFacts &Facts);

} // namespace ambit::facts

#endif // AMBIT_FACTS_UNITWRITER_H
