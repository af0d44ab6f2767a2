//===- AnnotationPlacing.cpp ----------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/AnnotationPlacing.h"
#include "analyses/AnnotationSource.h"
#include "driver/UnitParse.h"
#include "model/AnnotationNames.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/StringExtras.h"
#include <map>
#include <set>

using namespace clang;
using namespace llvm;

namespace ambit::driver {
namespace {

constexpr llvm::StringLiteral Header = "ambit/annotations.h";

class Placer : public RecursiveASTVisitor<Placer> {
public:
  Placer(CompilerInstance &CI, StringRef Root, ArrayRef<WantedAnnotation> All,
         std::vector<PlacedAnnotation> &Into)
      : CI(CI), Sources(CI.getSourceManager()), Place(Sources, Root), All(All), Into(Into) {
    for (const WantedAnnotation &W : All)
      ByName[W.Name].push_back(&W - All.data());
  }

  bool VisitVarDecl(VarDecl *D) { return look(*D); }
  bool VisitFieldDecl(FieldDecl *D) { return look(*D); }
  bool VisitFunctionDecl(FunctionDecl *D) { return look(*D); }

private:
  bool look(const NamedDecl &D) {
    if (!D.getIdentifier())
      return true;
    auto It = ByName.find(D.getName());
    if (It == ByName.end())
      return true;
    facts::TextPlace At = Place(D.getLocation());
    for (size_t I : It->second)
      if (All[I].At == At && Done.insert(I).second)
        place(I, D);
    return true;
  }

  void place(size_t I, const NamedDecl &D) {
    PlacedAnnotation &To = Into.emplace_back();
    To.Wanted = I;
    const WantedAnnotation &W = All[I];
    AnnotationPoint P = annotationPoint(D);
    To.At = Place(P.Of->getLocation());
    if (P.At.isInvalid()) {
      To.WhyNot = P.WhyNot.str();
      return;
    }
    std::string Argument = W.Argument;
    if (W.Parameter > 0 && !nameParameter(W, *P.Of, Argument)) {
      To.WhyNot = "the parameter has no name";
      return;
    }
    if (W.Parameter <= 0 && !isSameLock(W, *P.Of)) {
      To.WhyNot = "'" + W.Argument + "' cannot be named where it is declared";
      return;
    }
    auto [File, Offset] = Sources.getDecomposedLoc(P.At);
    OptionalFileEntryRef Entry = Sources.getFileEntryRefForID(File);
    if (!Entry) {
      To.WhyNot = "it is in no file";
      return;
    }
    SmallString<256> Path(Entry->getName());
    Sources.getFileManager().makeAbsolutePath(Path);
    sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
    To.File = Path.str().str();
    To.Offset = Offset;
    To.Text = W.Macro + (Argument.empty() ? "" : "(" + Argument + ")") + " ";
    To.NeedsHeader = !reachesHeader(*Entry);
    if (To.NeedsHeader && !canInclude(*Entry))
      To.WhyNot =
          (Header + " is not found from there: add its directory to the include paths").str();
  }

  /// Puts the parameter's name before \p Argument, which is a member of what it leads to.
  static bool nameParameter(const WantedAnnotation &W, const NamedDecl &D, std::string &Argument) {
    const auto *F = dyn_cast<FunctionDecl>(&D);
    if (!F || static_cast<unsigned>(W.Parameter) > F->getNumParams())
      return false;
    const ParmVarDecl *P = F->getParamDecl(W.Parameter - 1);
    if (!P->getIdentifier())
      return false;
    StringRef Step = P->getType()->isReferenceType() ? "." : "->";
    Argument = (P->getName() + (Argument.empty() ? "" : Step + Argument)).str();
    return true;
  }

  /// Whether the first word of the argument means at \p D what the program found it to be.
  bool isSameLock(const WantedAnnotation &W, const NamedDecl &D) const {
    if (!W.LockAt.Line)
      return true;
    bool MayBeHidden = false;
    StringRef First =
        StringRef(W.Argument).take_while([](char C) { return isAlnum(C) || C == '_'; });
    const NamedDecl *Lock = NameScope(D).lookup(First, MayBeHidden);
    return Lock && any_of(Lock->redecls(),
                          [&](const Decl *R) { return Place(R->getLocation()) == W.LockAt; });
  }

