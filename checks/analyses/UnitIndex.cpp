//===- UnitIndex.cpp ------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyses/UnitIndex.h"
#include "model/Compat.h"
#include "model/MetNames.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;
using namespace llvm;

namespace ambit {

namespace {

class Indexer : public RecursiveASTVisitor<Indexer> {
  using Base = RecursiveASTVisitor<Indexer>;

public:
  Indexer(ASTContext &Ctx, const ModelIndex &Models, const Boundaries &Where, UnitIndex &Index)
      : Ctx(Ctx), Sources(Ctx.getSourceManager()), Models(Models), Where(Where), Index(Index),
        IsPartial(!is_contained(Ctx.getTraversalScope(), Ctx.getTranslationUnitDecl())) {}

  void walk(ArrayRef<Decl *> Scope) {
    for (Decl *D : Scope)
      TraverseDecl(D);
    while (!Pending.empty())
      TraverseDecl(Pending.pop_back_val());
  }

  bool shouldVisitTemplateInstantiations() const { return true; }

  bool TraverseDecl(Decl *D) {
    if (!D || D->isInvalidDecl())
      return true;
    const DeclContext *Context = D->getDeclContext();
    if (Context && Context->isFileContext() && !isa<TranslationUnitDecl>(D) &&
        Sources.isInSystemHeader(Sources.getExpansionLoc(D->getLocation())))
      return true;
    const auto *F = dyn_cast<FunctionDecl>(D);
    if (!F)
      return Base::TraverseDecl(D);
    InFunction Scope(*this, F);
    return Base::TraverseDecl(D);
  }

  bool TraverseLambdaExpr(LambdaExpr *L) {
    InFunction Scope(*this, L->getCallOperator());
    return Base::TraverseLambdaExpr(L);
  }

  bool TraverseStmt(Stmt *S, DataRecursionQueue *Queue = nullptr) {
    // A pattern is analysed through its instantiations.
    if (!S || IsPattern)
      return true;
    // Half of all nodes are of these, and nothing is asked of them.
    while (true)
      switch (S->getStmtClass()) {
      case Stmt::ImplicitCastExprClass:
        S = cast<ImplicitCastExpr>(S)->getSubExpr();
        continue;
      case Stmt::ParenExprClass:
        S = cast<ParenExpr>(S)->getSubExpr();
        continue;
      case Stmt::UnaryOperatorClass:
        S = cast<UnaryOperator>(S)->getSubExpr();
        continue;
      case Stmt::DeclRefExprClass: {
        auto *Ref = cast<DeclRefExpr>(S);
        if (Ref->hasExplicitTemplateArgs() || Ref->hasQualifier())
          return Base::TraverseStmt(S, Queue);
        return VisitDeclRefExpr(Ref);
      }
      case Stmt::MemberExprClass: {
        auto *Member = cast<MemberExpr>(S);
        if (Member->hasExplicitTemplateArgs() || Member->hasQualifier())
          return Base::TraverseStmt(S, Queue);
        VisitMemberExpr(Member);
        S = Member->getBase();
        continue;
      }
      case Stmt::IntegerLiteralClass:
      case Stmt::CharacterLiteralClass:
      case Stmt::FloatingLiteralClass:
      case Stmt::StringLiteralClass:
      case Stmt::CXXBoolLiteralExprClass:
      case Stmt::CXXNullPtrLiteralExprClass:
      case Stmt::NullStmtClass:
        return true;
      default:
        return Base::TraverseStmt(S, Queue);
      }
  }

  bool VisitDecl(Decl *D) {
    if (!Index.HasAnnotations || !D->hasAttrs())
      return true;
    bool IsOurs = false;
    for (const AnnotateAttr *A : compat::annotationsAmong(D->getAttrs(), Ctx)) {
      if (A->isInherited() || !A->getAnnotation().starts_with("ambit::"))
        continue;
      IsOurs = true;
      if (A->getAnnotation() == "ambit::unchecked" &&
          isa<TypeDecl, VarDecl, FieldDecl, FunctionDecl>(D))
        addWaiver(*A, D->getSourceRange());
    }
    if (IsOurs && !isInstantiated(*D))
      Index.Annotated.push_back(D);
    return true;
  }

  bool VisitFunctionDecl(FunctionDecl *F) {
    if (F->doesThisDeclarationHaveABody() && !F->isDependentContext() && !F->isInvalidDecl())
      Index.Definitions.push_back(F);
    return true;
  }

  bool VisitCoroutineBodyStmt(CoroutineBodyStmt *) {
    if (Function)
      Index.Coroutines.push_back(Function);
    return true;
  }

  bool VisitLambdaExpr(LambdaExpr *L) {
    // A generic lambda is analysed through its instantiations, which nothing else walks.
    if (const FunctionTemplateDecl *Generic = L->getLambdaClass()->getDependentLambdaCallOperator())
      for (const FunctionDecl *F : Generic->specializations())
        if (!F->isDependentContext() && isa_and_nonnull<CoroutineBodyStmt>(F->getBody()))
          Index.Coroutines.push_back(F);
    return true;
  }

