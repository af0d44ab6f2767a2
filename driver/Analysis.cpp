//===- Analysis.cpp -------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/Analysis.h"
#include "driver/Commands.h"
#include "driver/CompileCommands.h"
#include "driver/FactsInput.h"
#include "driver/KnownJudgement.h"
#include "driver/UnitRun.h"
#include "facts/FactsFile.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/WithColor.h"
#include <map>

using namespace llvm;

namespace ambit::driver {

AnalysisArguments::AnalysisArguments(cl::SubCommand &Verb)
    : BuildDirectory("p", cl::desc("Where compile_commands.json is"), cl::value_desc("directory"),
                     cl::sub(Verb)),
      Files(cl::Positional, cl::desc("[files...]"), cl::sub(Verb)),
      Jobs("j", cl::desc("How many units at a time; as many as there are cores if 0"), cl::Prefix,
           cl::init(0), cl::sub(Verb)),
      Strict("strict", cl::desc("Report at a boundary also what is not known"), cl::sub(Verb)),
      Models("model", cl::desc("A model of your own; may be given several times"),
             cl::value_desc("file"), cl::sub(Verb)),
      Extra("extra-arg", cl::desc("An argument for clang, for all units"),
            cl::value_desc("argument"), cl::sub(Verb)),
      Quiet("quiet", cl::desc("No progress, no summary"), cl::sub(Verb)),
      Cache("cache", cl::desc("Where results are kept; .ambit-cache beside the database"),
            cl::value_desc("directory"), cl::sub(Verb)),
      CacheLimit("cache-limit", cl::desc("How large the cache may become, as 500M; 1G"),
                 cl::value_desc("size"), cl::init("1G"), cl::sub(Verb)),
      NoCache("no-cache", cl::desc("Keep no results, and use none that were kept"), cl::sub(Verb)) {
}

namespace {

/// Adds what one unit said to \p R and its facts to \p Facts.
void addUnit(const UnitCommand &U, Expected<UnitResult> Result, Run &R, facts::Linker &Facts,
             std::set<std::string> &ModelErrors) {
  if (!Result) {
    R.Failures.push_back({U.Name, toString(Result.takeError()), false});
    cantFail(Facts.add(facts::writeUnread(U.Name)));
    return;
  }
  ModelErrors.insert(Result->ModelErrors.begin(), Result->ModelErrors.end());
  R.Findings.insert(R.Findings.end(), std::make_move_iterator(Result->Findings.begin()),
                    std::make_move_iterator(Result->Findings.end()));
  if (Result->How != UnitResult::Analysed)
    R.Failures.push_back({U.Name, reasonOf(*Result), Result->How == UnitResult::HasErrors});
  if (Result->Facts.empty())
    cantFail(Facts.add(facts::writeUnread(U.Name)));
  else if (Error E = Facts.add(Result->Facts))
    R.Failures.push_back({U.Name, toString(std::move(E)), true});
}

/// Where and how results are kept, or nothing if they are not.
/// \returns an error if the options make no sense.
Expected<std::optional<CacheSettings>> cacheSettings(AnalysisArguments &What, const Project &P) {
  if (What.NoCache)
    return std::nullopt;
  CacheSettings Settings;
  SmallString<256> Directory(What.Cache);
  if (Directory.empty()) {
    Directory = sys::path::parent_path(P.Database);
    sys::path::append(Directory, ".ambit-cache");
  }
  sys::fs::make_absolute(Directory);
  Settings.Directory = Directory.str().str();
  std::optional<uint64_t> Limit = parseSize(What.CacheLimit);
  if (!Limit)
    return createStringError(inconvertibleErrorCode(), "--cache-limit: '" + What.CacheLimit +
                                                           "' is no size such as 500M or 2G");
  Settings.Limit = *Limit;
  return Settings;
}

/// Links \p Facts and adds what is wrong with the program, unless that is known: where edits
/// changed nothing but places, all findings are as before.
void judge(const facts::Linker &Facts, const Project &P, bool IsStrict, UnitRun &Units, Run &R) {
  OwnPlaces Places(P, Facts);
  std::optional<facts::Judgement> Judged;
  if (std::optional<std::string> Bytes = Units.loadJudged())
    Judged = judgementFrom(*Bytes, Places);
  if (!Judged) {
    std::optional<KnownContexts> Known;
    if (Units.isKept())
      Known.emplace(Units.loadContexts().value_or(""));
    Judged = linkAndJudge(Facts, IsStrict, R, Known ? &*Known : nullptr);
    if (!Judged)
      return;
    if (Known) {
      if (Known->bytes())
        Units.keepContexts(*Known->bytes());
      if (Known->hadSome()) {
        R.NumContexts = Known->numContexts();
        R.NumSolved = Known->numSolved();
      }
    }
    // That reads facts again, which is for nothing where nothing is kept.
    if (Units.areAllCached())
      if (std::optional<std::string> Bytes = toBytes(*Judged, Places))
        Units.keepJudged(*Bytes);
  }
  addJudgement(std::move(*Judged), R);
}

/// Parses the units of the database, links them and says what is wrong.
/// \returns whether the configuration is right.
bool runUnits(AnalysisArguments &What, Run &R, UnitsSeen *Seen) {
  Expected<Project> P = readProject(What.BuildDirectory, What.Files, What.Extra);
  if (!P) {
    usageError(toString(P.takeError()));
    return false;
  }
  UnitRunOptions How;
  How.Analysis = analysisOptions(What.Strict, What.Models);
  if (Seen)
    Seen->How = How.Analysis;
  How.Jobs = What.Jobs;
  How.IsQuiet = What.Quiet;
  How.MayBeLinked = !What.NeedsProgram;
  Expected<std::optional<CacheSettings>> Cache = cacheSettings(What, *P);
  if (!Cache) {
    usageError(toString(Cache.takeError()));
    return false;
  }
  How.Cache = std::move(*Cache);
  R.Root = P->Root;
  R.NumUnits = P->Units.size();
  std::vector<std::string> Assembly;
  for (const UnitCommand &U : P->Assembly)
    How.Beside += Assembly.emplace_back(analyseAssembly(U));
  UnitRun Units(*P, std::move(How));
  if (std::optional<std::string> Bytes = Units.loadLinked())
    if (fromBytes(*Bytes, R)) {
      R.NumFromCache = R.NumUnits;
      return true;
    }
  facts::Linker Own;
  facts::Linker &Facts = Seen ? Seen->Facts : Own;
  std::set<std::string> ModelErrors;
  Error Started = Units.analyse([&](const UnitCommand &U, Expected<UnitResult> Result) {
    if (Seen && Result)
      Seen->Units[U.Name] = {Result->Inputs, Result->Findings};
    addUnit(U, std::move(Result), R, Facts, ModelErrors);
  });
  for (const std::string &Names : Assembly)
    cantFail(Facts.add(Names));
  R.NumFromCache = Units.numFromCache();
  if (Started) {
    usageError(toString(std::move(Started)));
    return false;
  }
  if (tellModelErrors(ModelErrors))
    return false;
  llvm::sort(R.Failures, [](const auto &A, const auto &B) { return A.Unit < B.Unit; });
  judge(Facts, *P, What.Strict, Units, R);
  Units.keepLinked(toBytes(R));
  if (Seen)
    Seen->Of = std::move(*P);
  return true;
}

} // namespace

bool areFacts(const std::vector<std::string> &Files) {
  if (Files.empty())
    return false;
  auto Bytes = MemoryBuffer::getFileSlice(Files.front(), facts::MagicSize, /*Offset=*/0);
  return Bytes && facts::looksLikeFacts((*Bytes)->getBuffer());
}

std::optional<Run> analyse(AnalysisArguments &What, UnitsSeen *Seen) {
  if (!areFacts(What.Files)) {
    Run R;
    return runUnits(What, R, Seen) ? std::optional(std::move(R)) : std::nullopt;
  }
  SmallString<256> Here;
  sys::fs::current_path(Here);
  Expected<Run> Linked = linkFiles(What.Files, Here, What.Strict);
  if (!Linked) {
    usageError(toString(Linked.takeError()));
    return std::nullopt;
  }
  return std::move(*Linked);
}

bool tellModelErrors(const std::set<std::string> &Errors) {
  for (const std::string &E : Errors)
    errs() << E << '\n';
  return !Errors.empty();
}

void tellFailures(const Run &R) {
  // Of many with one reason, the first say enough.
  constexpr size_t MaxNamed = 5;
  std::map<std::pair<bool, std::string>, size_t> Told, Left;
  for (const Run::Failure &F : R.Failures) {
    if (Told[{F.IsPartly, F.Why}]++ >= MaxNamed) {
      ++Left[{F.IsPartly, F.Why}];
      continue;
    }
    WithColor::warning(errs(), "ambit") << (F.IsPartly ? "only a part of " : "nothing of ")
                                        << F.Unit << " was analysed: " << F.Why << '\n';
  }
  for (const auto &[Key, Count] : Left)
    WithColor::warning(errs(), "ambit") << (Key.first ? "only a part of " : "nothing of ") << Count
                                        << " more units was analysed: " << Key.second << '\n';
}

} // namespace ambit::driver
