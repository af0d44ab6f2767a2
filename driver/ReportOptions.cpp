//===- ReportOptions.cpp --------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/ReportOptions.h"
#include "driver/Commands.h"
#include "driver/OutputFile.h"
#include "driver/reports/Reports.h"
#include "llvm/Support/FileSystem.h"

using namespace llvm;

namespace ambit::driver {

ReportOptions::ReportOptions(cl::SubCommand &Verb)
    : Json("json", cl::desc("Write the findings as JSON, `-` for the output"),
           cl::value_desc("file"), cl::sub(Verb)),
      Sarif("sarif", cl::desc("Write them as SARIF 2.1.0"), cl::value_desc("file"), cl::sub(Verb)),
      GitLab("gitlab", cl::desc("Write them for GitLab's code quality"), cl::value_desc("file"),
             cl::sub(Verb)),
      Html("html", cl::desc("Write a page that shows contexts, shared objects and findings"),
           cl::value_desc("file"), cl::sub(Verb)),
      Dot("dot", cl::desc("Write contexts and shared objects as a graph for Graphviz"),
          cl::value_desc("file"), cl::sub(Verb)),
      Contexts("contexts", cl::desc("Put into the JSON also who runs where, for editors"),
               cl::sub(Verb)),
      GitHub("github", cl::desc("Print them as annotations of a GitHub workflow"), cl::sub(Verb)) {}

/// Writes a report to \p Path, `-` for the output.
static bool writeTo(StringRef Path, function_ref<void(raw_ostream &)> Write) {
  if (Path == "-") {
    Write(outs());
    return true;
  }
  std::string Text;
  raw_string_ostream Out(Text);
  Write(Out);
  Error E = writeWhole(Path, Text);
  bool IsWritten = !E;
  if (E)
    usageError(toString(std::move(E)));
  return IsWritten;
}

int ReportOptions::write(const Run &R) const {
  SourceText Sources(R.Root);
  using Writer = void (*)(const Run &, SourceText &, raw_ostream &);
  const std::pair<const cl::opt<std::string> &, Writer> Files[] = {
      {Json, Contexts ? writeJsonWithContexts : writeJson},
      {Sarif, writeSarif},
      {GitLab, writeGitLab},
      {Html, writeHtml},
      {Dot, writeDot}};
  unsigned OnOutput = GitHub ? 1 : 0;
  for (const auto &[Path, Write] : Files)
    OnOutput += Path == "-";
  if (OnOutput > 1)
    return usageError("only one report can go to the output; give the others a file");
  bool IsWritten = true;
  for (const auto &[Path, Write] : Files)
    if (!Path.empty())
      IsWritten &= writeTo(Path, [&, Do = Write](raw_ostream &Out) { Do(R, Sources, Out); });
  if (GitHub)
    writeGitHub(R, Sources, outs());
  else if (!OnOutput)
    writeText(R, Sources, outs());
  outs().flush();
  return IsWritten ? R.exitStatus() : BadUsage;
}

} // namespace ambit::driver
