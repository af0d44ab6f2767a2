//===- Contents.cpp -------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyses/Contents.h"
#include "analyses/ContentScope.h"
#include "analyses/UnitIndex.h"
#include "program/Flow.h"
#include "clang/AST/ASTContext.h"

using namespace clang;
using namespace llvm;

namespace ambit {

namespace {

class ContentDomain {
public:
  using State = ContentState;

  ContentDomain(const FunctionDecl &F, const CFG &Graph, const TypeFacts &Facts, Roots Relevant)
      : Facts(Facts), Ctx(F.getASTContext()), Relevant(std::move(Relevant)),
        MaxObjects(std::clamp<size_t>(MaxEntries / Graph.size(), 16, 256)) {
    Outer = outerCalls(*F.getBody());
  }

  State entry() const { return {}; }

  void transfer(const CFGElement &E, State &S) const {
    std::optional<CFGStmt> Statement = E.getAs<CFGStmt>();
    if (!Statement)
      return;
    transfer(Statement->getStmt(), S);
    if (Outer.contains(Statement->getStmt()))
      consume(Statement->getStmt(), S);
  }

  bool join(State &Into, const State &From) const {
    bool Changed = false;
    for (auto It = Into.begin(); It != Into.end();) {
      const Content &C = *It->second;
      auto Other = From.find(It->first);
      if (Other != From.end() && Other->second == It->second) {
        ++It;
        continue;
      }
      if (Other == From.end() && C.Items.empty()) {
        // Empty here, and there what the type says: the type tells.
        It = Into.erase(It);
        Changed = true;
        continue;
      }
      Content Joined = C;
      Joined.IsComplete = C.IsComplete && Other != From.end() && Other->second->IsComplete;
      bool Differs = Joined.IsComplete != C.IsComplete;
      if (Other != From.end())
        Differs |= merge(Joined.Items, Other->second->Items);
      if (Differs)
        It->second = std::make_shared<const Content>(std::move(Joined));
      Changed |= Differs;
      ++It;
    }
    for (const auto &[Path, Other] : From) {
      if (Other->Items.empty() || Into.count(Path))
        continue;
      Content C = *Other;
      C.IsComplete = false;
      Into.emplace(Path, std::make_shared<const Content>(std::move(C)));
      Changed = true;
    }
    return Changed;
  }

private:
  static constexpr size_t MaxItems = 16;
  /// Of more objects than this at a time only the types tell: a state is copied and joined
  /// at every block, and shall not make a function's cost grow with its square.
  static constexpr size_t MaxEntries = 200000;

  static bool merge(Cargos &Into, const Cargos &From) {
    bool Changed = false;
    for (const Cargo &C : From) {
      bool Known = any_of(Into, [&](const Cargo &K) {
        return K.Origin == C.Origin && K.SendNode.key() == C.SendNode.key() && K.Name == C.Name;
      });
      if (Known || Into.size() >= MaxItems)
        continue;
      Into.push_back(C);
      Changed = true;
    }
    return Changed;
  }

  bool isRelevant(const AccessPath &P) const { return Relevant.contains(P.Root); }

  std::optional<AccessPath> relevantPath(const Expr *E) const {
    std::optional<AccessPath> P = accessPathOf(E, Ctx);
    if (P && !isRelevant(*P))
      P.reset();
    return P;
  }

  /// Nothing is known any more of the object at \p P and its parts.
  static void forget(const AccessPath &P, State &S) {
    auto It = S.lower_bound(P);
    while (It != S.end() && P.isPrefixOf(It->first))
      It = S.erase(It);
  }

  /// Of the objects that \p P is a part of, it is no longer known that they are empty.
  static void refill(const AccessPath &P, State &S) {
    AccessPath Outer = P;
    while (!Outer.Steps.empty()) {
      Outer.Steps.pop_back();
      if (auto It = S.find(Outer); It != S.end() && It->second->Items.empty())
        S.erase(It);
    }
  }

