//===- ModelReaderTest.cpp ------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/ModelReader.h"
#include "model/ShippedModels.h"
#include "unit/Catch.h"

using namespace ambit;
using namespace llvm;

/// The model in \p Body after the usual head.
static Expected<ModelFile> read(StringRef Body) {
  return readModel(("ambit-model: 1\nname: t\n" + Body).str(), "t.yaml");
}

static std::string errorOf(Expected<ModelFile> Model) {
  if (Model)
    return "";
  return toString(Model.takeError());
}

TEST_CASE("a model is read") {
  auto Model = read("about: a test\n"
                    "types:\n"
                    "  - name: ns::box\n"
                    "    parameters: [T, D...]\n"
                    "    send: [send(*T), send(D)]\n"
                    "    sync: no\n"
                    "    because: it counts without atomics\n"
                    "    lock: spin\n"
                    "functions:\n"
                    "  - name: ns::post\n"
                    "    signature: [\"int\", \"...\"]\n"
                    "    handle: ReturnValue\n"
                    "    unless: {argument: \"Argument[0]\", is: 3}\n"
                    "    parameters:\n"
                    "      - at: Argument[1..]\n"
                    "        called-on: Argument[0]\n");
  REQUIRE(bool(Model));
  REQUIRE(Model->Types.size() == 1);
  const TypeModel &T = Model->Types[0];
  CHECK(T.Name == "ns::box");
  CHECK(T.LastIsPack);
  CHECK(T.isOwner());
  REQUIRE(T.Facts[0]);
  CHECK(T.Facts[0]->size() == 2);
  CHECK((*T.Facts[0])[0].Owned);
  CHECK((*T.Facts[0])[1].Parameter == 1);
  REQUIRE(T.Facts[2]);
  CHECK((*T.Facts[2])[0].Constant == FactValue::No);
  REQUIRE(T.Annotations.size() == 1);
  CHECK(T.Annotations[0].Kind == Spelling::Lock);
  REQUIRE(Model->Functions.size() == 1);
  const FunctionModel &F = Model->Functions[0];
  CHECK(F.Parameters[0].At.First == 1);
  CHECK(F.Parameters[0].At.Last == ~0u);
  CHECK(F.Unless->Is == "3");
  CHECK(F.Parameters[0].Annotations[0].Arguments[0] == "Argument[0]");
}

TEST_CASE("selectors are read, and nothing else is one") {
  CHECK(parseArgumentSelector("Argument[2]")->First == 2);
  CHECK(parseArgumentSelector("Argument[1..3]")->Last == 3);
  CHECK(parseArgumentSelector("Argument[*0]")->What == ArgumentSelector::Pointee);
  CHECK(parseArgumentSelector("Argument[0].ReturnValue")->What == ArgumentSelector::ReturnOf);
  CHECK(parseArgumentSelector("This")->What == ArgumentSelector::This);
  for (StringRef Wrong : {"", "Argument", "Argument[", "Argument[]", "Argument[x]", "Argument[1",
                          "Argument[3..1]", "Argument[*0].ReturnValue", "Argument[99999999999]"}) {
    CAPTURE(Wrong.str());
    CHECK(!parseArgumentSelector(Wrong));
  }
}

TEST_CASE("an error says file, line, column and what was probably meant") {
  CHECK(errorOf(read("functions:\n  - name: f\n    blockss: true\n")) ==
        "t.yaml:5:5: error: unknown key 'blockss' in a function; did you mean 'blocks'?");
  CHECK(errorOf(read("functions:\n  - name: f\n    parameters:\n      - at: Argument[0]\n"
                     "        crosess-thread: true\n")) ==
        "t.yaml:7:9: error: unknown key 'crosess-thread' in a parameter; did you mean "
        "'crosses-thread'?");
  CHECK(errorOf(read("types:\n  - name: t\n    parameters: [Elem]\n    send: send(Elm)\n")) ==
        "t.yaml:6:11: error: 'Elm' is not among the parameters; did you mean 'Elem'?");
  CHECK(errorOf(read("types:\n  - name: t\n    lock: mutx\n")) ==
        "t.yaml:5:11: error: 'mutx' is no lock kind; did you mean 'mutex'?");
  CHECK(errorOf(readModel("ambit-model: 2\nname: t\n", "t.yaml")) ==
        "t.yaml:1:14: error: format version '2' is not known; this build reads version 1");
  CHECK(errorOf(readModel("name: t\n", "t.yaml")) ==
        "t.yaml:1:1: error: a model starts with 'ambit-model: 1'");
}

TEST_CASE("what is wrong is refused") {
  for (StringRef Wrong :
       {"types: 3\n", "types:\n  - 3\n", "types:\n  - send: yes\n", "functions:\n  - name: ''\n",
        "types:\n  - name: a b\n", "types:\n  - name: t\n    send: no\n",
        "types:\n  - name: t\n    send: maybe\n", "types:\n  - name: t\n    erased: 1\n",
        "types:\n  - name: t\n    name: u\n", "types:\n  - name: t\n    parameters: [A..., B]\n",
        "functions:\n  - name: f\n    blocks: false\n", "functions:\n  - name: f\n    isr-on: 1\n",
        "functions:\n  - name: f\n    handle: Somewhere\n", "types: [\n", "? [a]\n: b\n",
        "types: &x []\nabout: *x\n", "wrong: 1\n"}) {
    CAPTURE(Wrong.str());
    std::string Error = errorOf(read(Wrong));
    CHECK(StringRef(Error).starts_with("t.yaml:"));
    CHECK(StringRef(Error).count('\n') == 0);
  }
  CHECK(errorOf(readModel("", "t.yaml")) != "");
  CHECK(errorOf(readModel("\t\x01", "t.yaml")) != "");
  CHECK(errorOf(readModelFile("/no/such/file.yaml")) ==
        "/no/such/file.yaml: error: cannot read the model: No such file or directory");
}

TEST_CASE("nesting without end is refused") {
  std::string Deep;
  for (int I = 0; I < 2000; ++I)
    Deep += "[";
  CHECK(errorOf(read("about: " + Deep + "\n")) != "");
}

TEST_CASE("the shipped models are read without an error") {
  CHECK(shippedModels().size() >= 8);
  for (const ShippedModel &M : shippedModels()) {
    CHECK(!M.Entries.empty());
    for (const ShippedEntry &E : M.Entries) {
      CAPTURE(M.Name, E.Text);
      std::string Section = ModelSectionNames[static_cast<unsigned>(E.Section)];
      CHECK(errorOf(read(Section + ":\n" + E.Text)) == "");
    }
  }
}
