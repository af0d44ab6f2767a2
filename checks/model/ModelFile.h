//===- ModelFile.h ----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a model file says, as data. A model describes the types and functions
// of a library that nobody wants to edit; docs/models.md is its reference.
// Knows neither YAML nor the AST.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_MODEL_MODELFILE_H
#define AMBIT_MODEL_MODELFILE_H

#include "model/Spelling.h"
#include "llvm/ADT/SmallVector.h"
#include <array>
#include <optional>
#include <string>
#include <vector>

namespace ambit {

/// The three independent facts of a type.
enum class FactKind : uint8_t { Send, CoreFree, Sync };
constexpr unsigned NumFacts = 3;

/// A fact's value; the worst of several is the least.
enum class FactValue : uint8_t { No, Unknown, Yes };

/// An annotation that a model gives to a declaration by name.
struct ModelAnnotation {
  Spelling Kind;
  std::vector<std::string> Arguments;
};

/// One condition of a template rule: a constant, or a fact of an argument.
struct FactCondition {
  FactValue Constant = FactValue::Yes;
  bool IsConstant = true;
  FactKind Fact = FactKind::Send;
  unsigned Parameter = 0; ///< position in TypeModel::Parameters
  bool Owned = false;     ///< `*T`: owned through a pointer, perhaps of a derived class
};

struct TypeModel {
  std::string Name; ///< qualified, inline namespaces left out; may hold globs
  std::vector<std::string> Parameters;
  bool LastIsPack = false;
  std::array<std::optional<std::vector<FactCondition>>, NumFacts> Facts;
  std::string Because; ///< completes "'X' is not send: "
  bool Erased = false; ///< holds whatever it was built from or assigned
  bool JoinsInDestructor = false;
  std::vector<ModelAnnotation> Annotations;

