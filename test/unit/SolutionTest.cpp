//===- SolutionTest.cpp ---------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Solution.h"
#include "program/Conflicts.h"
#include "unit/Catch.h"

using namespace ambit;

namespace {

/// `Entries` functions that nobody calls, each calling the first of a chain of `Length` functions.
/// The last of the chain writes a variable, which a handler writes, too. Each second entry blocks.
Program manyEntries(unsigned Entries, unsigned Length) {
  Program P;
  PathId Shared = P.Paths.root(PathKind::Global, 1);
  auto Add = [&] {
    Function &F = P.Functions.emplace_back();
    F.Name = P.Functions.size() + 1;
    F.At = P.Functions.size();
    F.IsDefined = true;
    return static_cast<FunctionId>(P.Functions.size() - 1);
  };
  auto AddCall = [&](FunctionId From, FunctionId To) {
    Call C;
    C.Targets.push_back(To);
    C.At = P.Functions[From].At;
    C.State = LocalStateRef::reached();
    P.Functions[From].Calls.push_back(std::move(C));
  };
  auto AddWrite = [&](FunctionId F) {
    Access A;
    A.Object = Shared;
    A.At = P.Functions[F].At;
    A.IsWrite = true;
    A.State = LocalStateRef::reached();
    P.Functions[F].Accesses.push_back(std::move(A));
  };
  for (unsigned I = 0; I < Length; ++I)
    if (FunctionId F = Add(); I > 0)
      AddCall(F - 1, F);
  AddWrite(Length - 1);
  for (unsigned I = 0; I < Entries; ++I) {
    FunctionId F = Add();
    AddCall(F, 0);
    P.Functions[F].ActsAsThread = I % 2 != 0;
  }
  FunctionId Handler = Add();
  P.Functions[Handler].IsEntry = true;
  P.Functions[Handler].Runs.What = Context::Isr;
  P.Functions[Handler].Runs.Agent = P.NumAgents++;
  AddWrite(Handler);
  return P;
}

} // namespace

TEST_CASE("functions that nobody calls are contexts of their own") {
  Program P = manyEntries(10, 5);
  Solution S(P);
  CHECK(S.contexts().size() == 1 + 10 + 1); // start-up, the entries, the handler
  CHECK(S.nodes().size() == 10 * 6 + 1);
}

TEST_CASE("of a large program they share contexts, and what they do is still found") {
  Program P = manyEntries(1000, 1000);
  Solution S(P);
  CHECK(S.contexts().size() == 1 + 2 + 1);
  CHECK(S.nodes().size() == 2 * 1000 + 1000 + 1);
  unsigned Threads = 0, Unknown = 0;
  for (const Context &C : S.contexts()) {
    Threads += C.What == Context::Thread;
    Unknown += C.What == Context::Unknown;
  }
  CHECK(Threads == 1);
  CHECK(Unknown == 1);
  CHECK_FALSE(findConflicts(S, {}).empty());
}
