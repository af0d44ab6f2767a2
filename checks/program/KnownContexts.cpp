//===- KnownContexts.cpp --------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/KnownContexts.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

using namespace llvm;

namespace ambit {

namespace {

/// Numbers as bytes, seven bits in each but the last.
class ByteWriter {
public:
  void number(uint64_t N) {
    while (N >= 128) {
      Bytes.push_back(static_cast<char>(N | 128));
      N >>= 7;
    }
    Bytes.push_back(static_cast<char>(N));
  }
  void signedNumber(int64_t N) {
    number(static_cast<uint64_t>(N) << 1 ^ static_cast<uint64_t>(N >> 63));
  }
  void name(uint64_t N) {
    for (unsigned I = 0; I < 8; ++I)
      Bytes.push_back(static_cast<char>(N >> 8 * I));
  }
  void text(StringRef T) {
    number(T.size());
    Bytes += T;
  }
  std::string Bytes;
};

/// What is not there reads as nothing, and all after it.
class ByteReader {
public:
  ByteReader() = default;
  explicit ByteReader(StringRef Bytes) : At(Bytes.begin()), End(Bytes.end()) {}

  uint64_t number() {
    uint64_t N = 0;
    for (unsigned Shift = 0; At != End && Shift < 64; Shift += 7) {
      const auto Byte = static_cast<uint8_t>(*At++);
      N |= static_cast<uint64_t>(Byte & 127) << Shift;
      if (Byte < 128)
        return N;
    }
    fail();
    return 0;
  }
  int64_t signedNumber() {
    const uint64_t N = number();
    return static_cast<int64_t>(N >> 1) ^ -static_cast<int64_t>(N & 1);
  }
  uint64_t name() {
    if (End - At < 8) {
      fail();
      return 0;
    }
    uint64_t N = 0;
    for (unsigned I = 0; I < 8; ++I)
      N |= static_cast<uint64_t>(static_cast<uint8_t>(*At++)) << 8 * I;
    return N;
  }
  StringRef text() {
    const uint64_t Size = number();
    if (Size > static_cast<uint64_t>(End - At)) {
      fail();
      return {};
    }
    StringRef T(At, Size);
    At += Size;
    return T;
  }
  /// How many things follow, of which each takes a byte at least.
  size_t count() {
    const uint64_t Count = number();
    if (Count > static_cast<uint64_t>(End - At)) {
      fail();
      return 0;
    }
    return Count;
  }
  bool isFine() const { return IsFine; }
  bool isAtEnd() const { return At == End; }

private:
  void fail() {
    IsFine = false;
    At = End;
  }

  const char *At = nullptr, *End = nullptr;
  bool IsFine = true;
};

/// Gives what comes a number from 1, in turn; 0 is none.
template <class Key> class Numbering {
public:
  /// \returns the number, and whether it is new
  std::pair<uint32_t, bool> get(const Key &K) {
    auto [It, IsNew] = Known.try_emplace(K, Known.size() + 1);
    return {It->second, IsNew};
  }
  size_t size() const { return Known.size(); }

private:
  DenseMap<Key, uint32_t> Known;
};

} // namespace

//===----------------------------------------------------------------------===//
// Writing
//===----------------------------------------------------------------------===//

struct KnownContexts::Writer {
  Program &Graph;
  PointerContents &Contents;
  StableNames &Names;
  ByteWriter Functions, Paths, GivenLists, HoldsLists, NotYetLists, Questions, Records;
  Numbering<FunctionId> FunctionNumbers;
  Numbering<PathId> PathNumbers;
  Numbering<const void *> GivenNumbers, HoldsNumbers, NotYetNumbers;
  std::map<PointerContents::Question, uint32_t> QuestionNumbers;
  std::set<ProgramDigest> Added;
  size_t NumRecords = 0;

  Writer(Program &Graph, PointerContents &Contents, StableNames &Names)
      : Graph(Graph), Contents(Contents), Names(Names) {}

  uint32_t function(FunctionId F) {
    if (F == NoFunction)
      return 0;
    auto [Number, IsNew] = FunctionNumbers.get(F);
    if (IsNew) {
      Functions.name(Names.function(F));
      Functions.name(Names.digest(F).High);
      Functions.name(Names.digest(F).Low);
    }
    return Number;
  }

