//===- SectionFix.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyses/SectionFix.h"
#include "analyses/Unit.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using namespace llvm;

namespace ambit {
namespace {

/// A statement of a block.
struct BlockStatement {
  const Stmt *S = nullptr;
  const CompoundStmt *In = nullptr;
};

/// The innermost statement of a block in \p Body that covers \p At.
BlockStatement statementAt(const Stmt *Body, SourceLocation At, const SourceManager &Sources) {
  BlockStatement Best;
  SmallVector<const Stmt *, 32> Work{Body};
  SourceLocation Where = Sources.getExpansionLoc(At);
  auto Covers = [&](const Stmt *S) {
    SourceLocation Begin = Sources.getExpansionLoc(S->getBeginLoc());
    SourceLocation End = Sources.getExpansionRange(S->getEndLoc()).getEnd();
    return !Sources.isBeforeInTranslationUnit(Where, Begin) &&
           !Sources.isBeforeInTranslationUnit(End, Where);
  };
  while (!Work.empty()) {
    const Stmt *S = Work.pop_back_val();
    if (!S || !Covers(S))
      continue;
    const auto *Block = dyn_cast<CompoundStmt>(S);
    if (!Block) {
      append_range(Work, S->children());
      continue;
    }
    // The statements of a block are in order.
    const Stmt *const *Child =
        std::partition_point(Block->body_begin(), Block->body_end(), [&](const Stmt *Before) {
          return Sources.isBeforeInTranslationUnit(
              Sources.getExpansionRange(Before->getEndLoc()).getEnd(), Where);
        });
    if (Child != Block->body_end() && Covers(*Child)) {
      Best = {*Child, Block};
      Work.push_back(*Child);
    }
  }
  return Best;
}

} // namespace

class SectionWrapper::Impl {
public:
  Impl(Unit &U, UnitProgram &P)
      : P(P), Sources(U.context().getSourceManager()), Options(U.context().getLangOpts()) {}

  void run(const Conflict &C, Finding &F) {
    const Node &At = P.solved().solution().nodes()[C.First.At];
    const FunctionDecl *Function = &P.declaration(At.Function);
    const Stmt *Body = Function->getBody();
    SourceLocation Access = P.location(C.First.What->At);
    if (!Body || Access.isMacroID())
      return;
    BlockStatement Wrapped = statementAt(Body, Access, Sources);
    // A declaration's name, a condition's branches and a way out would change meaning.
    if (!Wrapped.S || !isa<Expr>(Wrapped.S) || Wrapped.S->getBeginLoc().isMacroID())
      return;
    std::optional<Section> Used = sectionFor(C, At);
    if (!Used)
      return;
    SourceLocation End = Lexer::findLocationAfterToken(
        Sources.getExpansionRange(Wrapped.S->getEndLoc()).getEnd(), tok::semi, Sources, Options,
        /*SkipTrailingWhitespaceAndNewLine=*/false);
    if (End.isInvalid())
      return;
    std::string Indent = indentOf(Wrapped.S->getBeginLoc());
    std::string Inner = Indent + (Indent.find('\t') != std::string::npos ? "\t" : "    ");
    std::string Before = "{\n" + Inner + Used->Enter + "\n" + Inner;
    std::string After = Used->Leave.empty() ? "" : "\n" + Inner + Used->Leave;
    After += "\n" + Indent + "}";
    SourceLocation Begin = Wrapped.S->getBeginLoc();
    F.Fixes.push_back({CharSourceRange::getCharRange(Begin, Begin), Before});
    F.Fixes.push_back({CharSourceRange::getCharRange(End, End), After});
  }

private:
  struct Section {
    std::string Enter, Leave;
  };

  std::string indentOf(SourceLocation At) const {
    std::pair<FileID, unsigned> Place = Sources.getDecomposedLoc(At);
    StringRef Text = Sources.getBufferData(Place.first);
    size_t Line = Text.rfind('\n', Place.second);
    Line = Line == StringRef::npos ? 0 : Line + 1;
    return Text.slice(Line, Place.second)
        .take_while([](char C) { return C == ' ' || C == '\t'; })
        .str();
  }

  std::string textOf(const Stmt *S) const {
    SourceLocation Begin = S->getBeginLoc();
    SourceLocation Last = Sources.getExpansionRange(S->getEndLoc()).getEnd();
    Begin = Sources.getExpansionLoc(Begin);
    std::string Text =
        Lexer::getSourceText(CharSourceRange::getTokenRange(Begin, Last), Sources, Options).str();
    if (!Text.empty() && Text.back() != ';')
      Text += ';';
    return Text.find('\n') == std::string::npos ? Text : std::string();
  }

