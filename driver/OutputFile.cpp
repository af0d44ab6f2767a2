//===- OutputFile.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/OutputFile.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace ambit::driver {

Error writeWhole(StringRef Path, StringRef Bytes) {
  auto Fail = [&](const Twine &Why) {
    return createStringError(inconvertibleErrorCode(), "cannot write '" + Path + "': " + Why);
  };
  // As any other file that a step of a build writes, not for its owner alone.
  Expected<sys::fs::TempFile> Beside = sys::fs::TempFile::create(
      Path + ".%%%%%%", sys::fs::all_read | sys::fs::owner_write | sys::fs::group_write);
  if (!Beside)
    return Fail(toString(Beside.takeError()));
  std::error_code E;
  {
    raw_fd_ostream Out(Beside->FD, /*shouldClose=*/false);
    Out << Bytes;
    Out.flush();
    E = Out.error();
    Out.clear_error();
  }
  if (E) {
    consumeError(Beside->discard());
    return Fail(E.message());
  }
  if (Error Kept = Beside->keep(Path))
    return Fail(toString(std::move(Kept)));
  return Error::success();
}

} // namespace ambit::driver
