//===- AnnotateCommand.cpp ------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `ambit annotate`: the annotations that the program obeys already, as a patch or written into
// its sources. What is proposed is tried first: the units that see an edited file are analysed
// once more as if it were written, and what would bring a new finding is left out.
//
//===----------------------------------------------------------------------===//

#include "driver/Analysis.h"
#include "driver/AnnotationPlacing.h"
#include "driver/Commands.h"
#include "driver/OutputFile.h"
#include "driver/ProgramMap.h"
#include "driver/SourceEdits.h"
#include "driver/SourceText.h"
#include "driver/WorkerPool.h"
#include "facts/Naming.h"
#include "rules/ProvedAnnotations.h"
#include "rules/Rules.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/WithColor.h"

using namespace llvm;

namespace ambit::driver {
namespace {

cl::SubCommand Annotate("annotate",
                        "propose the annotations that the program obeys already, or write them");
AnalysisArguments What(Annotate);
cl::opt<bool> IsWriting("write", cl::desc("Write them into the sources"), cl::sub(Annotate));

/// An annotation on its way from the program to the source.
struct Proposal {
  WantedAnnotation Wanted;
  std::string Why; ///< it holds
  std::optional<PlacedAnnotation> Placed;
  std::string WhyNot; ///< why it is left out; empty if it is not
};

std::string macroOf(const ProvedAnnotation &A) {
  switch (A.What) {
  case ProvedAnnotation::SharedBy:
    return "AMBIT_ISR_SHARED_BY";
  case ProvedAnnotation::GuardedBy:
    return "AMBIT_GUARDED_BY";
  case ProvedAnnotation::Requires:
    return "AMBIT_REQUIRES";
  case ProvedAnnotation::Isr:
    return A.Number ? "AMBIT_ISR_AT" : "AMBIT_ISR";
  case ProvedAnnotation::RunsOn:
    return "AMBIT_RUNS_ON";
  }
  return {};
}

/// Adds to \p New what \p After has and \p Before has not, wherever its line is now.
void addNew(ArrayRef<facts::PlacedFinding> Before, ArrayRef<facts::PlacedFinding> After,
            std::vector<facts::PlacedFinding> &New) {
  using Key = std::tuple<Rule, StringRef, StringRef>;
  std::map<Key, int> Left;
  for (const facts::PlacedFinding &F : Before)
    ++Left[Key(F.Check, F.At.File, F.Text)];
  for (const facts::PlacedFinding &F : After)
    if (F.Suppressed.empty() && Left[Key(F.Check, F.At.File, F.Text)]-- <= 0)
      New.push_back(F);
}

class Annotator {
public:
  Annotator(const Run &R, UnitsSeen &Seen) : R(R), Seen(Seen), Sources(R.Root) {}

  /// \returns an error if a source cannot be read
  Error propose(const std::set<std::string> &Only);
  void tell() const;
  Error write() const;

  size_t count() const {
    return count_if(All, [](const Proposal &P) { return P.WhyNot.empty(); });
  }
  size_t numFiles() const { return Texts.size(); }

private:
  void collect();
  void place();
  void placeIn(ArrayRef<const UnitCommand *> Units, ArrayRef<size_t> Open);
  void dropConflicts();
  bool isGenerated(StringRef File);
  Error edit();
  Run analyseEdited(std::vector<facts::PlacedFinding> &Alone);
  bool blame(const facts::PlacedFinding &F);
  std::string wouldBring(const facts::PlacedFinding &F) const {
    return "it would bring, at " + Sources.shown(F.At.File) + ":" + std::to_string(F.At.Line) +
           ": " + F.Text;
  }
  std::string text(const Proposal &P) const {
    return P.Placed && !P.Placed->Text.empty()
               ? StringRef(P.Placed->Text).rtrim().str()
               : P.Wanted.Macro + (P.Wanted.Argument.empty() ? "" : "(" + P.Wanted.Argument + ")");
  }

