//===- UnitReader.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/UnitReader.h"
#include "facts/FactsFile.h"
#include "facts/Naming.h"
#include "facts/Records.h"
#include "facts/Soundness.h"
#include "facts/Tables.h"
#include "llvm/ADT/Hashing.h"
#include "llvm/Support/Path.h"
#include <facts/facts.pb.h>

using namespace llvm;

namespace ambit::facts {

uint32_t UnitReader::textNumber(StringRef T) {
  if (T.empty())
    return 0;
  auto [It, IsNew] = Into.Names.Numbers.try_emplace(T, Into.Names.Texts.size());
  if (IsNew)
    Into.Names.Texts.push_back(It->first());
  return It->second;
}

bool UnitReader::readTexts(const wire::Unit &U) {
  Numbers.Texts.assign(1, std::string());
  TextNumbers.assign(1, 0);
  FileNumbers.assign(1, 0);
  forTexts(U.texts(), [&](StringRef T) {
    Numbers.Texts.push_back(T.str());
    TextNumbers.push_back(textNumber(T));
  });
  forTexts(U.files(), [&](StringRef T) { FileNumbers.push_back(textNumber(T)); });
  return FileNumbers.size() > 1;
}

/// Where places in \p File are looked up. Most are in sources, which one unit alone names: what
/// another one names is told apart only then.
UnitReader::PlaceMap &UnitReader::placesOf(uint32_t File) {
  uint32_t Unit = FirstPlaces.size() - 1;
  auto [It, IsNew] = Files.try_emplace(File, FileUse{Unit});
  FileUse &Use = It->second;
  if (Use.IsShared)
    return SharedPlaces;
  if (Use.FirstUnit == Unit)
    return OwnPlaces;
  Use.IsShared = true;
  for (PlaceId P = FirstPlaces[Use.FirstUnit]; P < FirstPlaces[Use.FirstUnit + 1]; ++P)
    if (const LinkedNames::Place &Old = Into.Names.Places[P]; Old.File == File)
      SharedPlaces.try_emplace({Old.File, Old.Line, Old.Column}, P);
  return SharedPlaces;
}

/// Appends the places that \p Rows are to \p All.
bool UnitReader::readPlaces(StringRef Rows, uint32_t NumWaivers, std::vector<PlaceId> &All) {
  size_t FirstWaiver = Into.Waivers.size() - 1;
  NumberReader X(Rows);
  tables::PlaceSteps Steps;
  while (!X.isAtEnd()) {
    tables::PlaceRow Row;
    tables::place(X, Row, Steps);
    uint32_t Waiver = Row.Flags >> 1;
    if (X.isDamaged() || Row.File >= FileNumbers.size() || Waiver > NumWaivers)
      return false;
    LinkedNames::Place P;
    P.File = FileNumbers[Row.File];
    P.Line = Row.Line;
    P.Column = Row.Column;
    P.IsInSystemHeader = Row.Flags & 1;
    P.Waiver = Waiver ? FirstWaiver + Waiver : 0;
    auto [It, IsNew] = placesOf(P.File).try_emplace({P.File, P.Line, P.Column},
                                                    static_cast<PlaceId>(Into.Names.Places.size()));
    if (IsNew)
      Into.Names.Places.push_back(P);
    All.push_back(It->second);
  }
  return true;
}

/// Whether two system headers of one name declare it in two places: those are of two C libraries,
/// such as that of a system that runs on a host and that of the host, and are not linked with each
/// other. A header that was copied has it in one place.
static bool areOfTwoLibraries(const LinkedNames::Place &A, const LinkedNames::Place &B,
                              ArrayRef<StringRef> Texts) {
  return A.File != B.File && A.IsInSystemHeader && B.IsInSystemHeader &&
         std::tie(A.Line, A.Column) != std::tie(B.Line, B.Column) &&
         sys::path::filename(Texts[A.File]) == sys::path::filename(Texts[B.File]);
}

bool UnitReader::readSymbols(StringRef UnitName, const wire::Unit &U) {
  Numbers.Symbols.assign(1, 0);
  DeclaredAt.assign(1, 0);
  NumberReader X(U.symbols());
  uint64_t HighestName = 0;
  size_t NumDeclared = 0;
  int NumStored = 0;
  while (!X.isAtEnd()) {
    tables::SymbolRow Row;
    tables::symbol(X, Row, HighestName);
    if (X.isDamaged() || Row.Name >= TextNumbers.size() || Row.Sentence >= TextNumbers.size() ||
        Row.Record >= TextNumbers.size() || (Row.IsDeclared && NumDeclared == Declarations.size()))
      return false;
    PlaceId Declared = Row.IsDeclared ? Declarations[NumDeclared++] : 0;
    DeclaredAt.push_back(Declared);
    uint64_t Identity = 0;
    if (Row.From == Origin::Stored) {
      if (NumStored == U.identities_size())
        return false;
      Identity = U.identities(NumStored++);
    } else if (Row.From == Origin::Field) {
      Identity = fieldIdentity(Numbers.Texts[Row.Record], Numbers.Texts[Row.Name]);
    } else if (Row.From != Origin::None) {
      StringRef File = Declared ? Into.Names.Texts[Into.Names.Places[Declared].File] : StringRef();
      Identity = identityFrom(Row.From, Numbers.Texts[Row.Name], File, UnitName);
    }
    SymbolId Number = Into.Names.Symbols.size();
    if (Identity) {
      auto [It, IsNew] = Symbols.try_emplace(Identity, Number);
      const LinkedNames::Place &Here = Into.Names.Places[Declared];
      if (!IsNew && areOfTwoLibraries(Into.Names.Places[Into.Names.Symbols[It->second].Declared],
                                      Here, Into.Names.Texts))
        std::tie(It, IsNew) = Symbols.try_emplace(hash_combine(Identity, Here.File), Number);
      Number = It->second;
      if (!IsNew) {
        Numbers.Symbols.push_back(Number);
        continue;
      }
    }
    LinkedNames::Symbol S;
    S.Name = TextNumbers[Row.Name];
    S.Sentence = TextNumbers[Row.Sentence];
    S.IsLambda = Row.IsLambda;
    S.IsExempt = Row.IsExempt;
    S.Declared = Declared;
    S.Identity = Identity;
    Into.Names.Symbols.push_back(S);
    Numbers.Symbols.push_back(Number);
  }
  return NumStored == U.identities_size() && NumDeclared == Declarations.size();
}

bool UnitReader::readPaths(const wire::Unit &U) {
  Numbers.Paths.assign(1, 0);
  NumberReader X(U.paths());
  uint64_t HighestSymbol = 0;
  while (!X.isAtEnd()) {
    tables::PathRow Row;
    tables::path(X, Row, HighestSymbol);
    if (X.isDamaged() || Row.Kind == PathKind::None || Row.Parent >= Numbers.Paths.size())
      return false;
    PathKind Kind = Row.Kind;
    PathId Parent = Row.Parent ? Numbers.Paths[Numbers.Paths.size() - Row.Parent] : 0;
    uint32_t Symbol = Row.Symbol;
    int64_t Index = Row.Index;
    switch (Kind) {
    case PathKind::SomeElement:
      if (Symbol >= Numbers.Paths.size())
        return false;
      Symbol = Symbol ? Numbers.Paths[Numbers.Paths.size() - Symbol] : 0;
      break;
    case PathKind::Temporary:
      // An expression of another unit is another one.
      if (Symbol == TemporaryKind::OfExpression) {
        Index = NumTemporaries++;
      } else if (Symbol == TemporaryKind::OfVariable) {
        if (Index < 0 || static_cast<size_t>(Index) >= Numbers.Symbols.size())
          return false;
        Index = Numbers.Symbols[Index];
      }
      break;
    default:
      if (Symbol >= Numbers.Symbols.size())
        return false;
      Symbol = Numbers.Symbols[Symbol];
    }
    Numbers.Paths.push_back(Graph.Paths.get(Kind, Parent, Symbol, Index));
  }
  if (U.aliases_size() % 2)
    return false;
  for (int I = 0; I + 1 < U.aliases_size(); I += 2) {
    if (U.aliases(I) >= Numbers.Paths.size() || U.aliases(I + 1) >= Numbers.Paths.size())
      return false;
    Graph.Paths.alias(Numbers.Paths[U.aliases(I)], Numbers.Paths[U.aliases(I + 1)]);
  }
  return true;
}

uint32_t UnitReader::agentNamed(StringRef Name) {
  auto [It, IsNew] = Low.Agents.try_emplace(Name, Graph.NumAgents);
  if (IsNew)
    ++Graph.NumAgents;
  return It->second;
}

bool UnitReader::readNumbers(const wire::Unit &U) {
  Numbers.Phases.clear();
  for (uint32_t T : U.phases()) {
    if (T >= Numbers.Texts.size())
      return false;
    const std::string &Name = Numbers.Texts[T];
    auto It = llvm::find(Graph.Phases, Name);
    if (It == Graph.Phases.end())
      It = Graph.Phases.insert(It, Name);
    Numbers.Phases.push_back(It - Graph.Phases.begin());
  }
  Numbers.CalleeNames.assign(1, 0);
  for (uint32_t T : U.callee_names()) {
    if (T >= Numbers.Texts.size())
      return false;
    auto [It, IsNew] = Low.CalleeNames.try_emplace(Numbers.Texts[T], Low.CalleeNames.size() + 1);
    Numbers.CalleeNames.push_back(It->second);
  }
  // 0 is the main thread of all units.
  constexpr uint32_t Unset = ~0u;
  if (U.agents() >= (1u << 24) || U.named_agents_size() % 2)
    return false;
  Numbers.Agents.assign(1 + U.agents(), Unset);
  Numbers.Agents[0] = 0;
  for (int I = 0; I + 1 < U.named_agents_size(); I += 2) {
    if (U.named_agents(I) >= Numbers.Agents.size() || U.named_agents(I + 1) >= Numbers.Texts.size())
      return false;
    Numbers.Agents[U.named_agents(I)] = agentNamed(Numbers.Texts[U.named_agents(I + 1)]);
  }
  for (uint32_t &A : Numbers.Agents)
    if (A == Unset)
      A = Graph.NumAgents++;
  return true;
}

/// Adds to what is known of a function what another unit says of it.
static void mergeHeads(ambit::Function &F, LoweredFunction &B, ambit::Function &Other,
                       LoweredFunction &OtherBody) {
  if (!F.IsEntry && Other.IsEntry) {
    F.IsEntry = true;
    F.Runs = Other.Runs;
  }
  F.IsInit |= Other.IsInit;
  F.IsIsrSafe |= Other.IsIsrSafe;
  F.IsMain |= Other.IsMain;
  F.ClaimsCore |= Other.ClaimsCore && F.Runs.Core;
  F.ActsAsThread |= Other.ActsAsThread;
  if (F.RunsAfter == NoPhase && Other.RunsAfter != NoPhase) {
    F.RunsAfter = Other.RunsAfter;
    F.RunsAfterAt = Other.RunsAfterAt;
    F.Runs.IsAfterPhase = true;
  }
  if (F.Requires.empty())
    F.Requires = Other.Requires;
  if (F.Excludes.empty())
    F.Excludes = Other.Excludes;
  if (!B.Declared)
    B.Declared = OtherBody.Declared;
  B.IsLock |= OtherBody.IsLock;
  B.IsNoReturn |= OtherBody.IsNoReturn;
  B.IsUnjudged |= OtherBody.IsUnjudged;
}

bool UnitReader::readFunctionSymbols(const wire::Unit &U) {
  Numbers.Functions.assign(1, NoFunction);
  SymbolsOfFunctions.assign(1, 0);
  NumberReader X(U.function_symbols());
  Numbering Known;
  while (!X.isAtEnd()) {
    uint64_t Word;
    X.word(Word);
    uint64_t Symbol = Known.numberFrom(Word);
    Known.begin();
    if (X.isDamaged() || Symbol == 0 || Symbol >= Numbers.Symbols.size())
      return false;
    SymbolId Name = Numbers.Symbols[Symbol];
    auto [It, IsNew] = Functions.try_emplace(Name, static_cast<FunctionId>(Graph.Functions.size()));
    if (IsNew) {
      Graph.Functions.emplace_back().Name = Name;
      Low.Functions.emplace_back().Id = It->second;
    }
    Numbers.Functions.push_back(It->second);
    SymbolsOfFunctions.push_back(Symbol);
  }
  return U.own_functions() < Numbers.Functions.size();
}

bool UnitReader::readFunctions(const wire::Unit &U) {
  IsMine.assign(1, false);
  WordReader X(Numbers, U.functions(), U.own_functions());
  for (uint32_t Number = 1; Number < Numbers.Functions.size(); ++Number) {
    FunctionId Id = Numbers.Functions[Number];
    ambit::Function F;
    LoweredFunction B;
    F.Name = Graph.Functions[Id].Name;
    B.Id = Id;
    X.begin(Number);
    bool IsWhereDeclared = false;
    records::function(X, F, B, IsWhereDeclared);
    if (IsWhereDeclared)
      F.At = DeclaredAt[SymbolsOfFunctions[Number]];
    bool HasBody = F.IsDefined && Number <= U.own_functions();
    bool IsWanted = HasBody && Low.Functions[Id].Blocks.empty() && !Graph.Functions[Id].IsDefined;
    // One that is there already is passed over.
    if (HasBody) {
      ambit::Function Other;
      LoweredFunction OtherBody;
      records::body(X, IsWanted ? F : Other, IsWanted ? B : OtherBody);
    }
    if (X.isDamaged() || (IsWanted && !isSound(F, B)))
      return false;
    IsMine.push_back(IsWanted);
    if (!HasBody)
      F.IsDefined = false;
    if (IsWanted || !Graph.Functions[Id].IsDefined) {
      // The definition says most; what was known before is added.
      mergeHeads(F, B, Graph.Functions[Id], Low.Functions[Id]);
      Graph.Functions[Id] = std::move(F);
      Low.Functions[Id] = std::move(B);
    } else {
      mergeHeads(Graph.Functions[Id], Low.Functions[Id], F, B);
    }
  }
  return X.isAtEnd();
}

bool UnitReader::readUnitWords(const wire::Unit &U) {
  WordReader X(Numbers, U.unit_words(), U.own_functions());
  records::UnitRecord R;
  if (!U.unit_words().empty())
    records::unit(X, R);
  if (X.isDamaged() || !X.isAtEnd() || R.Starts.size() != Numbers.NumStarts)
    return false;
  Graph.Target.HasManyCores |= R.HasManyCores;
  Graph.Target.IsHosted |= R.IsHosted;
  if (!Low.MainCore)
    Low.MainCore = R.MainCore;
  for (Start &S : R.Starts)
    Graph.Starts.push_back(std::move(S));
  Graph.Stores.append(R.Stores.begin(), R.Stores.end());
  for (auto [Pointer, F] : R.Stored)
    if (F != NoFunction)
      Low.store(Pointer, F);
  for (auto [Method, F] : R.Overriders) {
    auto &By = Low.Overriders[Method];
    if (F != NoFunction && !is_contained(By, F))
      By.push_back(F);
  }
  // A call in a body that another unit brought is known from there.
  DenseSet<FunctionId> Mine;
  for (size_t I = 1; I < IsMine.size(); ++I)
    if (IsMine[I])
      Mine.insert(Numbers.Functions[I]);
  auto AddCalls = [&](ArrayRef<LoweredProgram::OpenCall> Calls,
                      std::vector<LoweredProgram::OpenCall> &To) {
    for (const LoweredProgram::OpenCall &C : Calls) {
      if (!Mine.contains(C.In))
        continue;
      if (C.Call >= Graph.Functions[C.In].Calls.size())
        return false;
      To.push_back(C);
    }
    return true;
  };
  if (!AddCalls(R.PointerCalls, Low.PointerCalls) || !AddCalls(R.VirtualCalls, Low.VirtualCalls))
    return false;
  Low.Levels.insert(Low.Levels.end(), R.Levels.begin(), R.Levels.end());
  Low.OwnLocks.insert(R.OwnLocks.begin(), R.OwnLocks.end());
  Graph.FreshLocals.insert(R.FreshLocals.begin(), R.FreshLocals.end());
  Graph.FunctionOfLocal.insert(R.FunctionOfLocal.begin(), R.FunctionOfLocal.end());
  Low.CoreBound.insert(R.CoreBound.begin(), R.CoreBound.end());
  Low.PhaseBound.insert(R.PhaseBound.begin(), R.PhaseBound.end());
  Low.Guarded.insert(R.Guarded.begin(), R.Guarded.end());
  return true;
}

Error UnitReader::read(StringRef Name, const wire::Unit &U) {
  auto Damaged = [](const char *What) {
    return createStringError(inconvertibleErrorCode(),
                             Twine("damaged: its ") + What + " contradict each other");
  };
  if (Into.Waivers.empty())
    Into.Waivers.emplace_back();
  if (!readTexts(U))
    return Damaged("names");
  OwnPlaces.clear();
  FirstPlaces.push_back(Into.Names.Places.size());
  Declarations.clear();
  Numbers.Places.assign(1, 0);
  if (!readPlaces(U.declarations(), U.waivers_size(), Declarations) ||
      !readPlaces(U.places(), U.waivers_size(), Numbers.Places))
    return Damaged("places");
  if (!readSymbols(Name, U))
    return Damaged("symbols");
  if (!readPaths(U))
    return Damaged("paths");
  for (uint32_t Place : U.waivers()) {
    if (Place >= Numbers.Places.size())
      return Damaged("waivers");
    Into.Waivers.push_back({Numbers.Places[Place]});
  }
  if (!readNumbers(U))
    return Damaged("numbers");
  Numbers.FirstStart = Graph.Starts.size();
  Numbers.NumStarts = U.starts();
  if (!readFunctionSymbols(U) || !readFunctions(U))
    return Damaged("functions");
  if (!readUnitWords(U))
    return Damaged("starts");
  return Error::success();
}

} // namespace ambit::facts
