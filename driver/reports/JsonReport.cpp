//===- JsonReport.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/ProgramMap.h"
#include "driver/reports/Reports.h"

using namespace llvm;

namespace ambit::driver {

static void writeJson(const Run &R, SourceText &Sources, raw_ostream &Out, bool HasContexts) {
  json::OStream J(Out, /*IndentSize=*/1);
  J.object([&] {
    J.attribute("format", "ambit findings 1");
    J.attribute("root", R.Root);
    J.attribute("units", static_cast<int64_t>(R.NumUnits));
    J.attributeArray("findings", [&] {
      for (const facts::PlacedFinding &F : R.Findings) {
        json::Value V = facts::toJSON(F);
        (*V.getAsObject())["fingerprint"] =
            facts::fingerprint(F, Sources.line(F.At.File, F.At.Line));
        J.value(V);
      }
    });
    J.attributeArray("failures", [&] {
      for (const Run::Failure &F : R.Failures)
        J.object([&] {
          J.attribute("unit", F.Unit);
          J.attribute("why", json::fixUTF8(F.Why));
          J.attribute("partly", F.IsPartly);
        });
    });
    if (HasContexts) {
      // Some hundred thousand lines would be no easier to read.
      J.attributeBegin("contexts");
      J.rawValue([&](raw_ostream &Raw) { Raw << facts::toJSON(mapContexts(R)); });
      J.attributeEnd();
    }
  });
  Out << '\n';
}

void writeJson(const Run &R, SourceText &Sources, raw_ostream &Out) {
  writeJson(R, Sources, Out, /*HasContexts=*/false);
}

void writeJsonWithContexts(const Run &R, SourceText &Sources, raw_ostream &Out) {
  writeJson(R, Sources, Out, /*HasContexts=*/true);
}

} // namespace ambit::driver
