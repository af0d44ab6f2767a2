//===- RecordsTest.cpp ----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is written of a program is what is read: each value that a record can leave out because it
// is the usual one is there again.
//
//===----------------------------------------------------------------------===//

#include "facts/Records.h"
#include "Catch.h"
#include "facts/Tables.h"
#include <functional>
#include <numeric>

using namespace ambit;
using namespace ambit::facts;

namespace {

/// Every number is its own in the file.
class SameNumbers final : public FileNumbers {
public:
  uint32_t path(PathId P) override { return P; }
  uint32_t place(PlaceId P) override { return P; }
  uint32_t symbol(SymbolId S) override { return S; }
  uint32_t function(FunctionId F) override { return F == NoFunction ? 0 : F; }
  uint32_t text(llvm::StringRef T) override { return T.empty() ? 0 : T.size(); }
};

constexpr uint32_t Count = 64;

ProgramNumbers sameNumbers() {
  ProgramNumbers N;
  for (auto *Table : {&N.Paths, &N.Places, &N.Symbols, &N.Functions}) {
    Table->resize(Count);
    std::iota(Table->begin(), Table->end(), 0);
  }
  N.Functions[0] = NoFunction;
  for (uint32_t T = 0; T < Count; ++T)
    N.Texts.push_back(std::string(T, 'x'));
  return N;
}

/// \p R, written with \p Describe and read again.
template <class Record, class Description> Record again(Record R, Description Describe) {
  std::string Words;
  SameNumbers In;
  WordWriter To(In, Words);
  Describe(To, R);
  ProgramNumbers Out = sameNumbers();
  WordReader From(Out, Words);
  Record Read;
  Describe(From, Read);
  CHECK_FALSE(From.isDamaged());
  CHECK(From.isAtEnd());
  return Read;
}

auto fields(const LockEvent &E) {
  return std::tuple(E.What, E.Lock, E.Locks.size(), E.Key, E.Owner, E.Constant, E.IsTruth,
                    E.IsNegated, E.Success, E.IsDeferred, E.IsAdopted, E.IsSignalLike,
                    E.IsOwnersMistake, E.IsWaiting, E.At, E.Name);
}

auto fields(const AssignEvent &E) {
  return std::tuple(E.To, E.From, E.Constant, E.IsPart, E.IsPointer);
}

auto fields(const ReturnEvent &E) { return std::tuple(E.Value, E.Constant, E.At); }

} // namespace

TEST_CASE("an event of a lock is read as it was written") {
  std::vector<std::function<void(LockEvent &)>> Changes = {
      [](LockEvent &) {},
      [](LockEvent &E) { E.What = LockEvent::End; },
      [](LockEvent &E) { E.Lock = {7, LockKind::Line, true, true, -3}; },
      [](LockEvent &E) { E.Locks.resize(2); },
      [](LockEvent &E) { E.Key = 9; },
      [](LockEvent &E) { E.Owner = 9; },
      [](LockEvent &E) { E.Constant = 0; },
      [](LockEvent &E) { E.IsTruth = false; },
      [](LockEvent &E) { E.IsNegated = true; },
      [](LockEvent &E) { E.Success = 0; },
      [](LockEvent &E) { E.Success = -1; },
      [](LockEvent &E) { E.IsDeferred = true; },
      [](LockEvent &E) { E.IsAdopted = true; },
      [](LockEvent &E) { E.IsSignalLike = true; },
      [](LockEvent &E) { E.IsOwnersMistake = true; },
      [](LockEvent &E) { E.IsWaiting = true; },
      [](LockEvent &E) { E.At = 5; },
      [](LockEvent &E) { E.Name = "xxx"; },
  };
  // Each alone, and each pair.
  for (const auto &First : Changes)
    for (const auto &Second : Changes) {
      LockEvent E;
      First(E);
      Second(E);
      CHECK(fields(again(E, [](auto &X, LockEvent &E) { records::lockEvent(X, E); })) == fields(E));
    }
}

TEST_CASE("assignments and returns are read as they were written") {
  for (PathId Value : {0u, 4u})
    for (std::optional<int64_t> Constant : {std::optional<int64_t>(), {0}, {-5}})
      for (bool Is : {false, true}) {
        AssignEvent A{3, Value, Constant, Is, !Is};
        CHECK(fields(again(A, [](auto &X, AssignEvent &E) { records::assignEvent(X, E); })) ==
              fields(A));
        ReturnEvent R{Value, Constant, Is ? 6u : 0u};
        CHECK(fields(again(R, [](auto &X, ReturnEvent &E) { records::returnEvent(X, E); })) ==
              fields(R));
      }
}

