//===- WhyCommand.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `ambit why FUNCTION`: the contexts that a function runs in, each with the shortest way from its
// start to the function.
//
//===----------------------------------------------------------------------===//

#include "driver/Analysis.h"
#include "driver/Commands.h"
#include "driver/ProgramMap.h"
#include "driver/SourceText.h"
#include "model/Spelling.h"
#include "rules/ContextNotes.h"
#include <map>

using namespace llvm;

namespace ambit::driver {
namespace {

cl::SubCommand Why("why", "say in which contexts a function runs, and how each comes to it");
cl::opt<std::string> Name(cl::Positional, cl::Required, cl::desc("<function>"), cl::sub(Why));
AnalysisArguments What(Why);

/// \p Written without its scope, for methods: `uart::Port::send` is `send`.
StringRef lastName(StringRef Written) {
  size_t At = Written.rfind("::");
  return At == StringRef::npos ? Written : Written.substr(At + 2);
}

class Explainer {
public:
  Explainer(const Run &R, raw_ostream &Out)
      : R(R), P(*R.Solved), S(P.solution()), M(mapProgram(R)), Words(P), Sources(R.Root), Out(Out) {
  }

  /// \returns whether there is a function \p Wanted.
  bool explain(StringRef Wanted) {
    bool IsFound = false;
    for (FunctionId F = 0; F < P.graph().Functions.size(); ++F)
      if (P.graph().Functions[F].IsDefined && isCalled(F, Wanted)) {
        if (IsFound)
          Out << '\n';
        IsFound = true;
        one(F);
      }
    return IsFound;
  }

  /// The name nearest to \p Wanted; empty if none is near.
  std::string near(StringRef Wanted) const {
    std::vector<std::string> Names;
    for (const Function &F : P.graph().Functions)
      if (F.IsDefined)
        Names.push_back(P.names().name(F.Name));
    return nearest(Wanted, std::vector<StringRef>(Names.begin(), Names.end())).str();
  }

private:
  bool isCalled(FunctionId F, StringRef Wanted) const {
    SymbolId Symbol = P.graph().Functions[F].Name;
    StringRef Full = Wanted;
    std::string Sentence = P.names().nameInSentence(Symbol);
    return !P.names().isLambda(Symbol) && (P.names().name(Symbol) == lastName(Full)) &&
           (lastName(Full) == Full || !StringRef(Sentence).contains("::") ||
            StringRef(Sentence).ends_with(Full));
  }

  unsigned length(NodeId N) const {
    unsigned Steps = 0;
    for (; S.nodes()[N].Caller != NoNode; N = S.nodes()[N].Caller)
      ++Steps;
    return Steps;
  }

  void one(FunctionId F) {
    std::map<uint32_t, NodeId> Shortest; ///< by runner
    for (NodeId N = 0; N < S.nodes().size(); ++N) {
      if (S.nodes()[N].Function != F)
        continue;
      auto [It, IsNew] = Shortest.try_emplace(M.RunnerOf[S.nodes()[N].Runs], N);
      if (!IsNew && length(N) < length(It->second))
        It->second = N;
    }
    Out << Words.functionName(F) << " (" << shown(P.graph().Functions[F].At) << ") ";
    if (Shortest.empty()) {
      Out << "does not run: nothing in the program leads to it\n";
      return;
    }
    Out << "runs in " << Shortest.size() << (Shortest.size() == 1 ? " context" : " contexts")
        << ":\n";
    for (auto [By, N] : Shortest)
      way(M.Runners[By], N);
  }

  void way(const ProgramMap::Runner &X, NodeId N) {
    Out << "  " << X.Name << ": " << (X.IsMany ? "several of: " : "") << X.Kind;
    if (X.Level)
      Out << (X.What == Context::Isr ? ", level " : ", priority ") << *X.Level;
    if (!X.Cores.empty() || X.IsMigrating)
      Out << (X.Cores.empty() ? ", any core" : ", core " + X.coreText());
    Out << '\n';
    auto [At, How] = X.origin();
    if (At.Line && X.What != Context::Unknown && X.What != Context::Init)
      Out << "    " << shown(At) << ": '" << X.Name << "' is " << How << " here\n";
    std::vector<NodeId> Steps;
    for (; S.nodes()[N].Caller != NoNode; N = S.nodes()[N].Caller)
      Steps.push_back(N);
    for (NodeId Step : reverse(Steps))
      Out << "    " << shown(textPlace(R, S.nodes()[Step].CalledAt)) << ": "
          << Words.functionName(S.nodes()[S.nodes()[Step].Caller].Function) << " calls "
          << Words.functionName(S.nodes()[Step].Function) << " here\n";
  }

  std::string shown(const facts::TextPlace &At) const {
    return Sources.shown(At.File) + ":" + std::to_string(At.Line) + ":" + std::to_string(At.Column);
  }
  std::string shown(PlaceId At) const { return shown(textPlace(R, At)); }

  const Run &R;
  const SolvedProgram &P;
  const Solution &S;
  ProgramMap M;
  ContextNotes Words;
  SourceText Sources;
  raw_ostream &Out;
};

int run() {
  std::optional<Run> R = analyse(What);
  if (!R)
    return BadUsage;
  if (R->Solved) {
    Explainer E(*R, outs());
    if (!E.explain(Name)) {
      tellFailures(*R);
      std::string Near = E.near(lastName(Name));
      return usageError("no function '" + Name +
                        "' in the program does anything that matters here" +
                        (Near.empty() ? "" : "; did you mean '" + Near + "'?"));
    }
  }
  outs().flush();
  tellFailures(*R);
  return R->Failures.empty() ? Clean : Incomplete;
}

} // namespace

Command whyCommand() { return {Why, run}; }

} // namespace ambit::driver
