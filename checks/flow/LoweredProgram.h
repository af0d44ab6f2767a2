//===- LoweredProgram.h -----------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A program before it is solved: its functions as events on control-flow graphs, and what
// becomes known only when all of them are there, such as who overrides a method. A unit
// lowers to one; several link to one. No AST.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FLOW_LOWEREDPROGRAM_H
#define AMBIT_FLOW_LOWEREDPROGRAM_H

#include "flow/LoweredFunction.h"
#include "program/ProgramNames.h"
#include "llvm/ADT/StringMap.h"

namespace ambit {

struct LoweredProgram {
  Program Graph;
  /// By FunctionId; a function whose body is not visible has no blocks.
  std::vector<LoweredFunction> Functions;

  /// Functions stored where a pointer is called later, by what they are stored in.
  llvm::DenseMap<SymbolId, llvm::SmallVector<FunctionId, 2>> Stored;
  /// Methods that override another.
  llvm::DenseMap<SymbolId, llvm::SmallVector<FunctionId, 2>> Overriders;

  struct OpenCall {
    FunctionId In;
    uint32_t Call;   ///< in the calls of In
    SymbolId Callee; ///< the pointer that is called, or the method
  };
  std::vector<OpenCall> PointerCalls;
  std::vector<OpenCall> VirtualCalls;

  /// What a call says of an interrupt line, for all handlers of it.
  struct LevelOfLine {
    int64_t Line;
    std::string Name;
    int64_t Level; ///< INT64_MIN if it says nothing of that
  };
  std::vector<LevelOfLine> Levels;
  llvm::StringMap<uint32_t> Agents;      ///< those that models name
  llvm::StringMap<uint32_t> CalleeNames; ///< numbers of Start::By and JoinEvent::Cancels, from 1
  std::optional<int64_t> MainCore;
  /// Variables that are locks by type and that other units cannot reach.
  llvm::DenseSet<SymbolId> OwnLocks;

  /// What is declared of a type, variable or function, for notes.
  struct Saying {
    PlaceId At = 0;    ///< 0 if a model says it
    std::string Text;  ///< the argument as written
    std::string Model; ///< the name of that
  };
  llvm::DenseMap<SymbolId, Saying> CoreBound;
  llvm::DenseMap<SymbolId, Saying> PhaseBound;
  llvm::DenseMap<SymbolId, Saying> Guarded;

  /// Adds \p F to what \p Pointer may hold. What nearly everything is stored in tells
  /// nothing: there is a limit.
  void store(SymbolId Pointer, FunctionId F);
};

/// Gives calls their targets and handlers their levels, when all functions are there.
void resolve(LoweredProgram &P);

} // namespace ambit

#endif // AMBIT_FLOW_LOWEREDPROGRAM_H
