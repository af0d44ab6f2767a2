//===- ValuesAcrossAwait.cpp ----------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For every suspension after which the frame may go on elsewhere: what the frame
// keeps across it (AwaitLiveness), and whether that may be met on another thread or
// core (TypeFacts; Cargo and Contents where an object hides what it holds or holds
// nothing). So are addresses of what belongs to this thread or core by its place: a
// thread_local, an element selected by the number of the core. Locks are left out: they are
// held wherever the frame goes on.
//
//===----------------------------------------------------------------------===//

#include "analyses/Analyses.h"
#include "analyses/AwaitLiveness.h"
#include "analyses/Contents.h"
#include "analyses/Reasons.h"
#include "analyses/Unit.h"
#include "model/Suspension.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include <set>

using namespace clang;
using namespace llvm;

namespace ambit {
namespace {

/// A value that may not go along, and why.
struct Misplaced {
  const FrameValue *What;
  FactReason Reason;
  QualType Type; ///< of the value, without pointers and references
  /// Instead of a reason: the thread_local variable, or the function that told the core.
  const NamedDecl *Local = nullptr;
  const RecordDecl *Whole = nullptr;
  const Expr *PutIn = nullptr; ///< what was seen to be put into it
};

/// What an expression names and consists of.
class Ingredients : public RecursiveASTVisitor<Ingredients> {
public:
  explicit Ingredients(const Expr *E) { TraverseStmt(const_cast<Expr *>(E)); }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    Names.insert(E->getDecl());
    return true;
  }
  bool VisitExpr(Expr *E) {
    Parts.push_back(E);
    HasThis |= isa<CXXThisExpr>(E);
    return true;
  }
  bool has(const FrameValue &V) const {
    if (V.What == FrameValue::This)
      return HasThis;
    return V.Name ? Names.contains(V.Name) : is_contained(Parts, V.Made);
  }

  ArrayRef<const Expr *> parts() const { return Parts; }

private:
  DenseSet<const ValueDecl *> Names;
  SmallVector<const Expr *, 8> Parts;
  bool HasThis = false;
};

class AwaitFinder {
public:
  explicit AwaitFinder(Unit &U)
      : U(U), Ctx(U.context()), Facts(U.facts()), IsStrict(U.options().IsStrict) {}

  std::vector<Finding> run() {
    for (const FunctionDecl *F : U.index().Coroutines)
      coroutine(*F);
    return std::move(Found);
  }

private:
  void coroutine(const FunctionDecl &F);
  bool matters(QualType T, const Expr *Start);
  const NamedDecl *localIn(const Expr *Object, unsigned Depth = 0) const;
  const NamedDecl *toldIn(const Expr *Index) const;
  const NamedDecl *startsLocal(const Expr *Start) const;
  const NamedDecl *localIn(const FrameValue &V, const Cargos &Items) const;
  bool isLock(QualType T) { return Locks().isScoped(T.getNonReferenceType()) || Locks().kindOf(T); }
  EffectReader &Locks() { return U.program().effects(); }
  bool mayHide(QualType T) const;
  std::optional<Misplaced> judge(const FrameValue &V, const ContentState *State);
  Cargos cargosOf(const FrameValue &V, const ContentState *State);
  bool isMadeOf(const Misplaced &M, const Misplaced &Of) const;
  void report(const FunctionDecl &F, const Suspension &S, const Misplaced &M, const Resumption &R);
  void addLife(const Misplaced &M, const std::string &Subject, const std::string &Keyword,
               SourceLocation At, Finding &F) const;
  std::string subjectOf(const FrameValue &V) const;

