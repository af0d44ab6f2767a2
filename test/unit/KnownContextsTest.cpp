//===- KnownContextsTest.cpp ----------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Solution.h"
#include "unit/Catch.h"
#include <random>

using namespace ambit;

namespace {

/// A program that can be made again and again, with other numbers for what is the same.
struct Described {
  struct Argument {
    enum Kind { Nothing, Global, Parameter, Member, Local, Function } What = Nothing;
    unsigned Of = 0;
  };
  struct Called {
    unsigned Target = 0;
    Argument Through; ///< instead, if it is something; Target is a guess then
    std::vector<Argument> Given;
    Argument Lock;      ///< held there
    unsigned Shown = 0; ///< by a question: whether a handler runs, or on which core
  };
  struct Started {
    unsigned Target = 0;
    Start::Kind What = Start::Body;
    Context::Kind Runs = Context::Thread;
    std::optional<int64_t> Core;
    Argument Given;
  };
  struct One {
    SymbolId Name = 0;
    bool IsDefined = true, IsInit = false, IsEntry = false, ClaimsCore = false, Blocks = false;
    bool IsMigrating = false;
    Context::Kind Runs = Context::Thread;
    Argument Touched, Demanded;
    std::vector<Called> Calls;
    std::vector<Started> Starts;
  };
  std::vector<One> Functions;
  std::vector<std::pair<unsigned, unsigned>> Stores; ///< of functions in global pointers
  bool IsWhole = false;
};

constexpr SymbolId FirstGlobal = 100, FirstMember = 150, FirstLocal = 200;

uint64_t identityOf(SymbolId S) { return S < FirstLocal ? S * 1000 : 0; }

Program make(const Described &D) {
  Program P;
  P.IsWhole = D.IsWhole;
  std::map<unsigned, FunctionId> Numbers;
  for (FunctionId F = 0; F < D.Functions.size(); ++F)
    Numbers[D.Functions[F].Name] = F;
  PlaceId Place = 1;
  for (FunctionId F = 0; F < D.Functions.size(); ++F) {
    const Described::One &From = D.Functions[F];
    auto Path = [&](Described::Argument A) -> PathId {
      PathTable &Paths = P.Paths;
      switch (A.What) {
      case Described::Argument::Nothing:
        return 0;
      case Described::Argument::Global:
        return Paths.root(PathKind::Global, FirstGlobal + A.Of);
      case Described::Argument::Parameter:
        return Paths.pointee(Paths.root(PathKind::Parameter, 0, A.Of));
      case Described::Argument::Member:
        return Paths.field(Paths.pointee(Paths.root(PathKind::Parameter, 0, A.Of)), FirstMember);
      case Described::Argument::Local:
        return Paths.root(PathKind::Local, FirstLocal + F);
      case Described::Argument::Function:
        return Paths.root(PathKind::Function, A.Of);
      }
      return 0;
    };
    Function &To = P.Functions.emplace_back();
    To.Name = From.Name;
    To.At = Place++;
    To.IsDefined = From.IsDefined;
    if (!From.IsDefined)
      continue;
    To.IsInit = From.IsInit;
    To.IsEntry = From.IsEntry;
    To.ClaimsCore = From.ClaimsCore;
    To.ActsAsThread = From.Blocks;
    To.Runs.What = From.Runs;
    To.Runs.Entry = From.Name;
    To.Runs.IsMigrating = From.IsMigrating;
    if (From.ClaimsCore)
      To.Runs.Core = 1;
    if (From.IsEntry)
      To.Runs.Agent = P.NumAgents++;
    if (PathId Touched = Path(From.Touched)) {
      Access A;
      A.Object = Touched;
      A.At = Place++;
      A.IsWrite = true;
      A.State = LocalStateRef::reached();
      To.Accesses.push_back(std::move(A));
    }
    if (PathId Lock = Path(From.Demanded)) {
      Demand Wanted;
      Wanted.Lock.Lock = Lock;
      To.Requires.push_back(std::move(Wanted));
    }
    StartSet Before;
    for (const Described::Started &S : From.Starts) {
      Start Site;
      Site.What = S.What;
      Site.Target = Numbers[S.Target];
      Site.Runs.What = S.Runs;
      Site.Runs.Core = S.Core;
      Site.Runs.Line = 3;
      Site.Runs.Agent = P.NumAgents++;
      Site.HasOwnAgent = true;
      Site.At = Place++;
      if (PathId Given = Path(S.Given))
        Site.Given.push_back(Given);
      LocalState State;
      State.IsReached = true;
      State.Started = Before;
      Site.State = P.States.get(State);
      To.Starts.push_back(P.Starts.size());
      Before.push_back(P.Starts.size());
      P.Starts.push_back(std::move(Site));
    }
    for (const Described::Called &Each : From.Calls) {
      Call C;
      C.Targets.push_back(Numbers[Each.Target]);
      C.Through = Path(Each.Through);
      if (C.Through && Each.Through.What != Described::Argument::Parameter)
        C.Through = P.Paths.pointee(C.Through);
      C.IsGuess = C.Through != 0;
      for (Described::Argument A : Each.Given)
        C.Given.push_back(Path(A));
      C.At = Place++;
      LocalState State;
      State.IsReached = true;
      State.Started = Before;
      if (PathId Lock = Path(Each.Lock)) {
        Held H;
        H.Lock = Lock;
        State.Holds.push_back(H);
      }
      if (Each.Shown == 1 || Each.Shown == 2)
        State.InIsr = Each.Shown == 1;
      else if (Each.Shown)
        State.Core = Each.Shown - 3;
      C.State = P.States.get(State);
      To.Calls.push_back(std::move(C));
    }
  }
  for (auto [Global, Target] : D.Stores)
    P.Stores.push_back({P.Paths.root(PathKind::Global, FirstGlobal + Global),
                        P.Paths.root(PathKind::Function, Target)});
  return P;
}

/// All that others see of \p S, as numbers.
std::vector<int64_t> seen(const Solution &S) {
  std::vector<int64_t> All;
  auto Add = [&](auto... N) { (All.push_back(static_cast<int64_t>(N)), ...); };
  for (const Node &N : S.nodes()) {
    Add(N.Function, N.Runs, N.Caller, N.CalledAt, N.Doubts, N.IsEntry, N.Given.size());
    for (PathId P : N.Given)
      Add(P);
    Add(N.Holds.size());
    for (const Held &H : N.Holds)
      Add(H.Lock, H.Kind);
    Add(N.NotYet.size());
    for (StartId Id : N.NotYet)
      Add(Id);
  }
  for (ContextId Id = 0; Id < S.contexts().size(); ++Id) {
    const Context &C = S.contexts()[Id];
    Add(C.What, C.IsMany, C.Core.value_or(-1), C.Entry, C.Agent, C.StartedAt, S.isDead(Id));
    for (StartId Start = 0; Start < S.program().Starts.size(); ++Start)
      Add(S.isAsleep(Id, {Start}));
  }
  Add(S.program().Target.HasManyCores, S.program().Paths.size());
  for (PathId P = 0; P < S.program().Paths.size(); ++P) {
    const PathNode &N = S.program().Paths[P];
    Add(N.Kind, N.Parent, N.Symbol, N.Index);
  }
  return All;
}

/// Solves \p D with and without what \p Bytes know, which gets what is known then.
/// \returns how many contexts were solved, if both are the same
int solvedWith(const Described &D, std::string &Bytes) {
  Program Alone = make(D);
  const std::vector<int64_t> Right = seen(Solution(Alone));
  Program P = make(D);
  KnownContexts Known(Bytes);
  Known.identifyBy(identityOf);
  Solution S(P, &Known);
  if (seen(S) != Right)
    return -1;
  if (Known.bytes())
    Bytes = *Known.bytes();
  return static_cast<int>(Known.numSolved());
}

/// Two threads: each calls a function of its own, and both one that they share.
Described twoThreads() {
  Described D;
  for (SymbolId Name : {1, 2, 3, 4, 5}) {
    Described::One &F = D.Functions.emplace_back();
    F.Name = Name;
    F.Touched = {Described::Argument::Parameter, 1};
    F.IsEntry = Name <= 2;
    F.Blocks = F.IsEntry;
  }
  for (unsigned Thread : {0, 1})
    for (unsigned Target : {3 + Thread, 5u})
      D.Functions[Thread].Calls.push_back({Target, {}, {{}, {Described::Argument::Local, 0}}, {}});
  return D;
}

} // namespace

