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
      : R(R), P(*R.Solved), M(mapContexts(R)), Sources(R.Root), Out(Out) {}

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

  void one(FunctionId F) {
    uint32_t Number = M.RoutineOf[F];
    const facts::ContextMap::Routine *Found = Number == ~0u ? nullptr : &M.Routines[Number];
    Out << ContextNotes(P).functionName(F) << " ("
        << shown(R.Linked->Names.text(P.graph().Functions[F].At)) << ") ";
    if (!Found) {
      Out << "does not run: nothing in the program leads to it\n";
      return;
    }
    Out << facts::ContextMap::runsIn(Found->Ways.size()) << ":\n";
    for (uint32_t W : Found->Ways) {
      const facts::ContextMap::Way &Way = M.Ways[W];
      Out << "  " << M.Runners[Way.By].heading() << '\n';
      for (const facts::ContextMap::Step &X : M.steps(Way))
        Out << "    " << shown(X.At) << ": " << X.Text << '\n';
    }
  }

  std::string shown(const facts::TextPlace &At) const {
    return Sources.shown(At.File) + ":" + std::to_string(At.Line) + ":" + std::to_string(At.Column);
  }

  const Run &R;
  const SolvedProgram &P;
  facts::ContextMap M;
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
