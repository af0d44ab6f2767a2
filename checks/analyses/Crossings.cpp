//===- Crossings.cpp ------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For every call that hands something across a boundary: what goes along with
// each argument (Cargo), whether it may (TypeFacts), and where a user would
// act. Example:
//
//   pool.submit([&uart] { uart.drain(); });
//
// The parameter of submit runs its callable in another thread, whose core
// nobody knows; the closure brings a reference to uart; uart is core-bound;
// the finding is at the capture.
//
//===----------------------------------------------------------------------===//

#include "analyses/Analyses.h"
#include "analyses/Cargo.h"
#include "analyses/Contents.h"
#include "analyses/Reasons.h"
#include "analyses/Unit.h"
#include "clang/Basic/SourceManager.h"
#include <set>

using namespace clang;
using namespace llvm;

namespace ambit {
namespace {

/// Where the arguments of one crossing go.
struct Route {
  bool ToThread = false;
  bool ToCore = false;
  bool ToIsr = false;
  Core Destination;

  std::string coreText() const {
    return Destination.isKnown() ? "core " + Destination.Name : "another core";
  }
};

/// A function's flow results, made when the first of its calls needs them.
struct FunctionFlow {
  std::unique_ptr<CFG> Graph;
  std::unique_ptr<Contents> Content;
  bool IsBuilt = false;
};

class CrossingFinder {
public:
  explicit CrossingFinder(Unit &U)
      : U(U), Ctx(U.context()), Facts(U.facts()), IsStrict(U.options().IsStrict) {}

  std::vector<Finding> run() {
    for (const CallSite &S : U.index().Sites)
      ByFunction[S.Caller].push_back(&S);
    for (const CallSite &S : U.index().Sites)
      site(S);
    return std::move(Found);
  }

private:
  void site(const CallSite &S);
  void argument(const CallSite &S, const CallBoundary &B, const Crossing &C, const Expr *A,
                const Route &R);
  Cargos cargosOf(const CallSite &S, const Crossing &C, const Expr *A, const ContentState *State);
  void result(const CallSite &S, const Crossing &C, const Expr *A, const Route &R);
  bool judge(const CallSite &S, const CallBoundary &B, const Crossing &C, const Cargo &Item,
             const Route &R);
  std::optional<Route> routeOf(const CallSite &S, const Crossing &C);
  bool mayHideMore(const Expr *A) const;
  bool isExcepted(const CallSite &S, const CallBoundary &B) const;
  bool isReportedByCaller(const CallSite &S, const Cargo &Item) const;
  bool isInsideFreeClass(const CallSite &S) const;
  bool isOrderedByJoin(const CallSite &S, const CallBoundary &B, const Cargo &Item);
  FunctionFlow &flowOf(const FunctionDecl &F);
  void addBoundaryNotes(const CallSite &S, const Crossing &C, const Route &R, SourceLocation At,
                        Finding &F) const;
  void report(Finding F);
  std::string subjectOf(const Cargo &Item) const;

