//===- EditorTransport.cpp ------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "EditorTransport.h"
#include "FileAddress.h"
#include "HoverText.h"
#include "ToolPaths.h"
#include "llvm/Support/FormatVariadic.h"

using namespace llvm;

namespace ambit {

// How the numbers begin of requests that are not the editor's, or not clangd's.
static constexpr StringLiteral Hover = "ambit/hover/", Lens = "ambit/lens/",
                               Refresh = "ambit/refresh/";

static std::string numberOf(const json::Value &ID) { return formatv("{0}", ID).str(); }

static StringRef stringAt(const json::Value &In, std::initializer_list<StringRef> Keys) {
  const json::Value *At = &In;
  for (StringRef Key : Keys) {
    const json::Object *O = At->getAsObject();
    At = O ? O->get(Key) : nullptr;
    if (!At)
      return "";
  }
  return At->getAsString().value_or("");
}

/// clangd takes every check for one of LLVM's and gives the address that its page would have there.
static void correct(json::Object &Diagnostic) {
  std::optional<StringRef> Check = Diagnostic.getString("code");
  if (!Check || !Check->starts_with("ambit-"))
    return;
  std::string Page = pageOf(*Check);
  Diagnostic["source"] = "ambit"; // not clang-tidy, whose pages an editor would open
  if (Page.empty())
    Diagnostic.erase("codeDescription");
  else
    Diagnostic["codeDescription"] = json::Object{{"href", Page}};
}

void EditorTransport::notify(StringRef Method, json::Value Params) {
  bool IsDiagnostics = Method == "textDocument/publishDiagnostics";
  if (IsDiagnostics)
    if (json::Object *Published = Params.getAsObject())
      if (json::Array *All = Published->getArray("diagnostics"))
        for (json::Value &One : *All)
          if (json::Object *Diagnostic = One.getAsObject())
            correct(*Diagnostic);
  std::lock_guard<std::mutex> Hold(Lock);
  Next->notify(Method, std::move(Params));
  if (IsDiagnostics)
    tellNews();
}

void EditorTransport::call(StringRef Method, json::Value Params, json::Value ID) {
  std::lock_guard<std::mutex> Hold(Lock);
  Next->call(Method, std::move(Params), std::move(ID));
}

void EditorTransport::reply(json::Value ID, Expected<json::Value> Result) {
  std::lock_guard<std::mutex> Hold(Lock);
  if (std::optional<StringRef> Own = ID.getAsString(); Own && Own->starts_with("ambit/")) {
    answer(*Own, std::move(Result));
    return;
  }
  std::string Number = numberOf(ID);
  if (Result && Number == Initialize)
    extendCapabilities(*Result);
  if (auto It = Questions.find((Hover + Number).str()); It != Questions.end()) {
    if (Result)
      extendHover(It->second, *Result);
    Questions.erase(It);
  }
  Next->reply(std::move(ID), std::move(Result));
}

/// Sees what the editor says, before clangd does.
class EditorTransport::Incoming : public MessageHandler {
public:
  Incoming(EditorTransport &Of, MessageHandler &Next) : Of(Of), Next(Next) {}

  bool onNotify(StringRef Method, json::Value Params) override {
    if (Method == "textDocument/didClose")
      Of.Contexts.forget(pathIn(stringAt(Params, {"textDocument", "uri"})));
    bool GoesOn = Next.onNotify(Method, std::move(Params));
    std::lock_guard<std::mutex> Hold(Of.Lock);
    Of.tellNews();
    return GoesOn;
  }

  bool onCall(StringRef Method, json::Value Params, json::Value ID) override {
    if (Method == "initialize")
      Of.initialize(Params, ID);
    if (Method == "textDocument/codeLens") {
      // clangd answers in order: when this is answered, it has looked at the file as it is now.
      std::string Number = Of.ask(Lens, Params, ID);
      json::Value Place = json::Object{
          {"textDocument", json::Object{{"uri", stringAt(Params, {"textDocument", "uri"})}}},
          {"position", json::Object{{"line", 0}, {"character", 0}}}};
      return Next.onCall("textDocument/symbolInfo", std::move(Place), Number);
    }
    if (Method == "textDocument/hover" &&
        !Next.onCall("textDocument/symbolInfo", Params, Of.ask(Hover, Params, ID)))
      return false;
    return Next.onCall(Method, std::move(Params), std::move(ID));
  }

