//===- LoweredGraph.h -------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A lowered function as the solver of program/Flow.h takes it.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FLOW_LOWEREDGRAPH_H
#define AMBIT_FLOW_LOWEREDGRAPH_H

#include "flow/LoweredFunction.h"

namespace ambit {

class LoweredGraph {
public:
  explicit LoweredGraph(const LoweredFunction &F) : F(F) {}
  unsigned size() const { return F.Blocks.size(); }
  unsigned entry() const { return F.Entry; }
  const ThinVector<unsigned> &order() const { return F.Order; }
  unsigned edges(unsigned Block) const { return F.Blocks[Block].Edges.size(); }
  /// Nothing happens in the exit, and who asks how the function ends looks at the edges there.
  int next(unsigned Block, unsigned Edge) const {
    int Next = F.Blocks[Block].Edges[Edge].Next;
    return Next == static_cast<int>(F.Exit) ? -1 : Next;
  }

private:
  const LoweredFunction &F;
};

} // namespace ambit

#endif // AMBIT_FLOW_LOWEREDGRAPH_H