  Unit &U;
  ASTContext &Ctx;
  const TypeFacts &Facts;
  const bool IsStrict;
  DenseMap<const FunctionDecl *, SmallVector<const CallSite *, 2>> ByFunction;
  DenseMap<const FunctionDecl *, FunctionFlow> Flows;
  DenseMap<const FunctionDecl *, Core> LambdaCores; ///< of callables seen to run on a core
  std::vector<Finding> Found;
  std::set<std::tuple<SourceLocation, Rule, std::string>> Reported;
};

/// The parameter that takes argument \p Index; null for `...`.
const ParmVarDecl *parameterFor(const CallSite &S, unsigned Index) {
  return S.Callee && Index < S.Callee->getNumParams() ? S.Callee->getParamDecl(Index) : nullptr;
}

/// Whether the parameter is `T &&` of a deduced T, which takes values and keeps them.
bool isForwardingReference(const FunctionDecl &F, unsigned Index) {
  const FunctionDecl *Pattern = F.getTemplateInstantiationPattern();
  if (!Pattern)
    return false;
  if (Pattern->getNumParams() == 0)
    return false;
  unsigned At = std::min(Index, Pattern->getNumParams() - 1);
  QualType T = Pattern->getParamDecl(At)->getType();
  if (const auto *Expansion = T->getAs<PackExpansionType>())
    T = Expansion->getPattern();
  const auto *Reference = T->getAs<RValueReferenceType>();
  return Reference && Reference->getPointeeType()->isTemplateTypeParmType() &&
         !Reference->getPointeeType().hasQualifiers();
}

Cargos CrossingFinder::cargosOf(const CallSite &S, const Crossing &C, const Expr *A,
                                const ContentState *State) {
  CargoFinder Finder(Facts, State);
  if (C.How == Crossing::Pointee)
    return Finder.ofPointee(A, /*IsOwner=*/false);
  if (C.IsObject)
    return Finder.ofReference(A);
  if (C.IsOwner)
    return Finder.ofPointee(A, /*IsOwner=*/true);
  ArrayRef<const Expr *> Arguments = argumentsOf(*S.Call);
  unsigned Index = find(Arguments, A) - Arguments.begin();
  const ParmVarDecl *P = parameterFor(S, Index);
  // A library that a model describes copies what it takes by reference.
  bool IsReference = P && P->getType()->isLValueReferenceType() && C.Model.empty() &&
                     !isForwardingReference(*S.Callee, Index);
  if (IsReference && C.How == Crossing::Value)
    return Finder.ofReference(A);
  Cargos Items = Finder.ofValue(A);
  // A parameter written with an annotated typedef says what its argument is.
  if (P) {
    FactNode Node = Facts.rules().node(P->getType(), FactKind::CoreFree);
    FactNode SendNode = Facts.rules().node(P->getType(), FactKind::Send);
    if ((Node.Named || SendNode.Named) && Items.size() == 1) {
      if (Node.Named && Items[0].CoreFree != FactValue::No) {
        Items[0].CoreNode = Node;
        Items[0].CoreFree = Facts.value(Node);
      }
      if (SendNode.Named && Items[0].Send != FactValue::No) {
        Items[0].SendNode = SendNode;
        Items[0].Send = Facts.value(SendNode);
      }
    }
  }
  return Items;
}

FunctionFlow &CrossingFinder::flowOf(const FunctionDecl &F) {
  FunctionFlow &Flow = Flows[&F];
  if (Flow.IsBuilt)
    return Flow;
  Flow.IsBuilt = true;
  Flow.Graph = buildCFG(F);
  if (Flow.Graph) {
    SmallVector<const Expr *, 4> Wanted;
    for (const CallSite *S : ByFunction[&F])
      Wanted.push_back(S->Call);
    Flow.Content = std::make_unique<Contents>(F, *Flow.Graph, Facts, Wanted);
  }
  return Flow;
}

/// Whether the boundary's exception holds: std::async with std::launch::deferred.
bool CrossingFinder::isExcepted(const CallSite &S, const CallBoundary &B) const {
  ArrayRef<const Expr *> Arguments = argumentsOf(*S.Call);
  if (!B.Unless || B.Unless->At.First >= Arguments.size())
    return false;
  const Expr *A = Arguments[B.Unless->At.First];
  Expr::EvalResult Value;
  if (A->isValueDependent() || !A->getType()->isIntegralOrEnumerationType() ||
      !A->EvaluateAsInt(Value, Ctx))
    return false;
  APSInt Given = Value.Val.getInt();
  int64_t Number = 0;
  if (!StringRef(B.Unless->Is).getAsInteger(0, Number))
    return Given.tryExtValue() == Number;
  StringRef Leaf = StringRef(B.Unless->Is).rsplit("::").second;
  if (Leaf.empty())
    Leaf = B.Unless->Is;
  if (const auto *Enum = A->getType()->getAs<EnumType>())
    for (const EnumConstantDecl *K : Enum->getDecl()->enumerators())
      if (K->getName() == Leaf)
        return APSInt::isSameValue(K->getInitVal(), Given);
  return false;
}

/// Where \p C leads from here; nothing if both ends are on one core and in one thread.
std::optional<Route> CrossingFinder::routeOf(const CallSite &S, const Crossing &C) {
  const Decl *Scope = S.Callee ? static_cast<const Decl *>(S.Callee) : S.Pointer;
  Route R;
  R.Destination = destinationOf(C, argumentsOf(*S.Call), *Scope, Ctx);
  Core Here;
  if (S.Caller) {
    auto Known = LambdaCores.find(S.Caller);
    Here = Known != LambdaCores.end() ? Known->second : coreOf(*S.Caller, U.annotations());
  }
  bool StaysOnCore = R.Destination.isKnown() && Here.isKnown() && R.Destination.isSameAs(Here);
  // A thread on a core nobody knows may be on another; another core is another thread.
  R.ToThread = C.ToThread || (C.ToCore && !StaysOnCore);
  R.ToCore = (C.ToThread || C.ToCore) && !StaysOnCore;
  R.ToIsr = C.ToIsr && !R.ToThread;
  if (!R.ToThread && !R.ToCore && !R.ToIsr)
    return std::nullopt;
  return R;
}

void CrossingFinder::site(const CallSite &S) {
  const CallBoundary *B = S.Boundary;
  ArrayRef<const Expr *> Arguments = argumentsOf(*S.Call);
  if (!B) {
    // A template may forward; that matters only for what must not cross.
    CargoFinder Finder(Facts, nullptr);
    bool MayMatter = any_of(Arguments, [&](const Expr *A) {
      if (isa<CXXDefaultArgExpr>(A))
        return false;
      return any_of(Finder.ofValue(A), [](const Cargo &Item) {
        return Item.Send == FactValue::No || Item.CoreFree == FactValue::No;
      });
    });
    B = MayMatter ? U.forwarding().of(*S.Callee) : nullptr;
  }
  if (!B || isExcepted(S, *B) || isInsideFreeClass(S))
    return;
  for (const Crossing &C : B->Crossings) {
    std::optional<Route> R = routeOf(S, C);
    if (C.How == Crossing::Callable && R)
      for (unsigned I = C.First; I < Arguments.size() && C.covers(I); ++I)
        if (const auto *L = dyn_cast<LambdaExpr>(withoutPassing(Arguments[I])))
          LambdaCores[L->getCallOperator()] = R->Destination;
    if (!R)
      continue;
    if (C.IsObject) {
      if (const Expr *Object = objectOf(*S.Call))
        argument(S, *B, C, Object, *R);
      continue;
    }
    for (unsigned I = C.First; I < Arguments.size() && C.covers(I); ++I)
      if (!isa<CXXDefaultArgExpr>(Arguments[I])) {
        if (C.How == Crossing::ReturnValue)
          result(S, C, Arguments[I], *R);
        else
          argument(S, *B, C, Arguments[I], *R);
      }
  }
}

/// Whether \p A is a local that may hold more than its type says: a number wide enough to
/// have been made of a pointer, a pointer to a class that others derive from.
bool CrossingFinder::mayHideMore(const Expr *A) const {
  if (!U.index().MayBind)
    return false;
  const auto *Ref = dyn_cast<DeclRefExpr>(withoutPassing(A));
  const auto *V = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  if (!V || !V->hasLocalStorage() || isa<ParmVarDecl>(V))
    return false;
  QualType T = V->getType();
  if (T->isIntegerType())
    return Ctx.getTypeSize(T) >= Ctx.getTypeSize(Ctx.VoidPtrTy);
  const CXXRecordDecl *Pointee = T->getPointeeCXXRecordDecl();
  return Pointee && Pointee->hasDefinition() && !Pointee->isEffectivelyFinal();
}

void CrossingFinder::argument(const CallSite &S, const CallBoundary &B, const Crossing &C,
                              const Expr *A, const Route &R) {
  auto Matters = [&](const Cargo &Item) {
    return Item.Send != FactValue::Yes || Item.CoreFree != FactValue::Yes;
  };
  // Most arguments are fine by their types, and need no flow.
  Cargos Items = cargosOf(S, C, A, nullptr);
  if (none_of(Items, Matters) && !mayHideMore(A))
    return;
  if (S.Caller)
    if (const Contents *Content = flowOf(*S.Caller).Content.get())
      if (const ContentState *State = Content->before(S.Call))
        Items = cargosOf(S, C, A, State);
  for (const Cargo &Item : Items)
    if (Item.Send == FactValue::No || Item.CoreFree == FactValue::No || (IsStrict && Matters(Item)))
      judge(S, B, C, Item, R);
}

/// The type a callable returns; null if that cannot be seen.
QualType returnTypeOf(const Expr *Callable) {
  Callable = withoutPassing(Callable);
  if (const auto *U = dyn_cast<UnaryOperator>(Callable); U && U->getOpcode() == UO_AddrOf)
    Callable = withoutPassing(U->getSubExpr());
  if (const auto *L = dyn_cast<LambdaExpr>(Callable))
    return L->getCallOperator()->getReturnType();
  if (const auto *Ref = dyn_cast<DeclRefExpr>(Callable))
    if (const auto *F = dyn_cast<FunctionDecl>(Ref->getDecl()))
      return F->getReturnType();
  QualType T = Callable->getType().getNonReferenceType();
  if (const auto *P = T->getAs<clang::PointerType>())
    T = P->getPointeeType();
  if (const auto *M = T->getAs<MemberPointerType>())
    T = M->getPointeeType();
  if (const auto *F = T->getAs<clang::FunctionType>())
    return F->getReturnType();
  if (const CXXRecordDecl *Class = T->getAsCXXRecordDecl(); Class && Class->hasDefinition()) {
    if (Class->isLambda())
      return Class->getLambdaCallOperator()->getReturnType();
    const CXXMethodDecl *Only = nullptr;
    for (const CXXMethodDecl *M : Class->methods())
      if (M->getOverloadedOperator() == OO_Call) {
        if (Only)
          return {};
        Only = M;
      }
    if (Only)
      return Only->getReturnType();
  }
  return {};
}

void CrossingFinder::result(const CallSite &S, const Crossing &C, const Expr *A, const Route &R) {
  QualType T = returnTypeOf(A);
  if (T.isNull() || T->isVoidType() || T->isDependentType() || T->isUndeducedType())
    return;
  Cargo Item;
  Item.Type = T;
  Item.Where = A->getBeginLoc();
  Item.Origin = A;
  Item.SendNode = Facts.rules().node(T, FactKind::Send);
  Item.CoreNode = Facts.rules().node(T, FactKind::CoreFree);
  Item.Send = Facts.value(Item.SendNode);
  Item.CoreFree = Facts.value(Item.CoreNode);
  if (Item.Send == FactValue::No || Item.CoreFree == FactValue::No)
    judge(S, *S.Boundary, C, Item, R);
}

/// A template's own parameter, or one that is annotated, is reported at the call that
/// gives it a value.
bool CrossingFinder::isReportedByCaller(const CallSite &S, const Cargo &Item) const {
  const ValueDecl *Root = Item.Origin ? rootVariable(Item.Origin) : nullptr;
  const auto *P = dyn_cast_or_null<ParmVarDecl>(Root);
  const auto *F = P ? dyn_cast<FunctionDecl>(P->getDeclContext()) : nullptr;
  if (!F)
    return false;
  if (const CallBoundary *Own = U.boundaries().of(*F))
    for (const Crossing &C : Own->Crossings)
      if (C.covers(P->getFunctionScopeIndex()))
        return true;
  const FunctionDecl *Pattern = F->getTemplateInstantiationPattern();
  if (!Pattern || Pattern->getNumParams() == 0)
    return false;
  unsigned Index = std::min(P->getFunctionScopeIndex(), Pattern->getNumParams() - 1);
  return Pattern->getParamDecl(Index)->getType()->isDependentType();
}

/// Whether the call is inside a class that a model declares free of its core, as a pointer
/// that goes home to die. How the class keeps that promise is taken as given.
bool CrossingFinder::isInsideFreeClass(const CallSite &S) const {
  for (const DeclContext *D = S.Caller; D; D = D->getParent()) {
    const auto *Class = dyn_cast<CXXRecordDecl>(D);
    if (!Class || Class->isLambda())
      continue;
    ModelHit<TypeModel> Hit = U.models().type(*Class);
    if (!Hit)
      continue;
    const auto &Said = Hit.What->Facts[static_cast<unsigned>(FactKind::CoreFree)];
    return Said && all_of(*Said, [](const FactCondition &C) {
             return C.IsConstant && C.Constant == FactValue::Yes;
           });
  }
  return false;
}

bool CrossingFinder::isOrderedByJoin(const CallSite &S, const CallBoundary &B, const Cargo &Item) {
  bool IsBorrowed = Item.IsShared || Item.Type->isPointerType();
  if (!B.Handle || !S.Caller || !IsBorrowed || !Item.Origin)
    return false;
  const FunctionFlow &Flow = flowOf(*S.Caller);
  if (!Flow.Graph)
    return false;
  const ValueDecl *Root = Item.IsThis ? nullptr : rootVariable(Item.Origin);
  if (!Item.IsThis && !Root) {
    // Members are reached through `this`.
    std::optional<AccessPath> P = accessPathOf(Item.Origin, Ctx);
    if (!P)
      return false;
  }
  // &all[i], or the variable of a range-for.
  const auto *Element = dyn_cast<ArraySubscriptExpr>(withoutPassing(Item.Origin));
  const auto *Each = dyn_cast_or_null<VarDecl>(Root);
  bool EachIsOther = (Element && !isa<IntegerLiteral>(withoutPassing(Element->getIdx()))) ||
                     (Each && Each->isCXXForRangeDecl());
  return U.joins().isOrdered(*S.Caller, *Flow.Graph, *S.Call, B, Root, EachIsOther);
}

std::string CrossingFinder::subjectOf(const Cargo &Item) const {
  if (Item.IsThis || Item.IsThisCopy)
    return Item.IsThis ? "'this'" : "'*this'";
  if (Item.Name && Item.Name->getDeclName())
    return "'" + Item.Name->getNameAsString() + "'";
  QualType T = Item.Type;
  return "a value of type '" + render(Message::Type, {T}, Ctx) + "'";
}

void CrossingFinder::addBoundaryNotes(const CallSite &S, const Crossing &C, const Route &R,
                                      SourceLocation At, Finding &F) const {
  std::string Does = C.How == Crossing::Callable ? "runs in " : "crosses to ";
  if (C.ToIsr && !R.ToThread)
    Does += "an interrupt handler";
  else if (C.ToCore && R.ToCore)
    Does = (C.How == Crossing::Callable ? "runs on " : "crosses to ") + R.coreText();
  else
    Does += F.Check == Rule::CoreBoundCrossing ? "another thread, on a core nobody knows"
                                               : "another thread";
  const NamedDecl *Callee = S.Callee ? static_cast<const NamedDecl *>(S.Callee) : S.Pointer;
  std::string Name = S.Callee ? modelName(*S.Callee) : Callee->getNameAsString();
  if (const auto *M = dyn_cast_or_null<CXXMethodDecl>(S.Callee); M && M->getParent()->isLambda())
    Name = "(lambda)";
  if (isa_and_nonnull<CXXConstructorDecl>(S.Callee))
    Name = modelName(*cast<CXXConstructorDecl>(S.Callee)->getParent());
  if (!S.Boundary) {
    if (!C.Parameter) {
      F.Notes.push_back(
          {Message::NoteForwardedModel, S.Callee->getLocation(), {Name, Does, C.Model.str()}});
      return;
    }
    F.Notes.push_back({Message::NoteForwarded, S.Callee->getLocation(), {Name}});
  }
  if (C.Parameter) {
    const auto *Owner = dyn_cast<FunctionDecl>(C.Parameter->getDeclContext());
    std::string OwnerName = Owner ? modelName(*Owner) : Name;
    std::string ParameterName = C.Parameter->getNameAsString();
    if (ParameterName.empty())
      F.Notes.push_back({Message::NoteBoundaryUnnamed,
                         C.Parameter->getLocation(),
                         {std::to_string(C.First + 1), OwnerName, Does}});
    else
      F.Notes.push_back({Message::NoteBoundaryParameter,
                         C.Parameter->getLocation(),
                         {ParameterName, OwnerName, Does}});
    return;
  }
  if (C.How == Crossing::ReturnValue) {
    F.Notes.push_back(
        {Message::NoteBoundaryReturn, At, {std::to_string(C.First + 1), Name, C.Model.str()}});
    return;
  }
  F.Notes.push_back(
      {Message::NoteBoundaryModel, At, {std::to_string(C.First + 1), Name, Does, C.Model.str()}});
}

bool CrossingFinder::judge(const CallSite &S, const CallBoundary &B, const Crossing &C,
                           const Cargo &Item, const Route &R) {
  bool SaidAny = false;
  const SourceManager &Sources = Ctx.getSourceManager();
  SourceLocation At = userLocation(Item.Where, Sources);
  auto Begin = [&](Rule Check, Message M, QualType T) {
    Finding F;
    F.Check = Check;
    F.What = M;
    F.Where = At;
    F.Token = Item.Where;
    F.Arguments = {subjectOf(Item), T, R.coreText()};
    return F;
  };
  auto Finish = [&](Finding F, const FactReason &Reason) {
    if (Item.Whole)
      F.Notes.push_back({Message::NotePartOf,
                         Item.Whole->getLocation(),
                         {static_cast<const NamedDecl *>(Item.Whole), adjectiveOf(Reason)}});
    addReason(Reason, At, F.Notes);
    // Of a variable that is the thing itself there is nothing more to say.
    bool IsHolderItself =
        Item.Holder &&
        Ctx.hasSameUnqualifiedType(Item.Holder->getType().getNonReferenceType(), Item.Type);
    if (Item.Holder && !IsHolderItself && Item.Origin && Item.Origin->getBeginLoc() != Item.Where)
      F.Notes.push_back({Message::NotePutIn,
                         userLocation(Item.Origin->getBeginLoc(), Sources),
                         {static_cast<const NamedDecl *>(Item.Holder)}});
    if (Item.FirstUse.isValid() && Item.FirstUse != Item.Where)
      F.Notes.push_back(
          {Message::NoteFirstUse, userLocation(Item.FirstUse, Sources), {subjectOf(Item)}});
    addBoundaryNotes(S, C, R, At, F);
    report(std::move(F));
    SaidAny = true;
  };
  if (isReportedByCaller(S, Item))
    return true;

  bool CoreMatters = R.ToCore && (Item.CoreFree == FactValue::No ||
                                  (IsStrict && C.ToCore && Item.CoreFree == FactValue::Unknown));
  if (CoreMatters) {
    FactReason Reason = Facts.explain(Item.CoreNode);
    // An object that goes home may.
    const Annotation *Said = Reason.Cause.Said;
    bool GoesHome = Item.CoreFree == FactValue::No && Said && Said->Kind == Spelling::CoreBoundTo &&
                    R.Destination.isKnown() &&
                    coreFromText(Said->Arguments[0], *Reason.Cause.Subject).isSameAs(R.Destination);
    if (!GoesHome) {
      QualType T = behindPointers(Reason, Item.Type);
      Finish(Begin(Rule::CoreBoundCrossing,
                   Item.CoreFree == FactValue::No ? Message::CrossesCoreBound
                                                  : Message::CrossesUnknownCore,
                   T),
             Reason);
    }
  }

  bool SendMatters = Item.Send == FactValue::No ||
                     (IsStrict && !SaidAny && Item.Send == FactValue::Unknown && !R.ToIsr);
  if (!SendMatters)
    return SaidAny;
  FactReason Reason = Facts.explain(Item.SendNode);
  bool IsDeclared = isDeclaredThreadBound(Reason);
  // What is bound to its core is said; what follows from that is not said again.
  if (SaidAny && !IsDeclared)
    return true;
  // Whether a volatile is hardware or state, only an annotation tells.
  if (Reason.Cause.Why == FactCause::Volatile && !C.Model.empty() && !IsStrict)
    return SaidAny;
  if (R.ToIsr && !IsDeclared)
    return SaidAny;
  if (isOrderedByJoin(S, B, Item))
    return SaidAny;
  bool IsByReference = Item.IsShared || Item.SendNode.Fact == FactKind::Sync;
  bool IsPointer = !IsByReference && Item.Type->isPointerType();
  QualType T = behindPointers(Reason, Item.Type);
  IsPointer = IsPointer && !T->isPointerType();
  Message M;
  if (R.ToIsr)
    M = Message::CrossesIsrThreadBound;
  else if (Item.Send == FactValue::Unknown)
    M = IsPointer       ? Message::CrossesUnknownPointer
        : IsByReference ? Message::CrossesUnknownSync
                        : Message::CrossesUnknownSend;
  else if (IsDeclared && Reason.Path.empty())
    M = Message::CrossesThreadBound;
  else
    M = IsPointer       ? Message::CrossesUnsyncPointer
        : IsByReference ? Message::CrossesUnsync
                        : Message::CrossesUnsendable;
  Finish(Begin(Rule::UnsendableCrossing, M, T), Reason);
  return true;
}

void CrossingFinder::report(Finding F) {
  // The same call in several instantiations of a template is one cause.
  std::string Subject = std::get<std::string>(F.Arguments.front());
  if (Reported.insert({F.Token, F.Check, std::move(Subject)}).second)
    Found.push_back(std::move(F));
}

} // namespace

std::vector<Finding> findCrossings(Unit &U) { return CrossingFinder(U).run(); }

} // namespace ambit
