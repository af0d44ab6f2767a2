//===- AnnotationSource.cpp -----------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyses/AnnotationSource.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace llvm;

namespace ambit {

std::optional<CharSourceRange> macroCallOf(const AnnotateAttr &A, StringRef Macro,
                                           const ASTContext &Ctx) {
  const SourceManager &Sources = Ctx.getSourceManager();
  SourceLocation L = A.getLocation();
  if (!L.isMacroID())
    return std::nullopt;
  CharSourceRange Range = Sources.getExpansionRange(L);
  StringRef Text = Lexer::getSourceText(Range, Sources, Ctx.getLangOpts());
  if (Text.take_while([](char C) { return isAlnum(C) || C == '_'; }) != Macro)
    return std::nullopt;
  return Range;
}

std::optional<CharSourceRange> removableMacroCall(const AnnotateAttr &A, StringRef Macro,
                                                  const ASTContext &Ctx) {
  std::optional<CharSourceRange> Range = macroCallOf(A, Macro, Ctx);
  if (!Range)
    return Range;
  const SourceManager &Sources = Ctx.getSourceManager();
  SourceLocation End = Lexer::getLocForEndOfToken(Range->getEnd(), 0, Sources, Ctx.getLangOpts());
  bool IsInvalid = false;
  const char *Next = Sources.getCharacterData(End, &IsInvalid);
  if (!IsInvalid && *Next == ' ')
    End = End.getLocWithOffset(1);
  return CharSourceRange::getCharRange(Range->getBegin(), End);
}

std::optional<CharSourceRange> textIn(const AnnotateAttr &A, StringRef Text,
                                      const ASTContext &Ctx) {
  const SourceManager &Sources = Ctx.getSourceManager();
  SourceRange Range = A.getRange();
  if (Range.isInvalid() || Range.getBegin().isMacroID() || Range.getEnd().isMacroID())
    return std::nullopt;
  StringRef Source =
      Lexer::getSourceText(CharSourceRange::getTokenRange(Range), Sources, Ctx.getLangOpts());
  size_t At = Source.find(Text);
  if (At == StringRef::npos)
    return std::nullopt;
  SourceLocation Begin = Range.getBegin().getLocWithOffset(At);
  return CharSourceRange::getCharRange(Begin, Begin.getLocWithOffset(Text.size()));
}

/// The first declaration of \p D that somebody has written.
static const NamedDecl *firstWritten(const NamedDecl *D) {
  const NamedDecl *First = nullptr;
  for (const Decl *R : D->redecls())
    if (!R->isImplicit() && R->getLocation().isValid() &&
        (!First || R->getASTContext().getSourceManager().isBeforeInTranslationUnit(
                       R->getLocation(), First->getLocation())))
      First = cast<NamedDecl>(R);
  return First ? First : D;
}

AnnotationPoint annotationPoint(const NamedDecl &D) {
  AnnotationPoint P;
  const NamedDecl &First = *firstWritten(&D);
  const SourceManager &Sources = D.getASTContext().getSourceManager();
  SourceLocation Begin = First.getBeginLoc();
  P.Of = &First;
  if (Begin.isInvalid() || Begin.isMacroID() || First.getLocation().isMacroID())
    P.WhyNot = "a macro makes its declaration";
  else if (Sources.isInSystemHeader(Begin))
    P.WhyNot = "it is declared in a system header";
  else if (!isa<VarDecl, FieldDecl, FunctionDecl>(First) || isa<ParmVarDecl>(First))
    P.WhyNot = "it is no variable, member or function";
  else if (First.isTemplated())
    P.WhyNot = "it is declared in a template";
  else
    for (const Decl *Other : First.getLexicalDeclContext()->decls())
      if (Other != &First && isa<DeclaratorDecl>(Other) && Other->getBeginLoc() == Begin)
        P.WhyNot = "one declaration declares several things";
  if (P.WhyNot.empty())
    P.At = Begin;
  return P;
}

} // namespace ambit
