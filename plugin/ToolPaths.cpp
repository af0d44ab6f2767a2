//===- ToolPaths.cpp ------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ToolPaths.h"
#include "FileAddress.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Program.h"
#include <optional>

using namespace llvm;

namespace ambit {

static std::string executable() {
  static int Anchor;
  return sys::fs::getMainExecutable("ambit", &Anchor);
}

/// \p Path from the directory above the one with \p Program; "" if it is not there.
static std::string besideProgram(StringRef Program, const Twine &Path) {
  SmallString<256> Real;
  if (sys::fs::real_path(Program, Real))
    return "";
  SmallString<256> Found(sys::path::parent_path(sys::path::parent_path(Real)));
  sys::path::append(Found, Path);
  return sys::fs::exists(Found) ? Found.str().str() : "";
}

std::string resourceDirectory() {
  const std::string Headers = "lib/clang/" + std::to_string(LLVM_VERSION_MAJOR);
  if (std::string Own = besideProgram(executable(), Headers); !Own.empty())
    return Own;
  if (sys::fs::exists(AMBIT_RESOURCE_DIR))
    return AMBIT_RESOURCE_DIR;
  const std::string Clang = "clang-" + std::to_string(LLVM_VERSION_MAJOR);
  if (ErrorOr<std::string> Found = sys::findProgramByName(Clang))
    return besideProgram(*Found, Headers);
  return "";
}

std::string pageOf(StringRef Check) {
  const std::string Page = (Check + ".md").str();
  if (std::optional<std::string> Site = sys::Process::GetEnv("AMBIT_DOCUMENTATION_URL"))
    return *Site + (StringRef(*Site).ends_with("/") ? "" : "/") + Page;
  if (std::string Own = besideProgram(executable(), "share/doc/ambit/checks/" + Page); !Own.empty())
    return addressOf(Own);
  const std::string Built = AMBIT_DOCUMENTATION_DIR "/checks/" + Page;
  return sys::fs::exists(Built) ? addressOf(Built) : "";
}

std::string versionText() { return "Ambit " AMBIT_VERSION; }

} // namespace ambit
