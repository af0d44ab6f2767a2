//===- NameWords.h ----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// By which names a unit meets what a model's entry describes.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_MODEL_NAMEWORDS_H
#define AMBIT_MODEL_NAMEWORDS_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"

namespace ambit {

/// The names that a unit has met if it has anything that \p Pattern names: its words, or of one
/// without any, such as `HAL_*Callback`, a pattern with `*`. None if that cannot be told by names.
llvm::SmallVector<llvm::StringRef, 4> wordsToMeet(llvm::StringRef Pattern);

} // namespace ambit

#endif // AMBIT_MODEL_NAMEWORDS_H
