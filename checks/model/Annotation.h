//===- Annotation.h ---------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads annotate attributes, and what models say by name, as Annotations: the
// only place that knows how they are written down. A declaration has the
// annotations of all its redeclarations, and of the pattern it was
// instantiated from.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_MODEL_ANNOTATION_H
#define AMBIT_MODEL_ANNOTATION_H

#include "model/ModelIndex.h"
#include "clang/AST/Attr.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include <memory>
#include <optional>

namespace ambit {

struct Annotation {
  Spelling Kind;
  llvm::SmallVector<llvm::StringRef, 2> Arguments; ///< its strings, trimmed
  const clang::Expr *Condition = nullptr;          ///< of an `_IF`
  const clang::AnnotateAttr *Attr = nullptr;       ///< null if a model says it
  llvm::StringRef Model;                           ///< the model's name if one says it

  clang::SourceLocation location() const {
    return Attr ? Attr->getLocation() : clang::SourceLocation();
  }
};

/// What an attribute with an `ambit::` string is.
struct ReadAttr {
  llvm::StringRef Text;              ///< what follows `ambit::`
  std::optional<Annotation> Meaning; ///< nothing if the spelling is not known
};

/// Reads \p A; nothing if it is another tool's.
std::optional<ReadAttr> readAttr(const clang::AnnotateAttr &A);

/// Splits a list of lock expressions at its outer commas.
llvm::SmallVector<llvm::StringRef, 2> splitList(llvm::StringRef Text);

/// What is said of a type, with the typedef or class of which it is said.
struct TypeAnnotation {
  const clang::NamedDecl *On = nullptr;
  const Annotation *What = nullptr;
  explicit operator bool() const { return What != nullptr; }
};

class Annotations {
public:
  explicit Annotations(const ModelIndex &Models) : Models(Models) {}

  /// All that is said of \p D, first said first.
  llvm::ArrayRef<Annotation> of(const clang::Decl &D) const;

  /// The first annotation of that kind on \p D, or null. The pointer lives as long as
  /// this object.
  const Annotation *find(const clang::Decl &D, Spelling Kind) const;

  /// The first annotation of one of \p Kinds that holds for objects of type \p T, or for what
  /// it points or refers to: by a typedef that names it, its class, or a base.
  TypeAnnotation findOnType(clang::QualType T, llvm::ArrayRef<Spelling> Kinds) const;

private:
  using List = llvm::SmallVector<Annotation, 1>;
  const ModelIndex &Models;
  mutable llvm::DenseMap<const clang::Decl *, std::unique_ptr<List>> Cache;
};

} // namespace ambit

#endif // AMBIT_MODEL_ANNOTATION_H
