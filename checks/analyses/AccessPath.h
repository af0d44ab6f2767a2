//===- AccessPath.h ---------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The path by which code names an object: a variable or this, then members,
// elements and pointers followed. Two expressions with equal paths name one
// object as long as nothing on the path was assigned.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_ANALYSES_ACCESSPATH_H
#define AMBIT_ANALYSES_ACCESSPATH_H

#include "model/ExprShape.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>

namespace ambit {

struct PathStep {
  enum Kind : uint8_t { Field, Element, Pointee };
  Kind What;
  const clang::FieldDecl *Member = nullptr;
  int64_t Index = 0;

  auto key() const { return std::tuple(What, Member, Index); }
  bool operator==(const PathStep &O) const { return key() == O.key(); }
  bool operator<(const PathStep &O) const { return key() < O.key(); }
};

struct AccessPath {
  const clang::ValueDecl *Root = nullptr; ///< null for `this`
  llvm::SmallVector<PathStep, 2> Steps;

  bool operator==(const AccessPath &O) const { return Root == O.Root && Steps == O.Steps; }
  bool operator<(const AccessPath &O) const;

  bool isPrefixOf(const AccessPath &O) const;
  AccessPath with(PathStep Step) const;
};

/// The path that \p E names, looking through parentheses, casts, std::move and the like,
/// and through reference variables to what they are bound to. Nothing if part of it is
/// computed (a call, an index that is not constant).
std::optional<AccessPath> accessPathOf(const clang::Expr *E, const clang::ASTContext &Ctx);

/// What the reference variable \p V was bound to, if that is visible where it is declared.
const clang::Expr *bindingOf(const clang::VarDecl *V);

/// The variable at the root of \p E even if the rest is computed; null if there is none.
const clang::ValueDecl *rootVariable(const clang::Expr *E);

} // namespace ambit

#endif // AMBIT_ANALYSES_ACCESSPATH_H
