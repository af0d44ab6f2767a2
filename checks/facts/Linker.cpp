//===- Linker.cpp ---------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Linker.h"
#include "facts/FactsFile.h"
#include "facts/Records.h"
#include "facts/Rename.h"
#include "facts/Soundness.h"
#include "facts/UnitReader.h"
#include <facts/facts.pb.h>

using namespace llvm;

namespace ambit::facts {

bool LinkedNames::isBefore(PlaceId A, PlaceId B) const {
  const Place &X = Places[A], &Y = Places[B];
  if (X.File != Y.File)
    return Texts[X.File] < Texts[Y.File];
  return std::tie(X.Line, X.Column) < std::tie(Y.Line, Y.Column);
}

struct Linker::Impl {
  std::map<std::string, wire::Unit> Units; ///< by name, which is also the order of linking
};

Linker::Linker() : I(std::make_unique<Impl>()) {}
Linker::~Linker() = default;

Error Linker::add(StringRef Bytes) {
  wire::Archive File;
  if (Error E = unpack(Bytes, File))
    return E;
  for (const wire::Unit &U : File.units())
    if (U.unit() == 0 || U.unit() > static_cast<uint32_t>(U.texts_size()))
      return createStringError(inconvertibleErrorCode(), "damaged: a unit has no name");
  for (wire::Unit &U : *File.mutable_units()) {
    std::string Name = U.texts(U.unit() - 1);
    I->Units.try_emplace(std::move(Name), std::move(U));
  }
  return Error::success();
}

void Linker::remove(StringRef Unit) { I->Units.erase(Unit.str()); }

size_t Linker::numUnits() const { return I->Units.size(); }

Expected<std::unique_ptr<LinkedProgram>> Linker::link() const {
  auto Into = std::make_unique<LinkedProgram>();
  UnitReader Reader(*Into);
  for (const auto &[Name, U] : I->Units) {
    if (Error E = Reader.read(Name, U))
      return createStringError(inconvertibleErrorCode(),
                               "the facts of '" + Name + "' are " + toString(std::move(E)));
    Into->Units.push_back(Name);
  }
  renameResults(Into->Low);
  return Into;
}

std::string Linker::merge() const {
  wire::Archive File;
  for (const auto &[Name, U] : I->Units)
    *File.add_units() = U;
  return pack(File);
}

} // namespace ambit::facts
