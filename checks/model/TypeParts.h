//===- TypeParts.h ----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a fact of a type depends on: the verdict of an annotation or a model,
// or the parts it is derived from. This is the derivation rule of the model,
// one step deep; TypeFacts walks it.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_MODEL_TYPEPARTS_H
#define AMBIT_MODEL_TYPEPARTS_H

#include "model/Annotation.h"
#include "clang/AST/Type.h"

namespace ambit {

/// A question: one fact of one type.
struct FactNode {
  clang::QualType Type; ///< canonical, unless it names an annotated typedef below a pointer
                        ///< or an array; qualified only for Sync, where `const` means that
                        ///< the object was declared const
  const clang::TypedefNameDecl *Named = nullptr; ///< an annotated typedef it was written as
  FactKind Fact = FactKind::Send;
  bool Owned = false; ///< reached through an owning pointer: may be of a derived class

  using Key = std::pair<const void *, unsigned>;
  Key key() const {
    return {Named ? static_cast<const void *>(Named) : Type.getAsOpaquePtr(),
            static_cast<unsigned>(Fact) * 2 + Owned};
  }
};

/// One thing a type consists of, and the question it leads to.
struct TypePart {
  enum Kind : uint8_t {
    Base,
    Member,
    Element,
    Pointee,
    Referent,
    CaptureByCopy,
    CaptureByReference,
    CaptureThis,
    TemplateArgument,
  };
  Kind What;
  FactNode To;
  const clang::Decl *Subject = nullptr; ///< the field, or the captured variable
  clang::SourceLocation Where;          ///< of the base, field or capture
};

/// Why a type itself, rather than a part, has its value.
struct FactCause {
  enum Kind : uint8_t {
    None,
    Declared,       ///< an annotation says so
    FalseCondition, ///< the condition of an `_IF` does not hold
    Modelled,       ///< a model says so
    Volatile,
    MutableState,
    VoidPointer,
    VolatilePointee, ///< may be a hardware register
    Incomplete,
    OwnedBase,   ///< an object of a derived class may be behind the pointer
    NotReadable, ///< dependent, invalid, or of a kind nobody derives
  };
  Kind Why = None;
  const Annotation *Said = nullptr;
  const clang::NamedDecl *Subject = nullptr; ///< the type's declaration
  const TypeModel *Model = nullptr;
};

struct TypeVerdict {
  FactValue Own = FactValue::Yes;
  FactCause Cause; ///< of Own, where it is not Yes
  llvm::SmallVector<TypePart, 8> Parts;
};

class TypeRules {
public:
  TypeRules(const clang::ASTContext &Ctx, const Annotations &Said, const ModelIndex &Models)
      : Ctx(Ctx), Said(Said), Models(Models) {}

  /// The question about \p T as it is written: an annotated typedef counts.
  FactNode node(clang::QualType T, FactKind Fact, bool Owned = false) const;

  /// The rule for \p N. With \p IgnoreClaims what AMBIT_SEND and the like say is left out,
  /// to verify them.
  TypeVerdict verdict(const FactNode &N, bool IgnoreClaims = false) const;

  const clang::ASTContext &context() const { return Ctx; }
  const Annotations &annotations() const { return Said; }
  const ModelIndex &models() const { return Models; }

private:
  bool namesAnnotatedBelow(clang::QualType T, FactKind Fact) const;
  bool byAnnotation(const clang::NamedDecl &D, FactKind Fact, bool IgnoreClaims,
                    TypeVerdict &V) const;
  bool byModel(const clang::RecordDecl &R, const FactNode &N, TypeVerdict &V) const;
  void byRecord(const clang::RecordDecl &R, const FactNode &N, TypeVerdict &V) const;
  void byCaptures(const clang::CXXRecordDecl &Closure, const FactNode &N, TypeVerdict &V) const;
  void byPointee(clang::QualType Pointee, const FactNode &N, TypePart::Kind How,
                 TypeVerdict &V) const;

  const clang::ASTContext &Ctx;
  const Annotations &Said;
  const ModelIndex &Models;
};

/// The type arguments of \p S from position \p First on: that one, or all if \p IsPack.
llvm::SmallVector<clang::QualType, 4> typeArguments(const clang::ClassTemplateSpecializationDecl &S,
                                                    unsigned First, bool IsPack);

} // namespace ambit

#endif // AMBIT_MODEL_TYPEPARTS_H
