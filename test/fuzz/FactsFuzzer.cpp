//===- FactsFuzzer.cpp ----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Any bytes as facts files: what reads them may refuse them, and what it takes has to be linked,
// solved and judged. Inputs are changed behind their checksum, or nearly all would be refused for
// that.
//
//===----------------------------------------------------------------------===//

#include "facts/FactsFile.h"
#include "facts/Judgement.h"
#include "facts/Linker.h"
#include <facts/facts.pb.h>
#include <random>

using namespace ambit;
using namespace llvm;

extern "C" size_t LLVMFuzzerMutate(uint8_t *Data, size_t Size, size_t MaxSize);

static void consume(Error E) { consumeError(std::move(E)); }

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  StringRef Bytes(reinterpret_cast<const char *>(Data), Size);
  facts::Linker All;
  consume(All.add(Bytes));
  if (All.numUnits() == 0)
    return 0;
  All.merge();
  if (auto Reports = All.reports(); !Reports)
    consume(Reports.takeError());
  auto Linked = All.link();
  if (!Linked) {
    consume(Linked.takeError());
    return 0;
  }
  std::unique_ptr<SolvedProgram> Solved = facts::solve(**Linked);
  for (bool IsStrict : {false, true})
    facts::judge(**Linked, *Solved, IsStrict);
  return 0;
}

namespace {

/// Changes one thing of a message that is still one afterwards.
class MessageMutator {
public:
  MessageMutator(facts::wire::Unit &U, unsigned Seed) : U(U), Random(Seed) {}

  void mutate() {
    switch (pick(8)) {
    case 0:
      bytes(*U.mutable_unit_words());
      break;
    case 1:
      bytes(*U.mutable_paths());
      break;
    case 2:
      bytes(pick(2) ? *U.mutable_places() : *U.mutable_declarations());
      break;
    case 3:
      bytes(*U.mutable_symbols());
      break;
    case 4:
      numbers(*U.mutable_aliases());
      break;
    case 5:
      bytes(*U.mutable_function_symbols());
      break;
    default:
      bytes(*U.mutable_functions());
    }
  }

private:
  unsigned pick(unsigned Count) { return Random() % Count; }

  void bytes(std::string &Words) {
    size_t Size = Words.size(), Room = Size + 16;
    Words.resize(Room);
    Words.resize(LLVMFuzzerMutate(reinterpret_cast<uint8_t *>(Words.data()), Size, Room));
  }

  template <class List> void numbers(List &L) {
    if (L.size() == 0)
      return;
    unsigned At = pick(L.size());
    // A number that is used elsewhere is likelier to mean something.
    L.Set(At, pick(2) ? L.Get(pick(L.size())) : L.Get(At) + pick(7) - 3);
  }

  facts::wire::Unit &U;
  std::minstd_rand Random;
};

} // namespace

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t *Data, size_t Size, size_t MaxSize,
                                          unsigned Seed) {
  StringRef Bytes(reinterpret_cast<const char *>(Data), Size);
  Expected<std::string> Raw = facts::unpackRaw(Bytes);
  if (!Raw) {
    consume(Raw.takeError());
    return LLVMFuzzerMutate(Data, Size, MaxSize);
  }
  facts::wire::Archive File;
  if (Seed % 8 == 0)
    return LLVMFuzzerMutate(Data, Size, MaxSize);
  if (Seed % 4 && File.ParseFromString(*Raw) && File.units_size()) {
    MessageMutator(*File.mutable_units(Seed / 8 % File.units_size()), Seed).mutate();
    Raw = File.SerializeAsString();
  } else {
    size_t Before = Raw->size();
    Raw->resize(Before + 64);
    Raw->resize(LLVMFuzzerMutate(reinterpret_cast<uint8_t *>(Raw->data()), Before, Raw->size()));
  }
  std::string New = facts::packRaw(*Raw);
  if (New.size() > MaxSize)
    return LLVMFuzzerMutate(Data, Size, MaxSize);
  memcpy(Data, New.data(), New.size());
  return New.size();
}
