//===- ThinVectorTest.cpp -------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/ThinVector.h"
#include "unit/Catch.h"
#include <string>

using namespace ambit;

using Words = ThinVector<std::string>;

TEST_CASE("an empty list is a pointer and has no entries") {
  STATIC_REQUIRE(sizeof(Words) == sizeof(void *));
  Words Empty;
  CHECK(Empty.empty());
  CHECK(Empty.begin() == Empty.end());
  Empty.clear();
  Empty.resize(0);
  CHECK(Empty == Words());
}

TEST_CASE("a list grows by its own entries") {
  Words W{"a long one that is on the heap"};
  for (int I = 0; I < 100; ++I)
    W.push_back(W.front());
  CHECK(W.size() == 101);
  CHECK(W.back() == W.front());
  W.assign(3, W[1]);
  CHECK(W == Words{W[0], W[0], W[0]});
}

TEST_CASE("entries are inserted and erased in place") {
  Words W{"b", "d"};
  W.insert(W.begin(), "a");
  W.insert(W.begin() + 2, "c");
  W.insert(W.end(), "e");
  CHECK(W == Words{"a", "b", "c", "d", "e"});
  CHECK(*W.erase(W.begin() + 1, W.begin() + 3) == "d");
  CHECK(W == Words{"a", "d", "e"});
  CHECK(erase_if(W, [](const std::string &S) { return S == "d"; }) == 1);
  CHECK(W == Words{"a", "e"});
  W.resize(1);
  CHECK(W == Words{"a"});
}

TEST_CASE("copies are exact and apart; what was moved away is empty") {
  Words A{"a", "b", "c"};
  A.pop_back();
  Words B = A;
  CHECK(B.capacity() == 2);
  B[0] = "x";
  CHECK(A[0] == "a");
  A = std::move(B);
  CHECK(A[0] == "x");
  CHECK(B.empty());
  Words &Same = A;
  A = std::move(Same);
  A = Same;
  CHECK(A == Words{"x", "b"});
}
