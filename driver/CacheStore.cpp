//===- CacheStore.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/CacheStore.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Compression.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"
#include <atomic>
#include <csignal>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

using namespace llvm;
using namespace llvm::support;

namespace ambit::driver {

// magic, is it compressed, size when uncompressed, checksum of the rest
static constexpr StringLiteral Magic = "AMBITCA1";
static constexpr size_t HeadSize = 8 + 8 + 8 + 8;

static std::string hostName() {
  char Name[256] = {};
  gethostname(Name, sizeof Name - 1);
  return utohexstr(xxh3_64bits(StringRef(Name)), /*LowerCase=*/true);
}

static Error fail(const Twine &What, std::error_code E) {
  return createStringError(E, What + ": " + E.message());
}

Expected<CacheStore> CacheStore::open(StringRef Directory) {
  CacheStore S(Directory.str());
  if (std::error_code E = sys::fs::create_directories(S.path("tmp")))
    return fail("cannot make the cache '" + Directory + "'", E);
  std::string Ignore = S.path(".gitignore");
  if (!sys::fs::exists(Ignore)) {
    std::error_code E;
    raw_fd_ostream Out(Ignore, E);
    if (!E)
      Out << "*\n";
    Out.close();
    Out.clear_error();
  }
  S.removeLeftovers();
  return S;
}

std::string CacheStore::path(StringRef Name) const {
  SmallString<256> Path(Directory);
  sys::path::append(Path, Name);
  return Path.str().str();
}

/// Removes what processes that are no more were writing.
void CacheStore::removeLeftovers() const {
  std::error_code E;
  constexpr auto MaxAge = std::chrono::hours(24);
  auto Now = std::chrono::system_clock::now();
  for (sys::fs::directory_iterator It(path("tmp"), E), End; !E && It != End; It.increment(E)) {
    auto [Host, Rest] = sys::path::filename(It->path()).split('-');
    pid_t Process = 0;
    bool IsOurs = Host == hostName() && !Rest.split('-').first.getAsInteger(10, Process);
    bool IsDead = IsOurs && kill(Process, 0) != 0 && errno == ESRCH;
    // Of another machine, or of a number that another process has now.
    auto Status = It->status();
    bool IsOld = Status && Now - Status->getLastModificationTime() > MaxAge;
    if (IsDead || IsOld)
      sys::fs::remove(It->path());
  }
}

std::optional<std::string> CacheStore::read(StringRef Name) const {
  std::string Path = path(Name);
  auto File = MemoryBuffer::getFile(Path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!File)
    return std::nullopt;
  StringRef Bytes = (*File)->getBuffer();
  auto Read = [&]() -> std::optional<std::string> {
    if (Bytes.size() < HeadSize || !Bytes.starts_with(Magic))
      return std::nullopt;
    bool IsPacked = endian::read64le(Bytes.data() + 8);
    uint64_t Size = endian::read64le(Bytes.data() + 16);
    StringRef Payload = Bytes.drop_front(HeadSize);
    if (xxh3_64bits(arrayRefFromStringRef(Payload)) != endian::read64le(Bytes.data() + 24))
      return std::nullopt;
    if (!IsPacked)
      return Payload.str();
    SmallVector<uint8_t, 0> Raw;
    if (!compression::zstd::isAvailable() || Size > (uint64_t(1) << 32))
      return std::nullopt;
    if (Error E = compression::zstd::decompress(arrayRefFromStringRef(Payload), Raw, Size)) {
      consumeError(std::move(E));
      return std::nullopt;
    }
    return std::string(reinterpret_cast<const char *>(Raw.data()), Raw.size());
  };
  std::optional<std::string> Out = Read();
  if (!Out)
    sys::fs::remove(Path);
  else
    utimensat(AT_FDCWD, Path.c_str(), nullptr, 0);
  return Out;
}

Error CacheStore::write(StringRef Name, StringRef Bytes) const {
  SmallVector<uint8_t, 0> Packed;
  bool IsPacked = compression::zstd::isAvailable();
  if (IsPacked)
    compression::zstd::compress(arrayRefFromStringRef(Bytes), Packed, /*Level=*/1);
  StringRef Payload =
      IsPacked ? StringRef(reinterpret_cast<const char *>(Packed.data()), Packed.size()) : Bytes;
  char Head[HeadSize];
  memcpy(Head, Magic.data(), Magic.size());
  endian::write64le(Head + 8, IsPacked);
  endian::write64le(Head + 16, Bytes.size());
  endian::write64le(Head + 24, xxh3_64bits(arrayRefFromStringRef(Payload)));
  static std::atomic<unsigned> Count = 0;
  static const std::string Host = hostName();
  std::string Temporary =
      path(("tmp/" + Twine(Host) + "-" + Twine(getpid()) + "-" + Twine(Count++)).str());
  std::error_code E;
  {
    raw_fd_ostream Out(Temporary, E);
    if (!E) {
      Out << StringRef(Head, HeadSize) << Payload;
      Out.close();
      E = Out.error();
      Out.clear_error();
    }
  }
  std::string Path = path(Name);
  if (!E)
    E = sys::fs::create_directories(sys::path::parent_path(Path));
  if (!E)
    E = sys::fs::rename(Temporary, Path);
  if (!E)
    return Error::success();
  sys::fs::remove(Temporary);
  return fail("cannot write to the cache '" + Directory + "'", E);
}

void CacheStore::prune(uint64_t Limit) const {
  struct Entry {
    sys::TimePoint<> Used;
    uint64_t Size;
    std::string Path;
  };
  std::vector<Entry> All;
  uint64_t Total = 0;
  std::error_code E;
  std::string Temporaries = path("tmp");
  for (sys::fs::recursive_directory_iterator It(Directory, E), End; !E && It != End;
       It.increment(E)) {
    auto Status = It->status();
    if (!Status || It->path() == Temporaries) {
      It.no_push();
      continue;
    }
    if (Status->type() != sys::fs::file_type::regular_file ||
        sys::path::filename(It->path()) == ".gitignore")
      continue;
    Total += Status->getSize();
    All.push_back({Status->getLastModificationTime(), Status->getSize(), It->path()});
  }
  if (Total <= Limit)
    return;
  llvm::sort(All, [](const Entry &A, const Entry &B) {
    return std::tie(A.Used, A.Path) < std::tie(B.Used, B.Path);
  });
  // A little more, so that not each run has to.
  uint64_t Goal = Limit - Limit / 10;
  for (const Entry &Old : All) {
    if (Total <= Goal)
      return;
    if (!sys::fs::remove(Old.Path))
      Total -= Old.Size;
  }
}

void EntryWriter::number(uint64_t N) {
  uint8_t Coded[16];
  Bytes.append(reinterpret_cast<char *>(Coded), encodeULEB128(N, Coded));
}

void EntryWriter::text(StringRef T) {
  number(T.size());
  Bytes += T;
}

uint64_t EntryReader::number() {
  unsigned Length = 0;
  const char *Why = nullptr;
  uint64_t N = decodeULEB128(Rest.bytes_begin(), &Length, Rest.bytes_end(), &Why);
  if (Why) {
    IsFine = false;
    Rest = {};
    return 0;
  }
  Rest = Rest.drop_front(Length);
  return N;
}

StringRef EntryReader::text() {
  uint64_t Size = number();
  if (Size > Rest.size()) {
    IsFine = false;
    Rest = {};
  }
  StringRef T = Rest.take_front(Size);
  Rest = Rest.drop_front(T.size());
  return T;
}

} // namespace ambit::driver
