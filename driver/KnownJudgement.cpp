//===- KnownJudgement.cpp -------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/KnownJudgement.h"
#include "facts/Naming.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace ambit::driver {

OwnPlaces::OwnPlaces(const Project &P, const facts::Linker &Facts) : Facts(Facts) {
  for (const UnitCommand &U : P.Units) {
    std::string File = facts::fileName(U.File, P.Root);
    UnitsOf[File].push_back(U.Name);
    FileOf[U.Name] = std::move(File);
  }
}

const OwnPlaces::Places &OwnPlaces::placesOf(const std::string &Unit) {
  auto [It, IsNew] = Known.try_emplace(Unit);
  Places &Own = It->second;
  if (!IsNew)
    return Own;
  Expected<facts::FactsShape> Shape = facts::shapeOf(Facts.factsOf(Unit), FileOf[Unit]);
  if (!Shape) {
    consumeError(Shape.takeError());
    return Own;
  }
  Own.Ranks = std::move(Shape->Ranks);
  // A rank is in a unit, a place in a file: one file may be the main file of several units.
  for (auto &[Place, Rank] : Own.Ranks) {
    Rank.File = Unit;
    Own.Back[Rank] = Place;
  }
  return Own;
}

bool OwnPlaces::toRank(facts::TextPlace &Place) {
  auto Units = UnitsOf.find(Place.File);
  if (Units == UnitsOf.end())
    // What is named as a unit would be taken for a rank.
    return !FileOf.count(Place.File);
  for (const std::string &Unit : Units->second) {
    const Places &Own = placesOf(Unit);
    if (auto It = Own.Ranks.find(Place); It != Own.Ranks.end()) {
      Place = It->second;
      return true;
    }
  }
  return false;
}

bool OwnPlaces::toPlace(facts::TextPlace &Rank) {
  if (!FileOf.count(Rank.File))
    return true;
  const Places &Own = placesOf(Rank.File);
  auto It = Own.Back.find(Rank);
  if (It == Own.Back.end())
    return false;
  Rank = It->second;
  return true;
}

/// Whether \p Do, given each place of \p J, is true of all.
static bool allPlaces(facts::Judgement &J, function_ref<bool(facts::TextPlace &)> Do) {
  return all_of(J.UsedWaivers, Do) && all_of(J.Findings, [&](facts::PlacedFinding &F) {
           return Do(F.At) &&
                  all_of(F.Notes, [&](facts::PlacedFinding::Note &N) { return Do(N.At); });
         });
}

std::optional<std::string> toBytes(const facts::Judgement &J, OwnPlaces &Places) {
  facts::Judgement Ranked = J;
  if (!allPlaces(Ranked, [&](facts::TextPlace &P) { return Places.toRank(P); }))
    return std::nullopt;
  json::Array Findings, Waivers;
  for (const facts::PlacedFinding &F : Ranked.Findings)
    Findings.push_back(facts::toJSON(F));
  for (const facts::TextPlace &P : Ranked.UsedWaivers)
    Waivers.push_back(facts::toJSON(P));
  std::string Bytes;
  raw_string_ostream(Bytes) << json::Value(
      json::Object{{"findings", std::move(Findings)}, {"waivers", std::move(Waivers)}});
  return Bytes;
}

std::optional<facts::Judgement> judgementFrom(StringRef Bytes, OwnPlaces &Places) {
  Expected<json::Value> Read = json::parse(Bytes);
  if (!Read) {
    consumeError(Read.takeError());
    return std::nullopt;
  }
  const json::Object *O = Read->getAsObject();
  const json::Array *Findings = O ? O->getArray("findings") : nullptr;
  const json::Array *Waivers = O ? O->getArray("waivers") : nullptr;
  if (!Findings || !Waivers)
    return std::nullopt;
  facts::Judgement J;
  json::Path::Root Root("judgement");
  for (const json::Value &V : *Findings)
    if (!facts::fromJSON(V, J.Findings.emplace_back(), Root))
      return std::nullopt;
  for (const json::Value &V : *Waivers)
    if (!facts::fromJSON(V, J.UsedWaivers.emplace_back(), Root))
      return std::nullopt;
  if (!allPlaces(J, [&](facts::TextPlace &P) { return Places.toPlace(P); }))
    return std::nullopt;
  // Those of a file that is sorted by another name than its unit may have moved.
  facts::sortAndUnite(J.Findings);
  llvm::sort(J.UsedWaivers);
  return J;
}

} // namespace ambit::driver
