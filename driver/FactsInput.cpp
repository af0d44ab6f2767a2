//===- FactsInput.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/FactsInput.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace ambit::driver {

Error addFiles(ArrayRef<std::string> Files, facts::Linker &Into) {
  if (Files.empty())
    return createStringError(inconvertibleErrorCode(), "no facts files are given");
  for (const std::string &File : Files) {
    auto Bytes = MemoryBuffer::getFile(File, /*IsText=*/false, /*RequiresNullTerminator=*/false);
    if (!Bytes)
      return createStringError(inconvertibleErrorCode(),
                               "cannot read '" + File + "': " + Bytes.getError().message());
    if (Error E = Into.add((*Bytes)->getBuffer()))
      return createStringError(inconvertibleErrorCode(),
                               "'" + File + "': " + toString(std::move(E)));
  }
  return Error::success();
}

Expected<Run> linkFiles(ArrayRef<std::string> Files, StringRef Root, bool IsStrict) {
  facts::Linker Facts;
  if (Error E = addFiles(Files, Facts))
    return E;
  Expected<std::vector<facts::UnitReport>> Reports = Facts.reports();
  if (!Reports)
    return Reports.takeError();
  Run R;
  R.Root = Root.str();
  R.NumUnits = Facts.numUnits();
  for (facts::UnitReport &Of : *Reports) {
    if (Of.How != facts::UnitReport::Understood)
      R.Failures.push_back({Of.Unit, Of.Why, Of.How == facts::UnitReport::HasErrors});
    R.Findings.insert(R.Findings.end(), std::make_move_iterator(Of.Findings.begin()),
                      std::make_move_iterator(Of.Findings.end()));
  }
  if (auto Judged = linkAndJudge(Facts, IsStrict, R))
    addJudgement(std::move(*Judged), R);
  return R;
}

} // namespace ambit::driver
