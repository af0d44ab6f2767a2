//===- Joins.cpp ----------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyses/Joins.h"
#include "analyses/AccessPath.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/DenseSet.h"

using namespace clang;
using namespace llvm;

namespace ambit {
namespace {

using Variables = DenseSet<const ValueDecl *>;

/// Whether \p E hands on what \p Call makes, through constructions from one argument.
bool bringsResultOf(const Expr *E, const Expr &Call) {
  for (unsigned Depth = 0; E && Depth < 16; ++Depth) {
    E = withoutPassing(E);
    if (E == &Call)
      return true;
    const auto *C = dyn_cast<CXXConstructExpr>(E);
    if (!C || C->getNumArgs() != 1)
      return false;
    E = C->getArg(0);
  }
  return false;
}

/// The element type of an array or container, else the type.
bool joinsWhenDestroyed(QualType T, const ModelIndex &Models, unsigned Depth = 0) {
  if (Depth > 3)
    return false;
  if (const clang::ArrayType *A = T->getAsArrayTypeUnsafe())
    return joinsWhenDestroyed(A->getElementType(), Models, Depth + 1);
  const RecordDecl *R = T->getAsRecordDecl();
  if (!R)
    return false;
  if (ModelHit<TypeModel> Hit = Models.type(*R); Hit && Hit.What->JoinsInDestructor)
    return true;
  if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R); S && S->isInStdNamespace())
    for (const clang::TemplateArgument &A : S->getTemplateArgs().asArray())
      if (A.getKind() == clang::TemplateArgument::Type)
        return joinsWhenDestroyed(A.getAsType(), Models, Depth + 1);
  return false;
}

/// Finds the variables that stand for the thread, and the statements that wait for it.
class HandleFinder : public RecursiveASTVisitor<HandleFinder> {
public:
  HandleFinder(const Expr &Start, const CallBoundary &B, const Boundaries &Where,
               const ModelIndex &Models)
      : Start(Start), Selector(*B.Handle), Where(Where), Models(Models) {}

  Variables Handles;
  DenseSet<const Stmt *> Waits; ///< calls and loop conditions after which the thread is over
  DenseSet<const Stmt *> Given; ///< assignments that pass the handle on
  bool EndsAtOnce = false;      ///< a temporary handle that waits, or is asked to

  void find(const FunctionDecl &F) {
    if (Selector.What == ArgumentSelector::Argument || Selector.What == ArgumentSelector::Pointee) {
      ArrayRef<const Expr *> Arguments = argumentsOf(Start);
      if (Selector.First < Arguments.size())
        if (const ValueDecl *Root = rootVariable(Arguments[Selector.First]))
          Handles.insert(Root);
    } else if (const Expr *Object = objectOf(Start);
               Object && Selector.What == ArgumentSelector::This) {
      // A container that makes the thread in itself.
      if (const ValueDecl *Root = rootVariable(Object))
        Handles.insert(Root);
    }
    Stmt *Body = F.getBody();
    IsFindingHandles = true;
    TraverseStmt(Body);
    IsFindingHandles = false;
    TraverseStmt(Body);
  }

