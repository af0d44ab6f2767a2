//===- Lock.h ---------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lock kinds, and what holding one keeps out. The table is that of docs/model.md.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PROGRAM_LOCK_H
#define AMBIT_PROGRAM_LOCK_H

#include "program/Path.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <map>
#include <optional>

namespace ambit {

enum class LockKind : uint8_t {
  Mutex,
  RecursiveMutex,
  Irq,
  IrqFlat,
  Ceiling,
  Spin,
  SpinIrq,
  RecursiveSpinIrq,
  Scheduler,
  SchedulerOfAll, ///< of all cores: who stops it on another one waits
  Line,
};

/// The kind a model or an annotation names.
std::optional<LockKind> parseLockKind(llvm::StringRef Name);

/// `mutex`, ...: for messages, with its article.
llvm::StringRef describe(LockKind K);

/// The locks of the machine: the index of a PathKind::Machine.
enum class MachineLock : int64_t {
  Irq,
  Ceiling,
  Scheduler,
  Kernel,   ///< one lock of the kernel, given up while its holder waits
  Critical, ///< one lock of the kernel whose holder must not wait
  Signals,  ///< the signals of a process, masked; whoever masks them may wait
  FirstLine = 1000
};

/// Whether it keeps out code of another core that takes the same lock.
bool keepsOutCores(LockKind K);
/// Whether it keeps out threads of the same core, whatever they hold.
bool keepsOutThreads(LockKind K);
/// Whether it masks every interrupt of the core.
bool masksAll(LockKind K);
/// Whether it masks anything on the core, so that its state can be saved and restored.
bool isMask(LockKind K);
/// Whether to take it may wait for another thread.
bool mayBlock(LockKind K);
/// Whether its holder may take it again.
bool nests(LockKind K);

/// A lock that is held.
struct Held {
  PathId Lock = 0;
  LockKind Kind = LockKind::Mutex;
  bool IsTried = false;         ///< taken only because nobody had it
  bool IsShared = false;        ///< with others that only read
  std::optional<int64_t> Level; ///< of a ceiling

  auto key() const { return std::tuple(Lock, Kind, IsTried, IsShared, Level); }
  bool operator==(const Held &O) const { return key() == O.key(); }
  bool operator<(const Held &O) const { return key() < O.key(); }
};

/// A set of held locks, sorted, without duplicates.
using LockSet = ThinVector<Held>;
using LockSetId = uint32_t;

LockSet intersect(const LockSet &A, const LockSet &B);

/// Gives equal sets one number; 0 is the empty set.
class LockSets {
public:
  LockSets() { get({}); }
  LockSetId get(LockSet S);
  const LockSet &operator[](LockSetId Id) const { return *All[Id]; }

private:
  std::map<LockSet, LockSetId> Known;
  std::vector<const LockSet *> All;
};

} // namespace ambit

#endif // AMBIT_PROGRAM_LOCK_H