  uint32_t path(PathId P) {
    if (!P)
      return 0;
    // What it consists of comes first.
    const PathNode N = Graph.Paths[P];
    if (auto It = PathsDone.find(P); It != PathsDone.end())
      return It->second;
    const uint32_t Parent = path(N.Parent);
    const uint32_t Inner = N.Kind == PathKind::SomeElement ? path(N.Symbol)
                           : isOfLock(N)                   ? path(N.Index)
                                                           : 0;
    Paths.number(static_cast<uint64_t>(N.Kind));
    Paths.number(Parent);
    if (N.Kind == PathKind::SomeElement) {
      Paths.number(Inner);
      Paths.signedNumber(N.Index);
    } else if (N.Kind == PathKind::Temporary) {
      Paths.number(N.Symbol);
      if (Names.hasNumberedIndex(N))
        Paths.name(Names.temporary(N));
      else if (isOfLock(N))
        Paths.number(Inner);
      else if (N.Symbol == TemporaryKind::OfVariable)
        Paths.name(Names.symbol(N.Index));
      else
        Paths.signedNumber(N.Index);
    } else {
      // Most kinds have either.
      Paths.number(N.Symbol != 0);
      if (N.Symbol)
        Paths.name(Names.symbol(N.Symbol));
      Paths.signedNumber(N.Index);
    }
    return PathsDone[P] = PathsDone.size() + 1;
  }
  static bool isOfLock(const PathNode &N) {
    return N.Kind == PathKind::Temporary && N.Symbol == TemporaryKind::OfLock;
  }
  DenseMap<PathId, uint32_t> PathsDone;

  uint32_t given(ListRef<Bindings> L) {
    if (L.empty())
      return 0;
    auto [Number, IsNew] = GivenNumbers.get(L.address());
    if (IsNew) {
      SmallVector<uint32_t, 8> All;
      for (PathId P : L)
        All.push_back(path(P));
      GivenLists.number(All.size());
      for (uint32_t P : All)
        GivenLists.number(P);
    }
    return Number;
  }
  uint32_t holds(ListRef<LockSet> L) {
    if (L.empty())
      return 0;
    auto [Number, IsNew] = HoldsNumbers.get(L.address());
    if (IsNew) {
      HoldsLists.number(L.size());
      for (const Held &H : L) {
        HoldsLists.number(path(H.Lock));
        HoldsLists.number(static_cast<uint64_t>(H.Kind) << 3 | uint64_t(H.IsTried) << 2 |
                          uint64_t(H.IsShared) << 1 | uint64_t(H.Level.has_value()));
        if (H.Level)
          HoldsLists.signedNumber(*H.Level);
      }
    }
    return Number;
  }
  uint32_t notYet(ListRef<StartSet> L) {
    if (L.empty())
      return 0;
    auto [Number, IsNew] = NotYetNumbers.get(L.address());
    if (IsNew) {
      NotYetLists.number(L.size());
      for (StartId S : L) {
        NotYetLists.number(S >= Ended);
        NotYetLists.name(Names.start(S < Ended ? S : S - Ended));
      }
    }
    return Number;
  }
  uint32_t question(PointerContents::Question Q) {
    auto [It, IsNew] = QuestionNumbers.try_emplace(Q, QuestionNumbers.size());
    if (IsNew) {
      Questions.number(path(Q.Through));
      Questions.number(Q.IsGuess);
      const auto Answer = Contents.answer(Q);
      Questions.number(Answer.size());
      for (FunctionId F : Answer) {
        Questions.name(Names.function(F));
        Questions.name(Names.head(F));
      }
    }
    return It->second;
  }

  /// Where among its calls \p F calls at \p At first, from 1; 0 if it does not.
  uint32_t callAt(FunctionId F, PlaceId At) const {
    const auto &Calls = Graph.Functions[F].Calls;
    const Call *It = find_if(Calls, [&](const Call &C) { return C.At == At; });
    return It == Calls.end() ? 0 : It - Calls.begin() + 1;
  }

