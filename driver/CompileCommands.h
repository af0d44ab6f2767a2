//===- CompileCommands.h ----------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The units of a project, from its compilation database: each with a command that clang
// understands, though it may have been written for another compiler.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVER_COMPILECOMMANDS_H
#define AMBIT_DRIVER_COMPILECOMMANDS_H

#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace ambit::driver {

struct UnitCommand {
  std::string Name; ///< among the units of the project: its file, relative to the root
  std::string File; ///< absolute
  std::string Directory;
  std::vector<std::string> Arguments; ///< of clang; [0] is the name of the compiler
  std::vector<std::string> Dropped;   ///< flags that clang does not know
};

struct Project {
  std::string Root;     ///< absolute: to which the names of files are relative
  std::string Database; ///< the path of compile_commands.json
  std::vector<UnitCommand> Units;
  std::vector<UnitCommand> Assembly; ///< no units, but they may name functions of these
};

/// Where Clang's own headers are, in `include` there.
std::string resourceDirectory();

/// \p Path, from \p Directory if it is relative, without dots.
std::string absolutePath(llvm::StringRef Path, llvm::StringRef Directory = ".");

/// Reads `compile_commands.json` in \p BuildDirectory, or in the nearest directory above the
/// current one, or in `build` there, if that is empty.
/// \param Only  names of files; all units if empty. A file that the database lacks is an error.
/// \param Extra arguments for all
llvm::Expected<Project> readProject(llvm::StringRef BuildDirectory,
                                    const std::vector<std::string> &Only,
                                    const std::vector<std::string> &Extra);

/// What a command of a compiler writes, as far as it says so.
struct CommandOutputs {
  std::string Object;
  std::string Dependencies; ///< the file for make or Ninja
  std::string Target;       ///< what that says depends; the object if empty
};

/// The unit that the command \p Arguments, run in the current directory, would compile.
/// \param Root absolute
/// \param Name of the unit; its file, relative to \p Root, if empty
/// \param Outputs set, if it is not null
/// \returns an error if the command does not compile one file.
llvm::Expected<UnitCommand> readCommand(const std::vector<std::string> &Arguments,
                                        llvm::StringRef Root, llvm::StringRef Name,
                                        const std::vector<std::string> &Extra,
                                        CommandOutputs *Outputs = nullptr);

} // namespace ambit::driver

#endif // AMBIT_DRIVER_COMPILECOMMANDS_H
