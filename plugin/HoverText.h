//===- HoverText.h ----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is known of a function's contexts as the text of a hover.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PLUGIN_HOVERTEXT_H
#define AMBIT_PLUGIN_HOVERTEXT_H

#include "tidy/FunctionContexts.h"

namespace ambit {

/// \param IsMarkdown  with emphasis, lists and links to the places; else plain
std::string hoverText(const tidy::FunctionContexts::Told &T, bool IsMarkdown);

} // namespace ambit

#endif // AMBIT_PLUGIN_HOVERTEXT_H
