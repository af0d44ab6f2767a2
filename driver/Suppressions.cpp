//===- Suppressions.cpp ---------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "driver/Suppressions.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace llvm;

namespace ambit::driver {
namespace {

struct Comment {
  enum Kind { Line, NextLine, Begin, End };
  Kind What = Line;
  size_t At = 0; ///< in the file
  uint32_t InLine = 0;
  std::optional<StringRef> Checks; ///< those in parentheses; all if there are none
  StringRef Text;                  ///< from its word to the end of the line
};

/// Whether \p Text matches \p Glob, whose `*` stands for any characters.
bool matches(StringRef Glob, StringRef Text) {
  auto [Head, Tail] = Glob.split('*');
  if (Head.size() == Glob.size())
    return Glob == Text;
  if (!Text.consume_front(Head))
    return false;
  for (size_t Skip = 0; Skip <= Text.size(); ++Skip)
    if (matches(Tail, Text.drop_front(Skip)))
      return true;
  return false;
}

/// The comments of a file in their order.
std::vector<Comment> read(StringRef Text) {
  constexpr StringLiteral Word = "NOLINT";
  std::vector<Comment> Found;
  uint32_t Line = 1;
  size_t Counted = 0;
  for (size_t At = Text.find(Word); At != StringRef::npos; At = Text.find(Word, At + 1)) {
    StringRef Name = Text.substr(At).take_while(isAlpha);
    auto Kind = StringSwitch<std::optional<Comment::Kind>>(Name)
                    .Case("NOLINT", Comment::Line)
                    .Case("NOLINTNEXTLINE", Comment::NextLine)
                    .Case("NOLINTBEGIN", Comment::Begin)
                    .Case("NOLINTEND", Comment::End)
                    .Default(std::nullopt);
    if (!Kind)
      continue;
    Line += Text.slice(Counted, At).count('\n');
    Counted = At;
    Comment &C = Found.emplace_back();
    C.What = *Kind;
    C.At = At;
    C.InLine = Line;
    C.Text = Text.substr(At).take_until([](char X) { return X == '\n' || X == '\r'; });
    StringRef Rest = C.Text.drop_front(Name.size());
    if (size_t Close = Rest.find(')'); Rest.starts_with("(") && Close != StringRef::npos)
      C.Checks = Rest.slice(1, Close);
  }
  return Found;
}

/// What suppresses findings of one file.
class FileComments {
public:
  explicit FileComments(StringRef Text) : All(read(Text)) {
    std::vector<const Comment *> Open;
    for (const Comment &C : All) {
      if (C.What == Comment::Begin)
        Open.push_back(&C);
      // An end for other checks than the last beginning ends nothing.
      if (C.What == Comment::End && !Open.empty() && Open.back()->Checks == C.Checks) {
        Blocks.push_back({Open.back(), C.At});
        Open.pop_back();
      }
    }
  }

  /// The comment that suppresses a finding of \p Check in \p Line, at \p Offset; null if none does.
  const Comment *of(StringRef Check, uint32_t Line, size_t Offset) const {
    auto Means = [&](const Comment &C) { return !C.Checks || meansCheck(*C.Checks, Check); };
    for (const Comment &C : All)
      if (((C.What == Comment::Line && C.InLine == Line) ||
           (C.What == Comment::NextLine && C.InLine + 1 == Line)) &&
          Means(C))
        return &C;
    for (const auto &[Begin, End] : Blocks)
      if (Begin->At < Offset && Offset < End && Means(*Begin))
        return Begin;
    return nullptr;
  }

private:
  std::vector<Comment> All;
  std::vector<std::pair<const Comment *, size_t>> Blocks; ///< a beginning, and where it ends
};

} // namespace

bool meansCheck(StringRef Checks, StringRef Check) {
  bool Means = false;
  for (StringRef Glob : split(Checks, ',')) {
    Glob = Glob.trim();
    bool IsOut = Glob.consume_front("-");
    if (matches(Glob, Check))
      Means = !IsOut;
  }
  return Means;
}

void suppressByComments(std::vector<facts::PlacedFinding> &Findings, SourceText &Sources) {
  std::map<std::string, FileComments> Known;
  for (facts::PlacedFinding &F : Findings) {
    std::optional<size_t> Offset = Sources.offset(F.At);
    if (!F.Suppressed.empty() || !Offset)
      continue;
    auto It = Known.find(F.At.File);
    if (It == Known.end())
      It = Known.emplace(F.At.File, FileComments(Sources.text(F.At.File))).first;
    if (const Comment *By = It->second.of(checkName(F.Check), F.At.Line, *Offset)) {
      StringRef Text = By->Text.rtrim();
      Text.consume_back("*/");
      F.Suppressed = Text.rtrim().str();
    }
  }
}

} // namespace ambit::driver