  bool VisitVarDecl(VarDecl *V) {
    if (IsFindingHandles && V->getInit() && isHandle(V->getInit()))
      Handles.insert(V);
    return true;
  }
  bool VisitBinaryOperator(BinaryOperator *B) {
    if (IsFindingHandles && B->getOpcode() == BO_Assign)
      give(B->getLHS(), B->getRHS());
    return true;
  }
  bool VisitCXXOperatorCallExpr(CXXOperatorCallExpr *C) {
    if (IsFindingHandles && C->getOperator() == OO_Equal && C->getNumArgs() == 2) {
      if (isHandle(C->getArg(1)))
        Given.insert(C);
      give(C->getArg(0), C->getArg(1));
    }
    return true;
  }
  bool VisitCompoundStmt(CompoundStmt *Block) {
    // A handle that nobody takes waits at the end of its statement.
    if (!Start.isPRValue())
      return true;
    for (const Stmt *S : Block->body())
      if (const auto *E = dyn_cast<Expr>(S); E && withoutPassing(E) == &Start)
        EndsAtOnce |= joinsWhenDestroyed(Start.getType(), Models);
    return true;
  }
  bool VisitCallExpr(CallExpr *C) {
    const FunctionDecl *F = C->getDirectCallee();
    const Expr *Object = objectOf(*C);
    if (IsFindingHandles) {
      if (Object && !isa<CXXOperatorCallExpr>(C))
        for (const Expr *A : argumentsOf(*C))
          give(Object, A);
      return true;
    }
    std::optional<ArgumentSelector> Joined = F ? Where.joins(*F) : std::nullopt;
    if (!Joined)
      return true;
    const Expr *Handle = Object;
    if (Joined->What == ArgumentSelector::Argument) {
      ArrayRef<const Expr *> Arguments = argumentsOf(*C);
      Handle = Joined->First < Arguments.size() ? Arguments[Joined->First] : nullptr;
    }
    if (!Handle)
      return true;
    if (bringsResultOf(Handle, Start))
      EndsAtOnce = true;
    if (Handles.contains(handleRoot(Handle))) {
      Waits.insert(C);
      for (const Stmt *Loop : Loops)
        addLoop(Loop, Handle);
      // `if (t.joinable()) t.join()`: not to be joinable is to have ended.
      for (const IfStmt *If : Ifs)
        if (const auto *Asked = dyn_cast<CXXMemberCallExpr>(withoutPassing(If->getCond()));
            Asked && handleRoot(Asked->getImplicitObjectArgument()) == handleRoot(Handle))
          Waits.insert(Asked);
    }
    return true;
  }

  bool TraverseIfStmt(IfStmt *S) {
    Ifs.push_back(S);
    bool Result = RecursiveASTVisitor::TraverseIfStmt(S);
    Ifs.pop_back();
    return Result;
  }

  bool TraverseCXXForRangeStmt(CXXForRangeStmt *S) { return inLoop(S); }
  bool TraverseForStmt(ForStmt *S) { return inLoop(S); }
  bool TraverseWhileStmt(WhileStmt *S) { return inLoop(S); }
  bool TraverseLambdaExpr(LambdaExpr *) { return true; } // runs elsewhere

private:
  template <class Loop> bool inLoop(Loop *S) {
    Loops.push_back(S);
    if (const auto *Range = dyn_cast<CXXForRangeStmt>(static_cast<Stmt *>(S)))
      RangeOf[Range->getLoopVariable()] = Range->getRangeInit();
    bool Result;
    if constexpr (std::is_same_v<Loop, CXXForRangeStmt>)
      Result = RecursiveASTVisitor::TraverseCXXForRangeStmt(S);
    else if constexpr (std::is_same_v<Loop, ForStmt>)
      Result = RecursiveASTVisitor::TraverseForStmt(S);
    else
      Result = RecursiveASTVisitor::TraverseWhileStmt(S);
    Loops.pop_back();
    return Result;
  }

  /// A loop over all handles waits for all of them, also if there are none.
  void addLoop(const Stmt *Loop, const Expr *Handle) {
    if (const auto *Range = dyn_cast<CXXForRangeStmt>(Loop)) {
      if (rootVariable(Handle) == Range->getLoopVariable())
        Waits.insert(Range->getRangeStmt());
      return;
    }
    const ValueDecl *Root = handleRoot(Handle);
    bool IsOne = Root && withoutPassing(Handle)->getType().getCanonicalType() ==
                             Root->getType().getNonReferenceType().getCanonicalType();
    if (IsOne)
      return; // one thread, perhaps never joined if the loop does not run
    const Expr *Condition = nullptr;
    if (const auto *For = dyn_cast<ForStmt>(Loop))
      Condition = For->getCond();
    else if (const auto *While = dyn_cast<WhileStmt>(Loop))
      Condition = While->getCond();
    if (Condition)
      Waits.insert(Condition->IgnoreParens());
  }

