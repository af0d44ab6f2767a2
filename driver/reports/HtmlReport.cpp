//===- HtmlReport.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Fills reports/page.html in with what the run has found, as JSON that the page's script draws.
// The page needs no network and no other file.
//
//===----------------------------------------------------------------------===//

#include "driver/ProgramMap.h"
#include "driver/Texts.h"
#include "driver/reports/Reports.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace ambit::driver {
namespace {

json::Object place(const facts::TextPlace &P, SourceText &Sources) {
  return json::Object{{"file", P.File},
                      {"line", P.Line},
                      {"column", P.Column},
                      {"source", json::fixUTF8(Sources.line(P.File, P.Line))}};
}

json::Array findings(const Run &R, const ProgramMap &M, SourceText &Sources) {
  std::vector<std::set<uint32_t>> Objects(R.Findings.size());
  for (uint32_t O = 0; O < M.Objects.size(); ++O)
    for (uint32_t F : M.Objects[O].Findings)
      Objects[F].insert(O);
  json::Array All;
  for (size_t I = 0; I < R.Findings.size(); ++I) {
    const facts::PlacedFinding &F = R.Findings[I];
    json::Object Out = place(F.At, Sources);
    Out["check"] = checkName(F.Check);
    Out["text"] = json::fixUTF8(F.Text);
    Out["suppressed"] = json::fixUTF8(F.Suppressed);
    Out["contexts"] = json::Array(M.FoundIn[I]);
    Out["objects"] = json::Array(Objects[I]);
    json::Array Notes;
    for (const facts::PlacedFinding::Note &N : F.Notes) {
      json::Object Note = place(N.At, Sources);
      Note["text"] = json::fixUTF8(N.Text);
      Notes.push_back(std::move(Note));
    }
    Out["notes"] = std::move(Notes);
    All.push_back(std::move(Out));
  }
  return All;
}

json::Object data(const Run &R, SourceText &Sources) {
  ProgramMap M = mapProgram(R);
  json::Array Contexts, Objects, Locks, Starts, Checks, Failures;
  for (const ProgramMap::Runner &X : M.Runners) {
    auto [At, How] = X.origin();
    Contexts.push_back(
        json::Object{{"name", X.Name},
                     {"kind", X.Kind},
                     {"isHandler", X.What == Context::Isr},
                     {"isOutside", X.What == Context::Unknown},
                     {"level", X.Level ? json::Value(*X.Level) : json::Value(nullptr)},
                     {"core", X.coreText()},
                     {"several", X.IsMany},
                     {"at", place(At, Sources)},
                     {"how", How}});
  }
  for (const ProgramMap::Object &O : M.Objects) {
    json::Array Uses;
    for (const ProgramMap::Use &U : O.Uses)
      Uses.push_back(json::Object{{"by", U.By},
                                  {"reads", U.IsRead},
                                  {"writes", U.IsWrite},
                                  {"locks", json::Array(U.Locks)}});
    Objects.push_back(json::Object{{"name", O.Name},
                                   {"at", place(O.DeclaredAt, Sources)},
                                   {"uses", std::move(Uses)},
                                   {"findings", json::Array(O.Findings)}});
  }
  for (const ProgramMap::Lock &L : M.Locks)
    Locks.push_back(json::Object{{"name", L.Name}, {"kind", L.Kind}});
  for (const auto &[From, To] : M.Starters)
    Starts.push_back(json::Array{From, To});
  for (unsigned I = 0; I < NumRules; ++I)
    Checks.push_back(json::Object{{"name", checkName(static_cast<Rule>(I))},
                                  {"sentence", checkSentence(static_cast<Rule>(I))}});
  for (const Run::Failure &F : R.Failures)
    Failures.push_back(
        json::Object{{"unit", F.Unit}, {"why", json::fixUTF8(F.Why)}, {"partly", F.IsPartly}});
  return json::Object{{"root", R.Root},
                      {"units", static_cast<int64_t>(R.NumUnits)},
                      {"version", AMBIT_VERSION},
                      {"contexts", std::move(Contexts)},
                      {"objects", std::move(Objects)},
                      {"locks", std::move(Locks)},
                      {"starts", std::move(Starts)},
                      {"checks", std::move(Checks)},
                      {"findings", findings(R, M, Sources)},
                      {"failures", std::move(Failures)}};
}

} // namespace

void writeHtml(const Run &R, SourceText &Sources, raw_ostream &Out) {
  std::string Json;
  raw_string_ostream(Json) << json::Value(data(R, Sources));
  auto [Before, After] = embeddedText("page.html").split("@DATA@");
  Out << Before;
  // Inside a script element nothing but its own end means anything, or a comment's start.
  for (char C : Json) {
    if (C == '<')
      Out << "\\u003c";
    else
      Out << C;
  }
  Out << After;
}

} // namespace ambit::driver
