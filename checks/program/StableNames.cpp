//===- StableNames.cpp ----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/StableNames.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/xxhash.h"

using namespace llvm;

namespace ambit {

ProgramDigest DigestWriter::take() {
  const auto Hash =
      xxh3_128bits(ArrayRef(reinterpret_cast<const uint8_t *>(Numbers.data()), Numbers.size() * 8));
  Numbers.clear();
  return {Hash.high64, Hash.low64};
}

/// A name for what consists of \p Parts.
static StableName nameOf(std::initializer_list<uint64_t> Parts) {
  uint64_t Hash = Parts.size();
  for (uint64_t P : Parts) {
    Hash = (Hash ^ P) * 0x9E3779B97F4A7C15ull;
    Hash ^= Hash >> 32;
    Hash *= 0xC2B2AE3D27D4EB4Full;
    Hash ^= Hash >> 29;
  }
  return Hash >> 1;
}

/// A name for a set of what has the names \p Parts.
static StableName nameOfSet(SmallVector<uint64_t, 16> &Parts) {
  llvm::sort(Parts);
  uint64_t Name = Parts.size();
  for (uint64_t P : Parts)
    Name = nameOf({Name, P});
  return Name;
}

StableNames::StableNames(Program &Graph, const RelevantParameters &Relevant,
                         const HandlerCalls &Handlers,
                         const std::function<uint64_t(SymbolId)> &Identity)
    : Graph(Graph), Relevant(Relevant), Handlers(Handlers), Identity(Identity),
      Functions(Graph.Functions.size()), Starts(Graph.Starts.size()),
      Digests(Graph.Functions.size()) {
  Owner = nameOf({0});
  for (FunctionId F = 0; F < Functions.size(); ++F) {
    Functions[F] = symbol(Graph.Functions[F].Name);
    for (uint64_t Number = 1; !FunctionOf.emplace(Functions[F], F).second; ++Number)
      Functions[F] = nameOf({9, symbol(Graph.Functions[F].Name), Number});
  }
  for (FunctionId F = 0; F < Functions.size(); ++F) {
    uint64_t Number = 0;
    for (StartId S : Graph.Functions[F].Starts)
      if (!Starts[S]) {
        Starts[S] = nameOf({1, Functions[F], Number++});
        StartOf.emplace(Starts[S], S);
      }
  }
  for (StartId S = 0; S < Starts.size(); ++S)
    if (!Starts[S])
      Starts[S] = nameOf({2, S});
  for (FunctionId F = 0; F < Functions.size(); ++F) {
    Owner = nameOf({3, Functions[F]});
    NumOwned = 0;
    digestOf(F);
  }
  Owner = nameOf({4});
  NumOwned = 0;
}

/// A name for something that has none.
StableName StableNames::next() { return nameOf({Owner, NumOwned++}); }

StableName StableNames::symbol(SymbolId S) {
  if (S >= Symbols.size())
    Symbols.resize(S + 1);
  if (Symbols[S])
    return Symbols[S];
  const uint64_t Known = S ? Identity(S) : 0;
  Symbols[S] = S == 0 ? nameOf({5}) : Known ? nameOf({6, Known}) : next();
  // Two may have one number, as functions of one name that are no other unit's.
  for (uint64_t Number = 1; !SymbolOf.emplace(Symbols[S], S).second; ++Number)
    Symbols[S] = nameOf({10, Known, Number});
  return Symbols[S];
}

StableName StableNames::temporary(const PathNode &N) {
  auto [It, IsNew] = Temporaries.try_emplace({N.Symbol, N.Index}, 0);
  if (IsNew) {
    It->second = next();
    TemporaryOf.emplace(It->second, N.Index);
  }
  return It->second;
}

StableName StableNames::path(PathId P) {
  if (!P)
    return 0;
  if (P < Paths.size() && Paths[P])
    return Paths[P];
  const PathNode N = Graph.Paths[P];
  const StableName Parent = path(N.Parent);
  uint64_t Symbol = N.Symbol, Index = static_cast<uint64_t>(N.Index);
  if (N.Kind == PathKind::SomeElement)
    Symbol = path(N.Symbol);
  else if (N.Kind != PathKind::Temporary)
    Symbol = symbol(N.Symbol);
  else if (hasNumberedIndex(N))
    Index = temporary(N);
  else if (N.Symbol == TemporaryKind::OfLock)
    Index = path(N.Index);
  else if (N.Symbol == TemporaryKind::OfVariable)
    Index = symbol(N.Index);
  if (P >= Paths.size())
    Paths.resize(Graph.Paths.size());
  return Paths[P] = nameOf({7, static_cast<uint64_t>(N.Kind), Parent, Symbol, Index});
}

StableName StableNames::held(const Held &H) {
  return nameOf({path(H.Lock), static_cast<uint64_t>(H.Kind), H.IsTried, H.IsShared,
                 H.Level.has_value(), static_cast<uint64_t>(H.Level.value_or(0))});
}

StableName StableNames::given(ArrayRef<PathId> Given) {
  uint64_t Name = Given.size();
  for (PathId P : Given)
    Name = nameOf({Name, path(P)});
  return Name;
}

StableName StableNames::holds(ArrayRef<Held> Holds) {
  SmallVector<uint64_t, 16> Parts;
  for (const Held &H : Holds)
    Parts.push_back(held(H));
  return nameOfSet(Parts);
}

StableName StableNames::notYet(ArrayRef<StartId> NotYet) {
  SmallVector<uint64_t, 16> Parts;
  for (StartId S : NotYet)
    Parts.push_back(S < Ended ? start(S) : nameOf({8, start(S - Ended)}));
  return nameOfSet(Parts);
}

StableName StableNames::state(const LocalState &S) {
  auto It = States.find(&S);
  if (It != States.end())
    return It->second;
  SmallVector<uint64_t, 16> Released, Same;
  for (PathId P : S.Released)
    Released.push_back(path(P));
  for (const SameObject &O : S.Same)
    Same.push_back(nameOf({path(O.One), path(O.Other)}));
  const StableName Name = nameOf({holds(S.Holds), nameOfSet(Released), S.ReleasedAllMasks,
                                  notYet(S.Started), notYet(S.Joined), nameOfSet(Same),
                                  S.Core.has_value(), static_cast<uint64_t>(S.Core.value_or(0)),
                                  S.InIsr.has_value(), S.InIsr.value_or(false), S.IsReached});
  return States[&S] = Name;
}

StableName StableNames::head(FunctionId F) {
  const Function &Info = Graph.Functions[F];
  const bool Claims = Info.ClaimsCore;
  return nameOf({Info.IsDefined, Info.IsInit, Claims,
                 Claims ? static_cast<uint64_t>(Info.Runs.What) : 0,
                 Claims && Info.Runs.Core.has_value(),
                 Claims ? static_cast<uint64_t>(Info.Runs.Core.value_or(0)) : 0, Relevant.of(F)});
}

void StableNames::digestOf(FunctionId F) {
  const Function &Info = Graph.Functions[F];
  DigestWriter W;
  W.add(head(F));
  W.add(uint64_t(actsAsThread(Info)));
  W.add(uint64_t(Info.Requires.size()));
  for (const Demand &D : Info.Requires)
    W.add(held(D.Lock));
  // Calls at one place, as by a macro, are not told apart where it is named.
  DenseMap<PlaceId, uint64_t> FirstAt;
  uint64_t Number = 0;
  for (const Call &C : Info.Calls) {
    const uint64_t First = FirstAt.try_emplace(C.At, Number++).first->second;
    if (!C.State->IsReached)
      continue;
    W.add(First);
    W.add(state(C.State));
    W.add(path(C.Through));
    W.add(given(C.Given));
    W.add(C.Under.Lock ? held(C.Under) : 0);
    W.add(uint64_t(C.IsLastWord) | uint64_t(C.IsGuess) << 1 |
          uint64_t(Handlers.isWrong(Info, C)) << 2);
    W.add(uint64_t(C.Targets.size()));
    for (FunctionId T : C.Targets) {
      W.add(function(T));
      W.add(head(T));
    }
  }
  W.add(~uint64_t(0)); // no name
  W.add(uint64_t(Info.Starts.size()));
  for (StartId Id : Info.Starts) {
    const Start &S = Graph.Starts[Id];
    W.add(start(Id));
    W.add(uint64_t(S.What));
    W.add(S.Target == NoFunction ? 0 : function(S.Target));
    W.add(path(S.Through));
    W.add(uint64_t(S.Stored.size()));
    for (FunctionId T : S.Stored)
      W.add(function(T));
    W.add(given(S.Given));
    W.add(uint64_t(S.IsRepeated));
    W.add(state(S.State));
  }
  Digests[F] = W.take();
}

StableName StableNames::aliases() {
  SmallVector<uint64_t, 16> All;
  Graph.Paths.forAliases(
      [&](PathId Name, PathId Object) { All.push_back(nameOf({path(Name), path(Object)})); });
  return nameOfSet(All);
}

} // namespace ambit
