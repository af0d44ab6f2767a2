//===- ModelIndex.h ---------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Finds what the models say about a declaration. Of a shipped model it reads only
// the entries whose names the unit has met, which makes most units pay for none.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_MODEL_MODELINDEX_H
#define AMBIT_MODEL_MODELINDEX_H

#include "model/ModelFile.h"
#include "model/QualifiedName.h"
#include "model/ShippedModels.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringMap.h"
#include <memory>
#include <vector>

namespace ambit {

/// A model entry with the name of its model, for messages.
template <class Entry> struct ModelHit {
  const Entry *What = nullptr;
  llvm::StringRef Model;
  explicit operator bool() const { return What; }
};

class ModelIndex {
public:
  /// Reads the shipped models that matter to \p Ctx's unit, and the user's.
  /// \p Shipped  the models that come with Ambit
  /// \p UserFiles  paths, read in order; of two entries for a name the later one counts
  ModelIndex(const clang::ASTContext &Ctx, llvm::ArrayRef<ShippedModel> Shipped,
             llvm::ArrayRef<std::string> UserFiles);

  ModelHit<TypeModel> type(const clang::NamedDecl &D) const;
  ModelHit<FunctionModel> function(const clang::FunctionDecl &F) const;
  /// What a call through \p F does, where \p F points to a function.
  ModelHit<FunctionModel> member(const clang::FieldDecl &F) const;
  ModelHit<FieldModel> field(const clang::FieldDecl &F) const;
  ModelHit<FunctionModel> macro(llvm::StringRef Name) const;
  bool hasMacros() const { return !Macros.empty(); }
  /// Whether some type belongs to a core.
  bool hasCoreBound() const { return HasCoreBound; }
  /// Whether some type is bound to a thread or core.
  bool hasBound() const { return HasBound; }
  /// Whether some function ends a phase.
  bool hasPhases() const { return HasPhases; }

  /// Whether a program that uses \p M has several cores.
  bool showsCores(const FunctionModel &M) const { return ShowsCores.contains(&M); }
  /// Whether the lock that \p M takes or gives is one for all cores.
  bool isOneForAll(const FunctionModel &M) const { return OneForAll.contains(&M); }

  /// Whether the unit has met the name of any function that a model describes.
  bool hasFunctions() const { return HasFunctions; }

  /// What was wrong with the user's models, a line each, and forgets it; such a model has
  /// no effect.
  std::vector<std::string> takeErrors() { return std::exchange(Errors, {}); }

private:
  template <class Entry> struct Table {
    struct Item {
      NamePattern Pattern;
      const Entry *What;
      llvm::StringRef Model;
    };
    llvm::StringMap<std::vector<Item>> ByLeaf;
    std::vector<Item> Globs; ///< entries whose last name has a glob
    mutable llvm::DenseMap<const clang::Decl *, ModelHit<Entry>> Cache;

    void add(const Entry &E, llvm::StringRef Model);
    template <class Accept>
    ModelHit<Entry> find(const clang::NamedDecl &D, Accept IsAccepted) const;
  };

  void add(std::shared_ptr<const ModelFile> File, const clang::ASTContext &Ctx);

  std::vector<std::shared_ptr<const ModelFile>> Files; ///< the tables point into these
  Table<TypeModel> Types;
  Table<FunctionModel> Functions;
  Table<FieldModel> Fields;
  llvm::StringMap<ModelHit<FunctionModel>> Macros;
  llvm::SmallPtrSet<const FunctionModel *, 8> ShowsCores;
  llvm::SmallPtrSet<const FunctionModel *, 8> OneForAll;
  bool HasFunctions = false;
  bool HasPhases = false;
  bool HasCoreBound = false;
  bool HasBound = false;
  std::vector<std::string> Errors;
};

} // namespace ambit

#endif // AMBIT_MODEL_MODELINDEX_H
