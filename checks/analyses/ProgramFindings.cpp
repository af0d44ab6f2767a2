//===- ProgramFindings.cpp ------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyses/ProgramFindings.h"
#include "analyses/AnnotationSource.h"
#include "analyses/SectionFix.h"
#include "analyses/Unit.h"
#include "rules/Rules.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace llvm;

namespace ambit {
namespace {

class Translator {
public:
  Translator(Unit &U, UnitProgram &P)
      : U(U), P(P), Sources(U.context().getSourceManager()), Sections(U, P) {}

  Finding finding(const ProgramFinding &Said, ArrayRef<Conflict> Conflicts) {
    Finding F;
    F.IsOfProgram = true;
    F.Check = Said.Check;
    F.What = Said.What;
    F.Token = P.location(Said.Where);
    F.Where = userLocation(F.Token, Sources);
    F.Arguments.append(Said.Arguments.begin(), Said.Arguments.end());
    for (const ProgramNote &N : Said.Notes) {
      SourceLocation At = N.Where == Said.Where ? F.Where : P.location(N.Where);
      F.Notes.push_back({N.What, At, {}});
      F.Notes.back().Arguments.append(N.Arguments.begin(), N.Arguments.end());
    }
    switch (Said.By.What) {
    case Cure::None:
      break;
    case Cure::WrapInSection:
      Sections.addFix(Conflicts[Said.By.Conflict], F);
      break;
    case Cure::UseIsrForm:
      useIsrForm(Said.By, F);
      break;
    case Cure::DeclareShared:
      declareShared(Said.By, F);
      break;
    }
    return F;
  }

private:
  /// Puts the handler's form in place of the name, where nothing else differs.
  void useIsrForm(const Cure &By, Finding &F) const {
    const auto *Old = dyn_cast_or_null<FunctionDecl>(P.symbols().declaration(By.Of));
    if (!Old || F.Token.isMacroID())
      return;
    const ASTContext &Ctx = U.context();
    auto Known = Ctx.Idents.find(By.Text);
    if (Known == Ctx.Idents.end())
      return;
    for (const NamedDecl *D :
         Ctx.getTranslationUnitDecl()->lookup(DeclarationName(Known->second))) {
      const auto *New = dyn_cast<FunctionDecl>(D);
      if (!New || New->getNumParams() != Old->getNumParams())
        continue;
      for (unsigned I = 0; I < New->getNumParams(); ++I)
        if (!Ctx.hasSameUnqualifiedType(New->getParamDecl(I)->getType(),
                                        Old->getParamDecl(I)->getType()))
          return;
      SourceLocation End = Lexer::getLocForEndOfToken(F.Where, 0, Sources, Ctx.getLangOpts());
      StringRef Text = Lexer::getSourceText(CharSourceRange::getCharRange(F.Where, End), Sources,
                                            Ctx.getLangOpts());
      if (Text == Old->getName())
        F.Fixes.push_back({CharSourceRange::getCharRange(F.Where, End), By.Text});
      return;
    }
  }

  void declareShared(const Cure &By, Finding &F) const {
    const NamedDecl *D = P.symbols().declaration(By.Of);
    const IdentifierTable &Known = U.context().Idents;
    if (!D || Known.find("AMBIT_ISR_SHARED_BY") == Known.end())
      return;
    if (AnnotationPoint To = annotationPoint(*D); To.At.isValid())
      F.Fixes.push_back(
          {CharSourceRange::getCharRange(To.At, To.At), "AMBIT_ISR_SHARED_BY(" + By.Text + ") "});
  }

  Unit &U;
  UnitProgram &P;
  const SourceManager &Sources;
  SectionWrapper Sections;
};

} // namespace

std::vector<Finding> findInProgram(Unit &U) {
  UnitProgram &P = U.program();
  RuleResult Result = applyRules(P.solved(), U.options().IsStrict);
  Translator T(U, P);
  std::vector<Finding> Found;
  for (const ProgramFinding &F : Result.Findings)
    Found.push_back(T.finding(F, Result.Conflicts));
  return Found;
}

} // namespace ambit
