//===- ClangdHooks.cpp ----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What makes a clangd out of LLVM's libraries ambit-clangd: the checks are on
// unless the configuration speaks of them, count as fast, take options from the
// command line, and lead to Ambit's own pages.
//
//===----------------------------------------------------------------------===//

#include "ClangdInterface.h"
#include "ToolPaths.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclBase.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/Support/CommandLine.h"

using namespace clang::clangd;
using namespace llvm;

static cl::OptionCategory Category("Ambit options");

static cl::opt<std::string> Unannotated(
    "unannotated", cl::cat(Category),
    cl::desc("Permissive: report what is known to be wrong; Strict: also what is unknown"));
static cl::opt<std::string>
    Models("models", cl::cat(Category),
           cl::desc("Model files besides the shipped ones, with ; between"));
static cl::opt<std::string> Facts("facts", cl::cat(Category),
                                  cl::desc("The linked facts of the program"));

namespace clang::clangd::remote {
// clangd with an index server would bring gRPC along; nobody asks this one for it.
std::unique_ptr<SymbolIndex> getClient(StringRef Address, StringRef Root);
} // namespace clang::clangd::remote

namespace clang::clangd {
class SymbolIndex {
public:
  virtual ~SymbolIndex();
};

std::unique_ptr<SymbolIndex> remote::getClient(StringRef, StringRef) { return nullptr; }
} // namespace clang::clangd

namespace ambit {

std::optional<bool> wrapIsFast(StringRef Check) {
  if (Check.starts_with("ambit-"))
    return true; // ./dev bench ide
  return realIsFast(Check);
}

std::unique_ptr<clang::CompilerInvocation> wrapInvocation(const ParseInputs &Inputs,
                                                          clang::DiagnosticConsumer &Consumer,
                                                          std::vector<std::string> *Arguments) {
  std::unique_ptr<clang::CompilerInvocation> Invocation =
      realInvocation(Inputs, Consumer, Arguments);
  if (Invocation) // Without it the annotations are empty, as for a compiler.
    Invocation->getPreprocessorOpts().addMacroDef("AMBIT_ANALYSIS");
  return Invocation;
}

namespace {
/// Passes everything on, but has the bodies of functions in headers read. clangd leaves them
/// out, and with them the locks that an inline function takes.
class PreambleWithBodies : public clang::PreambleCallbacks {
public:
  explicit PreambleWithBodies(clang::PreambleCallbacks &Next) : Next(Next) {}

  void BeforeExecute(clang::CompilerInstance &Compiler) override { Next.BeforeExecute(Compiler); }
  void AfterExecute(clang::CompilerInstance &Compiler) override { Next.AfterExecute(Compiler); }
  void AfterPCHEmitted(clang::ASTWriter &Writer) override { Next.AfterPCHEmitted(Writer); }
  void HandleTopLevelDecl(clang::DeclGroupRef Group) override { Next.HandleTopLevelDecl(Group); }
  std::unique_ptr<clang::PPCallbacks> createPPCallbacks() override {
    return Next.createPPCallbacks();
  }
  clang::CommentHandler *getCommentHandler() override { return Next.getCommentHandler(); }

  bool shouldSkipFunctionBody(clang::Decl *D) override {
    const clang::SourceManager &Sources = D->getASTContext().getSourceManager();
    return Sources.isInSystemHeader(Sources.getExpansionLoc(D->getLocation())) &&
           Next.shouldSkipFunctionBody(D);
  }

private:
  clang::PreambleCallbacks &Next;
};
} // namespace

ErrorOr<clang::PrecompiledPreamble>
wrapPreamble(const clang::CompilerInvocation &Invocation, const MemoryBuffer *Main,
             clang::PreambleBounds Bounds, IntrusiveRefCntPtr<clang::DiagnosticsEngine> Diagnostics,
             IntrusiveRefCntPtr<vfs::FileSystem> Files,
             std::shared_ptr<clang::PCHContainerOperations> Containers, bool InMemory,
             StringRef Directory, clang::PreambleCallbacks &Callbacks) {
  PreambleWithBodies WithBodies(Callbacks);
  return realPreamble(Invocation, Main, Bounds, std::move(Diagnostics), std::move(Files),
                      std::move(Containers), InMemory, Directory, WithBodies);
}

static void setOption(clang::tidy::ClangTidyOptions &Options, const cl::opt<std::string> &Given) {
  if (Given.getNumOccurrences() == 0)
    return;
  std::string Key = Given.ArgStr.str();
  Key[0] -= 'a' - 'A';
  Options.CheckOptions.insert_or_assign(Key, clang::tidy::ClangTidyOptions::ClangTidyValue(Given));
}

TidyProvider wrapDefaults() {
  return [Defaults = realDefaults()](clang::tidy::ClangTidyOptions &Options, StringRef File) {
    Defaults(Options, File);
    if (!StringRef(*Options.Checks).contains("ambit-"))
      *Options.Checks += ",ambit-*";
    setOption(Options, Unannotated);
    setOption(Options, Models);
    setOption(Options, Facts);
  };
}

namespace {
/// Passes all messages on; diagnostics of Ambit's with the address of Ambit's page. clangd
/// takes every check for one of LLVM's and gives the address that it would have there.
class PageTransport : public Transport {
public:
  explicit PageTransport(std::unique_ptr<Transport> Next) : Next(std::move(Next)) {}

  void notify(StringRef Method, json::Value Params) override {
    if (Method == "textDocument/publishDiagnostics")
      if (json::Object *Published = Params.getAsObject())
        if (json::Array *All = Published->getArray("diagnostics"))
          for (json::Value &One : *All)
            if (json::Object *Diagnostic = One.getAsObject())
              correct(*Diagnostic);
    Next->notify(Method, std::move(Params));
  }
  void call(StringRef Method, json::Value Params, json::Value ID) override {
    Next->call(Method, std::move(Params), std::move(ID));
  }
  void reply(json::Value ID, Expected<json::Value> Result) override {
    Next->reply(std::move(ID), std::move(Result));
  }
  Error loop(MessageHandler &Handler) override { return Next->loop(Handler); }

private:
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

  std::unique_ptr<Transport> Next;
};
} // namespace

std::unique_ptr<Transport> wrapTransport(std::FILE *In, raw_ostream &Out, raw_ostream *Mirror,
                                         bool Pretty, JSONStreamStyle Style) {
  return std::make_unique<PageTransport>(realTransport(In, Out, Mirror, Pretty, Style));
}

std::string wrapVersion() { return versionText() + ", " + realVersion(); }

} // namespace ambit
