//===- LinkerTest.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What many units have in common is there once in the program that they link to; what is no
// program is refused.
//
//===----------------------------------------------------------------------===//

#include "facts/Linker.h"
#include "facts/Judgement.h"
#include "facts/Words.h"
#include "unit/Catch.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"

using namespace ambit;
using namespace ambit::facts;
using llvm::StringRef;

namespace {

/// Unit number N includes a header with `inline void step() { ++count; }`, and says
/// `void use_N() { step(); }`. Unit 0 also has a `main` that calls all of them.
class IncludingUnit final : public UnitIdentity {
public:
  IncludingUnit(unsigned Number, unsigned NumUnits) : Number(Number) {
    FunctionId Step = define("step", 1, false);
    Access A;
    A.Object = Low.Graph.Paths.root(PathKind::Global, symbol("count"));
    A.At = 1;
    A.IsRead = A.IsWrite = true;
    Low.Graph.Functions[Step].Accesses.push_back(A);
    event(Step, Event::Access);
    FunctionId Use = define(use(Number), 2, true);
    call(Use, Step);
    if (Number == 0) {
      FunctionId Main = define("main", 3, true);
      Low.Graph.Functions[Main].IsMain = Low.Graph.Functions[Main].IsEntry = true;
      Low.Graph.Functions[Main].Runs.What = Context::Thread;
      for (unsigned N = 0; N < NumUnits; ++N)
        call(Main, N == 0 ? Use : declare(use(N)));
    }
    for (LoweredFunction &F : Low.Functions)
      for (Block &B : F.Blocks)
        B.End = &B == &F.Blocks.back() ? F.Events.size() : 0;
  }

  std::string bytes() {
    UnitFacts Facts;
    Facts.Unit = "unit_" + std::to_string(Number) + ".c";
    Facts.Low = &Low;
    Facts.Names = this;
    return writeFacts(Facts);
  }

  std::string name(SymbolId S) const override { return Symbols[S]; }
  std::string nameInSentence(SymbolId S) const override { return Symbols[S]; }
  bool isLambda(SymbolId) const override { return false; }
  bool isExempt(SymbolId) const override { return false; }
  PlaceId declaredAt(SymbolId) const override { return 1; }
  bool isBefore(PlaceId A, PlaceId B) const override { return A < B; }
  SourceLine line(PlaceId P) const override { return {1, P}; }
  uint64_t userPlace(PlaceId P) const override { return P; }
  bool isInSystemHeader(PlaceId) const override { return false; }
  uint64_t identity(SymbolId S) const override { return llvm::xxh3_64bits(Symbols[S]) | 1; }
  Spot spot(PlaceId P) const override {
    Spot To;
    To.File = P == 1 ? "step.h" : "unit_" + std::to_string(Number) + ".c";
    To.Line = P;
    To.Column = 1;
    return To;
  }

private:
  static std::string use(unsigned N) { return "use_" + std::to_string(N); }

  SymbolId symbol(std::string Name) {
    Symbols.push_back(std::move(Name));
    return Symbols.size() - 1;
  }
  FunctionId declare(std::string Name) {
    Low.Graph.Functions.emplace_back().Name = symbol(std::move(Name));
    FunctionId Id = Low.Functions.size();
    Low.Functions.emplace_back().Id = Id;
    return Id;
  }
  FunctionId define(std::string Name, PlaceId At, bool IsExternal) {
    FunctionId Id = declare(std::move(Name));
    ambit::Function &F = Low.Graph.Functions[Id];
    F.At = At;
    F.IsDefined = true;
    F.IsExternal = IsExternal;
    F.Runs.Entry = F.Name;
    LoweredFunction &Body = Low.Functions[Id];
    Body.Closing = At;
    Body.Blocks.resize(2);
    Body.Blocks[1].Edges.emplace_back().Next = 0;
    Body.Entry = 1;
    Body.Order = {1, 0};
    return Id;
  }
  void event(FunctionId F, Event::Kind What) {
    LoweredFunction &Body = Low.Functions[F];
    uint32_t Before = Body.Events.size();
    Body.Events.push_back({What, Before});
  }
  void call(FunctionId From, FunctionId To) {
    Call C;
    C.Targets.push_back(To);
    C.At = Low.Graph.Functions[From].At;
    Low.Graph.Functions[From].Calls.push_back(C);
    event(From, Event::Call);
  }

  unsigned Number;
  LoweredProgram Low;
  std::vector<std::string> Symbols{std::string()};
};

} // namespace

TEST_CASE("an inline function of a thousand units is stored and solved once") {
  constexpr unsigned NumUnits = 1000;
  Linker Facts;
  for (unsigned N = 0; N < NumUnits; ++N) {
    bool IsRefused = static_cast<bool>(Facts.add(IncludingUnit(N, NumUnits).bytes()));
    REQUIRE_FALSE(IsRefused);
  }
  auto Linked = Facts.link();
  bool IsLinked = static_cast<bool>(Linked);
  REQUIRE(IsLinked);
  const Program &Graph = (*Linked)->Low.Graph;
  CHECK(Graph.Functions.size() == NumUnits + 2); // step, main and the thousand
  CHECK((*Linked)->Names.numPlaces() == 1 + 1 + NumUnits + 1);
  auto Solved = solve(**Linked);
  CHECK(Solved->solution().nodes().size() == NumUnits + 2);
}

TEST_CASE("who is called is a function of the program") {
  ProgramNumbers Numbers;
  Numbers.Functions = {NoFunction, 5};
  FunctionId F = NoFunction;
  WordReader Perhaps(Numbers, StringRef("\0", 1));
  Perhaps.function(F);
  CHECK_FALSE(Perhaps.isDamaged());
  WordReader None(Numbers, StringRef("\0", 1));
  None.someFunction(F);
  CHECK(None.isDamaged());
  WordReader Some(Numbers, StringRef("\3", 1)); // a step of one from none
  Some.someFunction(F);
  CHECK_FALSE(Some.isDamaged());
  CHECK(F == 5);
}

TEST_CASE("what ends or is used in a phase names the phase") {
  ProgramNumbers Numbers;
  Numbers.Phases = {3};
  uint32_t P = NoPhase;
  WordReader Perhaps(Numbers, StringRef("\0", 1));
  Perhaps.phase(P);
  CHECK_FALSE(Perhaps.isDamaged());
  WordReader None(Numbers, StringRef("\0", 1));
  None.somePhase(P);
  CHECK(None.isDamaged());
  WordReader Some(Numbers, StringRef("\1", 1));
  Some.somePhase(P);
  CHECK_FALSE(Some.isDamaged());
  CHECK(P == 3);
}
