//===- AnnotationNamesTest.cpp --------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/AnnotationNames.h"
#include "unit/Catch.h"
#include "unit/Source.h"

using namespace ambit;
using namespace clang;

TEST_CASE("lock names are looked up where the annotated thing stands") {
  Source S("struct mutex {}; mutex global_lock; namespace hw { mutex bus_lock; }"
           "struct base { mutex base_lock; };"
           "struct inner { mutex m; };"
           "struct device : base { int state; mutex late; inner in; inner *at; mutex all[4]; };"
           "void f(device *d, mutex &by_reference);");
  const auto *State = S.find<FieldDecl>("state");
  const auto *F = S.find<FunctionDecl>("f");
  REQUIRE(State);
  REQUIRE(F);
  auto Status = [](llvm::StringRef Text, const Decl *D) { return checkLockName(Text, *D).Status; };
  for (llvm::StringRef Good : {"late", "this->late", "base_lock", "global_lock", "hw::bus_lock",
                               "::global_lock", "in.m", "at->m", "all[2]", "&late", "irq"})
    CHECK(Status(Good, State) == NameStatus::Resolved);
  for (llvm::StringRef Good : {"d->late", "d->in.m", "by_reference", "*d", "(&d->late)"})
    CHECK(Status(Good, F) == NameStatus::Resolved);
  CHECK(Status("lat", State) == NameStatus::Unresolved);
  CHECK(checkLockName("lat", *State).Suggestion == "late");
  CHECK(Status("in.n", State) == NameStatus::Unresolved);
  CHECK(Status("hw::no_lock", State) == NameStatus::Unresolved);
  CHECK(Status("late", F) == NameStatus::Unresolved);
  CHECK(Status("1 + 2", F) == NameStatus::Unknown);
}

TEST_CASE("cores are numbers, enumerators and constants") {
  Source S("enum { APP = 0, NET = 1 }; enum class core { a = 4 }; constexpr int radio = 2;"
           "namespace hw { const unsigned dsp = 3; } int variable; void f(int core);");
  const auto *F = S.find<FunctionDecl>("f");
  CHECK(evaluateInteger("NET", *F) == 1);
  CHECK(evaluateInteger("core::a", *F) == std::nullopt); // the parameter hides it
  CHECK(evaluateInteger("::core::a", *F) == 4);
  CHECK(evaluateInteger("radio + 1", *F) == 3);
  CHECK(evaluateInteger("hw::dsp", *F) == 3);
  CHECK(!evaluateInteger("variable", *F));
  CHECK(checkConstantName("variable", *F).Status == NameStatus::Unknown);
  CHECK(checkConstantName("RADIO", *F).Status == NameStatus::Unresolved);
}
