//===- Cargo.h --------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What goes along with an argument. A value brings its parts, a closure its
// captures, a pointer what it leads to, an erased wrapper or a void pointer
// what this function is seen to put into it. Each thing that goes along is
// judged by its type facts where it is found.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_ANALYSES_CARGO_H
#define AMBIT_ANALYSES_CARGO_H

#include "analyses/AccessPath.h"
#include "model/TypeFacts.h"
#include "clang/AST/ExprCXX.h"
#include <map>
#include <memory>

namespace ambit {

/// One thing that goes along, and whether it may leave its thread and its core.
struct Cargo {
  clang::QualType Type;
  bool IsShared = false; ///< the other side gets a way to reach the object, not a value
  FactValue Send = FactValue::Yes;
  FactValue CoreFree = FactValue::Yes;
  FactNode SendNode; ///< the questions that gave these values
  FactNode CoreNode;
  clang::SourceLocation Where;            ///< the expression or capture
  clang::SourceLocation FirstUse;         ///< why an implicit capture is one
  const clang::NamedDecl *Name = nullptr; ///< the variable, if it is one
  bool IsThis = false;
  bool IsThisCopy = false;                  ///< [*this]
  const clang::Expr *Origin = nullptr;      ///< the expression that brought it
  const clang::ValueDecl *Holder = nullptr; ///< the variable it was put into before
  const clang::RecordDecl *Whole = nullptr; ///< the bound object it is a part of

  FactValue fact(FactKind K) const { return K == FactKind::CoreFree ? CoreFree : Send; }
};

using Cargos = llvm::SmallVector<Cargo, 2>;

/// What is known to be in an object at a point of a function.
struct Content {
  Cargos Items;
  bool IsComplete = true; ///< false if on some path there may be something else
};

/// Contents of the objects that assignments, moves and resets made known; of all others
/// the type tells. States are copied at every block, contents are shared.
using ContentState = std::map<AccessPath, std::shared_ptr<const Content>>;

/// The type that `emplace<T>(...)` or `make_any<T>(...)` makes; null if there is none.
clang::QualType madeType(const clang::CallExpr &C);

/// Whether an object of class \p C is a way to what it was made of: a span, a string_view, a
/// reference_wrapper.
bool isView(const clang::CXXRecordDecl &C);

class CargoFinder {
public:
  CargoFinder(const TypeFacts &Facts, const ContentState *State)
      : Facts(Facts), Ctx(Facts.rules().context()), State(State) {}

  /// What goes along if the value of \p E does.
  Cargos ofValue(const clang::Expr *E);

  /// What becomes reachable if a reference to the object \p E goes along.
  Cargos ofReference(const clang::Expr *E);

  /// What goes along if the object that the pointer \p E leads to is handed over
  /// (\p IsOwner) or copied.
  Cargos ofPointee(const clang::Expr *E, bool IsOwner);

  /// What goes along with a value of type \p T that \p E makes.
  Cargos ofType(const clang::Expr *E, clang::QualType T) {
    Cargos Out;
    byType(E, T, Out);
    return Out;
  }

private:
  void value(const clang::Expr *E, Cargos &Out);
  void shared(const clang::Expr *E, Cargos &Out);
  void captures(const clang::LambdaExpr &L, Cargos &Out);
  void construction(const clang::CXXConstructExpr &C, Cargos &Out);
  void initializers(const clang::InitListExpr &L, Cargos &Out);
  void coroutineCall(const clang::CallExpr &C, const clang::FunctionDecl &F, Cargos &Out);
  bool call(const clang::CallExpr &C, Cargos &Out);
  bool isContentTelling(const AccessPath &P, clang::QualType T) const;
  bool knownContent(const clang::Expr *E, const AccessPath &P, Cargos &Out);
  void contentOfParts(const clang::Expr *E, const AccessPath &P, Cargo &W, FactKind SendFact,
                      Cargos &Out);
  Cargo arriving(const Cargo &Item, const clang::Expr *E, const AccessPath &P) const;
  void byType(const clang::Expr *E, clang::QualType T, Cargos &Out, bool Owned = false);
  void wholes(const clang::Expr *E, Cargos &Out);
  void addParts(const Cargos &Parts, Cargo Whole, Cargos &Out);
  FactValue factWithContent(const AccessPath &P, clang::QualType T, FactKind Fact, unsigned Depth);
  const ContentState::value_type *contentBelow(const AccessPath &P) const;
  Cargo make(const clang::Expr *E, clang::QualType T) const;

  const TypeFacts &Facts;
  const clang::ASTContext &Ctx;
  const ContentState *State;
  unsigned Depth = 0;
};

} // namespace ambit

#endif // AMBIT_ANALYSES_CARGO_H
