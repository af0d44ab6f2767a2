//===- ProgramMap.h ---------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A solved program as people look at it: who runs, what they share, which locks they hold for
// it, which findings are about it. For the verbs and reports that draw or list that; nothing here
// is needed to find something.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVER_PROGRAMMAP_H
#define AMBIT_DRIVER_PROGRAMMAP_H

#include "driver/Run.h"
#include "facts/ContextMap.h"
#include <set>

namespace ambit::driver {

struct ProgramMap : facts::ContextMap {
  /// What a runner does with an object.
  struct Use {
    uint32_t By = 0;
    bool IsRead = false, IsWrite = false;
    std::set<uint32_t> Locks; ///< held at each access
    facts::TextPlace At;      ///< of the first
  };
  struct Object {
    std::string Name;
    facts::TextPlace DeclaredAt;
    std::vector<Use> Uses;          ///< by runner
    std::vector<uint32_t> Findings; ///< of the run
  };
  struct Lock {
    std::string Name;
    std::string Kind;
  };
  std::set<std::pair<uint32_t, uint32_t>> Starters; ///< who registers or starts whom
  std::vector<Object> Objects;             ///< that several runners touch and one of them writes
  std::vector<Lock> Locks;                 ///< that are held for one of them
  std::vector<std::set<uint32_t>> FoundIn; ///< by finding of the run: its runners
};

/// The map of \p R; an empty one if nothing was linked.
ProgramMap mapProgram(const Run &R);

/// Its contexts alone.
facts::ContextMap mapContexts(const Run &R);

} // namespace ambit::driver

#endif // AMBIT_DRIVER_PROGRAMMAP_H
