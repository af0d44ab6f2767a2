//===- ModelFuzzer.cpp ----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Any text as a model: the reader takes it, or names the line that it does not understand.
//
//===----------------------------------------------------------------------===//

#include "model/ModelReader.h"

using namespace llvm;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  StringRef Text(reinterpret_cast<const char *>(Data), Size);
  Expected<ambit::ModelFile> Model = ambit::readModel(Text, "fuzzed.yaml");
  if (!Model) {
    std::string Why = toString(Model.takeError());
    if (!StringRef(Why).starts_with("fuzzed.yaml:"))
      __builtin_trap(); // an error that does not say where
  }
  return 0;
}
