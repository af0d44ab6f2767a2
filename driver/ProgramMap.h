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
#include <set>

namespace ambit::driver {

struct ProgramMap {
  /// A context; those parts of one that the solver keeps apart by the core are one.
  struct Runner {
    std::string Name; ///< of the function it starts in
    Context::Kind What = Context::Unknown;
    std::string Kind; ///< in words
    std::set<int64_t> Cores;
    std::optional<int64_t> Level; ///< of an interrupt, or the priority of a thread
    std::string Line;             ///< of an interrupt
    bool IsMany = false;
    bool IsMigrating = false;
    facts::TextPlace DefinedAt, StartedAt, SaidAt; ///< in line 0 if there is none

    /// `0`, `any`, `not known`.
    std::string coreText() const;
    /// Where it is registered, started, declared or defined, the first that is known.
    std::pair<const facts::TextPlace &, const char *> origin() const;
  };
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
  struct Routine {
    std::string Name;
    facts::TextPlace DefinedAt;
    std::set<uint32_t> RunBy;
  };

  std::vector<Runner> Runners;    ///< most urgent first: handlers, threads, start-up, unknown
  std::vector<uint32_t> RunnerOf; ///< by ContextId
  std::set<std::pair<uint32_t, uint32_t>> Starters; ///< who registers or starts whom
  std::vector<Object> Objects;             ///< that several runners touch and one of them writes
  std::vector<Lock> Locks;                 ///< that are held for one of them
  std::vector<Routine> Routines;           ///< functions that run, by place
  std::vector<std::set<uint32_t>> FoundIn; ///< by finding of the run: its runners
};

/// The map of \p R; an empty one if nothing was linked.
ProgramMap mapProgram(const Run &R);

/// The place \p P of the linked program of \p R.
facts::TextPlace textPlace(const Run &R, PlaceId P);

/// The contexts of \p M, and which function runs in which, as JSON.
llvm::json::Value contextsAsJson(const ProgramMap &M);

} // namespace ambit::driver

#endif // AMBIT_DRIVER_PROGRAMMAP_H
