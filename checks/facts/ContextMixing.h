//===- ContextMixing.h ------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Compresses the facts of one unit, which are too few bytes for what looks for repetitions: each
// bit is predicted from those before it in several contexts, one of which is the field of the
// message, and coded in as little as the prediction leaves open. It takes longer than zstd, a
// millisecond for a small unit, and is for small messages only.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FACTS_CONTEXTMIXING_H
#define AMBIT_FACTS_CONTEXTMIXING_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace ambit::facts {

/// \param Raw  a serialised wire::Archive; anything else is coded too, in more bytes
std::string compressByContexts(llvm::StringRef Raw);

/// The \p Size bytes that \p Packed was made from; any bytes if it was made from none.
std::string decompressByContexts(llvm::StringRef Packed, size_t Size);

} // namespace ambit::facts

#endif // AMBIT_FACTS_CONTEXTMIXING_H
