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
// command line, and messages go through EditorTransport.
//
//===----------------------------------------------------------------------===//

#include "ClangdInterface.h"
#include "EditorTransport.h"
#include "ToolPaths.h"
#include "tidy/AmbitCheck.h"
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

std::unique_ptr<Transport> wrapTransport(std::FILE *In, raw_ostream &Out, raw_ostream *Mirror,
                                         bool Pretty, JSONStreamStyle Style) {
  // The process has one, and units are analysed until it ends.
  static tidy::FunctionContexts Contexts;
  tidy::setUnitWatcher([](Unit &U, const std::string &Facts) { Contexts.note(U, Facts); });
  return std::make_unique<EditorTransport>(realTransport(In, Out, Mirror, Pretty, Style), Contexts);
}

std::string wrapVersion() { return versionText() + ", " + realVersion(); }

} // namespace ambit
