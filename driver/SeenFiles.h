//===- SeenFiles.h ----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a compilation asked of the file system and what it was answered: the contents that it
// read, and also the files that it looked for and did not find. If every answer would be the
// same today, so would be the compilation.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVER_SEENFILES_H
#define AMBIT_DRIVER_SEENFILES_H

#include "facts/TokenLayout.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ambit::driver {

/// 128 bits that stand for bytes.
struct Digest {
  uint64_t High = 0, Low = 0;
  bool operator==(const Digest &O) const { return High == O.High && Low == O.Low; }
  std::string hex() const;
};
Digest digestOf(llvm::StringRef Bytes);

struct SeenFile {
  enum Answer : uint8_t {
    Missing,
    IsFile,
    IsDirectory,
    Content, ///< it was read; `Of` is of its bytes
    Listing, ///< a directory; `Of` is of the names in it
  };
  std::string Path; ///< absolute
  Answer What = Missing;
  Digest Of;
};

/// A file system that remembers what it was asked. For one thread.
class RecordingFileSystem : public llvm::vfs::ProxyFileSystem {
public:
  explicit RecordingFileSystem(llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Below);

  llvm::ErrorOr<llvm::vfs::Status> status(const llvm::Twine &Path) override;
  bool exists(const llvm::Twine &Path) override;
  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>> openFileForRead(const llvm::Twine &Path) override;
  llvm::vfs::directory_iterator dir_begin(const llvm::Twine &Directory,
                                          std::error_code &E) override;

  /// All answers, sorted.
  std::vector<SeenFile> seen() const;
  /// False if one file gave two answers, or could not be read: it proves nothing then.
  bool isReliable() const { return IsReliable; }

private:
  friend class RecordingFile;
  std::string absolute(const llvm::Twine &Path) const;
  void note(const std::string &Path, SeenFile::Answer What, Digest Of = {});

  std::map<std::string, SeenFile> Seen;
  bool IsReliable = true;
};

/// The files as they are now; each is looked at once. Not for several threads.
class FilesNow {
public:
  /// Whether \p F would be answered now as it was then.
  bool isAsSeen(const SeenFile &F);
  /// The tokens of a file as it is now; null if it cannot be read.
  const facts::TokenLayout *layout(const std::string &Path, uint8_t Language);
  /// The digest of a file that was asked for before.
  Digest content(llvm::StringRef Path) { return file(Path).Content; }

private:
  struct File {
    SeenFile::Answer What = SeenFile::Missing;
    bool IsRead = false, IsListed = false;
    Digest Content, Names;
    std::map<uint8_t, std::unique_ptr<facts::TokenLayout>> Layouts;
  };
  File &file(llvm::StringRef Path);

  llvm::StringMap<File> Files;
};

} // namespace ambit::driver

#endif // AMBIT_DRIVER_SEENFILES_H
