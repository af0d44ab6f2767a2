//===- UnitParse.h ----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One parse of a unit, as any step of the command does it, and the places in it as text.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVER_UNITPARSE_H
#define AMBIT_DRIVER_UNITPARSE_H

#include "driver/CompileCommands.h"
#include "facts/PlacedFinding.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/FrontendActions.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace ambit::driver {

/// Sees a unit as clang-tidy does: headers of annotations look at that.
class AnalysisAction : public clang::ASTFrontendAction {
public:
  bool BeginInvocation(clang::CompilerInstance &CI) override;
};

struct ParseOutcome {
  bool IsFine = false;
  std::string FirstError;
  facts::TextPlace ErrorAt;
};

/// \param Root  to which the name of the file with an error is relative
/// \param Disk  where files are; has a working directory of its own
ParseOutcome parseUnit(const UnitCommand &U, llvm::StringRef Root,
                       std::unique_ptr<clang::FrontendAction> Do,
                       llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Disk);

/// Turns places of an AST into text.
class PlaceWriter {
public:
  PlaceWriter(const clang::SourceManager &Sources, llvm::StringRef Root)
      : Sources(Sources), Root(Root) {}

  facts::TextPlace operator()(clang::SourceLocation Loc) const;

private:
  const clang::SourceManager &Sources;
  llvm::StringRef Root;
};

} // namespace ambit::driver

#endif // AMBIT_DRIVER_UNITPARSE_H
