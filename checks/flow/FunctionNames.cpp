//===- FunctionNames.cpp --------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/FunctionNames.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace ambit {

/// Whether the first or the last word of \p Name is one of \p Words, in any case.
static bool hasWord(StringRef Name, ArrayRef<StringRef> Words) {
  Name = Name.trim('_');
  if (Name.empty())
    return false;
  auto IsBorder = [&](size_t I) {
    return Name[I] == '_' || (isUpper(Name[I]) && !isUpper(Name[I - 1]));
  };
  size_t End = 1, Begin = Name.size() - 1;
  while (End < Name.size() && !IsBorder(End))
    ++End;
  while (Begin > 0 && !IsBorder(Begin))
    --Begin;
  StringRef First = Name.take_front(End), Last = Name.drop_front(Begin);
  Last.consume_front("_");
  return any_of(Words, [&](StringRef W) {
    return W.equals_insensitive(First) || W.equals_insensitive(Last);
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
