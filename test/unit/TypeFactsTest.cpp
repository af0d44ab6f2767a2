//===- TypeFactsTest.cpp --------------------------------------------------===//
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

static FactValue send(Source &S, llvm::StringRef Name) {
  return S.facts().value(S.typeOf(Name), FactKind::Send);
}
static FactValue sync(Source &S, llvm::StringRef Name) {
  return S.facts().value(S.typeOf(Name), FactKind::Sync);
}
static FactValue coreFree(Source &S, llvm::StringRef Name) {
  return S.facts().value(S.typeOf(Name), FactKind::CoreFree);
}

TEST_CASE("an annotation decides") {
  Source S("struct AMBIT_THREAD_BOUND B { int i; }; B b;"
           "struct AMBIT_SEND_UNCHECKED(\"why\") S { B b; }; S s;"
           "struct AMBIT_CORE_BOUND C {}; C c;"
           "struct AMBIT_SYNC Y { int i; }; Y y;");
  CHECK(send(S, "b") == FactValue::No);
  CHECK(sync(S, "b") == FactValue::No);
  CHECK(coreFree(S, "b") == FactValue::Yes);
  CHECK(send(S, "s") == FactValue::Yes);
  CHECK(coreFree(S, "c") == FactValue::No);
  CHECK(send(S, "c") == FactValue::Yes);
  CHECK(sync(S, "y") == FactValue::Yes);
}

TEST_CASE("facts are derived through every kind of part") {
  Source S("struct AMBIT_CORE_BOUND C {};"
           "struct Base : private C {}; struct Virtual : virtual Base {}; Virtual by_base;"
           "struct Member { int i; C c; }; Member by_member;"
           "union U { int i; C c; }; U by_union;"
           "C by_array[3][4]; C *by_pointer; C &by_reference = *by_pointer;"
           "struct Anonymous { union { int i; C c; }; }; Anonymous by_anonymous;"
           "C (*function)(C); C Member::*member; int plain; const char *text;");
  for (llvm::StringRef Bound : {"by_base", "by_member", "by_union", "by_array", "by_pointer",
                                "by_reference", "by_anonymous"}) {
    CAPTURE(Bound.str());
    CHECK(coreFree(S, Bound) == FactValue::No);
  }
  for (llvm::StringRef Free : {"function", "member", "plain", "text"}) {
    CAPTURE(Free.str());
    CHECK(coreFree(S, Free) == FactValue::Yes);
  }
}

TEST_CASE("sync is unknown for state that changes, yes for state that does not") {
  Source S("struct Mutable { int i; }; Mutable mutable_state;"
           "struct Fixed { const int i = 1; const char *const p = nullptr; }; "
           "const int number = 1; Mutable *shared; volatile int flag; const Mutable frozen = {1};"
           "struct Cached { mutable int i; }; const Cached cached = {};");
  CHECK(sync(S, "mutable_state") == FactValue::Unknown);
  CHECK(sync(S, "number") == FactValue::Yes);
  CHECK(sync(S, "frozen") == FactValue::Yes);
  CHECK(sync(S, "cached") == FactValue::Unknown);
  CHECK(sync(S, "flag") == FactValue::No);
  CHECK(send(S, "shared") == FactValue::Unknown);
}

TEST_CASE("members under the object's own lock need send only") {
  Source S("struct AMBIT_LOCK(mutex) M { int i; };"
           "struct Table { M m; int rows AMBIT_GUARDED_BY(m); }; Table guarded;"
           "struct Open { M m; int rows; }; Open open;");
  CHECK(sync(S, "guarded") == FactValue::Yes);
  CHECK(sync(S, "open") == FactValue::Unknown);
}

TEST_CASE("recursive types end, and one bound leaf is found from every side") {
  Source S("struct AMBIT_CORE_BOUND Leaf {};"
           "struct B; struct A { B *b; A *self; }; struct B { A *a; Leaf *leaf; };"
           "struct X; struct Y { X *x; }; struct X { Y *y; X *next; };"
           "A a; B b; X x; Y y;");
  // Whatever is asked first, the answers are the same.
  CHECK(coreFree(S, "a") == FactValue::No);
  CHECK(coreFree(S, "b") == FactValue::No);
  CHECK(coreFree(S, "x") == FactValue::Yes);
  CHECK(coreFree(S, "y") == FactValue::Yes);
}

TEST_CASE("an incomplete type is unknown unless it is annotated") {
  Source S("struct Opaque; Opaque *unknown; struct AMBIT_CORE_BOUND Bound; Bound *bound;"
           "void *anything;");
  CHECK(coreFree(S, "unknown") == FactValue::Unknown);
  CHECK(coreFree(S, "bound") == FactValue::No);
  CHECK(coreFree(S, "anything") == FactValue::Unknown);
}

TEST_CASE("a condition holds per instantiation") {
  Source S("template <class T> struct AMBIT_SEND_IF(sizeof(T) == 1) Slot { T *p; };"
           "Slot<char> small; Slot<long> large;");
  CHECK(send(S, "small") == FactValue::Yes);
  CHECK(send(S, "large") == FactValue::No);
}

TEST_CASE("an annotated typedef counts where its name is used") {
  Source S("typedef unsigned tick AMBIT_CORE_BOUND; tick t; unsigned u;"
           "struct Work { tick at; }; Work w;");
  CHECK(coreFree(S, "t") == FactValue::No);
  CHECK(coreFree(S, "u") == FactValue::Yes);
  CHECK(coreFree(S, "w") == FactValue::No);
}

TEST_CASE("a reason leads from the type to its cause, the shortest way") {
  Source S("struct AMBIT_CORE_BOUND I2c {}; struct Sensor { int id; I2c *bus; };"
           "struct Board { Sensor sensors[4]; }; Board board;");
  FactNode Node = S.facts().rules().node(S.typeOf("board"), FactKind::CoreFree);
  FactReason Reason = S.facts().explain(Node);
  REQUIRE(Reason.Path.size() == 4);
  CHECK(Reason.Path[0].What == TypePart::Member);
  CHECK(Reason.Path[1].What == TypePart::Element);
  CHECK(Reason.Path[2].What == TypePart::Member);
  CHECK(Reason.Path[3].What == TypePart::Pointee);
  CHECK(Reason.Cause.Why == FactCause::Declared);
}

TEST_CASE("a type nested thousands deep ends") {
  std::string Code = "struct AMBIT_CORE_BOUND T0 {};";
  for (int I = 1; I < 3000; ++I)
    Code += "struct T" + std::to_string(I) + " { T" + std::to_string(I - 1) + " *p; };";
  Source S(Code + "T2999 deep;");
  CHECK(coreFree(S, "deep") == FactValue::No);
}

TEST_CASE("broken types are unknown") {
  Source S("struct Broken { Missing m; }; Broken *b; template <class T> struct D { T t; };");
  CHECK(send(S, "b") == FactValue::Unknown);
}
