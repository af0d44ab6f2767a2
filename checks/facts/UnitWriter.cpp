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
  uint32_t file(StringRef Name);
  std::optional<tables::PlaceRow> rowOf(PlaceId P);
  void writeFunction(WordWriter &W, uint32_t Number);
  void writeUnitWords();
  void writeSymbols();

  const UnitFacts &Facts;
  LoweredProgram &Low;
  Program &Graph;
  wire::Unit Out;
  StringMap<uint32_t> Files, Texts;
  std::vector<uint32_t> Paths, Places, Symbols, Functions; ///< numbers in the file, 0 if new
  std::vector<FunctionId> Listed;                          ///< functions in the file's order
  std::vector<bool> Matters;
  struct Symbol {
    tables::SymbolRow Row;
    uint64_t Identity = 0;
    std::string Record; ///< of a field
  };
  std::vector<Symbol> SymbolRows;
  std::string DeclarationRows, PlaceRows, PathRows, FunctionSymbols;
  uint32_t NumPlaces = 0, NumPaths = 0;
  uint32_t NumOwn = 0; ///< functions that may have a body here
  tables::PlaceSteps DeclarationSteps, PlaceSteps;
  uint64_t HighestSymbol = 0;   ///< that paths have
  Numbering SymbolsOfFunctions; ///< so far
};

/// The number of \p T among \p Known, from 1, whose texts \p All holds.
static uint32_t numberOf(StringRef T, StringMap<uint32_t> &Known, std::string &All) {
  // A name of C or C++ and of a file has no 0.
  T = T.split('\0').first;
  if (T.empty())
    return 0;
  auto [It, IsNew] = Known.try_emplace(T, Known.size() + 1);
  if (IsNew) {
    All += T;
    All += '\0';
  }
  return It->second;
}

uint32_t Writer::text(StringRef T) { return numberOf(T, Texts, *Out.mutable_texts()); }
uint32_t Writer::file(StringRef Name) { return numberOf(Name, Files, *Out.mutable_files()); }

std::optional<tables::PlaceRow> Writer::rowOf(PlaceId P) {
  Spot S = Facts.Names->spot(P);
  if (S.Line == 0)
    return std::nullopt;
  return tables::PlaceRow{file(S.File), S.Line, S.Column, (S.Waiver << 1) | S.IsInSystemHeader};
}

uint32_t Writer::place(PlaceId P) {
  if (!P)
    return 0;
  if (P >= Places.size())
    Places.resize(P + 1);
  if (Places[P])
    return Places[P];
  std::optional<tables::PlaceRow> Row = rowOf(P);
  if (!Row)
    return 0;
  NumberWriter X(PlaceRows);
  tables::place(X, *Row, PlaceSteps);
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
  Symbol New;
  tables::SymbolRow &Row = New.Row;
  Row.Name = text(Name);
  Row.Sentence = Sentence == Name ? 0 : text(Sentence);
  Row.IsLambda = Facts.Names->isLambda(S);
  Row.IsExempt = Facts.Names->isExempt(S);
  std::optional<tables::PlaceRow> Place;
  if (Declared)
    Place = rowOf(Declared);
  if (Place) {
    NumberWriter X(DeclarationRows);
    tables::place(X, *Place, DeclarationSteps);
    Row.IsDeclared = true;
  }
  New.Identity = Facts.Names->identity(S);
  if (New.Identity) {
    std::string File = Place ? Facts.Names->spot(Declared).File : std::string();
    Row.From = originOf(New.Identity, Name, File, Facts.Unit);
    if (Row.From == Origin::Stored) {
      std::string Record = Facts.Names->recordOf(S);
      if (!Record.empty() && fieldIdentity(Record, Name) == New.Identity)
        New.Record = std::move(Record);
    }
  }
  SymbolRows.push_back(std::move(New));
  return Symbols[S] = SymbolRows.size();
}