  void makeEmpty(const AccessPath &P, State &S) const {
    forget(P, S);
    S[P] = std::make_shared<const Content>();
  }

  void assign(const AccessPath &P, const Expr *Value, State &S, bool IsInit = false) const {
    if (P.Steps.size() > 6 || S.size() > MaxObjects) {
      forget(P, S);
      return;
    }
    // Parts of the old value may be in the new one (x = move(x.next)).
    Content C;
    ContentState Parts;
    const Expr *From = withoutPassing(Value);
    if (const auto *M = dyn_cast<CXXConstructExpr>(From);
        M && M->getConstructor()->isCopyOrMoveConstructor() && M->getNumArgs() >= 1)
      From = withoutPassing(M->getArg(0));
    if (const auto *L = dyn_cast<CompoundLiteralExpr>(From))
      From = withoutPassing(L->getInitializer());
    if (const auto *L = dyn_cast<InitListExpr>(From); L && assignParts(P, *L, S))
      return;
    if (const auto *D = dyn_cast<CXXConstructExpr>(From);
        D && D->getConstructor()->isDefaultConstructor() && assignDefaults(P, *D, S)) {
      return;
    }
    if (std::optional<AccessPath> Source = accessPathOf(From, Ctx)) {
      for (auto It = S.upper_bound(*Source); It != S.end() && Source->isPrefixOf(It->first); ++It) {
        AccessPath Copy = P;
        Copy.Steps.append(It->first.Steps.begin() + Source->Steps.size(), It->first.Steps.end());
        Parts.emplace(std::move(Copy), It->second);
      }
    }
    CargoFinder Finder(Facts, &S);
    C.Items = Finder.ofValue(Value);
    if (C.Items.size() > MaxItems)
      C.Items.resize(MaxItems);
    forget(P, S);
    if (!IsInit)
      refill(P, S);
    if (!Parts.empty())
      S.insert(Parts.begin(), Parts.end());
    else
      S[P] = std::make_shared<const Content>(std::move(C));
  }

  /// Takes a list's values apart by member or element. False if it is no plain aggregate.
  bool assignParts(const AccessPath &P, const InitListExpr &Written, State &S) const {
    const InitListExpr &L = *semanticForm(&Written);
    if (L.getType()->isArrayType()) {
      constexpr unsigned MaxElements = 32;
      if (L.getNumInits() > MaxElements || L.hasArrayFiller())
        return false;
      forget(P, S);
      refill(P, S);
      for (unsigned I = 0; I < L.getNumInits(); ++I)
        assign(P.with({PathStep::Element, nullptr, I}), L.getInit(I), S);
      return true;
    }
    const RecordDecl *R = L.getType()->getAsRecordDecl();
    if (!R || !R->getDefinition() || R->isUnion())
      return false;
    R = R->getDefinition();
    if (const auto *Class = dyn_cast<CXXRecordDecl>(R); Class && Class->getNumBases())
      return false;
    forget(P, S);
    refill(P, S);
    unsigned I = 0;
    for (const FieldDecl *F : R->fields()) {
      if (F->isUnnamedBitField())
        continue;
      if (I >= L.getNumInits())
        break;
      assign(P.with({PathStep::Field, F}), L.getInit(I++), S);
    }
    return true;
  }

  /// A default constructor that is not written leaves what the default member
  /// initialisers say, null pointers among it.
  bool assignDefaults(const AccessPath &P, const CXXConstructExpr &C, State &S) const {
    const CXXRecordDecl *R = C.getConstructor()->getParent();
    if (C.getConstructor()->isUserProvided() || !R->hasDefinition() || R->getNumBases())
      return false;
    forget(P, S);
    refill(P, S);
    for (const FieldDecl *F : R->fields())
      if (const Expr *Init = F->getInClassInitializer(); Init && F->getType()->isPointerType())
        assign(P.with({PathStep::Field, F}), Init, S);
    return true;
  }

