//===- Solution.cpp -------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Solution.h"
#include "program/CallSites.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>
#include <map>
#include <numeric>
#include <queue>
#include <set>
#include <tuple>

using namespace llvm;

namespace ambit {

static bool contains(const StartSet &S, StartId Id) {
  return std::binary_search(S.begin(), S.end(), Id);
}

/// Whether \p B registers the handler that \p A registers, or lets it run.
static bool isOfHandler(const Start &A, const Start &B) {
  if (A.What != Start::Body || A.Runs.What != Context::Isr)
    return false;
  if (B.What == Start::Body)
    return B.Runs.What == Context::Isr && A.Target != NoFunction && A.Target == B.Target;
  return B.What == Start::Enable &&
         ((A.Runs.Line && A.Runs.Line == B.Runs.Line) ||
          (!A.Runs.LineName.empty() && A.Runs.LineName == B.Runs.LineName));
}

/// A context with the parts of it where its core is known: what is solved at once.
struct Solution::Piece {
  ContextId Whole = 0;
  Context As; ///< as it was when it was solved first
  std::vector<ContextEntry> Entries;
  /// Of start-up code: the calls of it in other pieces, by piece.
  std::map<uint32_t, std::vector<ContextEffect>> Calls;
  SolvedContext Solved;
  ProgramDigest Key;            ///< of what it was solved from, if somebody wants to know
  bool IsRecalled = false;      ///< Solved is of an earlier run, without its nodes as yet
  bool IsNew = false;           ///< it was solved in this run
  std::vector<ContextId> Parts; ///< by number
  uint32_t Depth = 0;           ///< so many calls and starts lead here
  uint32_t Root = 0;            ///< from this piece, which nobody starts
  bool IsQueued = false;
  size_t NumTold = 0; ///< of its effects
  std::set<std::tuple<FunctionId, const Bindings *, uint8_t>> Entered;
  /// What it was seen to start.
  std::set<std::tuple<uint32_t, StartId, FunctionId, const Bindings *, uint8_t, bool>> Started;
  /// Of one that functions share that nobody calls, which goes on with each.
  std::unique_ptr<ContextSolver> Live;
  size_t NumEntered = 0;

  const SolvedContext &solved() const { return Live ? Live->solved() : Solved; }
};

/// What is there while the program is solved.
struct Solution::Work {
  RelevantParameters Relevant;
  PointerContents Contents;
  ContextSolver Solver;
  std::vector<Piece> Pieces;
  std::vector<uint32_t> PieceOf; ///< by context
  /// What is next: at a depth, a piece to solve, or after all those one whose effects are told, in
  /// the order of where they begin.
  using Turn = std::tuple<uint32_t, bool, uint32_t, uint32_t>;
  std::priority_queue<Turn, std::vector<Turn>, std::greater<>> Turns;
  uint32_t Depth = 0;          ///< of the last turn
  std::vector<bool> IsReached; ///< by function
  size_t NumNodes = 0;
  /// Contexts before they were solved again, without nodes.
  std::vector<std::pair<ProgramDigest, SolvedContext>> Before;

