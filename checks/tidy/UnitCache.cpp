//===- UnitCache.cpp ------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/UnitCache.h"
#include <map>
#include <mutex>

using namespace clang;

namespace ambit::tidy {

std::shared_ptr<Unit> unitFor(ASTContext &Ctx, const UnitOptions &Options) {
  // An editor analyses several files at a time. An address can be used again, but not
  // while a unit that refers to it is alive.
  static std::mutex Lock;
  static std::map<std::pair<const ASTContext *, UnitOptions>, std::weak_ptr<Unit>> Units;
  std::lock_guard<std::mutex> Hold(Lock);
  std::erase_if(Units, [](const auto &Entry) { return Entry.second.expired(); });
  std::weak_ptr<Unit> &Slot = Units[{&Ctx, Options}];
  std::shared_ptr<Unit> Found = Slot.lock();
  if (!Found) {
    Found = std::make_shared<Unit>(Ctx, Options, shippedModels());
    Slot = Found;
  }
  return Found;
}

} // namespace ambit::tidy