TEST_CASE("a context that reaches nothing that changed is not solved again") {
  Described D = twoThreads();
  std::string Bytes;
  CHECK(solvedWith(D, Bytes) == 2);
  CHECK(solvedWith(D, Bytes) == 0);
  // Other numbers are no change.
  std::reverse(D.Functions.begin(), D.Functions.end());
  CHECK(solvedWith(D, Bytes) == 0);
  std::reverse(D.Functions.begin(), D.Functions.end());

  // What the first calls, what both call, and what nobody does.
  D.Functions[2].Touched = {Described::Argument::Member, 2};
  CHECK(solvedWith(D, Bytes) == 1);
  D.Functions[4].Demanded = {Described::Argument::Global, 0};
  CHECK(solvedWith(D, Bytes) == 2);
  D.Functions.push_back(D.Functions[4]);
  D.Functions.back().Name = 6;
  CHECK(solvedWith(D, Bytes) == 1);
  // A lock around one call.
  D.Functions[1].Calls[0].Lock = {Described::Argument::Global, 1};
  CHECK(solvedWith(D, Bytes) == 1);
  // What is called is defined no more, and then again.
  D.Functions[3].IsDefined = false;
  CHECK(solvedWith(D, Bytes) == 1);
  D.Functions[3].IsDefined = true;
  CHECK(solvedWith(D, Bytes) == 1);
}

