//===- OutputFile.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/OutputFile.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace ambit::driver {

/// Writes \p Bytes to \p File; what went wrong, if anything.
static std::error_code writeAll(int File, StringRef Bytes) {
  raw_fd_ostream Out(File, /*shouldClose=*/false);
  Out << Bytes;
  Out.flush();
  std::error_code E = Out.error();
  Out.clear_error();
  return E;
}

Error writeWhole(StringRef Path, StringRef Bytes) {
  auto Fail = [&](const Twine &Why) {
    return createStringError(inconvertibleErrorCode(), "cannot write '" + Path + "': " + Why);
  };
  // What a link leads to is written, and the link stays. So do a device and a pipe, which can hold
  // no half.
  SmallString<256> To(Path);
  sys::fs::file_status Status;
  const bool IsThere = !sys::fs::status(Path, Status);
  if (IsThere) {
    if (!sys::fs::is_regular_file(Status)) {
      int File = -1;
      std::error_code E = sys::fs::openFileForWrite(Path, File, sys::fs::CD_OpenExisting);
      if (!E) {
        E = writeAll(File, Bytes);
        sys::Process::SafelyCloseFileDescriptor(File);
      }
      return E ? Fail(E.message()) : Error::success();
    }
    sys::fs::real_path(Path, To);
  }
  // As any other file that a step of a build writes, not for its owner alone.
  Expected<sys::fs::TempFile> Beside = sys::fs::TempFile::create(
      To + ".%%%%%%", sys::fs::all_read | sys::fs::owner_write | sys::fs::group_write);
  if (!Beside)
    return Fail(toString(Beside.takeError()));
  // Who could read and run a file that is there can do so still.
  if (IsThere)
    if (std::error_code E = sys::fs::setPermissions(Beside->FD, Status.permissions())) {
      consumeError(Beside->discard());
      return Fail(E.message());
    }
  if (std::error_code E = writeAll(Beside->FD, Bytes)) {
    consumeError(Beside->discard());
    return Fail(E.message());
  }
  if (Error Kept = Beside->keep(To))
    return Fail(toString(std::move(Kept)));
  return Error::success();
}

} // namespace ambit::driver
