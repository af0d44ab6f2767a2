//===- ProgramFinding.h -----------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A finding about a solved program, as data: places and symbols are numbers, so that it
// says the same of one unit and of many that were linked.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_RULES_PROGRAMFINDING_H
#define AMBIT_RULES_PROGRAMFINDING_H

#include "program/Context.h"
#include "rules/NoteFlow.h"
#include "rules/Rule.h"
#include <vector>

namespace ambit {

struct ProgramNote {
  Message What;
  PlaceId Where;
  std::vector<std::string> Arguments;
  Flow In = Flow::None;
};

/// A change of the source that would cure a finding. Who has the source makes it.
struct Cure {
  enum Kind : uint8_t {
    None,
    WrapInSection, ///< of the access of conflict number Conflict
    UseIsrForm,    ///< of the function Of: Text
    DeclareShared, ///< Of, by the lock Text
  };
  Kind What = None;
  uint32_t Conflict = 0;
  SymbolId Of = 0;
  std::string Text;
};

struct ProgramFinding {
  Rule Check = Rule::UnlockedSharedState;
  Message What = Message::NotExcluded;
  PlaceId Where = 0;
  std::vector<std::string> Arguments;
  std::vector<ProgramNote> Notes; ///< in reading order
  Cure By;
};

} // namespace ambit

#endif // AMBIT_RULES_PROGRAMFINDING_H
