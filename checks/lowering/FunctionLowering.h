//===- FunctionLowering.h ---------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lowers one function: walks the elements of its CFG in order of evaluation and
// writes down the events. The members are in a file for each concern: Function-,
// Binding-, Condition-, Access-, Call-, Lock-, Core-, Phase- and LibraryLowering.cpp,
// and GuardedViews.cpp. One class, since all of them write the same lists.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_LOWERING_FUNCTIONLOWERING_H
#define AMBIT_LOWERING_FUNCTIONLOWERING_H

#include "lowering/Lowering.h"
#include "clang/Analysis/CFG.h"
#include "llvm/ADT/DenseSet.h"

namespace ambit {

class FunctionLowering {
public:
  FunctionLowering(Lowering &Unit, const clang::FunctionDecl &F, FunctionId Id);
  void run();

private:
  struct AccessKind {
    bool IsRead = false;
    bool IsWrite = false;
    bool IsAtomic = false;
  };
  static constexpr AccessKind Reads{true, false, false};
  static constexpr AccessKind Writes{false, true, false};
  static constexpr AccessKind Updates{true, true, false};

  Function &into() { return L.Graph.Functions[Id]; }
  PlaceId place(const clang::Expr *E);
  LoweredFunction &out() { return L.Functions[Id]; }
  void emit(Event::Kind K, size_t Index) {
    out().Events.push_back({K, static_cast<uint32_t>(Index)});
  }

  // Control flow
  void findCycles(const clang::CFG &Graph);
  void findBindings(const clang::CFG &Graph);
  void findSpawned(const clang::CallExpr *C);
  void lowerBlock(const clang::CFGBlock &B, Block &Into);
  void endVariable(const clang::VarDecl &V, const clang::CXXDestructorDecl *Destructor,
                   clang::SourceLocation At);
  void endLoopsBefore(const clang::CFGBlock &B);
  void findRounds();
  /// How often the loop around the call \p E goes round, if that is constant.
  std::optional<int64_t> roundsAround(const clang::Expr &E) {
    if (!HasRounds)
      findRounds();
    auto It = Rounds.find(&E);
    return It == Rounds.end() ? std::nullopt : std::optional(It->second);
  }
  void joinsIn(const clang::Stmt *Loop, llvm::SmallVectorImpl<uint32_t> &Into);
  void lowerEdges(const clang::CFGBlock &B, Block &Into);
  Condition caseOf(const clang::SwitchStmt &S, PathId Key, bool HasZero, const clang::CFGBlock &To);
  Condition conditionOf(const clang::Expr *E, unsigned Depth = 0);
  void noteComparison(const clang::Expr &E, PathId Key);
  Condition masked(const clang::Expr *E);
  PathId valueKey(const clang::Expr *E);
  void element(const clang::CFGElement &E);
  void statement(const clang::Stmt *S);
  void declaration(const clang::DeclStmt *S);
  void initializer(const clang::CXXCtorInitializer &I);
  void accessInitialized(const clang::CXXCtorInitializer &I, PathId Member);
  void returned(const clang::ReturnStmt *R);
  void assembly(const clang::GCCAsmStmt *A);

  // Accesses
  void access(const clang::Expr *E, AccessKind How);
  void accessObject(PathId Object, const clang::Expr *E, AccessKind How);
  void addProtections(const clang::Expr *E, Access &A);
  void addProtection(const clang::NamedDecl &D, PathId Base, Access &A);
  bool mayBeShared(PathId P) const;
  void noteLocal(PathId Object);
  void assign(const clang::Expr *To, const clang::Expr *From);
  void assign(PathId To, const clang::Expr *From, clang::QualType T);
  void assignNonZero(PathId To);
  void keepPart(const clang::Expr *E, PathId Key);