  void record(const ProgramDigest &Key, const SolvedContext &S) {
    // A context without entries is none.
    if (S.Cores.empty() || !Added.insert(Key).second)
      return;
    ++NumRecords;
    ByteWriter W;
    W.number(S.Functions.size());
    DenseMap<FunctionId, uint32_t> Local;
    for (FunctionId F : S.Functions) {
      W.number(function(F));
      Local[F] = Local.size();
    }
    W.number(S.Asked.size());
    for (PointerContents::Question Q : S.Asked)
      W.number(question(Q));
    W.number(S.Cores.size());
    for (size_t I = 0; I < S.Cores.size(); ++I) {
      W.signedNumber(S.Cores[I]);
      W.number(S.ActsAsThread[I]);
    }
    W.number(S.Effects.size());
    for (const ContextEffect &E : S.Effects) {
      W.number(E.What);
      W.number(E.Doubts);
      W.number(E.IsRepeated);
      W.number(E.Part);
      W.number(E.Depth);
      if (E.What != ContextEffect::CallsInit && E.What != ContextEffect::Claims)
        W.name(Names.start(E.Start));
      W.number(function(E.Target));
      W.number(given(E.Given));
      W.number(holds(E.Holds));
      W.number(notYet(E.NotYet));
      W.number(E.Caller + 1);
      if (E.What == ContextEffect::CallsInit) {
        W.number(function(E.By));
        W.number(callAt(E.By, E.At));
      }
    }
    W.number(S.NumNodes);
    // So that it can be read without its nodes.
    ByteWriter N;
    uint32_t Depth = 0;
    for (size_t I = 0; I < S.Nodes.size(); ++I) {
      const Node &Each = S.Nodes[I];
      const bool IsCalled = Each.Caller < I;
      N.number(uint64_t(Local[Each.Function]) << 2 | uint64_t(Each.IsEntry) << 1 |
               uint64_t(Each.Runs != 0 || Each.Doubts != 0));
      if (Each.Runs != 0 || Each.Doubts != 0) {
        N.number(Each.Runs);
        N.number(Each.Doubts);
      }
      N.number(given(Each.Given));
      N.number(holds(Each.Holds));
      N.number(notYet(Each.NotYet));
      N.number(S.Depths[I] - Depth);
      Depth = S.Depths[I];
      // A node, how far back; the next even number is none, and others are entries.
      if (IsCalled) {
        N.number(uint64_t(I - Each.Caller) << 1);
        N.number(callAt(S.Nodes[Each.Caller].Function, Each.CalledAt));
      } else {
        const auto Entry = SolvedContext::entryOf(Each.Caller);
        N.number(Entry ? uint64_t(*Entry) << 1 | 1 : 0);
      }
    }
    Records.name(Key.High);
    Records.name(Key.Low);
    Records.text(W.Bytes);
    Records.text(N.Bytes);
  }

  std::string bytes() {
    ByteWriter All;
    for (auto [Count, Of] : {std::pair(FunctionNumbers.size(), &Functions),
                             {PathsDone.size(), &Paths},
                             {GivenNumbers.size(), &GivenLists},
                             {HoldsNumbers.size(), &HoldsLists},
                             {NotYetNumbers.size(), &NotYetLists},
                             {QuestionNumbers.size(), &Questions},
                             {NumRecords, &Records}}) {
      All.number(Count);
      All.text(Of->Bytes);
    }
    return std::move(All.Bytes);
  }
};

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

struct KnownContexts::Reader {
  Program &Graph;
  NodeLists &Lists;
  StableNames &Names;
  bool IsFine = true;
  /// What is no more, or has changed, is nothing. [0] is none.
  std::vector<FunctionId> Functions;
  std::vector<bool> IsSame; ///< by the number of a function
  std::vector<std::optional<PathId>> Paths;
  std::vector<std::optional<ListRef<Bindings>>> Given;
  std::vector<std::optional<ListRef<LockSet>>> Holds;
  std::vector<std::optional<ListRef<StartSet>>> NotYet;
  std::vector<bool> IsAnswered; ///< by question: as it was
  struct Record {
    StringRef Outline, Nodes;
  };
  std::map<ProgramDigest, Record> Records;

