//===- SourceEdits.cpp ----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/SourceEdits.h"
#include "clang/Tooling/Core/Replacement.h"
#include "clang/Tooling/Inclusions/HeaderIncludes.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace clang;
using namespace llvm;

namespace ambit::driver {

void SourceEdits::insert(StringRef File, uint64_t Offset, StringRef Text) {
  Files[File.str()].Insertions.emplace(Offset, Text.str());
}

void SourceEdits::include(StringRef File, StringRef Header) {
  Files[File.str()].Header = Header.str();
}

/// \p Code with an include of \p Header where it suits the others.
static Expected<std::string> including(StringRef File, StringRef Code, StringRef Header) {
  tooling::HeaderIncludes Includes(File, Code, tooling::IncludeStyle());
  auto To = Includes.insert(Header, /*IsAngled=*/false, tooling::IncludeDirective::Include);
  if (!To)
    return Code.str();
  std::string Line;
  for (char C : To->getReplacementText())
    Line += C == '\n' && Code.contains("\r\n") ? "\r\n" : std::string(1, C);
  return tooling::applyAllReplacements(Code, tooling::Replacements(tooling::Replacement(
                                                 File, To->getOffset(), To->getLength(), Line)));
}

Expected<std::map<std::string, std::string>> SourceEdits::apply() const {
  std::map<std::string, std::string> All;
  for (const auto &[File, E] : Files) {
    auto Fail = [&](const Twine &Why) {
      return createStringError(inconvertibleErrorCode(), "cannot edit '" + File + "': " + Why);
    };
    auto Old = MemoryBuffer::getFile(File);
    if (!Old)
      return Fail(Old.getError().message());
    std::string Code = (*Old)->getBuffer().str();
    for (const auto &[Offset, Text] : reverse(E.Insertions)) {
      if (Offset > Code.size())
        return Fail("it has changed meanwhile");
      Code.insert(Offset, Text);
    }
    if (!E.Header.empty()) {
      Expected<std::string> With = including(File, Code, E.Header);
      if (!With)
        return Fail(toString(With.takeError()));
      Code = std::move(*With);
    }
    All[File] = std::move(Code);
  }
  return All;
}

IntrusiveRefCntPtr<vfs::FileSystem> overlaid(const std::map<std::string, std::string> &Texts) {
  auto InMemory = makeIntrusiveRefCnt<vfs::InMemoryFileSystem>();
  for (const auto &[File, Text] : Texts) {
    InMemory->addFile(File, 0, MemoryBuffer::getMemBufferCopy(Text));
    SmallString<256> Real;
    if (!sys::fs::real_path(File, Real) && Real != File)
      InMemory->addFile(Real, 0, MemoryBuffer::getMemBufferCopy(Text));
  }
  auto All = makeIntrusiveRefCnt<vfs::OverlayFileSystem>(vfs::createPhysicalFileSystem());
  All->pushOverlay(InMemory);
  return All;
}

/// Whether \p New is \p Old with something put in.
static bool isGrown(StringRef Old, StringRef New) {
  if (Old.empty() || New.size() <= Old.size())
    return false;
  auto Begin = std::mismatch(Old.begin(), Old.end(), New.begin()).first - Old.begin();
  auto End = std::mismatch(Old.rbegin(), Old.rend(), New.rbegin()).first - Old.rbegin();
  return static_cast<size_t>(Begin + End) >= Old.size();
}

std::string unifiedDiff(StringRef Name, StringRef Old, StringRef New) {
  SmallVector<StringRef, 0> A, B;
  Old.split(A, '\n');
  New.split(B, '\n');
  // What is only put in leaves each line as it was, makes it longer, or comes before it.
  struct Line {
    char Mark;
    StringRef Text;
  };
  std::vector<Line> Lines;
  size_t J = 0;
  for (size_t I = 0; I < A.size(); ++I) {
    while (J < B.size() && A[I] != B[J] && !isGrown(A[I], B[J]))
      Lines.push_back({'+', B[J++]});
    if (J < B.size() && A[I] == B[J]) {
      Lines.push_back({' ', A[I]});
    } else {
      Lines.push_back({'-', A[I]});
      if (J < B.size())
        Lines.push_back({'+', B[J]});
    }
    ++J;
  }
  for (; J < B.size(); ++J)
    Lines.push_back({'+', B[J]});
  // After the last line end there is no line.
  if (!Lines.empty() && Lines.back().Mark == ' ' && Lines.back().Text.empty())
    Lines.pop_back();

  constexpr size_t Context = 3;
  std::string Out;
  raw_string_ostream To(Out);
  size_t OldLine = 1, NewLine = 1;
  for (size_t I = 0; I < Lines.size();) {
    if (Lines[I].Mark == ' ') {
      ++I, ++OldLine, ++NewLine;
      continue;
    }
    size_t Begin = I < Context ? 0 : I - Context, Last = I;
    for (size_t K = I; K < Lines.size() && K <= Last + 2 * Context; ++K)
      if (Lines[K].Mark != ' ')
        Last = K;
    size_t End = std::min(Lines.size(), Last + Context + 1), NumOld = 0, NumNew = 0;
    for (size_t K = Begin; K < End; ++K) {
      NumOld += Lines[K].Mark != '+';
      NumNew += Lines[K].Mark != '-';
    }
    if (Out.empty())
      To << "--- a/" << Name << "\n+++ b/" << Name << '\n';
    size_t Before = I - Begin;
    To << "@@ -" << OldLine - Before << ',' << NumOld << " +" << NewLine - Before << ',' << NumNew
       << " @@\n";
    for (size_t K = Begin; K < End; ++K)
      To << Lines[K].Mark << Lines[K].Text << '\n';
    OldLine += NumOld - Before;
    NewLine += NumNew - Before;
    I = End;
  }
  return Out;
}

} // namespace ambit::driver
