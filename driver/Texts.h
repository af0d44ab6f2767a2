//===- Texts.h --------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Texts that are files in the source tree and part of the program: the pages of docs/checks and
// the page that the HTML report fills in. EmbedTexts.cmake makes the table at build time.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVER_TEXTS_H
#define AMBIT_DRIVER_TEXTS_H

#include "rules/Rule.h"

namespace ambit::driver {

struct EmbeddedText {
  llvm::StringRef Name; ///< of the file, with its suffix
  llvm::StringRef Text;
};

llvm::ArrayRef<EmbeddedText> embeddedTexts();

/// The text of the file \p Name, which is one of them.
llvm::StringRef embeddedText(llvm::StringRef Name);

/// The page of \p R in docs/checks, as Markdown without what only tests read.
std::string checkPage(Rule R);

/// Its first paragraph, on one line: what the check reports.
std::string checkSentence(Rule R);

} // namespace ambit::driver

#endif // AMBIT_DRIVER_TEXTS_H
