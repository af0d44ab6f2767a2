//===- PathReader.h ---------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads the path that an expression names. Looks through references and
// pointers that are bound once in their function, through getters whose body is
// one return, and through wrappers that change nothing.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_LOWERING_PATHREADER_H
#define AMBIT_LOWERING_PATHREADER_H

#include "lowering/Symbols.h"
#include "clang/AST/ExprCXX.h"

namespace ambit {

class PathReader {
public:
  PathReader(clang::ASTContext &Ctx, PathTable &Paths, Symbols &Names)
      : Ctx(Ctx), Paths(Paths), Names(Names) {}

  /// Parameters of \p F are parameters from now on; those of other functions are locals.
  /// \returns the function before, to go back to.
  const clang::FunctionDecl *enter(const clang::FunctionDecl *F) {
    return std::exchange(Inside, F ? F->getCanonicalDecl() : nullptr);
  }

  /// \p V has no other value than \p Init.
  void bind(const clang::VarDecl &V, const clang::Expr *Init) { Bound[&V] = Init; }

  /// The reference or pointer \p Member of `this` leads to \p Object, until forgetMembers().
  void bindMember(PathId Member, PathId Object) {
    if (Member && Object)
      Members[Member] = Object;
  }
  void forgetMembers() { Members.clear(); }

  /// The object that \p E is; 0 if nobody knows.
  PathId object(const clang::Expr *E, unsigned Depth = 0);

  /// The object that the pointer \p E leads to.
  PathId pointee(const clang::Expr *E, unsigned Depth = 0);

  /// What a callee gets to see of an argument for a parameter of type \p T: the object behind a
  /// pointer or reference.
  PathId given(const clang::Expr *E, clang::QualType T);

  /// The object that \p F gives a way to, the same for all callers; 0 if it is not that simple.
  PathId objectReturnedBy(const clang::FunctionDecl &F);

  /// The expression that makes the object which \p E hands on: a call or a construction.
  static const clang::Expr *made(const clang::Expr *E);

  /// The result of \p E, under which its meaning is remembered.
  PathId temporary(const clang::Expr *E);

  PathId variable(const clang::VarDecl &V);
  PathId member(PathId Of, const clang::FieldDecl &F);
  PathId function(const clang::FunctionDecl &F);
  /// What `this` leads to.
  PathId self() { return Paths.pointee(Paths.root(PathKind::Parameter, 0, 0)); }

  clang::ASTContext &context() const { return Ctx; }

private:
  PathId elementOf(PathId Array, const clang::Expr *Index);
  PathId resultOf(const clang::CallExpr *Call, bool IsPointer, unsigned Depth);
  PathId globalReturnedBy(const clang::FunctionDecl &F);
  PathId leadsTo(PathId Pointer) {
    auto It = Members.find(Pointer);
    return It != Members.end() ? It->second : Paths.pointee(Pointer);
  }
  const clang::Expr *boundTo(const clang::VarDecl &V) const;

  clang::ASTContext &Ctx;
  PathTable &Paths;
  Symbols &Names;
  const clang::FunctionDecl *Inside = nullptr;
  llvm::DenseMap<const clang::VarDecl *, const clang::Expr *> Bound;
  llvm::DenseMap<PathId, PathId> Members;
  llvm::DenseMap<const clang::Expr *, int64_t> Temporaries;
  llvm::DenseMap<const clang::FunctionDecl *, PathId> Globals; ///< see globalReturnedBy
};

} // namespace ambit

#endif // AMBIT_LOWERING_PATHREADER_H
