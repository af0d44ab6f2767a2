//===- LinkedReport.h -------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What `ambit check --json` and `ambit link` have found in a whole program and, with
// `--contexts`, who runs in it, for a front end that sees one unit of it.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FACTS_LINKEDREPORT_H
#define AMBIT_FACTS_LINKEDREPORT_H

#include "facts/ContextMap.h"
#include "facts/PlacedFinding.h"
#include "llvm/ADT/StringMap.h"

namespace ambit::facts {

struct ReportedFinding {
  PlacedFinding What;
  std::string Fingerprint; ///< of the line it was found on
};

class LinkedReport {
public:
  /// Reads the report at \p Path.
  /// \returns an error without the name of the file: "not a report of ambit", ...
  static llvm::Expected<LinkedReport> read(llvm::StringRef Path);

  /// The linked findings in \p File, an absolute path, by place.
  llvm::ArrayRef<ReportedFinding> in(llvm::StringRef File) const;
  /// The absolute path of a file as a finding names it.
  std::string path(llvm::StringRef File) const;
  /// To which names of files are relative.
  llvm::StringRef root() const { return Root; }

  /// Who runs where; empty if the report was written without it.
  const ContextMap &contexts() const { return Contexts; }
  /// The function with that number, if it runs.
  const ContextMap::Routine *routine(uint64_t Identity) const;

private:
  std::string Root;
  llvm::StringMap<std::vector<ReportedFinding>> ByFile; ///< by absolute path
  ContextMap Contexts;
  llvm::DenseMap<uint64_t, uint32_t> ByIdentity; ///< routines
};

} // namespace ambit::facts

#endif // AMBIT_FACTS_LINKEDREPORT_H
