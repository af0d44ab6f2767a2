//===- InitCommand.cpp ----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `ambit init`: the files with which a project begins. What is there already stays.
//
//===----------------------------------------------------------------------===//

#include "driver/Commands.h"
#include "driver/OutputFile.h"
#include "driver/Run.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace ambit::driver {
namespace {

cl::SubCommand Init("init", "write .clang-tidy, .clangd and a model to start from");
cl::opt<std::string> Directory(cl::Positional, cl::desc("[directory]"), cl::init("."),
                               cl::sub(Init));
cl::opt<bool> Force("force", cl::desc("Replace files that are there"), cl::sub(Init));

struct StarterFile {
  StringLiteral Name, Text, IfThere;
};

constexpr StarterFile Starters[] = {
    {".clang-tidy",
     R"(# Which checks clang-tidy and the editor run. Ambit's are there when its plugin is loaded.
Checks: '-*,ambit-*'
CheckOptions:
  # Models of your own, separated by semicolons; see ambit.yaml.
  Models: ambit.yaml
)",
     "add 'ambit-*' to its Checks"},
    {".clangd",
     R"(# What ambit-clangd shows while you type.
Diagnostics:
  ClangTidy:
    Add: [ambit-*]
    FastCheckFilter: Loose
)",
     "add 'ambit-*' to its Diagnostics, ClangTidy, Add"},
    {"ambit.yaml",
     R"(# What Ambit should know of code that you cannot annotate. docs/models.md tells all keys.
ambit-model: 1
name: project
about: Libraries of this project
# types:
#   - {name: driver_handle_t, send: no, because: "its thread has it open"}
# functions:
#   - {name: vendor_lock, acquire: "Argument[0]", kind: mutex, blocks: true}
#   - {name: vendor_unlock, release: "Argument[0]", kind: mutex}
)",
     "nothing is to do"},
};

int run() {
  SmallString<256> Base(Directory);
  if (!sys::fs::is_directory(Base))
    return usageError("'" + Directory + "' is no directory");
  for (const StarterFile &F : Starters) {
    SmallString<256> Path(Base);
    sys::path::append(Path, F.Name);
    if (sys::fs::exists(Path) && !Force) {
      outs() << F.Name << " is there and stays as it is; " << F.IfThere << '\n';
      continue;
    }
    if (Error E = writeWhole(Path, F.Text))
      return usageError(toString(std::move(E)));
    outs() << F.Name << " is written\n";
  }
  return Clean;
}

} // namespace

Command initCommand() { return {Init, run}; }

} // namespace ambit::driver
