//===- CrossCompiler.cpp --------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/CrossCompiler.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include <map>
#include <optional>

using namespace llvm;

namespace ambit::driver {

bool isLauncher(StringRef Name) {
  return is_contained({"ccache", "sccache", "distcc", "icecc", "gomacc", "buildcache"}, Name);
}

std::string targetOf(StringRef Compiler) {
  StringRef Name = sys::path::filename(Compiler);
  Name.consume_back(".exe");
  // A version, as of gcc-12.2.
  while (!Name.empty() && (isDigit(Name.back()) || Name.back() == '.' || Name.back() == '-'))
    Name = Name.drop_back();
  for (StringRef Driver : {"gcc", "g++", "cc", "c++", "cpp", "clang++", "clang"})
    if (Name.consume_back(Driver))
      return Name.consume_back("-") ? Name.str() : std::string();
  return {};
}

/// The triple of clang that stands for GCC's \p Target, with macros that it lacks.
static std::vector<std::string> targetFlags(StringRef Target) {
  if (Target.starts_with("xtensa"))
    // Clang has no such target: a machine of the same widths, under its name.
    return {"--target=riscv32-unknown-elf", "-U__riscv", "-D__XTENSA__=1", "-D__xtensa__=1"};
  if (Target == "avr")
    return {"--target=avr"};
  if (Target.consume_front("riscv-none") || Target.consume_front("riscv32-esp"))
    return {"--target=riscv32-unknown-elf"};
  return {"--target=" + Target.str()};
}

/// The directories in which \p Compiler looks for `<...>`, by asking it.
static std::vector<std::string> systemIncludes(StringRef Compiler, bool IsCxx,
                                               ArrayRef<std::string> MachineFlags) {
  std::vector<std::string> Found;
  ErrorOr<std::string> Program = sys::path::is_absolute(Compiler)
                                     ? ErrorOr<std::string>(Compiler.str())
                                     : sys::findProgramByName(Compiler);
  if (!Program || !sys::fs::can_execute(*Program))
    return Found;
  SmallString<128> Errors;
  if (sys::fs::createTemporaryFile("ambit-includes", "txt", Errors))
    return Found;
  std::vector<StringRef> Arguments{*Program, "-E", "-v", "-x", IsCxx ? "c++" : "c"};
  for (const std::string &F : MachineFlags)
    Arguments.push_back(F);
  Arguments.push_back("-");
  std::optional<StringRef> Redirects[] = {StringRef(""), StringRef(""), StringRef(Errors)};
  constexpr unsigned Seconds = 10;
  int Status = sys::ExecuteAndWait(*Program, Arguments, std::nullopt, Redirects, Seconds);
  if (Status == 0)
    if (auto Text = MemoryBuffer::getFile(Errors)) {
      bool IsInList = false;
      SmallVector<StringRef, 64> Lines;
      (*Text)->getBuffer().split(Lines, '\n');
      for (StringRef Line : Lines) {
        if (Line.starts_with("#include <...>"))
          IsInList = true;
        else if (Line.starts_with("End of search list"))
          IsInList = false;
        else if (IsInList && sys::fs::is_directory(Line.trim()))
          Found.push_back(Line.trim().str());
      }
    }
  sys::fs::remove(Errors);
  return Found;
}

static bool isCxx(ArrayRef<std::string> Arguments) {
  if (sys::path::filename(Arguments.front()).contains("++"))
    return true;
  for (size_t I = 1; I < Arguments.size(); ++I) {
    if (Arguments[I] == "-x" && I + 1 < Arguments.size())
      return Arguments[I + 1].find("++") != std::string::npos;
    StringRef Extension = sys::path::extension(Arguments[I]);
    if (is_contained({".cpp", ".cc", ".cxx", ".C", ".c++"}, Extension))
      return true;
  }
  return false;
}

/// GCC's own headers use GCC's own builtins; clang has its own. Those of the C library are said
/// from there: /lib/gcc/TARGET/12.2.1/../../../TARGET/include.
static bool isOfGcc(const std::string &Directory) {
  SmallString<256> Real(Directory);
  (void)sys::fs::real_path(Directory, Real);
  StringRef D = Real;
  return D.contains("/lib/gcc/") && (D.ends_with("/include") || D.ends_with("/include-fixed"));
}

void addCrossFlags(std::vector<std::string> &Arguments) {
  std::string Target = targetOf(Arguments.front());
  auto Says = [&](StringRef Flag) {
    return any_of(Arguments, [&](const std::string &A) { return StringRef(A).starts_with(Flag); });
  };
  bool HasTarget = Says("--target=") || is_contained(Arguments, "-target");
  // What names a target for clang itself was put there for clang.
  bool IsClang = sys::path::filename(Arguments.front()).contains("clang");
  if (Target.empty() || IsClang)
    return;
  std::vector<std::string> More;
  // inferTargetAndDriverMode takes what clang knows; of the rest the name is all there is.
  if (HasTarget)
    llvm::erase_if(Arguments,
                   [&](const std::string &A) { return StringRef(A) == "--target=" + Target; });
  append_range(More, targetFlags(Target));
  if (!Says("-nostdinc")) {
    std::vector<std::string> Machine;
    for (const std::string &A : Arguments)
      if (StringRef(A).starts_with("-m") || StringRef(A).starts_with("--sysroot=") ||
          StringRef(A).starts_with("-specs=") || StringRef(A).starts_with("--specs="))
        Machine.push_back(A);
    static std::map<std::pair<std::string, std::vector<std::string>>, std::vector<std::string>>
        Known;
    bool IsCxx = isCxx(Arguments);
    std::vector<std::string> Key = Machine;
    Key.push_back(IsCxx ? "c++" : "c");
    auto [It, IsNew] = Known.try_emplace({Arguments.front(), std::move(Key)});
    if (IsNew) {
      It->second = systemIncludes(Arguments.front(), IsCxx, Machine);
      llvm::erase_if(It->second, isOfGcc);
    }
    // The list is complete: clang's own guess may be the headers of this machine.
    if (!It->second.empty())
      More.push_back("-nostdlibinc");
    for (const std::string &Directory : It->second) {
      More.push_back("-isystem");
      More.push_back(Directory);
    }
  }
  Arguments.insert(Arguments.begin() + 1, More.begin(), More.end());
}

} // namespace ambit::driver