  Reader(StringRef Bytes, Program &Graph, PointerContents &Contents, NodeLists &Lists,
         StableNames &Names)
      : Graph(Graph), Lists(Lists), Names(Names) {
    ByteReader All(Bytes);
    auto Table = [&](auto ReadEach) {
      const uint64_t Count = All.number();
      ByteReader X(All.text());
      for (uint64_t I = 0; I < Count && X.isFine() && !X.isAtEnd(); ++I)
        ReadEach(X);
      IsFine &= X.isFine() && X.isAtEnd();
    };
    Functions.push_back(NoFunction);
    IsSame.push_back(false);
    Table([&](ByteReader &X) { readFunction(X); });
    Paths.push_back(0);
    Table([&](ByteReader &X) { Paths.push_back(readPath(X)); });
    Given.emplace_back(ListRef<Bindings>());
    Table([&](ByteReader &X) { Given.push_back(readGiven(X)); });
    Holds.emplace_back(ListRef<LockSet>());
    Table([&](ByteReader &X) { Holds.push_back(readHolds(X)); });
    NotYet.emplace_back(ListRef<StartSet>());
    Table([&](ByteReader &X) { NotYet.push_back(readNotYet(X)); });
    Table([&](ByteReader &X) { IsAnswered.push_back(readQuestion(X, Contents)); });
    Table([&](ByteReader &X) {
      ProgramDigest Key;
      Key.High = X.name();
      Key.Low = X.name();
      const StringRef Outline = X.text(), Nodes = X.text();
      Records[Key] = {Outline, Nodes};
    });
    IsFine &= All.isFine() && All.isAtEnd();
    if (!IsFine)
      Records.clear();
  }

  void readFunction(ByteReader &X) {
    const StableName Name = X.name();
    ProgramDigest Was;
    Was.High = X.name();
    Was.Low = X.name();
    const std::optional<FunctionId> F = Names.functionNamed(Name);
    Functions.push_back(F.value_or(NoFunction));
    IsSame.push_back(F && Names.digest(*F) == Was);
  }

  std::optional<PathId> pathAt(uint64_t Number) const {
    return Number < Paths.size() ? Paths[Number] : std::nullopt;
  }

  std::optional<PathId> readPath(ByteReader &X) {
    const uint64_t Kind = X.number();
    const std::optional<PathId> Parent = pathAt(X.number());
    PathNode N;
    N.Kind = static_cast<PathKind>(Kind);
    bool IsKnown = Kind != 0 && Kind <= static_cast<uint64_t>(PathKind::Pointee) && Parent;
    auto Take = [&](auto Value) -> int64_t {
      IsKnown &= Value.has_value();
      return Value ? static_cast<int64_t>(*Value) : 0;
    };
    if (N.Kind == PathKind::SomeElement) {
      N.Symbol = Take(pathAt(X.number()));
      N.Index = X.signedNumber();
    } else if (N.Kind == PathKind::Temporary) {
      N.Symbol = X.number();
      if (Names.hasNumberedIndex(N))
        N.Index = Take(Names.temporaryNamed(X.name()));
      else if (Writer::isOfLock(N))
        N.Index = Take(pathAt(X.number()));
      else if (N.Symbol == TemporaryKind::OfVariable)
        N.Index = Take(Names.symbolNamed(X.name()));
      else
        N.Index = X.signedNumber();
    } else {
      if (X.number() != 0)
        N.Symbol = Take(Names.symbolNamed(X.name()));
      N.Index = X.signedNumber();
    }
    if (!IsKnown || !X.isFine())
      return std::nullopt;
    return Graph.Paths.get(N.Kind, *Parent, N.Symbol, N.Index);
  }

  std::optional<ListRef<Bindings>> readGiven(ByteReader &X) {
    Objects All;
    bool IsKnown = true;
    for (size_t I = 0, Count = X.count(); I < Count; ++I) {
      const std::optional<PathId> P = pathAt(X.number());
      IsKnown &= P.has_value();
      All.push_back(P.value_or(0));
    }
    return IsKnown ? std::optional(Lists.Given.get(All)) : std::nullopt;
  }

  std::optional<ListRef<LockSet>> readHolds(ByteReader &X) {
    LockSet All;
    bool IsKnown = true;
    for (size_t I = 0, Count = X.count(); I < Count; ++I) {
      const std::optional<PathId> P = pathAt(X.number());
      const uint64_t Rest = X.number();
      IsKnown &= P.has_value() && Rest >> 3 <= static_cast<uint64_t>(LockKind::Line);
      Held H;
      H.Lock = P.value_or(0);
      H.Kind = static_cast<LockKind>(Rest >> 3);
      H.IsTried = Rest & 4;
      H.IsShared = Rest & 2;
      if (Rest & 1)
        H.Level = X.signedNumber();
      All.push_back(H);
    }
    llvm::sort(All);
    return IsKnown ? std::optional(Lists.Holds.get(All)) : std::nullopt;
  }

