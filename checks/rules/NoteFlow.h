//===- NoteFlow.h -----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// To which of the two ways of a finding about a program a note belongs.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_RULES_NOTEFLOW_H
#define AMBIT_RULES_NOTEFLOW_H

#include <cstdint>

namespace ambit {

/// Whose way to a place a note is a step of: innermost first, as notes are read.
enum class Flow : uint8_t {
  None,  ///< of none
  Here,  ///< of the context that the finding is about
  Other, ///< of the one that interferes
};

} // namespace ambit

#endif // AMBIT_RULES_NOTEFLOW_H
