//===- PointerContents.cpp ------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/PointerContents.h"
#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace ambit {

/// \p P with any element where it names one.
PathId PointerContents::anyElement(PathId P) {
  const PathNode N = Graph.Paths[P];
  if (!N.Parent)
    return P;
  const PathId Parent = anyElement(N.Parent);
  if (N.Kind == PathKind::Element || N.Kind == PathKind::SomeElement)
    return Graph.Paths.get(PathKind::SomeElement, Parent);
  return Parent == N.Parent ? P : Graph.Paths.get(N.Kind, Parent, N.Symbol, N.Index);
}

void PointerContents::keep(PointerStore S, const Node &N) {
  constexpr size_t MaxValues = 16;
  const PathId In = absolute(Graph.Paths, S.In, N), What = absolute(Graph.Paths, S.What, N);
  if (!Graph.Paths.isAbsolute(In) || !Graph.Paths.isAbsolute(What))
    return;
  for (PathId Name : {In, anyElement(In)}) {
    auto &Values = Contents[Name];
    if (Values.size() < MaxValues && !is_contained(Values, What))
      Values.push_back(What);
  }
}

void PointerContents::gather(const RelevantParameters &Relevant,
                             function_ref<bool(FunctionId)> BeginsHere) {
  for (const PointerStore &S : Graph.Stores)
    keep(S, Node());
  // A function for each set of objects that it is called with; of too many one stands for the rest.
  constexpr unsigned MaxCopies = 64;
  ListPool<Bindings> Lists;
  std::vector<SmallVector<ListRef<Bindings>, 1>> Seen(Graph.Functions.size());
  std::vector<std::pair<FunctionId, ListRef<Bindings>>> Work;
  size_t NumDone = 0;
  SmallVector<Question, 4> Asked; // all of it is asked again in each run
  auto Reach = [&](FunctionId F, ArrayRef<PathId> GivenThere) {
    if (!Graph.Functions[F].IsDefined)
      return;
    ListRef<Bindings> Given = Lists.get(Relevant.complete(F, GivenThere));
    if (is_contained(Seen[F], Given))
      return;
    if (Seen[F].size() >= MaxCopies) {
      Given = Lists.get(Relevant.complete(F, {}));
      if (is_contained(Seen[F], Given))
        return;
    }
    Seen[F].push_back(Given);
    Work.push_back({F, Given});
  };
  auto Drain = [&] {
    for (; NumDone < Work.size(); ++NumDone) {
      Node N;
      N.Function = Work[NumDone].first;
      N.Given = Work[NumDone].second;
      Asked.clear();
      const Function &Info = Graph.Functions[N.Function];
      for (const PointerStore &S : Info.Stores)
        keep(S, N);
      for (const Call &C : Info.Calls)
        if (C.State->IsReached) {
          const Objects Given = absolute(Graph.Paths, C.Given, N);
          for (FunctionId T : calleesOf(C, N, Asked).Targets)
            Reach(T, Given);
        }
      for (StartId Id : Info.Starts) {
        const Start &S = Graph.Starts[Id];
        if (S.What != Start::Body)
          continue;
        const Objects Given = absolute(Graph.Paths, S.Given, N);
        if (FunctionId Target = targetOf(S, N, Asked); Target != NoFunction)
          Reach(Target, Given);
        else
          for (FunctionId T : S.Stored)
            Reach(T, Given);
      }
    }
  };
  for (FunctionId F = 0; F < Graph.Functions.size(); ++F)
    if (BeginsHere(F))
      Reach(F, {});
  Drain();
  // What only calls itself, and what only dead code starts.
  for (FunctionId F = 0; F < Graph.Functions.size(); ++F)
    if (Seen[F].empty()) {
      Reach(F, {});
      Drain();
    }
  IsComplete = true;
}

/// The objects that \p P may name, where what pointers on the way hold is known.
SmallVector<PathId, 4> PointerContents::objectsAt(PathId P) {
  constexpr size_t MaxObjects = 16;
  const PathNode N = Graph.Paths[P];
  if (!N.Parent)
    return {P};
  SmallVector<PathId, 4> Found;
  for (PathId Of : objectsAt(N.Parent)) {
    if (Found.size() >= MaxObjects)
      break;
    if (N.Kind != PathKind::Pointee) {
      Found.push_back(Graph.Paths.get(N.Kind, Of, N.Symbol, N.Index));
      continue;
    }
    auto It = Contents.find(Of);
    if (It == Contents.end())
      It = Contents.find(anyElement(Of));
    if (It == Contents.end())
      Found.push_back(Graph.Paths.pointee(Of));
    else
      Found.append(It->second.begin(), It->second.end());
  }
  return Found;
}

SmallVector<FunctionId, 2> PointerContents::targetsOf(PathId Through) {
  SmallVector<FunctionId, 2> Targets;
  auto Add = [&](PathId P) {
    if (FunctionId F = Graph.functionAt(P); F != NoFunction && !is_contained(Targets, F))
      Targets.push_back(F);
  };
  for (PathId P : objectsAt(Through)) {
    Add(P);
    // An object that can be called is no pointer to one.
    if (auto It = Contents.find(P); It != Contents.end())
      for (PathId Value : It->second)
        Add(Value);
  }
  return Targets;
}

SmallVector<FunctionId, 2> PointerContents::answer(Question Q) {
  if (FunctionId Is = Graph.functionAt(Q.Through); Is != NoFunction)
    return {Is};
  if (Q.IsGuess && IsComplete)
    return targetsOf(Q.Through);
  return {};
}

Callees PointerContents::calleesOf(const Call &C, const Node &N, SmallVectorImpl<Question> &Asked) {
  if (C.Through) {
    Asked.push_back({absolute(Graph.Paths, C.Through, N), C.IsGuess});
    if (auto Known = answer(Asked.back()); !Known.empty())
      return {std::move(Known), /*IsGuess=*/false};
  }
  return {{C.Targets.begin(), C.Targets.end()}, C.IsGuess};
}

FunctionId PointerContents::targetOf(const Start &S, const Node &N,
                                     SmallVectorImpl<Question> &Asked) {
  if (S.Target != NoFunction || !S.Through)
    return S.Target;
  Asked.push_back({absolute(Graph.Paths, S.Through, N), /*IsGuess=*/false});
  return Graph.functionAt(Asked.back().Through);
}

} // namespace ambit
