//===- IntegerText.cpp ----------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/IntegerText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace ambit {

bool skipBrackets(StringRef &Text) {
  int Depth = 0;
  for (size_t I = 0; I < Text.size(); ++I) {
    if (StringRef("([{").contains(Text[I]))
      ++Depth;
    else if (StringRef(")]}").contains(Text[I]) && --Depth == 0) {
      Text = Text.drop_front(I + 1).ltrim();
      return true;
    }
  }
  return false;
}

namespace {

using Value = std::optional<int64_t>;
using Names = std::function<Value(StringRef)>;

/// Nested deeper than any macro; a guard for the stack.
constexpr unsigned MaxDepth = 64;

class Parser {
public:
  Parser(StringRef Text, const Names &ValueOf, unsigned Depth)
      : Rest(Text), ValueOf(ValueOf), Depth(Depth) {}

  Value whole() {
    Value V = binary(0);
    Rest = Rest.ltrim();
    return Rest.empty() ? V : std::nullopt;
  }

private:
  StringRef Rest;
  const Names &ValueOf;
  unsigned Depth;

  Value binary(int MinPrecedence) {
    static const struct {
      StringRef Text;
      int Precedence;
    } Operators[] = {{"<<", 4}, {">>", 4}, {"|", 1}, {"^", 2}, {"&", 3},
                     {"+", 5},  {"-", 5},  {"*", 6}, {"/", 6}, {"%", 6}};
    Value L = unary();
    while (L) {
      Rest = Rest.ltrim();
      const auto *Op = find_if(Operators, [&](auto &O) { return Rest.starts_with(O.Text); });
      if (Op == std::end(Operators) || Op->Precedence <= MinPrecedence)
        break;
      Rest = Rest.drop_front(Op->Text.size());
      Value R = binary(Op->Precedence);
      L = R ? apply(Op->Text, *L, *R) : std::nullopt;
    }
    return L;
  }

  static Value apply(StringRef Op, int64_t L, int64_t R) {
    auto U = [](int64_t V) { return static_cast<uint64_t>(V); };
    auto S = [](uint64_t V) { return static_cast<int64_t>(V); };
    if (Op == "+")
      return S(U(L) + U(R));
    if (Op == "-")
      return S(U(L) - U(R));
    if (Op == "*")
      return S(U(L) * U(R));
    if (Op == "|")
      return L | R;
    if (Op == "&")
      return L & R;
    if (Op == "^")
      return L ^ R;
    if (Op == "<<" || Op == ">>") {
      if (R < 0 || R > 62)
        return std::nullopt;
      return Op == "<<" ? S(U(L) << R) : L >> R;
    }
    if (R == 0 || (L == INT64_MIN && R == -1))
      return std::nullopt;
    return Op == "/" ? L / R : L % R;
  }

  Value unary() {
    if (++Depth > MaxDepth)
      return std::nullopt;
    Rest = Rest.ltrim();
    if (Rest.consume_front("-")) {
      Value V = unary();
      return V ? apply("-", 0, *V) : V;
    }
    if (Rest.consume_front("+"))
      return unary();
    if (Rest.consume_front("~")) {
      Value V = unary();
      return V ? Value(~*V) : V;
    }
    if (Rest.starts_with("("))
      return bracketed();
    StringRef Word =
        Rest.take_while([](char C) { return isAlnum(C) || StringRef("_$:'").contains(C); });
    Rest = Rest.drop_front(Word.size());
    if (Word.empty())
      return std::nullopt;
    return isDigit(Word.front()) ? number(Word) : ValueOf(Word);
  }

  /// `(expression)`, or `(type) operand` where the brackets hold no value.
  Value bracketed() {
    StringRef Before = Rest;
    if (!skipBrackets(Rest))
      return std::nullopt;
    StringRef Inner = Before.drop_back(Rest.size()).trim().drop_front().drop_back();
    bool StartsOperand = !Rest.empty() && (isAlnum(Rest.front()) || Rest.front() == '_' ||
                                           Rest.front() == '(' || Rest.front() == '~');
    if (StartsOperand)
      return unary();
    return Parser(Inner, ValueOf, Depth).whole();
  }

  static Value number(StringRef Word) {
    std::string Digits;
    copy_if(Word, std::back_inserter(Digits), [](char C) { return C != '\''; });
    StringRef Text = StringRef(Digits).rtrim("uUlLzZ");
    uint64_t V = 0;
    if (Text.getAsInteger(0, V))
      return std::nullopt;
    return static_cast<int64_t>(V);
  }
};

} // namespace

Value evaluateIntegerText(StringRef Text, const Names &ValueOf) {
  return Parser(Text.trim(), ValueOf, 0).whole();
}

} // namespace ambit
