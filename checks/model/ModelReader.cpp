//===- ModelReader.cpp ----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every reader below takes a value of the tree and the field to fill, and
// returns false after the document has its error. Tables name the keys, so
// that an unknown key can be compared with what is allowed in its place.
//
//===----------------------------------------------------------------------===//

#include "model/ModelReader.h"
#include "model/YamlTree.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;

namespace ambit {

std::optional<ArgumentSelector> parseArgumentSelector(StringRef Text) {
  ArgumentSelector S;
  if (Text == "This") {
    S.What = ArgumentSelector::This;
    return S;
  }
  if (Text == "ReturnValue") {
    S.What = ArgumentSelector::ReturnValue;
    return S;
  }
  if (!Text.consume_front("Argument["))
    return std::nullopt;
  if (Text.consume_front("*"))
    S.What = ArgumentSelector::Pointee;
  if (Text.consumeInteger(10, S.First))
    return std::nullopt;
  S.Last = S.First;
  if (Text.consume_front("..")) {
    S.Last = ~0u;
    if (!Text.starts_with("]") && (Text.consumeInteger(10, S.Last) || S.Last < S.First))
      return std::nullopt;
  }
  if (!Text.consume_front("]"))
    return std::nullopt;
  if (Text == ".ReturnValue" && S.What == ArgumentSelector::Argument) {
    S.What = ArgumentSelector::ReturnOf;
    return S;
  }
  return Text.empty() ? std::optional(S) : std::nullopt;
}

namespace {

class Reader {
public:
  explicit Reader(YamlDocument &Doc) : Doc(Doc) {}

  bool file(const YamlValue &V, ModelFile &F);

private:
  YamlDocument &Doc;

  struct Key {
    StringRef Name;
    function_ref<bool(const YamlValue &)> Read;
    bool Required = false;
  };

  bool fail(const YamlValue &At, const Twine &Message) { return Doc.fail(At.Where, Message); }

