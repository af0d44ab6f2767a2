//===- FactsFile.cpp ------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/FactsFile.h"
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

// magic, version, compression, size when uncompressed, checksum of the rest
static constexpr StringLiteral Magic = "AMBITFCT";
static constexpr size_t HeadSize = 8 + 4 + 4 + 8 + 8;

namespace {
enum Compression : uint32_t { None = 0, Zlib = 1, Zstd = 2 };
} // namespace

static_assert(Magic.size() == MagicSize);
bool looksLikeFacts(StringRef Bytes) { return Bytes.starts_with(Magic); }

static std::string withHead(Compression How, uint64_t Size, ArrayRef<uint8_t> Packed) {
  std::string Out(HeadSize, '\0');
  memcpy(Out.data(), Magic.data(), Magic.size());
  endian::write32le(Out.data() + 8, FormatVersion);
  endian::write32le(Out.data() + 12, How);
  endian::write64le(Out.data() + 16, Size);
  endian::write64le(Out.data() + 24, xxh3_64bits(Packed));
  Out.append(reinterpret_cast<const char *>(Packed.data()), Packed.size());
  return Out;
}

std::string pack(const wire::Archive &Facts) {
  std::string Raw;
  {
    google::protobuf::io::StringOutputStream Stream(&Raw);
    google::protobuf::io::CodedOutputStream Coded(&Stream);
    Coded.SetSerializationDeterministic(true);
    Facts.SerializeToCodedStream(&Coded);
  }
  SmallVector<uint8_t, 0> Packed;
  Compression How = None;
  ArrayRef<uint8_t> Bytes = arrayRefFromStringRef(Raw);
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
  if (Bytes.size() < HeadSize)
    return damaged("the file ends early");
  uint32_t Version = endian::read32le(Bytes.data() + 8);
  if (Version != FormatVersion)
    return createStringError(inconvertibleErrorCode(),
                             Twine("written by ") +
                                 (Version > FormatVersion ? "a newer" : "an older") +
                                 " version of ambit (format " + Twine(Version) + ", this reads " +
                                 Twine(FormatVersion) + "); analyse the unit again");
  uint32_t How = endian::read32le(Bytes.data() + 12);
  uint64_t Size = endian::read64le(Bytes.data() + 16);
  StringRef Payload = Bytes.drop_front(HeadSize);
  if (xxh3_64bits(arrayRefFromStringRef(Payload)) != endian::read64le(Bytes.data() + 24))
    return damaged("the checksum differs, or the file ends early");
  // No compressor reaches this; a size beyond it is none that was written.
  constexpr uint64_t MaxRatio = 1 << 16;
  if (Size > (uint64_t(Payload.size()) + 1) * MaxRatio || Size > INT32_MAX)
    return damaged("it says that it is larger than it can be");
  SmallVector<uint8_t, 0> Raw;
  ArrayRef<uint8_t> Packed = arrayRefFromStringRef(Payload);
  switch (How) {
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
  default:
    return damaged("packed in an unknown way");
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
