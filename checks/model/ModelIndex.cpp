//===- ModelIndex.cpp -----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/ModelIndex.h"
#include "model/MetNames.h"
#include "model/ModelReader.h"
#include "llvm/ADT/StringExtras.h"
#include <map>
#include <mutex>

using namespace clang;
using namespace llvm;

namespace ambit {

template <class Entry> void ModelIndex::Table<Entry>::add(const Entry &E, StringRef Model) {
  Item I{NamePattern(E.Name), &E, Model};
  StringRef Leaf = I.Pattern.leaf();
  if (Leaf.empty())
    Globs.push_back(std::move(I));
  else
    ByLeaf[Leaf].push_back(std::move(I));
}

template <class Entry>
template <class Accept>
ModelHit<Entry> ModelIndex::Table<Entry>::find(const NamedDecl &D, Accept IsAccepted) const {
  const IdentifierInfo *Leaf = leafIdentifier(D);
  auto Named = Leaf              ? ByLeaf.find(Leaf->getName())
               : D.getDeclName() ? ByLeaf.find(D.getDeclName().getAsString())
                                 : ByLeaf.end();
  if (Named == ByLeaf.end() && Globs.empty())
    return {};
  auto [Cached, IsNew] = Cache.try_emplace(&D);
  if (!IsNew)
    return Cached->second;
  ModelHit<Entry> Hit;
  auto Try = [&](const std::vector<Item> &Items) {
    for (const Item &I : reverse(Items))
      if (I.Pattern.matches(D) && IsAccepted(*I.What)) {
        Hit = {I.What, I.Model};
        return true;
      }
    return false;
  };
  if (Named == ByLeaf.end() || !Try(Named->second))
    Try(Globs);
  return Cache[&D] = Hit;
}

/// The words of \p E, by which a unit meets it.
static SmallVector<StringRef, 4> wordsOf(const ShippedEntry &E) {
  SmallVector<StringRef, 4> Words;
  StringRef(E.Words).split(Words, ' ', -1, /*KeepEmpty=*/false);
  return Words;
}

/// The part of \p S that matters to the unit, as the text of a model; empty if none does.
static std::string textFor(MetNames &Met, const ShippedModel &S) {
  std::string Sections[std::size(ModelSectionNames)];
  for (const ShippedEntry &E : S.Entries)
    if (Met.hasAll(wordsOf(E)))
      Sections[static_cast<unsigned>(E.Section)] += E.Text;
  std::string Text;
  for (auto [Name, Entries] : zip(ModelSectionNames, Sections))
    if (!Entries.empty())
      Text += std::string(Name) + ":\n" + Entries;
  if (!Text.empty())
    Text = ("ambit-model: " + Twine(ModelFormatVersion) + "\nname: " + S.Name + "\n").str() + Text;
  return Text;
}

/// The model \p Text, read once in a process: an editor analyses a unit again and again.
static std::shared_ptr<const ModelFile> readShipped(const std::string &Text, StringRef Name,
                                                    std::vector<std::string> &Errors) {
  static std::mutex Lock;
  static std::map<std::string, std::shared_ptr<const ModelFile>> Known;
  std::lock_guard<std::mutex> Hold(Lock);
  std::shared_ptr<const ModelFile> &Slot = Known[Text];
  if (Slot)
    return Slot;
  // The build has read all of it before.
  if (Expected<ModelFile> File = readModel(Text, Name))
    Slot = std::make_shared<const ModelFile>(std::move(*File));
  else
    Errors.push_back(toString(File.takeError()));
  std::shared_ptr<const ModelFile> Read = Slot;
  // Which entries matter changes as someone types; what nobody uses goes when it is a lot.
  if (Known.size() > 100)
    std::erase_if(Known, [](const auto &Entry) { return Entry.second.use_count() <= 1; });
  return Read;
}

ModelIndex::ModelIndex(const ASTContext &Ctx, ArrayRef<ShippedModel> Shipped,
                       ArrayRef<std::string> UserFiles) {
  MetNames Met(Ctx);
  for (const ShippedModel &S : Shipped)
    for (const ShippedEntry &E : S.Entries)
      if (StringRef(E.Words).contains('*'))
        for (StringRef Word : wordsOf(E))
          Met.add(Word);
  for (const ShippedModel &S : Shipped) {
    std::string Text = textFor(Met, S);
    if (Text.empty())
      continue;
    if (std::shared_ptr<const ModelFile> File = readShipped(Text, S.Name, Errors))
      add(std::move(File), Ctx);
  }
  for (const std::string &Path : UserFiles) {
    if (Expected<ModelFile> File = readModelFile(Path))
      add(std::make_shared<const ModelFile>(std::move(*File)), Ctx);
    else
      Errors.push_back(toString(File.takeError()));
  }
}

/// Whether a value of \p T is, or may be, bound to a thread or core.
static bool isBound(const TypeModel &T) {
  auto IsNo = [&](FactKind Fact) {
    const auto &Conditions = T.Facts[static_cast<unsigned>(Fact)];
    return Conditions && any_of(*Conditions, [](const FactCondition &C) {
             return C.IsConstant && C.Constant == FactValue::No;
           });
  };
  return IsNo(FactKind::Send) || IsNo(FactKind::CoreFree) ||
         any_of(T.Annotations, [](const ModelAnnotation &A) {
           return A.Kind == Spelling::ThreadBound || A.Kind == Spelling::CoreBound ||
                  A.Kind == Spelling::CoreBoundTo;
         });
}

void ModelIndex::add(std::shared_ptr<const ModelFile> File, const ASTContext &Ctx) {
  const ModelFile &Kept = *Files.emplace_back(std::move(File));
  for (const TypeModel &T : Kept.Types) {
    Types.add(T, Kept.Name);
    HasBound |= isBound(T);
    HasCoreBound |= any_of(T.Annotations, [](const ModelAnnotation &A) {
      return A.Kind == Spelling::CoreBound || A.Kind == Spelling::CoreBoundTo;
    });
  }
  auto IsDefined = [&](StringRef Macro) {
    auto Known = Ctx.Idents.find(Macro);
    return Known != Ctx.Idents.end() && Known->second->hadMacroDefinition();
  };
  auto NoteOneForAll = [&](const FunctionModel &F) {
    if (any_of(F.Locks.OneForAll, IsDefined) && none_of(F.UnlessDefined, IsDefined))
      OneForAll.insert(&F);
  };
  for (const FunctionModel &F : Kept.Functions)
    if (all_of(literalWords(F.Name), [&](StringRef Word) { return hasMet(Ctx, Word); })) {
      Functions.add(F, Kept.Name);
      HasFunctions = true;
      HasPhases |= any_of(F.Annotations,
                          [](const ModelAnnotation &A) { return A.Kind == Spelling::EndsPhase; }) ||
                   any_of(F.Cases, [](const auto &C) { return !C.After.empty(); }) ||
                   any_of(F.Parameters, [](const auto &P) { return !P.Context.After.empty(); });
      if (!F.Cores.empty() && none_of(F.UnlessDefined, IsDefined))
        ShowsCores.insert(&F);
      NoteOneForAll(F);
    }
  for (const FieldModel &F : Kept.Fields)
    Fields.add(F, Kept.Name);
  for (const FunctionModel &M : Kept.Macros) {
    Macros.insert_or_assign(M.Name, ModelHit<FunctionModel>{&M, Kept.Name});
    NoteOneForAll(M);
  }
}

ModelHit<TypeModel> ModelIndex::type(const NamedDecl &D) const {
  return Types.find(*cast<NamedDecl>(D.getCanonicalDecl()), [](const TypeModel &) { return true; });
}

static bool signatureMatches(const FunctionModel &M, const FunctionDecl &F) {
  if (!M.Signature)
    return true;
  PrintingPolicy Policy = F.getASTContext().getPrintingPolicy();
  Policy.FullyQualifiedName = true;
  Policy.SuppressTagKeyword = true;
  unsigned I = 0;
  for (StringRef Pattern : *M.Signature) {
    if (Pattern == "...")
      return true;
    if (I == F.getNumParams())
      return false;
    QualType T = F.getParamDecl(I++)->getType().getCanonicalType().getUnqualifiedType();
    if (!globMatches(Pattern, T.getAsString(Policy)))
      return false;
  }
  return I == F.getNumParams();
}

ModelHit<FunctionModel> ModelIndex::function(const FunctionDecl &F) const {
  if (!HasFunctions)
    return {};
  return Functions.find(*F.getCanonicalDecl(),
                        [&](const FunctionModel &M) { return signatureMatches(M, F); });
}

ModelHit<FunctionModel> ModelIndex::member(const FieldDecl &F) const {
  if (!HasFunctions || !F.getType()->isFunctionPointerType())
    return {};
  return Functions.find(*cast<FieldDecl>(F.getCanonicalDecl()),
                        [](const FunctionModel &M) { return !M.Signature; });
}

ModelHit<FieldModel> ModelIndex::field(const FieldDecl &F) const {
  return Fields.find(*cast<FieldDecl>(F.getCanonicalDecl()),
                     [](const FieldModel &) { return true; });
}

ModelHit<FunctionModel> ModelIndex::macro(StringRef Name) const { return Macros.lookup(Name); }

} // namespace ambit
