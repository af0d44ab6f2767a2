//===- SarifReport.cpp ----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// SARIF 2.1.0, https://docs.oasis-open.org/sarif/sarif/v2.1.0/. Clang's SarifDocumentWriter wants
// places in a SourceManager; findings of a linked program have theirs as text, so this writes the
// document itself. The steps by which two contexts come to their accesses become two thread flows
// of one code flow. Nothing depends on the time or the machine but the root's own URI.
//
//===----------------------------------------------------------------------===//

#include "driver/Texts.h"
#include "driver/reports/Reports.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace ambit::driver {
namespace {

constexpr StringLiteral RootId = "SRCROOT";

/// \p Path as the path of a URI.
std::string uriPath(StringRef Path) {
  std::string Out;
  for (unsigned char C : Path) {
    if (isAlnum(C) || StringRef("/-._~+@").contains(C))
      Out += C;
    else
      Out += "%" + utohexstr(C, /*LowerCase=*/false, /*Width=*/2);
  }
  return Out;
}

json::Object message(StringRef Text) { return json::Object{{"text", json::fixUTF8(Text)}}; }

/// `ambit-weak-lock` as `WeakLock`: names of rules are identifiers.
std::string ruleName(StringRef Check) {
  std::string Out;
  Check.consume_front("ambit-");
  for (StringRef Word : split(Check, '-'))
    Out += std::string(1, toUpper(Word.front())) + Word.drop_front().str();
  return Out;
}

/// Where the pages are on the web; empty if the build was not told. The installed pages will not
/// do: a report is read elsewhere, and `help` has the text.
StringRef docsUrl() { return StringRef(AMBIT_DOCS_URL).rtrim('/'); }

json::Array rules() {
  json::Array All;
  for (unsigned I = 0; I < NumRules; ++I) {
    Rule R = static_cast<Rule>(I);
    std::string Page = checkPage(R);
    json::Object Out{{"id", checkName(R)},
                     {"name", ruleName(checkName(R))},
                     {"shortDescription", message(checkSentence(R))},
                     {"fullDescription", message(checkSentence(R))},
                     {"help", json::Object{{"text", Page}, {"markdown", Page}}},
                     {"defaultConfiguration", json::Object{{"level", "warning"}}}};
    if (StringRef Docs = docsUrl(); !Docs.empty())
      Out["helpUri"] = (Docs + "/checks/" + checkName(R) + ".md").str();
    All.push_back(std::move(Out));
  }
  return All;
}

class Writer {
public:
  Writer(const Run &R, SourceText &Sources) : R(R), Sources(Sources) {
    for (const facts::PlacedFinding &F : R.Findings)
      HasSuppressed |= !F.Suppressed.empty();
  }

  json::Object document() {
    json::Array Results;
    for (const facts::PlacedFinding &F : R.Findings)
      Results.push_back(result(F));
    std::string Version = AMBIT_VERSION;
    json::Object Driver{{"name", "ambit"},
                        {"fullName", "Ambit " + Version},
                        {"version", Version},
                        {"semanticVersion", Version},
                        {"rules", rules()}};
    if (StringRef Docs = docsUrl(); !Docs.empty())
      Driver["informationUri"] = Docs;
    json::Object Root{{"uri", "file://" + uriPath(Sources.base()) + "/"},
                      {"description", message("What names of files are relative to.")}};
    json::Object TheRun{{"tool", json::Object{{"driver", std::move(Driver)}}},
                        {"originalUriBaseIds", json::Object{{RootId, std::move(Root)}}},
                        {"columnKind", "unicodeCodePoints"},
                        {"invocations", json::Array{invocation()}},
                        {"results", std::move(Results)}};
    return json::Object{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                        {"version", "2.1.0"},
                        {"runs", json::Array{std::move(TheRun)}}};
  }

private:
  json::Object artifact(StringRef File) const {
    std::string Name = Sources.named(File);
    if (sys::path::is_absolute(Name))
      return json::Object{{"uri", "file://" + uriPath(Name)}};
    return json::Object{{"uri", uriPath(Name)}, {"uriBaseId", RootId}};
  }

  /// The column of \p P in characters; clang counts bytes.
  int64_t column(const facts::TextPlace &P) {
    StringRef Before = Sources.line(P.File, P.Line).take_front(P.Column ? P.Column - 1 : 0);
    int64_t Continued = count_if(Before, [](char C) { return (C & 0xC0) == 0x80; });
    return std::max<int64_t>(1, static_cast<int64_t>(P.Column) - Continued);
  }

  json::Object location(const facts::TextPlace &P, StringRef Text = {}) {
    json::Object Physical{{"artifactLocation", artifact(P.File)}};
    if (P.Line)
      Physical["region"] = json::Object{{"startLine", P.Line}, {"startColumn", column(P)}};
    json::Object Out{{"physicalLocation", std::move(Physical)}};
    if (!Text.empty())
      Out["message"] = message(Text);
    return Out;
  }

