//===- Effects.h ------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a call of a function does to locks and to the context it is called in, as
// its annotations, Clang's thread-safety and function-effect attributes, and the
// models say. Nothing is inferred here.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_LOWERING_EFFECTS_H
#define AMBIT_LOWERING_EFFECTS_H

#include "lowering/PathReader.h"
#include "model/Annotation.h"

namespace ambit {

/// A lock that somebody names.
struct LockRef {
  Held Lock;                ///< no lock if its path is 0
  bool IsKindKnown = false; ///< its type says what it keeps out
};

struct LockOp {
  enum Kind : uint8_t { Acquire, Release, TryAcquire, Requires, Excludes, Asserts, Save, Restore };
  Kind What = Acquire;
  Held Lock;                     ///< in terms of the callee
  bool IsOwn = false;            ///< the object the method is called on
  bool IsShared = false;         ///< others may read as well
  bool IsOwnerless = false;      ///< whoever has not taken it may give it back, too
  bool IsSuccessTruth = true;    ///< a result other than 0 means success, else Success does
  bool IsSuccessNegated = false; ///< with IsSuccessTruth: 0 means success
  int64_t Success = 1;
  std::optional<NumberModel> Level, Line; ///< known at the call only
  std::string Name;                       ///< as written
  clang::SourceLocation SaidAt;
};

struct Effects {
  std::vector<LockOp> Locks;
  bool Blocks = false;
  bool Allocates = false;
  bool IsIsrSafe = false;
  bool StartsAll = false;
  bool StartsThreads = false;
  bool HasLockAnnotation = false; ///< the source says what it does to locks
  bool EndsObjects = false;       ///< its name says that what it is given is gone after it
  llvm::StringRef IsrUnsafe;
  llvm::StringRef IsrForm;
  const FunctionModel *Model = nullptr;
  /// Where an argument is a certain constant.
  struct Case {
    ArgumentSelector At;
    std::string Is;
    std::vector<LockOp> Locks;
  };
  std::vector<Case> Cases;
  const clang::FunctionDecl *Returns = nullptr; ///< AMBIT_RETURNS_LOCK
};

class EffectReader {
public:
  EffectReader(PathReader &Reader, PathTable &Paths, Symbols &Names, const Annotations &Said,
               const ModelIndex &Models)
      : Reader(Reader), Paths(Paths), Names(Names), Said(Said), Models(Models) {}

  const Effects &of(const clang::FunctionDecl &F);

  /// What a call through \p Pointer, a member or a variable, does.
  const Effects &ofPointer(const clang::DeclaratorDecl &Pointer);

  /// What an expansion of the macro \p Name does; null if no model knows it.
  const Effects *ofMacro(llvm::StringRef Name);

  /// The lock that \p Text names in the scope of \p Site. \p Self is the object whose
  /// members it may name.
  LockRef lock(llvm::StringRef Text, const clang::Decl &Site, PathId Self);

  /// The lock that the expression of one of Clang's attributes on \p Site names.
  LockRef lock(const clang::Expr *E, PathId Self);

  /// What type \p T keeps out when it is taken; nothing if it is no lock.
  std::optional<Held> kindOf(clang::QualType T) const;

  /// Whether \p T takes locks for as long as its object lives.
  bool isScoped(clang::QualType T) const;

private:
  void addModel(const FunctionModel &M, const clang::ValueDecl *F, Effects &E);
  void addLockModel(const LockModel &M, std::vector<LockOp> &Locks);
  bool addOp(Spelling Kind, llvm::ArrayRef<llvm::StringRef> Arguments, clang::SourceLocation At,
             const clang::ValueDecl &F, std::vector<LockOp> &Into);
  void addAnnotations(const clang::ValueDecl &F, Effects &E);
  void addAttributes(const clang::FunctionDecl &F, Effects &E);
  LockRef machineLock(llvm::StringRef Name);

  PathReader &Reader;
  PathTable &Paths;
  Symbols &Names;
  const Annotations &Said;
  const ModelIndex &Models;
  llvm::DenseMap<const clang::Decl *, std::unique_ptr<Effects>> Known;
  llvm::StringMap<std::unique_ptr<Effects>> KnownMacros;
};

} // namespace ambit

#endif // AMBIT_LOWERING_EFFECTS_H
