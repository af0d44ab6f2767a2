//===- FactsFile.h ----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The file around facts: a head that says what it is and of which version, a checksum, and
// the compressed message. What is not a whole facts file of this version is an error that
// says so.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FACTS_FACTSFILE_H
#define AMBIT_FACTS_FACTSFILE_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>

namespace ambit::facts {

namespace wire {
class Archive;
class Unit;
} // namespace wire

/// Counts changes of what the words mean. Another version is not read.
constexpr uint32_t FormatVersion = 6;

/// Whether a file that begins with \p Bytes means to be a facts file. That takes MagicSize bytes.
bool looksLikeFacts(llvm::StringRef Bytes);
constexpr unsigned MagicSize = 8;

/// Tells \p Do each of the texts of \p All, which end with a 0.
void forTexts(llvm::StringRef All, llvm::function_ref<void(llvm::StringRef)> Do);

/// The name of \p U, that of its main file.
llvm::StringRef nameOf(const wire::Unit &U);

/// What a file is made for.
enum class Packing {
  Quick, ///< to be read soon, by the same run or the next
  Small  ///< to be kept or sent: a unit of few bytes takes less, and some milliseconds
};

/// The bytes of a file that holds \p Facts.
std::string pack(const wire::Archive &Facts, Packing How = Packing::Quick);

/// Whether \p Bytes, a facts file, take longer to read than what pack() makes of them quickly.
bool isSlowToRead(llvm::StringRef Bytes);

/// Reads the bytes of a file into \p Into.
/// \returns an error that says what is wrong with them: "not a facts file", "damaged: ...",
///          "written by a newer version of ambit (format 3, this reads 1)", ...
llvm::Error unpack(llvm::StringRef Bytes, wire::Archive &Into);

/// The bytes of a file around \p Raw, which need be no message, without compression; and what is
/// inside of a file. For who has to reach what reads the message, past the checksum.
std::string packRaw(llvm::StringRef Raw);
llvm::Expected<std::string> unpackRaw(llvm::StringRef Bytes);

} // namespace ambit::facts

#endif // AMBIT_FACTS_FACTSFILE_H
