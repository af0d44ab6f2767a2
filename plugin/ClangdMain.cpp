//===- ClangdMain.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// ambit-clangd: clangd with Ambit's checks linked in. It takes clangd's command
// line, and --unannotated, --models and --facts, which are the options of the
// checks of the same names.
//
//===----------------------------------------------------------------------===//

#include "ClangdInterface.h"
#include "ToolPaths.h"
#include "tidy/AmbitCheck.h"
#include "llvm/Support/Process.h"
#include <vector>

int main(int Count, char **Arguments) {
  // clangd looks for the headers beside the executable; this is not Clang's. The option
  // may be given once, and what the user says goes before.
  std::vector<char *> All(Arguments, Arguments + Count);
  std::string Headers = ambit::resourceDirectory();
  std::string Argument = "--resource-dir=" + Headers;
  bool IsGiven = llvm::StringRef(llvm::sys::Process::GetEnv("CLANGD_FLAGS").value_or(""))
                     .contains("-resource-dir");
  for (const char *Given : All)
    IsGiven = IsGiven || llvm::StringRef(Given).ltrim('-').starts_with("resource-dir");
  if (!IsGiven && !Headers.empty())
    All.insert(All.begin() + 1, Argument.data());
  All.push_back(nullptr);
  ambit::tidy::setVisitsParts();
  return clang::clangd::clangdMain(All.size() - 1, All.data());
}
