//===- Naming.h -------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What files and declarations are called in facts, so that it is the same for all units and
// machines.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FACTS_NAMING_H
#define AMBIT_FACTS_NAMING_H

#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <string>

namespace ambit::facts {

/// How a file is called: relative to \p Root with slashes if it is inside, else as it is.
std::string fileName(llvm::StringRef Path, llvm::StringRef Root);

/// The number of a declaration; not 0.
/// \param Usr   Clang's name for it, where offsets in files are replaced by what does not change
///              with spaces and comments
/// \param File  the name of the file it is in, if it is no other's; else empty
/// \param Unit  the name of the unit, if each has one of its own; else empty
uint64_t symbolIdentity(llvm::StringRef Usr, llvm::StringRef File, llvm::StringRef Unit = "");

/// Where a facts file has the identity of a symbol from. That of most in C follows from the name.
enum class Origin : uint8_t {
  None,   ///< no other unit can name it
  Stored, ///< it is in a column of its own
  ExternalFunction,
  ExternalVariable,
  InternalFunction, ///< of the file where it is declared
  InternalVariable, ///< likewise, and of the unit
  Field,            ///< of a record that has a name
};

/// What symbolIdentity() makes of something of C that is called \p Name.
/// \param From  None and Stored give 0
/// \param File  where it is declared
uint64_t identityFrom(Origin From, llvm::StringRef Name, llvm::StringRef File,
                      llvm::StringRef Unit);

/// The same of field \p Name of what Clang calls `c:@` and \p Record.
uint64_t fieldIdentity(llvm::StringRef Record, llvm::StringRef Name);

/// The origin from which identityFrom() makes \p Identity; Stored if there is none.
Origin originOf(uint64_t Identity, llvm::StringRef Name, llvm::StringRef File,
                llvm::StringRef Unit);

} // namespace ambit::facts

#endif // AMBIT_FACTS_NAMING_H
