//===- CompileCommands.cpp ------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/CompileCommands.h"
#include "driver/CrossCompiler.h"
#include "driver/PrecompiledHeaders.h"
#include "facts/Naming.h"
#include "clang/Driver/Types.h"
#include "clang/Options/OptionUtils.h"
#include "clang/Options/Options.h"
#include "clang/Tooling/ArgumentsAdjusters.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "clang/Tooling/JSONCompilationDatabase.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <map>

using namespace clang;
using namespace clang::tooling;
using namespace llvm;

namespace ambit::driver {

static Error fail(const Twine &Why) { return createStringError(inconvertibleErrorCode(), Why); }

std::string absolutePath(StringRef Path, StringRef Directory) {
  SmallString<256> Out(Path);
  if (!sys::path::is_absolute(Out)) {
    Out = Directory;
    sys::path::append(Out, Path);
  }
  sys::fs::make_absolute(Out);
  sys::path::remove_dots(Out, /*remove_dot_dot=*/true);
  return Out.str().str();
}

/// The database of \p Directory, or the nearest one if that is empty.
static Expected<std::string> findDatabase(StringRef Directory) {
  constexpr llvm::StringLiteral FileName = "compile_commands.json";
  auto In = [&](StringRef D) {
    SmallString<256> Path(D);
    sys::path::append(Path, FileName);
    return sys::fs::exists(Path) ? absolutePath(Path) : std::string();
  };
  if (!Directory.empty()) {
    if (sys::fs::is_regular_file(Directory))
      return absolutePath(Directory);
    std::string Found = In(Directory);
    if (Found.empty())
      return fail("no " + FileName + " in '" + Directory +
                  "'; have the build write one (CMake: -DCMAKE_EXPORT_COMPILE_COMMANDS=ON)");
    return Found;
  }
  SmallString<256> Here;
  sys::fs::current_path(Here);
  for (StringRef D = Here; !D.empty(); D = sys::path::parent_path(D)) {
    SmallString<256> Build(D);
    sys::path::append(Build, "build");
    for (StringRef Candidate : {D, StringRef(Build)})
      if (std::string Found = In(Candidate); !Found.empty())
        return Found;
  }
  return fail("no " + FileName +
              " here, in 'build' or above; name its directory with -p (CMake writes one with "
              "-DCMAKE_EXPORT_COMPILE_COMMANDS=ON)");
}

/// Takes out of \p Arguments what clang does not know, and what only writes output.
static void keepKnown(std::vector<std::string> &Arguments, std::vector<std::string> &Dropped) {
  const opt::OptTable &Table = clang::getDriverOptTable();
  std::vector<const char *> Pointers;
  for (size_t I = 1; I < Arguments.size(); ++I)
    Pointers.push_back(Arguments[I].c_str());
  unsigned MissingIndex = 0, MissingCount = 0;
  opt::InputArgList Parsed = Table.ParseArgs(Pointers, MissingIndex, MissingCount,
                                             opt::Visibility(clang::options::ClangOption));
  std::set<unsigned> Unknown;
  for (const opt::Arg *A : Parsed.filtered(clang::options::OPT_UNKNOWN))
    Unknown.insert(A->getIndex());
  if (Unknown.empty())
    return;
  std::vector<std::string> Kept{Arguments.front()};
  for (size_t I = 1; I < Arguments.size(); ++I) {
    if (Unknown.count(I - 1))
      Dropped.push_back(Arguments[I]);
    else
      Kept.push_back(Arguments[I]);
  }
  Arguments = std::move(Kept);
}

std::string resourceDirectory() {
  if (sys::fs::is_directory(AMBIT_RESOURCE_DIRECTORY))
    return AMBIT_RESOURCE_DIRECTORY;
  return GetResourcesPath(sys::fs::getMainExecutable("ambit", nullptr));
}

/// \p C as a command of clang that only parses.
static UnitCommand adapt(CompileCommand C, StringRef Root, const std::vector<std::string> &Extra) {
  UnitCommand U;
  U.Directory = absolutePath(C.Directory);
  U.File = absolutePath(C.Filename, U.Directory);
  U.Name = facts::fileName(U.File, Root);
  std::vector<std::string> Arguments = std::move(C.CommandLine);
  // A launcher such as ccache comes first.
  while (Arguments.size() > 1 && isLauncher(sys::path::stem(Arguments.front())))
    Arguments.erase(Arguments.begin());
  for (const ArgumentsAdjuster &Adjust :
       {getClangStripOutputAdjuster(), getClangStripDependencyFileAdjuster(),
        getClangSyntaxOnlyAdjuster()})
    Arguments = Adjust(Arguments, C.Filename);
  readHeadersThemselves(Arguments, U.Directory);
  addCrossFlags(Arguments);
  keepKnown(Arguments, U.Dropped);
  // In front of the file.
  auto End = llvm::find(Arguments, "--");
  std::vector<std::string> More = {"-w", "-Qunused-arguments", "-fno-caret-diagnostics"};
  // What GCC 13 only warns of in C is no error of a program that was written for it. The Pico SDK
  // calls __wfe and __sev as Clang's own, which wants <arm_acle.h> for that.
  for (StringRef Warned :
       {"implicit-function-declaration", "implicit-int", "int-conversion",
        "incompatible-pointer-types", "incompatible-function-pointer-types", "return-mismatch"})
    More.push_back(("-Wno-error=" + Warned).str());
  // Clang's own headers are beside the library that parses, not beside this program.
  if (none_of(Arguments,
              [](const std::string &A) { return StringRef(A).starts_with("-resource-dir"); }))
    More.push_back("-resource-dir=" + resourceDirectory());
  More.insert(More.end(), Extra.begin(), Extra.end());
  Arguments.insert(End == Arguments.end() ? Arguments.begin() + 1 : End, More.begin(), More.end());
  U.Arguments = std::move(Arguments);
  return U;
}

/// The innermost directory that all sources are in; empty if that is no directory of theirs.
static std::string commonDirectory(ArrayRef<CompileCommand> All) {
  std::optional<SmallString<256>> Common;
  for (const CompileCommand &C : All) {
    std::string File = absolutePath(C.Filename, absolutePath(C.Directory));
    if (!Common)
      Common.emplace(sys::path::parent_path(File));
    while (sys::path::has_relative_path(*Common) &&
           !StringRef(File).starts_with((*Common + "/").str()))
      sys::path::remove_filename(*Common);
  }
  return sys::path::has_relative_path(*Common) ? Common->str().str() : std::string();
}

/// Whether \p C makes code of assembly, of which nothing can be said but which names are in it.
static bool isAssembly(const CompileCommand &C) {
  namespace types = clang::driver::types;
  types::ID Type = types::lookupTypeForExtension(sys::path::extension(C.Filename).ltrim("."));
  const std::vector<std::string> &Line = C.CommandLine;
  for (size_t I = 1; I < Line.size(); ++I) {
    StringRef Language = Line[I];
    if (!Language.consume_front("-x"))
      continue;
    if (Language.empty() && I + 1 < Line.size())
      Language = Line[I + 1];
    Type = types::lookupTypeForTypeSpecifier(Language.str().c_str());
  }
  return Type == types::TY_Asm || Type == types::TY_PP_Asm;
}

Expected<Project> readProject(StringRef BuildDirectory, const std::vector<std::string> &Only,
                              const std::vector<std::string> &Extra) {
  Expected<std::string> Path = findDatabase(BuildDirectory);
  if (!Path)
    return Path.takeError();
  std::string Why;
  std::unique_ptr<CompilationDatabase> Base =
      JSONCompilationDatabase::loadFromFile(*Path, Why, JSONCommandLineSyntax::AutoDetect);
  if (!Base)
    return fail(*Path + ": " + StringRef(Why).trim());
  Base = expandResponseFiles(std::move(Base), vfs::getRealFileSystem());
  Base = inferTargetAndDriverMode(std::move(Base));
  std::vector<CompileCommand> All = Base->getAllCompileCommands();
  if (All.empty())
    return fail(*Path + ": the database is empty");
  Project P;
  P.Database = *Path;
  P.Root = commonDirectory(All);
  std::map<std::string, size_t> Wanted; // by path, with its place in Only
  for (size_t I = 0; I < Only.size(); ++I)
    Wanted.emplace(absolutePath(Only[I]), I);
  std::vector<bool> IsFound(Only.size());
  std::map<std::string, UnitCommand> ByName;
  std::map<std::string, unsigned> Times;
  for (CompileCommand &C : All) {
    std::string File = absolutePath(C.Filename, absolutePath(C.Directory));
    std::string Name = facts::fileName(File, P.Root);
    // A file that is compiled twice is two units.
    if (unsigned N = ++Times[Name]; N > 1)
      Name += "#" + std::to_string(N);
    if (auto It = Wanted.find(File); It != Wanted.end())
      IsFound[It->second] = true;
    else if (!Only.empty())
      continue;
    const bool IsOfAssembly = isAssembly(C);
    UnitCommand U = adapt(std::move(C), P.Root, Extra);
    U.Name = Name;
    if (IsOfAssembly) {
      P.Assembly.push_back(std::move(U));
      continue;
    }
    ByName.emplace(std::move(Name), std::move(U));
  }
  for (auto &[Name, U] : ByName)
    P.Units.push_back(std::move(U));
  for (const std::string &Name : Only)
    if (!IsFound[Wanted[absolutePath(Name)]])
      return fail("'" + Name + "' is not in " + P.Database);
  return P;
}

namespace {

/// A database of one command.
class OneCommand : public CompilationDatabase {
public:
  explicit OneCommand(CompileCommand C) : C(std::move(C)) {}
  std::vector<CompileCommand> getCompileCommands(StringRef) const override { return {C}; }
  std::vector<CompileCommand> getAllCompileCommands() const override { return {C}; }

private:
  CompileCommand C;
};

} // namespace

/// The files that a command names to be compiled; sets \p Outputs.
static std::vector<std::string> inputs(const CompileCommand &C, CommandOutputs &Outputs) {
  std::vector<const char *> Pointers;
  size_t First = 1;
  while (First < C.CommandLine.size() && isLauncher(sys::path::stem(C.CommandLine[First - 1])))
    ++First;
  for (size_t I = First; I < C.CommandLine.size(); ++I)
    Pointers.push_back(C.CommandLine[I].c_str());
  unsigned MissingIndex = 0, MissingCount = 0;
  namespace options = clang::options;
  opt::InputArgList Parsed = clang::getDriverOptTable().ParseArgs(
      Pointers, MissingIndex, MissingCount, opt::Visibility(options::ClangOption));
  Outputs.Object = Parsed.getLastArgValue(options::OPT_o).str();
  Outputs.Dependencies = Parsed.getLastArgValue(options::OPT_MF).str();
  Outputs.Target =
      Parsed.getLastArgValue(options::OPT_MT, Parsed.getLastArgValue(options::OPT_MQ)).str();
  std::vector<std::string> Files;
  for (const opt::Arg *A : Parsed.filtered(options::OPT_INPUT, options::OPT__DASH_DASH))
    Files.insert(Files.end(), A->getValues().begin(), A->getValues().end());
  return Files;
}

Expected<UnitCommand> readCommand(const std::vector<std::string> &Arguments, StringRef Root,
                                  StringRef Name, const std::vector<std::string> &Extra,
                                  CommandOutputs *Outputs) {
  SmallString<256> Here;
  sys::fs::current_path(Here);
  std::unique_ptr<CompilationDatabase> Base =
      std::make_unique<OneCommand>(CompileCommand(Here, "", Arguments, /*Output=*/""));
  Base = expandResponseFiles(std::move(Base), vfs::getRealFileSystem());
  CompileCommand C = Base->getAllCompileCommands().front();
  CommandOutputs Written;
  std::vector<std::string> Files = inputs(C, Outputs ? *Outputs : Written);
  if (Files.size() != 1)
    return fail("the command after '--' has to compile one file, not " + Twine(Files.size()));
  C.Filename = Files.front();
  Base = inferTargetAndDriverMode(std::make_unique<OneCommand>(std::move(C)));
  UnitCommand U = adapt(Base->getAllCompileCommands().front(), Root, Extra);
  if (!Name.empty())
    U.Name = Name.str();
  return U;
}

} // namespace ambit::driver
