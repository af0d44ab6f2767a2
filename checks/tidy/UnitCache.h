//===- UnitCache.h ----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One Unit for all checks of a translation unit. clang-tidy makes each check
// by itself and runs them one after another over the same AST; they meet here.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_TIDY_UNITCACHE_H
#define AMBIT_TIDY_UNITCACHE_H

#include "analyses/Unit.h"
#include "facts/LinkedReport.h"
#include <memory>

namespace ambit::tidy {

/// The unit of \p Ctx with \p Options, made now if no check holds it yet. It lives until
/// the last check lets go of it.
/// \param IsNew  set to whether it was made now
std::shared_ptr<Unit> unitFor(clang::ASTContext &Ctx, const UnitOptions &Options, bool &IsNew);

/// The report at \p Path, read again when the file has changed; null with the reason in \p Why if
/// there is none that can be read.
std::shared_ptr<const facts::LinkedReport> reportAt(const std::string &Path, std::string &Why);

/// Says that the option `Facts` names a report that cannot be read.
std::string wrongFacts(llvm::StringRef Path, llvm::StringRef Why);

} // namespace ambit::tidy

#endif // AMBIT_TIDY_UNITCACHE_H
