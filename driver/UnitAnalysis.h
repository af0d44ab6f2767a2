//===- UnitAnalysis.h -------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One parse of a unit for its findings and its facts.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVER_UNITANALYSIS_H
#define AMBIT_DRIVER_UNITANALYSIS_H

#include "driver/CompileCommands.h"
#include "facts/PlacedFinding.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <set>

namespace ambit::driver {

struct AnalysisOptions {
  bool IsStrict = false;
  std::vector<std::string> Models; ///< paths of the user's models
};

/// \param Models  paths, of which the relative ones start at the current directory
AnalysisOptions analysisOptions(bool IsStrict, llvm::ArrayRef<std::string> Models);

struct UnitResult {
  enum Outcome : uint8_t {
    Analysed,
    HasErrors, ///< clang did not understand all of it; what it did is here
    Failed,    ///< nothing is known: it could not be read, or the analysis died
  };
  Outcome How = Failed;
  std::string Why;                 ///< the first error
  facts::TextPlace ErrorAt;        ///< where that is, if it is anywhere
  std::vector<std::string> Inputs; ///< the files that were read, absolute
  std::vector<std::string> ModelErrors;
  std::vector<facts::PlacedFinding> Findings; ///< of the unit alone
  std::string Facts;                          ///< the bytes of its facts file
};

/// Why not all of a unit was understood, with the place.
std::string reasonOf(const UnitResult &R);

/// A result as bytes, for another process or the cache.
std::string toBytes(const UnitResult &R);
/// \returns an error if \p Bytes are no result of this version.
llvm::Expected<UnitResult> fromBytes(llvm::StringRef Bytes);

/// What the cache has to know of a compilation.
struct UnitTrace {
  uint8_t Language = 0;                   ///< as facts::TokenLayout has it
  bool HasLineDirectives = false;         ///< a `#line` tells other places than those in the files
  std::vector<facts::TextPlace> LineUses; ///< where `__LINE__` became a number
  std::set<std::string> Sources;          ///< entered; as findings name them
};

/// The bytes of the facts file of the unit \p Name, with its findings and failures in it.
llvm::Expected<std::string> factsFile(llvm::StringRef Name, const UnitResult &R);

/// Parses \p U and analyses it.
/// \param Disk   where files are; has a working directory of its own
/// \param Trace  to fill, or null
UnitResult analyseUnit(
    const UnitCommand &U, llvm::StringRef Root, const AnalysisOptions &Options,
    llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk = llvm::vfs::createPhysicalFileSystem(),
    UnitTrace *Trace = nullptr);

/// The bytes of a facts file of the assembly \p U: which names are in it, in whatever place.
/// If it cannot be read, these say so.
std::string analyseAssembly(const UnitCommand &U);

} // namespace ambit::driver

#endif // AMBIT_DRIVER_UNITANALYSIS_H
