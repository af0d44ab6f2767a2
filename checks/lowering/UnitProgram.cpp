//===- UnitProgram.cpp ----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lowering/UnitProgram.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringExtras.h"
#include <set>

using namespace clang;
using namespace llvm;

namespace ambit {

/// Functions with each after those it calls; a cycle is cut somewhere.
static std::vector<FunctionId> calleesFirst(const Program &Graph) {
  std::vector<FunctionId> Order;
  std::vector<uint8_t> State(Graph.Functions.size());
  std::vector<std::pair<FunctionId, size_t>> Stack;
  for (FunctionId Root = 0; Root < Graph.Functions.size(); ++Root) {
    if (State[Root])
      continue;
    State[Root] = 1;
    Stack.push_back({Root, 0});
    while (!Stack.empty()) {
      auto &[F, Next] = Stack.back();
      const std::vector<Call> &Calls = Graph.Functions[F].Calls;
      if (Next == Calls.size()) {
        State[F] = 2;
        Order.push_back(F);
        Stack.pop_back();
        continue;
      }
      for (FunctionId T : Calls[Next++].Targets)
        if (!State[T]) {
          State[T] = 1;
          Stack.push_back({T, 0});
          break; // F and Next are gone; other targets are met as roots
        }
    }
  }
  return Order;
}

UnitProgram::UnitProgram(const UnitSources &Unit) : Low(Unit) {
  const std::vector<FunctionId> Order = calleesFirst(Low.Graph);
  solveFunctions(Order);
  Phased = solvePhases(Low.Functions, Low.Graph, Order);
  checkExcludes();
  dropPairs();
  Solved = std::make_unique<Solution>(Low.Graph);
}

std::optional<Summary> UnitProgram::expectedOf(const FunctionDecl &F) {
  const Effects &E = Low.effects().of(F);
  if (!E.HasLockAnnotation || all_of(E.Locks, [](const LockOp &Op) {
        return Op.What == LockOp::Excludes || Op.What == LockOp::Requires;
      }))
    return std::nullopt;
  Summary S;
  S.IsKnown = true;
  for (const LockOp &Op : E.Locks) {
    if (Op.What == LockOp::Acquire) {
      Summary::Taken T;
      T.Lock = Op.Lock;
      S.Takes.push_back(T);
    } else if (Op.What == LockOp::Release) {
      Summary::Given G;
      G.Lock = Op.Lock;
      S.Gives.push_back(G);
    } else if (Op.What == LockOp::TryAcquire) {
      Summary::Try T;
      T.Lock = Op.Lock;
      S.Tries.push_back(T);
    }
  }
  return S;
}

void UnitProgram::solveFunctions(const std::vector<FunctionId> &Order) {
  Summaries.resize(Low.Functions.size());
  for (FunctionId F : Order) {
    const LoweredFunction &Body = Low.Functions[F];
    if (Body.Blocks.empty())
      continue;
    std::optional<Summary> Expected = expectedOf(*Body.Decl);
    FlowResult R = solveLocks(Body, Low.Graph, Summaries, Expected ? &*Expected : nullptr);
    Summaries[F] = std::move(R.Sum);
    for (Imbalance &I : R.Imbalances)
      Imbalances.push_back({F, std::move(I)});
    for (const Escape &E : R.Escapes)
      Escapes.push_back({F, E});
    for (const HeldAtSuspension &H : R.Suspended)
      Suspensions.push_back({F, H});
    if (!R.IsComplete)
      Unfinished.push_back(F);
  }
  llvm::sort(Unfinished);
}

void UnitProgram::checkExcludes() {
  Program &Graph = Low.Graph;
  for (FunctionId F = 0; F < Graph.Functions.size(); ++F)
    for (const Call &C : Graph.Functions[F].Calls)
      for (FunctionId T : C.Targets)
        for (const Demand &D : Graph.Functions[T].Excludes) {
          PathId Lock = Graph.Paths.substitute(D.Lock.Lock, C.Given);
          for (const Held &H : C.State.Holds)
            if (Lock && H.Lock == Lock) {
              Imbalance I;
              I.What = Imbalance::Excluded;
              I.Lock = H;
              I.At = C.At;
              I.SaidAt = D.SaidAt;
              I.Callee = Graph.Functions[T].Name;
              Imbalances.push_back({F, I});
            }
        }
}

/// Whether a function's name starts or ends with a word for half of a section:
/// `bus_lock`, `beginTransaction`.
static bool saysLock(StringRef Name) {
  static const StringRef Words[] = {"lock",    "unlock",    "trylock", "acquire", "release",
                                    "enter",   "exit",      "leave",   "begin",   "end",
                                    "disable", "enable",    "suspend", "resume",  "claim",
                                    "protect", "unprotect", "save",    "restore"};
  SmallVector<std::string, 8> Parts(1);
  for (char C : Name) {
    if (C == '_') {
      Parts.emplace_back();
      continue;
    }
    if (isUpper(C) && !Parts.back().empty() && !isUpper(Parts.back().back()))
      Parts.emplace_back();
    Parts.back() += C;
  }
  llvm::erase_if(Parts, [](const std::string &P) { return P.empty(); });
  return !Parts.empty() && any_of(Words, [&](StringRef W) {
    return W.equals_insensitive(Parts.front()) || W.equals_insensitive(Parts.back());
  });
}

void UnitProgram::dropPairs() {
  const PathTable &Paths = Low.Graph.Paths;
  // A lock as two functions would both know it: by its member, variable or kind.
  auto NameOf = [&](PathId P) -> std::pair<unsigned, int64_t> {
    for (; P; P = Paths[P].Parent) {
      const PathNode &N = Paths[P];
      if (N.Kind == PathKind::Field || N.Kind == PathKind::Global || N.Kind == PathKind::Local ||
          N.Kind == PathKind::Result)
        return {1, N.Symbol};
      if (N.Kind == PathKind::Machine)
        return {2, N.Index};
      if (N.Kind == PathKind::Parameter)
        return {3, 0};
    }
    return {0, 0};
  };
  std::set<std::pair<unsigned, int64_t>> Taken, Given, Signalled;
  for (FunctionId F = 0; F < Summaries.size(); ++F) {
    const Summary &S = Summaries[F];
    const IdentifierInfo *Name = Low.Functions[F].Decl->getIdentifier();
    // One named `unlock` is half of a pair; any other wakes somebody up.
    if (!Name || !saysLock(Name->getName()))
      for (const Summary::Given &G : S.Gives)
        Signalled.insert(NameOf(G.Lock.Lock));
    for (const Summary::Taken &T : S.Takes)
      Taken.insert(NameOf(T.Lock.Lock));
    for (const Summary::Try &T : S.Tries)
      Taken.insert(NameOf(T.Lock.Lock));
    for (const Summary::Given &G : S.Gives)
      Given.insert(NameOf(G.Lock.Lock));
  }
  // A function that only takes, on whatever paths, leaves the giving to others.
  for (const LoweredFunction &F : Low.Functions) {
    std::set<std::pair<unsigned, int64_t>> Takes, Gives;
    for (const LockEvent &E : F.Locks) {
      auto Name = NameOf(E.Lock.Lock);
      if (Name.first != 1)
        continue;
      if (E.What == LockEvent::Acquire || E.What == LockEvent::Try)
        Takes.insert(Name);
      else if (E.What == LockEvent::Release)
        Gives.insert(Name);
    }
    for (auto &Name : Takes)
      if (!Gives.count(Name) && F.Decl->isExternallyVisible() && F.Blocks.size() > 4)
        Taken.insert(Name);
  }
  SmallPtrSet<const CXXRecordDecl *, 4> Raii;
  for (FunctionId F = 0; F < Summaries.size(); ++F)
    if (const auto *C = dyn_cast_or_null<CXXConstructorDecl>(Low.Functions[F].Decl);
        C && !Summaries[F].Takes.empty())
      Raii.insert(C->getParent());
  llvm::erase_if(Imbalances, [&](const FoundImbalance &I) {
    if (I.What.IsSignalLike && I.What.IsWholeFunction)
      return true;
    const FunctionDecl *Function = Low.Functions[I.In].Decl;
    const Effects &Known = Low.effects().of(*Function);
    // What the models describe is a lock, rather than a user of one; so is a class of locks.
    if (Known.Model && (!Known.Locks.empty() || Known.StartsAll))
      return true;
    if (Function->hasAttr<NoThreadSafetyAnalysisAttr>())
      return true;
    if (const auto *M = dyn_cast<CXXMethodDecl>(Function))
      if (Low.effects().kindOf(M->getASTContext().getCanonicalTagType(M->getParent())))
        return true;
    auto Name = NameOf(I.What.Lock.Lock);
    // A lock of one call, still held when the call ends, was somebody's signal.
    if (Paths[I.What.Lock.Lock].Kind == PathKind::Local && I.What.What == Imbalance::Left)
      return true;
    // A lock that one function takes and another gives back is handed over, or a signal.
    if (Name.first == 1 && I.What.What != Imbalance::Excluded &&
        (I.What.What == Imbalance::GivenAway ? Taken.count(Name) : Signalled.count(Name)))
      return true;
    if (!I.What.IsWholeFunction)
      return false;
    if (Name.first == 3 || Name.first == 0)
      return true; // a wrapper, whatever the lock
    const FunctionDecl *F = Low.Functions[I.In].Decl;
    bool HasPair = I.What.What == Imbalance::Left ? Given.count(Name) != 0 : Taken.count(Name) != 0;
    if (I.What.IsConditional)
      return HasPair;
    // Named for what it does, its other half may be anywhere.
    if (F->getIdentifier() && saysLock(F->getName()))
      return true;
    if (isa<CXXConstructorDecl, CXXDestructorDecl>(F))
      return true;
    // A holder that its constructor made may give back early.
    if (const auto *M = dyn_cast<CXXMethodDecl>(F); M && Raii.contains(M->getParent()))
      return true;
    return HasPair;
  });
}

} // namespace ambit
