//===- Texts.cpp ----------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/Texts.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ErrorHandling.h"

using namespace llvm;

namespace ambit::driver {

StringRef embeddedText(StringRef Name) {
  for (const EmbeddedText &T : embeddedTexts())
    if (T.Name == Name)
      return T.Text;
  llvm_unreachable("the build embeds all texts that are asked for");
}

std::string checkPage(Rule R) {
  std::string Out;
  for (StringRef Line : split(embeddedText((checkName(R) + ".md").str()), '\n'))
    if (!Line.starts_with("<!-- "))
      Out += (Line + "\n").str();
  return StringRef(Out).rtrim().str() + "\n";
}

std::string checkSentence(Rule R) {
  StringRef Page = embeddedText((checkName(R) + ".md").str());
  StringRef Paragraph = Page.split("\n\n").second.split("\n\n").first;
  std::string Out = Paragraph.str();
  std::replace(Out.begin(), Out.end(), '\n', ' ');
  return Out;
}

} // namespace ambit::driver