  /// The section around another access to the object, as the source writes it.
  std::optional<Section> sectionFor(const Conflict &C, const Node &At) {
    const Solution &S = P.solved().solution();
    PathTable &Paths = P.solved().graph().Paths;
    collect();
    unsigned Tried = 0;
    constexpr unsigned MaxTried = 64;
    for (const auto &[Id, Accessed] : ByObject[C.First.Object]) {
      if (++Tried > MaxTried)
        return std::nullopt;
      const Node &N = S.nodes()[Id];
      const Access &A = *Accessed;
      {
        if (&A == C.First.What)
          continue;
        for (const Held &H : A.State->Holds) {
          Held Absolute = S.absolute(H, N);
          PathKind Root = Paths.rootOf(H.Lock).Kind;
          bool IsVisible =
              Root == PathKind::Machine || Root == PathKind::Global ||
              (Paths.parameterOf(H.Lock) == 0 && isOfOneClass(N.Function, At.Function));
          if (!IsVisible || !suffices(Absolute, C))
            continue;
          if (std::optional<Section> Found = sectionIn(N.Function, H, A.At))
            return Found;
        }
      }
    }
    return std::nullopt;
  }

  /// The accesses inside sections, by object. The handler's own form may be another.
  void collect() {
    if (IsCollected)
      return;
    IsCollected = true;
    const Solution &S = P.solved().solution();
    for (NodeId Id = 0; Id < S.nodes().size(); ++Id) {
      const Node &N = S.nodes()[Id];
      if (S.contexts()[N.Runs].What == Context::Isr)
        continue;
      for (const Access &A : P.solved().graph().Functions[N.Function].Accesses)
        if (!A.State->Holds.empty())
          if (PathId Object = S.absolute(A.Object, N))
            ByObject[Object].push_back({Id, &A});
    }
  }

  bool isOfOneClass(FunctionId A, FunctionId B) const {
    return P.declaration(A).getDeclContext()->getRedeclContext()->getPrimaryContext() ==
           P.declaration(B).getDeclContext()->getRedeclContext()->getPrimaryContext();
  }

  bool suffices(const Held &H, const Conflict &C) const {
    if (C.Declared && C.Declared->Lock)
      return P.solved().solution().absolute(C.Declared->Lock,
                                            P.solved().solution().nodes()[C.First.At]) == H.Lock;
    if (!C.Second)
      return isMask(H.Kind);
    const Solution &S = P.solved().solution();
    const Context &Mine = S.contexts()[S.nodes()[C.First.At].Runs];
    const Context &Other = S.contexts()[S.nodes()[C.Second->At].Runs];
    LockSet Holds{H};
    if (C.IsParallel)
      return excludesParallel(Holds, C.Second->Holds, P.solved().graph().Paths);
    return excludesPreemption(Mine, Holds, Other, C.Second->Holds, P.solved().graph().Paths);
  }

  std::optional<Section> sectionIn(FunctionId F, const Held &H, PlaceId Inside) const {
    const LoweredFunction &Body = P.solved().functions()[F];
    const Stmt *Root = P.declaration(F).getBody();
    SourceLocation Access = Sources.getExpansionLoc(P.location(Inside));
    // The last entry before the access, and the first way out after it.
    const LockEvent *Enter = nullptr, *Leave = nullptr;
    for (const LockEvent &E : Body.Locks) {
      SourceLocation At = P.location(E.At);
      bool IsLock =
          E.Lock.Lock == H.Lock || any_of(E.Locks, [&](const Held &L) { return L.Lock == H.Lock; });
      if (!IsLock || At.isInvalid())
        continue;
      if (Sources.isBeforeInTranslationUnit(Sources.getExpansionLoc(At), Access)) {
        if (E.What == LockEvent::Acquire || E.What == LockEvent::Guard)
          Enter = &E;
      } else if (E.What == LockEvent::Release && !Leave) {
        Leave = &E;
      }
    }
    if (!Enter)
      return std::nullopt;
    Section Found;
    BlockStatement Entry = statementAt(Root, P.location(Enter->At), Sources);
    if (!Entry.S || !isa<Expr, DeclStmt>(Entry.S))
      return std::nullopt;
    Found.Enter = textOf(Entry.S);
    if (Found.Enter.empty())
      return std::nullopt;
    if (Enter->What == LockEvent::Guard)
      return isa<DeclStmt>(Entry.S) ? std::optional(Found) : std::nullopt;
    // An assigned token was declared before; here it is declared.
    if (const auto *B = dyn_cast<BinaryOperator>(Entry.S))
      Found.Enter = B->getLHS()->getType().getAsString() + " " + Found.Enter;
    if (!Leave)
      return std::nullopt;
    BlockStatement Exit = statementAt(Root, P.location(Leave->At), Sources);
    if (!Exit.S || !isa<Expr>(Exit.S))
      return std::nullopt;
    Found.Leave = textOf(Exit.S);
    if (!Found.Leave.empty())
      return Found;
    return std::nullopt;
  }

  UnitProgram &P;
  const SourceManager &Sources;
  const LangOptions &Options;
  DenseMap<PathId, SmallVector<std::pair<NodeId, const Access *>, 2>> ByObject;
  bool IsCollected = false;
};

SectionWrapper::SectionWrapper(Unit &U, UnitProgram &P) : I(std::make_unique<Impl>(U, P)) {}
SectionWrapper::~SectionWrapper() = default;

void SectionWrapper::addFix(const Conflict &C, Finding &F) { I->run(C, F); }

} // namespace ambit
