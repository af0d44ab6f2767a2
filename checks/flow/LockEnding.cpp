//===- LockEnding.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/LockEnding.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

using namespace llvm;

namespace ambit {
namespace {

/// Whether the state before \p H was saved where other functions find it.
bool isHandedOver(const Alternative &A, const HeldItem &H, const PathTable &Paths) {
  if (!isMask(H.Lock.Kind))
    return false;
  unsigned Depth = 0;
  for (const HeldItem &Other : A.Holds) {
    if (&Other == &H)
      break;
    Depth += isMask(Other.Lock.Kind);
  }
  return any_of(A.Tokens, [&](const Token &T) {
    PathKind Root = Paths.rootOf(T.Key).Kind;
    return T.Depth == Depth && (Root == PathKind::Global || Root == PathKind::Parameter) &&
           Paths[T.Key].Kind != PathKind::Parameter;
  });
}

/// Whether the state before \p H was returned to nobody.
bool isDiscarded(const Alternative &A, const HeldItem &H, const PathTable &Paths) {
  if (!isMask(H.Lock.Kind) || Paths[H.Lock.Lock].Kind != PathKind::Machine)
    return false;
  unsigned Depth = 0;
  for (const HeldItem &Other : A.Holds) {
    if (&Other == &H)
      break;
    Depth += isMask(Other.Lock.Kind);
  }
  bool HasToken = false;
  for (const Token &T : A.Tokens)
    if (T.Depth == Depth) {
      HasToken = true;
      if (Paths[T.Key].Kind != PathKind::Temporary || A.ReturnKey == T.Key)
        return false;
    }
  return HasToken;
}

/// What \p A leaves behind, without what its guards and the caller see to. Of a mask whose
/// state was saved for others, \p IsAll tells whether to count it.
std::vector<HeldItem> leftOver(const Alternative &A, const PathTable &Paths, bool IsAll = false) {
  std::vector<HeldItem> Left;
  for (const HeldItem &H : A.Holds) {
    if (H.IsAsserted)
      continue;
    if (A.ThrownAt && H.Owner)
      continue; // unwinding ends the guard
    if (A.IsTokenTested && isMask(H.Lock.Kind))
      continue; // masked as before, says the branch
    if (!IsAll && isHandedOver(A, H, Paths))
      continue; // whoever restores from there has it
    if (isDiscarded(A, H, Paths))
      continue; // masked for good
    Left.push_back(H);
  }
  return Left;
}

bool isSameLeft(const std::vector<HeldItem> &A, const std::vector<HeldItem> &B) {
  return A.size() == B.size() && all_of(A, [&](const HeldItem &H) {
           return count_if(A, [&](const HeldItem &O) { return O.Lock.Lock == H.Lock.Lock; }) ==
                  count_if(B, [&](const HeldItem &O) { return O.Lock.Lock == H.Lock.Lock; });
         });
}

class Ending {
public:
  Ending(const LoweredFunction &F, const PathTable &Paths, std::vector<ExitState> Exits,
         ArrayRef<PathId> Owned, const Summary *Expected, FlowResult &Result)
      : F(F), Paths(Paths), Exits(std::move(Exits)), Owned(Owned), Expected(Expected),
        Result(Result) {}

