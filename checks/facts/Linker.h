//===- Linker.h -------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Puts the facts of units together into one program. Units are taken in the order of
// their names, whatever the order of the files: the result depends on what is linked, not
// on how. A function that several units define, as an inline one of a header, is there
// once.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FACTS_LINKER_H
#define AMBIT_FACTS_LINKER_H

#include "facts/UnitReport.h"
#include "facts/UnitWriter.h"
#include "flow/LoweredProgram.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Error.h"
#include <map>
#include <memory>

namespace ambit::facts {

/// Names and places of a linked program, from the tables of its units.
class LinkedNames final : public ProgramNames {
public:
  struct Symbol {
    uint32_t Name = 0, Sentence = 0; ///< texts
    bool IsLambda = false, IsExempt = false;
    PlaceId Declared = 0;
    uint64_t Identity = 0;
  };
  struct Place {
    uint32_t File = 0; ///< text
    uint32_t Line = 0, Column = 0;
    uint32_t IsInSystemHeader : 1 = 0;
    uint32_t Waiver : 31 = 0; ///< of the linked program, from 1
  };

  std::string name(SymbolId S) const override { return Texts[Symbols[S].Name].str(); }
  std::string nameInSentence(SymbolId S) const override {
    return Texts[Symbols[S].Sentence ? Symbols[S].Sentence : Symbols[S].Name].str();
  }
  bool isLambda(SymbolId S) const override { return Symbols[S].IsLambda; }
  bool isExempt(SymbolId S) const override { return Symbols[S].IsExempt; }
  PlaceId declaredAt(SymbolId S) const override { return Symbols[S].Declared; }
  bool isBefore(PlaceId A, PlaceId B) const override;
  SourceLine line(PlaceId P) const override { return {Places[P].File, Places[P].Line}; }
  uint64_t userPlace(PlaceId P) const override { return P; }
  bool isInSystemHeader(PlaceId P) const override { return Places[P].IsInSystemHeader; }

  const Place &place(PlaceId P) const { return Places[P]; }
  TextPlace text(PlaceId P) const {
    return {Texts[Places[P].File].str(), Places[P].Line, Places[P].Column};
  }
  /// The number of \p S in facts; 0 if it is known in its unit alone.
  uint64_t identity(SymbolId S) const { return Symbols[S].Identity; }
  size_t numPlaces() const { return Places.size(); }

private:
  friend class UnitReader;
  llvm::StringMap<uint32_t> Numbers;                     ///< of texts
  std::vector<llvm::StringRef> Texts{llvm::StringRef()}; ///< by number: keys of Numbers
  std::vector<Symbol> Symbols{1};
  std::vector<Place> Places{1};
};

struct LinkedProgram {
  LoweredProgram Low; ///< not yet resolved
  LinkedNames Names;
  std::vector<std::string> Units; ///< names of main files, sorted
  struct Waiver {
    PlaceId At = 0;
  };
  std::vector<Waiver> Waivers; ///< [0] is none
};

class Linker {
public:
  Linker();
  ~Linker();

  /// Adds the units in \p Bytes, the contents of a facts file. The same unit a second time counts
  /// once.
  /// \returns an error, without the name of the file, if they are no facts, or other facts of a
  ///          unit that is there already; nothing is added then.
  llvm::Error add(llvm::StringRef Bytes);

  /// Takes the unit of the name \p Unit away again, if there is one.
  void remove(llvm::StringRef Unit);

  size_t numUnits() const;

  /// The bytes of a facts file of the unit of the name \p Unit alone; empty if there is none. They
  /// are valid until it is removed.
  llvm::StringRef factsOf(llvm::StringRef Unit) const;

  /// The program of all units that were added.
  /// \returns an error that names the unit whose words make no sense.
  llvm::Expected<std::unique_ptr<LinkedProgram>> link() const;

  /// What the analyses of the units said, in the order of their names; of units that were written
  /// without it there is none.
  /// \returns an error that names the unit whose report cannot be read.
  llvm::Expected<std::vector<UnitReport>> reports() const;

  /// The bytes of one facts file with all units that were added: the same whatever the order in
  /// which they came and the files in which they were.
  std::string merge() const;

private:
  struct Impl;
  std::unique_ptr<Impl> I;
};

} // namespace ambit::facts

#endif // AMBIT_FACTS_LINKER_H
