//===- QualifiedName.h ------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Matches declarations against the names that models use: qualified, inline
// and anonymous namespaces left out, `*` for any part of one name, `**` for
// any names.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_MODEL_QUALIFIEDNAME_H
#define AMBIT_MODEL_QUALIFIEDNAME_H

#include "clang/AST/Decl.h"
#include "llvm/ADT/SmallVector.h"

namespace ambit {

/// A pattern, split at `::` once.
class NamePattern {
public:
  NamePattern() = default;
  /// \p Pattern must outlive this.
  explicit NamePattern(llvm::StringRef Pattern);

  /// Whether \p D is what the pattern names.
  bool matches(const clang::NamedDecl &D) const;

  /// The last name of the pattern if it has no glob, else empty.
  llvm::StringRef leaf() const;

private:
  llvm::SmallVector<llvm::StringRef, 4> Parts;
};

/// Whether \p Text is matched by \p Pattern, in which `*` stands for any characters.
bool globMatches(llvm::StringRef Pattern, llvm::StringRef Text);

/// The name of \p D as a model would write it.
std::string modelName(const clang::NamedDecl &D);

/// The identifier a model's last name is compared with: that of the declaration, or of
/// the class for a constructor, or of the typedef that names an anonymous struct. Null
/// if there is none (operators, conversions).
const clang::IdentifierInfo *leafIdentifier(const clang::NamedDecl &D);

} // namespace ambit

#endif // AMBIT_MODEL_QUALIFIEDNAME_H