  void run() {
    Summary &Sum = Result.Sum;
    Sum.IsKnown = true;
    std::vector<ExitState *> Normal;
    for (ExitState &X : Exits) {
      if (X.End.ThrownAt)
        continue;
      Normal.push_back(&X);
      Sum.Started = unite(Sum.Started, X.End.Started);
      Sum.Joined = Normal.size() == 1 ? X.End.Joined : common(Sum.Joined, X.End.Joined);
    }
    if (Expected) {
      checkExpected();
      return;
    }
    if (Normal.empty()) {
      checkThrows({});
      return;
    }
    // A saved state that others restore from is part of what the function does.
    std::vector<HeldItem> First = leftOver(Normal[0]->End, Paths, /*IsAll=*/true);
    bool IsSame = all_of(Normal, [&](const ExitState *X) {
      return isSameLeft(leftOver(X->End, Paths, /*IsAll=*/true), First) &&
             givenAway(X->End) == givenAway(Normal[0]->End);
    });
    if (IsSame) {
      for (const HeldItem &H : First)
        addTaken(H, *Normal[0]);
      std::vector<GivenItem> Gave;
      for (const ExitState *X : Normal)
        for (GivenItem G : X->End.Gave) {
          restoreByParameter(Normal, *X, G);
          if (!is_contained(Gave, G))
            Gave.push_back(G);
        }
      for (const GivenItem &G : Gave)
        Sum.Gives.push_back({G.Lock, G.Token, G.At, G.IsSignalLike});
      reportWhole(First, *Normal[0]);
      checkThrows(First);
      return;
    }
    if (Normal.size() > 1 && (conditional(Normal) || areHalves(Normal))) {
      if (Result.Sum.Tries.empty())
        checkThrows({});
      return;
    }
    // Paths differ: those that leave with more than the one that has least are wrong.
    std::vector<HeldItem> Least = First;
    for (const ExitState *X : Normal) {
      std::vector<HeldItem> Mine = leftOver(X->End, Paths);
      std::erase_if(Least, [&](const HeldItem &H) {
        return none_of(Mine, [&](const HeldItem &O) { return O.Lock.Lock == H.Lock.Lock; });
      });
    }
    for (const ExitState *X : Normal)
      for (const HeldItem &H : X->End.Holds)
        if (is_contained(Owned, H.Lock.Lock))
          Least.push_back(H);
    for (const ExitState *X : Normal)
      reportLeft(*X, Least);
    bool SomeGaveNothing = any_of(Normal, [](const ExitState *X) { return X->End.Gave.empty(); });
    for (const ExitState *X : Normal)
      if (SomeGaveNothing && !X->End.IsVague)
        for (const GivenItem &G : X->End.Gave)
          if (!X->End.IsTokenTested && !hasEnabledOnly(G) && !is_contained(Owned, G.Lock.Lock))
            add(Imbalance::GivenAway, G.Lock, X->At, G.At, G.IsSignalLike, true, false, true);
    checkThrows(Least);
  }

private:
  /// `sei` without `cli`: enables interrupts where they may have been enabled before.
  static bool hasEnabledOnly(const GivenItem &G) {
    return G.Lock.Kind == LockKind::IrqFlat || G.Lock.Kind == LockKind::Line || G.Token;
  }
  static std::vector<GivenItem> givenAway(const Alternative &A) {
    std::vector<GivenItem> Gave = A.Gave;
    std::erase_if(Gave, [](const GivenItem &G) {
      return G.Lock.Kind == LockKind::IrqFlat || G.Lock.Kind == LockKind::Line;
    });
    return Gave;
  }

  void add(Imbalance::Kind What, const Held &Lock, PlaceId At, PlaceId TakenAt, bool IsSignalLike,
           bool IsWhole, bool IsConditional = false, bool IsOnSomePath = false) {
    Imbalance I;
    I.What = What;
    I.Lock = Lock;
    I.At = At;
    I.TakenAt = TakenAt;
    I.IsSignalLike = IsSignalLike;
    I.IsWholeFunction = IsWhole;
    I.IsConditional = IsConditional;
    I.IsOnSomePath = IsOnSomePath;
    for (const Imbalance &Old : Result.Imbalances)
      if (Old.What == What && Old.At == At && Old.Lock.Lock == Lock.Lock)
        return;
    Result.Imbalances.push_back(I);
  }

  /// To enable on one path only, chosen by a parameter, is to restore the state it stands for.
  void restoreByParameter(const std::vector<ExitState *> &Normal, const ExitState &X,
                          GivenItem &G) const {
    if (G.Token || G.Lock.Kind != LockKind::IrqFlat ||
        all_of(Normal, [&](const ExitState *Y) { return is_contained(Y->End.Gave, G); }))
      return;
    for (const Fact &Known : X.End.Facts)
      if (Paths[Known.Key].Kind == PathKind::Parameter) {
        G.Token = Known.Key;
        G.Lock.Kind = LockKind::Irq;
        return;
      }
  }

