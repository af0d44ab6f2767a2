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

uint64_t identityFrom(Origin From, StringRef Name, StringRef File, StringRef Unit) {
  // As Clang writes the USR of what is in no other declaration and has no parameters in its name.
  StringRef Base = sys::path::filename(File);
  switch (From) {
  case Origin::None:
  case Origin::Stored:
  case Origin::Field:
    return 0;
  case Origin::ExternalFunction:
    return symbolIdentity(("c:@F@" + Name).str(), "");
  case Origin::ExternalVariable:
    return symbolIdentity(("c:@" + Name).str(), "");
  case Origin::InternalFunction:
    return symbolIdentity((Twine("c:") + Base + "@F@" + Name).str(), File);
  case Origin::InternalVariable:
    return symbolIdentity((Twine("c:") + Base + "@" + Name).str(), File, Unit);
  }
  llvm_unreachable("an origin");
}

uint64_t fieldIdentity(StringRef Record, StringRef Name) {
  return symbolIdentity(("c:@" + Record + "@FI@" + Name).str(), "");
}

Origin originOf(uint64_t Identity, StringRef Name, StringRef File, StringRef Unit) {
  for (Origin From : {Origin::ExternalFunction, Origin::ExternalVariable, Origin::InternalFunction,
                      Origin::InternalVariable})
    if (identityFrom(From, Name, File, Unit) == Identity)
      return From;
  return Origin::Stored;
}

} // namespace ambit::facts
