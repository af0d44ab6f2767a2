//===- TokenLayout.cpp ----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/TokenLayout.h"
#include "clang/Basic/LangOptions.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/xxhash.h"
#include <string>

using namespace clang;
using namespace llvm;

namespace ambit::facts {

namespace {
enum Language : uint8_t {
  LineComments = 1,
  RawStrings = 2,
  Cxx = 4,
  DigitSeparators = 8,
  Dollars = 16,
  Trigraphs = 32,
  Digraphs = 64,
};
} // namespace

uint8_t TokenLayout::languageOf(const LangOptions &O) {
  return (O.LineComment ? LineComments : 0) | (O.RawStringLiterals ? RawStrings : 0) |
         (O.CPlusPlus ? Cxx : 0) | (O.CPlusPlus14 || O.C23 ? DigitSeparators : 0) |
         (O.DollarIdents ? Dollars : 0) | (O.Trigraphs ? Trigraphs : 0) |
         (O.Digraphs ? Digraphs : 0);
}

static LangOptions optionsOf(uint8_t L) {
  LangOptions O;
  O.LineComment = (L & LineComments) != 0;
  O.RawStringLiterals = (L & RawStrings) != 0;
  O.CPlusPlus = O.CPlusPlus11 = (L & Cxx) != 0;
  O.CPlusPlus14 = (L & Cxx) && (L & DigitSeparators);
  O.C99 = O.C11 = !(L & Cxx);
  O.C23 = !(L & Cxx) && (L & DigitSeparators);
  O.DollarIdents = (L & Dollars) != 0;
  O.Trigraphs = (L & Trigraphs) != 0;
  O.Digraphs = (L & Digraphs) != 0;
  return O;
}

TokenLayout::TokenLayout(StringRef Source, uint8_t Language) {
  LangOptions Options = optionsOf(Language);
  std::string Text = Source.str(); // ends in NUL, as the lexer wants
  Lexer Lex(SourceLocation(), Options, Text.data(), Text.data(), Text.data() + Text.size());
  Lex.SetCommentRetentionState(true);
  std::string Words; // what the digest is of
  auto Add = [&](uint32_t Number) {
    Words.append(reinterpret_cast<const char *>(&Number), sizeof Number);
  };
  uint32_t Line = 1, LineBegin = 0, Counted = 0;
  uint32_t LastLine = 1, CommentLine = 0;
  bool StartsLine = false, HasSpace = false;
  size_t VerbatimUpTo = 0; // the rest of a directive's line was taken as it is
  while (true) {
    Token T;
    Lex.LexFromRawLexer(T);
    uint32_t End = Lex.getBufferLocation() - Text.data();
    uint32_t Begin = T.is(tok::eof) ? End : End - T.getLength();
    for (; Counted < Begin; ++Counted)
      if (Text[Counted] == '\n' || (Text[Counted] == '\r' && Text[Counted + 1] != '\n')) {
        ++Line;
        LineBegin = Counted + 1;
      }
    StartsLine |= T.isAtStartOfLine();
    HasSpace |= T.hasLeadingSpace();
    if (T.is(tok::eof))
      break;
    StringRef Word(Text.data() + Begin, T.getLength());
    if (T.is(tok::comment)) {
      // To the compiler it is a space.
      HasSpace = true;
      if (Word.contains("NOLINT")) {
        Add(Line - LastLine);
        Words += Word;
        CommentLine = Line + Word.count('\n');
      }
      continue;
    }
    if (CommentLine) {
      Add(Line - CommentLine);
      CommentLine = 0;
    }
    LastLine = Line;
    Tokens.push_back({Begin, Line, Begin - LineBegin + 1, T.getLength()});
    // "//" in the name of a file is no comment, though it looks so here.
    if (StartsLine && T.is(tok::hash)) {
      size_t Stop = Begin;
      do
        Stop = std::min(Text.find('\n', Stop + 1), Text.size());
      while (Stop < Text.size() && Text[Stop - 1] == '\\');
      StringRef Directive = StringRef(Text).slice(Begin, Stop);
      if (Stop > VerbatimUpTo && (Directive.contains("include") || Directive.contains("import") ||
                                  Directive.contains("embed") || Directive.contains("__has_"))) {
        VerbatimUpTo = Stop;
        if (Directive.find_first_of("<\"") != StringRef::npos &&
            Directive.find("//") != StringRef::npos)
          Words += Directive;
      }
    }
    // A line's indentation is no space between tokens, nor is a comment before it.
    Add(T.getKind() << 2 | StartsLine << 1 | (HasSpace && !StartsLine));
    Add(Word.size());
    Words += Word;
    StartsLine = HasSpace = false;
  }
  Digest = xxh3_64bits(Words);
}

TokenLayout::Spot TokenLayout::findOffset(uint32_t Offset) const {
  auto It =
      llvm::upper_bound(Tokens, Offset, [](uint32_t O, const Entry &T) { return O < T.Offset; });
  if (It == Tokens.begin())
    return {0, Offset};
  --It;
  return {static_cast<uint32_t>(It - Tokens.begin()), Offset - It->Offset};
}

std::optional<TokenLayout::Spot> TokenLayout::find(uint32_t Line, uint32_t Column) const {
  auto It = llvm::upper_bound(Tokens, std::pair(Line, Column), [](auto At, const Entry &T) {
    return At < std::pair(T.Line, T.Column);
  });
  if (It == Tokens.begin())
    return std::nullopt;
  --It;
  if (It->Line != Line || Column - It->Column > It->Length)
    return std::nullopt;
  return Spot{static_cast<uint32_t>(It - Tokens.begin()), Column - It->Column};
}

std::optional<TokenLayout::Position> TokenLayout::position(Spot S) const {
  if (S.Token >= Tokens.size())
    return std::nullopt;
  return Position{Tokens[S.Token].Line, Tokens[S.Token].Column + S.Inside};
}

} // namespace ambit::facts
