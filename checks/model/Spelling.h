//===- Spelling.h - the words of annotations --------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The enumeration of annotations/Spellings.def with what each may stand on and
// what its arguments mean. Knows no AST.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_MODEL_SPELLING_H
#define AMBIT_MODEL_SPELLING_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <optional>
#include <string>

namespace ambit {

enum class Spelling : uint8_t {
#define AMBIT_SPELLING(Name, Text, Subjects, Arguments) Name,
#include "annotations/Spellings.def"
};

/// What an annotation may stand on; a set.
namespace subject {
enum Subject : unsigned {
  Type = 1,
  Variable = 2,
  Field = 4,
  Function = 8,
  Parameter = 16,
  Statement = 32,
};
} // namespace subject

/// What the arguments of an annotation mean.
enum class ArgumentKind : uint8_t {
  None,
  Condition,      ///< a constant expression
  Reason,         ///< a sentence for a reader
  Core,           ///< a core's number or name
  Level,          ///< an interrupt or thread priority
  CoreAndLevel,   ///< one of each
  Line,           ///< an interrupt source
  Lock,           ///< one lock expression
  Locks,          ///< a list of lock expressions; empty means the object itself
  ResultAndLocks, ///< the result that means success, then locks
  LockKind,       ///< mutex, irq, ...
  Phase,          ///< a phase's name
};

struct SpellingInfo {
  Spelling Kind;
  llvm::StringRef Text; ///< what follows `ambit::`
  unsigned Subjects;    ///< a set of subject::Subject
  ArgumentKind Arguments;

  /// The number of strings that follow the spelling in the attribute.
  unsigned minArguments() const;
  unsigned maxArguments() const;
  /// `AMBIT_` and the spelling in capitals.
  std::string macroName() const;
};

const SpellingInfo &spellingInfo(Spelling Kind);
llvm::ArrayRef<SpellingInfo> allSpellings();

/// The annotation spelt \p Text (without `ambit::`), if there is one.
std::optional<Spelling> parseSpelling(llvm::StringRef Text);

/// The element of \p Candidates that \p Text was probably meant to be: at most a
/// third of its letters differ, or two. Empty if none is near.
llvm::StringRef nearest(llvm::StringRef Text, llvm::ArrayRef<llvm::StringRef> Candidates);

/// The spelling nearest to \p Text; empty if none is near.
llvm::StringRef nearestSpelling(llvm::StringRef Text);

/// The names that AMBIT_LOCK accepts.
llvm::ArrayRef<llvm::StringRef> lockKindNames();

/// The locks that belong to the machine rather than to an object.
llvm::ArrayRef<llvm::StringRef> machineLockNames();

/// What a function of a model can take: the lock kinds, a ceiling, a line.
llvm::ArrayRef<llvm::StringRef> acquisitionKindNames();

/// What a thing that carries annotations is called in a message: "type", ...
std::string describeSubjects(unsigned Subjects);

} // namespace ambit

#endif // AMBIT_MODEL_SPELLING_H
