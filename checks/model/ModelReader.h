//===- ModelReader.h --------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads a model file: YAML in, ModelFile out, or one error line with file,
// line, column and a suggestion.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_MODEL_MODELREADER_H
#define AMBIT_MODEL_MODELREADER_H

#include "model/ModelFile.h"
#include "llvm/Support/Error.h"

namespace ambit {

/// Reads \p Text, which \p File names in messages.
/// \returns the model, or an error whose message is `file:line:column: error: ...`.
llvm::Expected<ModelFile> readModel(llvm::StringRef Text, llvm::StringRef File);

/// Reads the model in the file \p Path.
llvm::Expected<ModelFile> readModelFile(llvm::StringRef Path);

/// What `Argument[2]`, `Argument[1..]`, `Argument[*0]`, `Argument[0].ReturnValue`,
/// `This` or `ReturnValue` selects; nothing if \p Text is none of them.
std::optional<ArgumentSelector> parseArgumentSelector(llvm::StringRef Text);

} // namespace ambit

#endif // AMBIT_MODEL_MODELREADER_H
