//===- ContextNotes.cpp ---------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyses/ContextNotes.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;
using namespace llvm;

namespace ambit {

static std::string quoted(const NamedDecl *D) {
  if (!D || !D->getDeclName())
    return "another function";
  if (const auto *M = dyn_cast<CXXMethodDecl>(D); M && M->getParent()->isLambda())
    return "a lambda";
  return "'" + D->getNameAsString() + "'";
}

std::string ContextNotes::nameOf(const Context &C) const {
  const NamedDecl *D = P.names().declaration(C.Entry);
  if (const auto *M = dyn_cast_or_null<CXXMethodDecl>(D); M && M->getParent()->isLambda())
    return C.What == Context::Isr ? "an interrupt handler" : "another thread";
  return quoted(D);
}

std::string ContextNotes::functionName(FunctionId F) const {
  return quoted(P.names().declaration(P.graph().Functions[F].Name));
}

std::string ContextNotes::levelOf(const Context &C) const {
  if (C.What != Context::Isr || !C.Level || C.StartedAt)
    return "";
  return ", at interrupt level " + std::to_string(*C.Level);
}

const NamedDecl *ContextNotes::objectName(PathId Object) const {
  const PathTable &Paths = P.graph().Paths;
  for (; Object; Object = Paths[Object].Parent) {
    const PathNode &N = Paths[Object];
    if (N.Kind == PathKind::Field || N.Kind == PathKind::Global || N.Kind == PathKind::Local ||
        N.Kind == PathKind::Result)
      return P.names().declaration(N.Symbol);
  }
  return nullptr;
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
    default:
      return "line";
    }
  }
  const NamedDecl *D = objectName(Lock);
  return D && D->getDeclName() ? D->getNameAsString() : "lock";
}

std::string ContextNotes::lockName(const Held &L) const {
  const PathNode &N = P.graph().Paths[L.Lock];
  if (N.Kind != PathKind::Machine) {
    const NamedDecl *D = objectName(L.Lock);
    return D && D->getDeclName() ? "lock '" + D->getNameAsString() + "'" : "a lock";
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
  default:
    return "interrupt line " +
           std::to_string(N.Index - static_cast<int64_t>(MachineLock::FirstLine));
  }
}

void ContextNotes::addChain(NodeId At, SmallVectorImpl<Note> &Notes) const {
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
      Notes.push_back({Message::NoteMoreSteps, location(N->CalledAt), {std::to_string(More)}});
      N = &S.nodes()[N->Caller];
      break;
    }
    std::string Callee = functionName(N->Function);
    if (Callee.front() == '\'')
      Callee = Callee.substr(1, Callee.size() - 2);
    Notes.push_back({Message::NoteCalledBy,
                     location(N->CalledAt),
                     {functionName(S.nodes()[N->Caller].Function), Callee}});
  }
  const Context &C = S.contexts()[N->Runs];
  if (!C.StartedAt)
    return;
  std::string Name = functionName(N->Function);
  if (C.What == Context::Isr)
    Notes.push_back({Message::NoteRegistered,
                     location(C.StartedAt),
                     {Name, std::string(C.IsSignal ? "a signal" : "an interrupt")}});
  else if (C.Core)
    Notes.push_back(
        {Message::NoteStartedOnCore, location(C.StartedAt), {Name, std::to_string(*C.Core)}});
  else
    Notes.push_back({Message::NoteStarted, location(C.StartedAt), {Name}});
}

} // namespace ambit