  bool VisitGCCAsmStmt(GCCAsmStmt *) {
    HasMachineCode = true;
    return true;
  }

  bool VisitVarDecl(VarDecl *V) {
    HasMachineCode |= V->hasAttr<SectionAttr>();
    if (V->hasGlobalStorage() && !V->getDeclContext()->isDependentContext() && V->getInit())
      Index.Tables.push_back(V);
    if (const CXXRecordDecl *R = V->getType()->getAsCXXRecordDecl()) // its destructor
      refer(R->getDefinition());
    return true;
  }

  bool VisitAttributedStmt(AttributedStmt *S) {
    for (const AnnotateAttr *A : compat::annotationsAmong(S->getAttrs(), Ctx))
      if (A->getAnnotation().starts_with("ambit::")) {
        if (A->getAnnotation() == "ambit::unchecked")
          addWaiver(*A, S->getSourceRange());
        Index.StatementAttrs.push_back(A);
      }
    return true;
  }

  bool VisitLabelStmt(LabelStmt *L) {
    for (const auto *A : L->getDecl()->specific_attrs<AnnotateAttr>())
      if (A->getAnnotation() == "ambit::unchecked")
        addWaiver(*A, L->getSourceRange());
    return true;
  }

  bool VisitCallExpr(CallExpr *C) {
    if (const FunctionDecl *F = C->getDirectCallee()) {
      addSite(C, F);
    } else if (Index.HasAnnotations || Models.hasFunctions()) {
      const Expr *Callee = C->getCallee()->IgnoreParenImpCasts();
      if (const auto *U = dyn_cast<UnaryOperator>(Callee); U && U->getOpcode() == UO_Deref)
        Callee = U->getSubExpr()->IgnoreParenImpCasts();
      const DeclaratorDecl *Pointer = nullptr;
      if (const auto *Ref = dyn_cast<DeclRefExpr>(Callee))
        Pointer = dyn_cast<DeclaratorDecl>(Ref->getDecl());
      else if (const auto *M = dyn_cast<MemberExpr>(Callee))
        Pointer = dyn_cast<DeclaratorDecl>(M->getMemberDecl());
      if (const CallBoundary *B = Pointer ? Where.ofPointer(*Pointer) : nullptr)
        Index.Sites.push_back({C, nullptr, Pointer, B, Function});
    }
    return true;
  }

  bool VisitCXXConstructExpr(CXXConstructExpr *C) {
    addSite(C, C->getConstructor());
    refer(C->getConstructor());
    return true;
  }

  bool VisitMemberExpr(MemberExpr *E) {
    if (const auto *M = dyn_cast<CXXMethodDecl>(E->getMemberDecl()))
      refer(M);
    return true;
  }

  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (const auto *F = dyn_cast<FunctionDecl>(E->getDecl()))
      refer(F);
    if (Index.MayBind && Function && globalOf(E))
      Index.GlobalUses.push_back({E, Function});
    return true;
  }

  bool VisitBinaryOperator(BinaryOperator *B) {
    if (B->getOpcode() == BO_Assign)
      addStore(B->getLHS(), B->getRHS());
    return true;
  }

  bool VisitCXXMemberCallExpr(CXXMemberCallExpr *C) {
    // An atomic pointer.
    const CXXMethodDecl *M = C->getMethodDecl();
    if (M && M->getIdentifier() && C->getNumArgs() &&
        (M->getName() == "store" || M->getName() == "exchange"))
      addStore(C->getImplicitObjectArgument(), C->getArg(0));
    return true;
  }

  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *C) {
    if (C->getOperator() == OO_Equal && C->getNumArgs() == 2)
      addStore(C->getArg(0), C->getArg(1));
    return true;
  }

  /// Whether there is assembly, or a variable where a table of handlers might be.
  bool hasMachineCode() const { return HasMachineCode; }

private:
  /// Keeps the innermost function while its body is walked.
  struct InFunction {
    InFunction(Indexer &I, const FunctionDecl *F)
        : I(I), Outer(I.Function), IsOuterPattern(I.IsPattern) {
      I.Function = F;
      I.IsPattern = F && F->isDependentContext();
    }
    ~InFunction() {
      I.Function = Outer;
      I.IsPattern = IsOuterPattern;
    }
    Indexer &I;
    const FunctionDecl *Outer;
    bool IsOuterPattern;
  };

