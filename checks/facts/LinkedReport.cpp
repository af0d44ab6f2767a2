//===- LinkedReport.cpp ---------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/LinkedReport.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace ambit::facts {

std::string LinkedReport::path(StringRef File) const {
  if (sys::path::is_absolute(File))
    return File.str();
  SmallString<256> Path(Root);
  sys::path::append(Path, File);
  return Path.str().str();
}

ArrayRef<ReportedFinding> LinkedReport::in(StringRef File) const {
  auto It = ByFile.find(File);
  return It == ByFile.end() ? ArrayRef<ReportedFinding>() : ArrayRef(It->second);
}

const ContextMap::Routine *LinkedReport::routine(uint64_t Identity) const {
  auto It = ByIdentity.find(Identity);
  return It == ByIdentity.end() ? nullptr : &Contexts.Routines[It->second];
}

Expected<LinkedReport> LinkedReport::read(StringRef Path) {
  auto Fail = [](const Twine &Why) { return createStringError(inconvertibleErrorCode(), Why); };
  auto Text = MemoryBuffer::getFile(Path);
  if (!Text)
    return Fail(Text.getError().message());
  Expected<json::Value> Value = json::parse((*Text)->getBuffer());
  if (!Value) {
    consumeError(Value.takeError());
    return Fail("not a report of ambit; write one with `ambit check --json FILE`");
  }
  const json::Object *Top = Value->getAsObject();
  std::optional<StringRef> Format = Top ? Top->getString("format") : std::nullopt;
  if (!Format || !Format->starts_with("ambit findings "))
    return Fail("not a report of ambit; write one with `ambit check --json FILE`");
  if (*Format != "ambit findings 1")
    return Fail("written by another version of ambit (" + *Format + "); write it again");
  LinkedReport R;
  R.Root = Top->getString("root").value_or("").str();
  const json::Array *Findings = Top->getArray("findings");
  if (!Findings)
    return Fail("damaged: it has no list of findings");
  for (const json::Value &V : *Findings) {
    json::Path::Root Root("report");
    ReportedFinding F;
    if (!fromJSON(V, F.What, json::Path(Root).field("findings")))
      return Fail("damaged: " + toString(Root.getError()));
    if (!F.What.IsLinked || !F.What.Suppressed.empty())
      continue;
    F.Fingerprint = V.getAsObject()->getString("fingerprint").value_or("").str();
    std::string File = R.path(F.What.At.File);
    R.ByFile[File].push_back(std::move(F));
  }
  if (const json::Value *Contexts = Top->get("contexts")) {
    json::Path::Root Root("report");
    if (!fromJSON(*Contexts, R.Contexts, json::Path(Root).field("contexts")))
      return Fail("damaged: " + toString(Root.getError()));
    for (uint32_t I = 0; I < R.Contexts.Routines.size(); ++I)
      if (uint64_t Identity = R.Contexts.Routines[I].Identity)
        R.ByIdentity.try_emplace(Identity, I);
  }
  return R;
}

} // namespace ambit::facts
