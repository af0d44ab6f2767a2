//===- NameWords.cpp ------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/NameWords.h"
#include "model/ModelFile.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace ambit {

SmallVector<StringRef, 4> wordsToMeet(StringRef Pattern) {
  SmallVector<StringRef, 4> Words = literalWords(Pattern);
  // An operator's name is no identifier.
  if (!Words.empty() || Pattern.starts_with("operator"))
    return Words;
  SmallVector<StringRef, 4> Parts;
  Pattern.split(Parts, "::");
  if (any_of(Parts.back(), [](char C) { return isAlnum(C); }))
    Words.push_back(Parts.back());
  return Words;
}

} // namespace ambit