  void transfer(const Stmt *Statement, State &S) const {
    if (const auto *D = dyn_cast<DeclStmt>(Statement)) {
      for (const Decl *One : D->decls())
        if (const auto *V = dyn_cast<VarDecl>(One);
            V && V->getInit() && Relevant.contains(V) && !V->getType()->isReferenceType()) {
          AccessPath P;
          P.Root = V;
          assign(P, V->getInit(), S, /*IsInit=*/true);
        }
      consume(Statement, S);
      return;
    }
    if (const auto *B = dyn_cast<BinaryOperator>(Statement)) {
      if (B->isAssignmentOp())
        if (std::optional<AccessPath> P = relevantPath(B->getLHS())) {
          if (B->getOpcode() == BO_Assign)
            assign(*P, B->getRHS(), S);
          else
            forget(*P, S);
        }
      return;
    }
    if (const auto *C = dyn_cast<CXXConstructExpr>(Statement)) {
      arguments(*C, C->getConstructor(), S);
      return;
    }
    if (const auto *C = dyn_cast<CallExpr>(Statement)) {
      if (const auto *O = dyn_cast<CXXOperatorCallExpr>(C);
          O && O->getOperator() == OO_Equal && O->getNumArgs() == 2) {
        if (std::optional<AccessPath> P = relevantPath(O->getArg(0)))
          assign(*P, O->getArg(1), S);
        return;
      }
      if (const Expr *Object = objectOf(*C))
        method(*C, Object, S);
      arguments(*C, C->getDirectCallee(), S);
    }
  }

  /// What was moved out in \p Done is empty afterwards.
  void consume(const Stmt *Done, State &S) const {
    // `x = f(std::move(x))` gives x a value again.
    std::optional<AccessPath> Assigned;
    if (const auto *O = dyn_cast<CXXOperatorCallExpr>(Done); O && O->getOperator() == OO_Equal)
      Assigned = relevantPath(O->getArg(0));
    // A move that only copies leaves everything where it was.
    auto IsEmptied = [&](QualType T) {
      return T->isRecordType() && !T.isTriviallyCopyableType(Ctx);
    };
    for (const Expr *E : movesIn(*Done))
      if (IsEmptied(withoutPassing(E)->getType()))
        if (std::optional<AccessPath> P = relevantPath(E); P && P != Assigned)
          makeEmpty(*P, S);
  }

  void arguments(const Expr &Call, const FunctionDecl *Callee, State &S) const {
    if (isa<CallExpr>(Call) && (argumentOfStd(&Call, {"move", "forward", "as_const", "ref", "cref",
                                                      "addressof", "get", "move_if_noexcept"})))
      return; // names its argument, no more
    ArrayRef<const Expr *> Arguments = argumentsOf(Call);
    for (unsigned I = 0; I < Arguments.size(); ++I) {
      const Expr *A = Arguments[I];
      QualType Parameter =
          Callee && I < Callee->getNumParams() ? Callee->getParamDecl(I)->getType() : A->getType();
      if (isMove(A))
        continue; // when the whole expression is done
      // Through a pointer or reference that is not const, the callee may do anything.
      QualType Pointee = Parameter->getPointeeType();
      if (Pointee.isNull() || Pointee.isConstQualified() || Pointee->isFunctionType())
        continue;
      const Expr *Object = withoutPassing(A);
      if (const auto *U = dyn_cast<UnaryOperator>(Object); U && U->getOpcode() == UO_AddrOf)
        Object = U->getSubExpr();
      else if (!Parameter->isReferenceType() && !Object->getType()->isArrayType())
        continue; // the pointer itself stays as it is
      std::optional<AccessPath> P = relevantPath(Object);
      if (!P)
        continue;
      if (Callee && Callee->getIdentifier() && Callee->getName() == "memset" && I == 0)
        makeEmpty(*P, S);
      else
        forget(*P, S);
    }
  }

