//===- PlacedFinding.cpp --------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/PlacedFinding.h"
#include "facts/JsonNumber.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;

namespace ambit::facts {

/// By everything that is said: which of several that tell the same stays does not depend on the
/// order in which they came.
static bool isBefore(const PlacedFinding &A, const PlacedFinding &B) {
  auto Head = [](const PlacedFinding &F) {
    return std::tuple(F.At.key(), F.Check, StringRef(F.Text), F.Notes.size(), !F.Suppressed.empty(),
                      StringRef(F.Suppressed), F.IsLinked, F.IsOfProgram);
  };
  if (Head(A) != Head(B))
    return Head(A) < Head(B);
  for (auto [X, Y] : zip(A.Notes, B.Notes)) {
    auto Key = [](const PlacedFinding::Note &N) {
      return std::tuple(N.At.key(), StringRef(N.Text));
    };
    if (Key(X) != Key(Y))
      return Key(X) < Key(Y);
  }
  auto Key = [](const TextFix &X) {
    return std::tuple(X.Begin.key(), X.End.key(), StringRef(X.Text));
  };
  return std::lexicographical_compare(
      A.Fixes.begin(), A.Fixes.end(), B.Fixes.begin(), B.Fixes.end(),
      [&](const TextFix &X, const TextFix &Y) { return Key(X) < Key(Y); });
}

void sortAndUnite(std::vector<PlacedFinding> &Findings) {
  llvm::sort(Findings, isBefore);
  auto IsSame = [](const PlacedFinding &A, const PlacedFinding &B) {
    return A.At == B.At && A.Check == B.Check && A.Text == B.Text;
  };
  Findings.erase(std::unique(Findings.begin(), Findings.end(), IsSame), Findings.end());
}

std::string fingerprint(const PlacedFinding &F, StringRef Line) {
  std::string Key = checkName(F.Check).str() + '\0' + F.At.File + '\0' + F.Text + '\0';
  for (char C : Line)
    if (!isSpace(C))
      Key += C;
  return utohexstr(xxh3_64bits(Key), /*LowerCase=*/true, /*Width=*/16);
}

static json::Object placeToJSON(const TextPlace &P) {
  json::Object Out{{"file", json::fixUTF8(P.File)}, {"line", P.Line}, {"column", P.Column}};
  // A name of a file may be any bytes; who reads this again opens the file.
  if (!json::isUTF8(P.File))
    Out["fileBytes"] = toHex(P.File);
  return Out;
}

json::Value toJSON(const TextPlace &P) { return placeToJSON(P); }

json::Value toJSON(const PlacedFinding &F) {
  json::Object Out = placeToJSON(F.At);
  Out["check"] = checkName(F.Check);
  Out["message"] = F.Text;
  json::Array Notes, Fixes;
  for (const PlacedFinding::Note &N : F.Notes) {
    json::Object Note = placeToJSON(N.At);
    Note["message"] = N.Text;
    if (N.In != Flow::None)
      Note["flow"] = N.In == Flow::Other ? "other" : "here";
    Notes.push_back(std::move(Note));
  }
  for (const TextFix &X : F.Fixes)
    Fixes.push_back(json::Object{{"file", X.Begin.File},
                                 {"line", X.Begin.Line},
                                 {"column", X.Begin.Column},
                                 {"endLine", X.End.Line},
                                 {"endColumn", X.End.Column},
                                 {"text", X.Text}});
  Out["notes"] = std::move(Notes);
  Out["fixes"] = std::move(Fixes);
  Out["ofProgram"] = F.IsOfProgram;
  Out["linked"] = F.IsLinked;
  if (!F.Suppressed.empty())
    Out["suppressed"] = F.Suppressed;
  return Out;
}

bool fromJSON(const json::Value &From, TextPlace &P, json::Path At) {
  json::ObjectMapper Map(From, At);
  JsonNumber Line, Column;
  if (!Map || !Map.map("file", P.File) || !Map.map("line", Line) || !Map.map("column", Column))
    return false;
  P.Line = Line;
  P.Column = Column;
  if (std::optional<StringRef> Bytes = From.getAsObject()->getString("fileBytes"))
    if (!tryGetFromHex(*Bytes, P.File)) {
      At.field("fileBytes").report("expected hexadecimal digits");
      return false;
    }
  return true;
}

bool fromJSON(const json::Value &From, PlacedFinding &F, json::Path At) {
  json::ObjectMapper Map(From, At);
  std::string Check;
  if (!Map || !fromJSON(From, F.At, At) || !Map.map("check", Check) ||
      !Map.map("message", F.Text) || !Map.map("ofProgram", F.IsOfProgram) ||
      !Map.map("linked", F.IsLinked) || !Map.mapOptional("suppressed", F.Suppressed))
    return false;
  std::optional<Rule> Known = parseCheckName(Check);
  if (!Known) {
    At.field("check").report("no check of this version");
    return false;
  }
  F.Check = *Known;
  const json::Object &O = *From.getAsObject();
  if (const json::Array *Notes = O.getArray("notes"))
    for (const json::Value &V : *Notes) {
      PlacedFinding::Note N;
      json::ObjectMapper NoteMap(V, At.field("notes"));
      if (!NoteMap || !fromJSON(V, N.At, At.field("notes")) || !NoteMap.map("message", N.Text))
        return false;
      if (std::optional<StringRef> In = V.getAsObject()->getString("flow"))
        N.In = *In == "other" ? Flow::Other : Flow::Here;
      F.Notes.push_back(std::move(N));
    }
  if (const json::Array *Fixes = O.getArray("fixes"))
    for (const json::Value &V : *Fixes) {
      TextFix X;
      JsonNumber EndLine, EndColumn;
      json::ObjectMapper FixMap(V, At.field("fixes"));
      if (!FixMap || !fromJSON(V, X.Begin, At.field("fixes")) || !FixMap.map("endLine", EndLine) ||
          !FixMap.map("endColumn", EndColumn) || !FixMap.map("text", X.Text))
        return false;
      X.End = {X.Begin.File, EndLine, EndColumn};
      F.Fixes.push_back(std::move(X));
    }
  return true;
}

} // namespace ambit::facts
