//===- SourceEdits.h --------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Texts to put into source files, seen in memory before they are written.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVER_SOURCEEDITS_H
#define AMBIT_DRIVER_SOURCEEDITS_H

#include "llvm/Support/Error.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <map>
#include <string>

namespace ambit::driver {

class SourceEdits {
public:
  /// Puts \p Text at \p Offset of \p File, an absolute path.
  void insert(llvm::StringRef File, uint64_t Offset, llvm::StringRef Text);
  /// Makes \p File include \p Header, in the place that suits its other includes.
  void include(llvm::StringRef File, llvm::StringRef Header);

  /// The new texts, by path.
  /// \returns an error that names the first file that cannot be read, or has another text now
  llvm::Expected<std::map<std::string, std::string>> apply() const;

private:
  struct Edits {
    std::multimap<uint64_t, std::string> Insertions;
    std::string Header; ///< to include; empty if none
  };
  std::map<std::string, Edits> Files;
};

/// The files of the disk, with \p Texts in their places.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
overlaid(const std::map<std::string, std::string> &Texts);

/// What makes \p New of \p Old, as a patch of the file \p Name.
std::string unifiedDiff(llvm::StringRef Name, llvm::StringRef Old, llvm::StringRef New);

} // namespace ambit::driver

#endif // AMBIT_DRIVER_SOURCEEDITS_H
