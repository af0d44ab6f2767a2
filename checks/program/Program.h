//===- Program.h ------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A program as the solver sees it: functions with their accesses, calls, starts
// of other contexts and hazards, each with the state of the locks at that point
// relative to the function's entry. No AST: numbers stand for declarations,
// places and paths.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PROGRAM_PROGRAM_H
#define AMBIT_PROGRAM_PROGRAM_H

#include "program/LocalState.h"
#include "llvm/ADT/DenseSet.h"

namespace ambit {

using FunctionId = uint32_t;
constexpr FunctionId NoFunction = ~0u;
constexpr uint32_t NoPhase = ~0u;

/// How an object was declared to be protected.
struct Protection {
  enum Kind : uint8_t { None, IsrShared, IsrSharedBy, GuardedBy };
  Kind What = None;
  PathId Lock = 0;                ///< relative to the function of the access
  std::optional<LockKind> LockIs; ///< if its type says so
  std::string LockName;           ///< as written
  SymbolId Of = 0;                ///< the variable, member or type that says so
  PlaceId SaidAt = 0;
};

struct Access {
  PathId Object = 0;
  PlaceId At = 0;
  bool IsRead = false;
  bool IsWrite = false;
  bool IsAtomic = false; ///< one step that nothing divides
  bool IsVolatile = false;
  /// More than one word of the target; of an atomic, that a lock inside makes it one step, which
  /// keeps out threads and no handler.
  bool IsWide = false;
  bool IsSigAtomic = false;
  bool IsUnderConstruction = false; ///< of an object by its own constructor or destructor
  ThinVector<Protection> Protections;
  LocalStateRef State;
};

/// A pointer that is given a value: to a function, or to what leads to functions.
struct PointerStore {
  PathId In = 0;   ///< the pointer
  PathId What = 0; ///< what it points to then
};

struct Call {
  ThinVector<FunctionId> Targets;
  PathId Through = 0; ///< what the called pointer leads to, if that is not known here
  Bindings Given;
  PlaceId At = 0;
  Held Under;        ///< a lock the callee takes around it; no lock if 0
  Bindings Values;   ///< under which the values of the arguments are known, by position
  PathId Result = 0; ///< the temporary that the call makes
  PathId Owner = 0;  ///< what the result becomes, if it is an object
  /// Of what an unknown callee would do: it counts unless the body of this one is known.
  FunctionId Unless = NoFunction;
  bool IsLastWord = false; ///< all that follows ends in a failure from which nothing returns
  bool IsOpen = false;     ///< a virtual one, or through a pointer: there may be other targets
  /// Targets are what several objects have in the member that is called; which of them is meant
  /// only the object could say.
  bool IsGuess = false;
  LocalStateRef State;
};

/// A place where code makes another context run, or enables it.
struct Start {
  enum Kind : uint8_t {
    Body,    ///< starts or registers Target
    Enable,  ///< enables the interrupt line Runs.Line
    Unmask,  ///< enables interrupts, if they were not masked by the program itself
    All,     ///< lets everything run that was made before
    Threads, ///< lets the threads run that were made before; handlers do already
    Expose,  ///< takes the address of Exposes, by which others may call it from now on
  };
  Kind What = Body;
  FunctionId Target = NoFunction;
  FunctionId Exposes = NoFunction;
  PathId Through = 0;
  SymbolId Pointer = 0;          ///< what holds the function, if nothing better is known
  ThinVector<FunctionId> Stored; ///< what the program stores there
  Bindings Given;
  Context Runs;
  PlaceId At = 0;
  PathId Handle = 0;
  PathId Status = 0;             ///< the result of the call, if it says whether it worked
  int64_t Success = 0;           ///< and what it is then
  bool IsRepeated = false;       ///< in a loop
  std::optional<int64_t> Rounds; ///< of that loop, if they are known
  uint32_t By = 0;               ///< a number for the name of the function called
  bool HasOwnAgent = false;      ///< it makes a thread or handler for each function, of no name
  bool IsCalling = false;        ///< of Enable: the call itself runs it, or one of its kind
  uint32_t After = NoPhase;      ///< the phase after whose end it runs
  bool IsTakenBack = false;      ///< the function that registers the handler takes it back, too
  LocalStateRef State;
};

/// Something that must not happen in an interrupt handler, or under a mask.
struct Hazard {
  enum Kind : uint8_t { Blocks, Allocates, Throws, Forbidden, NotLockFree };
  Kind What = Blocks;
  SymbolId Callee = 0;
  std::string Macro; ///< instead of a callee
  PlaceId At = 0;
  std::string Why;
  std::string IsrForm;
  bool IsLastWord = false; ///< as of a Call
  LocalStateRef State;
};

/// Something that may be done on one core only.
struct CoreUse {
  enum Kind : uint8_t {
    Touch,     ///< an object that belongs to a core is used
    Make,      ///< is made
    Destroy,   ///< is destroyed
    Register,  ///< is given to a handler that is registered on the core that does it
    Remove,    ///< the handler with the handle Object is taken back
    ReadAgain, ///< the core's number is read again for one decision
  };
  Kind What = Touch;
  PathId Object = 0;
  SymbolId Name = 0;           ///< the variable, member or function; 0 if it has no name
  SymbolId Bound = 0;          ///< the type that is declared to be core-bound
  std::optional<int64_t> Home; ///< the core it says
  PlaceId At = 0;
  PlaceId Earlier = 0;            ///< of ReadAgain: the reading before; of Register: the call
  bool IsCaptured = false;        ///< reached through a capture
  FunctionId Unless = NoFunction; ///< as of a Call
  bool IsVoid = false;            ///< the body of Unless is known
  std::optional<int64_t> Line;
  LocalStateRef State;
};

/// A core's number or an address that belongs to a core or a thread, used where this may
/// no longer be the one that runs.
struct StaleValue {
  enum Kind : uint8_t { Number, CoreAddress, ThreadAddress };
  enum Reason : uint8_t { Waited, Moved, Unmasked, Suspended };
  Kind What = Number;
  Reason Why = Waited;
  SymbolId Name = 0;
  PlaceId At = 0;
  PlaceId ReadAt = 0;
  PlaceId MovedAt = 0;
  bool IsElsewhere = false; ///< the coroutine may be resumed on another thread
  LocalStateRef State;
};

/// A change that rests on a look at the object before the coroutine was suspended.
struct StaleDecision {
  PathId Object = 0;
  PlaceId At = 0; ///< of the change
  PlaceId LookedAt = 0;
  PlaceId SuspendedAt = 0;
  bool IsCopy = false; ///< it is written from a copy, rather than after a check
  LocalStateRef State;
};

/// A place where a lock is taken, with the state before.
struct Taking {
  Held Lock;
  PlaceId At = 0;
  LocalStateRef State;
};

/// A lock that a function demands from its callers, or forbids.
struct Demand {
  Held Lock;
  std::string Name;
  PlaceId SaidAt = 0;
};

struct Function {
  SymbolId Name = 0;
  PlaceId At = 0;
  ThinVector<Access> Accesses;
  ThinVector<Call> Calls;
  ThinVector<PointerStore> Stores;
  ThinVector<StartId> Starts;
  ThinVector<Hazard> Hazards;
  ThinVector<Taking> Takings;
  ThinVector<CoreUse> CoreUses;
  ThinVector<StaleValue> Stale;
  ThinVector<StaleDecision> Decisions;
  ThinVector<StaleValue> Sent; ///< addresses of this core that another gets
  ThinVector<Demand> Requires;
  ThinVector<Demand> Excludes;
  ThinVector<PathId> Signals; ///< locks that it gives, to tell somebody, without having taken them
  bool IsInit = false;
  bool IsIsrSafe = false; ///< declared, and to be verified
  bool IsEntry = false;   ///< Runs says where it runs
  bool IsDefined = false; ///< its body is known
  bool IsMain = false;
  bool IsExternal = false; ///< code outside the unit can call it
  bool HasCaller = false;
  bool IsUnused = false;     ///< of a complete program, nothing of which names it but calls
  bool ClaimsCore = false;   ///< its body may assume the core in Runs, and callers must be there
  bool ActsAsThread = false; ///< calls what only a thread calls
  /// All ways to it lead through a call by pointer of this one, the address of which code takes.
  FunctionId Behind = NoFunction;
  Context Runs;
  uint32_t RunsAfter = NoPhase; ///< the phase after whose end it is called, says where it is
                                ///< stored
  PlaceId RunsAfterAt = 0;
};

struct Program {
  PathTable Paths;
  LocalStates States;
  Machine Target;
  std::vector<Function> Functions;
  llvm::DenseMap<SymbolId, FunctionId> ByName; ///< functions; see nameFunctions
  std::vector<Start> Starts;
  ThinVector<PointerStore> Stores;      ///< what variables are initialised with
  llvm::DenseSet<SymbolId> FreshLocals; ///< pointers to objects that their function makes
  llvm::DenseMap<SymbolId, FunctionId> FunctionOfLocal; ///< of locals that others can reach
  std::vector<std::string> Phases;                      ///< names, by number
  bool IsWhole = false;   ///< all of it is here: what nobody calls, nobody calls
  uint32_t NumAgents = 1; ///< 0 is the main thread, and every thread nobody saw started

  /// Makes functions found by their names; when there are no more to come.
  void nameFunctions() {
    for (FunctionId F = 0; F < Functions.size(); ++F)
      ByName[Functions[F].Name] = F;
  }
  /// The function that \p P is; NoFunction if it is something else, or not of this program.
  FunctionId functionAt(PathId P) const {
    auto It = Paths[P].Kind == PathKind::Function ? ByName.find(Paths[P].Symbol) : ByName.end();
    return It == ByName.end() ? NoFunction : It->second;
  }
};

} // namespace ambit

#endif // AMBIT_PROGRAM_PROGRAM_H