  Unit &U;
  ASTContext &Ctx;
  const TypeFacts &Facts;
  const bool IsStrict;
  DenseMap<const void *, bool> Mattering;
  std::vector<Finding> Found;
  std::set<std::pair<SourceLocation, std::string>> Reported;
};

/// Whether a value of type \p T may hold more than its type says.
bool AwaitFinder::mayHide(QualType T) const {
  if (!U.index().MayBind)
    return false;
  T = T.getNonReferenceType();
  // A void pointer, a pointer to a base, to a part of something.
  if (T->isObjectPointerType() || T->isVoidPointerType())
    return true;
  const RecordDecl *R = T->getAsRecordDecl();
  if (const auto *Class = dyn_cast_or_null<CXXRecordDecl>(R); Class && isView(*Class))
    return true;
  ModelHit<TypeModel> Model = R ? Facts.rules().models().type(*R) : ModelHit<TypeModel>();
  return Model && (Model.What->Erased || Model.What->isOwner());
}

/// What makes the address of the object \p E one of this thread or core; null if nothing.
const NamedDecl *AwaitFinder::localIn(const Expr *E, unsigned Depth) const {
  for (unsigned Steps = 0; E && Steps < 32; ++Steps) {
    E = withoutPassing(E);
    if (const auto *M = dyn_cast<MemberExpr>(E)) {
      if (M->isArrow())
        return nullptr;
      E = M->getBase();
    } else if (const auto *S = dyn_cast<ArraySubscriptExpr>(E)) {
      if (const NamedDecl *Told = toldIn(S->getIdx()))
        return Told;
      E = S->getBase();
    } else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E);
               O && O->getOperator() == OO_Subscript && O->getNumArgs() == 2) {
      if (const NamedDecl *Told = toldIn(O->getArg(1)))
        return Told;
      E = O->getArg(0);
    } else if (const auto *U = dyn_cast<UnaryOperator>(E); U && U->getOpcode() == UO_AddrOf) {
      E = U->getSubExpr();
    } else {
      break;
    }
  }
  const auto *Ref = dyn_cast_or_null<DeclRefExpr>(E);
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!V)
    return nullptr;
  if (V->getTLSKind() != VarDecl::TLS_None && !V->getType()->isReferenceType() &&
      !V->getType()->isPointerType())
    return V;
  const Expr *Bound = Depth < 4 ? bindingOf(V) : nullptr;
  return Bound ? localIn(Bound, Depth + 1) : nullptr;
}

/// The function that told the core whose number \p Index is made of.
const NamedDecl *AwaitFinder::toldIn(const Expr *Index) const {
  for (const Expr *E : Ingredients(Index).parts()) {
    const Expr *Value = E;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
      if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()); V && V->hasLocalStorage())
        Value = V->getInit() ? withoutPassing(V->getInit()) : nullptr;
    const auto *Call = dyn_cast_or_null<CallExpr>(Value);
    const FunctionDecl *F = Call ? Call->getDirectCallee() : nullptr;
    if (!F)
      continue;
    if (ModelHit<FunctionModel> Model = U.models().function(*F);
        Model && Model.What->Tells == "core")
      return F;
  }
  return nullptr;
}

const NamedDecl *AwaitFinder::localIn(const FrameValue &V, const Cargos &Items) const {
  if (V.What != FrameValue::Variable || !V.Made)
    return nullptr;
  if (V.Type->isReferenceType())
    return localIn(V.Made);
  if (V.Type->isPointerType()) {
    for (const Cargo &C : Items)
      if (C.Origin && C.IsShared)
        if (const NamedDecl *Local = localIn(C.Origin))
          return Local;
    return nullptr;
  }
  return startsLocal(V.Made);
}

/// What makes the address of this thread or core that \p Start gives to a variable or to a
/// member of one.
const NamedDecl *AwaitFinder::startsLocal(const Expr *Start) const {
  Start = withoutPassing(Start);
  if (const auto *U = dyn_cast<UnaryOperator>(Start); U && U->getOpcode() == UO_AddrOf)
    return localIn(U->getSubExpr());
  if (const auto *L = dyn_cast<InitListExpr>(Start))
    for (const Expr *Init : semanticForm(L)->inits())
      if (Init->getType()->isPointerType() || Init->isGLValue())
        if (const NamedDecl *Local = startsLocal(Init))
          return Local;
  return nullptr;
}

bool AwaitFinder::matters(QualType T, const Expr *Start) {
  if (Start && T->isReferenceType() && localIn(Start))
    return true;
  // What a pointer leads to, its content tells.
  if (Start && (T->isObjectPointerType() || startsLocal(Start)))
    return true;
  auto [It, IsNew] = Mattering.try_emplace(T.getAsOpaquePtr(), false);
  if (!IsNew)
    return It->second;
  FactValue Worst = std::min(Facts.value(T, FactKind::Send), Facts.value(T, FactKind::CoreFree));
  bool Matters = Worst == FactValue::No || (IsStrict && Worst == FactValue::Unknown) || mayHide(T);
  Matters = Matters && !isLock(T);
  Mattering[T.getAsOpaquePtr()] = Matters;
  return Matters;
}

Cargos AwaitFinder::cargosOf(const FrameValue &V, const ContentState *State) {
  bool IsWhole = V.Name && (!V.Holder || V.Holder == V.Name);
  if (IsWhole && State) {
    CargoFinder Finder(Facts, State);
    const Expr *Name = DeclRefExpr::Create(Ctx, NestedNameSpecifierLoc(), SourceLocation(),
                                           const_cast<ValueDecl *>(V.Name), false, V.From,
                                           V.Name->getType().getNonReferenceType(), VK_LValue);
    return V.Type->isReferenceType() ? Finder.ofReference(Name) : Finder.ofValue(Name);
  }
  Cargo C;
  C.Type = V.Type;
  C.SendNode = Facts.rules().node(V.Type, FactKind::Send);
  C.CoreNode = Facts.rules().node(V.Type, FactKind::CoreFree);
  C.Send = Facts.value(C.SendNode);
  C.CoreFree = Facts.value(C.CoreNode);
  return {C};
}

