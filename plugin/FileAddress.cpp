//===- FileAddress.cpp ----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "FileAddress.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace ambit {

std::string addressOf(StringRef Path) {
  std::string Address = "file://";
  for (unsigned char C : Path) {
    if (isAlnum(C) || StringRef("/-._~").contains(C)) {
      Address += C;
      continue;
    }
    Address += '%';
    Address += hexdigit(C >> 4);
    Address += hexdigit(C & 15);
  }
  return Address;
}

std::string pathIn(StringRef Address) {
  std::string Path;
  if (!Address.consume_front("file://"))
    return Path;
  while (!Address.empty()) {
    char C = Address.front();
    Address = Address.drop_front();
    uint8_t Byte;
    if (C == '%' && Address.size() >= 2 && tryGetHexFromNibbles(Address[0], Address[1], Byte)) {
      C = static_cast<char>(Byte);
      Address = Address.drop_front(2);
    }
    Path += C;
  }
  return Path;
}

} // namespace ambit
