//===- UnitReport.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/UnitReport.h"
#include "facts/FactsFile.h"
#include <facts/facts.pb.h>

using namespace llvm;

namespace ambit::facts {

Expected<std::string> withReport(StringRef Facts, const UnitReport &R) {
  wire::Archive File;
  if (!Facts.empty()) {
    if (Error E = unpack(Facts, File))
      return std::move(E);
  } else {
    wire::Unit &U = *File.add_units();
    U.set_files(R.Unit + '\0');
  }
  assert(File.units_size() == 1 && "a report is of one unit");
  wire::Report &To = *File.mutable_units(0)->mutable_report();
  To.set_outcome(R.How);
  To.set_why(json::fixUTF8(R.Why));
  if (!R.Findings.empty()) {
    json::Array Findings;
    for (const PlacedFinding &F : R.Findings)
      Findings.push_back(toJSON(F));
    std::string Text;
    raw_string_ostream(Text) << json::Value(std::move(Findings));
    To.set_findings(Text);
  }
  return pack(File, Packing::Small);
}

Error readReport(const wire::Report &From, UnitReport &Into) {
  if (From.outcome() > UnitReport::Failed)
    return createStringError(inconvertibleErrorCode(), "its outcome is unknown");
  Into.How = static_cast<UnitReport::Outcome>(From.outcome());
  Into.Why = From.why();
  if (From.findings().empty())
    return Error::success();
  Expected<json::Value> Read = json::parse(From.findings());
  if (!Read)
    return Read.takeError();
  json::Path::Root Root("findings");
  const json::Array *All = Read->getAsArray();
  if (!All)
    return createStringError(inconvertibleErrorCode(), "its findings are no array");
  for (const json::Value &V : *All)
    if (!fromJSON(V, Into.Findings.emplace_back(), Root))
      return Root.getError();
  return Error::success();
}

} // namespace ambit::facts