TEST_CASE("a context is solved again where a pointer that it calls leads elsewhere") {
  Described D = twoThreads();
  D.Functions[0].Calls[0].Through = {Described::Argument::Global, 0};
  D.Functions[1].Calls[0].Through = {Described::Argument::Global, 1};
  D.Stores = {{0, 3}, {1, 4}};
  std::string Bytes;
  CHECK(solvedWith(D, Bytes) == 2);
  CHECK(solvedWith(D, Bytes) == 0);
  D.Stores = {{0, 4}, {1, 4}};
  CHECK(solvedWith(D, Bytes) >= 1);
  D.Stores = {{0, 4}, {1, 4}, {2, 4}};
  CHECK(solvedWith(D, Bytes) == 0);
}

TEST_CASE("whatever changes, contexts that are known come to what solving gives") {
  std::mt19937 Random(7);
  auto Below = [&](unsigned N) { return static_cast<unsigned>(Random() % N); };
  using Argument = Described::Argument;
  auto Some = [&]() -> Argument {
    switch (Below(8)) {
    case 0:
    case 1:
      return {Argument::Global, Below(3)};
    case 2:
      return {Argument::Parameter, 1 + Below(2)};
    case 3:
      return {Argument::Member, 1 + Below(2)};
    case 4:
      return {Argument::Local, 0};
    case 5:
      return {Argument::Function, 1 + Below(12)};
    default:
      return {};
    }
  };
  auto Lock = [&]() -> Argument {
    return Below(3) ? Argument() : Argument{Below(2) ? Argument::Global : Argument::Member, 1};
  };
  auto AddCall = [&](Described::One &F) {
    Described::Called C;
    C.Target = 1 + Below(12);
    if (Below(4) == 0)
      C.Through =
          Below(2) ? Argument{Argument::Global, Below(3)} : Argument{Argument::Parameter, 1};
    C.Given = {{}, Some(), Some()};
    C.Lock = Lock();
    C.Shown = Below(3) ? 0 : Below(5);
    F.Calls.push_back(std::move(C));
  };
  auto AddStart = [&](Described::One &F) {
    Described::Started S;
    S.Target = 1 + Below(12);
    S.What = Below(4) ? Start::Body : Below(2) ? Start::Unmask : Start::Enable;
    S.Runs = Below(2) ? Context::Thread : Context::Isr;
    if (Below(4) == 0)
      S.Core = Below(2);
    S.Given = Some();
    F.Starts.push_back(S);
  };
  auto Change = [&](Described &D) {
    Described::One &F = D.Functions[Below(D.Functions.size())];
    switch (Below(13)) {
    case 0:
    case 1:
      AddCall(F);
      break;
    case 2:
      if (!F.Calls.empty())
        F.Calls.erase(F.Calls.begin() + Below(F.Calls.size()));
      break;
    case 3:
      if (!F.Calls.empty())
        F.Calls[Below(F.Calls.size())].Lock = Lock();
      break;
    case 4:
      F.IsDefined = !F.IsDefined;
      break;
    case 5:
      AddStart(F);
      break;
    case 6:
      if (!F.Starts.empty())
        F.Starts.erase(F.Starts.begin() + Below(F.Starts.size()));
      break;
    case 7:
      std::shuffle(D.Functions.begin(), D.Functions.end(), Random);
      break;
    case 8:
      D.Stores[Below(D.Stores.size())] = {Below(3), 1 + Below(12)};
      break;
    case 9:
      F.IsInit = !F.IsInit && Below(3) == 0;
      break;
    case 10:
      F.IsEntry = !F.IsEntry;
      F.Runs = Below(2) ? Context::Thread : Context::Isr;
      F.Blocks = F.Runs == Context::Thread && Below(2);
      F.IsMigrating = F.Runs == Context::Thread && Below(3) == 0;
      break;
    case 11:
      F.ClaimsCore = !F.ClaimsCore && Below(3) == 0;
      break;
    default:
      F.Touched = Some();
      F.Demanded = Lock();
      break;
    }
  };
  unsigned NumKnown = 0, NumSolved = 0;
  for (unsigned Round = 0; Round < 60; ++Round) {
    Described D;
    D.IsWhole = Below(2);
    D.Stores = {{0, 1 + Below(12)}, {1, 1 + Below(12)}};
    for (SymbolId Name = 1; Name <= 12; ++Name) {
      Described::One &F = D.Functions.emplace_back();
      F.Name = Name;
      F.Touched = Some();
      for (unsigned I = Below(3); I > 0; --I)
        AddCall(F);
      if (Below(4) == 0)
        AddStart(F);
    }
    std::string Bytes;
    for (unsigned Step = 0; Step < 25; ++Step) {
      const std::string Before = Bytes;
      const int Solved = solvedWith(D, Bytes);
      REQUIRE(Solved >= 0);
      NumSolved += Solved;
      NumKnown += solvedWith(D, Bytes) == 0;
      // Where a part is missing, there is nothing. Other bytes, which a checksum keeps from here,
      // may say something else, but do no harm.
      if (!Before.empty() && Step % 5 == 0) {
        std::string Damaged = Before;
        Damaged.resize(Below(Damaged.size()));
        REQUIRE(solvedWith(D, Damaged) >= 0);
        Damaged = Before;
        Damaged[Below(Damaged.size())] ^= 1 << Below(8);
        (void)solvedWith(D, Damaged);
      }
      Change(D);
    }
  }
  CHECK(NumKnown > 60 * 20);
  CHECK(NumSolved > 60);
}
