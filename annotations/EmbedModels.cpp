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
#include "model/NameWords.h"
#include "model/ShippedModels.h"
#include "model/YamlTree.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/ToolOutputFile.h"
#include "llvm/Support/raw_ostream.h"
#include <vector>

using namespace llvm;

static cl::opt<std::string> Output("o", cl::desc("the source to write"), cl::Required);
static cl::list<std::string> Inputs(cl::Positional, cl::OneOrMore, cl::desc("models"));

/// An item of a list in the source: its name and its lines.
struct Item {
  StringRef Name;
  StringRef Section;
  StringRef Lines;
};

/// The start of the line that \p At is in.
static const char *lineOf(const char *At, StringRef Text) {
  while (At != Text.begin() && At[-1] != '\n')
    --At;
  return At;
}

/// The entries of the model \p Root with their lines in \p Text.
static std::vector<Item> itemsOf(const ambit::YamlValue &Root, StringRef Text) {
  std::vector<Item> Items;
  for (size_t K = 0; K < Root.Entries.size(); ++K) {
    const auto &[Key, List] = Root.Entries[K];
    if (!is_contained(ambit::ModelSectionNames, Key.Text))
      continue;
    const char *ListEnd = K + 1 < Root.Entries.size()
                              ? lineOf(Root.Entries[K + 1].Key.Where.getPointer(), Text)
                              : Text.end();
    for (size_t I = 0; I < List.Items.size(); ++I) {
      const char *Begin = lineOf(List.Items[I].Where.getPointer(), Text);
      const char *End =
          I + 1 < List.Items.size() ? lineOf(List.Items[I + 1].Where.getPointer(), Text) : ListEnd;
      StringRef Name;
      for (const auto &[ItemKey, Value] : List.Items[I].Entries)
        if (ItemKey.Text == "name")
          Name = Value.Text;
      Items.push_back({Name, Key.Text, StringRef(Begin, End - Begin)});
    }
  }
  return Items;
}

/// \p Lines without comments and empty lines, as a C++ string literal.
static void writeLiteral(raw_ostream &OS, StringRef Lines) {
  for (StringRef Line : split(Lines, '\n')) {
    if (Line.trim().empty() || Line.trim().starts_with("#"))
      continue;
    OS << "\n     \"";
    OS.write_escaped(Line, /*UseHexEscapes=*/false) << "\\n\"";
  }
}

int main(int Argc, char **Argv) {
  cl::ParseCommandLineOptions(Argc, Argv, "embeds Ambit's models\n");
  std::string Code, Table, Summaries;
  raw_string_ostream OS(Code), TableOS(Table), SummariesOS(Summaries);
  OS << "// Made by ambit-embed-models from annotations/models/*.yaml.\n"
        "#include \"model/ModelSummaries.h\"\n#include \"model/ShippedModels.h\"\n\nnamespace "
        "ambit {\n\n";
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
    std::unique_ptr<MemoryBuffer> Text = cantFail(errorOrToExpected(MemoryBuffer::getFile(Path)));
    ambit::YamlDocument Document(Text->getBuffer(), Path);
    std::string Id = "Entries" + std::to_string(&Path - &*Inputs.begin());
    OS << "static const ShippedEntry " << Id << "[] = {\n";
    for (const Item &I : itemsOf(*Document.root(), Text->getBuffer())) {
      std::string Section = I.Section.str();
      Section[0] = toUpper(Section[0]);
      OS << "    {\"" << join(ambit::wordsToMeet(I.Name), " ") << "\", ModelSection::" << Section
         << ",";
      writeLiteral(OS, I.Lines);
      OS << "},\n";
    }
    OS << "};\n\n";
    TableOS << "    {\"" << Model->Name << "\", " << Id << "},\n";
    SummariesOS << "    {\"" << Model->Name << "\", \"";
    SummariesOS.write_escaped(Model->About) << "\"},\n";
  }
  OS << "llvm::ArrayRef<ShippedModel> shippedModels() {\n"
        "  static const ShippedModel Models[] = {\n"
     << Table
     << "  };\n  return Models;\n}\n\n"
        "llvm::ArrayRef<ModelSummary> modelSummaries() {\n"
        "  static const ModelSummary Models[] = {\n"
     << Summaries << "  };\n  return Models;\n}\n\n} // namespace ambit\n";
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