  /// An editor has only what the main file declares walked, since headers were read
  /// before. Of those, what the file uses belongs to it: a lock that an inline function of
  /// a header takes is taken.
  void refer(const Decl *D) {
    if (!IsPartial || !D)
      return;
    if (const auto *F = dyn_cast<FunctionDecl>(D)) {
      if (const FunctionDecl *Pattern = F->getTemplateInstantiationPattern())
        F = Pattern;
      D = F->getDefinition();
      if (!D)
        return;
    }
    while (!D->getLexicalDeclContext()->isFileContext())
      D = cast<Decl>(D->getLexicalDeclContext());
    if (const auto *F = dyn_cast<FunctionDecl>(D); F && F->getDescribedFunctionTemplate())
      D = F->getDescribedFunctionTemplate();
    else if (const auto *R = dyn_cast<CXXRecordDecl>(D); R && R->getDescribedClassTemplate())
      D = R->getDescribedClassTemplate();
    if (!Sources.isInMainFile(Sources.getExpansionLoc(D->getLocation())) && Met.insert(D).second)
      Pending.push_back(const_cast<Decl *>(D));
  }

  static const VarDecl *globalOf(const Expr *E) {
    const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
    const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
    return V && V->hasGlobalStorage() && V->getTLSKind() == VarDecl::TLS_None ? V : nullptr;
  }

  void addStore(const Expr *To, const Expr *Value) {
    if (!Index.MayBind || !Function)
      return;
    // Into the variable or a member of it.
    To = To->IgnoreParenImpCasts();
    while (const auto *M = dyn_cast<MemberExpr>(To)) {
      if (M->isArrow())
        break;
      To = M->getBase()->IgnoreParenImpCasts();
    }
    if (const VarDecl *V = globalOf(To))
      Index.GlobalStores.push_back({V, Value, Function});
  }

  static bool isInstantiated(const Decl &D) {
    if (const auto *F = dyn_cast<FunctionDecl>(&D))
      return F->isTemplateInstantiation();
    if (const auto *R = dyn_cast<CXXRecordDecl>(&D);
        R && isTemplateInstantiation(R->getTemplateSpecializationKind()))
      return true;
    for (const DeclContext *C = D.getDeclContext(); C && !C->isFileContext(); C = C->getParent()) {
      if (const auto *F = dyn_cast<FunctionDecl>(C); F && F->isTemplateInstantiation())
        return true;
      if (const auto *R = dyn_cast<CXXRecordDecl>(C);
          R && isTemplateInstantiation(R->getTemplateSpecializationKind()))
        return true;
    }
    return false;
  }

  void addWaiver(const AnnotateAttr &A, SourceRange Range) {
    for (const Waiver &W : Index.Waivers)
      if (W.Attr->getLocation() == A.getLocation() && W.Covers == Range)
        return; // the same one in another instantiation
    Index.Waivers.push_back({&A, Range});
  }

  void addSite(const Expr *Call, const FunctionDecl *F) {
    const CallBoundary *B = nullptr;
    if (Models.hasFunctions() || Index.HasAnnotations)
      B = Where.of(*F);
    // Only a bound value makes it worth following a template's arguments.
    bool MayForward = Index.MayBind && !B && F->isTemplateInstantiation() && F->getNumParams() != 0;
    if (B || MayForward)
      Index.Sites.push_back({Call, F, nullptr, B, Function});
  }

  ASTContext &Ctx;
  const SourceManager &Sources;
  const ModelIndex &Models;
  const Boundaries &Where;
  UnitIndex &Index;
  const bool IsPartial;
  const FunctionDecl *Function = nullptr;
  bool IsPattern = false; ///< Function is a template's
  bool HasMachineCode = false;
  SmallPtrSet<const Decl *, 16> Met;
  SmallVector<Decl *, 16> Pending; ///< of headers, to be walked
};

} // namespace

UnitIndex indexUnit(ASTContext &Ctx, const ModelIndex &Models, const Boundaries &Where,
                    bool IsWhole) {
  UnitIndex Index;
  // An attribute's name is an identifier like any other, except that a precompiled header keeps
  // it with its attribute alone.
  bool IsPrecompiled = Ctx.Idents.getExternalIdentifierLookup() != nullptr;
  Index.HasAnnotations =
      IsPrecompiled || hasMet(Ctx, "annotate") || hasMet(Ctx, compat::WaiverAttribute);
  Index.MayBind = Index.HasAnnotations || Models.hasBound();
  // A handler, or a lock of Clang's thread-safety analysis.
  constexpr llvm::StringLiteral AttributeNames[] = {
      "interrupt",  "__interrupt__", "signal",     "__signal__",         "isr",
      "capability", "lockable",      "guarded_by", "acquire_capability", "nonblocking"};
  Index.HasAttributes =
      IsPrecompiled || any_of(AttributeNames, [&](StringRef Name) { return hasMet(Ctx, Name); });
  Indexer I(Ctx, Models, Where, Index);
  I.walk(Ctx.getTraversalScope());
  // Where nothing takes a lock, starts a context or says that it is one, nothing can conflict.
  if (!IsWhole && !Index.HasAnnotations && !Index.HasAttributes && !Models.hasFunctions() &&
      !Models.hasMacros() && !I.hasMachineCode())
    Index.Definitions.clear();
  return Index;
}

} // namespace ambit
