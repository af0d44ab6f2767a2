//===- Compat.h -------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where versions of Clang differ in what the checks use: one function per
// difference, with what it stands for. Nothing else asks for the version, but
// for a header of clang-tidy's own in plugin/Module.cpp and for AMBIT_UNCHECKED
// in annotations.h, which every Clang has to read.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_MODEL_COMPAT_H
#define AMBIT_MODEL_COMPAT_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/SmallVector.h"
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

/// \p T without how its name is qualified where it is used. Clang 22 has no type of its own for
/// that, so that a typedef's type is met where it is written.
inline clang::QualType withoutQualifier(clang::QualType T) {
#if CLANG_VERSION_MAJOR < 22
  while (const auto *Elaborated = llvm::dyn_cast<clang::ElaboratedType>(T.getTypePtr()))
    T = clang::QualType(Elaborated->getNamedType().getTypePtr(),
                        T.getLocalFastQualifiers() |
                            Elaborated->getNamedType().getLocalFastQualifiers());
#endif
  return T;
}

/// The attribute that AMBIT_UNCHECKED is. A statement can be annotated since Clang 20; in 19 the
/// macro writes the annotation as what clang::suppress is to suppress, which Clang's analyzer
/// leaves to others.
#if CLANG_VERSION_MAJOR >= 20
inline constexpr llvm::StringLiteral WaiverAttribute = "annotate";
#else
inline constexpr llvm::StringLiteral WaiverAttribute = "suppress";
#endif

/// The annotations among the attributes of a declaration or statement.
inline llvm::SmallVector<const clang::AnnotateAttr *, 2>
annotationsAmong(llvm::ArrayRef<const clang::Attr *> Attrs, clang::ASTContext &Ctx) {
  llvm::SmallVector<const clang::AnnotateAttr *, 2> Found;
  for (const clang::Attr *A : Attrs) {
    if (const auto *Annotate = llvm::dyn_cast<clang::AnnotateAttr>(A))
      Found.push_back(Annotate);
#if CLANG_VERSION_MAJOR < 20
    const auto *Suppress = llvm::dyn_cast<clang::SuppressAttr>(A);
    if (!Suppress || Suppress->diagnosticIdentifiers_size() == 0 ||
        !Suppress->diagnosticIdentifiers_begin()->starts_with("ambit::"))
      continue;
    llvm::SmallVector<clang::Expr *, 1> Arguments;
    for (llvm::StringRef Text : llvm::drop_begin(Suppress->diagnosticIdentifiers()))
      Arguments.push_back(clang::StringLiteral::Create(
          Ctx, Text, clang::StringLiteralKind::Ordinary, /*Pascal=*/false,
          Ctx.getStringLiteralArrayType(Ctx.CharTy, Text.size()), A->getLocation()));
    Found.push_back(clang::AnnotateAttr::Create(Ctx, *Suppress->diagnosticIdentifiers_begin(),
                                                Arguments.data(), Arguments.size(), *Suppress));
#endif
  }
  return Found;
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
