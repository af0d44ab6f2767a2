//===- SourceText.h ---------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lines of the sources that findings are about, read when they are asked for.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVER_SOURCETEXT_H
#define AMBIT_DRIVER_SOURCETEXT_H

#include "facts/PlacedFinding.h"
#include "llvm/Support/MemoryBuffer.h"
#include <map>
#include <memory>

namespace ambit::driver {

class SourceText {
public:
  explicit SourceText(std::string Root) : Root(std::move(Root)) {}

  /// The absolute path of \p File.
  std::string path(llvm::StringRef File) const;
  /// \p File as a user at the current directory would name it.
  std::string shown(llvm::StringRef File) const;
  /// What reports name files relative to: the current directory if the sources are inside it, as
  /// in a job of CI, else their root.
  std::string base() const;
  /// \p File relative to that; absolute if it is outside.
  std::string named(llvm::StringRef File) const;
  /// Line \p Number, from 1, without its end; empty if there is none.
  llvm::StringRef line(llvm::StringRef File, uint32_t Number);
  /// All of \p File; empty if it cannot be read.
  llvm::StringRef text(llvm::StringRef File);
  /// The offset of \p P in its file, in bytes; nothing if there is no such place.
  std::optional<size_t> offset(const facts::TextPlace &P);

private:
  struct File {
    std::unique_ptr<llvm::MemoryBuffer> Text;
    std::vector<size_t> Lines; ///< where each begins
  };
  File &file(llvm::StringRef Name);

  std::string Root;
  std::map<std::string, File> Files;
};

} // namespace ambit::driver

#endif // AMBIT_DRIVER_SOURCETEXT_H
