//===- SyntheticFacts.cpp -------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Writes facts files of a program that no compiler has seen, of any size: what `ambit link`
// is measured with.
//
//   ambit-synthetic-facts DIRECTORY FUNCTIONS
//
// The program looks like firmware of many parts. A part is 2,000 functions in 4 units with one
// entry on top, a task or, each fourth time, a handler. Each function calls four of the next
// ones of its part and one of a library; a library function calls the next ones of its group of
// 100. A part uses 20 groups. One function in 10 changes a variable of its part, one library
// function in 20 one of its group, in both cases under a spin lock that masks interrupts; one
// change in 1,000 forgets it. So the work grows with the number of functions: the number of
// contexts in which one runs stays, except in the library, which all share as real ones are.
//
//===----------------------------------------------------------------------===//

#include "facts/UnitWriter.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;
using namespace ambit;
using namespace ambit::facts;

namespace {

constexpr uint32_t PartSize = 2000, UnitSize = 500, GroupSize = 100, GroupsOfPart = 20;
constexpr uint32_t CallsOfOne = 5;
constexpr uint32_t LibraryShare = 100; // one function in so many is of the library

/// The program: what function N is and does, told without state, so that units do not depend on
/// each other.
struct Shape {
  uint32_t Functions;

  uint32_t numLibrary() const {
    return std::max(GroupSize, Functions / LibraryShare / GroupSize * GroupSize);
  }
  bool isLibrary(uint32_t F) const { return F < numLibrary(); }
  /// The first function of the part of \p F.
  uint32_t partBegin(uint32_t F) const {
    return numLibrary() + (F - numLibrary()) / PartSize * PartSize;
  }
  uint32_t partEnd(uint32_t F) const { return std::min(Functions, partBegin(F) + PartSize); }
  bool isEntry(uint32_t F) const { return !isLibrary(F) && partBegin(F) == F; }
  bool isHandler(uint32_t F) const { return (F - numLibrary()) / PartSize % 4 == 3; }

  SmallVector<uint32_t, 8> callees(uint32_t F) const {
    SmallVector<uint32_t, 8> Out;
    uint32_t End = isLibrary(F) ? (F / GroupSize + 1) * GroupSize : partEnd(F);
    uint32_t Own = isLibrary(F) ? CallsOfOne : CallsOfOne - 1;
    for (uint32_t I = 1; I <= Own; ++I) {
      // The first is the next one: all of a part is reached.
      uint32_t To = F + (I == 1 ? 1 : I * I + F % 7);
      if (To < End)
        Out.push_back(To);
    }
    if (isLibrary(F))
      return Out;
    uint32_t Part = (F - numLibrary()) / PartSize;
    uint32_t NumGroups = numLibrary() / GroupSize;
    uint32_t Group = (Part * 7 + F % GroupsOfPart) % NumGroups;
    Out.push_back(Group * GroupSize + F % 50);
    return Out;
  }

  /// The variable that \p F changes, from 1; 0 if none.
  uint32_t variable(uint32_t F) const {
    if (isLibrary(F))
      return F % 20 == 0 ? 1 + F / GroupSize : 0;
    return F % 10 == 0 ? 1'000'000'000 + partBegin(F) + F % 50 : 0;
  }
  bool forgetsLock(uint32_t F) const { return F % 10'000 == 20; }
};

/// One unit, as the lowering of a real one would leave it.
class SyntheticUnit final : public UnitIdentity {
public:
  SyntheticUnit(const Shape &S, uint32_t First, uint32_t End) : S(S) {
    File = "src/unit_" + utostr(First / UnitSize) + ".c";
    Symbols.push_back({});
    for (uint32_t F = First; F < End; ++F)
      function(F);
    for (uint32_t F = First; F < End; ++F)
      define(F);
  }

  std::string bytes() {
    UnitFacts Facts;
    Facts.Unit = File;
    Facts.Low = &Low;
    Facts.Names = this;
    return writeFacts(Facts);
  }

  std::string name(SymbolId Id) const override {
    const Named &N = Symbols[Id];
    return (N.IsFunction ? "work_" : N.IsLock ? "lock_" : "count_") + utostr(N.Number);
  }
  std::string nameInSentence(SymbolId Id) const override { return name(Id); }
  bool isLambda(SymbolId) const override { return false; }
  bool isExempt(SymbolId) const override { return false; }
  PlaceId declaredAt(SymbolId Id) const override { return Symbols[Id].Declared; }
  bool isBefore(PlaceId A, PlaceId B) const override { return A < B; }
  SourceLine line(PlaceId P) const override { return {1, P}; }
  uint64_t userPlace(PlaceId P) const override { return P; }
  bool isInSystemHeader(PlaceId) const override { return false; }
  uint64_t identity(SymbolId Id) const override { return xxh3_64bits(name(Id)) | 1; }
  Spot spot(PlaceId P) const override {
    Spot To;
    To.File = File;
    To.Line = P;
    To.Column = 3 + P % 20;
    return To;
  }

private:
  struct Named {
    uint32_t Number = 0;
    bool IsFunction = false, IsLock = false;
    PlaceId Declared = 0;
  };

