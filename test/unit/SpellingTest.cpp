//===- SpellingTest.cpp ---------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/Spelling.h"
#include "model/Annotation.h"
#include "unit/Catch.h"

using namespace ambit;

TEST_CASE("every spelling is found by its text") {
  for (const SpellingInfo &I : allSpellings()) {
    CAPTURE(I.Text.str());
    REQUIRE(parseSpelling(I.Text) == I.Kind);
    CHECK(&spellingInfo(I.Kind) == &I);
    CHECK(I.Subjects != 0);
  }
  CHECK(!parseSpelling("core_bond"));
  CHECK(!parseSpelling(""));
}

TEST_CASE("a misspelt word suggests the near one, and nothing where none is near") {
  CHECK(nearestSpelling("core_bond") == "core_bound");
  CHECK(nearestSpelling("isr_shraed") == "isr_shared");
  CHECK(nearestSpelling("sned") == "send");
  CHECK(nearestSpelling("completely_different").empty());
}

TEST_CASE("a macro is named after its spelling") {
  CHECK(spellingInfo(Spelling::CoreBoundTo).macroName() == "AMBIT_CORE_BOUND_TO");
}

TEST_CASE("lists are split at outer commas") {
  auto Parts = splitList("a, f(b, c)[d], e");
  REQUIRE(Parts.size() == 3);
  CHECK(Parts[0] == "a");
  CHECK(Parts[1] == "f(b, c)[d]");
  CHECK(Parts[2] == "e");
  CHECK(splitList("").empty());
  CHECK(splitList("  ").empty());
}
