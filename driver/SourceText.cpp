//===- SourceText.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/SourceText.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace ambit::driver {

std::string SourceText::path(StringRef File) const {
  if (sys::path::is_absolute(File))
    return File.str();
  SmallString<256> Path(Root);
  sys::path::append(Path, File);
  return Path.str().str();
}

std::string SourceText::shown(StringRef File) const {
  std::string Path = path(File);
  SmallString<256> Here;
  sys::fs::current_path(Here);
  if (StringRef(Path).starts_with((Here + "/").str()))
    return Path.substr(Here.size() + 1);
  return Path;
}

std::string SourceText::base() const {
  SmallString<256> Here;
  sys::fs::current_path(Here);
  bool IsInside = Root == Here || StringRef(Root).starts_with((Here + "/").str());
  return IsInside ? Here.str().str() : Root;
}

std::string SourceText::named(StringRef File) const {
  std::string Path = path(File), Base = base() + "/";
  return StringRef(Path).starts_with(Base) ? Path.substr(Base.size()) : Path;
}

SourceText::File &SourceText::file(StringRef Name) {
  auto [It, IsNew] = Files.try_emplace(Name.str());
  File &F = It->second;
  if (!IsNew)
    return F;
  auto Text = MemoryBuffer::getFile(path(Name));
  if (!Text)
    return F;
  F.Text = std::move(*Text);
  F.Lines.push_back(0);
  StringRef Bytes = F.Text->getBuffer();
  for (size_t I = 0; I < Bytes.size(); ++I)
    if (Bytes[I] == '\n')
      F.Lines.push_back(I + 1);
  return F;
}

StringRef SourceText::line(StringRef Name, uint32_t Number) {
  File &F = file(Name);
  if (Number == 0 || Number > F.Lines.size())
    return {};
  StringRef Rest = F.Text->getBuffer().drop_front(F.Lines[Number - 1]);
  return Rest.take_until([](char C) { return C == '\n' || C == '\r'; });
}

StringRef SourceText::text(StringRef Name) {
  File &F = file(Name);
  return F.Text ? F.Text->getBuffer() : StringRef();
}

std::optional<size_t> SourceText::offset(const facts::TextPlace &P) {
  File &F = file(P.File);
  if (P.Line == 0 || P.Line > F.Lines.size() || P.Column == 0)
    return std::nullopt;
  size_t At = F.Lines[P.Line - 1] + P.Column - 1;
  return At <= F.Text->getBufferSize() ? std::optional(At) : std::nullopt;
}

} // namespace ambit::driver
