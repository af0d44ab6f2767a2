//===- FactsFileTest.cpp --------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/FactsFile.h"
#include "facts/ContextMixing.h"
#include "unit/Catch.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/xxhash.h"
#include <facts/facts.pb.h>
#include <random>

using namespace ambit::facts;
using llvm::StringRef;

namespace {

/// A unit as large as \p Size, which nothing has to understand.
wire::Archive archive(size_t Size) {
  wire::Archive A;
  wire::Unit &U = *A.add_units();
  U.set_files(std::string("src/main.c\0include/main.h\0", 26));
  std::minstd_rand Random(static_cast<unsigned>(Size));
  for (size_t I = 0; I < Size; ++I)
    *U.mutable_functions() += static_cast<char>(I % 3 ? I : Random() % 5);
  U.add_identities(0x0123456789abcdef);
  return A;
}

std::string errorOf(StringRef Bytes) {
  wire::Archive Into;
  return llvm::toString(unpack(Bytes, Into));
}

} // namespace

TEST_CASE("what is coded by contexts comes back, message or not") {
  std::minstd_rand Random(1);
  for (size_t Size : {0, 1, 2, 3, 4, 5, 100, 4096, 8192}) {
    std::string Message = archive(Size).SerializeAsString(), Noise, Same(Size, 'x');
    for (size_t I = 0; I < Size; ++I)
      Noise += static_cast<char>(Random());
    for (const std::string &Raw : {Message, Noise, Same, Message + Noise, Noise + Same}) {
      std::string Packed = compressByContexts(Raw);
      CHECK(decompressByContexts(Packed, Raw.size()) == Raw);
      CHECK(Packed.size() <= Raw.size() + Raw.size() / 8 + 4);
    }
    CHECK(decompressByContexts(Noise, 100).size() == 100);
  }
}

TEST_CASE("the bytes of a small file are the same on every machine") {
  std::string Packed = compressByContexts(archive(2000).SerializeAsString());
  CHECK(llvm::xxh3_64bits(Packed) == 0x4886b5ebdfcde1d4);
}

TEST_CASE("a file says the same in either packing") {
  for (size_t Size : {0, 10, 1000, 8000, 8192, 100000}) {
    wire::Archive A = archive(Size), Quick, Small;
    std::string Bytes = pack(A), SmallBytes = pack(A, Packing::Small);
    CHECK_FALSE(isSlowToRead(Bytes));
    CHECK(isSlowToRead(SmallBytes) == (Size <= 8000));
    CHECK(errorOf(Bytes).empty());
    REQUIRE(llvm::toString(unpack(Bytes, Quick)).empty());
    REQUIRE(llvm::toString(unpack(SmallBytes, Small)).empty());
    CHECK(Quick.SerializeAsString() == A.SerializeAsString());
    CHECK(Small.SerializeAsString() == A.SerializeAsString());
  }
}

TEST_CASE("what is no whole file of this version says so") {
  for (Packing How : {Packing::Quick, Packing::Small}) {
    const std::string Bytes = pack(archive(500), How);
    for (size_t Size = 0; Size < Bytes.size(); ++Size)
      CHECK_FALSE(errorOf(StringRef(Bytes).take_front(Size)).empty());
    CHECK(errorOf("") == "the file is empty");
    CHECK(errorOf("something else") == "not a facts file");
    std::string Other = Bytes;
    Other[MagicSize] = static_cast<char>(FormatVersion + 1);
    CHECK(StringRef(errorOf(Other)).starts_with("written by a newer version of ambit"));
    Other[MagicSize] = static_cast<char>(FormatVersion - 1);
    CHECK(StringRef(errorOf(Other)).starts_with("written by an older version of ambit"));
    for (size_t I = MagicSize + 1; I < Bytes.size(); ++I) {
      Other = Bytes;
      Other[I] = static_cast<char>(Other[I] ^ 0x10);
      CAPTURE(I);
      CHECK(StringRef(errorOf(Other)).starts_with("damaged: "));
    }
  }
}
