//===- TokenLayout.h --------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where the tokens of a file are, before preprocessing, and a digest of what they say:
// two texts of one digest mean the same to a compiler, though lines and comments differ.
// A place is then the number of its token, whatever stands between.
//
// Comments do not count, unless they say NOLINT: of those also counts which lines they
// touch. Where a line begins counts, as directives and findings depend on it; how far
// apart tokens are does not.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FACTS_TOKENLAYOUT_H
#define AMBIT_FACTS_TOKENLAYOUT_H

#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <optional>
#include <vector>

namespace clang {
class LangOptions;
} // namespace clang

namespace ambit::facts {

class TokenLayout {
public:
  /// What of a language decides how its text falls into tokens.
  static uint8_t languageOf(const clang::LangOptions &Options);

  TokenLayout(llvm::StringRef Text, uint8_t Language);

  /// Of all tokens: their kinds, words and lines' beginnings.
  uint64_t digest() const { return Digest; }

  /// A place inside a token or at its end.
  struct Spot {
    uint32_t Token = 0;
    uint32_t Inside = 0; ///< bytes from its beginning
  };
  /// \returns nothing for a place that no token is at: in a comment, or not on the first line of
  ///          its token.
  std::optional<Spot> find(uint32_t Line, uint32_t Column) const;
  /// \returns the number of the token at \p Offset or before it.
  Spot findOffset(uint32_t Offset) const;

  struct Position {
    uint32_t Line = 0, Column = 0;
  };
  std::optional<Position> position(Spot S) const;

private:
  struct Entry {
    uint32_t Offset, Line, Column, Length;
  };
  std::vector<Entry> Tokens; ///< in the order of the text
  uint64_t Digest = 0;
};

} // namespace ambit::facts

#endif // AMBIT_FACTS_TOKENLAYOUT_H
