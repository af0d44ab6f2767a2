//===- CoreLowering.cpp ---------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lowers what a function does that depends on the core it runs on: it uses, makes and destroys
// objects that belong to one, and calls what may move the thread or pins it.
//
//===----------------------------------------------------------------------===//

#include "lowering/FunctionLowering.h"
#include "model/ExprShape.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/Support/MathExtras.h"

using namespace clang;
using namespace llvm;

namespace ambit {

CoreEvent &FunctionLowering::core(CoreEvent::Kind What, PlaceId At) {
  emit(Event::Core, out().Cores.size());
  CoreEvent &E = out().Cores.emplace_back();
  E.What = What;
  E.At = At;
  return E;
}

//===----------------------------------------------------------------------===//
// Objects that belong to a core
//===----------------------------------------------------------------------===//

static bool isOwnObject(const Expr *E) { return E && isa<CXXThisExpr>(E->IgnoreParenImpCasts()); }

void FunctionLowering::addCoreUse(CoreUse::Kind What, const TypeAnnotation &Bound,
                                  const NamedDecl *Name, PathId Object, PlaceId At) {
  CoreUse U;
  U.What = What;
  U.Object = Object;
  U.Name = Name ? Names.of(*Name) : 0;
  U.Bound = Names.of(*Bound.On);
  L.keepSaying(L.Out.CoreBound, U.Bound, *Bound.What);
  if (Bound.What->Kind == Spelling::CoreBoundTo && !Bound.What->Arguments.empty())
    U.Home = coreFromText(Bound.What->Arguments[0], *Bound.On).Number;
  U.At = At;
  core(CoreEvent::Use, At).Index = into().CoreUses.size();
  into().CoreUses.push_back(std::move(U));
}

TypeAnnotation FunctionLowering::coreOfType(QualType T) const {
  constexpr Spelling Kinds[] = {Spelling::CoreBound, Spelling::CoreBoundTo};
  return L.Unit.HasCoreBound ? L.Unit.Said.findOnType(T, Kinds) : TypeAnnotation();
}

/// What binds a value of type \p T, perhaps through its parts; through pointers only if it
/// is an owner.
TypeAnnotation FunctionLowering::coreOfParts(QualType T, bool IsOwner) const {
  if (!L.Unit.HasCoreBound)
    return {};
  FactNode Node = L.Unit.Facts.rules().node(T, FactKind::CoreFree);
  if (L.Unit.Facts.value(Node) != FactValue::No)
    return {};
  FactReason Reason = L.Unit.Facts.explain(Node);
  // What a pointer leads to is another object.
  if (!IsOwner && any_of(Reason.Path, [](const TypePart &P) {
        return P.What == TypePart::Pointee || P.What == TypePart::Referent ||
               P.What == TypePart::TemplateArgument;
      }))
    return {};
  const Annotation *Said = Reason.Cause.Said;
  if (!Said || !Reason.Cause.Subject ||
      (Said->Kind != Spelling::CoreBound && Said->Kind != Spelling::CoreBoundTo))
    return {};
  return {Reason.Cause.Subject, Said};
}

/// Whether \p E names a variable of the function around a lambda.
static bool isCaptured(const Expr *E) {
  E = withoutPassing(E);
  while (true) {
    if (const auto *M = dyn_cast<MemberExpr>(E))
      E = withoutPassing(M->getBase());
    else if (const auto *U = dyn_cast<UnaryOperator>(E))
      E = withoutPassing(U->getSubExpr());
    else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(E); O && O->getNumArgs())
      E = withoutPassing(O->getArg(0));
    else
      break;
  }
  const auto *Ref = dyn_cast<DeclRefExpr>(E);
  return Ref && Ref->refersToEnclosingVariableOrCapture();
}

static bool leadsAway(QualType T) { return T->isPointerType() || T->isReferenceType(); }

/// \p Object, an object or a pointer to one, is used.
void FunctionLowering::touch(const Expr *Object) {
  if (!L.Unit.HasCoreBound || !Object || isOwnObject(Object))
    return;
  Object = Object->IgnoreParenImpCasts(); // a base is a part
  TypeAnnotation Bound = coreOfType(Object->getType());
  if (!Bound)
    return;
  addCoreUse(CoreUse::Touch, Bound, namedBy(Object),
             Object->getType()->isPointerType() ? Reader.pointee(Object) : Reader.object(Object),
             place(Object));
  into().CoreUses.back().IsCaptured = isCaptured(Object);
}

void FunctionLowering::makeObject(QualType T, const NamedDecl *Name, PathId Object, PlaceId At) {
  if (!L.Unit.HasCoreBound || T->isDependentType())
    return;
  // A part is made with the whole.
  if (Paths.parameterOf(Object) == 0 && isa<CXXConstructorDecl>(F))
    return;
  if (leadsAway(T) || (T->getAsCXXRecordDecl() && isOfStd(*T->getAsCXXRecordDecl())))
    return;
  if (TypeAnnotation Bound = coreOfParts(T))
    addCoreUse(CoreUse::Make, Bound, Name, Object, At);
}

