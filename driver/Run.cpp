//===- Run.cpp ------------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/Run.h"
#include "driver/Suppressions.h"
#include <map>
#include <set>

using namespace llvm;

namespace ambit::driver {

std::optional<facts::Judgement> linkAndJudge(const facts::Linker &Facts, bool IsStrict, Run &Into,
                                             KnownContexts *Known) {
  auto Linked = Facts.link();
  if (!Linked) {
    Into.Failures.push_back({"the program", toString(Linked.takeError()), true});
    return std::nullopt;
  }
  Into.Linked = std::move(*Linked);
  Into.Solved = facts::solve(*Into.Linked, Known);
  return facts::judge(*Into.Linked, *Into.Solved, IsStrict);
}

void addJudgement(facts::Judgement Judged, Run &Into) {
  std::map<std::pair<facts::TextPlace, Rule>, std::vector<facts::TextFix>> Fixes;
  std::set<facts::TextPlace> Used(Judged.UsedWaivers.begin(), Judged.UsedWaivers.end());
  std::vector<facts::PlacedFinding> All;
  // Units end in any order.
  facts::sortAndUnite(Into.Findings);
  for (facts::PlacedFinding &F : Into.Findings) {
    if (F.Check == Rule::StaleWaiver && Used.count(F.At))
      continue; // it waives what other units bring about
    if (!F.IsOfProgram)
      All.push_back(std::move(F));
    else if (!F.Fixes.empty())
      Fixes[{F.At, F.Check}] = std::move(F.Fixes);
  }
  for (facts::PlacedFinding &F : Judged.Findings) {
    if (auto It = Fixes.find({F.At, F.Check}); It != Fixes.end())
      F.Fixes = It->second;
    All.push_back(std::move(F));
  }
  facts::sortAndUnite(All);
  SourceText Sources(Into.Root);
  suppressByComments(All, Sources);
  Into.Findings = std::move(All);
}

std::string toBytes(const Run &R) {
  json::Array Findings, Failures;
  for (facts::PlacedFinding F : R.Findings) {
    F.Suppressed.clear();
    Findings.push_back(facts::toJSON(F));
  }
  for (const Run::Failure &F : R.Failures)
    Failures.push_back(
        json::Object{{"unit", F.Unit}, {"why", json::fixUTF8(F.Why)}, {"partly", F.IsPartly}});
  json::Object Out{{"findings", std::move(Findings)}, {"failures", std::move(Failures)}};
  std::string Bytes;
  raw_string_ostream(Bytes) << json::Value(std::move(Out));
  return Bytes;
}

bool fromBytes(StringRef Bytes, Run &Into) {
  Expected<json::Value> Read = json::parse(Bytes);
  if (!Read) {
    consumeError(Read.takeError());
    return false;
  }
  const json::Object *O = Read->getAsObject();
  const json::Array *Findings = O ? O->getArray("findings") : nullptr;
  const json::Array *Failures = O ? O->getArray("failures") : nullptr;
  if (!Findings || !Failures)
    return false;
  std::vector<facts::PlacedFinding> All;
  std::vector<Run::Failure> Failed;
  json::Path::Root Root("run");
  for (const json::Value &V : *Findings)
    if (!facts::fromJSON(V, All.emplace_back(), Root))
      return false;
  for (const json::Value &V : *Failures) {
    Run::Failure &F = Failed.emplace_back();
    json::ObjectMapper Map(V, Root);
    if (!Map || !Map.map("unit", F.Unit) || !Map.map("why", F.Why) ||
        !Map.map("partly", F.IsPartly))
      return false;
  }
  Into.Findings = std::move(All);
  Into.Failures = std::move(Failed);
  SourceText Sources(Into.Root);
  suppressByComments(Into.Findings, Sources);
  return true;
}

} // namespace ambit::driver
