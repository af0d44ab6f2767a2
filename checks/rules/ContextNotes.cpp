//===- ContextNotes.cpp ---------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "rules/ContextNotes.h"

using namespace llvm;

namespace ambit {

static std::string quoted(SymbolId S, const ProgramNames &Names) {
  if (Names.isLambda(S))
    return "a lambda";
  std::string Name = Names.name(S);
  return Name.empty() ? "another function" : "'" + Name + "'";
}

std::string ContextNotes::nameOf(const Context &C) const {
  if (P.names().isLambda(C.Entry))
    return C.What == Context::Isr ? "an interrupt handler" : "another thread";
  return quoted(C.Entry, P.names());
}

std::string ContextNotes::functionName(FunctionId F) const {
  return quoted(P.graph().Functions[F].Name, P.names());
}

std::string ContextNotes::bareFunctionName(FunctionId F) const {
  std::string Name = functionName(F);
  return Name.front() == '\'' ? Name.substr(1, Name.size() - 2) : Name;
}

std::string ContextNotes::levelOf(const Context &C) const {
  if (C.What != Context::Isr || !C.Level || C.StartedAt)
    return "";
  return ", at interrupt level " + std::to_string(*C.Level);
}

SymbolId ContextNotes::symbolOf(PathId Object) const {
  const PathTable &Paths = P.graph().Paths;
  for (; Object; Object = Paths[Object].Parent) {
    const PathNode &N = Paths[Object];
    if (N.Kind == PathKind::Field || N.Kind == PathKind::Global || N.Kind == PathKind::Local ||
        N.Kind == PathKind::Result)
      return N.Symbol;
  }
  return 0;
}

std::string ContextNotes::lockText(PathId Lock) const {
  const PathNode &N = P.graph().Paths[Lock];
  if (N.Kind == PathKind::Machine) {
    switch (static_cast<MachineLock>(N.Index)) {
    case MachineLock::Irq:
      return "irq";
    case MachineLock::Ceiling:
      return "ceiling";
    case MachineLock::Scheduler:
      return "scheduler";
    case MachineLock::Kernel:
    case MachineLock::Critical:
      return "kernel";
    case MachineLock::Signals:
      return "signals";
    default:
      return "line";
    }
  }
  std::string Name = objectName(Lock);
  return Name.empty() ? "lock" : Name;
}

std::string ContextNotes::lockName(const Held &L) const {
  const PathNode &N = P.graph().Paths[L.Lock];
  if (N.Kind != PathKind::Machine) {
    std::string Name = objectName(L.Lock);
    return Name.empty() ? "a lock" : "lock '" + Name + "'";
  }
  switch (static_cast<MachineLock>(N.Index)) {
  case MachineLock::Irq:
    return "the interrupt mask";
  case MachineLock::Ceiling:
    return "the interrupt priority mask";
  case MachineLock::Scheduler:
    return "the scheduler lock";
  case MachineLock::Kernel:
  case MachineLock::Critical:
    return "the kernel's critical section";
  case MachineLock::Signals:
    return "the signal mask";
  default:
    return "interrupt line " +
           std::to_string(N.Index - static_cast<int64_t>(MachineLock::FirstLine));
  }
}

void ContextNotes::addChain(NodeId At, std::vector<ProgramNote> &Notes, Flow In) const {
  constexpr unsigned MaxSteps = 6;
  unsigned Steps = 0;
  const Node *N = &S.nodes()[At];
  for (; N->Caller != NoNode; N = &S.nodes()[N->Caller]) {
    if (++Steps > MaxSteps) {
      unsigned More = 1;
      while (S.nodes()[N->Caller].Caller != NoNode) {
        N = &S.nodes()[N->Caller];
        ++More;
      }
      Notes.push_back({Message::NoteMoreSteps, N->CalledAt, {std::to_string(More)}, In});
      N = &S.nodes()[N->Caller];
      break;
    }
    Notes.push_back({Message::NoteCalledBy,
                     N->CalledAt,
                     {functionName(S.nodes()[N->Caller].Function), bareFunctionName(N->Function)},
                     In});
  }
  const Context &C = S.contexts()[N->Runs];
  if (!C.StartedAt)
    return;
  std::string Name = functionName(N->Function);
  if (C.What == Context::Isr)
    Notes.push_back({Message::NoteRegistered,
                     C.StartedAt,
                     {Name, std::string(C.IsSignal ? "a signal" : "an interrupt")},
                     In});
  else if (C.Core)
    Notes.push_back({Message::NoteStartedOnCore, C.StartedAt, {Name, std::to_string(*C.Core)}, In});
  else
    Notes.push_back({Message::NoteStarted, C.StartedAt, {Name}, In});
}

} // namespace ambit