  bool mapping(const YamlValue &V, StringRef What, ArrayRef<Key> Keys, unsigned Subjects,
               std::vector<ModelAnnotation> *Annotations);
  bool text(const YamlValue &V, std::string &Into, StringRef What);
  bool flag(const YamlValue &V, bool &Into);
  bool words(const YamlValue &V, std::vector<std::string> &Into, StringRef What);
  bool selector(const YamlValue &V, ArgumentSelector &Into);
  bool annotation(const YamlValue &Key, const YamlValue &V, const SpellingInfo &Info,
                  ModelAnnotation &Into);
  bool conditions(const YamlValue &V, const TypeModel &T, std::vector<FactCondition> &Into);
  bool condition(const YamlValue &V, const TypeModel &T, FactCondition &Into);
  bool name(const YamlValue &V, std::string &Into);
  bool typeParameters(const YamlValue &V, TypeModel &T);
  bool type(const YamlValue &V, TypeModel &T);
  bool function(const YamlValue &V, FunctionModel &F);
  bool parameter(const YamlValue &V, ParameterModel &P);
  bool field(const YamlValue &V, FieldModel &F);
  bool lockCase(const YamlValue &V, FunctionModel::Case &F);
  bool lockKind(const YamlValue &V, std::string &Into);
  bool number(const YamlValue &V, std::optional<NumberModel> &Into);
  bool machineLock(const YamlValue &V, std::string &Into);
  bool selectors(const YamlValue &V, std::vector<ArgumentSelector> &Into);
  bool removed(const YamlValue &V, std::optional<ArgumentSelector> &Into);
  bool pinned(const YamlValue &V, FunctionModel &F);
  bool result(const YamlValue &V, std::string &Into);
};

/// A key of a model is a spelling with hyphens.
std::string keyOf(const SpellingInfo &I) {
  std::string Key = I.Text.str();
  std::replace(Key.begin(), Key.end(), '_', '-');
  return Key;
}

std::string didYouMean(StringRef Wrong, ArrayRef<StringRef> Candidates) {
  StringRef Near = nearest(Wrong, Candidates);
  return Near.empty() ? std::string() : ("; did you mean '" + Near + "'?").str();
}

bool Reader::mapping(const YamlValue &V, StringRef What, ArrayRef<Key> Keys, unsigned Subjects,
                     std::vector<ModelAnnotation> *Annotations) {
  if (!V.isMapping())
    return fail(V, What + " is a mapping of keys to values");
  StringSet<> Seen;
  for (const auto &[K, Value] : V.Entries) {
    StringRef Wanted = K.Text;
    if (!Seen.insert(Wanted).second)
      return fail(K, "key '" + Wanted + "' is given twice");
    const Key *Known = find_if(Keys, [&](const Key &C) { return C.Name == Wanted; });
    if (Known != Keys.end()) {
      if (!Known->Read(Value))
        return false;
      continue;
    }
    auto IsAllowed = [&](const SpellingInfo &I) {
      return Annotations && (I.Subjects & Subjects) && I.Arguments != ArgumentKind::Condition;
    };
    std::string Text = Wanted.str();
    std::replace(Text.begin(), Text.end(), '-', '_');
    std::optional<Spelling> Spelt = parseSpelling(Text);
    if (Spelt && IsAllowed(spellingInfo(*Spelt)) && keyOf(spellingInfo(*Spelt)) == Wanted) {
      if (!annotation(K, Value, spellingInfo(*Spelt), Annotations->emplace_back()))
        return false;
      continue;
    }
    std::vector<std::string> Spellings;
    for (const SpellingInfo &I : allSpellings())
      if (IsAllowed(I))
        Spellings.push_back(keyOf(I));
    SmallVector<StringRef, 64> Candidates(Spellings.begin(), Spellings.end());
    for (const Key &C : Keys)
      Candidates.push_back(C.Name);
    return fail(K, "unknown key '" + Wanted + "' in " + What + didYouMean(Wanted, Candidates));
  }
  for (const Key &C : Keys)
    if (C.Required && !Seen.contains(C.Name))
      return fail(V, What + " needs the key '" + C.Name + "'");
  return true;
}

bool Reader::text(const YamlValue &V, std::string &Into, StringRef What) {
  if (!V.isScalar() || V.Text.empty())
    return fail(V, What + " is a word or a sentence");
  Into = V.Text;
  return true;
}

bool Reader::flag(const YamlValue &V, bool &Into) {
  if (!V.isScalar() || (V.Text != "true" && V.Text != "false"))
    return fail(V, "expected true or false");
  Into = V.Text == "true";
  return true;
}

bool Reader::words(const YamlValue &V, std::vector<std::string> &Into, StringRef What) {
  if (!V.isSequence())
    return fail(V, What + " is a list");
  for (const YamlValue &Item : V.Items)
    if (!text(Item, Into.emplace_back(), "an item of the list"))
      return false;
  return true;
}

bool Reader::selector(const YamlValue &V, ArgumentSelector &Into) {
  std::optional<ArgumentSelector> S;
  if (V.isScalar())
    S = parseArgumentSelector(V.Text);
  if (!S)
    return fail(V, "'" + V.Text +
                       "' selects nothing; write Argument[n], Argument[n..], Argument[n..m], "
                       "Argument[*n], Argument[n].ReturnValue, This or ReturnValue");
  Into = *S;
  return true;
}

bool Reader::annotation(const YamlValue &Key, const YamlValue &V, const SpellingInfo &Info,
                        ModelAnnotation &Into) {
  Into.Kind = Info.Kind;
  if (Info.maxArguments() == 0) {
    bool On = false;
    if (!flag(V, On))
      return false;
    return On || fail(V, "leave '" + Key.Text + "' out instead of giving it as false");
  }
  if (V.isSequence()) {
    if (!words(V, Into.Arguments, "'" + Key.Text + "'"))
      return false;
  } else if (!text(V, Into.Arguments.emplace_back(), "'" + Key.Text + "'")) {
    return false;
  }
  if (Into.Arguments.size() < Info.minArguments() || Into.Arguments.size() > Info.maxArguments())
    return fail(V, "'" + Key.Text + "' takes " + Twine(Info.minArguments()) + " argument" +
                       (Info.minArguments() == 1 ? "" : "s"));
  if (Info.Arguments == ArgumentKind::LockKind && !is_contained(lockKindNames(), Into.Arguments[0]))
    return fail(V, "'" + Into.Arguments[0] + "' is no lock kind" +
                       didYouMean(Into.Arguments[0], lockKindNames()));
  return true;
}

std::optional<FactKind> parseFact(StringRef Text) {
  if (Text == "send")
    return FactKind::Send;
  if (Text == "core-free")
    return FactKind::CoreFree;
  if (Text == "sync")
    return FactKind::Sync;
  return std::nullopt;
}

std::optional<FactValue> parseValue(StringRef Text) {
  if (Text == "yes")
    return FactValue::Yes;
  if (Text == "no")
    return FactValue::No;
  if (Text == "unknown")
    return FactValue::Unknown;
  return std::nullopt;
}

bool Reader::condition(const YamlValue &V, const TypeModel &T, FactCondition &Into) {
  StringRef Text = V.Text;
  if (std::optional<FactValue> Constant = parseValue(Text)) {
    Into.Constant = *Constant;
    return true;
  }
  Into.IsConstant = false;
  auto [Fact, Rest] = Text.split('(');
  std::optional<FactKind> Kind = parseFact(Fact.trim());
  if (!V.isScalar() || !Kind || !Rest.consume_back(")"))
    return fail(V, "'" + Text +
                       "' is no condition; write yes, no, unknown, send(T), core-free(T) or "
                       "sync(T)");
  Into.Fact = *Kind;
  Rest = Rest.trim();
  Into.Owned = Rest.consume_front("*");
  Rest = Rest.trim();
  auto Found = find(T.Parameters, Rest);
  if (Found == T.Parameters.end()) {
    SmallVector<StringRef, 4> Names(T.Parameters.begin(), T.Parameters.end());
    return fail(V, "'" + Rest + "' is not among the parameters" + didYouMean(Rest, Names));
  }
  Into.Parameter = Found - T.Parameters.begin();
  return true;
}

bool Reader::conditions(const YamlValue &V, const TypeModel &T, std::vector<FactCondition> &Into) {
  if (V.isScalar())
    return condition(V, T, Into.emplace_back());
  if (!V.isSequence() || V.Items.empty())
    return fail(V, "expected yes, no, unknown, or a list of conditions");
  for (const YamlValue &Item : V.Items)
    if (!condition(Item, T, Into.emplace_back()))
      return false;
  return true;
}

bool Reader::name(const YamlValue &V, std::string &Into) {
  if (!text(V, Into, "a name"))
    return false;
  for (StringRef Part : split(Into, "::"))
    if (Part.empty() || !all_of(Part, [](char C) {
          return isAlnum(C) || StringRef("_*~$=<>+-/%!&|^()[],").contains(C);
        }))
      return fail(V, "'" + Into +
                         "' is no qualified name; write namespace::class::member, with * for any "
                         "part of a name and ** for any names");
  return true;
}

bool Reader::typeParameters(const YamlValue &V, TypeModel &T) {
  if (!words(V, T.Parameters, "'parameters'"))
    return false;
  for (std::string &P : T.Parameters) {
    StringRef Name = P;
    if (!Name.consume_back("..."))
      continue;
    if (&P != &T.Parameters.back())
      return fail(V, "only the last parameter can be a pack");
    T.LastIsPack = true;
    P = Name.str();
  }
  return true;
}

bool Reader::type(const YamlValue &V, TypeModel &T) {
  // Conditions name the parameters, so these are read first, wherever they stand.
  if (V.isMapping())
    for (const auto &[K, Value] : V.Entries)
      if (K.Text == "parameters" && !typeParameters(Value, T))
        return false;
  auto Fact = [&](FactKind K, const YamlValue &C) {
    return conditions(C, T, T.Facts[static_cast<unsigned>(K)].emplace());
  };
  auto Name = [&](const YamlValue &C) { return name(C, T.Name); };
  auto Parameters = [](const YamlValue &) { return true; };
  auto Send = [&](const YamlValue &C) { return Fact(FactKind::Send, C); };
  auto CoreFree = [&](const YamlValue &C) { return Fact(FactKind::CoreFree, C); };
  auto Sync = [&](const YamlValue &C) { return Fact(FactKind::Sync, C); };
  auto Because = [&](const YamlValue &C) { return text(C, T.Because, "'because'"); };
  auto Erased = [&](const YamlValue &C) { return flag(C, T.Erased); };
  auto Joins = [&](const YamlValue &C) { return flag(C, T.JoinsInDestructor); };
  // `send` and `sync` are also spellings; as keys of a model they take conditions.
  const Key Keys[] = {{"name", Name, true}, {"parameters", Parameters},
                      {"send", Send},       {"core-free", CoreFree},
                      {"sync", Sync},       {"because", Because},
                      {"erased", Erased},   {"joins-in-destructor", Joins}};
  if (!mapping(V, "a type", Keys, subject::Type, &T.Annotations))
    return false;
  for (const auto &Conditions : T.Facts)
    if (Conditions && T.Because.empty() && any_of(*Conditions, [](const FactCondition &C) {
          return C.IsConstant && C.Constant == FactValue::No;
        }))
      return fail(V, "a fact that is 'no' needs the key 'because'");
  return true;
}

bool Reader::number(const YamlValue &V, std::optional<NumberModel> &Into) {
  NumberModel &N = Into.emplace();
  StringRef Text = V.Text;
  int64_t Value = 0;
  if (V.isScalar() && !Text.getAsInteger(0, Value)) {
    N.Constant = Text.str();
    return true;
  }
  N.IsNegated = Text.consume_front("-");
  N.From = parseArgumentSelector(Text);
  if (!N.From)
    N.Constant = Text.str();
  bool IsName = !Text.empty() && all_of(Text, [](char C) { return isAlnum(C) || C == '_'; });
  if (!V.isScalar() || (N.From ? N.From->What != ArgumentSelector::Argument : !IsName))
    return fail(V, "'" + V.Text +
                       "' is no number; write an integer, the name of a constant, Argument[n] or "
                       "-Argument[n]");
  return true;
}

bool Reader::machineLock(const YamlValue &V, std::string &Into) {
  if (!text(V, Into, "a lock of the machine"))
    return false;
  return is_contained(machineLockNames(), Into) ||
         fail(V, "'" + Into + "' is no lock of the machine" + didYouMean(Into, machineLockNames()));
}

bool Reader::selectors(const YamlValue &V, std::vector<ArgumentSelector> &Into) {
  if (!V.isSequence())
    return fail(V, "expected a list of selectors");
  for (const YamlValue &Item : V.Items)
    if (!selector(Item, Into.emplace_back()))
      return false;
  return true;
}

bool Reader::removed(const YamlValue &V, std::optional<ArgumentSelector> &Into) {
  if (!selector(V, Into.emplace()))
    return false;
  bool IsOne = Into->What == ArgumentSelector::Argument && Into->First == Into->Last;
  return IsOne || Into->What == ArgumentSelector::This ||
         fail(V, "'removes' is Argument[n] or This");
}

bool Reader::pinned(const YamlValue &V, FunctionModel &F) {
  F.PinsCaller = V.isScalar() && V.Text == "caller";
  if (F.PinsCaller)
    return true;
  std::optional<ArgumentSelector> S;
  if (V.isScalar())
    S = parseArgumentSelector(V.Text);
  if (!S || S->What == ArgumentSelector::ReturnOf || S->First != S->Last)
    return fail(V, "'pins' is caller, Argument[n], Argument[*n], This or ReturnValue");
  F.Pins = S;
  return true;
}

bool Reader::result(const YamlValue &V, std::string &Into) {
  auto IsPart = [](char C) { return isAlnum(C) || C == '_' || C == ':'; };
  int64_t Value = 0;
  Into = V.Text;
  bool IsName = !Into.empty() && !isDigit(Into[0]) && all_of(Into, IsPart);
  return (V.isScalar() && (IsName || !StringRef(Into).getAsInteger(0, Value))) ||
         fail(V, "'" + V.Text + "' is no result; write an integer or the name of a constant");
}

bool Reader::parameter(const YamlValue &V, ParameterModel &P) {
  ContextModel &X = P.Context;
  auto At = [&](const YamlValue &C) { return selector(C, P.At); };
  auto Level = [&](const YamlValue &C) { return number(C, X.Level); };
  auto Line = [&](const YamlValue &C) { return number(C, X.Line); };
  auto Thread = [&](const YamlValue &C) { return text(C, X.Thread, "'thread'"); };
  auto Many = [&](const YamlValue &C) { return flag(C, X.IsMany); };
  auto EnabledBy = [&](const YamlValue &C) { return name(C, X.EnabledBy); };
  auto Synchronous = [&](const YamlValue &C) { return flag(C, X.IsSynchronous); };
  auto Idle = [&](const YamlValue &C) { return flag(C, X.IsIdle); };
  auto Receives = [&](const YamlValue &C) { return selectors(C, X.Receives); };
  auto After = [&](const YamlValue &C) { return text(C, X.After, "'after'"); };
  const Key Keys[] = {{"at", At, true}, {"level", Level},
                      {"line", Line},   {"thread", Thread},
                      {"many", Many},   {"receives", Receives},
                      {"after", After}, {"enabled-by", EnabledBy},
                      {"idle", Idle},   {"synchronous", Synchronous}};
  return mapping(V, "a parameter", Keys, subject::Parameter, &P.Annotations);
}

bool Reader::field(const YamlValue &V, FieldModel &F) {
  ContextModel &X = F.Context;
  auto Name = [&](const YamlValue &C) { return name(C, F.Name); };
  auto Level = [&](const YamlValue &C) { return number(C, X.Level); };
  auto Line = [&](const YamlValue &C) { return number(C, X.Line); };
  auto Thread = [&](const YamlValue &C) { return text(C, X.Thread, "'thread'"); };
  auto Many = [&](const YamlValue &C) { return flag(C, X.IsMany); };
  auto After = [&](const YamlValue &C) { return text(C, X.After, "'after'"); };
  const Key Keys[] = {{"name", Name, true}, {"level", Level}, {"line", Line},
                      {"thread", Thread},   {"many", Many},   {"after", After}};
  return mapping(V, "a field", Keys, subject::Parameter, &F.Annotations);
}

bool Reader::lockKind(const YamlValue &V, std::string &Into) {
  if (!text(V, Into, "'kind'"))
    return false;
  return is_contained(acquisitionKindNames(), Into) ||
         fail(V, "'" + Into + "' is no lock kind" + didYouMean(Into, acquisitionKindNames()));
}

bool Reader::lockCase(const YamlValue &V, FunctionModel::Case &X) {
  auto Argument = [&](const YamlValue &C) { return selector(C, X.At); };
  auto Is = [&](const YamlValue &C) { return text(C, X.Is, "'is'"); };
  auto Kind = [&](const YamlValue &C) { return lockKind(C, X.Locks.Kind); };
  auto Level = [&](const YamlValue &C) { return number(C, X.Locks.Level); };
  auto Line = [&](const YamlValue &C) { return number(C, X.Locks.Line); };
  auto Restores = [&](const YamlValue &C) { return machineLock(C, X.Locks.Restores); };
  auto After = [&](const YamlValue &C) { return text(C, X.After, "'after'"); };
  auto EnabledBy = [&](const YamlValue &C) { return name(C, X.EnabledBy); };
  auto Synchronous = [&](const YamlValue &C) { return flag(C, X.IsSynchronous); };
  const Key Keys[] = {
      {"argument", Argument, true}, {"is", Is, true}, {"after", After}, {"enabled-by", EnabledBy},
      {"synchronous", Synchronous}, {"kind", Kind},   {"level", Level}, {"line", Line},
      {"restores", Restores}};
  return mapping(V, "a case", Keys, subject::Function, &X.Annotations);
}

bool Reader::function(const YamlValue &V, FunctionModel &F) {
  auto Name = [&](const YamlValue &C) { return name(C, F.Name); };
  auto Signature = [&](const YamlValue &C) {
    return words(C, F.Signature.emplace(), "'signature'");
  };
  auto Unless = [&](const YamlValue &C) {
    FunctionModel::Exception &E = F.Unless.emplace();
    auto Argument = [&](const YamlValue &A) { return selector(A, E.At); };
    auto Is = [&](const YamlValue &A) { return text(A, E.Is, "'is'"); };
    const Key Keys[] = {{"argument", Argument, true}, {"is", Is, true}};
    return mapping(C, "'unless'", Keys, 0, nullptr);
  };
  auto Handle = [&](const YamlValue &C) { return selector(C, F.Handle.emplace()); };
  auto Joins = [&](const YamlValue &C) { return selector(C, F.Joins.emplace()); };
  auto Parameters = [&](const YamlValue &C) {
    if (!C.isSequence())
      return fail(C, "'parameters' is a list");
    for (const YamlValue &Item : C.Items)
      if (!parameter(Item, F.Parameters.emplace_back()))
        return false;
    return true;
  };
  LockModel &L = F.Locks;
  auto Kind = [&](const YamlValue &C) { return lockKind(C, L.Kind); };
  auto Cases = [&](const YamlValue &C) {
    if (!C.isSequence())
      return fail(C, "'cases' is a list");
    for (const YamlValue &Item : C.Items)
      if (!lockCase(Item, F.Cases.emplace_back()))
        return false;
    return true;
  };
  auto Level = [&](const YamlValue &C) { return number(C, L.Level); };
  auto Line = [&](const YamlValue &C) { return number(C, L.Line); };
  auto Shared = [&](const YamlValue &C) { return flag(C, L.IsShared); };
  auto Ownerless = [&](const YamlValue &C) { return flag(C, L.IsOwnerless); };
  auto Saves = [&](const YamlValue &C) { return machineLock(C, L.Saves); };
  auto Restores = [&](const YamlValue &C) { return machineLock(C, L.Restores); };
  auto Starts = [&](const YamlValue &C) { return name(C, F.Starts); };
  auto Thread = [&](const YamlValue &C) { return text(C, F.Thread, "'thread'"); };
  auto Tells = [&](const YamlValue &C) {
    return text(C, F.Tells, "'tells'") &&
           (F.Tells == "isr" || F.Tells == "core" || F.Tells == "core-local" ||
            F.Tells == "thread" || F.Tells == "masked" || F.Tells == "enabled" ||
            (StringRef(F.Tells).starts_with("after ") && F.Tells.size() > 6) ||
            fail(C, "'tells' is isr, core, core-local, thread, masked, enabled or 'after PHASE'"));
  };
  auto Moves = [&](const YamlValue &C) { return flag(C, F.Moves); };
  auto Pins = [&](const YamlValue &C) { return pinned(C, F); };
  auto PinsTo = [&](const YamlValue &C) { return number(C, F.PinsTo); };
  auto PinsToMask = [&](const YamlValue &C) { return number(C, F.PinsToMask); };
  auto Removes = [&](const YamlValue &C) { return removed(C, F.Removes); };
  auto Succeeds = [&](const YamlValue &C) { return result(C, F.Succeeds); };
  auto Allocates = [&](const YamlValue &C) { return flag(C, F.Allocates); };
  auto NeverNull = [&](const YamlValue &C) { return flag(C, F.IsNeverNull); };
  auto IsrUnsafe = [&](const YamlValue &C) { return text(C, F.IsrUnsafe, "'isr-unsafe'"); };
  auto IsrForm = [&](const YamlValue &C) { return name(C, F.IsrForm); };
  auto Cores = [&](const YamlValue &C) {
    unsigned N = 0;
    if (!text(C, F.Cores, "'cores'"))
      return false;
    return F.Cores == "many" || !StringRef(F.Cores).getAsInteger(10, N) ||
           fail(C, "'cores' is a number or many");
  };
  auto CallerCore = [&](const YamlValue &C) { return number(C, F.CallerCore); };
  auto Notifies = [&](const YamlValue &C) { return selector(C, F.Notifies.emplace()); };
  auto Signals = [&](const YamlValue &C) { return selector(C, F.Signals.emplace()); };
  auto Cancels = [&](const YamlValue &C) { return words(C, F.Cancels, "'cancels'"); };
  auto UnlessDefined = [&](const YamlValue &C) {
    return words(C, F.UnlessDefined, "'unless-defined'");
  };
  auto OneForAll = [&](const YamlValue &C) { return words(C, L.OneForAll, "'one-for-all'"); };
  const Key Keys[] = {{"name", Name, true},
                      {"signature", Signature},
                      {"unless", Unless},
                      {"handle", Handle},
                      {"joins", Joins},
                      {"parameters", Parameters},
                      {"cases", Cases},
                      {"kind", Kind},
                      {"level", Level},
                      {"line", Line},
                      {"shared", Shared},
                      {"ownerless", Ownerless},
                      {"one-for-all", OneForAll},
                      {"saves", Saves},
                      {"restores", Restores},
                      {"starts", Starts},
                      {"cancels", Cancels},
                      {"signals", Signals},
                      {"notifies", Notifies},
                      {"thread", Thread},
                      {"tells", Tells},
                      {"moves", Moves},
                      {"pins", Pins},
                      {"pins-to", PinsTo},
                      {"pins-to-mask", PinsToMask},
                      {"removes", Removes},
                      {"succeeds", Succeeds},
                      {"allocates", Allocates},
                      {"never-null", NeverNull},
                      {"isr-unsafe", IsrUnsafe},
                      {"isr-form", IsrForm},
                      {"cores", Cores},
                      {"caller-core", CallerCore},
                      {"unless-defined", UnlessDefined}};
  if (!mapping(V, "a function", Keys, subject::Function, &F.Annotations))
    return false;
  bool IsPinning = F.PinsCaller || F.Pins;
  if (!IsPinning && (F.PinsTo || F.PinsToMask))
    return fail(V, "a core to pin to needs the key 'pins'");
  if (F.PinsTo && F.PinsToMask)
    return fail(V, "'pins-to' and 'pins-to-mask' both say the core; keep one");
  bool EndsPhase =
      any_of(F.Annotations, [](const ModelAnnotation &A) { return A.Kind == Spelling::EndsPhase; });
  if (!F.Succeeds.empty() && !EndsPhase && F.Parameters.empty())
    return fail(V, "'succeeds' needs the key 'ends-phase', or a parameter that runs elsewhere");
  if (!F.Handle && any_of(F.Parameters, [](const ParameterModel &P) { return P.Context.IsIdle; }))
    return fail(V, "'idle' needs the key 'handle'");
  return true;
}

bool Reader::file(const YamlValue &V, ModelFile &F) {
  if (!V.isMapping() || V.Entries.empty() || V.Entries.front().Key.Text != "ambit-model")
    return fail(V, "a model starts with 'ambit-model: " + Twine(ModelFormatVersion) + "'");
  auto Version = [&](const YamlValue &C) {
    unsigned N = 0;
    if (!C.isScalar() || StringRef(C.Text).getAsInteger(10, N) || N != ModelFormatVersion)
      return fail(C, "format version '" + C.Text + "' is not known; this build reads version " +
                         Twine(ModelFormatVersion));
    return true;
  };
  auto Name = [&](const YamlValue &C) { return text(C, F.Name, "'name'"); };
  auto About = [&](const YamlValue &C) { return text(C, F.About, "'about'"); };
  auto Types = [&](const YamlValue &C) {
    if (!C.isSequence())
      return fail(C, "'types' is a list");
    for (const YamlValue &Item : C.Items)
      if (!type(Item, F.Types.emplace_back()))
        return false;
    return true;
  };
  auto Functions = [&](const YamlValue &C) {
    if (!C.isSequence())
      return fail(C, "'functions' is a list");
    for (const YamlValue &Item : C.Items)
      if (!function(Item, F.Functions.emplace_back()))
        return false;
    return true;
  };
  auto Fields = [&](const YamlValue &C) {
    if (!C.isSequence())
      return fail(C, "'fields' is a list");
    for (const YamlValue &Item : C.Items)
      if (!field(Item, F.Fields.emplace_back()))
        return false;
    return true;
  };
  auto Macros = [&](const YamlValue &C) {
    if (!C.isSequence())
      return fail(C, "'macros' is a list");
    for (const YamlValue &Item : C.Items)
      if (!function(Item, F.Macros.emplace_back()))
        return false;
    return true;
  };
  const Key Keys[] = {
      {"ambit-model", Version, true}, {"name", Name, true}, {"about", About},  {"types", Types},
      {"functions", Functions},       {"fields", Fields},   {"macros", Macros}};
  return mapping(V, "a model", Keys, 0, nullptr);
}

} // namespace

Expected<ModelFile> readModel(StringRef Text, StringRef File) {
  YamlDocument Doc(Text, File);
  ModelFile Result;
  if (const YamlValue *Root = Doc.root())
    Reader(Doc).file(*Root, Result);
  if (!Doc.error().empty())
    return createStringError(Doc.error());
  return Result;
}

Expected<ModelFile> readModelFile(StringRef Path) {
  ErrorOr<std::unique_ptr<MemoryBuffer>> Buffer = MemoryBuffer::getFile(Path, /*IsText=*/true);
  if (!Buffer)
    return createStringError(Path +
                             ": error: cannot read the model: " + Buffer.getError().message());
  return readModel((*Buffer)->getBuffer(), Path);
}

} // namespace ambit
