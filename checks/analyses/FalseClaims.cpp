//===- FalseClaims.cpp ----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Verifies what types claim: AMBIT_SEND and AMBIT_SYNC against the parts, and
// _UNCHECKED claims for being needed.
//
//===----------------------------------------------------------------------===//

#include "analyses/Analyses.h"
#include "analyses/AnnotationSource.h"
#include "analyses/Reasons.h"
#include "analyses/Unit.h"
#include "model/Compat.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace llvm;

namespace ambit {
namespace {

struct Claim {
  Spelling Kind;
  FactKind Fact;
  StringRef Word;
};

constexpr Claim VerifiedClaims[] = {{Spelling::Send, FactKind::Send, "send"},
                                    {Spelling::SendIf, FactKind::Send, "send"},
                                    {Spelling::Sync, FactKind::Sync, "sync"},
                                    {Spelling::SyncIf, FactKind::Sync, "sync"}};

constexpr Claim AssertedClaims[] = {{Spelling::SendUnchecked, FactKind::Send, "send"},
                                    {Spelling::SyncUnchecked, FactKind::Sync, "sync"}};

/// The types that an annotated declaration speaks of: itself, or its instantiations.
SmallVector<QualType, 4> typesOf(const Decl &D, const ASTContext &Ctx) {
  SmallVector<QualType, 4> Types;
  if (const auto *Named = dyn_cast<TypedefNameDecl>(&D)) {
    Types.push_back(compat::typedefType(Ctx, Named));
    return Types;
  }
  const auto *Class = dyn_cast<CXXRecordDecl>(&D);
  if (Class && Class->getDescribedClassTemplate()) {
    for (const ClassTemplateSpecializationDecl *S :
         Class->getDescribedClassTemplate()->specializations())
      if (S->isCompleteDefinition() && !S->isExplicitSpecialization())
        Types.push_back(compat::canonicalTagType(Ctx, S));
    return Types;
  }
  if (const auto *Partial = dyn_cast<ClassTemplatePartialSpecializationDecl>(&D)) {
    for (const ClassTemplateSpecializationDecl *S :
         Partial->getSpecializedTemplate()->specializations())
      if (S->isCompleteDefinition() &&
          S->getTemplateInstantiationPattern() == Partial->getDefinition())
        Types.push_back(compat::canonicalTagType(Ctx, S));
    return Types;
  }
  if (const auto *Tag = dyn_cast<TagDecl>(&D); Tag && !Tag->isDependentContext())
    Types.push_back(compat::canonicalTagType(Ctx, Tag));
  return Types;
}

/// Whether \p D declares \p T itself, so that what it says and the claim stand together.
bool isSameType(const NamedDecl &D, QualType T) {
  if (const auto *Named = dyn_cast<TypedefType>(T.getTypePtr()))
    return declaresSameEntity(Named->getDecl(), &D);
  const TagDecl *Tag = T->getAsTagDecl();
  return Tag && declaresSameEntity(Tag, &D);
}

/// Visits each claim of the unit once, with every type it is made for.
template <size_t N, class Visit> void forEachClaim(Unit &U, const Claim (&Claims)[N], Visit V) {
  DenseSet<std::pair<const Decl *, unsigned>> Seen;
  for (const Decl *D : U.index().Annotated) {
    const auto *Named = dyn_cast<NamedDecl>(D);
    if (!Named || !isa<TypeDecl>(D))
      continue;
    for (const Claim &C : Claims) {
      const Annotation *Said = U.annotations().find(*D, C.Kind);
      if (!Said || !Said->Attr ||
          !Seen.insert({D->getCanonicalDecl(), static_cast<unsigned>(C.Kind)}).second)
        continue;
      V(*Named, C, *Said);
    }
  }
}

} // namespace

std::vector<Finding> findFalseClaims(Unit &U) {
  std::vector<Finding> Found;
  ASTContext &Ctx = U.context();
  forEachClaim(U, VerifiedClaims, [&](const NamedDecl &D, const Claim &C, const Annotation &Said) {
    for (QualType T : typesOf(D, Ctx)) {
      FactNode Node = U.facts().rules().node(T, C.Fact);
      // A conditional claim that does not hold claims nothing.
      if (U.facts().value(Node) != FactValue::Yes ||
          U.facts().valueWithoutClaim(Node) != FactValue::No)
        continue;
      FactReason Reason = U.facts().explain(Node, /*IgnoreClaim=*/true);
      // What the type says against itself is ambit-invalid-annotation.
      if (Reason.Path.empty() && Reason.Cause.Subject && Reason.Cause.Why == FactCause::Declared &&
          isSameType(*Reason.Cause.Subject, T))
        continue;
      const auto *Tag = dyn_cast<TagDecl>(&D);
      const NamedDecl *Place = Tag && Tag->getDefinition() ? Tag->getDefinition() : &D;
      if (Tag && Tag->getTypedefNameForAnonDecl())
        Place = Tag->getTypedefNameForAnonDecl();
      bool IsInstance = isa<ClassTemplateSpecializationDecl>(
          T->getAsTagDecl() ? static_cast<const Decl *>(T->getAsTagDecl()) : &D);
      Finding F;
      F.Check = Rule::FalseSendClaim;
      F.Where = userLocation(Place->getLocation(), Ctx.getSourceManager());
      if (IsInstance) {
        F.What = Message::FalseClaimOnInstantiation;
        F.Arguments = {D.getNameAsString(), C.Word.str(), T};
      } else {
        F.What = Message::FalseClaim;
        F.Arguments = {&D, C.Word.str()};
      }
      addReason(Reason, F.Where, F.Notes);
      if (const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(T->getAsTagDecl());
          S && S->getPointOfInstantiation().isValid())
        F.Notes.push_back({Message::NoteInstantiated, S->getPointOfInstantiation(), {T}});
      std::string Unchecked =
          spellingInfo(C.Fact == FactKind::Send ? Spelling::SendUnchecked : Spelling::SyncUnchecked)
              .macroName();
      F.Notes.push_back({Message::NoteRemoveClaim, Said.location(), {Unchecked + "(\"why\")"}});
      if (!IsInstance)
        if (auto Range = removableMacroCall(*Said.Attr, spellingInfo(C.Kind).macroName(), Ctx))
          F.Fixes.push_back({*Range, ""});
      Found.push_back(std::move(F));
      return; // once, whatever the number of instantiations
    }
  });
  return Found;
}

std::vector<Finding> findStaleClaims(Unit &U) {
  std::vector<Finding> Found;
  ASTContext &Ctx = U.context();
  forEachClaim(U, AssertedClaims, [&](const NamedDecl &D, const Claim &C, const Annotation &Said) {
    SmallVector<QualType, 4> Types = typesOf(D, Ctx);
    // An incomplete type, or a template that nobody uses, could need it.
    bool IsNeeded =
        Types.empty() || any_of(Types, [&](QualType T) {
          return T->isIncompleteType() ||
                 U.facts().valueWithoutClaim(U.facts().rules().node(T, C.Fact)) != FactValue::Yes;
        });
    if (IsNeeded)
      return;
    const SpellingInfo &Asserted = spellingInfo(C.Kind);
    const SpellingInfo &Verified =
        spellingInfo(C.Fact == FactKind::Send ? Spelling::Send : Spelling::Sync);
    Finding F;
    F.Check = Rule::StaleWaiver;
    F.What = Message::StaleClaim;
    F.Where = userLocation(Said.location(), Ctx.getSourceManager());
    F.Arguments = {&D, C.Word.str(), Asserted.macroName()};
    F.Notes.push_back({Message::NoteUseVerified, F.Where, {Verified.macroName()}});
    // A missing reason has a fix of its own, in the same place.
    bool HasReason = !Said.Arguments.empty() && !Said.Arguments[0].empty();
    if (auto Range = macroCallOf(*Said.Attr, Asserted.macroName(), Ctx); Range && HasReason)
      F.Fixes.push_back({*Range, Verified.macroName()});
    Found.push_back(std::move(F));
  });
  return Found;
}

} // namespace ambit
