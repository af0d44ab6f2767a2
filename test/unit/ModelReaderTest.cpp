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

TEST_CASE("what a model says of locks is read") {
  auto Model = read("types:\n"
                    "  - {name: a, lock: recursive_mutex}\n"
                    "  - {name: b, lock: recursive_spin_irq}\n"
                    "functions:\n"
                    "  - {name: lock, acquire: \"Argument[0]\", kind: spin_irq}\n"
                    "  - {name: raise, acquire: [this, ceiling], level: 0x10}\n"
                    "  - {name: disable, acquire: line, line: \"Argument[0]\"}\n"
                    "  - {name: rank, line: \"Argument[0]\", level: \"-Argument[1]\"}\n"
                    "  - {name: lower, level: -LOWEST}\n"
                    "  - {name: mask, saves: irq, restores: ceiling}\n");
  REQUIRE(bool(Model));
  REQUIRE(Model->Types.size() == 2);
  CHECK(Model->Types[0].Annotations[0].Arguments[0] == "recursive_mutex");
  CHECK(Model->Types[1].Annotations[0].Arguments[0] == "recursive_spin_irq");
  REQUIRE(Model->Functions.size() == 6);
  CHECK(Model->Functions[0].Locks.Kind == "spin_irq");
  REQUIRE(Model->Functions[1].Locks.Level);
  CHECK(Model->Functions[1].Locks.Level->Constant == "0x10");
  CHECK(!Model->Functions[1].Locks.Level->From);
  CHECK(Model->Functions[1].Annotations[0].Arguments.size() == 2);
  REQUIRE(Model->Functions[2].Locks.Line);
  CHECK(Model->Functions[2].Locks.Line->From->First == 0);
  const LockModel &Rank = Model->Functions[3].Locks;
  REQUIRE(Rank.Level);
  CHECK(Rank.Level->From->First == 1);
  CHECK(Rank.Level->IsNegated);
  CHECK(!Rank.Line->IsNegated);
  CHECK(Model->Functions[4].Locks.Level->Constant == "LOWEST");
  CHECK(Model->Functions[4].Locks.Level->IsNegated);
  CHECK(Model->Functions[5].Locks.Saves == "irq");
  CHECK(Model->Functions[5].Locks.Restores == "ceiling");
}

TEST_CASE("what a model says of contexts is read") {
  auto Model = read("functions:\n"
                    "  - {name: go, starts: all, cores: many, unless-defined: [ONE, FEW]}\n"
                    "  - {name: loop, signature: [], thread: main, cores: 2}\n"
                    "  - {name: get, allocates: true, isr-unsafe: it is slow, isr-form: get_isr}\n"
                    "  - name: on\n"
                    "    parameters:\n"
                    "      - at: Argument[1]\n"
                    "        called-in-isr: true\n"
                    "        level: -3\n"
                    "        line: UART_IRQ\n"
                    "        thread: t\n"
                    "        many: true\n"
                    "        receives: [\"Argument[0]\", \"Argument[2..]\"]\n"
                    "fields:\n"
                    "  - {name: \"s::f\", called-in-isr: true, level: 1, line: 2}\n"
                    "  - {name: \"s::**::g\", called-in-thread: true, thread: t, many: true}\n"
                    "macros:\n"
                    "  - {name: SREG, saves: irq, restores: irq}\n");
  REQUIRE(bool(Model));
  REQUIRE(Model->Functions.size() == 4);
  CHECK(Model->Functions[0].Starts == "all");
  CHECK(Model->Functions[0].Cores == "many");
  CHECK(Model->Functions[0].UnlessDefined.size() == 2);
  CHECK(Model->Functions[1].Thread == "main");
  CHECK(Model->Functions[1].Cores == "2");
  REQUIRE(Model->Functions[1].Signature);
  CHECK(Model->Functions[1].Signature->empty());
  CHECK(Model->Functions[2].Allocates);
  CHECK(Model->Functions[2].IsrUnsafe == "it is slow");
  CHECK(Model->Functions[2].IsrForm == "get_isr");
  REQUIRE(Model->Functions[3].Parameters.size() == 1);
  const ContextModel &X = Model->Functions[3].Parameters[0].Context;
  CHECK(X.Level->Constant == "-3");
  CHECK(!X.Level->IsNegated);
  CHECK(X.Line->Constant == "UART_IRQ");
  CHECK(X.Thread == "t");
  CHECK(X.IsMany);
  REQUIRE(X.Receives.size() == 2);
  CHECK(X.Receives[1].Last == ~0u);
  REQUIRE(Model->Fields.size() == 2);
  CHECK(Model->Fields[0].Name == "s::f");
  CHECK(Model->Fields[0].Context.Level->Constant == "1");
  CHECK(Model->Fields[0].Context.Line->Constant == "2");
  CHECK(Model->Fields[0].Annotations[0].Kind == Spelling::CalledInIsr);
  CHECK(Model->Fields[1].Context.Thread == "t");
  CHECK(Model->Fields[1].Context.IsMany);
  REQUIRE(Model->Macros.size() == 1);
  CHECK(Model->Macros[0].Locks.Saves == "irq");
}

