//===- Spelling.cpp -------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/Spelling.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace ambit {

ArrayRef<SpellingInfo> allSpellings() {
  using namespace subject;
  static const SpellingInfo All[] = {
#define AMBIT_SPELLING(Name, Text, Subjects, Arguments)                                            \
  {Spelling::Name, Text, Subjects, ArgumentKind::Arguments},
#include "annotations/Spellings.def"
  };
  return All;
}

const SpellingInfo &spellingInfo(Spelling Kind) {
  return allSpellings()[static_cast<unsigned>(Kind)];
}

unsigned SpellingInfo::minArguments() const {
  switch (Arguments) {
  case ArgumentKind::None:
  case ArgumentKind::Locks:
    return 0;
  case ArgumentKind::CoreAndLevel:
    return 2;
  default:
    return 1;
  }
}

unsigned SpellingInfo::maxArguments() const {
  switch (Arguments) {
  case ArgumentKind::None:
    return 0;
  case ArgumentKind::CoreAndLevel:
    return 2;
  case ArgumentKind::Locks:
  case ArgumentKind::ResultAndLocks:
    return ~0u;
  default:
    return 1;
  }
}

std::string SpellingInfo::macroName() const { return "AMBIT_" + Text.upper(); }

std::optional<Spelling> parseSpelling(StringRef Text) {
  for (const SpellingInfo &I : allSpellings())
    if (I.Text == Text)
      return I.Kind;
  return std::nullopt;
}

StringRef nearest(StringRef Text, ArrayRef<StringRef> Candidates) {
  StringRef Best;
  // Two letters swapped are two edits, in a short word too.
  unsigned BestDistance = std::max<unsigned>(Text.size() < 4 ? 1 : 2, Text.size() / 3) + 1;
  for (StringRef C : Candidates) {
    unsigned D = Text.edit_distance(C, /*AllowReplacements=*/true, BestDistance);
    if (D < BestDistance) {
      BestDistance = D;
      Best = C;
    }
  }
  return Best;
}

StringRef nearestSpelling(StringRef Text) {
  SmallVector<StringRef, 64> Candidates;
  for (const SpellingInfo &I : allSpellings())
    Candidates.push_back(I.Text);
  return nearest(Text, Candidates);
}

ArrayRef<StringRef> lockKindNames() {
  static const StringRef Names[] = {
      "mutex",    "recursive_mutex",    "irq",      "irq_flat", "spin",
      "spin_irq", "recursive_spin_irq", "scheduler"};
  return Names;
}

ArrayRef<StringRef> machineLockNames() {
  static const StringRef Names[] = {"irq",    "irq_flat", "ceiling", "scheduler",
                                    "kernel", "critical", "signals"};
  return Names;
}

ArrayRef<StringRef> acquisitionKindNames() {
  static const StringRef Names[] = {
      "mutex",    "recursive_mutex",    "irq",       "irq_flat", "spin",
      "spin_irq", "recursive_spin_irq", "scheduler", "ceiling",  "line"};
  return Names;
}

std::string describeSubjects(unsigned Subjects) {
  static const struct {
    unsigned Bit;
    StringRef Name;
  } Names[] = {
      {subject::Type, "a type"},           {subject::Variable, "a variable"},
      {subject::Field, "a field"},         {subject::Function, "a function"},
      {subject::Parameter, "a parameter"}, {subject::Statement, "a statement"},
  };
  SmallVector<StringRef, 6> Parts;
  for (auto &N : Names)
    if (Subjects & N.Bit)
      Parts.push_back(N.Name);
  if (Parts.size() < 2)
    return join(Parts, "");
  StringRef Last = Parts.pop_back_val();
  return join(Parts, ", ") + " or " + Last.str();
}

} // namespace ambit
