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
#include "clang/Basic/TargetInfo.h"
#include "clang/Index/USRGeneration.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Path.h"
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
  uint64_t identityOf(const NamedDecl &D) const;
  std::string recordOf(SymbolId S) const override;
  Spot spot(PlaceId Place) const override;

private:
  SmallString<256> keyOf(const NamedDecl &D) const;
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
  return identityOf(*D);
}

/// What all units call \p D; empty if it has no name for them.
SmallString<256> AstIdentity::keyOf(const NamedDecl &D) const {
  SmallString<256> Key;
  if (index::generateUSRForDecl(&D, Key))
    return {};
  numberTokens(Key, D.getLocation());
  return Key;
}

uint64_t AstIdentity::identityOf(const NamedDecl &D) const {
  SmallString<256> Key = keyOf(D);
  if (Key.empty())
    return 0;
  if (D.isExternallyVisible())
    return symbolIdentity(Key, "");
  // The name says the file, but not where that is. A variable of a header is another one in
  // each unit; a function is the same.
  const auto *V = dyn_cast<VarDecl>(&D);
  return symbolIdentity(Key, fileOf(Sources.getFileLoc(D.getLocation())),
                        V && !V->isInline() ? UnitName : "");
}

std::string AstIdentity::recordOf(SymbolId S) const {
  const auto *D = dyn_cast_or_null<FieldDecl>(P.symbols().declaration(S));
  if (!D)
    return {};
  SmallString<256> Key = keyOf(*D);
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

/// Finds which functions the unit names, and how.
class UseFinder {
public:
  UseFinder(Unit &U, UnitProgram &P, const AstIdentity &Identity, FunctionUses &Into)
      : U(U), P(P), Sources(U.context().getSourceManager()), Identity(Identity), Into(Into) {}

  void run() {
    const Program &Graph = P.lowered()->Graph;
    auto Call = [&](FunctionId F) {
      if (F != NoFunction)
        Called.insert(P.declaration(F).getCanonicalDecl());
    };
    for (const Function &F : Graph.Functions)
      for (const ambit::Call &C : F.Calls)
        for (FunctionId T : C.Targets)
          Call(T);
    for (const Start &S : Graph.Starts)
      Call(S.Target);
    findIn(*U.context().getTranslationUnitDecl());
    for (StringRef Text : P.assemblies())
      nameOperands(Text);
    for (auto *All : {&Into.Defined, &Into.Named, &Into.Needed}) {
      llvm::sort(*All);
      All->erase(llvm::unique(*All), All->end());
    }
  }

private:
  void findIn(const DeclContext &Context) {
    for (const Decl *D : Context.decls()) {
      if (const auto *F = dyn_cast<FunctionDecl>(D)) {
        if (F->isCanonicalDecl() && F->isExternallyVisible() && !F->isDependentContext() &&
            F->getLocation().isValid())
          add(*F);
      } else if (const auto *A = dyn_cast<FileScopeAsmDecl>(D)) {
        nameWords(A->getAsmString());
      }
      if (isa<LinkageSpecDecl, NamespaceDecl, ExportDecl>(D) ||
          (isa<CXXRecordDecl>(D) && !cast<CXXRecordDecl>(D)->isDependentContext()))
        findIn(*cast<DeclContext>(D));
    }
  }

  void add(const FunctionDecl &F) {
    const bool IsDefined = F.isDefined() || any_of(F.redecls(), [](const FunctionDecl *D) {
                             return D->hasDefiningAttr();
                           });
    // Most of what headers declare is not used.
    if (!IsDefined && none_of(F.redecls(), [](const FunctionDecl *D) {
          return D->isReferenced() || D->isUsed();
        }))
      return;
    bool IsReferenced = false, IsOfSystem = false, IsMarked = false;
    for (const FunctionDecl *D : F.redecls()) {
      IsReferenced |= D->isReferenced() || D->isUsed(/*CheckUsedAttr=*/false);
      IsOfSystem |= isOfCLibrary(D->getLocation());
      // What the linker, start-up code or another library may find by other means.
      IsMarked |= D->hasAttr<UsedAttr>() || D->hasAttr<RetainAttr>() || D->hasAttr<SectionAttr>() ||
                  D->hasAttr<ConstructorAttr>() || D->hasAttr<DestructorAttr>() ||
                  D->hasAttr<WeakAttr>() || D->hasAttr<NakedAttr>() ||
                  D->hasAttr<DLLExportAttr>() || D->hasAttr<AsmLabelAttr>();
      if (const auto *A = D->getAttr<AsmLabelAttr>())
        nameWords(A->getLabel());
      if (const auto *A = D->getAttr<AliasAttr>())
        nameWords(A->getAliasee());
      if (const auto *A = D->getAttr<IFuncAttr>())
        nameWords(A->getResolver());
    }
    const uint64_t Id = Identity.identityOf(F);
    if (!Id)
      return;
    if (IsDefined)
      Into.Defined.push_back(Id);
    else if (!IsOfSystem && !F.getBuiltinID())
      Into.Needed.push_back(isNamedReal(F) ? wrapperOf(F) : Id);
    // Names with an underscore in front are those by which a C library calls what it lacks.
    bool IsPlain = F.isExternC() && F.getIdentifier() && !F.getName().starts_with("_");
    const bool IsOnlyCalled = !IsReferenced || Called.contains(F.getCanonicalDecl());
    if (IsDefined ? !IsPlain || IsOfSystem || IsMarked || !IsOnlyCalled : !IsOnlyCalled)
      Into.Named.push_back(Id);
  }

  /// Whether \p At is in a header of the C library, or of what comes with it: those are where its
  /// best known headers are. Other libraries may be system headers, too.
  bool isOfCLibrary(SourceLocation At) {
    At = Sources.getExpansionLoc(At);
    OptionalFileEntryRef File = Sources.getFileEntryRefForID(Sources.getFileID(At));
    if (!File || !Sources.isInSystemHeader(At))
      return false;
    auto [It, IsNew] = CLibrary.try_emplace(&File->getDir().getDirEntry(), false);
    constexpr unsigned MaxDepth = 3; // as bits/types/FILE.h
    StringRef Directory = File->getDir().getName();
    for (unsigned Depth = 0; IsNew && Depth <= MaxDepth && !Directory.empty(); ++Depth) {
      if (all_of(ArrayRef<StringRef>{"stdlib.h", "string.h", "errno.h"}, [&](StringRef Name) {
            SmallString<256> Path(Directory);
            sys::path::append(Path, Name);
            return Sources.getFileManager().getOptionalFileRef(Path).has_value();
          }))
        It->second = true;
      Directory = sys::path::parent_path(Directory);
    }
    return It->second;
  }

  /// Whether \p F is what the linker calls a function for which the program has a wrapper.
  static bool isNamedReal(const FunctionDecl &F) {
    return F.getIdentifier() && F.getName().starts_with("__real_");
  }
  static uint64_t wrapperOf(const FunctionDecl &F) {
    return identityFrom(Origin::ExternalFunction,
                        ("__wrap_" + F.getName().substr(strlen("__real_"))).str(), "", "");
  }

  /// Any word of assembly may be the name of a function.
  void nameWords(StringRef Text) {
    auto IsOfWord = [](char C) { return isAlnum(C) || C == '_'; };
    while (!Text.empty()) {
      Text = Text.drop_until(IsOfWord);
      StringRef Word = Text.take_while(IsOfWord);
      Text = Text.drop_front(Word.size());
      if (!Word.empty() && !isDigit(Word.front()))
        Into.Named.push_back(identityFrom(Origin::ExternalFunction, Word, "", ""));
    }
  }

  /// The same of instructions in a function, the first word of each of which names no function.
  void nameOperands(StringRef Text) {
    while (!Text.empty()) {
      StringRef Instruction = Text.take_until([](char C) { return C == '\n' || C == ';'; });
      Text = Text.drop_front(std::min(Text.size(), Instruction.size() + 1));
      nameWords(Instruction.ltrim().drop_while([](char C) { return !isSpace(C); }));
    }
  }

  Unit &U;
  UnitProgram &P;
  const SourceManager &Sources;
  const AstIdentity &Identity;
  FunctionUses &Into;
  DenseMap<const DirectoryEntry *, bool> CLibrary;
  SmallPtrSet<const FunctionDecl *, 32> Called; ///< by calls and starts that are seen
};

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
  if (U.context().getTargetInfo().getTriple().isOSUnknown())
    UseFinder(U, P, Identity, Facts.Uses.emplace()).run();
  return writeFacts(Facts);
}

} // namespace ambit::facts
