//===- ExtractUnit.cpp ----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/ExtractUnit.h"
#include "facts/Naming.h"
#include "facts/TokenLayout.h"
#include "facts/UnitWriter.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Index/USRGeneration.h"
#include "llvm/ADT/StringExtras.h"
#include <map>

using namespace clang;
using namespace llvm;

namespace ambit::facts {

namespace {

/// Names from the AST, and numbers that are the same in all units.
class AstIdentity final : public UnitIdentity {
public:
  AstIdentity(Unit &U, UnitProgram &P, StringRef UnitName, StringRef Root)
      : U(U), P(P), UnitName(UnitName), Root(Root), Sources(U.context().getSourceManager()) {}

  std::string name(SymbolId S) const override { return P.names().name(S); }
  std::string nameInSentence(SymbolId S) const override { return P.names().nameInSentence(S); }
  bool isLambda(SymbolId S) const override { return P.names().isLambda(S); }
  bool isExempt(SymbolId S) const override { return P.names().isExempt(S); }
  PlaceId declaredAt(SymbolId S) const override { return P.names().declaredAt(S); }
  bool isBefore(PlaceId A, PlaceId B) const override { return P.names().isBefore(A, B); }
  SourceLine line(PlaceId Place) const override { return P.names().line(Place); }
  uint64_t userPlace(PlaceId Place) const override { return P.names().userPlace(Place); }
  bool isInSystemHeader(PlaceId Place) const override { return P.names().isInSystemHeader(Place); }

  uint64_t identity(SymbolId S) const override;
  std::string recordOf(SymbolId S) const override;
  Spot spot(PlaceId Place) const override;

private:
  std::string fileOf(SourceLocation At) const;
  void numberTokens(SmallVectorImpl<char> &Key, SourceLocation At) const;

  Unit &U;
  UnitProgram &P;
  StringRef UnitName, Root;
  const SourceManager &Sources;
  mutable DenseMap<FileID, std::string> Files;
  mutable std::map<FileID, TokenLayout> Layouts;
};

/// A USR tells what has no name by its offset in the file: `@123`. Says instead which token of
/// the file of \p At it is, so that comments and spaces do not count.
void AstIdentity::numberTokens(SmallVectorImpl<char> &Key, SourceLocation At) const {
  StringRef Rest(Key.data(), Key.size());
  const TokenLayout *Layout = nullptr;
  SmallString<256> Out;
  while (!Rest.empty()) {
    size_t Begin = Rest.find('@');
    if (Begin == StringRef::npos)
      break;
    Out += Rest.take_front(Begin + 1);
    Rest = Rest.drop_front(Begin + 1);
    StringRef Digits = Rest.take_while([](char C) { return isDigit(C); });
    uint32_t Offset;
    if (Digits.empty() || Digits.getAsInteger(10, Offset))
      continue;
    if (!Layout) {
      FileID File = Sources.getFileID(Sources.getExpansionLoc(At));
      auto It = Layouts.find(File);
      if (It == Layouts.end())
        It = Layouts
                 .emplace(File, TokenLayout(Sources.getBufferData(File),
                                            TokenLayout::languageOf(U.context().getLangOpts())))
                 .first;
      Layout = &It->second;
    }
    TokenLayout::Spot Where = Layout->findOffset(Offset);
    Out += utostr(Where.Token) + "+" + utostr(Where.Inside);
    Rest = Rest.drop_front(Digits.size());
  }
  if (!Layout)
    return;
  Out += Rest;
  Key.assign(Out.begin(), Out.end());
}

/// The name of the file of \p At, which is no macro's place.
std::string AstIdentity::fileOf(SourceLocation At) const {
  FileID Id = Sources.getFileID(At);
  auto [It, IsNew] = Files.try_emplace(Id);
  if (IsNew) {
    SmallString<256> Path;
    if (OptionalFileEntryRef File = Sources.getFileEntryRefForID(Id)) {
      Path = File->getName();
      Sources.getFileManager().makeAbsolutePath(Path);
    }
    It->second = fileName(Path, Root);
  }
  return It->second;
}

uint64_t AstIdentity::identity(SymbolId S) const {
  const NamedDecl *D = P.symbols().declaration(S);
  const auto *V = dyn_cast_or_null<VarDecl>(D);
  if (!D || (V && !V->hasGlobalStorage()))
    return 0;
  SmallString<256> Key;
  if (index::generateUSRForDecl(D, Key))
    return 0;
  numberTokens(Key, D->getLocation());
  if (D->isExternallyVisible())
    return symbolIdentity(Key, "");
  // The name says the file, but not where that is. A variable of a header is another one in
  // each unit; a function is the same.
  return symbolIdentity(Key, fileOf(Sources.getFileLoc(D->getLocation())),
                        V && !V->isInline() ? UnitName : "");
}

std::string AstIdentity::recordOf(SymbolId S) const {
  const auto *D = dyn_cast_or_null<FieldDecl>(P.symbols().declaration(S));
  SmallString<256> Key;
  if (!D || index::generateUSRForDecl(D, Key))
    return {};
  numberTokens(Key, D->getLocation());
  StringRef Record = Key;
  if (!Record.consume_front("c:@"))
    return {};
  return Record.rsplit("@FI@").first.str();
}

Spot AstIdentity::spot(PlaceId Place) const {
  SourceLocation Token = P.location(Place);
  SourceLocation At = userLocation(Token, Sources);
  PresumedLoc Seen = Sources.getPresumedLoc(At);
  Spot To;
  if (Seen.isInvalid())
    return To;
  // A `#line` may name another file.
  if (Sources.getFileID(At) == Seen.getFileID()) {
    To.File = fileOf(At);
  } else {
    SmallString<256> Path(Seen.getFilename());
    Sources.getFileManager().makeAbsolutePath(Path);
    To.File = fileName(Path, Root);
  }
  To.Line = Seen.getLine();
  To.Column = Seen.getColumn();
  To.IsInSystemHeader = isInSystemHeader(Place);
  if (std::optional<size_t> Waiver = U.waivers().covering(Token))
    To.Waiver = *Waiver + 1;
  return To;
}

} // namespace

std::string extractFacts(Unit &U, StringRef Name, StringRef Root) {
  UnitProgram &P = U.program();
  AstIdentity Identity(U, P, Name, Root);
  UnitFacts Facts;
  Facts.Unit = Name.str();
  Facts.Low = P.lowered();
  assert(Facts.Low && "facts are of a program that is not solved yet");
  Facts.Names = &Identity;
  for (size_t I = 0; I < U.waivers().all().size(); ++I) {
    UnitFacts::Waiver W;
    W.At = P.place(U.waivers().all()[I].Attr->getLocation());
    Facts.Waivers.push_back(W);
  }
  return writeFacts(Facts);
}

} // namespace ambit::facts
