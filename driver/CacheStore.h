//===- CacheStore.h ---------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A directory of named entries that any number of processes may use at once and that may lose
// any of them at any time. What is read is whole: an entry has a checksum, and a damaged one
// is none.
//
// An entry is written under a name of its own in `tmp/`, which says the process, and then
// renamed. What a killed process left there is removed by the next run.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVER_CACHESTORE_H
#define AMBIT_DRIVER_CACHESTORE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <optional>
#include <string>

namespace ambit::driver {

class CacheStore {
public:
  /// Makes \p Directory if there is none.
  static llvm::Expected<CacheStore> open(llvm::StringRef Directory);

  /// The entry \p Name, as it was written; nothing if there is none. Marks it as used.
  std::optional<std::string> read(llvm::StringRef Name) const;
  /// \returns an error if the entry could not be written; there is none then, or the one before.
  llvm::Error write(llvm::StringRef Name, llvm::StringRef Bytes) const;
  /// Removes the entries that were not used for longest until the rest is within \p Limit bytes.
  void prune(uint64_t Limit) const;

private:
  explicit CacheStore(std::string Directory) : Directory(std::move(Directory)) {}
  std::string path(llvm::StringRef Name) const;
  void removeLeftovers() const;

  std::string Directory;
};

/// Reads and writes the parts of entries. What is not there reads as nothing and is remembered.
class EntryWriter {
public:
  void number(uint64_t N);
  void text(llvm::StringRef T);
  std::string take() { return std::move(Bytes); }

private:
  std::string Bytes;
};

class EntryReader {
public:
  explicit EntryReader(llvm::StringRef Bytes) : Rest(Bytes) {}
  uint64_t number();
  llvm::StringRef text();
  bool isFine() const { return IsFine; }

private:
  llvm::StringRef Rest;
  bool IsFine = true;
};

} // namespace ambit::driver

#endif // AMBIT_DRIVER_CACHESTORE_H