  // Cores (CoreLowering.cpp)
  struct CoreSource {
    bool IsFresh = false; ///< read in place
    StaleValue::Kind Is = StaleValue::Number;
    PathId From = 0; ///< the variable it depends on
    clang::SourceLocation At;
    explicit operator bool() const { return IsFresh || From; }
  };
  CoreEvent &core(CoreEvent::Kind What, PlaceId At);
  void addCoreUse(CoreUse::Kind What, const TypeAnnotation &Bound, const clang::NamedDecl *Name,
                  PathId Object, PlaceId At);
  TypeAnnotation coreOfType(clang::QualType T) const;
  TypeAnnotation coreOfParts(clang::QualType T, bool IsOwner = false) const;
  void touch(const clang::Expr *Object);
  void makeObject(clang::QualType T, const clang::NamedDecl *Name, PathId Object, PlaceId At);
  void touchInCall(const clang::FunctionDecl &Callee, const clang::Expr &Call, bool HasBody,
                   bool IsBoundary);
  void libraryObject(const clang::FunctionDecl &Callee, const clang::Expr &Call);
  void registerObjects(llvm::ArrayRef<const clang::Expr *> Arguments, PlaceId Call);
  /// What a model says that the result of \p Call tells, or a macro that \p E comes from.
  llvm::StringRef toldByCall(const clang::CallExpr &Call) const;
  llvm::StringRef toldBy(const clang::Expr *E) const;
  CoreSource coreSource(const clang::Expr *E, unsigned Depth) const;
  CoreSource coreSourceOfPlace(const clang::Expr *E, unsigned Depth) const;
  void bindCore(const clang::VarDecl &V, const clang::Expr *Init);
  void readCoreVariable(const clang::Expr *E);
  void bindCoreMember(const clang::Expr *Member, const clang::Expr *Value);
  void bindCoreMembers(const clang::VarDecl &V, const clang::Expr *Init);
  void sendAddress(const clang::NamedDecl &Of, clang::SourceLocation At,
                   clang::SourceLocation ReadAt, PlaceId Call);
  void sendArgument(const clang::Expr *Argument, PlaceId Call);
  void sendCaptures(const clang::Expr *Argument, PlaceId Call);
  void readCore(const clang::Stmt *S);
  void findSecondReadings(const clang::Stmt *Body);
  std::optional<int64_t> pinnedTo(const FunctionModel &M, const clang::ValueDecl &Callee,
                                  llvm::ArrayRef<const clang::Expr *> Arguments) const;
  bool isCoreOfNobody(const Crossing &X, llvm::ArrayRef<const clang::Expr *> Arguments) const;
  bool isKnownNumber(const NumberModel &N, llvm::ArrayRef<const clang::Expr *> Arguments) const;
  void pin(const FunctionModel &M, const clang::ValueDecl &Callee, const clang::Expr &Call);
  void bindStart(StartId Id, std::optional<int64_t> To);
  void startPinned(PathId Handle);
  void addToCpuSet(const clang::BinaryOperator *B);
  void applyCores(const Effects &E, const clang::ValueDecl &Callee, const clang::Expr &Call);

  // Phases (PhaseLowering.cpp)
  void usePhase(const clang::Expr *E);
  void useInCall(const clang::ValueDecl &Callee, const clang::Expr &Call, bool HasBody);
  void usePhaseOf(clang::QualType T, const clang::NamedDecl *Object, PlaceId At);
  void destroyInPhase(clang::QualType T, const clang::NamedDecl *Object, PlaceId At);
  void phaseUse(const Annotation &Said, const clang::NamedDecl &Bound,
                const clang::NamedDecl *Object, PlaceId At);
  void endPhases(const Effects &E, const clang::ValueDecl &Callee, const clang::Expr &Call);

  // What a coroutine decides by shared state (DecisionLowering.cpp)
  void findDecisions(const clang::Stmt *Body);
  void decide(const clang::Stmt *S);

  // Ways into guarded state (GuardedViews.cpp)
  struct Way {
    PathId Lock = 0;
    std::string LockName;
    SymbolId Guarded = 0;
    PathId From = 0; ///< the variable it goes through
    explicit operator bool() const { return Lock || From; }
  };
  Way wayOf(const clang::Expr *E, bool IsReference, unsigned Depth = 0);
  Way wayIntoObject(const clang::Expr *E, unsigned Depth);
  Way guardOf(const clang::NamedDecl &D, PathId Base);
  void view(ViewEvent::Kind What, const Way &W, PathId Var, PlaceId At, SymbolId Target = 0);
  void bindView(const clang::Expr *To, PathId Var, clang::QualType T, const clang::Expr *From);
  void useView(const clang::DeclRefExpr *Ref);
  void copyShared(PathId Var, const clang::Expr *From);
  void deriveShared(const clang::Expr *To, const clang::Expr *From);
  void returnView(const clang::ReturnStmt *R);
  void captureViews(const clang::Expr *Callable);

