//===- Lowering.cpp -------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lowering/Lowering.h"
#include "lowering/FunctionLowering.h"
#include "model/AnnotationNames.h"
#include "model/Compat.h"
#include "model/Core.h"
#include "model/ExprShape.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Basic/TargetInfo.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;
using namespace llvm;

namespace ambit {

Lowering::Lowering(const UnitSources &Unit)
    : Unit(Unit),
      MayBeBroken(Unit.Ctx.getDiagnostics().hasErrorOccurred() || Unit.Ctx.getExternalSource()),
      Reader(Unit.Ctx, Graph.Paths, Names),
      Effect(Reader, Graph.Paths, Names, Unit.Said, Unit.Models) {
  for (const FunctionDecl *F : Unit.Definitions)
    use(*F);
  for (const VarDecl *V : Unit.Tables) {
    addTable(*V);
    addInitialization(*V);
  }
  // In the order in which they were met, so that an enclosing function comes before its
  // lambdas and numbers do not depend on chance.
  for (size_t I = 0; I < Pending.size(); ++I)
    lower(*Pending[I]);
  keepExposedEarly();
  forgetLibraryCalls();
  findOwnLocks();
}

/// The outermost namespace that \p D is in; null if it is in none.
static const DeclContext *libraryOf(const Decl &D) {
  const DeclContext *Outermost = nullptr;
  for (const DeclContext *C = D.getDeclContext(); C; C = C->getParent())
    if (C->isNamespace())
      Outermost = C->getPrimaryContext();
  return Outermost;
}

void Lowering::runByLibrary(FunctionId Callable, const Decl &Library) {
  const auto *M = dyn_cast<CXXMethodDecl>(Declarations[Callable]);
  if (M && M->getOverloadedOperator() == OO_Call)
    if (const DeclContext *C = libraryOf(Library))
      Libraries[Callable].insert(C);
}

/// A model says where a library runs what it is given. The library's own templates, which are
/// made for that callable and call it, run nowhere else.
void Lowering::forgetLibraryCalls() {
  if (Libraries.empty())
    return;
  for (FunctionId F = 0; F < Graph.Functions.size(); ++F)
    for (Call &C : Graph.Functions[F].Calls)
      erase_if(C.Targets, [&](FunctionId Target) {
        auto Given = Libraries.find(Target);
        return Given != Libraries.end() && Given->second.contains(libraryOf(*Declarations[F]));
      });
}

void Lowering::findOwnLocks() {
  for (SymbolId S = 1; S < Names.size(); ++S)
    if (const auto *V = dyn_cast<VarDecl>(Names.declaration(S));
        V && V->hasGlobalStorage() && !V->isExternallyVisible() && Effect.kindOf(V->getType()))
      Out.OwnLocks.insert(S);
}

void Lowering::keepSaying(DenseMap<SymbolId, LoweredProgram::Saying> &In, SymbolId Of,
                          const Annotation &A) {
  auto [It, IsNew] = In.try_emplace(Of);
  if (!IsNew)
    return;
  if (A.Attr)
    It->second.At = Names.place(A.location());
  if (!A.Arguments.empty())
    It->second.Text = A.Arguments[0].str();
  It->second.Model = A.Model.str();
}

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

static bool isWorthLowering(const FunctionDecl &F, const SourceManager &Sources,
                            bool IsToBeLinked) {
  if (F.isInvalidDecl() || F.isDependentContext() || isOfStd(F))
    return false;
  // Of what the compiler makes, the member initialisers of a default constructor matter.
  const auto *Constructor = dyn_cast<CXXConstructorDecl>(&F);
  if (F.isDefaulted() && !(Constructor && Constructor->isDefaultConstructor()))
    return false;
  // Of a system header only what a C programmer would have written as a macro; of what is
  // linked all, since a kit's headers are system headers to those who use it.
  if (!IsToBeLinked && Sources.isInSystemHeader(Sources.getExpansionLoc(F.getLocation())))
    return !isa<CXXMethodDecl>(F) && !F.isTemplateInstantiation();
  return true;
}

/// The function that \p F is another name for; \p F itself if it is none.
static const FunctionDecl *aliased(const FunctionDecl *F) {
  const auto *Alias = F->getMostRecentDecl()->getAttr<AliasAttr>();
  if (!Alias)
    return F;
  const ASTContext &Ctx = F->getASTContext();
  auto Known = Ctx.Idents.find(Alias->getAliasee());
  if (Known == Ctx.Idents.end())
    return F;
  for (const NamedDecl *D : Ctx.getTranslationUnitDecl()->lookup(DeclarationName(Known->second)))
    if (const auto *Other = dyn_cast<FunctionDecl>(D); Other && Other->hasBody())
      return Other;
  return F;
}

const FunctionDecl &Lowering::definitionOf(const FunctionDecl &Named) {
  const FunctionDecl &Given = *aliased(&Named);
  const FunctionDecl *Definition = nullptr;
  return Given.hasBody(Definition) && Definition->doesThisDeclarationHaveABody() ? *Definition
                                                                                 : Given;
}

FunctionId Lowering::use(const FunctionDecl &Named) {
  const FunctionDecl &F = definitionOf(Named);
  auto [It, IsNew] = Numbers.try_emplace(F.getCanonicalDecl(), Functions.size());
  FunctionId Id = It->second;
  if (!IsNew)
    return Id;
  Function &Into = Graph.Functions.emplace_back();
  LoweredFunction &Body = Functions.emplace_back();
  Body.Id = Id;
  Declarations.push_back(&F);
  Into.Name = Names.of(F);
  Into.At = Names.place(F.getLocation());
  Into.IsExternal = F.isExternallyVisible();
  addEntry(F, Into);
  for (const LockOp &Op : Effect.of(F).Locks)
    if (Op.What == LockOp::Requires || Op.What == LockOp::Excludes) {
      auto &Demands =
          Op.What == LockOp::Requires ? Graph.Functions[Id].Requires : Graph.Functions[Id].Excludes;
      Demands.push_back({Op.Lock, Op.Name, Names.place(Op.SaidAt)});
    }
  if (F.hasBody() && isWorthLowering(F, Unit.Ctx.getSourceManager(), Unit.IsToBeLinked))
    Pending.push_back(&F);
  Graph.Functions[Id].IsDefined = !Pending.empty() && Pending.back() == &F;
  if (const auto *M = dyn_cast<CXXMethodDecl>(&F))
    for (const CXXMethodDecl *O : M->overridden_methods())
      Out.Overriders[Names.of(*O)].push_back(Id);
  describe(F, Functions[Id]);
  return Id;
}

/// What annotations say that a function does to locks; nothing if they are silent.
static std::optional<Summary> declaredLocks(const Effects &E) {
  if (!E.HasLockAnnotation || all_of(E.Locks, [](const LockOp &Op) {
        return Op.What == LockOp::Excludes || Op.What == LockOp::Requires;
      }))
    return std::nullopt;
  Summary S;
  S.IsKnown = true;
  for (const LockOp &Op : E.Locks) {
    if (Op.What == LockOp::Acquire) {
      Summary::Taken T;
      T.Lock = Op.Lock;
      S.Takes.push_back(T);
    } else if (Op.What == LockOp::Release) {
      Summary::Given G;
      G.Lock = Op.Lock;
      S.Gives.push_back(G);
    } else if (Op.What == LockOp::TryAcquire) {
      Summary::Try T;
      T.Lock = Op.Lock;
      S.Tries.push_back(T);
    }
  }
  return S;
}

/// What the flow has to know of \p F beside its body.
void Lowering::describe(const FunctionDecl &F, LoweredFunction &Into) {
  const Effects &E = Effect.of(F);
  Into.Declared = declaredLocks(E);
  Into.IsLock = E.Model && (!E.Locks.empty() || E.StartsAll);
  Into.IsUnjudged = F.hasAttr<NoThreadSafetyAnalysisAttr>();
  Into.IsNoReturn = F.isNoReturn();
  Into.IsWeak = F.isWeak();
  if (Unit.IsToBeLinked && F.isExternallyVisible())
    Into.ReturnedObject = Reader.objectReturnedBy(F);
  QualType Result = F.getReturnType();
  Into.ReturnsNothing = Result->isVoidType();
  Into.ReturnsBool = Result->isBooleanType();
  Into.ReturnsPointer = Result->isPointerType();
  const auto *M = dyn_cast<CXXMethodDecl>(&F);
  if (!M)
    return;
  const CXXRecordDecl *Class = M->getParent();
  Into.Class = Names.of(*Class);
  Into.IsConstructor = isa<CXXConstructorDecl>(M);
  Into.IsDestructor = isa<CXXDestructorDecl>(M);
  Into.IsOfRaii = Into.IsConstructor && Class->hasUserDeclaredDestructor();
  Into.IsLock |= Effect.kindOf(compat::canonicalTagType(Unit.Ctx, Class)).has_value();
}

/// What runs before main to make \p V, as a function of its name. In C nothing does.
void Lowering::addInitialization(const VarDecl &V) {
  const Expr *Init = V.getInit();
  if (!Unit.Ctx.getLangOpts().CPlusPlus || !V.isFileVarDecl() || V.isInvalidDecl() ||
      V.getDescribedVarTemplate() || V.getTLSKind() != VarDecl::TLS_None ||
      V.getType()->isDependentType() || Init->getType().isNull() || Init->containsErrors() ||
      Init->isValueDependent() || isOfStd(V) || V.hasConstantInitialization())
    return;
  ASTContext &Ctx = Unit.Ctx;
  std::string Name;
  raw_string_ostream Out(Name);
  V.getNameForDiagnostic(Out, Ctx.getPrintingPolicy(), /*Qualified=*/true);
  const SourceLocation At = V.getLocation();
  auto *F = FunctionDecl::Create(Ctx, Ctx.getTranslationUnitDecl(), At, At, &Ctx.Idents.get(Name),
                                 Ctx.getFunctionType(Ctx.VoidTy, {}, {}), nullptr, SC_Static);
  Stmt *Made = new (Ctx) DeclStmt(DeclGroupRef(const_cast<VarDecl *>(&V)), V.getBeginLoc(), At);
  F->setBody(CompoundStmt::Create(Ctx, Made, FPOptionsOverride(), V.getBeginLoc(), At));
  Graph.Functions[use(*F)].IsInit = true;
}

void Lowering::lower(const FunctionDecl &F) {
  FunctionLowering(*this, F, Numbers.lookup(F.getCanonicalDecl())).run();
}

static bool hasInterruptAttribute(const FunctionDecl &F) {
  return F.hasAttr<ARMInterruptAttr>() || F.hasAttr<AVRInterruptAttr>() ||
         F.hasAttr<AVRSignalAttr>() || F.hasAttr<AnyX86InterruptAttr>() ||
         F.hasAttr<M68kInterruptAttr>() || F.hasAttr<MSP430InterruptAttr>() ||
         F.hasAttr<MipsInterruptAttr>() || F.hasAttr<RISCVInterruptAttr>();
}

/// The CMSIS stem that a handler and its line share: `USART1` of `USART1_IRQHandler`.
static StringRef stemOf(StringRef Handler) {
  for (StringRef Suffix : {"_IRQHandler", "_Handler", "_vect", "_isr", "_irqn"})
    if (Handler.consume_back(Suffix))
      return Handler;
  return {};
}

uint32_t Lowering::agentNamed(StringRef Name) {
  if (Name == "main")
    return 0;
  auto [It, IsNew] = Out.Agents.try_emplace(Name, Graph.NumAgents);
  if (IsNew)
    ++Graph.NumAgents;
  return It->second;
}

uint32_t Lowering::phaseNamed(StringRef Name) {
  auto It = llvm::find(Graph.Phases, Name);
  if (It == Graph.Phases.end())
    It = Graph.Phases.insert(It, Name.str());
  return It - Graph.Phases.begin();
}

void Lowering::addEntry(const FunctionDecl &F, Function &Into) {
  Context &C = Into.Runs;
  C.Entry = Into.Name;
  ModelHit<FunctionModel> Hit = Unit.Models.function(F);
  bool IsModelled = false;
  for (const Annotation &A : Unit.Said.of(F)) {
    auto Number = [&](unsigned I) -> std::optional<int64_t> {
      return I < A.Arguments.size() ? evaluateInteger(A.Arguments[I], F) : std::nullopt;
    };
    auto Be = [&](Context::Kind K) {
      C.What = K;
      Into.IsEntry = true;
      IsModelled |= !A.Attr;
      C.SaidAt = Names.place(A.location());
    };
    switch (A.Kind) {
    case Spelling::Isr:
      Be(Context::Isr);
      break;
    case Spelling::IsrAt:
      Be(Context::Isr);
      C.Level = Number(0);
      break;
    case Spelling::IsrOn:
      Be(Context::Isr);
      C.Core = Number(0);
      C.Level = Number(1);
      break;
    case Spelling::IsrLine:
      Be(Context::Isr);
      C.Line = Number(0);
      if (!C.Line && !A.Arguments.empty())
        C.LineName = A.Arguments[0].str();
      break;
    case Spelling::RunsOn:
      if (!Into.IsEntry)
        Be(Context::Thread);
      C.Core = Number(0);
      Into.ClaimsCore = C.Core.has_value();
      break;
    case Spelling::Migrates:
      if (!Into.IsEntry)
        Be(Context::Thread);
      C.IsMigrating = true;
      break;
    case Spelling::Priority:
      if (!Into.IsEntry)
        Be(Context::Thread);
      C.Level = Number(0);
      break;
    case Spelling::Init:
      Into.IsInit = true;
      break;
    case Spelling::IsrSafe:
      Into.IsIsrSafe |= A.Attr != nullptr;
      break;
    default:
      break;
    }
  }
  // It runs before main, as what makes objects of file scope.
  Into.IsInit |= F.hasAttr<ConstructorAttr>();
  if (hasInterruptAttribute(F)) {
    C.What = Context::Isr;
    Into.IsEntry = true;
  }
  if (C.What == Context::Isr) {
    C.Agent = Graph.NumAgents++;
    if (F.getIdentifier() && C.LineName.empty())
      C.LineName = stemOf(F.getName()).str();
  } else if (C.What == Context::Thread) {
    C.Agent = Graph.NumAgents++;
  }
  if (Hit && !Hit.What->Thread.empty() && !Into.IsEntry) {
    C.What = Context::Thread;
    Into.IsEntry = true;
    C.Agent = agentNamed(Hit.What->Thread);
  }
  // A freestanding program has one, too, though nothing in the language says so.
  bool IsMain = F.isMain() || (F.getIdentifier() && F.getName() == "main" &&
                               F.getDeclContext()->getRedeclContext()->isTranslationUnit());
  if (IsMain && !Into.IsEntry) {
    C.What = Context::Thread;
    Into.IsEntry = true;
    Into.IsMain = true;
    C.Agent = 0;
  }
  if (Hit)
    noteCores(*Hit.What);
}

void Lowering::noteCores(const FunctionModel &M) {
  if (!Unit.Models.showsCores(M))
    return;
  Graph.Target.HasManyCores = true;
  Graph.Target.IsHosted |= M.Cores == "many";
}

//===----------------------------------------------------------------------===//
// Registration by data
//===----------------------------------------------------------------------===//

void Lowering::store(SymbolId Pointer, const FunctionDecl &F) { Out.store(Pointer, use(F)); }

void Lowering::storedIn(const FieldDecl &Field, const FunctionDecl &F, PlaceId At) {
  store(Names.of(Field), F);
  ModelHit<FieldModel> Hit = Unit.Models.field(Field);
  if (!Hit)
    return;
  Start S;
  S.At = At;
  S.Target = use(F);
  for (const ModelAnnotation &A : Hit.What->Annotations) {
    if (A.Kind == Spelling::CalledInIsr)
      S.Runs.What = Context::Isr;
    else if (A.Kind == Spelling::CalledInThread)
      S.Runs.What = Context::Thread;
  }
  if (!Hit.What->Context.After.empty()) {
    Function &Late = Graph.Functions[S.Target];
    Late.RunsAfter = phaseNamed(Hit.What->Context.After);
    Late.RunsAfterAt = At;
    Late.Runs.IsAfterPhase = true;
  }
  if (S.Runs.What == Context::Unknown)
    return;
  apply(Hit.What->Context, {}, Field, S.Runs);
  S.Runs.IsSignal = S.Runs.What == Context::Isr && Hit.Model == "posix-threads";
  S.Runs.Entry = Names.of(F);
  // A call that takes the structure may show when it starts; else it may run at any time,
  // as a handler known by name.
  if (S.Runs.LineName.empty())
    S.Runs.LineName = "struct " + StringRef(Hit.What->Name).split("::").first.str();
  Function &Entry = Graph.Functions[S.Target];
  if (Entry.IsEntry)
    return;
  Entry.IsEntry = true;
  if (Hit.What->Context.Thread.empty())
    S.Runs.Agent = Graph.NumAgents++;
  S.Runs.StartedAt = At;
  Entry.Runs = S.Runs;
}

bool Lowering::leadsToFunctions(QualType T, unsigned Depth) {
  // From what holds an object over its table to the functions in that.
  constexpr unsigned MaxDepth = 2;
  if (const auto *A = T->getAsArrayTypeUnsafe())
    return leadsToFunctions(A->getElementType(), Depth);
  if (T->isPointerType()) {
    T = T->getPointeeType();
    if (T->isFunctionType())
      return true;
    if (++Depth > MaxDepth)
      return false;
  }
  const RecordDecl *R = T->getAsRecordDecl();
  R = R ? R->getDefinition() : nullptr;
  if (!R || R->isInvalidDecl() || R->isDependentContext())
    return false;
  auto [It, IsNew] = KnownLeading.try_emplace({R, Depth}, false);
  if (IsNew) {
    bool Leads = any_of(R->fields(),
                        [&](const FieldDecl *F) { return leadsToFunctions(F->getType(), Depth); });
    return KnownLeading[{R, Depth}] = Leads;
  }
  return It->second;
}

void Lowering::keepStore(ThinVector<PointerStore> &To, PathId In, PathId What) {
  if (!In || !What || Graph.Paths.rootOf(In).Kind == PathKind::Temporary ||
      Graph.Paths.rootOf(What).Kind == PathKind::Temporary)
    return;
  To.push_back({In, What});
}

void Lowering::addTableEntry(const Expr *E, const FieldDecl *Field, bool IsVectors, PathId In) {
  if (!E)
    return;
  E = withoutPassing(E);
  if (const auto *List = dyn_cast<InitListExpr>(E)) {
    List = semanticForm(List);
    const RecordDecl *R = List->getType()->getAsRecordDecl();
    if (R && !R->isUnion() && R->getDefinition()) {
      auto Member = R->getDefinition()->field_begin();
      unsigned I = 0;
      if (const auto *Class = dyn_cast<CXXRecordDecl>(R))
        I = Class->getNumBases();
      for (; I < List->getNumInits() && Member != R->getDefinition()->field_end(); ++I, ++Member)
        addTableEntry(List->getInit(I), *Member, IsVectors,
                      In && leadsToFunctions(Member->getType()) ? Reader.member(In, **Member) : 0);
      return;
    }
    const FieldDecl *Union = R && R->isUnion() ? List->getInitializedFieldInUnion() : nullptr;
    const bool IsArray = List->getType()->isArrayType();
    for (unsigned I = 0; I < List->getNumInits(); ++I)
      addTableEntry(List->getInit(I), Union ? Union : Field, IsVectors,
                    In && IsArray ? Graph.Paths.get(PathKind::Element, In, 0, I) : In);
    return;
  }
  const FunctionDecl *F = functionOf(E);
  if (In)
    keepStore(Graph.Stores, In, F ? Reader.function(*F) : Reader.pointee(E));
  if (!F)
    return;
  PlaceId At = Names.place(E->getExprLoc());
  if (IsVectors) {
    Function &Entry = Graph.Functions[use(*F)];
    // The first is where the program starts.
    bool IsReset = F->getIdentifier() && F->getName().contains_insensitive("reset");
    if (!Entry.IsEntry && !F->isMain() && !IsReset) {
      Entry.IsEntry = true;
      Entry.Runs.What = Context::Isr;
      Entry.Runs.Agent = Graph.NumAgents++;
      Entry.Runs.StartedAt = At;
      if (F->getIdentifier())
        Entry.Runs.LineName = stemOf(F->getName()).str();
    }
    return;
  }
  if (Field)
    storedIn(*Field, *F, At);
}

void Lowering::addTable(const VarDecl &V) {
  const Expr *Init = V.getInit();
  if (!Init || V.isInvalidDecl() || Init->getType().isNull() || Init->containsErrors() ||
      Init->isValueDependent())
    return;
  exposeEarly(V);
  bool IsVectors = false;
  if (const auto *Section = V.getAttr<SectionAttr>()) {
    StringRef Name = Section->getName();
    Name.consume_front(".");
    IsVectors = Name.starts_with("isr_vector") || Name.starts_with("vectors") ||
                Name.starts_with("intvec") || Name.starts_with("vector_table");
  }
  const Expr *Bare = withoutPassing(Init);
  const PathId In = leadsToFunctions(V.getType()) ? Reader.variable(V) : 0;
  if (isa<InitListExpr>(Bare)) {
    addTableEntry(Bare, nullptr, IsVectors, In);
    // An array of pointers is what its variable holds.
    if (V.getType()->isArrayType())
      for (const Expr *E : cast<InitListExpr>(Bare)->inits())
        if (const FunctionDecl *F = E ? functionOf(E) : nullptr)
          store(Names.of(V), *F);
  } else if (const FunctionDecl *F = functionOf(Bare)) {
    store(Names.of(V), *F);
  } else if (In) {
    keepStore(Graph.Stores, In, Reader.pointee(Bare));
  }
}

//===----------------------------------------------------------------------===//
// What models say of a registered callable
//===----------------------------------------------------------------------===//

std::optional<int64_t> Lowering::number(const NumberModel &N, ArrayRef<const Expr *> Arguments,
                                        const Decl &Callee, std::string *Name) const {
  std::optional<int64_t> Value;
  if (N.From) {
    if (N.From->First >= Arguments.size())
      return std::nullopt;
    const Expr *E = Arguments[N.From->First];
    Expr::EvalResult Result;
    if (!E->isValueDependent() && E->EvaluateAsInt(Result, Unit.Ctx))
      Value = Result.Val.getInt().tryExtValue();
    if (Name)
      if (const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenCasts());
          Ref && Ref->getDecl()->getIdentifier())
        *Name = Ref->getDecl()->getName().str();
  } else {
    Value = evaluateInteger(N.Constant, Callee);
  }
  if (Value && N.IsNegated)
    Value = -*Value;
  return Value;
}

void Lowering::apply(const ContextModel &M, ArrayRef<const Expr *> Arguments, const Decl &Callee,
                     Context &Into) {
  if (M.Level)
    Into.Level = number(*M.Level, Arguments, Callee);
  if (M.Line) {
    Into.Line = number(*M.Line, Arguments, Callee, &Into.LineName);
    StringRef Name = Into.LineName;
    Name.consume_back("_IRQn");
    Into.LineName = Name.str();
  }
  Into.IsMany |= M.IsMany;
  if (!M.Thread.empty())
    Into.Agent = agentNamed(M.Thread);
}

} // namespace ambit
