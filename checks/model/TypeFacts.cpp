//===- TypeFacts.cpp ------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Tarjan, with an explicit stack, since templates nest deeper than a thread
// has stack. Example, for send:
//
//   struct Json { vector<Json> Items; Cursor *At; };
//
// Json depends on vector<Json>, which depends on Json: one component. Its
// value is the worst that any member says from outside the component, here
// Cursor (not sync, thus no), and holds for all members at once.
//
//===----------------------------------------------------------------------===//

#include "model/TypeFacts.h"
#include "llvm/ADT/DenseSet.h"
#include <deque>

using namespace clang;
using namespace llvm;

namespace ambit {

struct TypeFacts::Frame {
  FactNode Node;
  SmallVector<TypePart, 8> Parts;
  unsigned Next;
  unsigned Index;
  unsigned Low;
  FactValue Value;
};

FactValue TypeFacts::value(const FactNode &Root) const {
  if (auto It = Known.find(Root.key()); It != Known.end())
    return It->second;

  std::vector<Frame> Path;                     // the frames being computed
  std::vector<FactNode::Key> Open;             // nodes whose component is not complete
  DenseMap<FactNode::Key, unsigned> OpenIndex; // their discovery numbers
  unsigned Counter = 0;

  auto Enter = [&](const FactNode &N) {
    TypeVerdict V = Rules.verdict(N);
    OpenIndex[N.key()] = Counter;
    Open.push_back(N.key());
    Path.push_back({N, std::move(V.Parts), 0, Counter, Counter, V.Own});
    ++Counter;
  };
  Enter(Root);
  FactValue Result = FactValue::Yes;
  while (!Path.empty()) {
    Frame &F = Path.back();
    if (F.Next < F.Parts.size()) {
      const FactNode To = F.Parts[F.Next++].To;
      if (auto Done = Known.find(To.key()); Done != Known.end())
        F.Value = std::min(F.Value, Done->second);
      else if (auto Seen = OpenIndex.find(To.key()); Seen != OpenIndex.end())
        F.Low = std::min(F.Low, Seen->second);
      else
        Enter(To);
      continue;
    }
    Result = F.Value;
    unsigned Low = F.Low;
    if (F.Low == F.Index) {
      FactNode::Key Last;
      do {
        Last = Open.back();
        Open.pop_back();
        OpenIndex.erase(Last);
        Known[Last] = Result;
      } while (Last != F.Node.key());
    }
    Path.pop_back();
    if (!Path.empty()) {
      Path.back().Value = std::min(Path.back().Value, Result);
      Path.back().Low = std::min(Path.back().Low, Low);
    }
  }
  return Result;
}

FactValue TypeFacts::valueWithoutClaim(const FactNode &N) const {
  TypeVerdict V = Rules.verdict(N, /*IgnoreClaims=*/true);
  FactValue Result = V.Own;
  for (const TypePart &P : V.Parts)
    Result = std::min(Result, value(P.To));
  return Result;
}

FactReason TypeFacts::explain(const FactNode &Root, bool IgnoreClaim) const {
  const FactValue Wanted = IgnoreClaim ? valueWithoutClaim(Root) : value(Root);
  struct Visit {
    FactNode Node;
    int From; ///< index of the visit that led here
    TypePart Via;
  };
  std::deque<Visit> Visits;
  DenseSet<FactNode::Key> Seen;
  Visits.push_back({Root, -1, {}});
  Seen.insert(Root.key());
  FactReason Reason;
  Reason.Value = Wanted;
  for (size_t I = 0; I < Visits.size(); ++I) {
    TypeVerdict V = Rules.verdict(Visits[I].Node, IgnoreClaim && I == 0);
    if (V.Own == Wanted) {
      Reason.Last = Visits[I].Node;
      Reason.Cause = V.Cause;
      for (int At = I; Visits[At].From >= 0; At = Visits[At].From)
        Reason.Path.push_back(Visits[At].Via);
      std::reverse(Reason.Path.begin(), Reason.Path.end());
      return Reason;
    }
    for (const TypePart &P : V.Parts)
      if (value(P.To) == Wanted && Seen.insert(P.To.key()).second)
        Visits.push_back({P.To, static_cast<int>(I), P});
  }
  return Reason;
}

} // namespace ambit
