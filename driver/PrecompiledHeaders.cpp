//===- PrecompiledHeaders.cpp ---------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/PrecompiledHeaders.h"
#include "driver/CompileCommands.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace ambit::driver {

/// The header that \p Precompiled was made from, by its name.
static StringRef headerOf(StringRef Precompiled) {
  StringRef Extension = sys::path::extension(Precompiled);
  if (Extension == ".pch" || Extension == ".gch")
    return Precompiled.drop_back(Extension.size());
  return {};
}

void readHeadersThemselves(std::vector<std::string> &Arguments, StringRef Directory) {
  auto Exists = [&](const Twine &Path) {
    return sys::fs::exists(absolutePath(Path.str(), Directory));
  };
  struct Option {
    enum { IncludePch, Include, EmitPch, Other } Is = Other;
    StringRef File;
    size_t Size = 1; ///< of arguments
  };
  // An option for the driver, or one that the driver hands on word by word.
  auto At = [&](size_t I) {
    auto Word = [&](size_t N) { return N < Arguments.size() ? StringRef(Arguments[N]) : ""; };
    const bool IsHandedOn = Word(I) == "-Xclang";
    const size_t Step = IsHandedOn ? 2 : 1;
    const StringRef Name = Word(IsHandedOn ? I + 1 : I);
    auto WithFile = [&](auto Is) -> Option {
      return {Is, Word((IsHandedOn ? I + 1 : I) + Step), 2 * Step};
    };
    if (Name == "-include-pch")
      return WithFile(Option::IncludePch);
    if (Name == "-include" || Name == "--include")
      return WithFile(Option::Include);
    if (Name.starts_with("--include="))
      return Option{Option::Include, Name.drop_front(strlen("--include=")), Step};
    if (Name == "-emit-pch")
      return Option{Option::EmitPch, {}, Step};
    return Option{};
  };
  StringSet<> Included;
  bool IsAnyPrecompiled = false;
  for (size_t I = 1; I < Arguments.size(); I += At(I).Size) {
    Option O = At(I);
    IsAnyPrecompiled |= O.Is == Option::IncludePch || O.Is == Option::EmitPch;
    if (O.Is != Option::Include)
      continue;
    Included.insert(O.File);
    IsAnyPrecompiled |= Exists(O.File + ".pch") || Exists(O.File + ".gch");
  }
  if (!IsAnyPrecompiled)
    return;
  std::vector<std::string> Kept{Arguments.front()};
  for (size_t I = 1; I < Arguments.size();) {
    Option O = At(I);
    StringRef Header = O.Is == Option::Include      ? O.File
                       : O.Is == Option::IncludePch ? headerOf(O.File)
                                                    : StringRef();
    if (O.Is == Option::IncludePch && (Included.contains(Header) || !Exists(Header)))
      Header = {};
    // The driver would look for a precompiled header beside one that it is told to include.
    if (!Header.empty())
      for (StringRef Word :
           {StringRef("-Xclang"), StringRef("-include"), StringRef("-Xclang"), Header})
        Kept.push_back(Word.str());
    for (size_t N = 0; N < O.Size && I < Arguments.size(); ++N, ++I)
      if (O.Is == Option::Other)
        Kept.push_back(Arguments[I]);
  }
  Arguments = std::move(Kept);
}

} // namespace ambit::driver
