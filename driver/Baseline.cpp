//===- Baseline.cpp -------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/Baseline.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/WithColor.h"
#include <map>

using namespace llvm;

namespace ambit::driver {

static constexpr StringLiteral Format = "ambit baseline 1";

void writeBaseline(const Run &R, SourceText &Sources, raw_ostream &Out) {
  json::OStream J(Out, /*IndentSize=*/1);
  J.object([&] {
    J.attribute("format", Format);
    J.attributeArray("findings", [&] {
      for (const facts::PlacedFinding &F : R.Findings) {
        if (!F.Suppressed.empty())
          continue;
        J.object([&] {
          J.attribute("fingerprint", facts::fingerprint(F, Sources.line(F.At.File, F.At.Line)));
          J.attribute("check", checkName(F.Check));
          J.attribute("file", F.At.File);
          J.attribute("message", json::fixUTF8(F.Text));
        });
      }
    });
  });
  Out << '\n';
}

namespace {
struct Entry {
  std::string Fingerprint, Check, File, Message;
};
} // namespace

static Expected<std::vector<Entry>> readBaseline(StringRef Path) {
  auto Fail = [&](const Twine &Why) {
    return createStringError(inconvertibleErrorCode(), "baseline '" + Path + "': " + Why);
  };
  auto Text = MemoryBuffer::getFile(Path);
  if (!Text)
    return Fail(Text.getError().message());
  Expected<json::Value> Read = json::parse((*Text)->getBuffer());
  if (!Read)
    return Fail(toString(Read.takeError()));
  const json::Object *O = Read->getAsObject();
  std::optional<StringRef> Says = O ? O->getString("format") : std::nullopt;
  const json::Array *List = O ? O->getArray("findings") : nullptr;
  if (!Says || !Says->starts_with("ambit baseline "))
    return Fail("it is no baseline");
  if (*Says != Format)
    return Fail("it is of another version, '" + *Says + "'; write it anew");
  if (!List)
    return Fail("it has no findings");
  std::vector<Entry> All;
  for (const json::Value &V : *List) {
    Entry &E = All.emplace_back();
    json::Path::Root Root("baseline");
    json::ObjectMapper Map(V, Root);
    if (!Map || !Map.map("fingerprint", E.Fingerprint) || !Map.map("check", E.Check) ||
        !Map.map("file", E.File) || !Map.map("message", E.Message))
      return Fail("finding " + Twine(All.size()) + " is damaged");
  }
  return All;
}

Error applyBaseline(StringRef Path, Run &R) {
  auto All = readBaseline(Path);
  if (!All)
    return All.takeError();
  std::multimap<std::string, const Entry *> Known;
  for (const Entry &E : *All)
    Known.emplace(E.Fingerprint, &E);
  SourceText Sources(R.Root);
  for (facts::PlacedFinding &F : R.Findings) {
    if (!F.Suppressed.empty())
      continue;
    auto It = Known.find(facts::fingerprint(F, Sources.line(F.At.File, F.At.Line)));
    if (It == Known.end())
      continue;
    F.Suppressed = "baseline";
    Known.erase(It);
  }
  if (Known.empty())
    return Error::success();
  WithColor::note(errs(), "ambit")
      << Known.size() << (Known.size() == 1 ? " entry" : " entries") << " of '" << Path
      << "' no longer occur; `ambit baseline write` leaves them out\n";
  constexpr size_t MaxNamed = 5;
  size_t Named = 0;
  for (const Entry &E : *All) {
    bool IsStale = false;
    for (auto [It, End] = Known.equal_range(E.Fingerprint); It != End; ++It)
      IsStale |= It->second == &E;
    if (!IsStale)
      continue;
    if (Named++ == MaxNamed) {
      errs() << "  and " << Known.size() - MaxNamed << " more\n";
      break;
    }
    errs() << "  " << E.File << ": " << E.Message << " [" << E.Check << "]\n";
  }
  return Error::success();
}

} // namespace ambit::driver
