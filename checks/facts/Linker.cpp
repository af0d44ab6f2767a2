//===- Linker.cpp ---------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Linker.h"
#include "facts/FactsFile.h"
#include "facts/Naming.h"
#include "facts/Records.h"
#include "facts/Rename.h"
#include "facts/Soundness.h"
#include "facts/UnitReader.h"
#include "llvm/ADT/STLExtras.h"
#include <facts/facts.pb.h>
#include <unordered_set>

using namespace llvm;

namespace ambit::facts {

bool LinkedNames::isBefore(PlaceId A, PlaceId B) const {
  const Place &X = Places[A], &Y = Places[B];
  if (X.File != Y.File)
    return Texts[X.File] < Texts[Y.File];
  return std::tie(X.Line, X.Column) < std::tie(Y.Line, Y.Column);
}

struct Linker::Impl {
  /// Facts files of one unit each, by its name, which is also the order of linking. Packed: what
  /// they say takes many times as much, and is needed once.
  std::map<std::string, std::string> Units;

  /// Reads the facts of one unit into \p Into, which then holds it alone.
  static Error read(StringRef Packed, wire::Archive &Into) {
    Into.Clear();
    return unpack(Packed, Into);
  }

  /// Whether two facts files say the same; what packed them may differ.
  static bool isSame(StringRef A, StringRef B) {
    if (A == B)
      return true;
    wire::Archive X, Y;
    cantFail(read(A, X));
    cantFail(read(B, Y));
    return X.SerializeAsString() == Y.SerializeAsString();
  }
};

Linker::Linker() : I(std::make_unique<Impl>()) {}
Linker::~Linker() = default;

Error Linker::add(StringRef Bytes) {
  wire::Archive File;
  if (Error E = unpack(Bytes, File))
    return E;
  for (const wire::Unit &U : File.units())
    if (nameOf(U).empty())
      return createStringError(inconvertibleErrorCode(), "damaged: a unit has no name");
  std::vector<std::pair<std::string, std::string>> Added;
  for (wire::Unit &U : *File.mutable_units()) {
    std::string Name = nameOf(U).str();
    if (File.units_size() == 1) {
      // It is read again.
      Added.emplace_back(std::move(Name), isSlowToRead(Bytes) ? pack(File) : Bytes.str());
      continue;
    }
    wire::Archive Alone;
    Alone.add_units()->Swap(&U);
    Added.emplace_back(std::move(Name), pack(Alone));
  }
  // One of two that differ is of an older state of the sources; which one cannot be told.
  for (const auto &[Name, Packed] : Added)
    if (auto It = I->Units.find(Name); It != I->Units.end() && !Impl::isSame(It->second, Packed))
      return createStringError(inconvertibleErrorCode(),
                               "other facts of '" + Name +
                                   "' are there already; analyse the unit again");
  for (auto &[Name, Packed] : Added)
    I->Units.try_emplace(std::move(Name), std::move(Packed));
  return Error::success();
}

void Linker::remove(StringRef Unit) { I->Units.erase(Unit.str()); }

StringRef Linker::factsOf(StringRef Unit) const {
  auto It = I->Units.find(Unit.str());
  return It == I->Units.end() ? StringRef() : StringRef(It->second);
}

size_t Linker::numUnits() const { return I->Units.size(); }

static bool isMainThread(const Function &F) {
  return F.IsDefined && F.IsEntry && F.Runs.What == Context::Thread && F.Runs.Agent == 0;
}

namespace {
/// Who may call the functions of a program, by the names that its units use.
class ProgramUses {
public:
  void add(const wire::Unit &U) {
    IsOfMachine &= U.is_of_machine();
    // Assembly may have what it names, or not.
    NumMains += is_contained(U.defined(), Main) && !is_contained(U.named(), Main);
    Defined.insert(U.defined().begin(), U.defined().end());
    Named.insert(U.named().begin(), U.named().end());
    Needed.insert(U.needed().begin(), U.needed().end());
  }

  /// Whether the units are the whole image of a machine, but for what the compiler and its C
  /// library bring: all that they need is there, the code that calls main, and one main. A
  /// library has users that are not there, though it may be beside a test or an example.
  bool isComplete(const LinkedProgram &P) const {
    const Program &Graph = P.Low.Graph;
    if (!IsOfMachine || Graph.Target.IsHosted || NumMains > 1 ||
        any_of(Needed, [&](uint64_t Id) { return !Defined.contains(Id); }))
      return false;
    DenseSet<FunctionId> Called;
    for (const Function &F : Graph.Functions)
      for (const Call &C : F.Calls)
        Called.insert(C.Targets.begin(), C.Targets.end());
    for (FunctionId F = 0; F < Graph.Functions.size(); ++F)
      if (isMainThread(Graph.Functions[F]) &&
          (Called.contains(F) || Named.contains(P.Names.identity(Graph.Functions[F].Name))))
        return true;
    return false;
  }

  void markUnused(LinkedProgram &P) const {
    for (Function &F : P.Low.Graph.Functions)
      if (uint64_t Id = P.Names.identity(F.Name))
        F.IsUnused = Defined.contains(Id) && !Named.contains(Id);
  }

private:
  const uint64_t Main = identityFrom(Origin::ExternalFunction, "main", "", "");
  bool IsOfMachine = true;
  unsigned NumMains = 0;
  std::unordered_set<uint64_t> Defined, Named, Needed; // of any numbers
};
} // namespace

Expected<std::unique_ptr<LinkedProgram>> Linker::link() const {
  auto Into = std::make_unique<LinkedProgram>();
  ProgramUses Uses;
  UnitReader Reader(*Into);
  wire::Archive File;
  for (const auto &[Name, Packed] : I->Units) {
    Error E = Impl::read(Packed, File);
    if (!E)
      E = Reader.read(Name, File.units(0));
    if (E)
      return createStringError(inconvertibleErrorCode(),
                               "the facts of '" + Name + "' are " + toString(std::move(E)));
    Into->Units.push_back(Name);
    Uses.add(File.units(0));
  }
  // Who has the thread that runs first has all that it leads to.
  Into->Low.Graph.IsWhole = any_of(Into->Low.Graph.Functions, isMainThread);
  if (Into->Low.Graph.IsWhole && Uses.isComplete(*Into))
    Uses.markUnused(*Into);
  renameResults(Into->Low);
  return Into;
}

Expected<std::vector<UnitReport>> Linker::reports() const {
  std::vector<UnitReport> All;
  wire::Archive File;
  for (const auto &[Name, Packed] : I->Units) {
    if (Error E = Impl::read(Packed, File))
      return std::move(E);
    const wire::Unit &U = File.units(0);
    if (!U.has_report())
      continue;
    UnitReport &To = All.emplace_back();
    To.Unit = Name;
    if (Error E = readReport(U.report(), To))
      return createStringError(inconvertibleErrorCode(),
                               "the report of '" + Name +
                                   "' is damaged: " + toString(std::move(E)));
  }
  return All;
}

std::string Linker::merge() const {
  wire::Archive File, One;
  for (const auto &[Name, Packed] : I->Units) {
    // It was read before.
    cantFail(Impl::read(Packed, One));
    File.add_units()->Swap(One.mutable_units(0));
  }
  return pack(File, Packing::Small);
}

} // namespace ambit::facts
