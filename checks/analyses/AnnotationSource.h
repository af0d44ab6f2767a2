//===- AnnotationSource.h ---------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where annotations stand in the source, for fix-its: the macro or the string
// that a user wrote, and where one may be added.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_ANALYSES_ANNOTATIONSOURCE_H
#define AMBIT_ANALYSES_ANNOTATIONSOURCE_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include <optional>

namespace ambit {

/// The macro call that \p A comes from, if it is the one named \p Macro and stands in a
/// file: `AMBIT_SEND`, `AMBIT_SEND_IF(...)`.
std::optional<clang::CharSourceRange>
macroCallOf(const clang::AnnotateAttr &A, llvm::StringRef Macro, const clang::ASTContext &Ctx);

/// The same with the white space that follows, to take it out.
std::optional<clang::CharSourceRange> removableMacroCall(const clang::AnnotateAttr &A,
                                                         llvm::StringRef Macro,
                                                         const clang::ASTContext &Ctx);

/// \p Text where it stands in the source of \p A, if that is written out in a file.
std::optional<clang::CharSourceRange> textIn(const clang::AnnotateAttr &A, llvm::StringRef Text,
                                             const clang::ASTContext &Ctx);

/// Where an annotation of a variable, member or function may be written.
struct AnnotationPoint {
  const clang::NamedDecl *Of = nullptr; ///< the declaration that all others follow
  clang::SourceLocation At;             ///< invalid if there is none
  llvm::StringRef WhyNot;               ///< then
};

AnnotationPoint annotationPoint(const clang::NamedDecl &D);

} // namespace ambit

#endif // AMBIT_ANALYSES_ANNOTATIONSOURCE_H
