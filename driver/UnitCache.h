//===- UnitCache.h ----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Results of units that were analysed before, found again by what went into them: the tool,
// its options and models, the command, and all that the compilation asked of the file system.
// No time stamp decides. docs/cache.md says more.
//
// A manifest for each command and main file lists what was seen and the name of the result, so
// that a unit of which nothing has changed needs no parse. If the text of a file changed but
// not its tokens, the result holds with its places moved. Otherwise the unit is analysed and
// becomes another version in its manifest.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVER_UNITCACHE_H
#define AMBIT_DRIVER_UNITCACHE_H

#include "driver/CacheStore.h"
#include "driver/SeenFiles.h"
#include "driver/UnitAnalysis.h"

namespace ambit::driver {

struct CacheSettings {
  std::string Directory;
  uint64_t Limit = uint64_t(1) << 30; ///< bytes
};

/// `500M` and the like as bytes; nothing if it is no size.
std::optional<uint64_t> parseSize(llvm::StringRef Text);

/// A result and its name in the cache.
struct CachedResult {
  UnitResult Result;
  std::string Name;         ///< empty if it is not in the cache
  Digest Shape;             ///< of its facts, but for where in the unit's main file
  bool IsFromCache = false; ///< without a parse
};

class UnitCache {
public:
  /// \param Root    to which names of files are relative
  static llvm::Expected<UnitCache> open(const CacheSettings &Settings, llvm::StringRef Root,
                                        const AnalysisOptions &Options);

  /// The name of the result of \p U if nothing that it saw has changed.
  std::optional<std::string> find(const UnitCommand &U);
  /// The result of the name \p Name; nothing if it is gone or damaged.
  std::optional<CachedResult> load(llvm::StringRef Name) const;
  /// Moves an older result of \p U, if that is enough, or analyses it; and keeps the result.
  CachedResult analyse(const UnitCommand &U);

  /// What linking the results of the names \p Units gave, as `keepLinked` was told.
  std::optional<std::string> loadLinked(llvm::ArrayRef<std::string> Units) const;
  void keepLinked(llvm::ArrayRef<std::string> Units, llvm::StringRef Bytes);

  /// What a program of units of these shapes was judged to be, as `keepJudged` was told.
  std::optional<std::string> loadJudged(llvm::ArrayRef<Digest> Shapes) const;
  void keepJudged(llvm::ArrayRef<Digest> Shapes, llvm::StringRef Bytes);

  /// The solved contexts of the program of these units, by name, as `keepContexts` was told last.
  std::optional<std::string> loadContexts(llvm::ArrayRef<std::string> Units) const;
  void keepContexts(llvm::ArrayRef<std::string> Units, llvm::StringRef Bytes);

  /// Keeps the cache within its limit.
  void prune() const { Store.prune(Settings.Limit); }
  /// Why an entry could not be written, the first time; else empty.
  const std::string &trouble() const { return Trouble; }

private:
  struct Version;
  struct Payload;
  UnitCache(CacheStore Store, CacheSettings Settings, llvm::StringRef Root,
            const AnalysisOptions &Options);
  std::string manifestName(const UnitCommand &U) const;
  std::vector<Version> readManifest(llvm::StringRef Name) const;
  void addVersion(llvm::StringRef Manifest, Version V);
  std::optional<Payload> moved(Version &V, const UnitCommand &U);
  Version versionOf(const RecordingFileSystem &Files, const UnitTrace &Trace);
  bool isSource(llvm::StringRef Path, const UnitTrace &Trace) const;
  std::optional<Payload> payloadOf(const UnitCommand &U, const UnitResult &R,
                                   const UnitTrace &Trace, Version &V);
  Digest shapeOf(const UnitCommand &U, const UnitResult &R) const;
  std::string linkedName(llvm::ArrayRef<std::string> Units) const;
  std::string contextsName(llvm::ArrayRef<std::string> Units) const;
  std::string judgedName(llvm::ArrayRef<Digest> Shapes) const;
  std::string keep(const Payload &P);
  bool write(llvm::StringRef Name, llvm::StringRef Bytes);

  CacheStore Store;
  CacheSettings Settings;
  std::string Root;
  AnalysisOptions Options;
  std::string ToolKey; ///< everything but the unit that a result depends on
  FilesNow Now;
  std::string Trouble;
};

} // namespace ambit::driver

#endif // AMBIT_DRIVER_UNITCACHE_H
