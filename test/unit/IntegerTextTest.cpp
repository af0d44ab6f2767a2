//===- IntegerTextTest.cpp ------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/IntegerText.h"
#include "unit/Catch.h"

using ambit::evaluateIntegerText;

static std::optional<int64_t> value(llvm::StringRef Text) {
  return evaluateIntegerText(Text, [](llvm::StringRef Name) -> std::optional<int64_t> {
    if (Name == "five")
      return 5;
    return std::nullopt;
  });
}

TEST_CASE("numbers are read as C writes them") {
  CHECK(value("0") == 0);
  CHECK(value("42u") == 42);
  CHECK(value("0x1FUL") == 31);
  CHECK(value("017") == 15);
  CHECK(value("1'000") == 1000);
  CHECK(value(" -3 ") == -3);
}

TEST_CASE("operators bind as in C") {
  CHECK(value("1 + 2 * 3") == 7);
  CHECK(value("(1 + 2) * 3") == 9);
  CHECK(value("1 << 3 | 1") == 9);
  CHECK(value("10 - 2 - 3") == 5);
  CHECK(value("~0") == -1);
  CHECK(value("7 % 4") == 3);
}

TEST_CASE("casts and brackets around a value change nothing") {
  CHECK(value("((uint8_t)3u)") == 3);
  CHECK(value("((UBaseType_t) (five))") == 5);
  CHECK(value("(five)") == 5);
}

TEST_CASE("what has no value is not guessed") {
  CHECK(!value(""));
  CHECK(!value("six"));
  CHECK(!value("1 +"));
  CHECK(!value("(1"));
  CHECK(!value("1 / 0"));
  CHECK(!value("f(1)"));
  CHECK(!value("1 << 99"));
}

TEST_CASE("deep nesting ends") {
  CHECK(!value(std::string(10000, '(') + "1" + std::string(10000, ')')));
  CHECK(!value(std::string(100000, '-') + "1"));
}
