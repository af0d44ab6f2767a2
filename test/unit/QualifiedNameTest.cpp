//===- QualifiedNameTest.cpp ----------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/QualifiedName.h"
#include "model/ModelFile.h"
#include "unit/Catch.h"
#include "unit/Source.h"

using namespace ambit;

TEST_CASE("globs match parts of one name") {
  CHECK(globMatches("*_IRQHandler", "USART1_IRQHandler"));
  CHECK(globMatches("invoke_on*", "invoke_on_all"));
  CHECK(globMatches("a*b*c", "aXXbYYc"));
  CHECK(globMatches("*", ""));
  CHECK(!globMatches("invoke_on*", "invoke"));
  CHECK(!globMatches("", "x"));
}

TEST_CASE("many stars stay linear") {
  std::string Text(20000, 'a');
  CHECK(!globMatches("*a*a*a*a*b", Text));
}

TEST_CASE("declarations are named without inline and anonymous namespaces") {
  Source S("namespace std { inline namespace __1 { template <class T> struct box { box(T); "
           "void put(); }; } }"
           "namespace { void hidden(); }"
           "typedef struct { int x; } named_t;"
           "extern \"C\" void c_function(void);");
  const auto *Put = S.find<clang::CXXMethodDecl>("put");
  REQUIRE(Put);
  CHECK(modelName(*Put) == "std::box::put");
  CHECK(NamePattern("std::box::put").matches(*Put));
  CHECK(NamePattern("std::*::put").matches(*Put));
  CHECK(NamePattern("**::put").matches(*Put));
  CHECK(NamePattern("std::**").matches(*Put));
  CHECK(!NamePattern("box::put").matches(*Put));
  CHECK(!NamePattern("put").matches(*Put));
  CHECK(modelName(*S.find<clang::FunctionDecl>("hidden")) == "hidden");
  CHECK(NamePattern("c_function").matches(*S.find<clang::FunctionDecl>("c_function")));
  const auto *Constructor = S.find<clang::CXXConstructorDecl>("box");
  if (Constructor)
    CHECK(NamePattern("std::box::box").matches(*Constructor));
}

TEST_CASE("the words of a name are those without globs") {
  auto Words = literalWords("seastar::sharded::invoke_on*");
  REQUIRE(Words.size() == 2);
  CHECK(Words[0] == "seastar");
  CHECK(Words[1] == "sharded");
}
