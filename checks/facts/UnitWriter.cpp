//===- UnitWriter.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/UnitWriter.h"
#include "facts/FactsFile.h"
#include "facts/Naming.h"
#include "facts/Records.h"
#include "facts/Tables.h"
#include "llvm/ADT/StringMap.h"
#include <facts/facts.pb.h>
#include <map>

using namespace llvm;

namespace ambit::facts {
namespace {

class Writer final : public FileNumbers {
public:
  explicit Writer(const UnitFacts &Facts) : Facts(Facts), Low(*Facts.Low), Graph(Low.Graph) {}

  std::string run();

  uint32_t path(PathId P) override;
  uint32_t place(PlaceId P) override;
  uint32_t symbol(SymbolId S) override;
  uint32_t function(FunctionId F) override;
  uint32_t text(StringRef T) override;

private:
  void findWorthwhile();
  void writeFunction(FunctionId F);
  void writeUnitWords();

  const UnitFacts &Facts;
  LoweredProgram &Low;
  Program &Graph;
  wire::Unit Out;
  StringMap<uint32_t> Texts;
  std::vector<uint32_t> Paths, Places, Symbols, Functions; ///< numbers in the file, 0 if new
  std::vector<FunctionId> Listed;                          ///< functions in the file's order
  std::vector<bool> Matters;
  std::string PlaceRows, SymbolRows, PathRows;
  uint32_t NumPlaces = 0, NumSymbols = 0, NumPaths = 0;
  tables::PlaceRow LastPlace;
  tables::SymbolSteps SymbolSteps;
  uint64_t HighestSymbol = 0; ///< that paths have
};

uint32_t Writer::text(StringRef T) {
  if (T.empty())
    return 0;
  auto [It, IsNew] = Texts.try_emplace(T, Out.texts_size() + 1);
  if (IsNew)
    Out.add_texts(T.str());
  return It->second;
}

uint32_t Writer::place(PlaceId P) {
  if (!P)
    return 0;
  if (P >= Places.size())
    Places.resize(P + 1);
  if (Places[P])
    return Places[P];
  Spot S = Facts.Names->spot(P);
  if (S.Line == 0)
    return 0;
  tables::PlaceRow Row{text(S.File), S.Line, S.Column, (S.Waiver << 1) | S.IsInSystemHeader};
  NumberWriter X(PlaceRows);
  tables::place(X, Row, LastPlace);
  return Places[P] = ++NumPlaces;
}

uint32_t Writer::symbol(SymbolId S) {
  if (!S)
    return 0;
  if (S >= Symbols.size())
    Symbols.resize(S + 1);
  if (Symbols[S])
    return Symbols[S];
  std::string Name = Facts.Names->name(S);
  std::string Sentence = Facts.Names->nameInSentence(S);
  PlaceId Declared = Facts.Names->declaredAt(S);
  tables::SymbolRow Row;
  Row.Name = text(Name);
  Row.Sentence = Sentence == Name ? 0 : text(Sentence);
  Row.Declared = place(Declared);
  Row.IsLambda = Facts.Names->isLambda(S);
  Row.IsExempt = Facts.Names->isExempt(S);
  if (uint64_t Identity = Facts.Names->identity(S)) {
    std::string File = Row.Declared ? Facts.Names->spot(Declared).File : std::string();
    Row.From = originOf(Identity, Name, File, Facts.Unit);
    if (Row.From == Origin::Stored)
      Out.add_identities(Identity);
  }
  NumberWriter X(SymbolRows);
  tables::symbol(X, Row, SymbolSteps);
  return Symbols[S] = ++NumSymbols;
}

uint32_t Writer::path(PathId P) {
  if (!P)
    return 0;
  if (P >= Paths.size())
    Paths.resize(Graph.Paths.size());
  if (Paths[P])
    return Paths[P];
  // Copies: the parent comes first.
  PathNode N = Graph.Paths[P];
  uint32_t Parent = path(N.Parent);
  uint32_t Symbol = N.Symbol;
  int64_t Index = N.Index;
  switch (N.Kind) {
  case PathKind::SomeElement:
    Symbol = path(N.Symbol);
    break;
  case PathKind::Temporary:
    if (N.Symbol == TemporaryKind::OfVariable)
      Index = symbol(N.Index);
    else if (N.Symbol == TemporaryKind::OfExpression)
      Index = 0;
    break;
  default:
    Symbol = symbol(N.Symbol);
  }
  uint32_t Number = ++NumPaths;
  tables::PathRow Row{N.Kind, Parent ? Number - Parent : 0, Symbol, Index};
  NumberWriter X(PathRows);
  tables::path(X, Row, HighestSymbol);
  return Paths[P] = Number;
}

uint32_t Writer::function(FunctionId F) {
  if (F == NoFunction)
    return 0;
  if (Functions[F])
    return Functions[F];
  Listed.push_back(F);
  return Functions[F] = Listed.size();
}

/// A function does not matter if neither it nor what it calls does anything that another
/// function could notice, as far as this unit shows it.
void Writer::findWorthwhile() {
  size_t Count = Graph.Functions.size();
  Matters.assign(Count, false);
  std::vector<SmallVector<FunctionId, 2>> Callers(Count);
  std::vector<FunctionId> Work;
  std::vector<bool> HasOpenCall(Count);
  for (const LoweredProgram::OpenCall &C : Low.PointerCalls)
    HasOpenCall[C.In] = true;
  for (const LoweredProgram::OpenCall &C : Low.VirtualCalls)
    HasOpenCall[C.In] = true;
  for (FunctionId F = 0; F < Count; ++F) {
    const Function &Info = Graph.Functions[F];
    const LoweredFunction &Body = Low.Functions[F];
    bool IsOpen = HasOpenCall[F];
    for (const Call &C : Info.Calls) {
      IsOpen |= C.Through != 0;
      for (FunctionId T : C.Targets) {
        Callers[T].push_back(F);
        IsOpen |= !Graph.Functions[T].IsDefined;
      }
    }
    Matters[F] = IsOpen || !Info.Accesses.empty() || !Info.Stores.empty() || !Info.Starts.empty() ||
                 !Info.Hazards.empty() || !Info.CoreUses.empty() || !Info.Sent.empty() ||
                 !Info.Requires.empty() || !Info.Excludes.empty() || Info.IsEntry || Info.IsInit ||
                 Info.IsIsrSafe || Body.Declared || Body.ReturnedObject || !Body.Locks.empty() ||
                 !Body.Phases.empty() || !Body.Cores.empty() || !Body.Suspensions.empty() ||
                 !Body.Views.empty();
    if (Matters[F])
      Work.push_back(F);
  }
  // A handler or thread that shares nothing is there all the same.
  for (const Start &S : Graph.Starts)
    if (S.Target != NoFunction && !Matters[S.Target]) {
      Matters[S.Target] = true;
      Work.push_back(S.Target);
    }
  while (!Work.empty()) {
    FunctionId F = Work.back();
    Work.pop_back();
    for (FunctionId Caller : Callers[F])
      if (!Matters[Caller]) {
        Matters[Caller] = true;
        Work.push_back(Caller);
      }
  }
}

void Writer::writeFunction(FunctionId F) {
  ambit::Function &Info = Graph.Functions[F];
  bool HasBody = Matters[F] && Info.IsDefined;
  std::string Words;
  WordWriter W(*this, Words);
  W.wordAnd(symbol(Info.Name), HasBody);
  records::function(W, Info, Low.Functions[F]);
  if (HasBody)
    records::body(W, Info, Low.Functions[F]);
  *Out.add_functions() = std::move(Words);
}

/// What belongs to no function. Only of what functions speak of.
void Writer::writeUnitWords() {
  records::UnitRecord R;
  R.HasManyCores = Graph.Target.HasManyCores;
  R.IsHosted = Graph.Target.IsHosted;
  R.MainCore = Low.MainCore;
  R.Starts = Graph.Starts;
  R.Stores = Graph.Stores;
  for (auto &[Pointer, Targets] : records::sortedEntries(Low.Stored))
    for (FunctionId F : Targets)
      R.Stored.push_back({Pointer, F});
  for (auto &[Method, By] : records::sortedEntries(Low.Overriders))
    for (FunctionId F : By)
      if (Matters[F])
        R.Overriders.push_back({Method, F});
  R.PointerCalls = Low.PointerCalls;
  R.VirtualCalls = Low.VirtualCalls;
  R.Levels = Low.Levels;
  auto IsNamed = [&](SymbolId S) { return S < Symbols.size() && Symbols[S]; };
  auto Keep = [&](const auto &All, auto &Into) {
    for (auto &E : records::sortedEntries(All))
      if (IsNamed(E.first))
        Into.push_back(E);
  };
  for (SymbolId S = 1; S < Symbols.size(); ++S) {
    if (Symbols[S] && Low.OwnLocks.contains(S))
      R.OwnLocks.push_back(S);
    if (Symbols[S] && Graph.FreshLocals.contains(S))
      R.FreshLocals.push_back(S);
  }
  Keep(Graph.FunctionOfLocal, R.FunctionOfLocal);
  Keep(Low.CoreBound, R.CoreBound);
  Keep(Low.PhaseBound, R.PhaseBound);
  Keep(Low.Guarded, R.Guarded);
  std::string Words;
  WordWriter W(*this, Words);
  records::unit(W, R);
  Out.set_unit_words(std::move(Words));
  for (const std::string &Phase : Graph.Phases)
    Out.add_phases(text(Phase));
  std::vector<uint32_t> Names(Low.CalleeNames.size());
  for (const auto &E : Low.CalleeNames)
    Names[E.getValue() - 1] = text(E.getKey());
  Out.mutable_callee_names()->Add(Names.begin(), Names.end());
  Out.set_agents(Graph.NumAgents);
  Out.set_starts(Graph.Starts.size());
  std::map<uint32_t, uint32_t> Agents;
  for (const auto &E : Low.Agents)
    Agents[E.getValue()] = text(E.getKey());
  for (auto [Number, Name] : Agents) {
    Out.add_named_agents(Number);
    Out.add_named_agents(Name);
  }
}

std::string Writer::run() {
  Paths.resize(Graph.Paths.size());
  Functions.resize(Graph.Functions.size());
  Out.set_unit(text(Facts.Unit));
  findWorthwhile();
  for (FunctionId F = 0; F < Graph.Functions.size(); ++F)
    if (Matters[F])
      function(F);
  // Writing one may list others that it names.
  for (size_t I = 0; I < Listed.size(); ++I)
    writeFunction(Listed[I]);
  size_t Written = Listed.size();
  writeUnitWords();
  for (size_t I = Written; I < Listed.size(); ++I)
    writeFunction(Listed[I]);
  for (const UnitFacts::Waiver &W : Facts.Waivers)
    Out.add_waivers(place(W.At));
  Graph.Paths.forAliases([&](PathId Name, PathId Object) {
    if (Paths[Name] && Paths[Object]) {
      Out.add_aliases(Paths[Name]);
      Out.add_aliases(Paths[Object]);
    }
  });
  Out.mutable_defined()->Add(Facts.Uses.Defined.begin(), Facts.Uses.Defined.end());
  Out.mutable_unnamed()->Add(Facts.Uses.Unnamed.begin(), Facts.Uses.Unnamed.end());
  Out.mutable_named()->Add(Facts.Uses.Named.begin(), Facts.Uses.Named.end());
  Out.mutable_needed()->Add(Facts.Uses.Needed.begin(), Facts.Uses.Needed.end());
  Out.set_places(std::move(PlaceRows));
  Out.set_symbols(std::move(SymbolRows));
  Out.set_paths(std::move(PathRows));
  wire::Archive File;
  *File.add_units() = std::move(Out);
  return pack(File);
}

} // namespace

std::string writeFacts(const UnitFacts &Facts) { return Writer(Facts).run(); }

std::string writeAssembly(StringRef Unit, ArrayRef<std::string> Names) {
  LoweredProgram Empty;
  UnitFacts Facts;
  Facts.Unit = Unit.str();
  Facts.Low = &Empty;
  for (StringRef Name : Names)
    Facts.Uses.Named.push_back(identityFrom(Origin::ExternalFunction, Name, "", ""));
  llvm::sort(Facts.Uses.Named);
  Facts.Uses.Defined = Facts.Uses.Named;
  return writeFacts(Facts);
}

std::string writeUnread(StringRef Unit) {
  LoweredProgram Empty;
  UnitFacts Facts;
  Facts.Unit = Unit.str();
  Facts.Low = &Empty;
  Facts.Uses.Needed = {0}; // the identity of nothing
  return writeFacts(Facts);
}

} // namespace ambit::facts
