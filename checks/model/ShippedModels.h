//===- ShippedModels.h ------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The models that come with Ambit, as text; annotations/EmbedModels.cpp makes
// the table at build time.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_MODEL_SHIPPEDMODELS_H
#define AMBIT_MODEL_SHIPPEDMODELS_H

#include "llvm/ADT/ArrayRef.h"

namespace ambit {

struct ShippedModel {
  const char *Name;
  /// One line for each name in the model: the identifiers it is made of. The model
  /// matters to a unit that has met all identifiers of some line.
  const char *Triggers;
  const char *Text;
};

llvm::ArrayRef<ShippedModel> shippedModels();

} // namespace ambit

#endif // AMBIT_MODEL_SHIPPEDMODELS_H
