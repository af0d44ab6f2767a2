//===- YamlTree.cpp -------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/YamlTree.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/YAMLParser.h"

using namespace llvm;

namespace ambit {
namespace {

/// Nested deeper than any model needs; a guard for the stack.
constexpr unsigned MaxDepth = 64;

bool convert(yaml::Node *N, YamlValue &Into, YamlDocument &Doc, unsigned Depth) {
  if (!N)
    return Doc.fail(SMLoc(), "the document is empty");
  Into.Where = N->getSourceRange().Start;
  if (Depth > MaxDepth)
    return Doc.fail(Into.Where, "nested too deeply");
  if (auto *S = dyn_cast<yaml::ScalarNode>(N)) {
    SmallString<64> Storage;
    Into.Text = S->getValue(Storage).str();
    return true;
  }
  if (auto *B = dyn_cast<yaml::BlockScalarNode>(N)) {
    Into.Text = B->getValue().str();
    return true;
  }
  if (isa<yaml::NullNode>(N))
    return true;
  if (auto *S = dyn_cast<yaml::SequenceNode>(N)) {
    Into.What = YamlValue::Sequence;
    for (yaml::Node &Item : *S)
      if (!convert(&Item, Into.Items.emplace_back(), Doc, Depth + 1))
        return false;
    return true;
  }
  if (auto *M = dyn_cast<yaml::MappingNode>(N)) {
    Into.What = YamlValue::Mapping;
    for (yaml::KeyValueNode &Entry : *M) {
      auto &[Key, Value] = Into.Entries.emplace_back();
      if (!convert(Entry.getKey(), Key, Doc, Depth + 1))
        return false;
      if (!Key.isScalar())
        return Doc.fail(Key.Where, "a key is a word");
      if (!convert(Entry.getValue(), Value, Doc, Depth + 1))
        return false;
    }
    return true;
  }
  return Doc.fail(Into.Where, "aliases and anchors are not used in models");
}

} // namespace

YamlDocument::YamlDocument(StringRef Text, StringRef FileName) : File(FileName) {
  // The parser reports through the source manager; only the first report counts.
  Sources.setDiagHandler(
      [](const SMDiagnostic &D, void *Self) {
        auto *Doc = static_cast<YamlDocument *>(Self);
        if (Doc->Error.empty())
          Doc->Error = (Twine(Doc->File) + ":" + Twine(D.getLineNo()) + ":" +
                        Twine(D.getColumnNo() + 1) + ": error: " + D.getMessage())
                           .str();
      },
      this);
  yaml::Stream Stream(MemoryBufferRef(Text, File), Sources);
  yaml::document_iterator Doc = Stream.begin();
  if (Doc == Stream.end()) {
    fail(SMLoc(), "the file is empty");
    return;
  }
  YamlValue Value;
  bool Ok = convert(Doc->getRoot(), Value, *this, 0);
  if (Stream.failed() && Error.empty())
    fail(SMLoc(), "not a YAML document");
  if (!Ok || !Error.empty())
    return;
  if (++Doc != Stream.end() && Error.empty()) {
    fail(SMLoc(), "a model is one document; start another file for another model");
    return;
  }
  if (Error.empty())
    Root = std::move(Value);
}

bool YamlDocument::fail(SMLoc Where, const Twine &Message) {
  if (!Error.empty())
    return false;
  unsigned Line = 1, Column = 1;
  if (Where.isValid() && Sources.FindBufferContainingLoc(Where))
    std::tie(Line, Column) = Sources.getLineAndColumn(Where);
  Error = (Twine(File) + ":" + Twine(Line) + ":" + Twine(Column) + ": error: " + Message).str();
  return false;
}

} // namespace ambit