  // Calls
  void call(const clang::CallExpr *C);
  void construct(const clang::CXXConstructExpr *C);
  void destroy(PathId Object, const clang::CXXDestructorDecl *D, clang::QualType T,
               clang::SourceLocation At);
  void callFunction(const clang::FunctionDecl &F, const clang::Expr &Call, const Bindings &Given);
  bool callMacro(clang::SourceLocation At, const clang::Expr *Result);
  void hazardFrom(const Effects &E, SymbolId Callee, PlaceId At);
  void hazardOfMacro(const Effects &E, llvm::StringRef Name, clang::SourceLocation Expansion,
                     clang::SourceLocation At);
  void callPointer(const clang::CallExpr *C);
  static const clang::NamedDecl *holderOf(const clang::Expr *E);
  void callMember(const clang::DeclaratorDecl &Pointer, const clang::CallExpr &Call,
                  const Bindings &Given);
  bool callAtomic(const clang::CallExpr *C, const clang::FunctionDecl &F);
  void callLibrary(const clang::CallExpr *C, const clang::FunctionDecl &F);
  bool callGuard(const clang::CallExpr *C, const clang::FunctionDecl &F);
  void guardEvent(LockEvent::Kind What, PathId Owner, PlaceId At, PathId Key = 0);
  void moveGuard(PathId To, const clang::Expr *From, PlaceId At);
  void swapGuards(PathId A, PathId B, const clang::Expr &Call, PlaceId At);
  void makeGuard(PathId Owner, clang::QualType T, const clang::CXXConstructorDecl *Constructor,
                 llvm::ArrayRef<const clang::Expr *> Arguments, const clang::Expr &Call);
  void addToGuard(LockEvent &Guard, const clang::Expr *A, unsigned I, clang::QualType T,
                  bool IsAnnotated, const clang::Expr &Call);
  PathId guardNamed(const clang::Expr *E);
  clang::QualType guardKeptBy(clang::QualType T) const;
  bool isOrKeepsGuard(clang::QualType T) const;
  void keepGuard(PathId Holder, clang::QualType T, llvm::ArrayRef<const clang::Expr *> Arguments,
                 const clang::Expr &Call);
  void keepNothing(PathId Holder, PlaceId At);
  void keepValue(PathId Holder, const clang::Expr *Value, PlaceId At);
  void keepParts(const clang::Expr *Whole, llvm::ArrayRef<const clang::Expr *> Parts);
  bool callHolder(const clang::CallExpr *C, const clang::FunctionDecl &F);
  bool callWithGuards(const clang::CallExpr *C, const clang::FunctionDecl &F);
  bool constructHolder(const clang::CXXConstructExpr *C);
  void atomic(const clang::AtomicExpr *A);
  void applyLocks(const Effects &E, const clang::Expr &Call, const Bindings &Given,
                  llvm::ArrayRef<const clang::Expr *> Arguments, const clang::ValueDecl *Callee);
  bool isArgument(llvm::ArrayRef<const clang::Expr *> Arguments, const ArgumentSelector &At,
                  llvm::StringRef Is, const clang::ValueDecl &Callee) const;
  void applyHazards(const Effects &E, const clang::ValueDecl &Callee, clang::SourceLocation At);
  void applyRegistry(const Effects &E, const clang::ValueDecl &Callee, const clang::Expr &Call,
                     const CallBoundary *B);
  void start(const CallBoundary &B, const clang::ValueDecl &Callee, const clang::Expr &Call,
             const Effects &E);
  void beIdle(Start &S);
  std::string nameOfHandle(PathId Handle) const;
  void wake(std::string LineName, PlaceId At, bool IsCalling = false);
  void give(llvm::ArrayRef<ArgumentSelector> Received,
            llvm::ArrayRef<const clang::Expr *> Arguments, const clang::FunctionDecl *Body,
            unsigned At, Bindings &Given);
  void wakeReachable(const Bindings &Given, PlaceId At);
  void wakeAtExit(PlaceId At);
  bool startElement(const clang::CallExpr *C, const clang::FunctionDecl &Callee);
  void callArguments(const clang::FunctionDecl &F, llvm::ArrayRef<const clang::Expr *> Arguments,
                     clang::SourceLocation At, bool IsBodySeen);
  void addCall(const clang::FunctionDecl &F, Bindings Given, clang::SourceLocation At,
               Held Under = {}, const clang::Expr *Made = nullptr);
  Bindings bindings(const clang::FunctionDecl &F, const clang::Expr &Call);
  PathId handleOf(const clang::Expr *E);
  PathId objectAt(const ArgumentSelector &S, const clang::Expr &Call);
  LockEvent &lock(LockEvent::Kind What, PlaceId At);
  void unmask(PlaceId At);
  void hazard(Hazard::Kind What, SymbolId Callee, PlaceId At, std::string Why = {},
              std::string IsrForm = {});
  void storeFunction(const clang::Expr *To, const clang::Expr *From);
  void expose(const clang::FunctionDecl &F);
  void exposeDefault(const clang::Expr *E);
  PathId targetOf(const clang::Expr *Made);

