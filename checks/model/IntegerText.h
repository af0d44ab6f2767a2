//===- IntegerText.h --------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Evaluates an integer expression that is text: what a macro for a core or a
// level usually expands to, `1`, `(0)`, `((uint8_t)3u)`, `PRIO_MAX - 2`,
// `irq::uart`.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_MODEL_INTEGERTEXT_H
#define AMBIT_MODEL_INTEGERTEXT_H

#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <functional>
#include <optional>

namespace ambit {

/// The value of \p Text; \p ValueOf gives the values of names. Nothing if a part has no
/// value or the text is more than numbers, names, casts and operators.
std::optional<int64_t>
evaluateIntegerText(llvm::StringRef Text,
                    const std::function<std::optional<int64_t>(llvm::StringRef)> &ValueOf);

/// Takes a bracketed part off the front of \p Text; false if it does not end.
bool skipBrackets(llvm::StringRef &Text);

} // namespace ambit

#endif // AMBIT_MODEL_INTEGERTEXT_H
