//===- AnnotationPlacing.h --------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From an annotation that a linked program has shown to hold to the place in a source where it is
// to be written. The declaration is looked up in a unit that sees it: whether the source has a
// place for it, and whether the lock can be named there, only an AST tells.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_DRIVER_ANNOTATIONPLACING_H
#define AMBIT_DRIVER_ANNOTATIONPLACING_H

#include "driver/CompileCommands.h"
#include "facts/PlacedFinding.h"

namespace ambit::driver {

/// An annotation without a place.
struct WantedAnnotation {
  std::string Macro;       ///< `AMBIT_GUARDED_BY`
  std::string Argument;    ///< empty if it takes none
  int Parameter = -1;      ///< whose member the argument is, from 1; -1 if it is no parameter's
  std::string Name;        ///< of what is annotated
  facts::TextPlace At;     ///< of one of its declarations
  facts::TextPlace LockAt; ///< of what the argument names first; in line 0 if nothing is declared
};

struct PlacedAnnotation {
  size_t Wanted = 0;   ///< its number
  std::string WhyNot;  ///< the other members mean nothing if this says something
  facts::TextPlace At; ///< of the declaration that gets it
  std::string File;    ///< absolute, as the unit names it
  uint64_t Offset = 0; ///< in bytes
  std::string Text;    ///< to put there
  bool NeedsHeader =
      true; ///< the file does not include ambit/annotations.h, nor does what it includes
};

/// Those of \p All that name something declared in \p U; each at most once.
std::vector<PlacedAnnotation> placeAnnotations(const UnitCommand &U, llvm::StringRef Root,
                                               llvm::ArrayRef<WantedAnnotation> All);

/// As bytes, for another process.
std::string toBytes(llvm::ArrayRef<PlacedAnnotation> All);
llvm::Expected<std::vector<PlacedAnnotation>> placedFromBytes(llvm::StringRef Bytes);

} // namespace ambit::driver

#endif // AMBIT_DRIVER_ANNOTATIONPLACING_H
