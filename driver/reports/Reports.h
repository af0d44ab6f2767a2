//===- Reports.h ------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The forms in which a run is told: each takes what was found and writes it.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVER_REPORTS_REPORTS_H
#define AMBIT_DRIVER_REPORTS_REPORTS_H

#include "driver/Run.h"
#include "driver/SourceText.h"
#include "llvm/Support/raw_ostream.h"

namespace ambit::driver {

/// As clang prints: each finding with its line, its notes after it.
void writeText(const Run &R, SourceText &Sources, llvm::raw_ostream &Out);

/// All of it, for programs and for the plugin's option `Facts`.
void writeJson(const Run &R, SourceText &Sources, llvm::raw_ostream &Out);
/// The same, and who runs where.
void writeJsonWithContexts(const Run &R, SourceText &Sources, llvm::raw_ostream &Out);

/// SARIF 2.1.0, for services that show findings of any tool.
void writeSarif(const Run &R, SourceText &Sources, llvm::raw_ostream &Out);

/// GitLab's code quality report: what is suppressed is left out.
void writeGitLab(const Run &R, SourceText &Sources, llvm::raw_ostream &Out);

/// Workflow commands that GitHub shows beside the lines of a change.
void writeGitHub(const Run &R, SourceText &Sources, llvm::raw_ostream &Out);

/// One page, for a browser, that needs nothing else.
void writeHtml(const Run &R, SourceText &Sources, llvm::raw_ostream &Out);

/// A graph for Graphviz: contexts and what they share.
void writeDot(const Run &R, SourceText &Sources, llvm::raw_ostream &Out);

} // namespace ambit::driver

#endif // AMBIT_DRIVER_REPORTS_REPORTS_H
