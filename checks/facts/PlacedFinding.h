//===- PlacedFinding.h ------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A finding in words, with places as text: what reports, caches and editors get. It no
// longer needs the unit or the program that it was found in.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FACTS_PLACEDFINDING_H
#define AMBIT_FACTS_PLACEDFINDING_H

#include "rules/NoteFlow.h"
#include "rules/Rule.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/JSON.h"
#include <string>
#include <vector>

namespace ambit::facts {

struct TextPlace {
  std::string File; ///< relative to the root of what was analysed, if it is inside
  uint32_t Line = 0, Column = 0;

  auto key() const { return std::tie(File, Line, Column); }
  bool operator==(const TextPlace &O) const { return key() == O.key(); }
  bool operator<(const TextPlace &O) const { return key() < O.key(); }
};

/// A replacement of the text between two places of one file.
struct TextFix {
  TextPlace Begin, End;
  std::string Text;
};

struct PlacedFinding {
  Rule Check = Rule::UnlockedSharedState;
  TextPlace At;
  std::string Text;
  struct Note {
    TextPlace At;
    std::string Text;
    Flow In = Flow::None;
  };
  std::vector<Note> Notes; ///< in reading order
  std::vector<TextFix> Fixes;
  bool IsOfProgram = false; ///< of a rule about programs: with other units it may be another
  bool IsLinked = false;    ///< found in the linked program, rather than in a unit alone
  std::string Suppressed;   ///< why it is not to be reported: the comment; empty if it is
};

/// In the order of places; each once.
void sortAndUnite(std::vector<PlacedFinding> &Findings);

/// A number that stays the same when lines are added elsewhere: of the check, the file, the
/// words, and the text of the line \p Line without spaces.
std::string fingerprint(const PlacedFinding &F, llvm::StringRef Line);

llvm::json::Value toJSON(const TextPlace &P);
bool fromJSON(const llvm::json::Value &From, TextPlace &Into, llvm::json::Path At);
llvm::json::Value toJSON(const PlacedFinding &F);
bool fromJSON(const llvm::json::Value &From, PlacedFinding &Into, llvm::json::Path At);

} // namespace ambit::facts

#endif // AMBIT_FACTS_PLACEDFINDING_H
