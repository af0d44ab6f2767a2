//===- PointerContents.h ----------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is stored in pointers by which calls go, wherever it is seen: then a call by a pointer in
// an object may say less than that it is one of many. All calls and starts are followed for that
// once, from everywhere, whatever the context.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PROGRAM_POINTERCONTENTS_H
#define AMBIT_PROGRAM_POINTERCONTENTS_H

#include "program/RelevantParameters.h"

namespace ambit {

/// What a call leads to in a node.
struct Callees {
  llvm::SmallVector<FunctionId, 2> Targets;
  bool IsGuess = false;
};

class PointerContents {
public:
  /// Knows no contents.
  explicit PointerContents(Program &Graph) : Graph(Graph) {}

  /// Follows calls and starts from the functions that \p BeginsHere, and from those that these do
  /// not reach.
  void gather(const RelevantParameters &Relevant, llvm::function_ref<bool(FunctionId)> BeginsHere);

  /// What was asked of the program beside what its functions say.
  struct Question {
    PathId Through = 0; ///< absolute
    bool IsGuess = false;

    auto operator<=>(const Question &O) const = default;
  };
  /// What pointer \p Q leads to; nothing if that is not known of this object.
  llvm::SmallVector<FunctionId, 2> answer(Question Q);

  /// What \p C of the function of \p N leads to there.
  /// \param Asked  gets what had to be asked for that
  Callees calleesOf(const Call &C, const Node &N, llvm::SmallVectorImpl<Question> &Asked);
  /// What \p S in the function of \p N makes run, if that is one function.
  FunctionId targetOf(const Start &S, const Node &N, llvm::SmallVectorImpl<Question> &Asked);

private:
  using Values = llvm::SmallVector<PathId, 1>;

  void keep(PointerStore S, const Node &N);
  llvm::SmallVector<PathId, 4> objectsAt(PathId P);
  /// What \p Through leads to; nothing if that is not known of this object.
  llvm::SmallVector<FunctionId, 2> targetsOf(PathId Through);
  PathId anyElement(PathId P);

  Program &Graph;
  llvm::DenseMap<PathId, Values> Contents;
  bool IsComplete = false; ///< all of Contents is there, as far as calls ask for it
};

} // namespace ambit

#endif // AMBIT_PROGRAM_POINTERCONTENTS_H
