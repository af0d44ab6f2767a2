//===- LoweredFunction.h ----------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function as the lock flow reads it: for each block of its CFG the events that
// matter, in order of evaluation, and the conditions on its edges.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FLOW_LOWEREDFUNCTION_H
#define AMBIT_FLOW_LOWEREDFUNCTION_H

#include "flow/Summary.h"

namespace ambit {

struct LockEvent {
  enum Kind : uint8_t {
    Acquire,     ///< Lock; its saved state is remembered under Key
    Release,     ///< Lock; Key is the saved state given, if any
    Try,         ///< Lock, if the result under Key is a success
    Assert,      ///< Lock is held, says the code
    Save,        ///< remembers the state of the mask Lock under Key
    Restore,     ///< sets the mask Lock to the state under Key, or to Constant
    Guard,       ///< the object Owner takes Locks for as long as it lives
    EndGuard,    ///< Owner dies
    LockGuard,   ///< Owner takes its locks again
    TryGuard,    ///< likewise, if the result under Key is a success
    UnlockGuard, ///< Owner gives its locks back
    DropGuard,   ///< Owner forgets its locks, which stay held
    MoveGuard,   ///< Owner takes over what the guard Key has
    OwnsGuard,   ///< Key is whether Owner holds its locks
    End,         ///< the object that Lock.Lock names is gone, with the locks in it
  };
  Kind What = Acquire;
  Held Lock;
  ThinVector<Held> Locks;
  PathId Key = 0;
  PathId Owner = 0;
  std::optional<int64_t> Constant;
  bool IsTruth = true; ///< of a success: the result is (not) 0, else it is Success
  bool IsNegated = false;
  int64_t Success = 1;
  bool IsDeferred = false;
  bool IsAdopted = false;
  bool IsSignalLike = false;    ///< perhaps a signal between threads rather than a lock
  bool IsOwnersMistake = false; ///< of a Try: who has the lock must not make it
  bool IsWaiting = false;       ///< the result of this Try is usually not worth a look
  PlaceId At = 0;
  std::string Name; ///< of the lock as written
};

struct AssignEvent {
  PathId To = 0;
  PathId From = 0; ///< 0 if the value is nothing that is followed
  std::optional<int64_t> Constant;
  bool IsNonZero = false; ///< it is a value other than 0
  bool IsPart = false;    ///< some bits of From
  bool IsPointer = false; ///< what is reached through it is another object after it
};

struct ReturnEvent {
  PathId Value = 0;
  std::optional<int64_t> Constant;
  PlaceId At = 0;
};

/// The end of a started thread.
struct JoinEvent {
  PathId Handle = 0;
  std::optional<int64_t> Rounds; ///< of the loop around it, if they are known
  /// Instead of a handle: numbers for the functions whose registrations it takes back.
  ThinVector<uint32_t> Cancels = {};
  bool IsExact = false; ///< of no other handle than this one
  /// Instead of a handle: the handler that the call takes back.
  FunctionId Handler = NoFunction;
};

/// Something that happens to a way into guarded state: a pointer, reference, iterator or view.
struct ViewEvent {
  enum Kind : uint8_t {
    Bind,    ///< variable Var becomes one, or nothing of the kind if Lock and From are 0
    Use,     ///< of Var
    Return,  ///< it is returned
    Store,   ///< in Target, which outlives the function
    Capture, ///< in a callable that runs elsewhere or later
    Copy,    ///< Var becomes a copy of the shared object Lock, or of what From copied
    Derive,  ///< the shared object Lock is written from Var
    Check,   ///< the shared object Lock decides, in a coroutine, what is done
    Act,     ///< Lock is changed where an earlier Check decided so
  };
  Kind What = Bind;
  PathId Var = 0;
  PathId From = 0; ///< the variable through which it leads in, if not directly
  PathId Lock = 0; ///< what guards the state
  SymbolId Guarded = 0;
  SymbolId Target = 0;
  std::string LockName;
  PlaceId At = 0;
};

/// A co_await or co_yield at which the coroutine may be suspended.
struct SuspendEvent {
  PlaceId At = 0;
  bool IsElsewhere = false; ///< and resumed on another thread or core
};

/// Something about the core that runs, or a variable that depends on it.
struct CoreEvent {
  enum Kind : uint8_t {
    Bind, ///< Var is made from the core's number or an address of it, or of From, or of neither
    Read, ///< Var is used
    Move, ///< the thread may be on another core from here
    Pin,  ///< the thread stays on its core from here, perhaps on Core
    Use,  ///< number Index of the function's CoreUses
  };
  Kind What = Bind;
  StaleValue::Kind Is = StaleValue::Number;
  bool IsFresh = false; ///< of a Bind: read here
  PathId Var = 0;
  PathId From = 0;
  SymbolId Name = 0;
  std::optional<int64_t> Core;
  uint32_t Index = 0;
  PlaceId At = 0;
};

/// The end of a phase, or the use of something that is dead after it.
struct PhaseEvent {
  enum Kind : uint8_t { End, Use };
  Kind What = Use;
  uint32_t Phase = 0;
  PathId Status = 0; ///< of an end: the result that says whether it happened; 0 if it always does
  int64_t Success = 0;
  SymbolId Object = 0; ///< of a use: what is used
  SymbolId Bound = 0;  ///< and the declaration that binds it
  PlaceId At = 0;
  FunctionId Unless = NoFunction; ///< as of a Call
  bool IsVoid = false;            ///< the body of Unless is known
};

struct Event {
  enum Kind : uint8_t {
    Access,
    Call,
    Start,
    Hazard,
    Lock,
    Assign,
    Return,
    Throw,
    Join,
    View,
    Phase,
    Suspend,
    Core
  };
  Kind What;
  uint32_t Index; ///< in the list of its kind; of a Throw the place
};

/// What holds on an edge.
struct Condition {
  enum Kind : uint8_t { None, Value, InIsr, Core, Masked };
  Kind What = None;
  PathId Key = 0;
  bool IsEqual = true; ///< the value under Key is (not) Number
  int64_t Number = 0;
  bool IsNegative = true; ///< with Sign: it is below 0 where Key is not 0
  PathId Sign = 0;        ///< a comparison with 0 by order: what is compared. Of a status it means
                          ///< what a comparison for equality would

