//===- UnitResult.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/UnitAnalysis.h"
#include "facts/UnitReport.h"

using namespace llvm;

namespace ambit::driver {

std::string reasonOf(const UnitResult &R) {
  if (R.ErrorAt.Line == 0)
    return R.Why;
  return (Twine(R.ErrorAt.File) + ":" + Twine(R.ErrorAt.Line) + ":" + Twine(R.ErrorAt.Column) +
          ": " + R.Why)
      .str();
}

// A line of JSON, and after it the bytes of the facts.

std::string toBytes(const UnitResult &R) {
  json::Array Findings;
  for (const facts::PlacedFinding &F : R.Findings)
    Findings.push_back(facts::toJSON(F));
  json::Object Out{{"outcome", static_cast<int64_t>(R.How)}, {"why", json::fixUTF8(R.Why)},
                   {"errorAt", facts::toJSON(R.ErrorAt)},    {"inputs", R.Inputs},
                   {"modelErrors", R.ModelErrors},           {"findings", std::move(Findings)}};
  std::string Bytes;
  raw_string_ostream(Bytes) << json::Value(std::move(Out)) << '\n';
  return Bytes + R.Facts;
}

Expected<UnitResult> fromBytes(StringRef Bytes) {
  auto [Head, Facts] = Bytes.split('\n');
  Expected<json::Value> Read = json::parse(Head);
  if (!Read)
    return Read.takeError();
  UnitResult R;
  int64_t Outcome = 0;
  std::vector<json::Value> Findings;
  json::Path::Root Root("result");
  json::Path At(Root);
  json::ObjectMapper Map(*Read, At);
  const json::Array *List =
      Read->getAsObject() ? Read->getAsObject()->getArray("findings") : nullptr;
  if (!Map || !Map.map("outcome", Outcome) || !Map.map("why", R.Why) ||
      !Map.map("inputs", R.Inputs) || !Map.map("modelErrors", R.ModelErrors) || !List ||
      Outcome < 0 || Outcome > UnitResult::Failed)
    return Root.getError();
  for (const json::Value &V : *List)
    if (!facts::fromJSON(V, R.Findings.emplace_back(), At.field("findings")))
      return Root.getError();
  const json::Value *ErrorAt = Read->getAsObject()->get("errorAt");
  if (!ErrorAt || !facts::fromJSON(*ErrorAt, R.ErrorAt, At.field("errorAt")))
    return Root.getError();
  R.How = static_cast<UnitResult::Outcome>(Outcome);
  R.Facts = Facts.str();
  return R;
}

Expected<std::string> factsFile(StringRef Name, const UnitResult &R) {
  facts::UnitReport Report;
  Report.Unit = Name.str();
  switch (R.How) {
  case UnitResult::Analysed:
    Report.How = facts::UnitReport::Understood;
    break;
  case UnitResult::HasErrors:
    Report.How = facts::UnitReport::HasErrors;
    break;
  case UnitResult::Failed:
    Report.How = facts::UnitReport::Failed;
    break;
  }
  if (R.How != UnitResult::Analysed)
    Report.Why = reasonOf(R);
  Report.Findings = R.Findings;
  return facts::withReport(R.Facts, Report);
}

} // namespace ambit::driver