  /// An erased object that `emplace<T>` made anew holds a T.
  void makeAnew(const AccessPath &P, const CallExpr &Call, State &S) const {
    forget(P, S);
    QualType T = madeType(Call);
    if (T.isNull())
      return;
    CargoFinder Finder(Facts, &S);
    S[P] = std::make_shared<const Content>(Content{Finder.ofType(&Call, T)});
  }

  void method(const CallExpr &Call, const Expr *Object, State &S) const {
    std::optional<AccessPath> P = relevantPath(Object);
    const auto *M = dyn_cast_or_null<CXXMethodDecl>(Call.getCalleeDecl());
    if (!P || !M || M->isConst())
      return;
    if (Object->getType()->isPointerType())
      P->Steps.push_back({PathStep::Pointee});
    StringRef Name = M->getIdentifier() ? M->getName() : "";
    bool IsStd = M->getParent()->isInStdNamespace();
    ArrayRef<const Expr *> Arguments = argumentsOf(Call);
    unsigned Given = count_if(Arguments, [](const Expr *A) { return !isa<CXXDefaultArgExpr>(A); });
    if (IsStd && Given == 0 && (Name == "reset" || Name == "clear" || Name == "release"))
      return makeEmpty(*P, S);
    ModelHit<TypeModel> Model = Facts.rules().models().type(*M->getParent());
    if (Model && Model.What->Erased) {
      if (Name == "emplace")
        makeAnew(*P, Call, S);
      else if (Name == "swap" || Name == "assign")
        forget(*P, S);
      return; // a call of what is inside changes nothing about what it is
    }
    // operator-> and the like give access; other methods may fill.
    if (M->isOverloadedOperator() || Name == "get" || Name == "value" || Name == "begin" ||
        Name == "end")
      return;
    forget(*P, S);
  }

  const TypeFacts &Facts;
  const ASTContext &Ctx;
  Roots Relevant;
  DenseSet<const Stmt *> Outer;
  size_t MaxObjects;
};

} // namespace

namespace {

/// The domain as the solver wants it: by block.
struct BlockwiseContent {
  using State = ContentState;
  BlockwiseContent(const CFGGraph &Graph, ContentDomain &Domain) : Graph(Graph), Domain(Domain) {}

  State entry() { return Domain.entry(); }
  void transfer(unsigned Block, State &S) {
    for (const CFGElement &E : Graph.block(Block))
      Domain.transfer(E, S);
  }
  bool follow(unsigned, unsigned, State &) { return true; }
  bool join(State &Into, const State &From) { return Domain.join(Into, From); }

  const CFGGraph &Graph;
  ContentDomain &Domain;
};

} // namespace

Contents::Contents(const FunctionDecl &F, const CFG &Graph, const TypeFacts &Facts,
                   ArrayRef<const Expr *> Wanted, const Roots &Also) {
  ContentDomain Domain(F, Graph, Facts, relevantRoots(Graph, Wanted, Also));
  CFGGraph Blocks(Graph);
  BlockwiseContent Blockwise(Blocks, Domain);
  auto AtStart = solveForward(Blocks, Blockwise);
  if (AtStart.empty())
    return; // the types alone tell then
  DenseSet<const Stmt *> IsWanted(Wanted.begin(), Wanted.end());
  for (const CFGBlock *Block : Graph) {
    if (!AtStart[Block->getBlockID()])
      continue;
    ContentState S = *AtStart[Block->getBlockID()];
    for (const CFGElement &E : *Block) {
      if (std::optional<CFGStmt> Statement = E.getAs<CFGStmt>();
          Statement && IsWanted.contains(Statement->getStmt()))
        States[cast<Expr>(Statement->getStmt())] = S;
      Domain.transfer(E, S);
    }
  }
}

const ContentState *Contents::before(const Expr *Call) const {
  auto It = States.find(Call);
  return It == States.end() ? nullptr : &It->second;
}

} // namespace ambit