  /// Whether it owns, through a pointer, what a template argument says.
  bool isOwner() const;
};

/// Where in a call something is.
struct ArgumentSelector {
  enum Kind : uint8_t {
    Argument,    ///< the argument itself
    Pointee,     ///< what the argument points to, copied
    ReturnOf,    ///< what the callable argument returns
    This,        ///< the object the method is called on, or that is constructed
    ReturnValue, ///< what the call returns
  };
  Kind What = Argument;
  unsigned First = 0;
  unsigned Last = 0; ///< inclusive; ~0u for all that follow
};

/// A level or a line: a constant, or what an argument says.
struct NumberModel {
  std::optional<ArgumentSelector> From;
  std::string Constant;   ///< an integer or a name, if no argument says it
  bool IsNegated = false; ///< where the platform counts the other way
};

/// In which context a callable runs that somebody registers.
struct ContextModel {
  std::optional<NumberModel> Level;
  std::optional<NumberModel> Line;
  std::string Thread;  ///< of the one thread that runs all callables with this name
  bool IsMany = false; ///< several may run at once
  std::vector<ArgumentSelector> Receives; ///< what it is called with, by position
  std::string After;                      ///< the phase after whose end it runs
  std::string EnabledBy;                  ///< it runs only after a call that `starts` this
  bool IsSynchronous = false; ///< the call that signals it runs it, so that it preempts nobody
  bool IsIdle = false;        ///< it runs only once somebody `signals` its handle, or has got it
};

struct ParameterModel {
  ArgumentSelector At;
  ContextModel Context;
  std::vector<ModelAnnotation> Annotations;
};

/// What a call does to locks, beyond the annotations it may have.
struct LockModel {
  std::string Kind; ///< what is taken, where the type of the lock does not say it
  std::optional<NumberModel> Level;
  std::optional<NumberModel> Line;
  bool IsShared = false;    ///< taken for reading, with others
  bool IsOwnerless = false; ///< anyone may give it back, also who has not taken it
  /// Macros: where one of them is defined, the lock is one for all cores.
  std::vector<std::string> OneForAll;
  std::string Saves;    ///< the mask whose state it returns and leaves as it is
  std::string Restores; ///< the mask whose state it sets to its argument
};

/// A function, or a member of a structure that points to one.
struct FunctionModel {
  std::string Name;
  std::optional<std::vector<std::string>> Signature; ///< a glob per parameter type
  struct Exception {
    ArgumentSelector At;
    std::string Is; ///< an enumerator's qualified name or an integer
  };
  std::optional<Exception> Unless;        ///< then nothing starts or is handed over
  std::optional<ArgumentSelector> Handle; ///< what stands for the started thread, or the handler
  std::optional<ArgumentSelector> Joins;  ///< the handle whose thread has ended afterwards
  std::vector<ParameterModel> Parameters;
  LockModel Locks;
  /// What it does to locks where an argument is a certain constant.
  struct Case {
    ArgumentSelector At;
    std::string Is; ///< an enumerator's qualified name or an integer; 0 is also null and false
    LockModel Locks;
    std::string After;     ///< the phase after whose end the callables run that the call registers
    std::string EnabledBy; ///< as of a ContextModel, of the callables that the call registers
    bool IsSynchronous = false; ///< the callables that the call registers are
    std::vector<ModelAnnotation> Annotations;
  };
  std::vector<Case> Cases;
  std::optional<NumberModel> CallerCore; ///< the core that main runs on, where this is used
  /// `all`: the scheduler, with everything made before. Else a structure: what is stored in
  /// its members is registered by this call.
  std::string Starts;
  std::optional<ArgumentSelector> Signals;  ///< the handle whose idle callable may run now
  std::optional<ArgumentSelector> Notifies; ///< the same, and this call, or another, runs it
  std::vector<std::string> Cancels;         ///< functions: what they registered runs no more
  std::string Thread;                       ///< the function is part of the thread with this name
  std::string IsrUnsafe;                    ///< why no handler may call it
  std::string IsrForm;                      ///< what a handler calls instead
  std::string Tells;  ///< `isr`: whether a handler runs; `core`: the number of this core;
                      ///< `core-local`: an address of this core; `thread`: who calls;
                      ///< `masked`, `enabled`: whether interrupts are
  bool Moves = false; ///< the caller may be on another core afterwards, without having blocked
  /// Whom the call binds to a core: who calls it, or what stands for a thread or for the
  /// attributes of one. Without PinsTo and PinsToMask the core is not known.
  bool PinsCaller = false;
  std::optional<ArgumentSelector> Pins;
  std::optional<NumberModel> PinsTo;       ///< the core
  std::optional<NumberModel> PinsToMask;   ///< a bit per core; only one that is alone pins
  std::optional<ArgumentSelector> Removes; ///< the handle or line whose handler it takes back
  std::string Succeeds; ///< the result that means that the phase has ended, or that what it
                        ///< starts or registers is
  bool Allocates = false;
  bool IsNeverNull = false; ///< the pointer that it returns, if the arguments are right
  std::string Cores;        ///< a program that names it has so many cores, or `many`
  std::vector<std::string> UnlessDefined; ///< macros that make `Cores` and `OneForAll` untrue
  std::vector<ModelAnnotation> Annotations;
};

/// A member in which a callable is stored to be run somewhere else.
struct FieldModel {
  std::string Name;
  ContextModel Context;
  std::vector<ModelAnnotation> Annotations; ///< those of a parameter
};

struct ModelFile {
  std::string Name;
  std::string About;
  std::vector<TypeModel> Types;
  std::vector<FunctionModel> Functions;
  std::vector<FieldModel> Fields;
  std::vector<FunctionModel> Macros; ///< whose expansion hides what they do
};

/// The version of the format this build reads.
constexpr unsigned ModelFormatVersion = 1;

/// The words of a model's name without globs, which a unit must have met to use it.
llvm::SmallVector<llvm::StringRef, 4> literalWords(llvm::StringRef Pattern);

} // namespace ambit

#endif // AMBIT_MODEL_MODELFILE_H