  const ValueDecl *handleRoot(const Expr *E) const {
    const ValueDecl *Root = rootVariable(E);
    auto It = RangeOf.find(Root);
    return It == RangeOf.end() ? Root : rootVariable(It->second);
  }

  bool brings(const Expr *E) const {
    return bringsResultOf(E, Start) && Selector.What != ArgumentSelector::Argument &&
           Selector.What != ArgumentSelector::Pointee;
  }

  /// Whether \p E is the handle: made here, or moved on.
  bool isHandle(const Expr *E) const {
    if (brings(E))
      return true;
    const Expr *Moved = withoutImplicit(E);
    if (const auto *C = dyn_cast<CXXConstructExpr>(Moved); C && C->getNumArgs() == 1)
      Moved = withoutImplicit(C->getArg(0));
    const ValueDecl *From = isMove(Moved) ? rootVariable(Moved) : nullptr;
    return From && Handles.contains(From);
  }

  void give(const Expr *To, const Expr *Value) {
    if (const ValueDecl *Root = isHandle(Value) ? rootVariable(To) : nullptr)
      Handles.insert(Root);
  }

  const Expr &Start;
  ArgumentSelector Selector;
  const Boundaries &Where;
  const ModelIndex &Models;
  bool IsFindingHandles = true;
  SmallVector<const Stmt *, 4> Loops;
  SmallVector<const IfStmt *, 4> Ifs;
  DenseMap<const ValueDecl *, const Expr *> RangeOf;
};

/// Follows all paths from the start of a thread.
class PathWalk {
public:
  PathWalk(const CFG &Graph, const Expr &Start, const HandleFinder &Found, const Variables &Objects,
           bool UsesThis, bool DestructorJoins, bool EachIsOther)
      : Graph(Graph), Start(Start), Found(Found), Objects(Objects), UsesThis(UsesThis),
        DestructorJoins(DestructorJoins), EachIsOther(EachIsOther) {
    // The start names its objects itself.
    struct Names : RecursiveASTVisitor<Names> {
      DenseSet<const Stmt *> &Into;
      explicit Names(DenseSet<const Stmt *> &Into) : Into(Into) {}
      bool VisitExpr(Expr *E) {
        Into.insert(E);
        return true;
      }
    };
    Names(InStart).TraverseStmt(const_cast<Expr *>(&Start));
  }

  bool allJoined() {
    for (const CFGBlock *Block : Graph)
      for (unsigned I = 0; I < Block->size(); ++I)
        if (auto S = (*Block)[I].getAs<CFGStmt>(); S && S->getStmt() == &Start)
          return walk(Block, I + 1);
    return false;
  }

private:
  enum Step { GoOn, Joined, Broken };

