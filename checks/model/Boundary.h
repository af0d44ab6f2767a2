//===- Boundary.h -----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Boundaries of calls: which arguments of a function cross to another thread,
// core or interrupt, as its annotations and the models say.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_MODEL_BOUNDARY_H
#define AMBIT_MODEL_BOUNDARY_H

#include "model/Core.h"
#include "clang/AST/Decl.h"

namespace ambit {

/// One parameter, or a range of them, that crosses.
struct Crossing {
  enum Passing : uint8_t {
    Value,       ///< the argument
    Pointee,     ///< a copy of what the argument points to
    Callable,    ///< the argument runs on the other side, and goes there with its captures
    ReturnValue, ///< what the callable argument returns comes back
  };
  Passing How = Value;
  unsigned First = 0;
  unsigned Last = 0; ///< inclusive; ~0u for all that follow
  bool ToThread = false;
  bool ToCore = false;
  bool ToIsr = false;
  bool IsOwner = false;    ///< AMBIT_OWNER: the pointee is handed over
  bool IsObject = false;   ///< the object the method is called on, not an argument
  std::string Destination; ///< the core as text: a constant, a parameter, Argument[n]
  const clang::ParmVarDecl *Parameter = nullptr; ///< where it is annotated
  clang::SourceLocation Where;                   ///< of the annotation
  llvm::StringRef Model;                         ///< the model that says so

  bool covers(unsigned Index) const { return Index >= First && Index <= Last; }
};

/// What a call of a function does to its arguments.
struct CallBoundary {
  llvm::SmallVector<Crossing, 2> Crossings;
  std::optional<FunctionModel::Exception> Unless;
  std::optional<ArgumentSelector> Handle; ///< of the thread the call starts
};

class Boundaries {
public:
  Boundaries(const Annotations &Said, const ModelIndex &Models) : Said(Said), Models(Models) {}

  /// Null if nothing crosses in a call of \p F.
  const CallBoundary *of(const clang::FunctionDecl &F) const;

  /// The boundary that the parameters of a function pointer's declaration state.
  const CallBoundary *ofPointer(const clang::DeclaratorDecl &D) const;

  /// What a call of \p F waits for: the thread whose handle is selected.
  std::optional<ArgumentSelector> joins(const clang::FunctionDecl &F) const;

private:
  using Kept = std::unique_ptr<CallBoundary>;
  const CallBoundary *keep(const clang::Decl *Key, CallBoundary B) const;

  const Annotations &Said;
  const ModelIndex &Models;
  mutable llvm::DenseMap<const clang::Decl *, Kept> Cache;
};

/// The core that \p C leads to in a call with these arguments; not known if nobody says.
/// \p Callee is the scope of names in the annotation.
Core destinationOf(const Crossing &C, llvm::ArrayRef<const clang::Expr *> Arguments,
                   const clang::Decl &Callee, const clang::ASTContext &Ctx);

} // namespace ambit

#endif // AMBIT_MODEL_BOUNDARY_H