TEST_CASE("what a call says of where it runs, and what it does for constants, is read") {
  auto Model = read("functions:\n"
                    "  - {name: add, starts: \"ops_*\", caller-core: \"0\"}\n"
                    "  - {name: in_isr, tells: isr}\n"
                    "  - {name: cpu, tells: core}\n"
                    "  - name: control\n"
                    "    cases:\n"
                    "      - {argument: \"Argument[0]\", is: OFF, acquire: irq, kind: irq_flat}\n"
                    "      - {argument: \"Argument[0]\", is: 0, restores: irq, level: 2}\n");
  REQUIRE(bool(Model));
  REQUIRE(Model->Functions.size() == 4);
  CHECK(Model->Functions[0].Starts == "ops_*");
  REQUIRE(Model->Functions[0].CallerCore);
  CHECK(Model->Functions[0].CallerCore->Constant == "0");
  CHECK(Model->Functions[1].Tells == "isr");
  CHECK(Model->Functions[2].Tells == "core");
  const auto &Cases = Model->Functions[3].Cases;
  REQUIRE(Cases.size() == 2);
  CHECK(Cases[0].At.First == 0);
  CHECK(Cases[0].Is == "OFF");
  CHECK(Cases[0].Locks.Kind == "irq_flat");
  REQUIRE(Cases[0].Annotations.size() == 1);
  CHECK(Cases[0].Annotations[0].Kind == Spelling::Acquire);
  CHECK(Cases[1].Is == "0");
  CHECK(Cases[1].Locks.Restores == "irq");
  CHECK(Cases[1].Locks.Level->Constant == "2");
}

TEST_CASE("what a call says of the core it stays on is read") {
  auto Model = read("functions:\n"
                    "  - {name: yield, moves: true}\n"
                    "  - {name: pin_me, pins: caller, pins-to: 1}\n"
                    "  - {name: pin, pins: \"Argument[0]\", pins-to: \"Argument[1]\"}\n"
                    "  - {name: pin_attr, pins: \"Argument[*0]\", pins-to-mask: \"Argument[2]\"}\n"
                    "  - {name: \"t::pin\", pins: This}\n"
                    "  - {name: make, pins: ReturnValue, pins-to: FIRST}\n"
                    "  - {name: mine, tells: core-local}\n"
                    "  - {name: self, tells: thread}\n");
  REQUIRE(bool(Model));
  REQUIRE(Model->Functions.size() == 8);
  const auto &F = Model->Functions;
  CHECK(F[0].Moves);
  CHECK(F[1].PinsCaller);
  CHECK(!F[1].Pins);
  CHECK(F[1].PinsTo->Constant == "1");
  REQUIRE(F[2].Pins);
  CHECK(!F[2].PinsCaller);
  CHECK(F[2].Pins->First == 0);
  CHECK(F[2].PinsTo->From->First == 1);
  CHECK(F[3].Pins->What == ArgumentSelector::Pointee);
  CHECK(!F[3].PinsTo);
  CHECK(F[3].PinsToMask->From->First == 2);
  CHECK(F[4].Pins->What == ArgumentSelector::This);
  CHECK(F[5].Pins->What == ArgumentSelector::ReturnValue);
  CHECK(F[5].PinsTo->Constant == "FIRST");
  CHECK(F[6].Tells == "core-local");
  CHECK(F[7].Tells == "thread");
}

