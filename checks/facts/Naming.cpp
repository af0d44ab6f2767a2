//===- Naming.cpp ---------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Naming.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;

namespace ambit::facts {

std::string fileName(StringRef Path, StringRef Root) {
  SmallString<256> Name(Path);
  sys::path::remove_dots(Name, /*remove_dot_dot=*/true);
  std::string Out = Name.str().str();
  if (!Root.empty() && Name.starts_with(Root) && Name.size() > Root.size()) {
    StringRef Rest = Name.substr(Root.size());
    if (Root.ends_with("/") || Rest.front() == '/')
      Out = Rest.ltrim('/').str();
  }
  return sys::path::convert_to_slash(Out);
}

uint64_t symbolIdentity(StringRef Usr, StringRef File, StringRef Unit) {
  SmallString<256> Key(Usr);
  for (StringRef Part : {File, Unit})
    if (!Part.empty()) {
      Key += '\0';
      Key += Part;
    }
  uint64_t Hash = xxh3_64bits(Key);
  return Hash ? Hash : 1;
}

} // namespace ambit::facts
