//===- AnnotationTest.cpp -------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "unit/Catch.h"
#include "unit/Source.h"

using namespace ambit;
using namespace clang;

static constexpr Spelling Cores[] = {Spelling::CoreBound, Spelling::CoreBoundTo};

/// Of whom it is said that the type of \p Name is core-bound; empty if of nobody.
static std::string boundBy(Source &S, llvm::StringRef Name) {
  TypeAnnotation Found = S.Analysed->annotations().findOnType(S.typeOf(Name), Cores);
  return Found ? Found.On->getNameAsString() : std::string();
}

TEST_CASE("what is said of a class holds for its objects and for ways to them") {
  Source S("struct AMBIT_CORE_BOUND C {}; struct Plain {};"
           "C object; const volatile C qualified; extern C &reference; C *pointer; Plain plain;"
           "C array[2][3]; enum E { A }; E number; void (*function)(C);");
  for (llvm::StringRef Bound : {"object", "qualified", "reference", "pointer"}) {
    CAPTURE(Bound.str());
    CHECK(boundBy(S, Bound) == "C");
  }
  for (llvm::StringRef Free : {"plain", "number", "function"}) {
    CAPTURE(Free.str());
    CHECK(boundBy(S, Free).empty());
  }
}

TEST_CASE("what is said of a base or of a typedef holds where that is named") {
  Source S("struct AMBIT_CORE_BOUND C {}; struct Derived : C {}; struct Further : Derived {};"
           "using Handle AMBIT_CORE_BOUND_TO(1) = int; using Same = Handle;"
           "Further derived; Handle handle; Same same; int number;");
  CHECK(boundBy(S, "derived") == "C");
  CHECK(boundBy(S, "handle") == "Handle");
  CHECK(boundBy(S, "same") == "Handle");
  CHECK(boundBy(S, "number").empty());
}

TEST_CASE("a member says nothing of the class that has it") {
  Source S("struct AMBIT_CORE_BOUND C {}; struct Has { C c; }; Has has; struct Incomplete;"
           "extern Incomplete &incomplete;");
  CHECK(boundBy(S, "has").empty());
  CHECK(boundBy(S, "incomplete").empty());
}

TEST_CASE("only the kinds that are asked for are found") {
  Source S("struct AMBIT_CORE_BOUND AMBIT_PHASE_BOUND(boot) Both {}; Both both;"
           "struct AMBIT_THREAD_BOUND Other {}; Other other;");
  constexpr Spelling Phase[] = {Spelling::PhaseBound};
  TypeAnnotation Found = S.Analysed->annotations().findOnType(S.typeOf("both"), Phase);
  REQUIRE(Found);
  CHECK(Found.What->Kind == Spelling::PhaseBound);
  CHECK(Found.What->Arguments[0] == "boot");
  CHECK(boundBy(S, "both") == "Both");
  CHECK(boundBy(S, "other").empty());
}
