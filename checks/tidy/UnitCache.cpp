//===- UnitCache.cpp ------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidy/UnitCache.h"
#include "llvm/Support/Chrono.h"
#include "llvm/Support/FileSystem.h"
#include <map>
#include <mutex>

using namespace clang;
using namespace llvm;

namespace ambit::tidy {

std::shared_ptr<Unit> unitFor(ASTContext &Ctx, const UnitOptions &Options, bool &IsNew) {
  // An editor analyses several files at a time. An address can be used again, but not
  // while a unit that refers to it is alive.
  static std::mutex Lock;
  static std::map<std::pair<const ASTContext *, UnitOptions>, std::weak_ptr<Unit>> Units;
  std::lock_guard<std::mutex> Hold(Lock);
  std::erase_if(Units, [](const auto &Entry) { return Entry.second.expired(); });
  std::weak_ptr<Unit> &Slot = Units[{&Ctx, Options}];
  std::shared_ptr<Unit> Found = Slot.lock();
  IsNew = !Found;
  if (IsNew) {
    Found = std::make_shared<Unit>(Ctx, Options, shippedModels());
    Slot = Found;
  }
  return Found;
}

std::shared_ptr<const facts::LinkedReport> reportAt(const std::string &Path, std::string &Why) {
  struct Entry {
    sys::TimePoint<> Changed;
    uint64_t Size = 0;
    std::shared_ptr<const facts::LinkedReport> Report;
    std::string Why;
  };
  static std::mutex Lock;
  static std::map<std::string, Entry> Known;
  std::lock_guard<std::mutex> Hold(Lock);
  sys::fs::file_status Status;
  if (std::error_code E = sys::fs::status(Path, Status)) {
    Why = E.message();
    return nullptr;
  }
  Entry &E = Known[Path];
  if ((!E.Report && E.Why.empty()) || E.Changed != Status.getLastModificationTime() ||
      E.Size != Status.getSize()) {
    E = {Status.getLastModificationTime(), Status.getSize(), nullptr, ""};
    Expected<facts::LinkedReport> Read = facts::LinkedReport::read(Path);
    if (Read)
      E.Report = std::make_shared<facts::LinkedReport>(std::move(*Read));
    else
      E.Why = toString(Read.takeError());
  }
  Why = E.Why;
  return E.Report;
}

std::string wrongFacts(StringRef Path, StringRef Why) {
  return ("option 'Facts' is '" + Path + "': " + Why).str();
}

} // namespace ambit::tidy