  SymbolId symbol(Named N) {
    Symbols.push_back(N);
    return Symbols.size() - 1;
  }

  FunctionId function(uint32_t F) {
    auto [It, IsNew] = Functions.try_emplace(F, Low.Graph.Functions.size());
    if (IsNew) {
      Named N;
      N.Number = F;
      N.IsFunction = true;
      Low.Graph.Functions.emplace_back().Name = symbol(N);
      Low.Functions.emplace_back().Id = It->second;
    }
    return It->second;
  }

  PathId variable(uint32_t Number, bool IsLock) {
    auto [It, IsNew] = Variables.try_emplace({Number, IsLock}, 0);
    if (IsNew) {
      Named N;
      N.Number = Number;
      N.IsLock = IsLock;
      N.Declared = NextPlace++;
      It->second = symbol(N);
    }
    return Low.Graph.Paths.root(PathKind::Global, It->second);
  }

  void define(uint32_t F);

  const Shape &S;
  std::string File;
  LoweredProgram Low;
  std::vector<Named> Symbols;
  DenseMap<uint32_t, FunctionId> Functions;
  DenseMap<std::pair<uint32_t, uint32_t>, SymbolId> Variables;
  PlaceId NextPlace = 1;
};

void SyntheticUnit::define(uint32_t F) {
  FunctionId Id = function(F);
  SmallVector<FunctionId, 8> Targets;
  for (uint32_t To : S.callees(F))
    Targets.push_back(function(To));
  ambit::Function &Info = Low.Graph.Functions[Id];
  LoweredFunction &Body = Low.Functions[Id];
  Info.At = NextPlace++;
  Info.IsDefined = Info.IsExternal = true;
  Info.Runs.Entry = Info.Name;
  if (S.isEntry(F)) {
    Info.IsEntry = true;
    Info.Runs.What = S.isHandler(F) ? Context::Isr : Context::Thread;
    Info.Runs.Agent = Low.Graph.NumAgents++;
    Info.Runs.SaidAt = Info.At;
  }
  auto Do = [&](Event::Kind What, size_t Count) {
    Body.Events.push_back({What, static_cast<uint32_t>(Count - 1)});
  };
  if (uint32_t Number = S.variable(F)) {
    LockEvent Lock;
    Lock.Lock.Lock = variable(Number, true);
    Lock.Lock.Kind = LockKind::SpinIrq;
    Lock.At = NextPlace++;
    Lock.Name = "lock";
    bool IsLocked = !S.forgetsLock(F);
    if (IsLocked) {
      Body.Locks.push_back(Lock);
      Do(Event::Lock, Body.Locks.size());
    }
    Access A;
    A.Object = variable(Number, false);
    A.At = NextPlace++;
    A.IsRead = A.IsWrite = true;
    Info.Accesses.push_back(A);
    Do(Event::Access, Info.Accesses.size());
    if (IsLocked) {
      Lock.What = LockEvent::Release;
      Lock.At = NextPlace++;
      Body.Locks.push_back(Lock);
      Do(Event::Lock, Body.Locks.size());
    }
  }
  for (FunctionId To : Targets) {
    Call C;
    C.Targets.push_back(To);
    C.At = NextPlace++;
    Info.Calls.push_back(C);
    Do(Event::Call, Info.Calls.size());
  }
  Body.Closing = NextPlace++;
  // As clang's graphs: 0 is the exit, the entry has the highest number.
  Body.Blocks.resize(2);
  Body.Blocks[1].End = Body.Events.size();
  Body.Blocks[1].Edges.emplace_back().Next = 0;
  Body.Blocks[0].Begin = Body.Blocks[0].End = Body.Events.size();
  Body.Entry = 1;
  Body.Exit = 0;
  Body.Order = {1, 0};
}

} // namespace

int main(int ArgCount, char **Args) {
  uint32_t Functions = 0;
  if (ArgCount != 3 || StringRef(Args[2]).getAsInteger(10, Functions) || Functions < PartSize) {
    errs() << "usage: ambit-synthetic-facts DIRECTORY FUNCTIONS (at least " << PartSize << ")\n";
    return 2;
  }
  Shape S{Functions};
  for (uint32_t First = 0; First < Functions; First += UnitSize) {
    std::string Path = (Twine(Args[1]) + "/unit_" + Twine(First / UnitSize) + ".ambit").str();
    std::error_code E;
    raw_fd_ostream Out(Path, E);
    if (!E) {
      Out << SyntheticUnit(S, First, std::min(Functions, First + UnitSize)).bytes();
      Out.close();
      E = Out.error();
      Out.clear_error();
    }
    if (E) {
      errs() << "ambit-synthetic-facts: cannot write '" << Path << "': " << E.message() << '\n';
      return 2;
    }
  }
  return 0;
}
