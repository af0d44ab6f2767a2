//===- UnitReader.h ---------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads units into a linked program, one after another: their numbers become those of the
// program, and what two units have in common becomes one.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FACTS_UNITREADER_H
#define AMBIT_FACTS_UNITREADER_H

#include "facts/Linker.h"
#include "facts/Words.h"
#include "llvm/ADT/StringMap.h"

namespace ambit::records {
struct UnitRecord;
} // namespace ambit::records

namespace ambit::facts {

namespace wire {
class Unit;
} // namespace wire

class UnitReader {
public:
  explicit UnitReader(LinkedProgram &Into) : Into(Into), Low(Into.Low), Graph(Into.Low.Graph) {}

  /// \returns an error, "damaged: ...", if \p U contradicts itself.
  llvm::Error read(llvm::StringRef Name, const wire::Unit &U);

private:
  using PlaceMap = llvm::DenseMap<std::tuple<uint32_t, uint32_t, uint32_t>, PlaceId>;

  bool readTexts(const wire::Unit &U);
  bool readPlaces(llvm::StringRef Rows, uint32_t NumWaivers, std::vector<PlaceId> &Into);
  bool readFunctionSymbols(const wire::Unit &U);
  bool readSymbols(llvm::StringRef UnitName, const wire::Unit &U);
  bool readPaths(const wire::Unit &U);
  bool readNumbers(const wire::Unit &U);
  bool readFunctions(const wire::Unit &U);
  bool readUnitWords(const wire::Unit &U);
  PlaceMap &placesOf(uint32_t File);
  uint32_t textNumber(llvm::StringRef T);
  uint32_t agentNamed(llvm::StringRef Name);

  LinkedProgram &Into;
  LoweredProgram &Low;
  Program &Graph;
  ProgramNumbers Numbers;                     ///< of the unit at hand
  std::vector<uint32_t> TextNumbers;          ///< likewise
  std::vector<uint32_t> FileNumbers;          ///< likewise
  std::vector<PlaceId> Declarations;          ///< likewise: places of symbols in their order
  std::vector<PlaceId> DeclaredAt;            ///< likewise, by symbol
  std::vector<uint32_t> SymbolsOfFunctions;   ///< likewise
  std::vector<bool> IsMine;                   ///< functions whose body this unit brought, by number
  llvm::DenseMap<uint64_t, SymbolId> Symbols; ///< by identity
  llvm::DenseMap<SymbolId, FunctionId> Functions; ///< by symbol
  PlaceMap OwnPlaces;    ///< of the unit at hand, in files that it is the first to name
  PlaceMap SharedPlaces; ///< in files that several units name: headers, not sources
  struct FileUse {
    uint32_t FirstUnit = 0;
    bool IsShared = false;
  };
  llvm::DenseMap<uint32_t, FileUse> Files;
  std::vector<PlaceId> FirstPlaces; ///< by number of a unit: its first new place
  int64_t NumTemporaries = 0;
};

} // namespace ambit::facts

#endif // AMBIT_FACTS_UNITREADER_H