std::optional<Misplaced> AwaitFinder::judge(const FrameValue &V, const ContentState *State) {
  bool IsNamed = V.What != FrameValue::Temporary && V.What != FrameValue::Awaiter;
  FactValue Worst = IsStrict && IsNamed ? FactValue::Unknown : FactValue::No;
  Cargos Items = cargosOf(V, State);
  for (FactValue Wanted = FactValue::No; Wanted <= Worst; Wanted = FactValue(unsigned(Wanted) + 1))
    for (FactKind K : {FactKind::CoreFree, FactKind::Send})
      for (const Cargo &C : Items) {
        if (C.fact(K) != Wanted)
          continue;
        Misplaced M{&V, Facts.explain(K == FactKind::CoreFree ? C.CoreNode : C.SendNode), C.Type};
        if (M.Reason.Value != Wanted || isLock(M.Reason.Last.Type))
          continue;
        M.Type = behindPointers(M.Reason, C.Type).getNonReferenceType();
        M.Whole = C.Whole;
        bool IsOther =
            V.Name && !Ctx.hasSameUnqualifiedType(V.Name->getType().getNonReferenceType(), C.Type);
        if (IsOther && C.Origin && C.Origin->getBeginLoc().isValid() && C.Holder)
          M.PutIn = C.Origin;
        return M;
      }
  if (const NamedDecl *Local = localIn(V, Items)) {
    Misplaced M{&V, {}, V.Type};
    M.Local = Local;
    return M;
  }
  return std::nullopt;
}

/// Whether \p M is only a way to \p Of, or a whole made around it, for the same reason.
bool AwaitFinder::isMadeOf(const Misplaced &M, const Misplaced &Of) const {
  if (!M.What->Made || M.What->What == FrameValue::Parameter || M.Local || Of.Local ||
      M.Reason.Last.Type.getUnqualifiedType() != Of.Reason.Last.Type.getUnqualifiedType())
    return false;
  // A second object is a second thing to let go of.
  bool IsObject =
      M.What->IsDestroyed && Ctx.hasSameUnqualifiedType(M.What->Type, M.Reason.Last.Type);
  return !IsObject && Ingredients(M.What->Made).has(*Of.What);
}

void AwaitFinder::coroutine(const FunctionDecl &F) {
  std::unique_ptr<CFG> Graph;
  bool IsBuilt = false;
  auto GraphOf = [&]() -> const CFG * {
    if (!IsBuilt)
      Graph = buildCFG(F);
    IsBuilt = true;
    return Graph.get();
  };
  DenseMap<const CoroutineSuspendExpr *, Resumption> Elsewhere;
  std::vector<Suspension> Suspensions = liveAcrossAwaits(
      F, [&](QualType T, const Expr *Start) { return matters(T, Start); },
      [&](const CoroutineSuspendExpr &E) {
        std::optional<Resumption> R = resumesElsewhere(F, E, U.annotations());
        if (!R || !maySuspend(E))
          return false;
        Elsewhere[&E] = *R;
        return true;
      },
      GraphOf);
  if (Suspensions.empty())
    return;
  SmallVector<const Expr *, 4> Wanted;
  Roots Named;
  for (const Suspension &S : Suspensions) {
    Wanted.push_back(S.At);
    for (const FrameValue &V : S.Live)
      if (V.Name)
        Named.insert(V.Name);
  }
  std::optional<Contents> Content;
  if (!Named.empty() && GraphOf())
    Content.emplace(F, *Graph, Facts, Wanted, Named);
  for (const Suspension &S : Suspensions) {
    const ContentState *State = Content ? Content->before(S.At) : nullptr;
    SmallVector<Misplaced, 2> Kept;
    for (const FrameValue &V : S.Live) {
      std::optional<Misplaced> M = judge(V, State);
      if (M && none_of(Kept, [&](const Misplaced &Of) { return isMadeOf(*M, Of); }))
        Kept.push_back(std::move(*M));
    }
    for (const Misplaced &M : Kept)
      report(F, S, M, Elsewhere[S.At]);
  }
}

std::string AwaitFinder::subjectOf(const FrameValue &V) const {
  auto OfType = [&](StringRef What) {
    return (What + " of type '" + render(Message::Type, {V.Type.getNonReferenceType()}, Ctx) + "'")
        .str();
  };
  if (V.What == FrameValue::This)
    return V.Type->isPointerType() ? "'this'" : "'*this'";
  if (V.Name && V.Name->getDeclName())
    return "'" + V.Name->getNameAsString() + "'";
  switch (V.What) {
  case FrameValue::Parameter:
    return OfType("a parameter");
  case FrameValue::Range:
    return OfType("the range");
  case FrameValue::Awaiter:
    return OfType("the awaiter");
  default:
    return OfType(V.Type->isReferenceType() ? "a reference to an object" : "a temporary");
  }
}

