//===- ExplainCommand.cpp -------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `ambit explain CHECK`: the page of a check, as docs/checks has it.
//
//===----------------------------------------------------------------------===//

#include "driver/Commands.h"
#include "driver/Run.h"
#include "driver/Texts.h"
#include "model/Spelling.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace ambit::driver {
namespace {

cl::SubCommand Explain("explain", "print the page of a check: ambit explain weak-lock");
cl::list<std::string> Words(cl::Positional, cl::OneOrMore, cl::desc("<check>"), cl::sub(Explain));

int run() {
  // `weak-lock`, `weak lock` and `ambit-weak-lock` are one.
  std::string Wanted = StringRef(join(Words, "-")).lower();
  if (!StringRef(Wanted).starts_with("ambit-"))
    Wanted = "ambit-" + Wanted;
  if (std::optional<Rule> R = parseCheckName(Wanted)) {
    outs() << checkPage(*R);
    return Clean;
  }
  std::vector<StringRef> Names;
  for (unsigned I = 0; I < NumRules; ++I)
    Names.push_back(checkName(static_cast<Rule>(I)));
  StringRef Near = nearest(Wanted, Names);
  return usageError(
      "there is no check '" + Wanted + "'; " +
      (Near.empty() ? "`ambit list checks` has all" : "did you mean '" + Near + "'?"));
}

} // namespace

Command explainCommand() { return {Explain, run}; }

} // namespace ambit::driver
