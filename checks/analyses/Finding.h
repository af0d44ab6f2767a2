//===- Finding.h ------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A finding as data: what an analysis says before anything turns it into
// words.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_ANALYSES_FINDING_H
#define AMBIT_ANALYSES_FINDING_H

#include "rules/Rule.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/SmallVector.h"
#include <string>
#include <variant>

namespace ambit {

/// What a sentence is about.
using MessageArgument = std::variant<std::string, const clang::NamedDecl *, clang::QualType>;
using MessageArguments = llvm::SmallVector<MessageArgument, 3>;

struct Note {
  Message What;
  clang::SourceLocation Where;
  MessageArguments Arguments;
};

/// A replacement that certainly cures the finding.
struct Fix {
  clang::CharSourceRange Range;
  std::string Text;
};

struct Finding {
  Rule Check;
  Message What;
  clang::SourceLocation Where; ///< in a file
  MessageArguments Arguments;
  clang::SourceLocation Token;      ///< the same before macros were looked through, if another
  llvm::SmallVector<Note, 4> Notes; ///< in reading order
  llvm::SmallVector<Fix, 1> Fixes;
  bool IsOfProgram = false; ///< of a rule about programs: with other units it may be another
};

/// The sentence for \p What.
std::string render(Message What, llvm::ArrayRef<MessageArgument> Arguments,
                   const clang::ASTContext &Ctx);

/// Orders findings by place, so that output does not depend on how they were found.
void sortFindings(llvm::MutableArrayRef<Finding> Findings, const clang::SourceManager &Sources);

/// Where a user would look for \p Loc: the argument of a macro, else its expansion.
clang::SourceLocation userLocation(clang::SourceLocation Loc, const clang::SourceManager &Sources);

} // namespace ambit

#endif // AMBIT_ANALYSES_FINDING_H
