//===- Progress.cpp -------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/Progress.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace ambit::driver {

Progress::Progress(size_t Total, bool IsQuiet)
    : Total(Total), IsShown(!IsQuiet && sys::Process::StandardErrIsDisplayed()),
      Started(std::chrono::steady_clock::now()) {}

void Progress::step(StringRef Name) {
  ++Done;
  if (!IsShown)
    return;
  double Seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - Started).count();
  double Rate = Seconds > 0 ? Done / Seconds : 0;
  errs() << "\r\033[K[" << Done << '/' << Total << "] " << format("%.1f units/s", Rate);
  if (Rate > 0 && Done < Total) {
    auto Left = static_cast<unsigned>((Total - Done) / Rate + 0.5);
    errs() << ", " << Left / 60 << ':' << format("%02u", Left % 60) << " left";
  }
  constexpr size_t MaxName = 40;
  errs() << "  " << (Name.size() > MaxName ? Name.take_back(MaxName) : Name);
}

void Progress::end() {
  if (IsShown)
    errs() << "\r\033[K";
}

static std::string counted(size_t N, const char *Noun) {
  return std::to_string(N) + ' ' + Noun + (N == 1 ? "" : "s");
}

void tellSummary(const Run &R) {
  size_t Shown = 0, Suppressed = 0;
  for (const facts::PlacedFinding &F : R.Findings)
    ++(F.Suppressed.empty() ? Shown : Suppressed);
  errs() << counted(R.NumUnits, "unit");
  if (R.NumFromCache)
    errs() << ", " << R.NumFromCache << " from the cache";
  if (R.NumContexts)
    errs() << ", " << R.NumSolved << " of " << counted(R.NumContexts, "context") << " solved";
  errs() << ", " << counted(Shown, "finding");
  if (Suppressed)
    errs() << " (" << Suppressed << " suppressed)";
  if (!R.Failures.empty())
    errs() << ", " << counted(R.Failures.size(), "unit") << " not wholly analysed";
  errs() << '\n';
}

} // namespace ambit::driver
