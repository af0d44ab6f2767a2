# Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Writes the files FILES, separated by `|`, as the C++ source OUTPUT, for driver/Texts.h.

string(REPLACE "|" ";" FILES "${FILES}")
set(Table "")
foreach(File IN LISTS FILES)
  file(READ "${File}" Text)
  get_filename_component(Name "${File}" NAME)
  # A compiler need not take longer literals than this; they are joined.
  string(LENGTH "${Text}" Left)
  set(Literals "")
  set(At 0)
  while(At LESS Left)
    string(SUBSTRING "${Text}" ${At} 8000 Part)
    string(APPEND Literals "\n     R\"~~~(${Part})~~~\"")
    math(EXPR At "${At} + 8000")
  endwhile()
  string(APPEND Table "    {\"${Name}\", ${Literals}},\n")
endforeach()
file(WRITE "${OUTPUT}" "// Made by EmbedTexts.cmake.
#include \"driver/Texts.h\"

namespace ambit::driver {

llvm::ArrayRef<EmbeddedText> embeddedTexts() {
  static const EmbeddedText Texts[] = {
${Table}  };
  return Texts;
}

} // namespace ambit::driver
")
