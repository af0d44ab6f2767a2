//===- Waivers.h ------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Which waivers of a unit cover a place in it, and which have covered none.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_ANALYSES_WAIVERS_H
#define AMBIT_ANALYSES_WAIVERS_H

#include "analyses/Finding.h"
#include "analyses/UnitIndex.h"
#include <optional>

namespace ambit {

class Waivers {
public:
  Waivers(const std::vector<Waiver> &All, const clang::ASTContext &Ctx)
      : All(All), Ctx(Ctx), IsUsed(All.size()) {}

  /// Whether a waiver covers the token at \p At; the waiver counts as needed then.
  bool waive(clang::SourceLocation At);

  /// The first waiver that covers the token at \p At, as a number of `all`; it counts as used no
  /// more than before.
  std::optional<size_t> covering(clang::SourceLocation At) const;
  const std::vector<Waiver> &all() const { return All; }

  /// A finding (ambit-stale-waiver) for each waiver that nothing needed.
  std::vector<Finding> stale() const;

private:
  const std::vector<Waiver> &All;
  const clang::ASTContext &Ctx;
  std::vector<bool> IsUsed;
};

} // namespace ambit

#endif // AMBIT_ANALYSES_WAIVERS_H