  void addTaken(const HeldItem &H, const ExitState &X) {
    Summary::Taken T;
    T.Lock = H.Lock;
    T.At = H.At;
    T.IsSignalLike = H.IsSignalLike;
    T.IsGuard = H.Owner != 0 || F.IsOfRaii;
    T.IsReturned = H.Owner ? H.Owner == X.ReturnKey : false;
    if (!T.IsGuard && isMask(H.Lock.Kind)) {
      unsigned Depth = 0;
      for (const HeldItem &Other : X.End.Holds) {
        if (&Other == &H || Other.At == H.At)
          break;
        Depth += isMask(Other.Lock.Kind);
      }
      for (const Token &K : X.End.Tokens) {
        if (K.Depth != Depth)
          continue;
        if (K.Key == X.ReturnKey && K.Key)
          T.IsReturned = true;
        else if (Paths[K.Key].Kind != PathKind::Temporary &&
                 Paths.rootOf(K.Key).Kind != PathKind::Local)
          T.Token = K.Key;
      }
    }
    Result.Sum.Takes.push_back(T);
  }

  void reportLeft(const ExitState &X, const std::vector<HeldItem> &Allowed) {
    if (X.End.IsVague)
      return;
    for (const HeldItem &H : leftOver(X.End, Paths)) {
      if (H.Owner && H.Owner == X.ReturnKey)
        continue;
      // A guard that lives on in the object it is part of.
      if (H.Owner && Paths.parameterOf(H.Owner) >= 0)
        continue;
      if (any_of(Allowed, [&](const HeldItem &A) { return A.Lock.Lock == H.Lock.Lock; }))
        continue;
      // Taken twice and given back once is one mistake.
      if (any_of(Result.Imbalances, [&](const Imbalance &I) {
            return I.What == Imbalance::Twice && I.Lock.Lock == H.Lock.Lock;
          }))
        continue;
      size_t Before = Result.Imbalances.size();
      add(Imbalance::Left, H.Lock, X.At, H.At, H.IsSignalLike, false);
      if (Result.Imbalances.size() != Before)
        Result.Imbalances.back().IsThrown = X.End.ThrownAt != 0;
    }
  }

  void checkThrows(const std::vector<HeldItem> &Allowed) {
    for (const ExitState &X : Exits)
      if (X.End.ThrownAt)
        reportLeft(X, Allowed);
  }

  /// Every path takes, or gives: half of a pair, or forgotten. The unit knows.
  void reportWhole(const std::vector<HeldItem> &Left, const ExitState &X) {
    for (const HeldItem &H : Left)
      if (!H.Owner && !X.End.IsVague) {
        bool HasToken = any_of(Result.Sum.Takes, [&](const Summary::Taken &T) {
          return T.Lock == H.Lock && (T.Token || T.IsReturned);
        });
        bool IsTwice = any_of(Result.Imbalances, [&](const Imbalance &I) {
          return I.What == Imbalance::Twice && I.Lock.Lock == H.Lock.Lock;
        });
        if (!HasToken && !IsTwice && H.Lock.Kind != LockKind::IrqFlat)
          add(Imbalance::Left, H.Lock, X.At, H.At, H.IsSignalLike, true);
      }
    for (const GivenItem &G : X.End.Gave)
      if (!hasEnabledOnly(G) && !X.End.IsVague)
        add(Imbalance::GivenAway, G.Lock, X.At, G.At, G.IsSignalLike, true);
  }

  void checkExpected() {
    Result.Sum.Takes = Expected->Takes;
    Result.Sum.Gives = Expected->Gives;
    Result.Sum.Tries = Expected->Tries;
    std::vector<HeldItem> Allowed;
    for (const Summary::Taken &T : Expected->Takes)
      Allowed.push_back({T.Lock, 0, 0, false, false});
    for (const Summary::Try &T : Expected->Tries)
      Allowed.push_back({T.Lock, 0, 0, false, false});
    for (const ExitState &X : Exits)
      reportLeft(X, Allowed);
  }

