//===- UnitCache.cpp ------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/UnitCache.h"
#include "facts/FactsFile.h"
#include "facts/FactsPlaces.h"
#include "facts/Naming.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <set>

using namespace llvm;

namespace ambit::driver {

/// What a compilation saw, and the name of what came of it.
struct UnitCache::Version {
  std::string Result;
  uint8_t Language = 0;
  bool IsMovable = false;
  struct File : SeenFile {
    uint64_t Tokens = 0; ///< the digest of its tokens; 0 if only the same bytes will do
  };
  std::vector<File> Seen;

  std::string bytes() const;
  static Version read(EntryReader &From);
};

/// A result with the tokens that its places are at.
struct UnitCache::Payload {
  struct Place {
    facts::TextPlace At;
    facts::TokenLayout::Spot Where;
    bool IsLineUse = false; ///< the number of its line is in the code
  };
  std::vector<Place> Places; ///< those in files that may change
  Digest Shape;
  std::string Result; ///< as `toBytes` wrote it

  std::string bytes() const;
  static std::optional<Payload> read(StringRef Bytes);
};

std::string UnitCache::Version::bytes() const {
  EntryWriter Out;
  Out.text(Result);
  Out.number(Language);
  Out.number(IsMovable);
  Out.number(Seen.size());
  for (const File &F : Seen) {
    Out.text(F.Path);
    Out.number(F.What);
    if (F.What == SeenFile::Content || F.What == SeenFile::Listing) {
      Out.number(F.Of.High);
      Out.number(F.Of.Low);
      Out.number(F.Tokens);
    }
  }
  return Out.take();
}

UnitCache::Version UnitCache::Version::read(EntryReader &From) {
  Version V;
  V.Result = From.text().str();
  V.Language = From.number();
  V.IsMovable = From.number();
  uint64_t Count = From.number();
  for (uint64_t I = 0; I < Count && From.isFine(); ++I) {
    File &F = V.Seen.emplace_back();
    F.Path = From.text().str();
    F.What = static_cast<SeenFile::Answer>(From.number());
    if (F.What == SeenFile::Content || F.What == SeenFile::Listing) {
      F.Of.High = From.number();
      F.Of.Low = From.number();
      F.Tokens = From.number();
    }
  }
  return V;
}

std::string UnitCache::Payload::bytes() const {
  EntryWriter Out;
  Out.number(Places.size());
  StringRef Last;
  for (const Place &P : Places) {
    Out.text(P.At.File == Last ? StringRef() : StringRef(P.At.File));
    Last = P.At.File;
    Out.number(P.At.Line);
    Out.number(P.At.Column);
    Out.number(P.Where.Token);
    Out.number(P.Where.Inside);
    Out.number(P.IsLineUse);
  }
  Out.number(Shape.High);
  Out.number(Shape.Low);
  Out.text(Result);
  return Out.take();
}

std::optional<UnitCache::Payload> UnitCache::Payload::read(StringRef Bytes) {
  Payload P;
  EntryReader From(Bytes);
  uint64_t Count = From.number();
  std::string Last;
  for (uint64_t I = 0; I < Count && From.isFine(); ++I) {
    Place &To = P.Places.emplace_back();
    StringRef File = From.text();
    if (!File.empty())
      Last = File.str();
    To.At.File = Last;
    To.At.Line = From.number();
    To.At.Column = From.number();
    To.Where.Token = From.number();
    To.Where.Inside = From.number();
    To.IsLineUse = From.number();
  }
  P.Shape.High = From.number();
  P.Shape.Low = From.number();
  P.Result = From.text().str();
  if (!From.isFine())
    return std::nullopt;
  return P;
}

std::optional<uint64_t> parseSize(StringRef Text) {
  static constexpr std::pair<StringLiteral, unsigned> Units[] = {
      {"KiB", 10}, {"MiB", 20}, {"GiB", 30}, {"K", 10}, {"M", 20}, {"G", 30}};
  unsigned Shift = 0;
  for (auto [Unit, Bits] : Units)
    if (Text.consume_back(Unit)) {
      Shift = Bits;
      break;
    }
  uint64_t N = 0;
  if (Text.trim().getAsInteger(10, N) || N > (UINT64_MAX >> Shift))
    return std::nullopt;
  return N << Shift;
}

/// The bytes of \p Path; nothing, which is another text than any, if it cannot be read.
static std::string contentsOf(const std::string &Path) {
  auto File = MemoryBuffer::getFile(Path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  return File ? "+" + (*File)->getBuffer().str() : "-";
}

Expected<UnitCache> UnitCache::open(const CacheSettings &Settings, StringRef Root,
                                    const AnalysisOptions &Options) {
  Expected<CacheStore> Store = CacheStore::open(Settings.Directory);
  if (!Store)
    return Store.takeError();
  return UnitCache(std::move(*Store), Settings, Root, Options);
}

UnitCache::UnitCache(CacheStore Store, CacheSettings Settings, StringRef Root,
                     const AnalysisOptions &Options)
    : Store(std::move(Store)), Settings(std::move(Settings)), Root(Root.str()), Options(Options) {
  EntryWriter Key;
  // Of the program that runs, not of what it calls itself.
  static int InThisProgram;
  Key.text(digestOf(contentsOf(sys::fs::getMainExecutable("ambit", &InThisProgram))).hex());
  Key.text(LLVM_VERSION_STRING);
  Key.number(facts::FormatVersion);
  Key.text(Root);
  Key.number(Options.IsStrict);
  for (const std::string &M : Options.Models) {
    Key.text(M);
    Key.text(contentsOf(M));
  }
  // What clang itself listens to.
  for (const char *Name :
       {"CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH", "SDKROOT", "CCC_OVERRIDE_OPTIONS",
        "CLANG_CONFIG_FILE_USER_DIR", "CLANG_NO_DEFAULT_CONFIG", "PATH"}) {
    const char *Value = getenv(Name);
    Key.text(Value ? Value : "");
  }
  ToolKey = Key.take();
}

static std::string entryName(StringRef Kind, const Digest &D) {
  std::string Hex = D.hex();
  return (Kind + "/" + Hex.substr(0, 2) + "/" + Hex.substr(2)).str();
}

std::string UnitCache::manifestName(const UnitCommand &U) const {
  EntryWriter Key;
  Key.text(ToolKey);
  Key.text(U.Name);
  Key.text(U.File);
  Key.text(U.Directory);
  for (const std::string &A : U.Arguments)
    Key.text(A);
  return entryName("units", digestOf(Key.take()));
}

std::vector<UnitCache::Version> UnitCache::readManifest(StringRef Name) const {
  std::vector<Version> All;
  std::optional<std::string> Bytes = Store.read(Name);
  if (!Bytes)
    return All;
  EntryReader From(*Bytes);
  uint64_t Count = From.number();
  for (uint64_t I = 0; I < Count && From.isFine(); ++I)
    All.push_back(Version::read(From));
  if (!From.isFine())
    All.clear();
  return All;
}

void UnitCache::addVersion(StringRef Manifest, Version V) {
  // So many states of its inputs are known at once, as of branches.
  constexpr size_t MaxVersions = 8;
  std::vector<Version> All = readManifest(Manifest);
  All.insert(All.begin(), std::move(V));
  if (All.size() > MaxVersions)
    All.resize(MaxVersions);
  EntryWriter Out;
  Out.number(All.size());
  std::string Bytes = Out.take();
  for (const Version &Each : All)
    Bytes += Each.bytes();
  write(Manifest, Bytes);
}

/// \returns whether the entry \p Name holds \p Bytes now.
bool UnitCache::write(StringRef Name, StringRef Bytes) {
  Error E = Store.write(Name, Bytes);
  if (!E)
    return true;
  std::string Why = toString(std::move(E));
  if (Trouble.empty())
    Trouble = Why;
  return false;
}

std::string UnitCache::keep(const Payload &P) {
  std::string Bytes = P.bytes();
  std::string Name = entryName("results", digestOf(Bytes));
  return write(Name, Bytes) ? Name : std::string();
}

std::optional<std::string> UnitCache::find(const UnitCommand &U) {
  for (const Version &V : readManifest(manifestName(U)))
    if (all_of(V.Seen, [&](const Version::File &F) { return Now.isAsSeen(F); }))
      return V.Result;
  return std::nullopt;
}

std::optional<CachedResult> UnitCache::load(StringRef Name) const {
  std::optional<std::string> Bytes = Store.read(Name);
  if (!Bytes)
    return std::nullopt;
  std::optional<Payload> P = Payload::read(*Bytes);
  if (!P)
    return std::nullopt;
  Expected<UnitResult> R = fromBytes(P->Result);
  if (!R) {
    consumeError(R.takeError());
    return std::nullopt;
  }
  return CachedResult{std::move(*R), Name.str(), P->Shape, /*IsFromCache=*/true};
}

/// Of the facts in \p R, but for where in its main file something is.
Digest UnitCache::shapeOf(const UnitCommand &U, const UnitResult &R) const {
  if (R.Facts.empty())
    return {};
  Expected<facts::FactsShape> Shape = facts::shapeOf(R.Facts, facts::fileName(U.File, Root));
  if (Shape)
    return digestOf(Shape->Bytes);
  consumeError(Shape.takeError());
  return digestOf(R.Facts);
}

/// Whether \p Path is text that somebody may edit, so that its tokens count rather than its bytes.
bool UnitCache::isSource(StringRef Path, const UnitTrace &Trace) const {
  return Trace.Sources.count(facts::fileName(Path, Root)) != 0;
}

/// Gives \p Do each place of \p R outside its facts.
static void forPlaces(UnitResult &R, function_ref<void(facts::TextPlace &)> Do) {
  if (R.ErrorAt.Line)
    Do(R.ErrorAt);
  for (facts::PlacedFinding &F : R.Findings) {
    Do(F.At);
    for (facts::PlacedFinding::Note &N : F.Notes)
      Do(N.At);
    for (facts::TextFix &X : F.Fixes) {
      Do(X.Begin);
      Do(X.End);
    }
  }
}

/// Whether \p Text has a place in it, as in the name of a type: `(lambda at a.cpp:3:7)`.
static bool hasPlace(StringRef Text) {
  for (size_t At = Text.find(" at "); At != StringRef::npos; At = Text.find(" at ", At + 1)) {
    StringRef Place = Text.substr(At).take_until([](char C) { return C == ')' || C == '\''; });
    auto [Head, Column] = Place.rsplit(':');
    auto [File, Line] = Head.rsplit(':');
    unsigned Number;
    if (!Column.getAsInteger(10, Number) && !Line.getAsInteger(10, Number))
      return true;
  }
  return false;
}

/// The result of \p V with the places that are right today, if no more than places changed.
/// Makes of \p V what is seen today.
std::optional<UnitCache::Payload> UnitCache::moved(Version &V, const UnitCommand &U) {
  if (!V.IsMovable)
    return std::nullopt;
  std::map<std::string, const facts::TokenLayout *> Changed;
  for (Version::File &F : V.Seen) {
    if (Now.isAsSeen(F))
      continue;
    if (F.What != SeenFile::Content || !F.Tokens)
      return std::nullopt;
    const facts::TokenLayout *Layout = Now.layout(F.Path, V.Language);
    if (!Layout || Layout->digest() != F.Tokens)
      return std::nullopt;
    Changed[facts::fileName(F.Path, Root)] = Layout;
    F.Of = Now.content(F.Path);
  }
  std::optional<std::string> Bytes = Store.read(V.Result);
  std::optional<Payload> P = Bytes ? Payload::read(*Bytes) : std::nullopt;
  if (!P)
    return std::nullopt;
  std::map<facts::TextPlace, facts::TextPlace> To;
  for (Payload::Place &Each : P->Places) {
    auto It = Changed.find(Each.At.File);
    if (It == Changed.end())
      continue;
    auto At = It->second->position(Each.Where);
    if (!At || (Each.IsLineUse && At->Line != Each.At.Line))
      return std::nullopt;
    facts::TextPlace Before = Each.At;
    Each.At.Line = At->Line;
    Each.At.Column = At->Column;
    To.emplace(std::move(Before), Each.At);
  }
  bool IsWhole = true;
  auto Move = [&](facts::TextPlace &Place) {
    if (!Changed.count(Place.File))
      return;
    auto It = To.find(Place);
    if (It != To.end())
      Place = It->second;
    else
      IsWhole = false;
  };
  Expected<UnitResult> R = fromBytes(P->Result);
  if (!R) {
    consumeError(R.takeError());
    return std::nullopt;
  }
  forPlaces(*R, Move);
  if (!R->Facts.empty()) {
    Expected<std::string> Facts = facts::movePlaces(R->Facts, Move);
    if (!Facts) {
      consumeError(Facts.takeError());
      return std::nullopt;
    }
    R->Facts = std::move(*Facts);
  }
  if (!IsWhole)
    return std::nullopt;
  P->Shape = shapeOf(U, *R);
  P->Result = toBytes(*R);
  return P;
}

UnitCache::Version UnitCache::versionOf(const RecordingFileSystem &Files, const UnitTrace &Trace) {
  Version V;
  V.Language = Trace.Language;
  for (SeenFile &F : Files.seen()) {
    Version::File To{std::move(F), 0};
    if (To.What == SeenFile::Content && isSource(To.Path, Trace) && Now.isAsSeen(To))
      if (const facts::TokenLayout *Layout = Now.layout(To.Path, V.Language))
        To.Tokens = Layout->digest();
    V.Seen.push_back(std::move(To));
  }
  return V;
}

/// \p R with the tokens of its places. Where the tokens of a file do not tell a place, its bytes
/// count in \p V instead.
std::optional<UnitCache::Payload> UnitCache::payloadOf(const UnitCommand &U, const UnitResult &R,
                                                       const UnitTrace &Trace, Version &V) {
  Payload P;
  P.Shape = shapeOf(U, R);
  P.Result = toBytes(R);
  bool &IsMovable = V.IsMovable;
  IsMovable = R.How != UnitResult::Failed && !Trace.HasLineDirectives;
  std::set<facts::TextPlace> Places;
  auto Text = [&](StringRef T) { IsMovable &= !hasPlace(T); };
  Text(R.Why);
  UnitResult Copy = R;
  forPlaces(Copy, [&](facts::TextPlace &At) { Places.insert(At); });
  for (const facts::PlacedFinding &F : R.Findings) {
    Text(F.Text);
    for (const facts::PlacedFinding::Note &N : F.Notes)
      Text(N.Text);
  }
  if (!R.Facts.empty())
    if (Error E = facts::visitPlaces(
            R.Facts, [&](const facts::TextPlace &At) { Places.insert(At); }, Text)) {
      consumeError(std::move(E));
      return std::nullopt;
    }
  std::set<std::string> Untold;
  auto Add = [&](const facts::TextPlace &At, bool IsLineUse) {
    SmallString<256> Path(At.File);
    sys::path::make_absolute(Root, Path);
    if (At.Line == 0 || !isSource(Path, Trace) || !IsMovable)
      return;
    const facts::TokenLayout *Layout = Now.layout(Path.str().str(), Trace.Language);
    std::optional<facts::TokenLayout::Spot> Where;
    if (Layout)
      Where = Layout->find(At.Line, At.Column);
    if (Where)
      P.Places.push_back({At, *Where, IsLineUse});
    else
      Untold.insert(At.File);
  };
  for (const facts::TextPlace &At : Places)
    Add(At, false);
  for (const facts::TextPlace &At : Trace.LineUses)
    Add(At, true);
  for (Version::File &F : V.Seen)
    if (Untold.count(facts::fileName(F.Path, Root)))
      F.Tokens = 0;
  return P;
}

CachedResult UnitCache::analyse(const UnitCommand &U) {
  CachedResult Out;
  std::string Manifest = manifestName(U);
  for (Version &V : readManifest(Manifest)) {
    std::optional<Payload> P = moved(V, U);
    if (!P)
      continue;
    Expected<UnitResult> R = fromBytes(P->Result);
    if (!R) {
      consumeError(R.takeError());
      continue;
    }
    Out.Result = std::move(*R);
    Out.Shape = P->Shape;
    Out.IsFromCache = true;
    Out.Name = V.Result = keep(*P);
    if (!V.Result.empty())
      addVersion(Manifest, std::move(V));
    return Out;
  }
  auto Files = llvm::makeIntrusiveRefCnt<RecordingFileSystem>(vfs::createPhysicalFileSystem());
  UnitTrace Trace;
  Out.Result = analyseUnit(U, Root, Options, Files, &Trace);
  if (Out.Result.How == UnitResult::Failed || !Out.Result.ModelErrors.empty() ||
      !Files->isReliable())
    return Out;
  Version V = versionOf(*Files, Trace);
  // A file that changed under our hands: what was seen is not what is there.
  if (!all_of(V.Seen, [&](const Version::File &F) {
        return F.What != SeenFile::Content || !isSource(F.Path, Trace) || Now.isAsSeen(F);
      }))
    return Out;
  if (std::optional<Payload> P = payloadOf(U, Out.Result, Trace, V)) {
    Out.Shape = P->Shape;
    Out.Name = V.Result = keep(*P);
  }
  if (!V.Result.empty())
    addVersion(Manifest, std::move(V));
  return Out;
}

std::string UnitCache::linkedName(ArrayRef<std::string> Units) const {
  EntryWriter Key;
  Key.text(ToolKey);
  for (const std::string &Name : Units)
    Key.text(Name);
  return entryName("linked", digestOf(Key.take()));
}

std::optional<std::string> UnitCache::loadLinked(ArrayRef<std::string> Units) const {
  return Store.read(linkedName(Units));
}

void UnitCache::keepLinked(ArrayRef<std::string> Units, StringRef Bytes) {
  write(linkedName(Units), Bytes);
}

std::string UnitCache::contextsName(ArrayRef<std::string> Units) const {
  EntryWriter Key;
  Key.text(ToolKey);
  for (const std::string &Name : Units)
    Key.text(Name);
  return entryName("contexts", digestOf(Key.take()));
}

std::optional<std::string> UnitCache::loadContexts(ArrayRef<std::string> Units) const {
  return Store.read(contextsName(Units));
}

void UnitCache::keepContexts(ArrayRef<std::string> Units, StringRef Bytes) {
  write(contextsName(Units), Bytes);
}

std::string UnitCache::judgedName(ArrayRef<Digest> Shapes) const {
  EntryWriter Key;
  Key.text(ToolKey);
  for (const Digest &D : Shapes) {
    Key.number(D.High);
    Key.number(D.Low);
  }
  return entryName("judged", digestOf(Key.take()));
}

std::optional<std::string> UnitCache::loadJudged(ArrayRef<Digest> Shapes) const {
  return Store.read(judgedName(Shapes));
}

void UnitCache::keepJudged(ArrayRef<Digest> Shapes, StringRef Bytes) {
  write(judgedName(Shapes), Bytes);
}

} // namespace ambit::driver