  std::optional<ListRef<StartSet>> readNotYet(ByteReader &X) {
    StartSet All;
    bool IsKnown = true;
    for (size_t I = 0, Count = X.count(); I < Count; ++I) {
      const bool HasEnded = X.number() != 0;
      const std::optional<StartId> S = Names.startNamed(X.name());
      IsKnown &= S.has_value();
      All.push_back(S.value_or(0) + (HasEnded ? Ended : 0));
    }
    llvm::sort(All);
    return IsKnown ? std::optional(Lists.NotYet.get(All)) : std::nullopt;
  }

  bool readQuestion(ByteReader &X, PointerContents &Contents) {
    const std::optional<PathId> Through = pathAt(X.number());
    const bool IsGuess = X.number() != 0;
    SmallVector<FunctionId, 2> Now;
    if (Through)
      Now = Contents.answer({*Through, IsGuess});
    const size_t Count = X.count();
    bool IsKnown = Through && Now.size() == Count;
    for (size_t I = 0; I < Count; ++I) {
      const StableName Name = X.name(), Head = X.name();
      IsKnown = IsKnown && Names.function(Now[I]) == Name && Names.head(Now[I]) == Head;
    }
    Questions.push_back({Through.value_or(0), IsGuess});
    return IsKnown;
  }
  std::vector<PointerContents::Question> Questions;

  /// \p What of \p In, of a number that \p X says, into \p To.
  template <class T>
  static bool take(ByteReader &X, const std::vector<std::optional<T>> &In, T &To) {
    const uint64_t Number = X.number();
    if (Number >= In.size() || !In[Number])
      return false;
    To = *In[Number];
    return true;
  }

  /// The place of call \p Number, from 1, of \p F.
  std::optional<PlaceId> placeOf(FunctionId F, uint64_t Number) const {
    const auto &Calls = Graph.Functions[F].Calls;
    if (Number == 0 || Number > Calls.size())
      return std::nullopt;
    return Calls[Number - 1].At;
  }

  std::optional<SolvedContext> outline(const Record &R) const {
    ByteReader X(R.Outline);
    SolvedContext S;
    for (size_t I = 0, Count = X.count(); I < Count; ++I) {
      const uint64_t F = X.number();
      if (F >= Functions.size() || !IsSame[F])
        return std::nullopt;
      S.Functions.push_back(Functions[F]);
    }
    for (size_t I = 0, Count = X.count(); I < Count; ++I) {
      const uint64_t Q = X.number();
      if (Q >= IsAnswered.size() || !IsAnswered[Q])
        return std::nullopt;
      S.Asked.push_back(Questions[Q]);
    }
    for (size_t I = 0, Count = X.count(); I < Count; ++I) {
      S.Cores.push_back(X.signedNumber());
      S.ActsAsThread.push_back(X.number() != 0);
    }
    for (size_t I = 0, Count = X.count(); I < Count; ++I) {
      ContextEffect &E = S.Effects.emplace_back();
      const uint64_t What = X.number();
      E.What = static_cast<ContextEffect::Kind>(What);
      E.Doubts = X.number();
      E.IsRepeated = X.number() != 0;
      E.Part = X.number();
      E.Depth = X.number();
      if (What > ContextEffect::Claims || E.Part >= S.Cores.size())
        return std::nullopt;
      const bool IsCall = E.What == ContextEffect::CallsInit;
      if (!IsCall && E.What != ContextEffect::Claims) {
        const std::optional<StartId> Start = Names.startNamed(X.name());
        if (!Start)
          return std::nullopt;
        E.Start = *Start;
      }
      const uint64_t Target = X.number();
      if (Target >= Functions.size() || (Target != 0 && Functions[Target] == NoFunction))
        return std::nullopt;
      E.Target = Functions[Target];
      if (E.Target == NoFunction && E.What >= ContextEffect::Starts)
        return std::nullopt;
      if (!take(X, Given, E.Given) || !take(X, Holds, E.Holds) || !take(X, NotYet, E.NotYet))
        return std::nullopt;
      E.Caller = X.number() - 1;
      if (IsCall) {
        const uint64_t By = X.number();
        if (By == 0 || By >= Functions.size() || !IsSame[By])
          return std::nullopt;
        E.By = Functions[By];
        const auto At = placeOf(E.By, X.number());
        if (!At)
          return std::nullopt;
        E.At = *At;
      }
    }
    S.NumNodes = X.number();
    if (!X.isFine() || !X.isAtEnd() || S.Cores.empty() ||
        any_of(S.Effects, [&](const ContextEffect &E) {
          return E.Depth >= S.NumNodes ||
                 (E.What == ContextEffect::CallsInit && E.Caller >= S.NumNodes);
        }))
      return std::nullopt;
    return S;
  }

