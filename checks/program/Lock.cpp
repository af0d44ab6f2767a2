//===- Lock.cpp -----------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "program/Lock.h"
#include "llvm/ADT/StringSwitch.h"
#include <algorithm>

namespace ambit {

std::optional<LockKind> parseLockKind(llvm::StringRef Name) {
  return llvm::StringSwitch<std::optional<LockKind>>(Name)
      .Case("mutex", LockKind::Mutex)
      .Case("recursive_mutex", LockKind::RecursiveMutex)
      .Case("irq", LockKind::Irq)
      .Case("irq_flat", LockKind::IrqFlat)
      .Case("ceiling", LockKind::Ceiling)
      .Case("spin", LockKind::Spin)
      .Case("spin_irq", LockKind::SpinIrq)
      .Case("recursive_spin_irq", LockKind::RecursiveSpinIrq)
      .Case("scheduler", LockKind::Scheduler)
      .Case("line", LockKind::Line)
      .Default(std::nullopt);
}

llvm::StringRef describe(LockKind K) {
  switch (K) {
  case LockKind::Mutex:
  case LockKind::RecursiveMutex:
    return "a mutex keeps out threads only";
  case LockKind::Irq:
  case LockKind::IrqFlat:
    return "masking interrupts keeps out this core only";
  case LockKind::Ceiling:
    return "a ceiling keeps out handlers up to its level, on this core";
  case LockKind::Spin:
    return "a spin lock keeps out other cores, not interrupts of this one";
  case LockKind::SpinIrq:
  case LockKind::RecursiveSpinIrq:
    return "it keeps out whoever takes the same lock";
  case LockKind::Scheduler:
    return "stopping the scheduler keeps out threads of this core only";
  case LockKind::SchedulerOfAll:
    return "stopping the scheduler keeps out threads, not interrupts";
  case LockKind::Line:
    return "a disabled interrupt line keeps out its own handler only";
  }
  return "";
}

bool keepsOutCores(LockKind K) {
  return K == LockKind::Mutex || K == LockKind::RecursiveMutex || K == LockKind::Spin ||
         K == LockKind::SpinIrq || K == LockKind::RecursiveSpinIrq || K == LockKind::SchedulerOfAll;
}

bool keepsOutThreads(LockKind K) {
  return masksAll(K) || K == LockKind::Ceiling || K == LockKind::Scheduler ||
         K == LockKind::SchedulerOfAll;
}

bool masksAll(LockKind K) {
  return K == LockKind::Irq || K == LockKind::IrqFlat || K == LockKind::SpinIrq ||
         K == LockKind::RecursiveSpinIrq;
}

bool isMask(LockKind K) { return masksAll(K) || K == LockKind::Ceiling; }

bool mayBlock(LockKind K) { return K == LockKind::Mutex || K == LockKind::RecursiveMutex; }

bool nests(LockKind K) {
  return K != LockKind::Mutex && K != LockKind::Spin && K != LockKind::SpinIrq;
}

LockSet intersect(const LockSet &A, const LockSet &B) {
  LockSet Both;
  std::set_intersection(A.begin(), A.end(), B.begin(), B.end(), std::back_inserter(Both));
  return Both;
}

LockSetId LockSets::get(LockSet S) {
  std::sort(S.begin(), S.end());
  S.erase(std::unique(S.begin(), S.end()), S.end());
  auto [It, IsNew] = Known.try_emplace(std::move(S), static_cast<LockSetId>(All.size()));
  if (IsNew)
    All.push_back(&It->first);
  return It->second;
}

} // namespace ambit
