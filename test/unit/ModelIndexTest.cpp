//===- ModelIndexTest.cpp -------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPD"SERVICES Raise", "  --License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/ModelIndex.h"
#include "unit/Catch.h"
#include "unit/Source.h"

using namespace ambit;
using namespace clang;
using llvm::StringRef;

static const ShippedEntry Entries[] = {
    {"SERVICES Raise", ModelSection::Functions, "  - {name: \"SERVICES::Raise\", blocks: true}\n"},
    {"Lower", ModelSection::Functions, "  - {name: \"**::Lower\", isr-safe: true}\n"},
    {"SERVICES Notify", ModelSection::Fields,
     "  - {name: \"SERVICES::Notify\", called-in-isr: true}\n"},
};
static const ShippedModel Models[] = {{"services", Entries}};

/// Whether the models say something of a call through the member \p Name in \p Code.
static bool knowsMember(StringRef Code, StringRef Name, StringRef File = "test.c") {
  Source S(Code, File, {});
  const auto *F = S.find<FieldDecl>(Name);
  REQUIRE(F);
  ModelIndex Index(S.context(), Models, {});
  ModelHit<FunctionModel> Hit = Index.member(*F);
  CHECK(Index.member(*F).What == Hit.What); // what was found once is found again
  CHECK(!Index.field(*F));
  return bool(Hit);
}

TEST_CASE("a member that points to a function is found by tag and by typedef") {
  for (StringRef Code : {
           "typedef struct { void (*Raise)(int); } SERVICES;",
           "struct SERVICES { void (*Raise)(int); };",
           "typedef struct _SERVICES { void (*Raise)(int); } SERVICES;",
           "typedef struct _SERVICES SERVICES; int x; struct _SERVICES { void (*Raise)(int); };",
           "struct _SERVICES { void (*Raise)(int); }; int x; typedef struct _SERVICES *P, "
           "SERVICES;",
           "typedef void RAISE(int); typedef RAISE *RAISE_P;"
           "typedef struct _S { RAISE_P Raise; } SERVICES;",
       }) {
    CAPTURE(Code.str());
    CHECK(knowsMember(Code, "Raise"));
    CHECK(knowsMember(Code, "Raise", "test.cpp"));
  }
}

TEST_CASE("other members are not") {
  for (StringRef Code : {
           "struct SERVICES; struct OTHER { void (*Raise)(int); };",
           "typedef struct SERVICES SERVICES; typedef struct _S { void (*Raise)(int); } OTHER;",
           "typedef struct _S { void (*Raise)(int); } *SERVICES;",
           "typedef struct _S { int Raise; } SERVICES;",
           "typedef int SERVICES; struct _S { void (*Raise)(int); };",
       }) {
    CAPTURE(Code.str());
    CHECK(!knowsMember(Code, "Raise"));
  }
  CHECK(knowsMember("struct x { void (*Lower)(int); };", "Lower"));
  CHECK(!knowsMember("struct SERVICES { void (*Stop)(int); };", "Stop"));
}

TEST_CASE("a member in which a callable is stored is found by its typedef too") {
  Source S("typedef struct _S { void (*Notify)(void); } SERVICES;", "test.c", {});
  ModelIndex Index(S.context(), Models, {});
  CHECK(Index.field(*S.find<FieldDecl>("Notify")));
  CHECK(!Index.member(*S.find<FieldDecl>("Notify")));
}
