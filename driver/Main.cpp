//===- Main.cpp -----------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `ambit VERB ...`: finds the verb and runs it.
//
//===----------------------------------------------------------------------===//

#include "driver/Commands.h"
#include "driver/Run.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/WithColor.h"
#include "llvm/Support/raw_ostream.h"
#include <csignal>

using namespace llvm;

namespace ambit::driver {

int usageError(const Twine &Why) {
  WithColor::error(errs(), "ambit") << Why << '\n';
  return BadUsage;
}

/// \p Status, unless what was said could not be written: LLVM would end the process for that.
static int written(int Status) {
  outs().flush();
  std::error_code E = outs().error();
  outs().clear_error();
  return E ? usageError("cannot write the standard output: " + E.message()) : Status;
}

} // namespace ambit::driver

int main(int ArgCount, const char **Args) {
  using namespace ambit::driver;
  InitLLVM Setup(ArgCount, Args);
  // A file that may not grow further is an error of writing, and told as one.
  std::signal(SIGXFSZ, SIG_IGN);
  // LLVM's own options are not ours to offer.
  for (auto &[Name, O] : cl::getRegisteredOptions())
    if (Name != "help" && Name != "version")
      O->setHiddenFlag(cl::ReallyHidden);
  cl::SetVersionPrinter(
      [](raw_ostream &Out) { Out << "ambit " AMBIT_VERSION " (LLVM " LLVM_VERSION_STRING ")\n"; });
  std::string Errors;
  raw_string_ostream ErrorStream(Errors);
  if (!cl::ParseCommandLineOptions(
          ArgCount, Args, "checks which threads, cores and interrupts touch what in C and C++\n",
          &ErrorStream)) {
    errs() << Errors;
    return BadUsage;
  }
  const Command All[] = {checkCommand(), contextsCommand(), whyCommand(),      explainCommand(),
                         listCommand(),  unitCommand(),     linkCommand(),     mergeCommand(),
                         shardCommand(), baselineCommand(), annotateCommand(), initCommand(),
                         doctorCommand()};
  for (const Command &C : All)
    if (C.Options)
      return written(C.Run());
  return usageError(
      "no verb is given; `ambit --help` lists them, `ambit check -p build` is where to "
      "start");
}
