//===- MergeCommand.cpp ---------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `ambit merge`: many facts files into one. The result is the same whatever the order and
// the steps in which they are put together.
//
//===----------------------------------------------------------------------===//

#include "driver/Commands.h"
#include "driver/FactsInput.h"
#include "driver/OutputFile.h"
#include "driver/Run.h"

using namespace llvm;

namespace ambit::driver {
namespace {

cl::SubCommand Merge("merge", "put facts files together: ambit merge -o FILE FILES... or @LIST");

cl::opt<std::string> Output("o", cl::desc("Where the facts of all go"), cl::Required,
                            cl::value_desc("file.ambit"), cl::sub(Merge));
cl::list<std::string> Files(cl::Positional, cl::desc("<files...>"), cl::sub(Merge));

int run() {
  facts::Linker Facts;
  if (Error E = addFiles(Files, Facts))
    return usageError(toString(std::move(E)));
  if (Error E = writeWhole(Output, Facts.merge()))
    return usageError(toString(std::move(E)));
  return Clean;
}

} // namespace

Command mergeCommand() { return {Merge, run}; }

} // namespace ambit::driver