  Lowering &L;
  const clang::FunctionDecl &F;
  FunctionId Id;
  clang::ASTContext &Ctx;
  const clang::SourceManager &Sources;
  PathReader &Reader;
  PathTable &Paths;
  Symbols &Names;
  unsigned WordBits;
  const clang::Expr *Updated = nullptr;   ///< of which the place is asked
  llvm::SmallDenseSet<PathId, 8> Escaped; ///< locals that other functions can reach
  llvm::SmallDenseSet<const clang::VarDecl *, 8> EscapedVariables; ///< the same
  llvm::SmallDenseMap<const clang::Expr *, PathId, 8> Targets;     ///< of a construction or a call
  llvm::DenseSet<const clang::Expr *> Spawned;           ///< calls of coroutines that others resume
  llvm::SmallDenseSet<const clang::Expr *, 8> Written;   ///< not read, though converted
  llvm::SmallDenseSet<const clang::Expr *, 16> Callees;  ///< named to be called
  llvm::SmallDenseMap<FunctionId, StartId, 4> Exposures; ///< by what they expose
  llvm::DenseSet<unsigned> Expansions;                   ///< of modelled macros, already lowered
  llvm::SmallDenseMap<uint64_t, PathId, 4> ConditionKeys; ///< by shape
  /// Of a guard over a lock that has its own code.
  struct LockBodies {
    const clang::CXXMethodDecl *Take;
    const clang::CXXMethodDecl *Unlock;
    PathId Lock;
  };
  llvm::DenseMap<PathId, LockBodies> Bodies;
  llvm::DenseMap<PathId, StaleValue::Kind> CoreVariables; ///< that depend on the core that runs
  /// Members of local objects that hold addresses of this core, and where they got them.
  llvm::MapVector<std::pair<const clang::VarDecl *, PathId>, clang::SourceLocation> CoreMembers;
  llvm::DenseMap<const clang::Stmt *, clang::SourceLocation> SecondReadings;
  llvm::DenseMap<const clang::Expr *, PathId> Deciding; ///< reads that decide, of a coroutine
  llvm::DenseMap<const clang::Expr *, PathId> Decided;  ///< objects changed where they did
  llvm::DenseMap<PathId, llvm::SmallVector<std::optional<int64_t>, 2>> CpuSets;
  /// Of callables that this function registers and nobody can call yet, with the name of each.
  llvm::SmallVector<std::pair<PathId, std::string>, 2> IdleHandles;
  llvm::DenseMap<StartId, unsigned> BlockOfStart;
  llvm::SmallVector<std::pair<StartId, std::optional<int64_t>>, 2> PinnedStarts;
  unsigned CurrentBlock = 0;
  unsigned CoreReadings = 0; ///< calls that tell the core's number
  llvm::DenseMap<PathId, std::optional<int64_t>> PinnedAttributes; ///< of threads to be started
  llvm::SmallDenseMap<const clang::VarDecl *, const clang::Expr *, 8> OnlyValues; ///< of numbers
  llvm::DenseSet<PathId> Copies;        ///< locals that hold what was read of shared objects
  llvm::DenseSet<PathId> ViewVariables; ///< that have been bound to a way in
  std::vector<bool> Cyclic;             ///< blocks that may run again, by number
  bool IsInLoop = false;
  bool HasGivenThis = false; ///< an initialiser of a constructor has: to others, perhaps
  llvm::DenseMap<const clang::Expr *, int64_t> Rounds; ///< once HasRounds
  bool HasRounds = false;
};

/// \p E without what does not change whether it is zero.
const clang::Expr *bareCondition(const clang::Expr *E);

/// The variable or member that \p E names; null if it names none.
const clang::NamedDecl *namedBy(const clang::Expr *E);

/// Whether \p T is std::atomic or its like.
bool isAtomicClass(clang::QualType T);

} // namespace ambit

#endif // AMBIT_LOWERING_FUNCTIONLOWERING_H
