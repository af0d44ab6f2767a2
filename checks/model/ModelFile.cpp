//===- ModelFile.cpp ------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/ModelFile.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace ambit {

bool TypeModel::isOwner() const {
  for (const auto &Conditions : Facts)
    if (Conditions)
      for (const FactCondition &C : *Conditions)
        if (!C.IsConstant && C.Owned)
          return true;
  return false;
}

SmallVector<StringRef, 4> literalWords(StringRef Pattern) {
  SmallVector<StringRef, 4> Parts, Words;
  Pattern.split(Parts, "::");
  for (StringRef Part : Parts)
    if (all_of(Part, [](char C) { return isAlnum(C) || C == '_'; }) && !is_contained(Words, Part))
      Words.push_back(Part);
  return Words;
}

} // namespace ambit