  Work(Program &Graph, const HandlerCalls &Handlers, NodeLists &Lists)
      : Relevant(Graph), Contents(Graph), Solver(Graph, Relevant, Handlers, Contents, Lists) {}
};

Solution::Solution(Program &Graph, KnownContexts *KnownBefore)
    : Graph(Graph), Known(KnownBefore), Handlers(Graph), ExecutedBy(Graph.Starts.size()),
      GuessedBy(Graph.Starts.size()) {
  if (Graph.ByName.empty())
    Graph.nameFunctions();
  findCallers();
  for (const Function &F : Graph.Functions)
    for (StartId S : F.Starts)
      if (FunctionId Exposed = Graph.Starts[S].Exposes; Exposed != NoFunction)
        ExposedBy[Exposed].push_back(S);
  const PathId FirstOwn = Graph.Paths.size();
  Now = std::make_unique<Work>(Graph, Handlers, Lists);
  if (any_of(Graph.Functions, [](const Function &F) {
        return any_of(F.Calls, [](const Call &C) { return C.IsGuess; });
      }))
    Now->Contents.gather(Now->Relevant, [&](FunctionId F) {
      return this->Graph.Functions[F].IsInit || beginsContext(F) || isUncalled(F);
    });
  IsSharing = areUncalledTooMany();
  // Names and digests of so many would take longer than what they spare.
  constexpr size_t MaxFunctions = 250'000;
  if (Graph.Functions.size() > MaxFunctions)
    Known = nullptr;
  if (Known)
    Known->begin(Graph, Now->Relevant, Handlers, Now->Contents, Lists);
  if (!solve()) {
    IsSharing = true;
    reset();
    NotYetAtEntry.clear();
    solve();
  }
  if (Known)
    recallNodes();
  collectNodes();
  Now.reset();
  renumberPaths(FirstOwn);
}

Solution::~Solution() = default;

/// How many nodes there may be. Most functions of a program run in few contexts.
static size_t maxNodes(const Program &Graph) { return 300'000 + 4 * Graph.Functions.size(); }

void Solution::findCallers() {
  IsStarted.resize(Graph.Functions.size());
  HasCaller.resize(Graph.Functions.size());
  for (const Start &S : Graph.Starts)
    if (S.Target != NoFunction)
      IsStarted[S.Target] = true;
    else
      for (FunctionId F : S.Stored)
        IsStarted[F] = true;
  for (const Function &F : Graph.Functions)
    for (const Call &C : F.Calls)
      for (FunctionId T : C.Targets)
        HasCaller[T] = true;
}

/// Whether functions that nobody calls reach so many, each in a context of its own, that they have
/// to share contexts. Goes no further than to that number. In a whole program they stand for
/// callers that are not there, and are worth less.
bool Solution::areUncalledTooMany() const {
  const size_t Limit = maxNodes(Graph) / (Graph.IsWhole ? 3 : 1);
  size_t Count = 0;
  std::vector<FunctionId> SeenFrom(Graph.Functions.size(), NoFunction), Work;
  for (FunctionId Root = 0; Root < Graph.Functions.size(); ++Root) {
    if (!isUncalled(Root))
      continue;
    SeenFrom[Root] = Root;
    Work.push_back(Root);
    while (!Work.empty()) {
      FunctionId F = Work.back();
      Work.pop_back();
      if (++Count > Limit)
        return true;
      for (const Call &C : Graph.Functions[F].Calls) {
        if (!C.State->IsReached)
          continue;
        for (FunctionId T : C.Targets)
          if (Graph.Functions[T].IsDefined && SeenFrom[T] != Root) {
            SeenFrom[T] = Root;
            Work.push_back(T);
          }
      }
    }
  }
  return false;
}

bool Solution::isUncalled(FunctionId F) const {
  const Function &Info = Graph.Functions[F];
  return Info.IsDefined && !Info.IsEntry && !Info.IsInit && !IsStarted[F] && !HasCaller[F];
}

/// Whether what is said of \p F makes a context of it.
bool Solution::beginsContext(FunctionId F) const {
  const Function &Info = Graph.Functions[F];
  // RUNS_ON and its like, and models, say where it runs; with callers, these say it.
  const bool IsClaimOnly = Info.Runs.What == Context::Thread && !Info.IsMain;
  return Info.IsEntry && !(IsStarted[F] || (IsClaimOnly && HasCaller[F]));
}

bool Solution::solve() {
  // Once to see who starts what, and again with what that says about order.
  if (!run())
    return false;
  // A guess says who starts something where nothing better does.
  for (StartId S = 0; S < Graph.Starts.size(); ++S)
    if (std::vector<ContextId> &Mine = ExecutedBy[S];
        all_of(Mine, [&](ContextId C) { return isNobody(C); }))
      for (ContextId C : GuessedBy[S])
        if (!is_contained(Mine, C))
          Mine.push_back(C);
  countCores();
  NotYetAtEntry.assign(Contexts.size(), {});
  std::sort(UnmaskGates.begin(), UnmaskGates.end());
  findOwnStarts();
  // What a function does before it registers a handler comes before that handler runs,
  // though others may register or enable it, too.
  for (StartId S = 0; S < Graph.Starts.size(); ++S)
    for (ContextId C : ExecutedBy[S])
      if (Contexts[C].IsAssumed && !isShared(C))
        for (StartId Same = 0; Same < Graph.Starts.size(); ++Same)
          if (isOfHandler(Graph.Starts[S], Graph.Starts[Same]))
            NotYetAtEntry[C].push_back(Same);
  for (StartSet &S : NotYetAtEntry) {
    llvm::sort(S);
    S.erase(llvm::unique(S), S.end());
  }
  // Where nothing starts anything, nothing comes before it.
  if (any_of(NotYetAtEntry, [](const StartSet &S) { return !S.empty(); }))
    refine();
  findOrder();
  findDead();
  return true;
}

/// Solves the contexts again before whose entry something has not happened. Which nodes there are
/// does not depend on that, and calls stay in their context and in what is derived from it.
void Solution::refine() {
  for (uint32_t P = 0; P < Now->Pieces.size(); ++P)
    if (!NotYetAtEntry[Now->Pieces[P].Whole].empty())
      enqueue(P, Now->Depth);
  // There are as many nodes as before, which were not too many.
  (void)drain();
}

void Solution::reset() {
  for (auto *By : {&ExecutedBy, &GuessedBy})
    for (auto &Executors : *By)
      Executors.clear();
  Now->Pieces.clear();
  Now->PieceOf.clear();
  Now->Turns = {};
  Now->Depth = 0;
  Now->NumNodes = 0;
  Now->Before.clear();
  Contexts.clear();
  StartContexts.clear();
  OnCore.clear();
  Derived.clear();
  Claims.clear();
  UnmaskGates.clear();
  Shared[0] = Shared[1] = std::nullopt;
}

//===----------------------------------------------------------------------===//
// One context after another
//===----------------------------------------------------------------------===//

void Solution::enqueue(uint32_t P, uint32_t Depth) {
  if (Now->Pieces[P].IsQueued)
    return;
  Now->Pieces[P].IsQueued = true;
  Now->Turns.push({Depth, /*IsTold=*/false, Now->Pieces[P].Root, P});
}

bool Solution::drain() {
  while (!Now->Turns.empty()) {
    const auto [Depth, IsTold, Root, P] = Now->Turns.top();
    Now->Turns.pop();
    Now->Depth = Depth;
    if (IsTold)
      tellEffects(P);
    else if (!solvePiece(P))
      return false;
  }
  return true;
}

/// Adds a context, which nobody starts or \p Starter does.
ContextId Solution::addContext(Context C, std::optional<ContextId> Starter) {
  const ContextId Id = Contexts.size();
  Piece &P = Now->Pieces.emplace_back();
  P.Whole = Id;
  P.As = C;
  P.Depth = Starter ? Now->Depth + 1 : Now->Depth;
  P.Root = Starter ? Now->Pieces[Now->PieceOf[*Starter]].Root : Now->Pieces.size() - 1;
  P.Parts.push_back(Id);
  Contexts.push_back(std::move(C));
  Now->PieceOf.push_back(Now->Pieces.size() - 1);
  return Id;
}

/// \p C begins in \p F, too.
void Solution::enter(ContextId C, FunctionId F, ArrayRef<PathId> Given, uint8_t Doubts) {
  const uint32_t P = Now->PieceOf[C];
  Piece &To = Now->Pieces[P];
  ListRef<Bindings> All = Lists.Given.get(Now->Relevant.complete(F, Given));
  auto [Entered, IsNew] = To.Entered.insert({F, All.address(), Doubts});
  if (!IsNew)
    return;
  // The solver takes no more apart.
  constexpr unsigned MaxCopies = 24;
  unsigned Copies = 0;
  for (auto It = To.Entered.lower_bound({F, nullptr, 0});
       It != To.Entered.end() && std::get<0>(*It) == F; ++It)
    Copies += std::get<2>(*It) == Doubts;
  if (Copies > MaxCopies) {
    To.Entered.erase(Entered);
    All = Lists.Given.get(Now->Relevant.complete(F, {}));
    if (!To.Entered.insert({F, All.address(), Doubts}).second)
      return;
  }
  ContextEntry &E = To.Entries.emplace_back();
  E.Function = F;
  E.Given = All;
  E.Doubts = Doubts;
  enqueue(P, std::max(Now->Depth, To.Depth));
}

std::vector<ContextEntry> Solution::entriesOf(const Piece &P) {
  std::vector<ContextEntry> Entries = P.Entries;
  if (P.Whole < NotYetAtEntry.size())
    for (ContextEntry &E : Entries)
      E.NotYet = Lists.NotYet.get(NotYetAtEntry[P.Whole]);
  for (const auto &[By, Calls] : P.Calls)
    for (const ContextEffect &E : Calls)
      Entries.push_back({E.Target, E.Given, E.Holds, E.NotYet, E.Doubts, /*IsCall=*/true});
  return Entries;
}

/// Solves \p P from its entries, or finds it solved.
bool Solution::solveAlone(Piece &P) {
  const std::vector<ContextEntry> Entries = entriesOf(P);
  Now->NumNodes -= P.Solved.NumNodes;
  const size_t MaxNodes = IsSharing ? SIZE_MAX : maxNodes(Graph) - Now->NumNodes;
  const bool IsStartUp = P.Whole == InitContext;
  std::optional<SolvedContext> Solved;
  if (Known) {
    if (P.Solved.NumNodes) {
      P.Solved.Nodes = {};
      P.Solved.Depths = {};
      Now->Before.push_back({P.Key, std::move(P.Solved)});
    }
    P.Key = Known->key(P.As, IsStartUp, Entries);
    Solved = Known->find(P.Key);
    P.IsRecalled = Solved.has_value();
    P.IsNew |= !Solved;
  }
  if (!Solved)
    Solved = Now->Solver.solve(P.As, IsStartUp, Entries, MaxNodes);
  if (!Solved || Solved->NumNodes > MaxNodes)
    return false;
  P.Solved = std::move(*Solved);
  P.NumTold = 0;
  Now->NumNodes += P.Solved.NumNodes;
  return true;
}

bool Solution::solvePiece(uint32_t Id) {
  Piece &P = Now->Pieces[Id];
  P.IsQueued = false;
  if (P.Live) {
    for (; P.NumEntered < P.Entries.size(); ++P.NumEntered)
      P.Live->enter(P.Entries[P.NumEntered], P.NumEntered);
    (void)P.Live->drain(SIZE_MAX);
  } else if (!solveAlone(P)) {
    return false;
  }
  for (FunctionId F : P.solved().Functions)
    Now->IsReached[F] = true;
  takeParts(Id);
  callInit(Id);
  Now->Turns.push({Now->Depth, /*IsTold=*/true, P.Root, Id});
  return true;
}

/// Makes contexts of the parts of piece \p Id.
void Solution::takeParts(uint32_t Id) {
  Piece &P = Now->Pieces[Id];
  const std::vector<int64_t> &Cores = P.solved().Cores;
  P.Parts.resize(1);
  for (size_t I = 1; I < Cores.size(); ++I)
    P.Parts.push_back(onCore(P.Whole, Cores[I]));
}

/// Does to other contexts what piece \p Id does as deep as we are.
void Solution::tellEffects(uint32_t Id) {
  const uint32_t Depth = Now->Depth;
  while (true) {
    Piece &P = Now->Pieces[Id];
    const std::vector<ContextEffect> &Effects = P.solved().Effects;
    if (P.NumTold == Effects.size())
      return;
    const ContextEffect E = Effects[P.NumTold];
    if (P.Depth + E.Depth > Depth) {
      Now->Turns.push({P.Depth + E.Depth, /*IsTold=*/true, P.Root, Id});
      return;
    }
    ++P.NumTold;
    tell(Id, E);
  }
}

void Solution::tell(uint32_t Id, const ContextEffect &E) {
  Piece &P = Now->Pieces[Id];
  const ContextId Runs = P.Parts[E.Part];
  switch (E.What) {
  case ContextEffect::Executes: {
    auto &Executors = (E.Doubts ? GuessedBy : ExecutedBy)[E.Start];
    if (!is_contained(Executors, Runs))
      Executors.push_back(Runs);
    break;
  }
  case ContextEffect::Unmasks:
    // In main, before anything masked them: the program lets interrupts begin.
    if (Contexts[Runs].What == Context::Thread && Contexts[Runs].Agent == 0 &&
        !is_contained(UnmaskGates, E.Start))
      UnmaskGates.push_back(E.Start);
    break;
  case ContextEffect::Starts:
    if (P.Started.insert({E.Part, E.Start, E.Target, E.Given.address(), E.Doubts, E.IsRepeated})
            .second)
      start(E.Start, E.Target, Runs, E.Given, E.IsRepeated, E.Doubts);
    break;
  case ContextEffect::CallsInit:
    break; // see callInit
  case ContextEffect::Claims:
    claim(E.Target, Runs);
    break;
  }
}

/// Tells start-up code who calls it in piece \p Id, and no more who did before.
void Solution::callInit(uint32_t Id) {
  std::vector<ContextEffect> Calls;
  for (const ContextEffect &E : Now->Pieces[Id].solved().Effects)
    if (E.What == ContextEffect::CallsInit)
      Calls.push_back(E);
  const uint32_t InitId = Now->PieceOf[InitContext];
  Piece &Init = Now->Pieces[InitId];
  auto Before = Init.Calls.find(Id);
  if (Calls.empty() && Before == Init.Calls.end())
    return;
  std::vector<ContextEffect> &Known = Init.Calls[Id];
  const bool IsSame = std::equal(Calls.begin(), Calls.end(), Known.begin(), Known.end(),
                                 [](const ContextEffect &A, const ContextEffect &B) {
                                   return A.Target == B.Target && A.Given == B.Given &&
                                          A.Holds == B.Holds && A.NotYet == B.NotYet &&
                                          A.Doubts == B.Doubts;
                                 });
  Known = std::move(Calls); // who calls may have another number in any case
  if (!IsSame)
    enqueue(InitId, Now->Depth);
}

ContextId Solution::onCore(ContextId C, int64_t Number) {
  auto [It, IsNew] = OnCore.try_emplace({C, Number}, static_cast<ContextId>(Contexts.size()));
  if (IsNew) {
    Context Part = Contexts[C];
    Part.Core = Number;
    Part.IsMigrating = Part.IsElsewhere = false;
    Contexts.push_back(std::move(Part));
    Now->PieceOf.push_back(Now->PieceOf[C]);
    Derived.push_back({It->second, C});
  }
  return It->second;
}

/// \p F runs where it says, though nobody is seen to call it from there.
void Solution::claim(FunctionId F, ContextId Caller) {
  if (Claims.insert(F).second)
    enter(addContext(Graph.Functions[F].Runs, Caller), F, {});
}

/// Makes \p Target run where the start \p S says, which \p Starter executes.
void Solution::start(StartId S, FunctionId Target, ContextId Starter, ListRef<Bindings> Given,
                     bool IsRepeated, uint8_t Doubts) {
  if (!Graph.Functions[Target].IsDefined)
    return;
  // Registered on two cores, it serves both. Where one is not known, it may be the same.
  int64_t Core = -1;
  if (Graph.Starts[S].Runs.What == Context::Isr && !Graph.Starts[S].Runs.Core &&
      Contexts[Starter].Core)
    Core = *Contexts[Starter].Core;
  auto It = StartContexts.lower_bound({S, Target, INT64_MIN});
  auto IsOfThis = [&] {
    return It != StartContexts.end() && std::get<0>(It->first) == S &&
           std::get<1>(It->first) == Target;
  };
  const bool IsOther = IsOfThis() && std::get<2>(It->first) != -1 && Core != -1;
  bool IsNew = !IsOfThis();
  if (IsNew || IsOther)
    std::tie(It, IsNew) = StartContexts.try_emplace({S, Target, Core}, 0);
  if (!IsNew) {
    ContextId Started = It->second;
    // The same site again, for other objects or from elsewhere.
    if (Contexts[Started].What == Context::Thread && ExecutedBy[S].size() > 1)
      Contexts[Started].IsMany = true;
    enter(Started, Target, Given, Doubts);
    return;
  }
  Context C = Graph.Starts[S].Runs;
  C.Entry = Graph.Functions[Target].Name;
  if (C.What == Context::Thread)
    C.IsMany |= IsRepeated || Contexts[Starter].IsMany;
  // A handler is registered with the interrupt controller of the core that does it.
  if (C.What == Context::Isr && !C.Core)
    C.Core = Contexts[Starter].Core;
  // Another function that starts here is another thread, and on another core another handler.
  auto Next = std::next(StartContexts.lower_bound({S, 0, INT64_MIN}));
  if (Graph.Starts[S].HasOwnAgent && Next != StartContexts.end() && std::get<0>(Next->first) == S)
    C.Agent = Graph.NumAgents++;
  It->second = Contexts.size();
  enter(addContext(std::move(C), Starter), Target, Given, Doubts);
}

void Solution::countCores() {
  // Two different ones show that there are several.
  std::optional<int64_t> First;
  for (const Context &C : Contexts) {
    // One that is said to move has somewhere to go.
    if (C.IsMigrating && C.SaidAt)
      Graph.Target.HasManyCores = true;
    if (!C.Core)
      continue;
    if (First && *First != *C.Core)
      Graph.Target.HasManyCores = true;
    First = C.Core;
  }
}

/// Functions that do what only a thread does, or that call one of those, by number.
std::vector<bool> Solution::findThreads() const {
  std::vector<bool> Acts(Graph.Functions.size());
  for (FunctionId F = 0; F < Graph.Functions.size(); ++F)
    Acts[F] = actsAsThread(Graph.Functions[F]);
  addCallers(Graph, Acts, [](const Call &C) { return C.State->IsReached; });
  return Acts;
}

bool Solution::run() {
  std::vector<bool> IsThread;
  if (IsSharing)
    IsThread = findThreads();
  auto AddUncalled = [&](FunctionId F, bool IsAssumed) {
    // Before it nothing is known to be: others of its context may have run.
    if (IsSharing && Shared[IsThread[F]]) {
      enter(*Shared[IsThread[F]], F, {});
      return;
    }
    Context C;
    C.IsAssumed = IsAssumed;
    C.Entry = Graph.Functions[F].Name;
    const ContextId Id = addContext(std::move(C));
    enter(Id, F, {});
    if (!IsSharing)
      return;
    Shared[IsThread[F]] = Id;
    Piece &P = Now->Pieces[Now->PieceOf[Id]];
    P.Live = std::make_unique<ContextSolver>(Graph, Now->Relevant, Handlers, Now->Contents, Lists);
    P.Live->begin(P.As, /*IsStartUp=*/false);
  };
  // Start-up code is one context, whoever calls it.
  Context Init;
  Init.What = Context::Init;
  InitContext = addContext(std::move(Init));
  Now->IsReached.assign(Graph.Functions.size(), false);
  for (FunctionId F = 0; F < Graph.Functions.size(); ++F) {
    const Function &Info = Graph.Functions[F];
    if (!Info.IsDefined)
      continue;
    if (Info.IsInit) {
      enter(InitContext, F, {});
      continue;
    }
    if (beginsContext(F))
      enter(addContext(Info.Runs), F, {});
  }
  for (FunctionId F = 0; F < Graph.Functions.size(); ++F)
    if (isUncalled(F))
      AddUncalled(F, /*IsAssumed=*/true);
  if (!drain())
    return false;
  // What only calls itself, and what only dead code starts.
  for (FunctionId F = 0; F < Graph.Functions.size(); ++F)
    if (Graph.Functions[F].IsDefined && !Now->IsReached[F]) {
      AddUncalled(F, /*IsAssumed=*/false);
      if (!drain())
        return false;
    }
  // A function that only a thread could run counts as one. In a whole program the thread that
  // runs it would be there: it is called by nobody, or in a way that is not seen.
  std::vector<bool> Acts(Contexts.size());
  for (const Piece &P : Now->Pieces) {
    const std::vector<bool> &ActsHere = P.solved().ActsAsThread;
    for (size_t I = 0; I < ActsHere.size(); ++I)
      Acts[P.Parts[I]] = ActsHere[I];
  }
  for (ContextId C = 0; C < Contexts.size(); ++C)
    if (Contexts[C].What == Context::Unknown && Acts[C] && !isNobody(C))
      Contexts[C].What = Context::Thread;
  return true;
}

/// Reads the nodes of what was found solved, and hands over what there is now.
void Solution::recallNodes() {
  size_t NumNew = 0, NumKept = 0;
  for (Piece &P : Now->Pieces) {
    // What many share would change with each of them: it is always solved, and does not count.
    if (P.Live)
      continue;
    ++NumKept;
    const std::vector<ContextEntry> Entries = entriesOf(P);
    if (P.IsRecalled && !Known->addNodes(P.Key, Entries.size(), P.Solved)) {
      // It was not the last that was known of the context then.
      if (auto Solved = Now->Solver.solve(P.As, P.Whole == InitContext, Entries, SIZE_MAX))
        P.Solved = std::move(*Solved);
      P.IsNew = true;
    }
    NumNew += P.IsNew;
  }
  if (NumNew) {
    for (const Piece &P : Now->Pieces)
      if (!P.Live)
        Known->add(P.Key, P.Solved);
    for (const auto &[Key, Solved] : Now->Before)
      Known->add(Key, Solved);
  }
  Known->end(NumKept, NumNew);
}

/// Makes one list of the nodes of all pieces: those that fewest calls and starts lead to first.
void Solution::collectNodes() {
  std::vector<uint32_t> Next; // by depth: the number that the next node gets
  for (Piece &P : Now->Pieces) {
    if (P.Live)
      P.Solved = P.Live->end();
    for (uint32_t Depth : P.Solved.Depths) {
      if (P.Depth + Depth >= Next.size())
        Next.resize(P.Depth + Depth + 1);
      ++Next[P.Depth + Depth];
    }
  }
  uint32_t Count = 0;
  for (uint32_t &N : Next)
    Count += std::exchange(N, Count);
  std::vector<Piece *> Ordered;
  for (Piece &P : Now->Pieces)
    Ordered.push_back(&P);
  llvm::sort(Ordered, [](Piece *A, Piece *B) {
    return std::pair(A->Root, A->Whole) < std::pair(B->Root, B->Whole);
  });
  for (Piece *P : Ordered)
    for (uint32_t &Depth : P->Solved.Depths)
      Depth = Next[P->Depth + Depth]++;
  DenseSet<FunctionId> Owners;
  for (auto [Local, F] : Graph.FunctionOfLocal)
    Owners.insert(F);
  Nodes.resize(Count);
  for (Piece &P : Now->Pieces) {
    const std::vector<uint32_t> &Ids = P.Solved.Depths; // are numbers now
    // Of entries that are calls in other pieces: who calls, and where.
    std::vector<std::pair<NodeId, PlaceId>> Callers(P.Entries.size());
    for (const auto &[By, Calls] : P.Calls)
      for (const ContextEffect &E : Calls)
        Callers.push_back({Now->Pieces[By].Solved.Depths[E.Caller], E.At});
    for (size_t I = 0; I < Ids.size(); ++I) {
      Node &N = Nodes[Ids[I]];
      N = P.Solved.Nodes[I];
      N.Runs = P.Parts[N.Runs];
      if (std::optional<uint32_t> Entry = SolvedContext::entryOf(N.Caller))
        std::tie(N.Caller, N.CalledAt) = Callers[*Entry];
      else if (N.Caller != NoNode)
        N.Caller = Ids[N.Caller];
      if (!Owners.empty() && Owners.contains(N.Function))
        OwnersOfLocals.insert({N.Function, N.Runs});
    }
    P.Solved.Nodes = {};
  }
}

/// Numbers the paths of nodes, which are those from \p First on, so that they do not say in which
/// order contexts were solved.
void Solution::renumberPaths(PathId First) {
  std::vector<bool> IsUsed(Graph.Paths.size() - First);
  auto Use = [&](PathId P) {
    if (P >= First)
      IsUsed[P - First] = true;
  };
  // There are lists that were of use only meanwhile.
  DenseSet<const void *> Seen;
  for (const Node &N : Nodes) {
    if (!N.Given.empty() && Seen.insert(N.Given.address()).second)
      for_each(N.Given, Use);
    if (!N.Holds.empty() && Seen.insert(N.Holds.address()).second)
      for (const Held &H : N.Holds)
        Use(H.Lock);
  }
  const std::vector<PathId> New = Graph.Paths.renumber(First, std::move(IsUsed));
  auto Change = [&](PathId &P) {
    if (P >= First)
      P = New[P - First];
  };
  Lists.Given.changeAll([&](Bindings &L) { for_each(L, Change); });
  Lists.Holds.changeAll([&](LockSet &L) {
    for (Held &H : L)
      Change(H.Lock);
    llvm::sort(L);
  });
}

//===----------------------------------------------------------------------===//
// Order
//===----------------------------------------------------------------------===//

/// In a complete program what nothing names but calls, and nobody calls, does not run, and neither
/// does what only such code registers or starts.
void Solution::findDead() {
  IsDead.assign(Contexts.size(), false);
  if (none_of(Graph.Functions, [](const Function &F) { return F.IsUnused; }))
    return;
  // What leads to main is where the machine starts.
  std::vector<bool> LeadsToMain(Graph.Functions.size());
  for (FunctionId F = 0; F < Graph.Functions.size(); ++F)
    LeadsToMain[F] = Graph.Functions[F].IsEntry && Graph.Functions[F].Runs.Agent == 0 &&
                     Graph.Functions[F].Runs.What == Context::Thread;
  addCallers(Graph, LeadsToMain, [](const Call &) { return true; });
  DenseSet<SymbolId> Unused;
  for (FunctionId F = 0; F < Graph.Functions.size(); ++F)
    if (Graph.Functions[F].IsUnused && !LeadsToMain[F])
      Unused.insert(Graph.Functions[F].Name);
  // Who is started, or a part of another, may be dead until somebody is found who runs.
  std::vector<std::vector<ContextId>> Wakes(Contexts.size());
  for (ContextId C = 0; C < Contexts.size(); ++C)
    IsDead[C] = isNobody(C) && !isShared(C) && Unused.contains(Contexts[C].Entry);
  for (auto &[Site, C] : StartContexts) {
    IsDead[C] = true;
    const StartId S = std::get<0>(Site);
    for (ContextId By : concat<const ContextId>(ExecutedBy[S], GuessedBy[S]))
      Wakes[By].push_back(C);
  }
  for (auto [Part, Of] : Derived) {
    IsDead[Part] = true;
    Wakes[Of].push_back(Part);
  }
  std::vector<ContextId> Running;
  for (ContextId C = 0; C < Contexts.size(); ++C)
    if (!IsDead[C])
      Running.push_back(C);
  while (!Running.empty()) {
    const ContextId By = Running.back();
    Running.pop_back();
    for (ContextId C : Wakes[By])
      if (IsDead[C]) {
        IsDead[C] = false;
        Running.push_back(C);
      }
  }
}

/// Whether the handler that \p S registers has returned, and does not run again, once it is taken
/// back: one thread does both, on the core that the handler has interrupted before. On another
/// core it may be at work meanwhile.
bool Solution::endsWhenTakenBack(StartId S) const {
  if (ExecutedBy[S].size() != 1 ||
      any_of(GuessedBy[S], [&](ContextId By) { return By != ExecutedBy[S].front(); }))
    return false;
  const Context &C = Contexts[ExecutedBy[S].front()];
  return C.What == Context::Thread && !C.IsMany &&
         (!Graph.Target.HasManyCores || (C.Core && !C.IsMigrating));
}

void Solution::findOrder() {
  std::vector<StartOrder::Gates> Gates(Contexts.size());
  for (auto &[Site, C] : StartContexts) {
    const StartId S = std::get<0>(Site);
    if (Graph.Starts[S].HasOwnAgent || Contexts[C].Agent == Graph.Starts[S].Runs.Agent)
      Gates[C].push_back({S});
  }
  StartSet All, AllThreads;
  for (StartId S = 0; S < Graph.Starts.size(); ++S) {
    if (ExecutedBy[S].empty())
      continue;
    if (Graph.Starts[S].What == Start::All)
      All.push_back(S);
    else if (Graph.Starts[S].What == Start::Threads)
      AllThreads.push_back(S);
  }
  std::sort(UnmaskGates.begin(), UnmaskGates.end());
  for (ContextId C = 0; C < Contexts.size(); ++C) {
    const Context &X = Contexts[C];
    if (X.What == Context::Isr || !X.LineName.empty()) {
      StartSet Enables, Enablers;
      for (StartId S = 0; S < Graph.Starts.size(); ++S) {
        const Start &Site = Graph.Starts[S];
        if (Site.What != Start::Enable || ExecutedBy[S].empty())
          continue;
        if ((X.Line && Site.Runs.Line == X.Line) ||
            (!X.LineName.empty() && Site.Runs.LineName == X.LineName))
          Enables.push_back(S);
        if (!X.EnabledBy.empty() && Site.Runs.LineName == X.EnabledBy)
          Enablers.push_back(S);
      }
      if (!Enablers.empty())
        Gates[C].push_back(std::move(Enablers));
      // Who only ever runs inside the calls that signal him preempts nobody.
      if (StringRef(X.LineName).starts_with(IdleHandle) && !Enables.empty() &&
          all_of(Enables, [&](StartId S) {
            return Graph.Starts[S].IsCalling && all_of(ExecutedBy[S], [&](ContextId By) {
                     return Contexts[By].What != Context::Isr || By == C;
                   });
          }))
        Contexts[C].IsCalled = true;
      if (!Enables.empty())
        Gates[C].push_back(std::move(Enables));
      if (!UnmaskGates.empty() && X.What == Context::Isr && !X.IsSignal)
        Gates[C].push_back(UnmaskGates);
    }
    if (!All.empty() && (X.What == Context::Isr || X.What == Context::Thread) && X.Agent != 0)
      Gates[C].push_back(All);
    if (!AllThreads.empty() && X.What == Context::Thread && X.Agent != 0)
      Gates[C].push_back(AllThreads);
  }
  for (auto [Part, Of] : Derived)
    Gates[Part] = Gates[Of];
  // Who does not run starts nobody.
  for (ContextId C = 0; C < Contexts.size(); ++C)
    if (isNobody(C))
      Gates[C] = {StartSet()};
  StartSet MayRunOn;
  for (StartId S = 0; S < Graph.Starts.size(); ++S)
    if (Graph.Starts[S].IsTakenBack && !endsWhenTakenBack(S))
      MayRunOn.push_back(S);
  std::vector<ArrayRef<StartId>> Exposed(Graph.Starts.size());
  for (const Function &F : Graph.Functions)
    if (F.Behind != NoFunction)
      for (StartId S : F.Starts)
        Exposed[S] = ExposedBy.find(F.Behind)->second;
  Order = StartOrder(Graph.Starts, std::move(Gates), ExecutedBy, std::move(MayRunOn),
                     std::move(Exposed));
}

/// Before a context that runs once begins, it has started nothing, and neither has who sleeps as
/// long as it has not.
void Solution::findOwnStarts() {
  // What it does where a question has shown the core it does itself.
  std::vector<ContextId> Whole(Contexts.size());
  std::iota(Whole.begin(), Whole.end(), 0);
  for (auto [Part, Of] : Derived)
    Whole[Part] = Whole[Of];
  for (StartId S = 0; S < Graph.Starts.size(); ++S)
    if (Graph.Starts[S].What != Start::Unmask || contains(UnmaskGates, S))
      for (ContextId C : ExecutedBy[S])
        if (StartSet &Mine = NotYetAtEntry[Whole[C]]; !Contexts[C].IsMany && !isShared(C))
          Mine.push_back(S);
  if (all_of(NotYetAtEntry, [](const StartSet &S) { return S.empty(); }))
    return;
  findOrder();
  for (ContextId C = 0; C < Contexts.size(); ++C) {
    StartSet &Mine = NotYetAtEntry[C];
    llvm::sort(Mine);
    Mine.erase(llvm::unique(Mine), Mine.end());
    for (bool HasChanged = true; HasChanged && !Mine.empty();) {
      StartSet Kept;
      for (StartId S : Mine)
        if (all_of(ExecutedBy[S], [&](ContextId By) {
              return Whole[By] == C || isNobody(By) || isAsleep(By, Mine);
            }))
          Kept.push_back(S);
      HasChanged = Kept.size() != Mine.size();
      Mine = std::move(Kept);
    }
  }
}

bool Solution::isAlone(ContextId C, const StartSet &NotYet,
                       const DenseSet<ContextId> &Users) const {
  bool HasOthers = false;
  for (ContextId Other : Users) {
    if (Other == C || Contexts[Other].Agent == Contexts[C].Agent)
      continue;
    HasOthers = true;
    if (!isAsleep(Other, NotYet))
      return false;
  }
  return HasOthers;
}

} // namespace ambit
