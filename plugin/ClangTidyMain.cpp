//===- ClangTidyMain.cpp --------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// ambit-clang-tidy: clang-tidy with Ambit's checks linked in, for hosts that
// cannot load a plugin. It takes clang-tidy's command line as it is.
//
//===----------------------------------------------------------------------===//

#include "clang-tidy/tool/ClangTidyMain.h"
#include "ToolPaths.h"
#include "clang/Basic/Version.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/raw_ostream.h"
#include <string>
#include <vector>

int main(int Count, const char **Arguments) {
  llvm::cl::SetVersionPrinter([](llvm::raw_ostream &Out) {
    Out << ambit::versionText() << ", clang-tidy with " << clang::getClangFullVersion() << '\n';
  });
  // The tooling library looks for the headers beside the executable; this is not Clang's.
  std::vector<const char *> All(Arguments, Arguments + Count);
  const std::string Headers = ambit::resourceDirectory();
  const std::string Argument = "--extra-arg-before=-resource-dir=" + Headers;
  if (!Headers.empty())
    All.insert(All.begin() + 1, Argument.c_str());
  All.push_back(nullptr);
  return clang::tidy::clangTidyMain(All.size() - 1, All.data());
}
