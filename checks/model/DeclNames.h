//===- DeclNames.h ----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// How declarations and types are called in a sentence: as the user wrote them, without
// keywords and a library's inner names.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_MODEL_DECLNAMES_H
#define AMBIT_MODEL_DECLNAMES_H

#include "clang/AST/Decl.h"
#include "clang/AST/Type.h"
#include <string>

namespace ambit {

std::string nameInSentence(const clang::NamedDecl &D);
std::string typeName(clang::QualType T, const clang::ASTContext &Ctx);

} // namespace ambit

#endif // AMBIT_MODEL_DECLNAMES_H
