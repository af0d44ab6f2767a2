//===- YamlTree.h -----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A YAML document as a tree of values with their places, read through
// llvm::yaml, which offers it as a stream only. The first thing that is wrong,
// in the text or later in its meaning, becomes one error line.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_MODEL_YAMLTREE_H
#define AMBIT_MODEL_YAMLTREE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/SMLoc.h"
#include "llvm/Support/SourceMgr.h"
#include <optional>
#include <string>
#include <vector>

namespace ambit {

struct YamlEntry;

struct YamlValue {
  enum Kind { Scalar, Sequence, Mapping };
  Kind What = Scalar;
  llvm::SMLoc Where;
  std::string Text;               ///< of a scalar
  std::vector<YamlValue> Items;   ///< of a sequence
  std::vector<YamlEntry> Entries; ///< of a mapping, in order

  bool isScalar() const { return What == Scalar; }
  bool isSequence() const { return What == Sequence; }
  bool isMapping() const { return What == Mapping; }
};

struct YamlEntry {
  YamlValue Key;
  YamlValue Value;
};

/// A document and the one error that reading it may end with.
class YamlDocument {
public:
  /// \p File names the source in messages.
  YamlDocument(llvm::StringRef Text, llvm::StringRef File);

  /// The parsed root, or null if the text is not one YAML document; error() then says
  /// why.
  const YamlValue *root() const { return Root ? &*Root : nullptr; }

  /// Keeps the first error: `file:line:column: error: Message`. Returns false, so that
  /// a reader can end with `return Doc.fail(...)`.
  bool fail(llvm::SMLoc Where, const llvm::Twine &Message);

  const std::string &error() const { return Error; }

private:
  llvm::SourceMgr Sources;
  std::string File;
  std::optional<YamlValue> Root;
  std::string Error;
};

} // namespace ambit

#endif // AMBIT_MODEL_YAMLTREE_H
