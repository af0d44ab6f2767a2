//===- ModelSummaries.h -----------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The shipped models by name, with what each describes: for people. What they say is in
// ShippedModels.h; annotations/EmbedModels.cpp makes both tables at build time.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_MODEL_MODELSUMMARIES_H
#define AMBIT_MODEL_MODELSUMMARIES_H

#include "llvm/ADT/ArrayRef.h"

namespace ambit {

struct ModelSummary {
  const char *Name;
  const char *About;
};

llvm::ArrayRef<ModelSummary> modelSummaries();

} // namespace ambit

#endif // AMBIT_MODEL_MODELSUMMARIES_H