TEST_CASE("a graph is read as it was written") {
  Condition Equal{Condition::Value, 3, false, 7, false, 4};
  Condition IsMasked;
  IsMasked.What = Condition::Masked;
  IsMasked.Key = 5;
  LoweredFunction B;
  auto Add = [&](std::vector<Edge> Edges) -> Block & {
    Block &K = B.Blocks.emplace_back();
    K.Begin = K.End = 0;
    for (Edge &E : Edges)
      K.Edges.push_back(std::move(E));
    return K;
  };
  auto To = [](int Next, Condition If = Condition()) {
    Edge E;
    E.Next = Next;
    E.If = If;
    return E;
  };
  Add({To(1)});
  Add({To(3, Equal), To(2, Equal.negated())});
  Add({To(1, IsMasked), To(3, Equal)});
  Add({To(0)}); // back
  Add({To(5), To(-1)});
  Add({To(6)}).Edges[0].Joins.push_back(1);
  Add({}).IsNoReturn = true;
  Add({To(8)}).IsFatal = true;
  Add({});
  B.Exit = 8;
  B.Order.resize(9);
  std::iota(B.Order.begin(), B.Order.end(), 0u);
  LoweredFunction Read = again(B, [](auto &X, LoweredFunction &B) { records::graph(X, B); });
  REQUIRE(Read.Blocks.size() == B.Blocks.size());
  CHECK(Read.Entry == B.Entry);
  CHECK(Read.Exit == B.Exit);
  CHECK(Read.Order.size() == B.Order.size());
  for (size_t I = 0; I < B.Blocks.size(); ++I) {
    const Block &Old = B.Blocks[I], &New = Read.Blocks[I];
    CAPTURE(I);
    CHECK(New.IsNoReturn == Old.IsNoReturn);
    CHECK(New.IsFatal == Old.IsFatal);
    REQUIRE(New.Edges.size() == Old.Edges.size());
    for (size_t N = 0; N < Old.Edges.size(); ++N) {
      CHECK(New.Edges[N].Next == Old.Edges[N].Next);
      CHECK(New.Edges[N].If == Old.Edges[N].If);
      CHECK(New.Edges[N].Joins.size() == Old.Edges[N].Joins.size());
    }
  }
}

TEST_CASE("no place is before the first line or beyond the last") {
  for (int64_t Line : {int64_t(-1), int64_t(UINT32_MAX) + 1}) {
    std::string Words;
    NumberWriter To(Words);
    To.wordAnd(0, true); // a file that no row has been in
    To.word(1);
    To.word(0);
    To.word(zigzag(Line));
    To.word(1);
    NumberReader From(Words);
    tables::PlaceRow R;
    tables::PlaceSteps Steps;
    tables::place(From, R, Steps);
    CHECK(From.isDamaged());
  }
}

TEST_CASE("rows of tables are read as they were written") {
  std::string Words;
  NumberWriter To(Words);
  std::vector<tables::PlaceRow> Places = {
      {1, 10, 3, 0}, {1, 12, 80, 0}, {2, 5, 1, 1}, {2, 5, 1, 4}, {1, 4000000000, 0, 0}};
  std::vector<tables::SymbolRow> Symbols = {
      {1, 0, 0, true, false, false, Origin::Stored},
      {2, 5, 0, true, true, false, Origin::InternalVariable},
      {0, 0, 0, false, false, true, Origin::None},
      {6, 0, 3, true, false, false, Origin::Field},
      {2, 0, 0, true, false, false, Origin::ExternalFunction}};
  std::vector<tables::PathRow> Paths = {
      {PathKind::Global, 0, 1, 0},    {PathKind::Field, 1, 2, 0},
      {PathKind::Element, 2, 0, -4},  {PathKind::SomeElement, 1, 3, 0},
      {PathKind::Temporary, 0, 3, 9}, {PathKind::Pointee, 5, 0, 0}};
  tables::PlaceSteps PlacesTo, PlacesFrom;
  uint64_t NameTo = 0, NameFrom = 0;
  uint64_t HighestTo = 0, HighestFrom = 0;
  for (tables::PlaceRow R : Places)
    tables::place(To, R, PlacesTo);
  for (tables::SymbolRow R : Symbols)
    tables::symbol(To, R, NameTo);
  for (tables::PathRow R : Paths)
    tables::path(To, R, HighestTo);
  NumberReader From(Words);
  for (const tables::PlaceRow &Old : Places) {
    tables::PlaceRow R;
    tables::place(From, R, PlacesFrom);
    CHECK(std::tuple(R.File, R.Line, R.Column, R.Flags) ==
          std::tuple(Old.File, Old.Line, Old.Column, Old.Flags));
  }
  for (const tables::SymbolRow &Old : Symbols) {
    tables::SymbolRow R;
    tables::symbol(From, R, NameFrom);
    CHECK(std::tuple(R.Name, R.Sentence, R.Record, R.IsDeclared, R.IsLambda, R.IsExempt, R.From) ==
          std::tuple(Old.Name, Old.Sentence, Old.Record, Old.IsDeclared, Old.IsLambda, Old.IsExempt,
                     Old.From));
  }
  for (const tables::PathRow &Old : Paths) {
    tables::PathRow R;
    tables::path(From, R, HighestFrom);
    CHECK(std::tuple(R.Kind, R.Parent, R.Symbol, R.Index) ==
          std::tuple(Old.Kind, Old.Parent, Old.Symbol, Old.Index));
  }
  CHECK_FALSE(From.isDamaged());
  CHECK(From.isAtEnd());
}