void FunctionLowering::touchInCall(const FunctionDecl &Callee, const Expr &Call, bool HasBody,
                                   bool IsBoundary) {
  if (!L.Unit.HasCoreBound)
    return;
  // A constructor's object is made, not used.
  if (!isa<CXXConstructExpr>(Call))
    touch(objectOf(Call));
  ArrayRef<const Expr *> Arguments = argumentsOf(Call);
  if (isOfStd(Callee)) {
    libraryObject(Callee, Call);
    return;
  }
  // Where the callee must run is judged at the call.
  if (HasBody || IsBoundary || L.Unit.Said.find(Callee, Spelling::RunsOn))
    return;
  size_t First = into().CoreUses.size();
  for (unsigned I = 0; I < Arguments.size() && I < Callee.getNumParams(); ++I)
    if (leadsAway(Callee.getParamDecl(I)->getType()))
      touch(Arguments[I]->IgnoreParenImpCasts());
  FunctionId Target = L.elsewhere(Callee);
  for (size_t I = First; I < into().CoreUses.size(); ++I)
    into().CoreUses[I].Unless = Target;
}

/// Owners of the standard library make and destroy what they own.
void FunctionLowering::libraryObject(const FunctionDecl &Callee, const Expr &Call) {
  if (!Callee.getIdentifier())
    return;
  StringRef Name = Callee.getName();
  PlaceId At = Names.place(Call.getExprLoc());
  if (Name == "make_unique" || Name == "make_shared" || Name == "allocate_shared") {
    if (const TemplateArgumentList *A = Callee.getTemplateSpecializationArgs();
        A && A->size() && A->get(0).getKind() == clang::TemplateArgument::Type)
      makeObject(A->get(0).getAsType(), nullptr, targetOf(&Call), At);
    return;
  }
  if (Name != "reset" && Name != "clear")
    return;
  if (const Expr *Object = objectOf(Call))
    if (TypeAnnotation Bound = coreOfParts(Object->getType(), /*IsOwner=*/true)) {
      addCoreUse(CoreUse::Destroy, Bound, namedBy(Object), Reader.object(Object), place(Object));
      into().CoreUses.back().IsCaptured = isCaptured(Object);
    }
}

/// The objects that a handler gets which is registered here.
void FunctionLowering::registerObjects(ArrayRef<const Expr *> Arguments, PlaceId Call) {
  if (!L.Unit.HasCoreBound)
    return;
  for (const Expr *A : Arguments) {
    const Expr *Bare = A->IgnoreParenCasts();
    if (!Bare->getType()->isPointerType() && !Bare->isLValue())
      continue;
    if (TypeAnnotation Bound = coreOfType(Bare->getType())) {
      addCoreUse(CoreUse::Register, Bound, namedBy(Bare),
                 Bare->getType()->isPointerType() ? Reader.pointee(Bare) : Reader.object(Bare),
                 place(Bare));
      into().CoreUses.back().Earlier = Call;
    }
  }
}

//===----------------------------------------------------------------------===//
// What moves and pins threads
//===----------------------------------------------------------------------===//

/// Whether \p E stands for the thread that runs.
static bool isCurrentThread(const Expr *E, const ASTContext &Ctx) {
  E = E->IgnoreParenCasts();
  if (E->isNullPointerConstant(const_cast<ASTContext &>(Ctx), Expr::NPC_ValueDependentIsNull))
    return true;
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee || !Callee->getIdentifier() || Call->getNumArgs() != 0)
    return false;
  StringRef Name = Callee->getName();
  return Name.contains_insensitive("self") || Name.contains_insensitive("current");
}

std::optional<int64_t> FunctionLowering::pinnedTo(const FunctionModel &M, const ValueDecl &Callee,
                                                  ArrayRef<const Expr *> Arguments) const {
  if (M.PinsTo)
    return L.number(*M.PinsTo, Arguments, Callee);
  if (M.PinsToMask)
    if (std::optional<int64_t> Mask = L.number(*M.PinsToMask, Arguments, Callee);
        Mask && isPowerOf2_64(static_cast<uint64_t>(*Mask)))
      return Log2_64(static_cast<uint64_t>(*Mask));
  return std::nullopt;
}