void AwaitFinder::addLife(const Misplaced &M, const std::string &Subject,
                          const std::string &Keyword, SourceLocation At, Finding &F) const {
  const SourceManager &Sources = Ctx.getSourceManager();
  const FrameValue &V = *M.What;
  SourceLocation From = V.From.isValid() ? userLocation(V.From, Sources) : At;
  switch (V.What) {
  case FrameValue::Variable:
    F.Notes.push_back(
        {V.IsDestroyed ? Message::NoteLivesInScope : Message::NoteFrameDeclared, From, {Subject}});
    break;
  case FrameValue::Parameter:
    F.Notes.push_back(
        {V.IsDestroyed ? Message::NoteLivesInFrame : Message::NoteFrameDeclared, From, {Subject}});
    break;
  case FrameValue::Capture:
    F.Notes.push_back({Message::NoteFrameCaptured, From, {Subject}});
    break;
  case FrameValue::This:
    break;
  case FrameValue::Range:
    F.Notes.push_back({Message::NoteLivesInLoop, From, {}});
    break;
  case FrameValue::Temporary:
    F.Notes.push_back({Message::NoteLivesInExpression, From, {}});
    break;
  case FrameValue::Awaiter:
    F.Notes.push_back({Message::NoteAwaiterUsed, From, {Keyword}});
    break;
  }
  if (V.NextUse.isValid())
    F.Notes.push_back({Message::NoteUsedAfterAwait, userLocation(V.NextUse, Sources), {}});
}

void AwaitFinder::report(const FunctionDecl &, const Suspension &S, const Misplaced &M,
                         const Resumption &R) {
  const SourceManager &Sources = Ctx.getSourceManager();
  std::string Subject = subjectOf(*M.What);
  Finding F;
  F.Check = Rule::HeldAcrossAwait;
  F.Token = S.At->getKeywordLoc();
  F.Where = userLocation(F.Token, Sources);
  // The same in several instantiations of a template is one cause.
  if (!Reported.insert({F.Token, Subject}).second)
    return;
  std::string Keyword = isa<CoyieldExpr>(S.At) ? "co_yield" : "co_await";
  bool IsCore = M.Local ? isa<FunctionDecl>(M.Local) : M.Reason.Last.Fact == FactKind::CoreFree;
  std::string Place = IsCore ? "core" : "thread";
  auto Finish = [&] {
    addLife(M, Subject, Keyword, F.Where, F);
    if (R.Said->Attr)
      F.Notes.push_back({Message::NoteResumesAnywhere, R.Said->location(), {R.Subject}});
    else
      F.Notes.push_back(
          {Message::NoteResumesAnywhereModel, F.Where, {R.Subject, R.Said->Model.str()}});
    F.Notes.push_back({Message::NoteLetGo, F.Where, {Keyword, Place}});
    Found.push_back(std::move(F));
  };
  if (M.Local) {
    F.What = IsCore ? Message::CoreLocalAcrossAwait : Message::ThreadLocalAcrossAwait;
    F.Arguments = {Subject, Keyword, M.Local};
    if (!IsCore)
      F.Notes.push_back({Message::NoteThreadLocal, M.Local->getLocation(), {M.Local}});
    return Finish();
  }
  std::string Adjective = adjectiveOf(M.Reason);
  if (M.Reason.Value == FactValue::Unknown) {
    F.What = Message::UnknownAcrossAwait;
    Adjective = IsCore ? "core-free" : M.Reason.Last.Fact == FactKind::Sync ? "sync" : "send";
  } else {
    F.What = Message::ValueAcrossAwait;
    if (isDeclaredThreadBound(M.Reason) && !M.Reason.Path.empty())
      Adjective = M.Reason.Last.Fact == FactKind::Sync ? "not sync" : "not send";
  }
  F.Arguments = {Subject, Keyword, Place, M.Type, Adjective};
  if (M.Whole)
    F.Notes.push_back({Message::NotePartOf,
                       M.Whole->getLocation(),
                       {static_cast<const NamedDecl *>(M.Whole), adjectiveOf(M.Reason)}});
  addReason(M.Reason, F.Where, F.Notes);
  if (M.PutIn)
    F.Notes.push_back({Message::NotePutIn,
                       userLocation(M.PutIn->getBeginLoc(), Sources),
                       {static_cast<const NamedDecl *>(M.What->Name)}});
  Finish();
}

} // namespace

std::vector<Finding> findValuesAcrossAwait(Unit &U) {
  if (U.index().Coroutines.empty())
    return {};
  return AwaitFinder(U).run();
}

} // namespace ambit
