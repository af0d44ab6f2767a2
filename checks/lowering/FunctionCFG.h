//===- FunctionCFG.h --------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The CFG of a function as every flow question reads it.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_LOWERING_FUNCTIONCFG_H
#define AMBIT_LOWERING_FUNCTIONCFG_H

#include "clang/Analysis/CFG.h"
#include <memory>

namespace ambit {

/// The CFG of a function's body as all analyses use it; null if Clang cannot build it.
std::unique_ptr<clang::CFG> buildCFG(const clang::FunctionDecl &F);

/// A CFG as the solver of program/Flow.h takes it.
class CFGGraph {
public:
  explicit CFGGraph(const clang::CFG &Graph);
  unsigned size() const { return Blocks.size(); }
  unsigned entry() const { return Entry; }
  const std::vector<unsigned> &order() const { return Order; }
  unsigned edges(unsigned Block) const { return Blocks[Block]->succ_size(); }
  int next(unsigned Block, unsigned Edge) const;
  const clang::CFGBlock &block(unsigned Block) const { return *Blocks[Block]; }

private:
  std::vector<const clang::CFGBlock *> Blocks;
  std::vector<unsigned> Order;
  unsigned Entry;
};

} // namespace ambit

#endif // AMBIT_LOWERING_FUNCTIONCFG_H