  Condition negated() const {
    Condition C = *this;
    C.IsEqual = !C.IsEqual;
    return C;
  }
  bool operator==(const Condition &) const = default;
};

struct Edge {
  int Next = -1;
  Condition If;
  ThinVector<uint32_t> Joins; ///< what the loop that ends here has joined
};

/// A value that is computed in place.
struct Computation {
  PathId Key = 0;
  ThinVector<PathId> From; ///< the variables
};

/// The value under Key says whether two pointers to locks are equal.
struct Comparison {
  PathId Key = 0;
  SameObject Of;        ///< what they point to
  bool IsEqual = false; ///< they are equal where it is not 0, rather than where it is 0
};

struct Block {
  uint32_t Begin = 0, End = 0; ///< of its events
  ThinVector<Edge> Edges;
  bool IsNoReturn = false;
  bool IsFatal = false; ///< and the program ends there because something is wrong
};

struct LoweredFunction {
  FunctionId Id = NoFunction;
  bool IsConstructor = false;
  bool IsDestructor = false;
  bool IsOfRaii = false; ///< a constructor of a class that has a destructor of its own
  bool ReturnsNothing = false;
  bool ReturnsBool = false;
  bool ReturnsPointer = false;
  bool IsLock = false; ///< described as one by a model, or a method of one
  bool IsNoReturn = false;
  bool IsWeak = false;       ///< another definition may take its place
  bool IsBranching = false;  ///< as it was written
  bool IsUnjudged = false;   ///< declared to be left alone by thread-safety analysis
  PathId ReturnedObject = 0; ///< the one object that it gives a way to, if all callers get that
  SymbolId Class = 0;        ///< of a method
  std::optional<Summary> Declared; ///< what annotations say that it does to locks
  ThinVector<Block> Blocks;
  unsigned Entry = 0, Exit = 0;
  ThinVector<unsigned> Order; ///< blocks in reverse post-order
  ThinVector<Event> Events;
  ThinVector<LockEvent> Locks;
  ThinVector<AssignEvent> Assigns;
  ThinVector<ReturnEvent> Returns;
  ThinVector<JoinEvent> Joins;
  ThinVector<ViewEvent> Views;
  ThinVector<PhaseEvent> Phases;
  /// Values that say, where they are not 0, that a phase is over.
  ThinVector<std::pair<PathId, uint32_t>> PhaseAnswers;
  ThinVector<SuspendEvent> Suspensions;
  ThinVector<CoreEvent> Cores;
  ThinVector<Computation> Computations; ///< by key
  ThinVector<Comparison> Comparisons;
  PlaceId Closing = 0; ///< the brace that ends it

  /// Forgets what only the flows read: the graph, and what happens at its points.
  void dropGraph() {
    Blocks = {};
    Order = {};
    Events = {};
    Assigns = {};
    Returns = {};
    Joins = {};
    PhaseAnswers = {};
    Cores = {};
    Computations = {};
    Comparisons = {};
  }
};

} // namespace ambit

#endif // AMBIT_FLOW_LOWEREDFUNCTION_H
