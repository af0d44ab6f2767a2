//===- FunctionCFG.cpp ----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lowering/FunctionCFG.h"
#include "clang/AST/Decl.h"
#include "clang/Analysis/Analyses/PostOrderCFGView.h"

using namespace clang;

namespace ambit {

std::unique_ptr<CFG> buildCFG(const FunctionDecl &F) {
  Stmt *Body = F.getBody();
  if (!Body || F.isDependentContext())
    return nullptr;
  CFG::BuildOptions Options;
  Options.setAllAlwaysAdd();
  // Nothing happens at these.
  for (Stmt::StmtClass Inert :
       {Stmt::IntegerLiteralClass, Stmt::FloatingLiteralClass, Stmt::CharacterLiteralClass,
        Stmt::CXXBoolLiteralExprClass, Stmt::CXXNullPtrLiteralExprClass, Stmt::ParenExprClass})
    Options.setAlwaysAdd(Inert, false);
  Options.AddImplicitDtors = true;
  Options.AddTemporaryDtors = true;
  Options.AddInitializers = true;
  Options.AddCXXDefaultInitExprInCtors = true;
  return CFG::buildCFG(&F, Body, &F.getASTContext(), Options);
}

CFGGraph::CFGGraph(const CFG &Graph)
    : Blocks(Graph.getNumBlockIDs()), Entry(Graph.getEntry().getBlockID()) {
  for (const CFGBlock *Block : Graph)
    Blocks[Block->getBlockID()] = Block;
  PostOrderCFGView View(&Graph);
  for (const CFGBlock *Block : View)
    Order.push_back(Block->getBlockID());
}

int CFGGraph::next(unsigned Block, unsigned Edge) const {
  const CFGBlock *Next = *(Blocks[Block]->succ_begin() + Edge);
  return Next ? static_cast<int>(Next->getBlockID()) : -1;
}

} // namespace ambit
