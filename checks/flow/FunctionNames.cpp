//===- FunctionNames.cpp --------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/FunctionNames.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace ambit {

/// Whether the first or the last word of \p Name is one of \p Words, in any case.
static bool hasWord(StringRef Name, ArrayRef<StringRef> Words) {
  SmallVector<std::string, 8> Parts(1);
  for (char C : Name) {
    if (C == '_') {
      Parts.emplace_back();
      continue;
    }
    if (isUpper(C) && !Parts.back().empty() && !isUpper(Parts.back().back()))
      Parts.emplace_back();
    Parts.back() += C;
  }
  llvm::erase_if(Parts, [](const std::string &P) { return P.empty(); });
  return !Parts.empty() && any_of(Words, [&](StringRef W) {
    return W.equals_insensitive(Parts.front()) || W.equals_insensitive(Parts.back());
  });
}

bool saysLock(StringRef Name) {
  return hasWord(Name, {"lock",  "unlock",  "trylock",   "acquire", "release", "enter",   "exit",
                        "leave", "begin",   "end",       "disable", "enable",  "suspend", "resume",
                        "claim", "protect", "unprotect", "save",    "restore", "withlock"});
}

bool saysInit(StringRef Name) { return hasWord(Name, {"init", "initialize", "reset"}); }

bool saysEnd(StringRef Name) {
  return hasWord(Name, {"free", "kfree", "delete", "destroy", "teardown", "dispose", "cleanup",
                        "uninit", "deinit", "uninitialize", "fini", "destruct"});
}

} // namespace ambit
