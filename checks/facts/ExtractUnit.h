//===- ExtractUnit.h --------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From a unit with its AST to its facts.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FACTS_EXTRACTUNIT_H
#define AMBIT_FACTS_EXTRACTUNIT_H

#include "analyses/Unit.h"
#include <string>

namespace ambit::facts {

/// The bytes of the facts file of \p U. To be called before anything asks for findings: facts
/// are of the program before it is solved.
/// \param Name  of the unit among all that will be linked
/// \param Root  the directory to which names of files are relative
std::string extractFacts(Unit &U, llvm::StringRef Name, llvm::StringRef Root);

} // namespace ambit::facts

#endif // AMBIT_FACTS_EXTRACTUNIT_H