  /// The steps of \p In, outermost first, and what they lead to.
  json::Array steps(const facts::PlacedFinding &F, Flow In) {
    json::Array Steps;
    auto Add = [&](const facts::TextPlace &At, StringRef Text) {
      Steps.push_back(json::Object{{"location", location(At, Text)}});
    };
    for (const facts::PlacedFinding::Note &N : reverse(F.Notes))
      if (N.In == In)
        Add(N.At, N.Text);
    if (In == Flow::Here)
      Add(F.At, F.Text);
    return Steps;
  }

  json::Array fixes(const facts::PlacedFinding &F) {
    std::map<std::string, json::Array> ByFile;
    for (const facts::TextFix &X : F.Fixes)
      ByFile[X.Begin.File].push_back(
          json::Object{{"deletedRegion", json::Object{{"startLine", X.Begin.Line},
                                                      {"startColumn", column(X.Begin)},
                                                      {"endLine", X.End.Line},
                                                      {"endColumn", column(X.End)}}},
                       {"insertedContent", message(X.Text)}});
    json::Array Changes;
    for (auto &[File, Replacements] : ByFile)
      Changes.push_back(json::Object{{"artifactLocation", artifact(File)},
                                     {"replacements", std::move(Replacements)}});
    return json::Array{json::Object{{"description", message("The cure that Ambit proposes.")},
                                    {"artifactChanges", std::move(Changes)}}};
  }

  json::Object result(const facts::PlacedFinding &F) {
    json::Object Out{{"ruleId", checkName(F.Check)},
                     {"ruleIndex", static_cast<int64_t>(F.Check)},
                     {"level", "warning"},
                     {"message", message(F.Text)},
                     {"locations", json::Array{location(F.At)}}};
    Out["partialFingerprints"] =
        json::Object{{"ambit/v1", facts::fingerprint(F, Sources.line(F.At.File, F.At.Line))}};
    json::Array Related;
    for (const facts::PlacedFinding::Note &N : F.Notes) {
      json::Object At = location(N.At, N.Text);
      At["id"] = static_cast<int64_t>(Related.size());
      Related.push_back(std::move(At));
    }
    if (!Related.empty())
      Out["relatedLocations"] = std::move(Related);
    json::Array Flows;
    if (json::Array Other = steps(F, Flow::Other); !Other.empty())
      Flows.push_back(json::Object{{"id", "other"},
                                   {"message", message("the context that interferes")},
                                   {"locations", std::move(Other)}});
    if (json::Array Here = steps(F, Flow::Here); !Flows.empty() || Here.size() > 1)
      Flows.push_back(json::Object{{"id", "here"},
                                   {"message", message("the context of the finding")},
                                   {"locations", std::move(Here)}});
    if (!Flows.empty())
      Out["codeFlows"] = json::Array{json::Object{{"threadFlows", std::move(Flows)}}};
    if (!F.Fixes.empty())
      Out["fixes"] = fixes(F);
    // Where one result has the list, a result without says nothing of its own.
    if (HasSuppressed) {
      json::Array Suppressions;
      if (StringRef Why = F.Suppressed; !Why.empty())
        Suppressions.push_back(
            json::Object{{"kind", Why.starts_with("NOLINT") ? "inSource" : "external"},
                         {"justification", json::fixUTF8(Why)}});
      Out["suppressions"] = std::move(Suppressions);
    }
    return Out;
  }

  json::Object invocation() const {
    static const StringRef Meanings[] = {"no findings", "findings", "wrong usage or configuration",
                                         "not all units were wholly analysed"};
    json::Array Notifications;
    for (const Run::Failure &F : R.Failures) {
      json::Object At{{"physicalLocation", json::Object{{"artifactLocation", artifact(F.Unit)}}}};
      std::string Text =
          (F.IsPartly ? "only a part of " : "nothing of ") + F.Unit + " was analysed: " + F.Why;
      Notifications.push_back(json::Object{{"level", F.IsPartly ? "warning" : "error"},
                                           {"message", message(Text)},
                                           {"locations", json::Array{std::move(At)}}});
    }
    json::Object Out{{"executionSuccessful", R.Failures.empty()},
                     {"exitCode", R.exitStatus()},
                     {"exitCodeDescription", Meanings[R.exitStatus()]}};
    Out["toolExecutionNotifications"] = std::move(Notifications);
    return Out;
  }

  const Run &R;
  SourceText &Sources;
  bool HasSuppressed = false;
};

} // namespace

void writeSarif(const Run &R, SourceText &Sources, raw_ostream &Out) {
  json::OStream(Out, /*IndentSize=*/1).value(Writer(R, Sources).document());
  Out << '\n';
}

} // namespace ambit::driver