TEST_CASE("what a model says of phases and of handlers taken back is read") {
  auto Model = read("functions:\n"
                    "  - {name: \"SERVICES::End\", ends-phase: boot, succeeds: 0}\n"
                    "  - {name: \"SERVICES::Leave\", ends-phase: boot, succeeds: ns::Done}\n"
                    "  - {name: free, removes: \"Argument[0]\"}\n"
                    "  - {name: \"slot::reset\", removes: This}\n"
                    "  - name: make\n"
                    "    cases: [{argument: \"Argument[0]\", is: LATE, after: boot}]\n"
                    "    parameters: [{at: \"Argument[1]\", called-in-isr: true, after: boot}]\n"
                    "fields:\n"
                    "  - {name: \"table::get\", called-in-thread: true, after: boot}\n");
  REQUIRE(bool(Model));
  REQUIRE(Model->Functions.size() == 5);
  const auto &F = Model->Functions;
  CHECK(F[0].Name == "SERVICES::End");
  CHECK(F[0].Succeeds == "0");
  CHECK(F[1].Succeeds == "ns::Done");
  CHECK(F[2].Removes->First == 0);
  CHECK(F[3].Removes->What == ArgumentSelector::This);
  REQUIRE(F[4].Cases.size() == 1);
  CHECK(F[4].Cases[0].After == "boot");
  CHECK(F[4].Parameters[0].Context.After == "boot");
  REQUIRE(Model->Fields.size() == 1);
  CHECK(Model->Fields[0].Context.After == "boot");
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
  CHECK(errorOf(read("functions:\n  - name: f\n    kind: spn\n")) ==
        "t.yaml:5:11: error: 'spn' is no lock kind; did you mean 'spin'?");
  CHECK(errorOf(read("functions:\n  - name: f\n    saves: irk\n")) ==
        "t.yaml:5:12: error: 'irk' is no lock of the machine; did you mean 'irq'?");
  CHECK(StringRef(errorOf(read("functions:\n  - name: f\n    starts: a b\n")))
            .starts_with("t.yaml:5:13: error: 'a b' is no qualified name"));
  CHECK(errorOf(read("functions:\n  - name: f\n    tells: time\n")) ==
        "t.yaml:5:12: error: 'tells' is isr, core, core-local, thread, masked, enabled or 'after "
        "PHASE'");
  CHECK(errorOf(read("functions:\n  - name: f\n    pins: thread\n")) ==
        "t.yaml:5:11: error: 'pins' is caller, Argument[n], Argument[*n], This or ReturnValue");
  CHECK(errorOf(read("functions:\n  - name: f\n    pins-to: 1\n")) ==
        "t.yaml:4:5: error: a core to pin to needs the key 'pins'");
  CHECK(errorOf(read("functions:\n  - name: f\n    removes: ReturnValue\n")) ==
        "t.yaml:5:14: error: 'removes' is Argument[n] or This");
  CHECK(errorOf(read("functions:\n  - name: f\n    ends-phase: p\n    succeeds: 1 or 2\n")) ==
        "t.yaml:6:15: error: '1 or 2' is no result; write an integer or the name of a constant");
  CHECK(errorOf(read("functions:\n  - name: f\n    succeeds: 0\n")) ==
        "t.yaml:4:5: error: 'succeeds' needs the key 'ends-phase', or a parameter that runs "
        "elsewhere");
  CHECK(errorOf(read("functions:\n  - name: f\n    cases: 3\n")) ==
        "t.yaml:5:12: error: 'cases' is a list");
  CHECK(errorOf(read("functions:\n  - name: f\n    cases:\n      - {argument: This}\n")) ==
        "t.yaml:6:10: error: a case needs the key 'is'");
  CHECK(errorOf(read("functions:\n  - name: f\n    cores: some\n")) ==
        "t.yaml:5:12: error: 'cores' is a number or many");
  CHECK(errorOf(read("functions:\n  - name: f\n    level: a b\n")) ==
        "t.yaml:5:12: error: 'a b' is no number; write an integer, the name of a constant, "
        "Argument[n] or -Argument[n]");
  CHECK(errorOf(read("fields:\n  - name: s::f\n    receives: []\n")) ==
        "t.yaml:5:5: error: unknown key 'receives' in a field");
  CHECK(errorOf(readModel("ambit-model: 2\nname: t\n", "t.yaml")) ==
        "t.yaml:1:14: error: format version '2' is not known; this build reads version 1");
  CHECK(errorOf(readModel("name: t\n", "t.yaml")) ==
        "t.yaml:1:1: error: a model starts with 'ambit-model: 1'");
}

