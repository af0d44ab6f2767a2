//===- EmbedModels.cpp ----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Build tool: reads the shipped models, stops at the first error, and writes
// them as a C++ source with the words that make each one worth reading for a
// unit.
//
//===----------------------------------------------------------------------===//

#include "model/ModelReader.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/ToolOutputFile.h"
#include "llvm/Support/raw_ostream.h"
#include <set>

using namespace llvm;

static cl::opt<std::string> Output("o", cl::desc("the source to write"), cl::Required);
static cl::list<std::string> Inputs(cl::Positional, cl::OneOrMore, cl::desc("models"));

/// A unit that has not met all literal words of a name cannot use the name.
static std::string triggerOf(StringRef Name) {
  SmallVector<StringRef, 4> Parts, Words;
  Name.split(Parts, "::");
  for (StringRef Part : Parts)
    if (all_of(Part, [](char C) { return isAlnum(C) || C == '_'; }) && !is_contained(Words, Part))
      Words.push_back(Part);
  return join(Words, " ");
}

int main(int Argc, char **Argv) {
  cl::ParseCommandLineOptions(Argc, Argv, "embeds Ambit's models\n");
  std::string Code;
  raw_string_ostream OS(Code);
  OS << "// Made by ambit-embed-models from annotations/models/*.yaml.\n"
        "#include \"model/ShippedModels.h\"\n\n"
        "namespace ambit {\n\nstatic const ShippedModel Models[] = {\n";
  for (const std::string &Path : Inputs) {
    Expected<ambit::ModelFile> Model = ambit::readModelFile(Path);
    if (!Model) {
      errs() << toString(Model.takeError()) << "\n";
      return 1;
    }
    if (Model->Name != sys::path::stem(Path)) {
      errs() << Path << ":1:1: error: the model's name '" << Model->Name
             << "' is not the file's; rename one of them\n";
      return 1;
    }
    std::set<std::string> Triggers;
    for (StringRef Name : ambit::modelNames(*Model))
      Triggers.insert(triggerOf(Name));
    OS << "    {\"" << Model->Name << "\",\n     \"";
    for (const std::string &T : Triggers)
      OS << T << "\\n";
    OS << "\",\n";
    std::unique_ptr<MemoryBuffer> Text = cantFail(errorOrToExpected(MemoryBuffer::getFile(Path)));
    for (StringRef Line : split(Text->getBuffer(), "\n")) {
      OS << "     \"";
      OS.write_escaped(Line, /*UseHexEscapes=*/false) << "\\n\"\n";
    }
    OS << "    },\n";
  }
  OS << "};\n\nllvm::ArrayRef<ShippedModel> shippedModels() { return Models; }\n\n"
        "} // namespace ambit\n";
  std::error_code EC;
  ToolOutputFile Out(Output, EC, sys::fs::OF_Text);
  if (EC) {
    errs() << Output << ": error: " << EC.message() << "\n";
    return 1;
  }
  Out.os() << Code;
  Out.keep();
  return 0;
}