  /// Whether the parameters say of every pair of paths that takes and gives one lock which of
  /// them to go: `block(int on)` is both halves of a pair.
  bool areHalves(const std::vector<ExitState *> &Normal) const {
    auto Contradict = [&](const ExitState *X, const ExitState *Y) {
      return any_of(X->End.Facts, [&](const Fact &A) {
        return Paths[A.Key].Kind == PathKind::Parameter && any_of(Y->End.Facts, [&](const Fact &B) {
                 return A.Key == B.Key && (A.IsEqual || B.IsEqual) &&
                        (A.IsEqual && B.IsEqual ? A.Number != B.Number : A.Number == B.Number);
               });
      });
    };
    std::vector<const ExitState *> Taking, Giving;
    std::optional<PathId> Lock;
    for (const ExitState *X : Normal) {
      std::vector<HeldItem> Left = leftOver(X->End, Paths);
      std::vector<GivenItem> Gave = givenAway(X->End);
      if (X->End.IsVague || Left.size() + Gave.size() > 1)
        return false;
      if (Left.empty() && Gave.empty())
        continue;
      PathId Mine = Left.empty() ? Gave[0].Lock.Lock : Left[0].Lock.Lock;
      if (Lock.value_or(Mine) != Mine)
        return false;
      Lock = Mine;
      (Left.empty() ? Giving : Taking).push_back(X);
    }
    return !Taking.empty() && !Giving.empty() && all_of(Taking, [&](const ExitState *T) {
      return all_of(Giving, [&](const ExitState *G) { return Contradict(T, G); });
    });
  }

  /// Whether the result tells which paths hold the lock: a try.
  bool conditional(const std::vector<ExitState *> &Normal) {
    const Held *Lock = nullptr;
    HeldItem Item;
    for (const ExitState *X : Normal) {
      if (!givenAway(X->End).empty() || X->End.IsVague)
        return false;
      for (const HeldItem &H : leftOver(X->End, Paths)) {
        if (Lock && Lock->Lock != H.Lock.Lock)
          return false;
        Item = H;
        Lock = &Item.Lock;
      }
    }
    if (!Lock)
      return false;
    Summary::Try T;
    T.Lock = *Lock;
    T.Lock.IsTried = true;
    std::optional<bool> SuccessIsZero;
    std::vector<int64_t> With;
    for (const ExitState *X : Normal) {
      bool Holds = !leftOver(X->End, Paths).empty();
      if (!X->Value && !X->IsNonZero)
        return false;
      bool IsZero = X->Value && *X->Value == 0;
      bool Says = Holds ? IsZero : !IsZero;
      if (SuccessIsZero && *SuccessIsZero != Says)
        return false;
      SuccessIsZero = Says;
      if (Holds && X->Value)
        With.push_back(*X->Value);
    }
    // To fail with the lock held is no way to report success.
    if (any_of(With, [](int64_t V) { return V < 0; }) ||
        (*SuccessIsZero && (F.ReturnsBool || F.ReturnsPointer)))
      return false;
    T.IsNegated = *SuccessIsZero;
    Result.Sum.Tries.push_back(T);
    // Without a try inside, the unit has to show who gives the lock back.
    for (const ExitState *X : Normal)
      for (const HeldItem &H : leftOver(X->End, Paths))
        if (!H.Lock.IsTried)
          add(Imbalance::Left, H.Lock, X->At, H.At, H.IsSignalLike, true, true);
    return true;
  }

  const LoweredFunction &F;
  const PathTable &Paths;
  std::vector<ExitState> Exits;
  ArrayRef<PathId> Owned; ///< see locksOwnedInTurn
  const Summary *Expected;
  FlowResult &Result;
};

} // namespace

std::vector<PathId> locksOwnedInTurn(ArrayRef<ExitState> Exits) {
  std::vector<PathId> Found;
  for (const ExitState &X : Exits)
    for (const GivenItem &G : X.End.Gave)
      if (!is_contained(Found, G.Lock.Lock) && any_of(Exits, [&](const ExitState &Y) {
            return !Y.End.ThrownAt && any_of(Y.End.Holds, [&](const HeldItem &H) {
              return !H.Owner && !H.IsAsserted && H.Lock.Lock == G.Lock.Lock;
            });
          }))
        Found.push_back(G.Lock.Lock);
  return Found;
}

void judgeEnds(const LoweredFunction &F, const PathTable &Paths, std::vector<ExitState> Exits,
               llvm::ArrayRef<PathId> Owned, const Summary *Expected, FlowResult &Result) {
  Ending(F, Paths, std::move(Exits), Owned, Expected, Result).run();
}

} // namespace ambit
