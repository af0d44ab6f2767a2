//===- HoverText.cpp ------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "HoverText.h"
#include "FileAddress.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace ambit {

/// What Markdown would take for more than text. An underscore inside a word is none of that.
static std::string escaped(StringRef Text) {
  std::string Out;
  for (char C : Text) {
    if (StringRef("\\`*<>[]&").contains(C))
      Out += '\\';
    Out += C;
  }
  return Out;
}

std::string hoverText(const tidy::FunctionContexts::Told &T, bool IsMarkdown) {
  auto Plain = [&](StringRef Text) { return IsMarkdown ? escaped(Text) : Text.str(); };
  std::string Out;
  raw_string_ostream To(Out);
  StringRef Mark = IsMarkdown ? "**" : "";
  To << Mark << "Ambit:" << Mark << ' ' << Plain(T.Title) << '\n';
  if (!T.Contexts.empty())
    To << '\n';
  for (const tidy::FunctionContexts::Told::Context &C : T.Contexts) {
    To << "- " << Plain(C.Heading) << '\n';
    for (const auto &X : C.Steps) {
      std::string Place = (sys::path::filename(X.Path) + ":" + Twine(X.Line)).str();
      To << "  - ";
      if (IsMarkdown)
        To << '[' << escaped(Place) << "](" << addressOf(X.Path) << "#L" << X.Line << ')';
      else
        To << Place;
      To << ": " << Plain(X.Text) << '\n';
    }
  }
  if (!T.Remark.empty())
    To << '\n' << Plain(T.Remark) << '\n';
  return StringRef(Out).rtrim().str();
}

} // namespace ambit