  /// Whether \p From is the header, or includes it in whatever steps.
  bool reachesHeader(FileEntryRef From) {
    if (Included.empty())
      for (unsigned I = 0; I < Sources.local_sloc_entry_size(); ++I) {
        const SrcMgr::SLocEntry &E = Sources.getLocalSLocEntry(I);
        if (!E.isFile() || !E.getFile().getContentCache().OrigEntry)
          continue;
        FileEntryRef File = *E.getFile().getContentCache().OrigEntry;
        if (OptionalFileEntryRef By =
                Sources.getFileEntryRefForID(Sources.getFileID(E.getFile().getIncludeLoc())))
          Included[&By->getFileEntry()].push_back(File);
      }
    SmallVector<FileEntryRef, 16> Open{From};
    std::set<const FileEntry *> Seen;
    while (!Open.empty()) {
      FileEntryRef File = Open.pop_back_val();
      if (!Seen.insert(&File.getFileEntry()).second)
        continue;
      if (sys::path::convert_to_slash(File.getName()).ends_with(Header))
        return true;
      for (FileEntryRef Next : Included[&File.getFileEntry()])
        Open.push_back(Next);
    }
    return false;
  }

  bool canInclude(FileEntryRef From) const {
    std::pair<OptionalFileEntryRef, DirectoryEntryRef> Includer(From, From.getDir());
    return CI.getPreprocessor()
        .getHeaderSearchInfo()
        .LookupFile(Header, SourceLocation(), /*isAngled=*/false, /*FromDir=*/nullptr,
                    /*CurDir=*/nullptr, Includer, nullptr, nullptr, nullptr, nullptr, nullptr,
                    nullptr)
        .has_value();
  }

  CompilerInstance &CI;
  const SourceManager &Sources;
  PlaceWriter Place;
  ArrayRef<WantedAnnotation> All;
  std::vector<PlacedAnnotation> &Into;
  std::map<StringRef, std::vector<size_t>> ByName;
  std::set<size_t> Done;
  std::map<const FileEntry *, std::vector<FileEntryRef>> Included; ///< by each file
};

class PlacingConsumer : public ASTConsumer {
public:
  PlacingConsumer(CompilerInstance &CI, StringRef Root, ArrayRef<WantedAnnotation> All,
                  std::vector<PlacedAnnotation> &Into)
      : CI(CI), Root(Root), All(All), Into(Into) {}

  void HandleTranslationUnit(ASTContext &Ctx) override {
    Placer(CI, Root, All, Into).TraverseAST(Ctx);
  }

private:
  CompilerInstance &CI;
  StringRef Root;
  ArrayRef<WantedAnnotation> All;
  std::vector<PlacedAnnotation> &Into;
};

class PlacingAction : public AnalysisAction {
public:
  PlacingAction(StringRef Root, ArrayRef<WantedAnnotation> All, std::vector<PlacedAnnotation> &Into)
      : Root(Root), All(All), Into(Into) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &CI, StringRef) override {
    return std::make_unique<PlacingConsumer>(CI, Root, All, Into);
  }

private:
  StringRef Root;
  ArrayRef<WantedAnnotation> All;
  std::vector<PlacedAnnotation> &Into;
};

} // namespace

std::vector<PlacedAnnotation> placeAnnotations(const UnitCommand &U, StringRef Root,
                                               ArrayRef<WantedAnnotation> All) {
  std::vector<PlacedAnnotation> Into;
  parseUnit(U, Root, std::make_unique<PlacingAction>(Root, All, Into),
            vfs::createPhysicalFileSystem());
  return Into;
}

std::string toBytes(ArrayRef<PlacedAnnotation> All) {
  json::Array Out;
  for (const PlacedAnnotation &P : All)
    Out.push_back(json::Object{{"wanted", static_cast<int64_t>(P.Wanted)},
                               {"whyNot", P.WhyNot},
                               {"place", json::Array{P.At.File, P.At.Line, P.At.Column}},
                               {"file", P.File},
                               {"offset", static_cast<int64_t>(P.Offset)},
                               {"text", P.Text},
                               {"needsHeader", P.NeedsHeader}});
  std::string Bytes;
  raw_string_ostream(Bytes) << json::Value(std::move(Out));
  return Bytes;
}

Expected<std::vector<PlacedAnnotation>> placedFromBytes(StringRef Bytes) {
  Expected<json::Value> Read = json::parse(Bytes);
  if (!Read)
    return Read.takeError();
  std::vector<PlacedAnnotation> All;
  for (const json::Value &V : *Read->getAsArray()) {
    const json::Object &O = *V.getAsObject();
    PlacedAnnotation &P = All.emplace_back();
    P.Wanted = *O.getInteger("wanted");
    P.WhyNot = O.getString("whyNot")->str();
    const json::Array &At = *O.getArray("place");
    P.At = {At[0].getAsString()->str(), static_cast<uint32_t>(*At[1].getAsInteger()),
            static_cast<uint32_t>(*At[2].getAsInteger())};
    P.File = O.getString("file")->str();
    P.Offset = *O.getInteger("offset");
    P.Text = O.getString("text")->str();
    P.NeedsHeader = *O.getBoolean("needsHeader");
  }
  return All;
}

} // namespace ambit::driver
