//===- Finding.cpp --------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyses/Finding.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include <vector>

using namespace clang;
using namespace llvm;

namespace ambit {

void sortFindings(MutableArrayRef<Finding> Findings, const SourceManager &Sources) {
  // Of two findings at one place the one found first comes first.
  std::vector<std::pair<size_t, Finding>> Numbered;
  for (Finding &F : Findings)
    Numbered.emplace_back(Numbered.size(), std::move(F));
  llvm::sort(Numbered, [&](const auto &A, const auto &B) {
    if (A.second.Where != B.second.Where)
      return Sources.isBeforeInTranslationUnit(A.second.Where, B.second.Where);
    return A.first < B.first;
  });
  for (size_t I = 0; I < Numbered.size(); ++I)
    Findings[I] = std::move(Numbered[I].second);
}

SourceLocation userLocation(SourceLocation Loc, const SourceManager &Sources) {
  return Loc.isMacroID() ? Sources.getFileLoc(Loc) : Loc;
}

} // namespace ambit
