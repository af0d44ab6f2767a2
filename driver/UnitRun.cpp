//===- UnitRun.cpp --------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/UnitRun.h"
#include "driver/Progress.h"
#include "driver/WorkerPool.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/WithColor.h"

using namespace llvm;

namespace ambit::driver {

static void tellTrouble(const Twine &Why) {
  WithColor::warning(errs(), "ambit") << Why << "; the run goes on without it\n";
}

UnitRun::UnitRun(const Project &P, UnitRunOptions O) : P(P), Options(std::move(O)) {
  Names.resize(P.Units.size());
  Shapes.resize(P.Units.size());
  if (!Options.Cache)
    return;
  if (auto Opened = UnitCache::open(*Options.Cache, P.Root, Options.Analysis))
    Cache.emplace(std::move(*Opened));
  else
    tellTrouble(toString(Opened.takeError()));
  if (Cache)
    for (size_t I = 0; I < P.Units.size(); ++I)
      Names[I] = Cache->find(P.Units[I]).value_or("");
}

std::vector<std::string> UnitRun::linkedNames() const {
  std::vector<std::string> All = Names;
  if (!Options.Beside.empty())
    All.push_back(digestOf(Options.Beside).hex());
  return All;
}

std::vector<Digest> UnitRun::linkedShapes() const {
  std::vector<Digest> All = Shapes;
  if (!Options.Beside.empty())
    All.push_back(digestOf(Options.Beside));
  return All;
}

bool UnitRun::areAllCached() const { return Cache && !is_contained(Names, ""); }

std::optional<std::string> UnitRun::loadLinked() {
  if (!Options.MayBeLinked || !areAllCached())
    return std::nullopt;
  std::optional<std::string> Bytes = Cache->loadLinked(linkedNames());
  if (Bytes)
    NumFromCache = P.Units.size();
  return Bytes;
}

void UnitRun::keepLinked(StringRef Bytes) {
  if (areAllCached())
    Cache->keepLinked(linkedNames(), Bytes);
  // Nothing more is written after this.
  if (Cache && HasAnalysed)
    Cache->prune();
}

std::optional<std::string> UnitRun::loadJudged() const {
  if (!Options.MayBeLinked || !areAllCached())
    return std::nullopt;
  return Cache->loadJudged(linkedShapes());
}

void UnitRun::keepJudged(StringRef Bytes) {
  if (areAllCached())
    Cache->keepJudged(linkedShapes(), Bytes);
}

/// The units by name. One more or less makes another program, which knows nothing at first.
std::vector<std::string> UnitRun::unitNames() const {
  std::vector<std::string> All;
  for (const UnitCommand &U : P.Units)
    All.push_back(U.Name);
  return All;
}

std::optional<std::string> UnitRun::loadContexts() const {
  return Cache ? Cache->loadContexts(unitNames()) : std::nullopt;
}

void UnitRun::keepContexts(StringRef Bytes) {
  if (Cache)
    Cache->keepContexts(unitNames(), Bytes);
}

Error UnitRun::analyse(function_ref<void(const UnitCommand &, Expected<UnitResult>)> Tell) {
  Progress Shown(P.Units.size(), Options.IsQuiet);
  std::vector<size_t> Left;
  for (size_t I = 0; I < P.Units.size(); ++I) {
    std::optional<CachedResult> R;
    if (!Names[I].empty())
      R = Cache->load(Names[I]);
    if (!R && !sys::fs::exists(P.Units[I].File)) {
      Names[I].clear();
      Shown.step(P.Units[I].Name);
      Tell(P.Units[I], createStringError(inconvertibleErrorCode(), "there is no such file"));
      continue;
    }
    if (!R) {
      Left.push_back(I);
      continue;
    }
    ++NumFromCache;
    Shapes[I] = R->Shape;
    Shown.step(P.Units[I].Name);
    Tell(P.Units[I], std::move(R->Result));
  }
  std::string Trouble;
  Error Started = runJobs(
      Left.size(), Options.Jobs,
      [&](size_t I) {
        const UnitCommand &U = P.Units[Left[I]];
        EntryWriter Out;
        if (Cache) {
          CachedResult R = Cache->analyse(U);
          Out.text(R.Name);
          Out.number(R.Shape.High);
          Out.number(R.Shape.Low);
          Out.text(Cache->trouble());
          Out.number(R.IsFromCache);
          Out.text(toBytes(R.Result));
        } else {
          Out.text("");
          Out.number(0);
          Out.number(0);
          Out.text("");
          Out.number(0);
          Out.text(toBytes(analyseUnit(U, P.Root, Options.Analysis)));
        }
        return Out.take();
      },
      [&](JobOutcome Out) {
        size_t I = Left[Out.Job];
        Shown.step(P.Units[I].Name);
        Names[I].clear();
        if (!Out.IsDone) {
          Tell(P.Units[I], createStringError(inconvertibleErrorCode(), "the analysis " + Out.Text));
          return;
        }
        EntryReader From(Out.Text);
        Names[I] = From.text().str();
        Shapes[I].High = From.number();
        Shapes[I].Low = From.number();
        if (StringRef Why = From.text(); !Why.empty())
          Trouble = Why.str();
        NumFromCache += From.number();
        Tell(P.Units[I], fromBytes(From.text()));
      });
  Shown.end();
  if (!Trouble.empty())
    tellTrouble(Trouble);
  HasAnalysed = !Left.empty();
  return Started;
}

} // namespace ambit::driver