void Writer::writeSymbols() {
  std::map<std::string, size_t> Fields;
  for (const Symbol &S : SymbolRows)
    ++Fields[S.Record];
  std::string Rows;
  NumberWriter X(Rows);
  uint64_t HighestName = 0;
  for (Symbol &S : SymbolRows) {
    // An identity takes eight bytes that nothing packs, the name of a record once half of its size.
    if (!S.Record.empty() && S.Record.size() / 2 < 7 * Fields[S.Record]) {
      S.Row.From = Origin::Field;
      S.Row.Record = text(S.Record);
    }
    if (S.Row.From == Origin::Stored)
      Out.add_identities(S.Identity);
    tables::symbol(X, S.Row, HighestName);
  }
  Out.set_symbols(std::move(Rows));
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
    Symbol = Symbol ? NumPaths + 1 - Symbol : 0;
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
  NumberWriter X(FunctionSymbols);
  X.word(SymbolsOfFunctions.wordFor(symbol(Graph.Functions[F].Name)));
  SymbolsOfFunctions.begin();
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

void Writer::writeFunction(WordWriter &W, uint32_t Number) {
  FunctionId F = Listed[Number - 1];
  ambit::Function &Info = Graph.Functions[F];
  W.begin(Number);
  bool IsWhereDeclared = Info.At == Facts.Names->declaredAt(Info.Name);
  records::function(W, Info, Low.Functions[F], IsWhereDeclared);
  if (Info.IsDefined && Number <= NumOwn)
    records::body(W, Info, Low.Functions[F]);
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
  WordWriter W(*this, Words, NumOwn);
  records::unit(W, R);
  // Of most units of C there is nothing to say.
  if (Words != StringRef("\0", 1))
    Out.set_unit_words(std::move(Words));
  for (const std::string &Phase : Graph.Phases)
    Out.add_phases(text(Phase));
  std::vector<uint32_t> Names(Low.CalleeNames.size());
  for (const auto &E : Low.CalleeNames)
    Names[E.getValue() - 1] = text(E.getKey());
  Out.mutable_callee_names()->Add(Names.begin(), Names.end());
  Out.set_agents(std::max(1u, Graph.NumAgents) - 1);
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
  file(Facts.Unit);
  findWorthwhile();
  for (FunctionId F = 0; F < Graph.Functions.size(); ++F)
    if (Matters[F])
      function(F);
  NumOwn = Listed.size();
  Out.set_own_functions(NumOwn);
  std::string Words;
  WordWriter W(*this, Words, NumOwn);
  // Writing one may list others that it names.
  uint32_t Number = 0;
  while (Number < Listed.size())
    writeFunction(W, ++Number);
  writeUnitWords();
  while (Number < Listed.size())
    writeFunction(W, ++Number);
  Out.set_functions(std::move(Words));
  Out.set_function_symbols(std::move(FunctionSymbols));
  for (const UnitFacts::Waiver &W : Facts.Waivers)
    Out.add_waivers(place(W.At));
  Graph.Paths.forAliases([&](PathId Name, PathId Object) {
    if (Paths[Name] && Paths[Object]) {
      Out.add_aliases(Paths[Name]);
      Out.add_aliases(Paths[Object]);
    }
  });
  if (const auto &Uses = Facts.Uses) {
    Out.set_is_of_machine(true);
    Out.mutable_defined()->Add(Uses->Defined.begin(), Uses->Defined.end());
    Out.mutable_named()->Add(Uses->Named.begin(), Uses->Named.end());
    Out.mutable_needed()->Add(Uses->Needed.begin(), Uses->Needed.end());
  }
  writeSymbols();
  Out.set_declarations(std::move(DeclarationRows));
  Out.set_places(std::move(PlaceRows));
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
  FunctionUses &Uses = Facts.Uses.emplace();
  for (StringRef Name : Names)
    Uses.Named.push_back(identityFrom(Origin::ExternalFunction, Name, "", ""));
  llvm::sort(Uses.Named);
  Uses.Defined = Uses.Named;
  return writeFacts(Facts);
}

std::string writeUnread(StringRef Unit) {
  LoweredProgram Empty;
  UnitFacts Facts;
  Facts.Unit = Unit.str();
  Facts.Low = &Empty;
  return writeFacts(Facts);
}

} // namespace ambit::facts
