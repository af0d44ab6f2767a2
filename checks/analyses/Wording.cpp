//===- Wording.cpp --------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Turns findings of the AST into words. The sentences are in rules/Messages.def.
//
//===----------------------------------------------------------------------===//

#include "analyses/Finding.h"
#include "model/DeclNames.h"

using namespace clang;
using namespace llvm;

namespace ambit {

std::string render(Message What, ArrayRef<MessageArgument> Arguments, const ASTContext &Ctx) {
  std::vector<std::string> Words;
  for (const MessageArgument &A : Arguments) {
    if (const auto *S = std::get_if<std::string>(&A))
      Words.push_back(*S);
    else if (const auto *D = std::get_if<const NamedDecl *>(&A))
      Words.push_back(*D ? nameInSentence(**D) : std::string("(unnamed)"));
    else
      Words.push_back(typeName(std::get<QualType>(A), Ctx));
  }
  return phrase(What, Words);
}

} // namespace ambit
