//===- TypeFacts.h ----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Send, core-free and sync of every type. A fact is the worst of what a type
// itself says and of what its parts say; recursive types are taken as fine
// where they lead back to themselves. Values are kept for complete strongly
// connected components only; the chain of reasons is found when somebody asks.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_MODEL_TYPEFACTS_H
#define AMBIT_MODEL_TYPEFACTS_H

#include "model/TypeParts.h"

namespace ambit {

/// Why a fact has its value: from the type asked about, part by part, to the cause.
struct FactReason {
  llvm::SmallVector<TypePart, 4> Path;
  FactNode Last; ///< the node that has the cause
  FactValue Value = FactValue::No;
  FactCause Cause;
};

class TypeFacts {
public:
  explicit TypeFacts(TypeRules Rules) : Rules(Rules) {}

  FactValue value(clang::QualType T, FactKind Fact, bool Owned = false) const {
    return value(Rules.node(T, Fact, Owned));
  }
  FactValue value(const FactNode &N) const;

  /// What the fact would be if \p N's own type made no claim (AMBIT_SEND, ...).
  FactValue valueWithoutClaim(const FactNode &N) const;

  /// The shortest chain to a cause of the value of \p N; \p IgnoreClaim as above.
  FactReason explain(const FactNode &N, bool IgnoreClaim = false) const;

  const TypeRules &rules() const { return Rules; }

private:
  struct Frame;
  TypeRules Rules;
  mutable llvm::DenseMap<FactNode::Key, FactValue> Known;
};

} // namespace ambit

#endif // AMBIT_MODEL_TYPEFACTS_H
