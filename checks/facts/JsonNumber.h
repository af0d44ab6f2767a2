//===- JsonNumber.h ---------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Numbers of 32 bits out of JSON. LLVM 19 has no reader for them, and that of later ones cuts off
// what is too big.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FACTS_JSONNUMBER_H
#define AMBIT_FACTS_JSONNUMBER_H

#include "llvm/Support/JSON.h"
#include <cstdint>

namespace ambit::facts {

/// What json::ObjectMapper reads a number into, by itself or in a list.
struct JsonNumber {
  uint32_t Value = 0;

  operator uint32_t() const { return Value; }
};

inline bool fromJSON(const llvm::json::Value &From, JsonNumber &Into, llvm::json::Path At) {
  uint64_t Wide = 0;
  if (!llvm::json::fromJSON(From, Wide, At))
    return false;
  if (Wide > UINT32_MAX) {
    At.report("expected a number below 2^32");
    return false;
  }
  Into.Value = static_cast<uint32_t>(Wide);
  return true;
}

} // namespace ambit::facts

#endif // AMBIT_FACTS_JSONNUMBER_H