  Step look(const CFGElement &E) const {
    if (auto D = E.getAs<CFGAutomaticObjDtor>())
      return DestructorJoins && Found.Handles.contains(D->getVarDecl()) ? Joined : GoOn;
    auto S = E.getAs<CFGStmt>();
    if (!S)
      return GoOn;
    const Stmt *Statement = S->getStmt();
    if (Found.Waits.contains(Statement))
      return Joined;
    if (Statement == &Start) // again: two threads share the objects, unless each has its own
      return EachIsOther ? Joined : Broken;
    if (InStart.contains(Statement))
      return GoOn;
    if (const auto *Call = dyn_cast<CallExpr>(Statement); Call && letsGo(*Call))
      return Broken;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(Statement))
      return Objects.contains(Ref->getDecl()) ? Broken : GoOn;
    if (isa<CXXThisExpr>(Statement) && UsesThis)
      return Broken;
    return GoOn;
  }

  /// Whether \p Call gives a handle up: detaches it, or assigns another thread to it.
  bool letsGo(const CallExpr &Call) const {
    const FunctionDecl *F = Call.getDirectCallee();
    const Expr *Handle = objectOf(Call);
    if (const auto *O = dyn_cast<CXXOperatorCallExpr>(&Call)) {
      if (O->getOperator() != OO_Equal || O->getNumArgs() != 2)
        return false;
      Handle = O->getArg(0);
    } else {
      if (!F || !F->getIdentifier() || !F->getName().ends_with("detach"))
        return false;
      if (!Handle && Call.getNumArgs())
        Handle = Call.getArg(0);
    }
    const ValueDecl *Root = Handle ? rootVariable(Handle) : nullptr;
    return Root && Found.Handles.contains(Root) && !contains(Call, Start) &&
           !Found.Given.contains(&Call);
  }

  /// Whether \p Inner is a part of \p Outer.
  static bool contains(const Stmt &Outer, const Stmt &Inner) {
    return &Outer == &Inner || any_of(Outer.children(), [&](const Stmt *Child) {
      return Child && contains(*Child, Inner);
    });
  }

  /// Whether \p Condition asks what the start returned.
  bool isOutcome(const Stmt *Condition) const {
    const auto *E = dyn_cast_or_null<Expr>(Condition);
    if (!E || !isa<CallExpr>(Start))
      return false;
    E = withoutPassing(E);
    if (const auto *U = dyn_cast<UnaryOperator>(E); U && U->getOpcode() == UO_LNot)
      E = withoutPassing(U->getSubExpr());
    if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->isComparisonOp())
      E = withoutPassing(B->getLHS());
    if (const auto *B = dyn_cast<BinaryOperator>(E); B && B->getOpcode() == BO_Assign)
      E = withoutPassing(B->getRHS());
    if (const auto *Ref = dyn_cast<DeclRefExpr>(E))
      if (const auto *V = dyn_cast<VarDecl>(Ref->getDecl()); V && V->getInit())
        E = withoutPassing(V->getInit());
    return E == &Start;
  }

  bool walk(const CFGBlock *From, unsigned Index) {
    std::vector<std::pair<const CFGBlock *, unsigned>> Work{{From, Index}};
    DenseSet<const CFGBlock *> Seen;
    while (!Work.empty()) {
      auto [Block, At] = Work.back();
      Work.pop_back();
      Step S = GoOn;
      for (; At < Block->size() && S == GoOn; ++At)
        S = look((*Block)[At]);
      if (S == Broken || (S == GoOn && Block == &Graph.getExit()))
        return false;
      if (S == Joined || Block->hasNoReturnElement())
        continue;
      if (Block == From && isOutcome(Block->getTerminatorCondition())) {
        // One of the two outcomes of the call has started nothing.
        return any_of(Block->succs(), [&](const CFGBlock *Next) { return Next && walk(Next, 0); });
      }
      for (const CFGBlock *Next : Block->succs())
        if (Next && Seen.insert(Next).second)
          Work.push_back({Next, 0});
    }
    return true;
  }

  const CFG &Graph;
  const Expr &Start;
  const HandleFinder &Found;
  const Variables &Objects;
  bool UsesThis, DestructorJoins;
  bool EachIsOther; ///< each start is given objects of its own
  DenseSet<const Stmt *> InStart;
};

} // namespace

bool Joins::isOrdered(const FunctionDecl &F, const CFG &Graph, const Expr &Start,
                      const CallBoundary &B, ArrayRef<const ValueDecl *> Given,
                      bool EachIsOther) const {
  if (!B.Handle || !F.getBody())
    return false;
  HandleFinder Found(Start, B, Where, Models);
  Found.find(F);
  if (Found.EndsAtOnce)
    return true;
  if (Found.Handles.empty())
    return false;
  Variables Objects;
  bool UsesThis = false;
  bool DestructorJoins = false;
  for (const ValueDecl *O : Given) {
    UsesThis |= !O;
    if (O)
      Objects.insert(O);
  }
  for (const ValueDecl *H : Found.Handles) {
    // A handle that outlives the function is not joined by it.
    const auto *V = dyn_cast<VarDecl>(H);
    DestructorJoins |= V && V->hasLocalStorage() && joinsWhenDestroyed(H->getType(), Models);
  }
  return PathWalk(Graph, Start, Found, Objects, UsesThis, DestructorJoins, EachIsOther).allJoined();
}

} // namespace ambit
