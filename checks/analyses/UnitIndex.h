//===- UnitIndex.h ----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one traversal of a unit: lists what the analyses work on, so that none
// of them walks the tree again. System headers and uninstantiated templates
// are left out, except that annotations in templates are listed from the
// pattern.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_ANALYSES_UNITINDEX_H
#define AMBIT_ANALYSES_UNITINDEX_H

#include "model/Boundary.h"
#include "model/ExprShape.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include <vector>

namespace ambit {

/// A call or construction that hands something across a boundary, or might through a
/// template that forwards.
struct CallSite {
  const clang::Expr *Call;              ///< CallExpr or CXXConstructExpr
  const clang::FunctionDecl *Callee;    ///< null for a call through a pointer
  const clang::DeclaratorDecl *Pointer; ///< the function pointer, for such a call
  const CallBoundary *Boundary;         ///< null if only forwarding could make it one
  const clang::FunctionDecl *Caller;    ///< the innermost function or lambda; null at file scope
};

/// AMBIT_UNCHECKED in the source.
struct Waiver {
  const clang::AnnotateAttr *Attr;
  clang::SourceRange Covers; ///< the tokens of its statement or declaration
};

/// A use of a variable that lives longer than a call.
struct GlobalUse {
  const clang::DeclRefExpr *Use;
  const clang::FunctionDecl *In;
};

/// `variable = value` where the variable lives longer than a call.
struct GlobalStore {
  const clang::VarDecl *Variable;
  const clang::Expr *Value;
  const clang::FunctionDecl *In;
};

struct UnitIndex {
  std::vector<CallSite> Sites;
  std::vector<const clang::Decl *> Annotated;              ///< with an attribute of its own
  std::vector<const clang::AnnotateAttr *> StatementAttrs; ///< on statements
  std::vector<Waiver> Waivers;
  std::vector<GlobalUse> GlobalUses;                    ///< where something may be bound
  std::vector<GlobalStore> GlobalStores;                ///< likewise
  std::vector<const clang::FunctionDecl *> Definitions; ///< of functions, lambdas left out
  std::vector<const clang::FunctionDecl *> Coroutines;  ///< likewise, and those of lambdas
  std::vector<const clang::VarDecl *> Tables;           ///< of file scope, that initialisers fill
  bool HasAnnotations = false;
  bool MayBind = false;       ///< an annotation or a model may bind a type to a thread or core
  bool HasAttributes = false; ///< perhaps of handlers or of Clang's thread-safety analysis
};

/// Walks the unit of \p Ctx (the part of it that is traversed, in an editor).
/// \param IsWhole  also if the unit alone can have no finding
UnitIndex indexUnit(clang::ASTContext &Ctx, const ModelIndex &Models, const Boundaries &Where,
                    bool IsWhole);

} // namespace ambit

#endif // AMBIT_ANALYSES_UNITINDEX_H
