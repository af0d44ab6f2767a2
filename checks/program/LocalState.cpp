//===- LocalState.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/LocalState.h"
#include "llvm/ADT/Hashing.h"

using namespace llvm;

namespace ambit {

const LocalState LocalStateRef::Unreached;
const LocalState LocalStateRef::Reached = [] {
  LocalState S;
  S.IsReached = true;
  return S;
}();

size_t LocalStates::Hash::operator()(const LocalState &S) const {
  hash_code H = hash_combine(S.ReleasedAllMasks, S.Core.value_or(-1), S.IsPinned, S.IsReached,
                             hash_combine_range(S.Started.begin(), S.Started.end()),
                             hash_combine_range(S.Joined.begin(), S.Joined.end()),
                             hash_combine_range(S.Released.begin(), S.Released.end()));
  for (const SameObject &P : S.Same)
    H = hash_combine(H, P.One, P.Other);
  for (const Held &L : S.Holds)
    H = hash_combine(H, L.Lock, static_cast<unsigned>(L.Kind), L.IsTried, L.IsShared);
  return H;
}

} // namespace ambit
