//===- FlowTest.cpp -------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Flow.h"
#include "unit/Catch.h"
#include <algorithm>
#include <set>

using namespace ambit;

namespace {

struct HandMade {
  std::vector<std::vector<int>> Successors;
  std::vector<unsigned> Order;

  unsigned size() const { return Successors.size(); }
  unsigned entry() const { return 0; }
  const std::vector<unsigned> &order() const { return Order; }
  unsigned edges(unsigned Block) const { return Successors[Block].size(); }
  int next(unsigned Block, unsigned Edge) const { return Successors[Block][Edge]; }
};

/// The locks that are held on every path: block N takes the locks of Takes[N].
struct MustHold {
  using State = std::set<int>;
  std::vector<std::set<int>> Takes, Gives;
  std::set<std::pair<unsigned, unsigned>> Impossible;

  State entry() { return {}; }
  void transfer(unsigned Block, State &S) {
    S.insert(Takes[Block].begin(), Takes[Block].end());
    for (int L : Gives[Block])
      S.erase(L);
  }
  bool follow(unsigned Block, unsigned Edge, State &) {
    return Impossible.count({Block, Edge}) == 0;
  }
  bool join(State &Into, const State &From) {
    State Both;
    std::set_intersection(Into.begin(), Into.end(), From.begin(), From.end(),
                          std::inserter(Both, Both.end()));
    bool Changed = Both != Into;
    Into = Both;
    return Changed;
  }
};

/// Counts without end, as no domain should.
struct Endless {
  using State = unsigned;
  State entry() { return 0; }
  void transfer(unsigned, State &S) { ++S; }
  bool follow(unsigned, unsigned, State &) { return true; }
  bool join(State &Into, const State &From) {
    bool Changed = From > Into;
    Into = std::max(Into, From);
    return Changed;
  }
};

//      0
//     / \.
//    1   2     1 takes lock 1, 2 takes locks 1 and 2
//     \ /
//      3
HandMade diamond() { return {{{1, 2}, {3}, {3}, {}}, {0, 1, 2, 3}}; }

} // namespace

TEST_CASE("what is taken on both branches is held where they meet") {
  MustHold D{{{}, {1}, {1, 2}, {}}, {{}, {}, {}, {}}, {}};
  auto States = solveForward(diamond(), D);
  REQUIRE(States.size() == 4);
  CHECK(States[0]->empty());
  CHECK(States[1]->empty()); // the state at the start of the block
  CHECK(*States[3] == std::set<int>{1});
}

TEST_CASE("an edge that a state cannot take contributes nothing") {
  MustHold D{{{}, {1}, {2}, {}}, {{}, {}, {}, {}}, {{1, 0}}};
  auto States = solveForward(diamond(), D);
  REQUIRE(States.size() == 4);
  CHECK(*States[3] == std::set<int>{2});
}

TEST_CASE("a block that is not reached has no state") {
  HandMade G{{{1}, {}, {1}}, {0, 1}};
  MustHold D{{{1}, {}, {}}, {{}, {}, {}}, {}};
  auto States = solveForward(G, D);
  REQUIRE(States.size() == 3);
  CHECK(*States[1] == std::set<int>{1});
  CHECK(!States[2]);
}

TEST_CASE("an edge that leads nowhere is left out") {
  HandMade G{{{-1, 1}, {}}, {0, 1}};
  MustHold D{{{1}, {}}, {{}, {}}, {}};
  auto States = solveForward(G, D);
  REQUIRE(States.size() == 2);
  CHECK(*States[1] == std::set<int>{1});
}

TEST_CASE("a loop is solved to its fixed point") {
  // 0 takes the lock, 1 is the head, 2 the body that gives it, 3 what follows.
  HandMade G{{{1}, {2, 3}, {1}, {}}, {0, 1, 2, 3}};
  MustHold D{{{1, 2}, {}, {}, {}}, {{}, {}, {1}, {}}, {}};
  auto States = solveForward(G, D);
  REQUIRE(States.size() == 4);
  CHECK(*States[1] == std::set<int>{2});
  CHECK(*States[3] == std::set<int>{2});
}

TEST_CASE("a domain that never settles is given up, and that is said") {
  HandMade G{{{1}, {0}}, {0, 1}};
  Endless D;
  CHECK(solveForward(G, D).empty());
}

TEST_CASE("each block is shown once, in order, with its final state") {
  // 0 takes the lock, 1 is the head, 2 the body that gives it, 3 what follows.
  HandMade Loop{{{1}, {2, 3}, {1}, {}}, {0, 1, 2, 3}};
  MustHold D{{{1, 2}, {}, {}, {}}, {{}, {}, {1}, {}}, {}};
  std::vector<unsigned> Seen;
  std::set<int> AtEnd;
  unsigned SeenAtSettling = ~0u;
  REQUIRE(visitForward(
      Loop, D, [&] { SeenAtSettling = Seen.size(); },
      [&](unsigned Block, const std::set<int> &S) {
        Seen.push_back(Block);
        if (Block == 3)
          AtEnd = S;
      }));
  CHECK(SeenAtSettling == 0);
  CHECK(Seen == std::vector<unsigned>{0, 1, 2, 3});
  CHECK(AtEnd == std::set<int>{2});
}

TEST_CASE("without a cycle one pass sees the same") {
  MustHold D{{{}, {1}, {1, 2}, {}}, {{}, {}, {}, {}}, {}};
  std::vector<std::set<int>> AtEnd;
  REQUIRE(visitForward(
      diamond(), D, [] {}, [&](unsigned, const std::set<int> &S) { AtEnd.push_back(S); }));
  CHECK(AtEnd == std::vector<std::set<int>>{{}, {1}, {1, 2}, {1}});
}

TEST_CASE("what never settles is not shown") {
  HandMade G{{{1}, {0}}, {0, 1}};
  Endless D;
  bool IsSettled = false;
  CHECK_FALSE(
      visitForward(G, D, [&] { IsSettled = true; }, [](unsigned, const Endless::State &) {}));
  CHECK_FALSE(IsSettled);
}
