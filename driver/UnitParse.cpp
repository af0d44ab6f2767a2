//===- UnitParse.cpp ------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/UnitParse.h"
#include "analyses/Finding.h"
#include "facts/Naming.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Tooling/Tooling.h"

using namespace clang;
using namespace llvm;

namespace ambit::driver {
namespace {

/// Keeps the first error of a compilation.
class FirstError : public DiagnosticConsumer {
public:
  explicit FirstError(StringRef Root) : Root(Root) {}

  void HandleDiagnostic(DiagnosticsEngine::Level Level, const Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    if (Level < DiagnosticsEngine::Error || !Text.empty())
      return;
    SmallString<128> Message;
    Info.FormatDiagnostic(Message);
    Text = Message.str();
    if (Info.hasSourceManager() && Info.getLocation().isValid())
      At = PlaceWriter(Info.getSourceManager(), Root)(Info.getLocation());
  }

  StringRef Root;
  std::string Text;
  facts::TextPlace At;
};

} // namespace

bool AnalysisAction::BeginInvocation(CompilerInstance &CI) {
  CI.getPreprocessorOpts().SetUpStaticAnalyzer = true;
  return true;
}

ParseOutcome parseUnit(const UnitCommand &U, StringRef Root, std::unique_ptr<FrontendAction> Do,
                       IntrusiveRefCntPtr<vfs::FileSystem> Disk) {
  FileSystemOptions InDirectory;
  InDirectory.WorkingDir = U.Directory;
  if (std::error_code E = Disk->setCurrentWorkingDirectory(U.Directory))
    return {false, "directory '" + U.Directory + "': " + E.message(), {}};
  auto Files = llvm::makeIntrusiveRefCnt<FileManager>(InDirectory, std::move(Disk));
  FirstError Errors(Root);
  tooling::ToolInvocation Run(U.Arguments, std::move(Do), Files.get());
  Run.setDiagnosticConsumer(&Errors);
  bool IsFine = Run.run();
  return {IsFine, Errors.Text, Errors.At};
}

facts::TextPlace PlaceWriter::operator()(SourceLocation Loc) const {
  facts::TextPlace P;
  SourceLocation At = userLocation(Loc, Sources);
  PresumedLoc Seen = Sources.getPresumedLoc(At);
  if (Seen.isInvalid())
    return P;
  SmallString<256> Path(Seen.getFilename());
  Sources.getFileManager().makeAbsolutePath(Path);
  P.File = facts::fileName(Path, Root);
  P.Line = Seen.getLine();
  P.Column = Seen.getColumn();
  return P;
}

} // namespace ambit::driver
