//===- UnitRun.h ------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Runs the units of a project: first those that the cache knows, then the others, in
// processes of their own.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVER_UNITRUN_H
#define AMBIT_DRIVER_UNITRUN_H

#include "driver/UnitCache.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace ambit::driver {

struct UnitRunOptions {
  AnalysisOptions Analysis;
  unsigned Jobs = 0; ///< units at a time; as many as there are cores if 0
  bool IsQuiet = false;
  std::optional<CacheSettings> Cache; ///< none: nothing is kept
  /// Only the findings are wanted, so that a linked program from the cache may do.
  bool MayBeLinked = false;
  std::string Beside; ///< what the linked program depends on beside its units
};

class UnitRun {
public:
  UnitRun(const Project &P, UnitRunOptions Options);

  /// Whether all units are in the cache, so that what comes of them can be, too.
  bool areAllCached() const;

  /// The bytes that `keepLinked` kept when the units were what they are now; nothing if that is
  /// not known. `analyse` need not be called then.
  std::optional<std::string> loadLinked();

  /// Gives \p Tell each unit with its result, or why it died.
  /// \returns an error if no worker can be started.
  llvm::Error
  analyse(llvm::function_ref<void(const UnitCommand &, llvm::Expected<UnitResult>)> Tell);

  /// Whether anything is kept.
  bool isKept() const { return Cache.has_value(); }
  /// The bytes that `keepContexts` kept last for these units, whatever they were then.
  std::optional<std::string> loadContexts() const;
  void keepContexts(llvm::StringRef Bytes);

  /// The bytes that `keepJudged` kept when the facts of all units were what they are now, but for
  /// where in their main files something is; nothing if that is not known.
  std::optional<std::string> loadJudged() const;
  /// Keeps \p Bytes as what the program was judged to be, if all units are in the cache.
  void keepJudged(llvm::StringRef Bytes);

  /// Keeps \p Bytes as what linking gave, if all units are in the cache, which is then brought
  /// within its limit.
  void keepLinked(llvm::StringRef Bytes);

  size_t numFromCache() const { return NumFromCache; }

private:
  std::vector<std::string> linkedNames() const;
  std::vector<std::string> unitNames() const;
  std::vector<Digest> linkedShapes() const;

  const Project &P;
  UnitRunOptions Options;
  std::optional<UnitCache> Cache;
  std::vector<std::string> Names; ///< of the results in the cache, by unit
  std::vector<Digest> Shapes;     ///< and of their facts
  size_t NumFromCache = 0;
  bool HasAnalysed = false; ///< units that were not in the cache as they are
};

} // namespace ambit::driver

#endif // AMBIT_DRIVER_UNITRUN_H
