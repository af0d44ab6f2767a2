//===- FactsFile.cpp ------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/FactsFile.h"
#include "facts/ContextMixing.h"
#include "facts/Words.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Compression.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/xxhash.h"
#include <facts/facts.pb.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

using namespace llvm;
using namespace llvm::support;

namespace ambit::facts {

// After it follow, of a byte each, the version and the compression; the size when uncompressed, in
// as many as it needs; and the checksum of all that but the version in four.
static constexpr StringLiteral Magic = "AMBITFCT";
static_assert(FormatVersion < 256);

namespace {
enum Compression : uint8_t { None = 0, Zlib = 1, Zstd = 2, Contexts = 3 };
} // namespace

/// Messages up to this size are worth the time of ContextMixing.h.
static constexpr size_t MaxContexts = 8192;

static_assert(Magic.size() == MagicSize);
bool looksLikeFacts(StringRef Bytes) { return Bytes.starts_with(Magic); }

void forTexts(StringRef All, function_ref<void(StringRef)> Do) {
  while (!All.empty()) {
    auto [First, Rest] = All.split('\0');
    Do(First);
    All = Rest;
  }
}

StringRef nameOf(const wire::Unit &U) { return StringRef(U.files()).split('\0').first; }

static uint32_t checksum(StringRef Head, StringRef Packed) {
  return static_cast<uint32_t>(xxh3_64bits(Head) + xxh3_64bits(Packed));
}

static std::string withHead(Compression How, uint64_t Size, ArrayRef<uint8_t> Packed) {
  std::string Out = Magic.str();
  Out += static_cast<char>(FormatVersion);
  Out += static_cast<char>(How);
  NumberWriter(Out).word(Size);
  char Sum[4];
  endian::write32le(Sum,
                    checksum(StringRef(Out).drop_front(Magic.size() + 1), toStringRef(Packed)));
  Out.append(Sum, sizeof(Sum));
  Out.append(reinterpret_cast<const char *>(Packed.data()), Packed.size());
  return Out;
}

std::string pack(const wire::Archive &Facts, Packing For) {
  std::string Raw;
  {
    google::protobuf::io::StringOutputStream Stream(&Raw);
    google::protobuf::io::CodedOutputStream Coded(&Stream);
    Coded.SetSerializationDeterministic(true);
    Facts.SerializeToCodedStream(&Coded);
  }
  ArrayRef<uint8_t> Bytes = arrayRefFromStringRef(Raw);
  if (For == Packing::Small && Raw.size() <= MaxContexts)
    return withHead(Contexts, Raw.size(), arrayRefFromStringRef(compressByContexts(Raw)));
  SmallVector<uint8_t, 0> Packed;
  Compression How = None;
  if (compression::zstd::isAvailable()) {
    compression::zstd::compress(Bytes, Packed, /*Level=*/9);
    How = Zstd;
  } else if (compression::zlib::isAvailable()) {
    compression::zlib::compress(Bytes, Packed);
    How = Zlib;
  } else {
    Packed.append(Bytes.begin(), Bytes.end());
  }
  return withHead(How, Raw.size(), Packed);
}

bool isSlowToRead(StringRef Bytes) {
  return looksLikeFacts(Bytes) && Bytes.size() > Magic.size() + 1 &&
         Bytes[Magic.size() + 1] == Contexts;
}

std::string packRaw(StringRef Raw) {
  return withHead(None, Raw.size(), arrayRefFromStringRef(Raw));
}

static Error damaged(const Twine &Why) {
  return createStringError(inconvertibleErrorCode(), "damaged: " + Why);
}

Expected<std::string> unpackRaw(StringRef Bytes) {
  if (Bytes.empty())
    return createStringError(inconvertibleErrorCode(), "the file is empty");
  if (!Bytes.starts_with(Magic.take_front(Bytes.size())))
    return createStringError(inconvertibleErrorCode(), "not a facts file");
  if (Bytes.size() <= Magic.size())
    return damaged("the file ends early");
  uint32_t Version = static_cast<uint8_t>(Bytes[Magic.size()]);
  if (Version != FormatVersion)
    return createStringError(inconvertibleErrorCode(),
                             Twine("written by ") +
                                 (Version > FormatVersion ? "a newer" : "an older") +
                                 " version of ambit (format " + Twine(Version) + ", this reads " +
                                 Twine(FormatVersion) + "); analyse the unit again");
  StringRef Payload = Bytes.drop_front(Magic.size() + 1);
  const char *Head = Payload.data();
  uint8_t How = Payload.empty() ? 0 : static_cast<uint8_t>(Payload.front());
  NumberReader X(Payload.drop_front(Payload.empty() ? 0 : 1));
  uint64_t Size;
  X.word(Size);
  Payload = X.rest();
  if (Payload.size() < 4)
    return damaged("the file ends early");
  if (How > Contexts)
    return damaged("packed in an unknown way");
  uint32_t Sum = endian::read32le(Payload.data());
  StringRef Said(Head, Payload.data() - Head);
  Payload = Payload.drop_front(4);
  if (checksum(Said, Payload) != Sum)
    return damaged("the checksum differs, or the file ends early");
  // No compressor reaches this; a size beyond it is none that was written.
  constexpr uint64_t MaxRatio = 1 << 16;
  if (Size > (uint64_t(Payload.size()) + 1) * MaxRatio || Size > INT32_MAX)
    return damaged("it says that it is larger than it can be");
  SmallVector<uint8_t, 0> Raw;
  ArrayRef<uint8_t> Packed = arrayRefFromStringRef(Payload);
  switch (static_cast<Compression>(How)) {
  case None:
    Raw.append(Packed.begin(), Packed.end());
    break;
  case Zlib:
    if (!compression::zlib::isAvailable())
      return createStringError(inconvertibleErrorCode(), "packed with zlib, which is missing here");
    if (Error E = compression::zlib::decompress(Packed, Raw, Size))
      return damaged(toString(std::move(E)));
    break;
  case Zstd:
    if (!compression::zstd::isAvailable())
      return createStringError(inconvertibleErrorCode(), "packed with zstd, which is missing here");
    if (Error E = compression::zstd::decompress(Packed, Raw, Size))
      return damaged(toString(std::move(E)));
    break;
  case Contexts:
    if (Size > MaxContexts)
      return damaged("it says that it is larger than it can be");
    return decompressByContexts(Payload, Size);
  }
  if (Raw.size() != Size)
    return damaged("it is not as large as it says");
  return toStringRef(Raw).str();
}

Error unpack(StringRef Bytes, wire::Archive &Into) {
  Expected<std::string> Raw = unpackRaw(Bytes);
  if (!Raw)
    return Raw.takeError();
  if (!Into.ParseFromString(*Raw))
    return damaged("its message cannot be read");
  return Error::success();
}

} // namespace ambit::facts