  const Run &R;
  UnitsSeen &Seen;
  mutable SourceText Sources;
  std::vector<Proposal> All;
  std::set<std::string> Edited;             ///< units that were analysed again at some time
  std::map<std::string, std::string> Texts; ///< the new texts of files
};

void Annotator::collect() {
  const SolvedProgram &P = *R.Solved;
  std::vector<Conflict> Conflicts = applyRules(P, What.Strict).Conflicts;
  for (const ProvedAnnotation &A : provedAnnotations(P, Conflicts)) {
    Proposal &To = All.emplace_back();
    To.Why = phrase(A.Why, A.Arguments);
    To.Wanted.Macro = macroOf(A);
    To.Wanted.Argument = A.Number ? std::to_string(*A.Number) : A.Lock;
    To.Wanted.Parameter = A.Parameter;
    To.Wanted.Name = P.names().name(A.Of);
    To.Wanted.At = R.Linked->Names.text(P.names().declaredAt(A.Of));
    if (A.LockRoot)
      To.Wanted.LockAt = R.Linked->Names.text(P.names().declaredAt(A.LockRoot));
  }
}

/// Looks the proposals of the numbers \p Open up in \p Units, each in a process of its own.
void Annotator::placeIn(ArrayRef<const UnitCommand *> Units, ArrayRef<size_t> Open) {
  std::vector<WantedAnnotation> Wanted;
  for (size_t I : Open)
    Wanted.push_back(All[I].Wanted);
  std::vector<std::string> Answers(Units.size());
  Error Started = runJobs(
      Units.size(), What.Jobs,
      [&](size_t I) { return toBytes(placeAnnotations(*Units[I], R.Root, Wanted)); },
      [&](JobOutcome Out) {
        if (Out.IsDone)
          Answers[Out.Job] = Out.Text;
      });
  consumeError(std::move(Started));
  // In the order of the units, whichever ended first.
  for (const std::string &Answer : Answers) {
    if (Answer.empty())
      continue;
    Expected<std::vector<PlacedAnnotation>> Placed = placedFromBytes(Answer);
    if (!Placed) {
      consumeError(Placed.takeError());
      continue;
    }
    for (PlacedAnnotation &X : *Placed)
      if (Proposal &P = All[Open[X.Wanted]]; !P.Placed)
        P.Placed = std::move(X);
  }
}

void Annotator::place() {
  // A unit that has the file sees the declaration, unless something else is defined there.
  std::map<std::string, std::vector<const UnitCommand *>> UnitsOf; // by file
  for (const UnitCommand &U : Seen.Of.Units)
    for (const std::string &File : Seen.Units[U.Name].Inputs)
      UnitsOf[facts::fileName(File, R.Root)].push_back(&U);
  constexpr size_t MaxTries = 8;
  for (size_t Try = 0; Try < MaxTries; ++Try) {
    std::vector<size_t> Open;
    std::set<const UnitCommand *> Units;
    for (size_t I = 0; I < All.size(); ++I)
      if (!All[I].Placed) {
        const auto &Of = UnitsOf[All[I].Wanted.At.File];
        if (Try >= Of.size())
          continue;
        Open.push_back(I);
        Units.insert(Of[Try]);
      }
    if (Open.empty())
      break;
    std::vector<const UnitCommand *> Sorted(Units.begin(), Units.end());
    llvm::sort(Sorted); // they stand in one array, in the order of their names
    placeIn(Sorted, Open);
  }
  for (Proposal &P : All) {
    if (!P.Placed)
      P.WhyNot = "its declaration was not found again";
    else if (!P.Placed->WhyNot.empty())
      P.WhyNot = P.Placed->WhyNot;
    else if (isGenerated(P.Placed->File))
      P.WhyNot = "its file is generated";
  }
}

/// Whether a build writes \p File: it is among its outputs, or says so at its head.
bool Annotator::isGenerated(StringRef File) {
  StringRef Build = sys::path::parent_path(Seen.Of.Database);
  auto IsIn = [](StringRef Path, StringRef Directory) {
    return Path == Directory || Path.starts_with((Directory + "/").str());
  };
  if (!Build.empty() && IsIn(File, Build) && !IsIn(R.Root, Build))
    return true;
  std::string Head = Sources.text(File).take_front(2048).lower();
  return StringRef(Head).contains("@generated") || StringRef(Head).contains("do not edit");
}

/// What is to be said twice of one place is said once; of two that differ neither.
void Annotator::dropConflicts() {
  std::map<std::pair<std::string, uint64_t>, Proposal *> First;
  std::set<const Proposal *> Again;
  for (Proposal &P : All) {
    if (!P.WhyNot.empty())
      continue;
    auto [It, IsNew] = First.try_emplace({P.Placed->File, P.Placed->Offset}, &P);
    if (IsNew)
      continue;
    if (It->second->Placed->Text == P.Placed->Text) {
      Again.insert(&P);
      continue;
    }
    for (Proposal *X : {It->second, &P})
      if (X->WhyNot.empty())
        X->WhyNot = "units differ in what they would say there";
  }
  std::vector<Proposal> Once;
  for (Proposal &P : All)
    if (!Again.count(&P))
      Once.push_back(std::move(P));
  All = std::move(Once);
}

Error Annotator::edit() {
  SourceEdits Edits;
  for (const Proposal &P : All)
    if (P.WhyNot.empty()) {
      Edits.insert(P.Placed->File, P.Placed->Offset, P.Placed->Text);
      if (P.Placed->NeedsHeader)
        Edits.include(P.Placed->File, "ambit/annotations.h");
    }
  auto New = Edits.apply();
  if (!New)
    return New.takeError();
  Texts = std::move(*New);
  return Error::success();
}

/// What is wrong in the program if the edits are made.
/// \param Alone  to fill with what they bring to a unit alone, which is all that the plugin sees
Run Annotator::analyseEdited(std::vector<facts::PlacedFinding> &Alone) {
  std::vector<const UnitCommand *> Units;
  for (const UnitCommand &U : Seen.Of.Units) {
    if (any_of(Seen.Units[U.Name].Inputs,
               [&](const std::string &File) { return Texts.count(absolutePath(File)) != 0; }))
      Edited.insert(U.Name);
    if (Edited.count(U.Name))
      Units.push_back(&U);
  }
  Run As;
  As.Root = R.Root;
  Error Started = runJobs(
      Units.size(), What.Jobs,
      [&](size_t I) { return toBytes(analyseUnit(*Units[I], R.Root, Seen.How, overlaid(Texts))); },
      [&](JobOutcome Out) {
        const std::string &Name = Units[Out.Job]->Name;
        Expected<UnitResult> Result =
            Out.IsDone ? fromBytes(Out.Text)
                       : createStringError(inconvertibleErrorCode(), "the analysis " + Out.Text);
        Seen.Facts.remove(Name);
        Error Added = Error::success();
        if (Result) {
          if (Result->How != UnitResult::Analysed)
            As.Failures.push_back({Name, Result->Why, true});
          addNew(Seen.Units[Name].Findings, Result->Findings, Alone);
          As.Findings.insert(As.Findings.end(), Result->Findings.begin(), Result->Findings.end());
          if (!Result->Facts.empty())
            Added = Seen.Facts.add(Result->Facts);
        } else {
          Added = Result.takeError();
        }
        if (Added)
          As.Failures.push_back({Name, toString(std::move(Added)), false});
      });
  if (Started)
    As.Failures.push_back({"", toString(std::move(Started)), false});
  if (auto Judged = linkAndJudge(Seen.Facts, What.Strict, As))
    addJudgement(std::move(*Judged), As);
  return As;
}

/// Leaves out the proposals that \p F speaks of.
/// \returns whether there is one
bool Annotator::blame(const facts::PlacedFinding &F) {
  auto Speaks = [&](const Proposal &P) {
    std::string Name = "'" + P.Wanted.Name + "'";
    return StringRef(F.Text).contains(Name) ||
           any_of(F.Notes, [&](const auto &N) { return StringRef(N.Text).contains(Name); });
  };
  bool IsAny = false;
  for (Proposal &P : All)
    if (P.WhyNot.empty() && Speaks(P)) {
      P.WhyNot = wouldBring(F);
      IsAny = true;
    }
  return IsAny;
}

Error Annotator::propose(const std::set<std::string> &Only) {
  collect();
  place();
  if (!Only.empty())
    std::erase_if(All, [&](const Proposal &P) {
      return P.Placed &&
             !Only.count(P.Placed->WhyNot.empty() ? P.Placed->File
                                                  : absolutePath(Sources.path(P.Placed->At.File)));
    });
  dropConflicts();
  while (true) {
    if (Error E = edit())
      return E;
    if (Texts.empty())
      return Error::success();
    std::vector<facts::PlacedFinding> New;
    Run As = analyseEdited(New);
    addNew(R.Findings, As.Findings, New);
    if (New.empty() && As.Failures.empty())
      return Error::success();
    bool IsBlamed = false;
    for (const facts::PlacedFinding &F : New)
      IsBlamed |= blame(F);
    if (IsBlamed)
      continue;
    std::string Why = New.empty() ? As.Failures.front().Unit + ": " + As.Failures.front().Why
                                  : wouldBring(New.front());
    for (Proposal &P : All)
      if (P.WhyNot.empty())
        P.WhyNot = Why;
  }
}

void Annotator::tell() const {
  for (const Proposal &P : All) {
    const facts::TextPlace &At = P.Placed ? P.Placed->At : P.Wanted.At;
    std::string Where = Sources.shown(At.File) + ":" + std::to_string(At.Line) + ":" +
                        std::to_string(At.Column) + ": ";
    if (P.WhyNot.empty())
      outs() << Where << text(P) << ": " << P.Why << '\n';
    else
      WithColor::note(errs(), "ambit") << Where << text(P) << " is left out: " << P.WhyNot << '\n';
  }
  if (IsWriting)
    return;
  for (const auto &[File, Text] : Texts)
    outs() << unifiedDiff(Sources.shown(File), Sources.text(File), Text);
}

Error Annotator::write() const {
  for (const auto &[File, Text] : Texts)
    if (Error E = writeWhole(File, Text))
      return E;
  return Error::success();
}

int run() {
  if (areFacts(What.Files))
    return usageError("facts files have no sources to annotate; give the database with -p");
  // The whole program proves; the files on the command line are those to be edited.
  std::set<std::string> Only;
  for (const std::string &File : What.Files)
    Only.insert(absolutePath(File));
  What.Files.clear();
  UnitsSeen Seen;
  std::optional<Run> R = analyse(What, &Seen);
  if (!R)
    return BadUsage;
  Annotator A(*R, Seen);
  if (R->Solved)
    if (Error E = A.propose(Only))
      return usageError(toString(std::move(E)));
  A.tell();
  outs().flush();
  tellFailures(*R);
  bool IsWhole = R->Failures.empty();
  if (IsWriting && IsWhole)
    if (Error E = A.write())
      return usageError(toString(std::move(E)));
  if (!What.Quiet) {
    size_t N = A.count(), Files = A.numFiles();
    errs() << N << (N == 1 ? " annotation" : " annotations") << " in " << Files
           << (Files == 1 ? " file" : " files");
    if (N && !IsWhole)
      errs() << "; nothing is written, since what was not analysed may not obey them";
    else if (N)
      errs() << (IsWriting ? ", written" : "; --write writes them");
    errs() << '\n';
  }
  if (!IsWhole)
    return Incomplete;
  return A.count() && !IsWriting ? HasFindings : Clean;
}

} // namespace

Command annotateCommand() { return {Annotate, run}; }

} // namespace ambit::driver
