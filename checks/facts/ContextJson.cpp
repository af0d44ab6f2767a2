//===- ContextJson.cpp ----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The contexts of a program as JSON: what `ambit contexts --json` prints and a report for
// editors holds. Places are as in findings.
//
//===----------------------------------------------------------------------===//

#include "facts/ContextMap.h"
#include "facts/JsonNumber.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace llvm;

namespace ambit::facts {

static constexpr StringLiteral Format = "ambit contexts 1";

static json::Value known(const TextPlace &P) { return P.Line ? toJSON(P) : json::Value(nullptr); }

json::Value toJSON(const ContextMap &M) {
  json::Array Contexts, Functions, Ways;
  for (const ContextMap::Runner &X : M.Runners) {
    json::Object Out{{"name", X.Name},
                     {"kind", X.Kind},
                     {"level", X.Level ? json::Value(*X.Level) : json::Value(nullptr)},
                     {"cores", json::Array(X.Cores)},
                     {"migrates", X.IsMigrating},
                     {"several", X.IsMany},
                     {"defined", known(X.DefinedAt)},
                     {"started", known(X.StartedAt)},
                     {"declared", known(X.SaidAt)}};
    if (!X.Line.empty())
      Out["line"] = X.Line;
    Contexts.push_back(std::move(Out));
  }
  std::vector<uint32_t> New(M.Ways.size(), ContextMap::NoWay);
  for (uint32_t I = 0; I < M.Ways.size(); ++I) {
    const ContextMap::Way &W = M.Ways[I];
    if (M.Runners[W.By].What == Context::Unknown)
      continue;
    New[I] = Ways.size();
    json::Object Out{{"function", W.To}, {"context", W.By}};
    if (W.Caller != ContextMap::NoWay) {
      Out["caller"] = New[W.Caller];
      Out["called"] = known(W.CalledAt);
    }
    Ways.push_back(std::move(Out));
  }
  for (const ContextMap::Routine &F : M.Routines) {
    json::Array Of;
    for (uint32_t W : F.Ways)
      if (New[W] != ContextMap::NoWay)
        Of.push_back(New[W]);
    json::Object Out{{"name", F.Name},
                     {"defined", known(F.DefinedAt)},
                     {"contexts", json::Array(F.RunBy)},
                     {"ways", std::move(Of)}};
    if (!F.HasName)
      Out["unnamed"] = true;
    if (F.Identity)
      Out["identity"] = utohexstr(F.Identity, /*LowerCase=*/true, /*Width=*/16);
    Functions.push_back(std::move(Out));
  }
  return json::Object{{"format", Format},
                      {"contexts", std::move(Contexts)},
                      {"functions", std::move(Functions)},
                      {"ways", std::move(Ways)}};
}

/// The kinds in words and in numbers, as they are read back.
static Context::Kind kindNamed(StringRef Words) {
  return StringSwitch<Context::Kind>(Words)
      .Case(ContextMap::StartUp, Context::Init)
      .Case(ContextMap::Thread, Context::Thread)
      .Case(ContextMap::MainThread, Context::Thread)
      .Case(ContextMap::Interrupt, Context::Isr)
      .Case(ContextMap::Signal, Context::Isr)
      .Default(Context::Unknown);
}

/// Reads \p Key of \p From, which may be null, as a place.
static bool readPlace(const json::Value &From, StringRef Key, TextPlace &Into, json::Path At) {
  const json::Object *O = From.getAsObject();
  const json::Value *V = O ? O->get(Key) : nullptr;
  return !V || V->getAsNull() || fromJSON(*V, Into, At.field(Key));
}

static bool fromJSON(const json::Value &From, ContextMap::Runner &X, json::Path At) {
  json::ObjectMapper Map(From, At);
  std::vector<int64_t> Cores;
  if (!Map || !Map.map("name", X.Name) || !Map.map("kind", X.Kind) || !Map.map("level", X.Level) ||
      !Map.map("cores", Cores) || !Map.map("migrates", X.IsMigrating) ||
      !Map.map("several", X.IsMany) || !Map.mapOptional("line", X.Line) ||
      !readPlace(From, "defined", X.DefinedAt, At) ||
      !readPlace(From, "started", X.StartedAt, At) || !readPlace(From, "declared", X.SaidAt, At))
    return false;
  X.Cores.insert(Cores.begin(), Cores.end());
  X.What = kindNamed(X.Kind);
  return true;
}

static bool fromJSON(const json::Value &From, ContextMap::Way &W, json::Path At) {
  json::ObjectMapper Map(From, At);
  JsonNumber To, By, Caller{ContextMap::NoWay};
  if (!Map || !Map.map("function", To) || !Map.map("context", By) ||
      !Map.mapOptional("caller", Caller) || !readPlace(From, "called", W.CalledAt, At))
    return false;
  W.To = To;
  W.By = By;
  W.Caller = Caller;
  return true;
}

static bool fromJSON(const json::Value &From, ContextMap::Routine &F, json::Path At) {
  json::ObjectMapper Map(From, At);
  std::vector<JsonNumber> RunBy, Ways;
  std::string Identity;
  bool IsUnnamed = false;
  if (!Map || !Map.map("name", F.Name) || !Map.map("contexts", RunBy) || !Map.map("ways", Ways) ||
      !Map.mapOptional("unnamed", IsUnnamed) || !Map.mapOptional("identity", Identity) ||
      !readPlace(From, "defined", F.DefinedAt, At))
    return false;
  if (!Identity.empty() && StringRef(Identity).getAsInteger(16, F.Identity)) {
    At.field("identity").report("expected a number");
    return false;
  }
  F.HasName = !IsUnnamed;
  F.RunBy.insert(RunBy.begin(), RunBy.end());
  F.Ways.assign(Ways.begin(), Ways.end());
  return true;
}

/// Whether all that \p M refers to is there.
static bool isSound(const ContextMap &M) {
  for (uint32_t I = 0; I < M.Ways.size(); ++I) {
    const ContextMap::Way &W = M.Ways[I];
    if (W.To >= M.Routines.size() || W.By >= M.Runners.size() ||
        (W.Caller != ContextMap::NoWay && W.Caller >= I))
      return false;
  }
  for (const ContextMap::Routine &F : M.Routines)
    for (uint32_t W : F.Ways)
      if (W >= M.Ways.size())
        return false;
  return true;
}

bool fromJSON(const json::Value &From, ContextMap &M, json::Path At) {
  json::ObjectMapper Map(From, At);
  std::string Written;
  if (!Map || !Map.map("format", Written))
    return false;
  if (Written != Format) {
    At.field("format").report("written by another version of ambit");
    return false;
  }
  if (!Map.map("contexts", M.Runners) || !Map.map("functions", M.Routines) ||
      !Map.map("ways", M.Ways))
    return false;
  if (!isSound(M)) {
    At.report("its parts contradict each other");
    return false;
  }
  return true;
}

} // namespace ambit::facts