  bool nodes(const Record &R, size_t NumEntries, SolvedContext &S) const {
    ByteReader X(R.Nodes);
    std::vector<Node> All;
    std::vector<uint32_t> Depths;
    uint32_t Depth = 0;
    while (!X.isAtEnd()) {
      Node &N = All.emplace_back();
      const uint64_t Head = X.number();
      if (Head >> 2 >= S.Functions.size())
        return false;
      N.Function = S.Functions[Head >> 2];
      N.IsEntry = Head & 2;
      if (Head & 1) {
        N.Runs = X.number();
        N.Doubts = X.number();
      }
      if (N.Runs >= S.Cores.size() || !take(X, Given, N.Given) || !take(X, Holds, N.Holds) ||
          !take(X, NotYet, N.NotYet))
        return false;
      Depth += X.number();
      Depths.push_back(Depth);
      const uint64_t Caller = X.number();
      if (Depth >= S.NumNodes)
        return false;
      if (Caller & 1) {
        if (Caller >> 1 >= NumEntries)
          return false;
        N.Caller = SolvedContext::callerOfEntry(Caller >> 1);
      } else if (Caller) {
        const uint64_t Back = Caller >> 1;
        if (Back >= All.size())
          return false;
        N.Caller = All.size() - 1 - Back;
        const auto At = placeOf(All[N.Caller].Function, X.number());
        if (!At)
          return false;
        N.CalledAt = *At;
      }
    }
    if (!X.isFine() || All.size() != S.NumNodes)
      return false;
    S.Nodes = std::move(All);
    S.Depths = std::move(Depths);
    return true;
  }
};

//===----------------------------------------------------------------------===//
// Both
//===----------------------------------------------------------------------===//

KnownContexts::KnownContexts(std::string Bytes) : Bytes(std::move(Bytes)) {}

KnownContexts::~KnownContexts() = default;

void KnownContexts::begin(Program &Graph, const RelevantParameters &Relevant,
                          const HandlerCalls &Handlers, PointerContents &Contents,
                          NodeLists &Lists) {
  Names = std::make_unique<StableNames>(Graph, Relevant, Handlers, Identity);
  Aliases = Names->aliases();
  if (!Bytes.empty())
    In = std::make_unique<Reader>(Bytes, Graph, Contents, Lists, *Names);
  HadSome = In && !In->Records.empty();
  To = std::make_unique<Writer>(Graph, Contents, *Names);
}

ProgramDigest KnownContexts::key(const Context &What, bool IsStartUp,
                                 ArrayRef<ContextEntry> Entries) {
  DigestWriter W;
  W.add(Aliases);
  W.add(uint64_t(What.What));
  W.add(What.Core);
  W.add(uint64_t(What.IsMigrating) | uint64_t(IsStartUp) << 1);
  for (const ContextEntry &E : Entries) {
    W.add(Names->function(E.Function));
    W.add(Names->given(E.Given));
    W.add(Names->holds(E.Holds));
    W.add(Names->notYet(E.NotYet));
    W.add(uint64_t(E.Doubts) << 1 | uint64_t(E.IsCall));
  }
  return W.take();
}

std::optional<SolvedContext> KnownContexts::find(const ProgramDigest &Key) {
  if (!In)
    return std::nullopt;
  auto It = In->Records.find(Key);
  return It == In->Records.end() ? std::nullopt : In->outline(It->second);
}

bool KnownContexts::addNodes(const ProgramDigest &Key, size_t NumEntries, SolvedContext &Solved) {
  auto It = In->Records.find(Key);
  return It != In->Records.end() && In->nodes(It->second, NumEntries, Solved);
}

void KnownContexts::add(const ProgramDigest &Key, const SolvedContext &Solved) {
  To->record(Key, Solved);
}

void KnownContexts::end(size_t Contexts, size_t Solved) {
  NumContexts = Contexts;
  NumSolved = Solved;
  if (Solved)
    Out = To->bytes();
  To.reset();
  In.reset();
  Names.reset();
}

} // namespace ambit
