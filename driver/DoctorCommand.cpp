//===- DoctorCommand.cpp --------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `ambit doctor`: whether what a run needs is there and fits together, a line each.
//
//===----------------------------------------------------------------------===//

#include "driver/Commands.h"
#include "driver/CompileCommands.h"
#include "driver/CrossCompiler.h"
#include "driver/Run.h"
#include "model/ModelReader.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/WithColor.h"
#include <map>
#include <set>

using namespace llvm;

namespace ambit::driver {
namespace {

cl::SubCommand Doctor("doctor", "say whether all that a run needs is there and fits");
cl::opt<std::string> BuildDirectory("p", cl::desc("Where compile_commands.json is"),
                                    cl::value_desc("directory"), cl::sub(Doctor));
cl::list<std::string> Models("model", cl::desc("A model of your own"), cl::value_desc("file"),
                             cl::sub(Doctor));
cl::opt<std::string> Plugin("plugin", cl::desc("The plugin for clang-tidy"), cl::value_desc("file"),
                            cl::sub(Doctor));

constexpr size_t MaxNamed = 5;

class Report {
public:
  void fine(const Twine &Text) { say("ok      ", raw_ostream::GREEN, Text); }
  void warn(const Twine &Text) { say("warning ", raw_ostream::YELLOW, Text); }
  void wrong(const Twine &Text) {
    IsWrong = true;
    say("wrong   ", raw_ostream::RED, Text);
  }
  bool isWrong() const { return IsWrong; }

private:
  void say(StringRef Kind, raw_ostream::Colors Color, const Twine &Text) {
    WithColor(outs(), Color) << Kind;
    outs() << Text << '\n';
  }
  bool IsWrong = false;
};

/// What \p Arguments print on the standard output; nothing if they fail.
std::optional<std::string> outputOf(ArrayRef<StringRef> Arguments) {
  SmallString<128> Path;
  if (sys::fs::createTemporaryFile("ambit-doctor", "txt", Path))
    return std::nullopt;
  std::optional<StringRef> Redirects[] = {StringRef(""), StringRef(Path), StringRef("")};
  constexpr unsigned Seconds = 20;
  int Status = sys::ExecuteAndWait(Arguments[0], Arguments, std::nullopt, Redirects, Seconds);
  auto Text = MemoryBuffer::getFile(Path);
  sys::fs::remove(Path);
  if (Status != 0 || !Text)
    return std::nullopt;
  return (*Text)->getBuffer().str();
}

void lookAtPlugin(Report &To) {
  std::string Major = std::to_string(LLVM_VERSION_MAJOR);
  SmallString<256> Library(Plugin);
  if (Library.empty()) {
    static int InThisProgram;
    StringRef Name = "libambit-tidy.so";
    std::string Program = sys::fs::getMainExecutable("ambit", &InThisProgram);
    StringRef Prefix = sys::path::parent_path(sys::path::parent_path(Program));
    // Where the build puts it, else where it is installed.
    Library = Prefix;
    sys::path::append(Library, "lib", Name);
    if (!sys::fs::exists(Library)) {
      Library = Prefix;
      sys::path::append(Library, AMBIT_LIBRARY_DIRECTORY, "ambit", Name);
    }
  }
  if (!sys::fs::exists(Library))
    return To.warn("plugin: no '" + Library + "'; say --plugin if it is elsewhere");
  std::string Tidy;
  for (const std::string &Name : {"clang-tidy-" + Major, std::string("clang-tidy")})
    if (auto Found = sys::findProgramByName(Name); Found && Tidy.empty())
      Tidy = *Found;
  if (Tidy.empty())
    return To.warn("plugin: no clang-tidy-" + Major + " to load it is on PATH");
  std::string Load = ("--load=" + Library).str();
  auto Listed = outputOf({Tidy, Load, "--list-checks", "--checks=-*,ambit-*"});
  if (Listed && StringRef(*Listed).contains("ambit-"))
    To.fine("plugin: " + Library + " fits " + Tidy);
  else
    To.wrong("plugin: " + Library + " does not fit " + Tidy + ", which does not load it");
}

void lookAtHeaders(Report &To) {
  SmallString<256> Headers(resourceDirectory());
  sys::path::append(Headers, "include");
  if (sys::fs::exists(Headers + "/stddef.h"))
    To.fine("headers: Clang's own are in " + Headers);
  else
    To.wrong("headers: Clang's own are not in '" + Headers + "'; the package libclang-common-" +
             Twine(LLVM_VERSION_MAJOR) + "-dev has them");
}

void lookAtModels(Report &To) {
  for (const std::string &Path : Models) {
    Expected<ModelFile> Read = readModelFile(Path);
    if (Read)
      To.fine("model: " + Path);
    else
      To.wrong("model: " + toString(Read.takeError()));
  }
}

void lookAtFiles(const Project &P, Report &To) {
  std::vector<StringRef> Missing;
  for (const UnitCommand &U : P.Units)
    if (!sys::fs::exists(U.File))
      Missing.push_back(U.Name);
  if (Missing.empty())
    return To.fine("sources: all are there");
  std::string Names;
  for (size_t I = 0; I < Missing.size() && I < MaxNamed; ++I)
    Names += (I ? ", " : "") + Missing[I].str();
  if (Missing.size() > MaxNamed)
    Names += " and " + std::to_string(Missing.size() - MaxNamed) + " more";
  To.wrong("sources: " + Twine(Missing.size()) + " of " + Twine(P.Units.size()) +
           " units have no file: " + Names);
}

void lookAtCommands(const Project &P, Report &To) {
  std::map<std::string, size_t> Dropped;
  std::set<std::string> Compilers;
  for (const UnitCommand &U : P.Units) {
    for (const std::string &Flag : U.Dropped)
      ++Dropped[Flag];
    if (!U.Arguments.empty())
      Compilers.insert(U.Arguments.front());
  }
  for (const auto &[Flag, Count] : Dropped)
    To.warn("flag: clang does not know " + Flag + ", of " + Twine(Count) +
            (Count == 1 ? " unit" : " units") + "; it is left out");
  for (const std::string &C : Compilers) {
    std::string Target = targetOf(C);
    if (Target.empty())
      continue;
    if (sys::path::is_absolute(C) ? sys::fs::can_execute(C) : bool(sys::findProgramByName(C)))
      To.fine("compiler: " + C + ", for " + Target);
    else
      To.warn("compiler: " + C + " is not installed: its system headers are not found");
  }
}

int run() {
  Report To;
  To.fine("ambit " AMBIT_VERSION ", with LLVM " LLVM_VERSION_STRING);
  lookAtPlugin(To);
  lookAtHeaders(To);
  lookAtModels(To);
  Expected<Project> P = readProject(BuildDirectory, {}, {});
  if (P) {
    To.fine("database: " + P->Database + ", " + Twine(P->Units.size()) +
            (P->Units.size() == 1 ? " unit" : " units"));
    lookAtFiles(*P, To);
    lookAtCommands(*P, To);
  } else {
    To.wrong("database: " + toString(P.takeError()));
  }
  return To.isWrong() ? BadUsage : Clean;
}

} // namespace

Command doctorCommand() { return {Doctor, run}; }

} // namespace ambit::driver
