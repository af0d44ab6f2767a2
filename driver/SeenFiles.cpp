//===- SeenFiles.cpp ------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/SeenFiles.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;

namespace ambit::driver {

std::string Digest::hex() const {
  return utohexstr(High, /*LowerCase=*/true, /*Width=*/16) +
         utohexstr(Low, /*LowerCase=*/true, /*Width=*/16);
}

Digest digestOf(StringRef Bytes) {
  XXH128_hash_t H = xxh3_128bits(arrayRefFromStringRef(Bytes));
  return {H.high64, H.low64};
}

static Digest digestOfNames(std::vector<std::string> Names) {
  llvm::sort(Names);
  return digestOf(join(Names, StringRef("\0", 1)));
}

/// A file that says what was read of it.
class RecordingFile : public vfs::File {
public:
  RecordingFile(std::unique_ptr<vfs::File> Below, std::string Path, RecordingFileSystem &To)
      : Below(std::move(Below)), Path(std::move(Path)), To(To) {}

  ErrorOr<vfs::Status> status() override { return Below->status(); }
  ErrorOr<std::string> getName() override { return Below->getName(); }
  std::error_code close() override { return Below->close(); }
  ErrorOr<std::unique_ptr<MemoryBuffer>> getBuffer(const Twine &Name, int64_t Size,
                                                   bool RequiresNull, bool IsVolatile) override {
    auto Buffer = Below->getBuffer(Name, Size, RequiresNull, IsVolatile);
    if (Buffer)
      To.note(Path, SeenFile::Content, digestOf((*Buffer)->getBuffer()));
    else
      To.IsReliable = false;
    return Buffer;
  }

private:
  std::unique_ptr<vfs::File> Below;
  std::string Path;
  RecordingFileSystem &To;
};

RecordingFileSystem::RecordingFileSystem(IntrusiveRefCntPtr<vfs::FileSystem> Below)
    : ProxyFileSystem(std::move(Below)) {}

std::string RecordingFileSystem::absolute(const Twine &Path) const {
  SmallString<256> Out;
  Path.toVector(Out);
  makeAbsolute(Out);
  return Out.str().str();
}

void RecordingFileSystem::note(const std::string &Path, SeenFile::Answer What, Digest Of) {
  auto [It, IsNew] = Seen.try_emplace(Path, SeenFile{Path, What, Of});
  SeenFile &F = It->second;
  if (IsNew)
    return;
  if (F.What == What) {
    IsReliable &= F.Of == Of;
  } else if ((F.What == SeenFile::IsFile && What == SeenFile::Content) ||
             (F.What == SeenFile::IsDirectory && What == SeenFile::Listing)) {
    F.What = What;
    F.Of = Of;
  } else {
    IsReliable &= (What == SeenFile::IsFile && F.What == SeenFile::Content) ||
                  (What == SeenFile::IsDirectory && F.What == SeenFile::Listing);
  }
}

ErrorOr<vfs::Status> RecordingFileSystem::status(const Twine &Path) {
  auto Result = ProxyFileSystem::status(Path);
  note(absolute(Path), !Result                 ? SeenFile::Missing
                       : Result->isDirectory() ? SeenFile::IsDirectory
                                               : SeenFile::IsFile);
  return Result;
}

bool RecordingFileSystem::exists(const Twine &Path) { return static_cast<bool>(status(Path)); }

ErrorOr<std::unique_ptr<vfs::File>> RecordingFileSystem::openFileForRead(const Twine &Path) {
  auto Result = ProxyFileSystem::openFileForRead(Path);
  std::string Name = absolute(Path);
  if (!Result) {
    if (Result.getError() == std::errc::no_such_file_or_directory ||
        Result.getError() == std::errc::not_a_directory)
      note(Name, SeenFile::Missing);
    else
      IsReliable = false;
    return Result;
  }
  if (auto Status = (*Result)->status())
    note(Name, Status->isDirectory() ? SeenFile::IsDirectory : SeenFile::IsFile);
  return std::unique_ptr<vfs::File>(
      std::make_unique<RecordingFile>(std::move(*Result), std::move(Name), *this));
}

vfs::directory_iterator RecordingFileSystem::dir_begin(const Twine &Directory, std::error_code &E) {
  std::string Name = absolute(Directory);
  std::vector<std::string> Names;
  std::error_code Why;
  for (auto It = ProxyFileSystem::dir_begin(Directory, Why);
       !Why && It != vfs::directory_iterator(); It.increment(Why))
    Names.push_back(sys::path::filename(It->path()).str());
  if (Why)
    note(Name, SeenFile::Missing);
  else
    note(Name, SeenFile::Listing, digestOfNames(std::move(Names)));
  return ProxyFileSystem::dir_begin(Directory, E);
}

std::vector<SeenFile> RecordingFileSystem::seen() const {
  std::vector<SeenFile> All;
  for (const auto &[Path, F] : Seen)
    All.push_back(F);
  return All;
}

FilesNow::File &FilesNow::file(StringRef Path) {
  auto [It, IsNew] = Files.try_emplace(Path);
  File &F = It->second;
  if (!IsNew)
    return F;
  sys::fs::file_status Status;
  if (sys::fs::status(Path, Status))
    F.What = SeenFile::Missing;
  else
    F.What = sys::fs::is_directory(Status) ? SeenFile::IsDirectory : SeenFile::IsFile;
  return F;
}

bool FilesNow::isAsSeen(const SeenFile &Seen) {
  File &F = file(Seen.Path);
  switch (Seen.What) {
  case SeenFile::Missing:
  case SeenFile::IsFile:
  case SeenFile::IsDirectory:
    return F.What == Seen.What;
  case SeenFile::Content:
    if (F.What != SeenFile::IsFile)
      return false;
    if (!F.IsRead) {
      F.IsRead = true;
      if (auto Buffer = MemoryBuffer::getFile(Seen.Path, /*IsText=*/false,
                                              /*RequiresNullTerminator=*/false))
        F.Content = digestOf((*Buffer)->getBuffer());
    }
    return F.Content == Seen.Of;
  case SeenFile::Listing:
    if (F.What != SeenFile::IsDirectory)
      return false;
    if (!F.IsListed) {
      F.IsListed = true;
      std::vector<std::string> Names;
      std::error_code E;
      for (sys::fs::directory_iterator It(Seen.Path, E), End; !E && It != End; It.increment(E))
        Names.push_back(sys::path::filename(It->path()).str());
      F.Names = digestOfNames(std::move(Names));
    }
    return F.Names == Seen.Of;
  }
  return false;
}

const facts::TokenLayout *FilesNow::layout(const std::string &Path, uint8_t Language) {
  File &F = file(Path);
  if (F.What != SeenFile::IsFile)
    return nullptr;
  std::unique_ptr<facts::TokenLayout> &Layout = F.Layouts[Language];
  if (!Layout) {
    auto Buffer = MemoryBuffer::getFile(Path);
    if (!Buffer)
      return nullptr;
    Digest Of = digestOf((*Buffer)->getBuffer());
    // One version of the file in a run.
    if (F.IsRead && !(F.Content == Of))
      return nullptr;
    F.IsRead = true;
    F.Content = Of;
    Layout = std::make_unique<facts::TokenLayout>((*Buffer)->getBuffer(), Language);
  }
  return Layout.get();
}

} // namespace ambit::driver
