//===- AnnotationNames.h ----------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names inside annotation arguments are text, so that they work in C and
// before their declaration. This resolves them, once the whole unit is known,
// in the scope of the thing that carries the annotation.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_MODEL_ANNOTATIONNAMES_H
#define AMBIT_MODEL_ANNOTATIONNAMES_H

#include "clang/AST/Decl.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <optional>
#include <string>

namespace ambit {

enum class NameStatus {
  Resolved,
  Unresolved, ///< names nothing the annotated thing can see
  Unknown,    ///< depends on a template parameter, or is more than we read
};

struct NameCheck {
  NameStatus Status = NameStatus::Resolved;
  std::string Name;       ///< the part that names nothing
  std::string Suggestion; ///< a name that is near; may be empty
};

/// Looks for names as the declaration given would: its parameters, members of its class
/// and of the classes and namespaces around it.
class NameScope {
public:
  explicit NameScope(const clang::Decl &Site) : Site(Site) {}

  /// The declaration \p Name (possibly qualified) means; null if none.
  /// \p MayBeHidden is set if something we cannot read could still declare it.
  const clang::NamedDecl *lookup(llvm::StringRef Name, bool &MayBeHidden) const;

  /// The visible name nearest to \p Name.
  std::string nearestName(llvm::StringRef Name) const;

private:
  const clang::Decl &Site;
};

/// Whether \p Text is a lock expression whose names exist: a path of names, `.`, `->`,
/// `[]` and calls; `this` and `irq` always do.
NameCheck checkLockName(llvm::StringRef Text, const clang::Decl &Site);

/// Whether \p Text is a core, level or line whose names exist.
NameCheck checkConstantName(llvm::StringRef Text, const clang::Decl &Site);

/// The value of an integer expression over numbers, enumerators and constants.
std::optional<int64_t> evaluateInteger(llvm::StringRef Text, const clang::Decl &Site);

} // namespace ambit

#endif // AMBIT_MODEL_ANNOTATIONNAMES_H
