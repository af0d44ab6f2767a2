//===- Compat.h -------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where versions of Clang differ in what the checks use: one function per
// difference, with what it stands for. Nothing else asks for the version.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_MODEL_COMPAT_H
#define AMBIT_MODEL_COMPAT_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/ScopeExit.h"
#include <utility>

namespace ambit::compat {

/// The type that \p Tag declares, without a spelling. Clang 22 keeps in a type how it was
/// written and has a name of its own for the one that was not; before, there was but one.
inline clang::QualType canonicalTagType(const clang::ASTContext &Ctx, const clang::TagDecl *Tag) {
#if CLANG_VERSION_MAJOR >= 22
  return Ctx.getCanonicalTagType(Tag);
#else
  return Ctx.getCanonicalType(Ctx.getTypeDeclType(Tag));
#endif
}

/// The type that \p Named declares. Clang 22 takes how the name is qualified where it is used:
/// here not at all.
inline clang::QualType typedefType(const clang::ASTContext &Ctx,
                                   const clang::TypedefNameDecl *Named) {
#if CLANG_VERSION_MAJOR >= 22
  return Ctx.getTypedefType(clang::ElaboratedTypeKeyword::None, std::nullopt, Named);
#else
  return Ctx.getTypedefType(Named);
#endif
}

/// Whether \p Tag is a capability that its holder may take again, which can be said since
/// Clang 21.
inline bool isReentrantCapability(const clang::TagDecl &Tag) {
#if CLANG_VERSION_MAJOR >= 21
  return Tag.hasAttr<clang::ReentrantCapabilityAttr>();
#else
  return false;
#endif
}

/// Whether \p Field is one that only ends the unit of the bit-fields before it. Clang 20 needs no
/// context to say so.
inline bool isZeroLengthBitField(const clang::FieldDecl &Field) {
#if CLANG_VERSION_MAJOR >= 20
  return Field.isZeroLengthBitField();
#else
  return Field.isZeroLengthBitField(Field.getASTContext());
#endif
}

/// The text of inline assembly, which Clang 21 takes from constant expressions, too.
inline std::string asmString(const clang::GCCAsmStmt &Assembly) {
#if CLANG_VERSION_MAJOR >= 21
  return Assembly.getAsmString();
#else
  return Assembly.getAsmString()->getString().str();
#endif
}

/// What calls \p Do when it goes out of scope. LLVM 22 deprecates the function for it in favour
/// of a class that was hidden before.
template <class Callable> [[nodiscard]] auto atExit(Callable &&Do) {
#if CLANG_VERSION_MAJOR >= 22
  return llvm::scope_exit(std::forward<Callable>(Do));
#else
  return llvm::make_scope_exit(std::forward<Callable>(Do));
#endif
}

} // namespace ambit::compat

#endif // AMBIT_MODEL_COMPAT_H
