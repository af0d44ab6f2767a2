//===- UnitAnalysis.cpp ---------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/UnitAnalysis.h"
#include "analyses/Unit.h"
#include "driver/UnitParse.h"
#include "facts/ExtractUnit.h"
#include "facts/TokenLayout.h"
#include "facts/UnitWriter.h"
#include "model/ShippedModels.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendActions.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/Preprocessor.h"

using namespace clang;
using namespace llvm;

namespace ambit::driver {
namespace {

facts::PlacedFinding placed(const Finding &F, const ASTContext &Ctx, const PlaceWriter &Place) {
  facts::PlacedFinding To;
  To.Check = F.Check;
  To.At = Place(F.Where);
  To.IsOfProgram = F.IsOfProgram;
  To.Text = render(F.What, F.Arguments, Ctx);
  for (const Note &N : F.Notes)
    To.Notes.push_back({Place(N.Where), render(N.What, N.Arguments, Ctx)});
  for (const Fix &X : F.Fixes) {
    SourceLocation End = X.Range.getEnd();
    if (X.Range.isTokenRange())
      End = Lexer::getLocForEndOfToken(End, 0, Ctx.getSourceManager(), Ctx.getLangOpts());
    To.Fixes.push_back({Place(X.Range.getBegin()), Place(End), X.Text});
  }
  return To;
}

/// Sees where the number of a line becomes part of the code.
class LineUses : public PPCallbacks {
public:
  LineUses(const SourceManager &Sources, StringRef Root, UnitTrace &Into)
      : Sources(Sources), Place(Sources, Root), Into(Into) {}

  void MacroExpands(const Token &Name, const MacroDefinition &, SourceRange Range,
                    const MacroArgs *) override {
    if (Name.getIdentifierInfo()->isStr("__LINE__"))
      Into.LineUses.push_back(Place(Sources.getExpansionRange(Range.getBegin()).getEnd()));
  }

  void FileChanged(SourceLocation At, FileChangeReason Why, SrcMgr::CharacteristicKind,
                   FileID) override {
    if (Why == EnterFile)
      Into.Sources.insert(Place(At).File);
    if (Why == RenameFile && Sources.getFileEntryRefForID(Sources.getFileID(At)))
      Into.HasLineDirectives = true;
  }

private:
  const SourceManager &Sources;
  PlaceWriter Place;
  UnitTrace &Into;
};

class UnitConsumer : public ASTConsumer {
public:
  UnitConsumer(CompilerInstance &CI, StringRef Name, StringRef Root, const AnalysisOptions &Options,
               UnitResult &Into)
      : CI(CI), Name(Name), Root(Root), Options(Options), Into(Into) {}

  void HandleTranslationUnit(ASTContext &Ctx) override {
    UnitOptions Settings;
    Settings.IsStrict = Options.IsStrict;
    Settings.IsToBeLinked = true;
    Settings.Models = Options.Models;
    Unit U(Ctx, Settings, shippedModels());
    Into.ModelErrors = U.takeModelErrors();
    Into.Facts = facts::extractFacts(U, Name, Root);
    PlaceWriter Place(Ctx.getSourceManager(), Root);
    for (unsigned R = 0; R < NumRules; ++R)
      for (const Finding &F : U.findings(static_cast<Rule>(R)))
        Into.Findings.push_back(placed(F, Ctx, Place));
    facts::sortAndUnite(Into.Findings);
    Into.How =
        CI.getDiagnostics().hasErrorOccurred() ? UnitResult::HasErrors : UnitResult::Analysed;
    const SourceManager &Sources = Ctx.getSourceManager();
    for (auto It = Sources.fileinfo_begin(); It != Sources.fileinfo_end(); ++It) {
      SmallString<256> Path(It->first.getName());
      Sources.getFileManager().makeAbsolutePath(Path);
      Into.Inputs.push_back(Path.str().str());
    }
    llvm::sort(Into.Inputs);
  }

private:
  CompilerInstance &CI;
  StringRef Name, Root;
  const AnalysisOptions &Options;
  UnitResult &Into;
};

class UnitAction : public AnalysisAction {
public:
  UnitAction(StringRef Name, StringRef Root, const AnalysisOptions &Options, UnitResult &Into,
             UnitTrace *Trace)
      : Name(Name), Root(Root), Options(Options), Into(Into), Trace(Trace) {}

  bool BeginSourceFileAction(CompilerInstance &CI) override {
    if (Trace) {
      Trace->Language = facts::TokenLayout::languageOf(CI.getLangOpts());
      CI.getPreprocessor().addPPCallbacks(
          std::make_unique<LineUses>(CI.getSourceManager(), Root, *Trace));
    }
    return true;
  }

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI, StringRef) override {
    return std::make_unique<UnitConsumer>(CI, Name, Root, Options, Into);
  }

private:
  StringRef Name, Root;
  const AnalysisOptions &Options;
  UnitResult &Into;
  UnitTrace *Trace;
};

/// Collects the words of assembly, as the preprocessor leaves it.
class AssemblyAction : public PreprocessorFrontendAction {
public:
  explicit AssemblyAction(std::set<std::string> &Into) : Into(Into) {}

  void ExecuteAction() override {
    Preprocessor &PP = getCompilerInstance().getPreprocessor();
    PP.EnterMainSourceFile();
    Token T;
    do {
      PP.Lex(T);
      if (!T.isAnnotation() && T.getIdentifierInfo())
        Into.insert(T.getIdentifierInfo()->getName().str());
    } while (T.isNot(tok::eof));
  }

private:
  std::set<std::string> &Into;
};

} // namespace

AnalysisOptions analysisOptions(bool IsStrict, ArrayRef<std::string> Models) {
  AnalysisOptions Options;
  Options.IsStrict = IsStrict;
  for (const std::string &M : Models)
    Options.Models.push_back(absolutePath(M));
  return Options;
}

UnitResult analyseUnit(const UnitCommand &U, StringRef Root, const AnalysisOptions &Options,
                       IntrusiveRefCntPtr<vfs::FileSystem> Disk, UnitTrace *Trace) {
  UnitResult Into;
  ParseOutcome Parsed = parseUnit(
      U, Root, std::make_unique<UnitAction>(U.Name, Root, Options, Into, Trace), std::move(Disk));
  Into.Why = Parsed.FirstError;
  Into.ErrorAt = Parsed.ErrorAt;
  if (!Parsed.IsFine && Into.Why.empty())
    Into.Why = "clang could not parse it";
  return Into;
}

std::string analyseAssembly(const UnitCommand &U) {
  UnitCommand Preprocessed = U;
  Preprocessed.Arguments.insert(Preprocessed.Arguments.begin() + 1, {"-x", "assembler-with-cpp"});
  std::set<std::string> Words;
  ParseOutcome Parsed = parseUnit(Preprocessed, "", std::make_unique<AssemblyAction>(Words),
                                  vfs::createPhysicalFileSystem());
  if (!Parsed.IsFine)
    return facts::writeUnread(U.Name);
  return facts::writeAssembly(U.Name, std::vector<std::string>(Words.begin(), Words.end()));
}

} // namespace ambit::driver
