//===- PathTest.cpp -------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Path.h"
#include "unit/Catch.h"

using namespace ambit;

TEST_CASE("equal paths have one number") {
  PathTable Paths;
  PathId G = Paths.root(PathKind::Global, 1);
  CHECK(G != 0);
  CHECK(Paths.root(PathKind::Global, 1) == G);
  CHECK(Paths.root(PathKind::Global, 2) != G);
  CHECK(Paths.root(PathKind::Local, 1) != G);
  CHECK(Paths.field(G, 5) == Paths.field(G, 5));
  CHECK(Paths.field(G, 5) != Paths.field(G, 6));
  CHECK(Paths.get(PathKind::Element, G, 0, 1) != Paths.get(PathKind::Element, G, 0, 2));
}

TEST_CASE("what is reached from nothing is nothing") {
  PathTable Paths;
  CHECK(Paths.field(0, 5) == 0);
  CHECK(Paths.pointee(0) == 0);
  CHECK(!Paths.isAbsolute(0));
  CHECK(Paths.parameterOf(0) == -1);
  CHECK(Paths.substitute(0, {}) == 0);
}

TEST_CASE("a path knows its root and its depth") {
  PathTable Paths;
  PathId G = Paths.root(PathKind::Global, 7);
  PathId P = Paths.field(Paths.pointee(Paths.field(G, 1)), 2);
  CHECK(Paths.rootOf(P).Kind == PathKind::Global);
  CHECK(Paths.rootOf(P).Symbol == 7);
  CHECK(Paths.depthOf(P) == 4);
  CHECK(Paths.depthOf(G) == 1);
}

TEST_CASE("the pointee of a parameter becomes what the caller gave") {
  PathTable Paths;
  PathId G = Paths.root(PathKind::Global, 1);
  PathId Parameter = Paths.root(PathKind::Parameter, 0, 1);
  PathId Member = Paths.field(Paths.pointee(Parameter), 9);
  PathId Given[] = {0, G};
  CHECK(Paths.substitute(Member, Given) == Paths.field(G, 9));
  CHECK(Paths.substitute(Paths.pointee(Parameter), Given) == G);
}

TEST_CASE("a caller cannot name what it did not give") {
  PathTable Paths;
  PathId Parameter = Paths.root(PathKind::Parameter, 0, 2);
  PathId Member = Paths.field(Paths.pointee(Parameter), 9);
  PathId Given[] = {0, Paths.root(PathKind::Global, 1)};
  CHECK(Paths.substitute(Member, Given) == 0);
  // A parameter itself is the callee's own.
  CHECK(Paths.substitute(Paths.field(Parameter, 9), Given) == 0);
  PathId Unknown[] = {0, 0, 0};
  CHECK(Paths.substitute(Member, Unknown) == 0);
}

TEST_CASE("what is absolute stays as it is for every caller") {
  PathTable Paths;
  PathId G = Paths.root(PathKind::Global, 1);
  PathId P = Paths.pointee(Paths.field(G, 2));
  PathId Given[] = {G, G};
  CHECK(Paths.substitute(P, Given) == P);
  CHECK(Paths.substitute(G, Given) == G);
}

TEST_CASE("a path contains itself and what is reached through it") {
  PathTable Paths;
  PathId G = Paths.root(PathKind::Global, 1);
  PathId Other = Paths.root(PathKind::Global, 2);
  PathId Member = Paths.field(G, 3);
  PathId Part = Paths.field(Member, 4);
  CHECK(Paths.contains(G, G));
  CHECK(Paths.contains(G, Part));
  CHECK(Paths.contains(Member, Part));
  CHECK(!Paths.contains(Part, Member));
  CHECK(!Paths.contains(Paths.field(G, 4), Part));
  CHECK(!Paths.contains(Other, Part));
  CHECK(!Paths.contains(G, 0));
}

TEST_CASE("globals, locals, functions and the machine's locks are the same in all functions") {
  PathTable Paths;
  for (PathKind K : {PathKind::Global, PathKind::Local, PathKind::Function, PathKind::Machine})
    CHECK(Paths.isAbsolute(Paths.field(Paths.root(K, 1), 2)));
  for (PathKind K : {PathKind::Parameter, PathKind::Temporary, PathKind::Unknown})
    CHECK(!Paths.isAbsolute(Paths.field(Paths.root(K, 1), 2)));
}

TEST_CASE("a path tells the parameter that it starts from by pointer") {
  PathTable Paths;
  PathId This = Paths.root(PathKind::Parameter, 0, 0);
  PathId Second = Paths.root(PathKind::Parameter, 0, 2);
  CHECK(Paths.parameterOf(Paths.field(Paths.pointee(This), 1)) == 0);
  CHECK(Paths.parameterOf(Paths.pointee(Second)) == 2);
  CHECK(Paths.parameterOf(Second) == -1);
  CHECK(Paths.parameterOf(Paths.root(PathKind::Global, 1)) == -1);
}
