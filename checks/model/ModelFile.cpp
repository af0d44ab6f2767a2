//===- ModelFile.cpp ------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/ModelFile.h"

namespace ambit {

bool TypeModel::isOwner() const {
  for (const auto &Conditions : Facts)
    if (Conditions)
      for (const FactCondition &C : *Conditions)
        if (!C.IsConstant && C.Owned)
          return true;
  return false;
}

std::vector<llvm::StringRef> modelNames(const ModelFile &File) {
  std::vector<llvm::StringRef> Names;
  for (const TypeModel &T : File.Types)
    Names.push_back(T.Name);
  for (const FunctionModel &F : File.Functions)
    Names.push_back(F.Name);
  return Names;
}

} // namespace ambit
