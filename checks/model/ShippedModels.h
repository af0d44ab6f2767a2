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

/// The list of a model that an entry is in.
enum class ModelSection : unsigned char { Types, Functions, Fields, Macros };
constexpr const char *ModelSectionNames[] = {"types", "functions", "fields", "macros"};

/// One entry of a model.
struct ShippedEntry {
  /// What a unit has met all of if the entry matters to it: identifiers, or a pattern with `*`.
  const char *Words;
  ModelSection Section;
  /// Its item in the list, as YAML.
  const char *Text;
};

struct ShippedModel {
  const char *Name;
  llvm::ArrayRef<ShippedEntry> Entries; ///< in the order of the file
};

llvm::ArrayRef<ShippedModel> shippedModels();

} // namespace ambit

#endif // AMBIT_MODEL_SHIPPEDMODELS_H