void FunctionLowering::pin(const FunctionModel &M, const ValueDecl &Callee, const Expr &Call) {
  ArrayRef<const Expr *> Arguments = argumentsOf(Call);
  std::optional<int64_t> To = pinnedTo(M, Callee, Arguments);
  // Several cores are no core.
  if (!To && M.PinsToMask && isKnownNumber(*M.PinsToMask, Arguments))
    return;
  if (!M.PinsTo && !M.PinsToMask)
    for (const Expr *A : Arguments)
      if (auto Set = CpuSets.find(Reader.pointee(A->IgnoreParenCasts())); Set != CpuSets.end()) {
        if (Set->second.size() > 1)
          return;
        To = Set->second.front();
      }
  const Expr *Whom =
      M.Pins && M.Pins->What == ArgumentSelector::Argument && M.Pins->First < Arguments.size()
          ? Arguments[M.Pins->First]
          : nullptr;
  if (M.PinsCaller || (Whom && isCurrentThread(Whom, Ctx))) {
    core(CoreEvent::Pin, Names.place(Call.getExprLoc())).Core = To;
    return;
  }
  PathId Of =
      Whom && Whom->getType()->isPointerType() ? Reader.pointee(Whom) : objectAt(*M.Pins, Call);
  PathId Value = Whom ? Reader.object(Whom) : 0;
  // A thread that was made here is pinned if it cannot have started yet.
  for (StartId Id : into().Starts) {
    Start &S = L.Graph.Starts[Id];
    if (S.What != Start::Body)
      continue;
    bool IsMadeHere = S.At == Names.place(Call.getExprLoc());
    // A null handle is nobody's.
    bool IsNamed = S.Handle && Paths[S.Handle].Kind != PathKind::Register;
    if (!IsMadeHere && (!IsNamed || (S.Handle != Of && S.Handle != Value)))
      continue;
    if (IsMadeHere)
      bindStart(Id, To);
    else if (auto Made = BlockOfStart.find(Id);
             Made != BlockOfStart.end() && Made->second == CurrentBlock)
      PinnedStarts.push_back({Id, To});
  }
  if (Of)
    PinnedAttributes[Of] = To;
}

void FunctionLowering::bindStart(StartId Id, std::optional<int64_t> To) {
  Context &Runs = L.Graph.Starts[Id].Runs;
  Runs.IsMigrating = false;
  Runs.Core = To;
}

/// Threads start here, with the cores that they were given before: all, or that with the
/// handle \p Handle.
void FunctionLowering::startPinned(PathId Handle) {
  for (auto [Id, To] : PinnedStarts)
    if (!Handle || L.Graph.Starts[Id].Handle == Handle)
      bindStart(Id, To);
}

/// CPU_SET(n, &set), whose expansion ends in an assignment to a word of the set.
void FunctionLowering::addToCpuSet(const BinaryOperator *B) {
  if (!B->getExprLoc().isMacroID() || B->getOpcode() != BO_OrAssign)
    return;
  bool IsSet = false;
  for (SourceLocation At = B->getExprLoc(); At.isMacroID() && !IsSet;
       At = Sources.getImmediateMacroCallerLoc(At))
    IsSet = Lexer::getImmediateMacroName(At, Sources, Ctx.getLangOpts()) == "CPU_SET";
  if (!IsSet)
    return;
  // The set, and the number that was put into a variable of the expansion.
  const Expr *Set = B->getLHS();
  while (true) {
    Set = Set->IgnoreParenCasts();
    if (const auto *S = dyn_cast<ArraySubscriptExpr>(Set))
      Set = S->getBase();
    else if (const auto *M = dyn_cast<MemberExpr>(Set))
      Set = M->getBase();
    else if (const auto *U = dyn_cast<UnaryOperator>(Set))
      Set = U->getSubExpr();
    else
      break;
  }
  PathId Of = Set->getType()->isPointerType() ? Reader.pointee(Set) : Reader.object(Set);
  if (!Of)
    return;
  std::optional<int64_t> Number;
  SmallVector<const Stmt *, 16> Work{B->getRHS()};
  for (unsigned Steps = 0; !Work.empty() && Steps < 64; ++Steps) {
    const Stmt *Part = Work.pop_back_val();
    if (!Part)
      continue;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(Part))
      if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()); V && V->getInit())
        if (std::optional<int64_t> Value = constantOf(*V->getInit(), Ctx))
          Number = Value;
    append_range(Work, Part->children());
  }
  auto &Numbers = CpuSets[Of];
  if (!is_contained(Numbers, Number))
    Numbers.push_back(Number);
}

void FunctionLowering::applyCores(const Effects &E, const ValueDecl &Callee, const Expr &Call) {
  if (!E.Model)
    return;
  const FunctionModel &M = *E.Model;
  L.noteCores(M);
  PlaceId At = Names.place(Call.getExprLoc());
  ArrayRef<const Expr *> Arguments = argumentsOf(Call);
  if (M.Moves)
    core(CoreEvent::Move, At);
  if (M.PinsCaller || M.Pins)
    pin(M, Callee, Call);
  if (M.Removes) {
    CoreUse U;
    U.What = CoreUse::Remove;
    U.Object = objectAt(*M.Removes, Call);
    U.Name = Names.of(Callee);
    if (M.Removes->First < Arguments.size())
      U.Line = constantOf(*Arguments[M.Removes->First], Ctx);
    U.At = At;
    core(CoreEvent::Use, At).Index = into().CoreUses.size();
    into().CoreUses.push_back(std::move(U));
  }
}

bool FunctionLowering::isKnownNumber(const NumberModel &N, ArrayRef<const Expr *> Arguments) const {
  if (!N.From || N.From->First >= Arguments.size())
    return true;
  const Expr *A = Arguments[N.From->First];
  return !A->isValueDependent() && A->isEvaluatable(Ctx);
}

} // namespace ambit
