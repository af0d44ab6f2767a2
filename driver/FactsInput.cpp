//===- FactsInput.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/FactsInput.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace ambit::driver {

Error addFiles(ArrayRef<std::string> Files, facts::Linker &Into) {
  if (Files.empty())
    return createStringError(inconvertibleErrorCode(), "no facts files are given");
  for (const std::string &File : Files) {
    auto Bytes = MemoryBuffer::getFile(File, /*IsText=*/false, /*RequiresNullTerminator=*/false);
    if (!Bytes)
      return createStringError(inconvertibleErrorCode(),
                               "cannot read '" + File + "': " + Bytes.getError().message());
    if (Error E = Into.add((*Bytes)->getBuffer()))
      return createStringError(inconvertibleErrorCode(),
                               "'" + File + "': " + toString(std::move(E)));
  }
  return Error::success();
}

} // namespace ambit::driver