  bool onReply(json::Value ID, Expected<json::Value> Result) override {
    if (std::optional<StringRef> Own = ID.getAsString(); Own && Own->starts_with(Refresh)) {
      if (!Result)
        consumeError(Result.takeError());
      return true;
    }
    return Next.onReply(std::move(ID), std::move(Result));
  }

private:
  EditorTransport &Of;
  MessageHandler &Next;
};

Error EditorTransport::loop(MessageHandler &Handler) {
  Incoming Both(*this, Handler);
  return Next->loop(Both);
}

void EditorTransport::initialize(const json::Value &Params, const json::Value &ID) {
  std::lock_guard<std::mutex> Hold(Lock);
  Initialize = numberOf(ID);
  const json::Object *Can = Params.getAsObject();
  Can = Can ? Can->getObject("capabilities") : nullptr;
  if (!Can)
    return;
  if (const json::Object *Document = Can->getObject("textDocument"))
    if (const json::Object *Of = Document->getObject("hover"))
      if (const json::Array *Formats = Of->getArray("contentFormat"))
        ReadsMarkdown = !Formats->empty() && Formats->front() == "markdown";
  if (const json::Object *Workspace = Can->getObject("workspace"))
    if (const json::Object *Of = Workspace->getObject("codeLens"))
      CanRefresh = Of->getBoolean("refreshSupport").value_or(false);
}

std::string EditorTransport::ask(StringRef For, const json::Value &Params, const json::Value &ID) {
  Asked A;
  A.ID = ID;
  A.Path = pathIn(stringAt(Params, {"textDocument", "uri"}));
  const json::Object *O = Params.getAsObject();
  if (const json::Object *Position = O ? O->getObject("position") : nullptr) {
    A.Line = Position->getInteger("line").value_or(0);
    A.Column = Position->getInteger("character").value_or(0);
  }
  std::string Number = (For + numberOf(ID)).str();
  std::lock_guard<std::mutex> Hold(Lock);
  Questions[Number] = std::move(A);
  return Number;
}

void EditorTransport::answer(StringRef Number, Expected<json::Value> Symbols) {
  json::Array None;
  const json::Array *All = Symbols ? Symbols->getAsArray() : nullptr;
  if (!All)
    All = &None;
  auto It = Questions.find(Number.str());
  if (It != Questions.end() && Number.starts_with(Lens)) {
    json::Array Lenses;
    for (const tidy::FunctionContexts::Lens &L : Contexts.lenses(It->second.Path)) {
      json::Value Place = json::Object{{"line", L.Line}, {"character", 0}};
      json::Value Range = json::Object{{"start", Place}, {"end", Place}};
      // A title without a command is text.
      Lenses.push_back(json::Object{{"range", std::move(Range)},
                                    {"command", json::Object{{"title", L.Text}, {"command", ""}}}});
    }
    Next->reply(std::move(It->second.ID), json::Value(std::move(Lenses)));
    Questions.erase(It);
  } else if (It != Questions.end()) {
    Asked &A = It->second;
    for (const json::Value &Symbol : *All) {
      StringRef Usr = stringAt(Symbol, {"usr"});
      StringRef Where = stringAt(Symbol, {"declarationRange", "uri"});
      if (!A.Told && !Usr.empty())
        A.Told = Contexts.about(A.Path, Usr, pathIn(Where));
    }
    if (!A.Told)
      A.Told = Contexts.aboutMacro(A.Path, A.Line, A.Column);
  }
  if (!Symbols)
    consumeError(Symbols.takeError());
  tellNews();
}

void EditorTransport::extendHover(Asked &A, json::Value &Result) const {
  if (!A.Told)
    return;
  std::string Text = hoverText(*A.Told, ReadsMarkdown);
  json::Object *Shown = Result.getAsObject();
  json::Object *Contents = Shown ? Shown->getObject("contents") : nullptr;
  std::optional<StringRef> Before = Contents ? Contents->getString("value") : std::nullopt;
  if (Before)
    Text = (*Before + (ReadsMarkdown ? "\n\n---\n" : "\n\n") + Text).str();
  json::Object New{{"kind", ReadsMarkdown ? "markdown" : "plaintext"}, {"value", std::move(Text)}};
  if (Shown)
    (*Shown)["contents"] = std::move(New);
  else
    Result = json::Object{{"contents", std::move(New)}};
}

void EditorTransport::extendCapabilities(json::Value &Result) const {
  if (json::Object *All = Result.getAsObject())
    if (json::Object *Can = All->getObject("capabilities"))
      Can->try_emplace("codeLensProvider", json::Object{{"resolveProvider", false}});
}

void EditorTransport::tellNews() {
  constexpr int IsError = 1;
  for (std::string &Text : Contexts.takeComplaints())
    Next->notify("window/showMessage",
                 json::Object{{"type", IsError}, {"message", "ambit: " + std::move(Text)}});
  if (Contexts.haveChanged() && CanRefresh)
    Next->call("workspace/codeLens/refresh", nullptr,
               (Refresh + std::to_string(++NumRefreshed)).str());
}

} // namespace ambit