TEST_CASE("what is wrong is refused") {
  for (StringRef Wrong :
       {"types: 3\n",
        "types:\n  - 3\n",
        "types:\n  - send: yes\n",
        "functions:\n  - name: ''\n",
        "types:\n  - name: a b\n",
        "types:\n  - name: t\n    send: no\n",
        "types:\n  - name: t\n    send: maybe\n",
        "types:\n  - name: t\n    erased: 1\n",
        "types:\n  - name: t\n    name: u\n",
        "types:\n  - name: t\n    parameters: [A..., B]\n",
        "functions:\n  - name: f\n    blocks: false\n",
        "functions:\n  - name: f\n    isr-on: 1\n",
        "functions:\n  - name: f\n    handle: Somewhere\n",
        "types: [\n",
        "? [a]\n: b\n",
        "types: &x []\nabout: *x\n",
        "wrong: 1\n",
        "fields: 3\n",
        "macros: {}\n",
        "fields:\n  - called-in-isr: true\n",
        "macros:\n  - acquire: irq\n",
        "types:\n  - name: t\n    lock: ceiling\n",
        "functions:\n  - name: f\n    level: \"Argument[*0]\"\n",
        "functions:\n  - name: f\n    line: \"Argument[0\"\n",
        "functions:\n  - name: f\n    line: a::b\n",
        "functions:\n  - name: f\n    restores: spin\n",
        "functions:\n  - name: f\n    saves: [irq]\n",
        "functions:\n  - name: f\n    allocates: perhaps\n",
        "functions:\n  - name: f\n    isr-unsafe: []\n",
        "functions:\n  - name: f\n    isr-form: g h\n",
        "functions:\n  - name: f\n    unless-defined: ONE\n",
        "functions:\n  - name: f\n    thread: ''\n",
        "functions:\n  - name: f\n    many: true\n",
        "functions:\n  - name: f\n    moves: 1\n",
        "functions:\n  - name: f\n    after: p\n",
        "functions:\n  - name: f\n    pins: \"Argument[0..]\"\n",
        "functions:\n  - name: f\n    pins: \"Argument[0].ReturnValue\"\n",
        "functions:\n  - name: f\n    pins: []\n",
        "functions:\n  - name: f\n    pins: caller\n    pins-to: a b\n",
        "functions:\n  - name: f\n    pins: caller\n    pins-to: 1\n    pins-to-mask: 2\n",
        "functions:\n  - name: f\n    removes: \"Argument[*0]\"\n",
        "functions:\n  - name: f\n    removes: \"Argument[0..]\"\n",
        "functions:\n  - name: f\n    ends-phase: p\n    succeeds: []\n",
        "functions:\n  - name: f\n    parameters:\n      - {at: This, after: ''}\n",
        "functions:\n  - name: f\n    parameters:\n      - {at: This, receives: This}\n",
        "functions:\n  - name: f\n    parameters:\n      - {at: This, receives: [all]}\n",
        "functions:\n  - name: f\n    parameters:\n      - {at: This, many: 2}\n"}) {
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
