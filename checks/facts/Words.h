//===- Words.h --------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A stream of numbers, and two ends of it with one interface, so that one description of
// a record serves to write and to read it. Whatever the stream holds, the reader stays
// inside it and inside the tables that its numbers refer to.
//
// What is numbered as it is met is written as the step from the highest number so far, which is
// small and often the same. What another function introduced is written as its number: two
// functions that do the same are then the same bytes, which compress well.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_FACTS_WORDS_H
#define AMBIT_FACTS_WORDS_H

#include "program/Program.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/bit.h"

namespace ambit {

/// Small numbers of either sign as small numbers.
inline uint64_t zigzag(int64_t V) { return (static_cast<uint64_t>(V) << 1) ^ (V >> 63); }
inline int64_t unzigzag(uint64_t W) { return static_cast<int64_t>(W >> 1) ^ -(W & 1); }

/// Numbers that are given out in turn, and how words say one of them; 0 is none.
struct Numbering {
  uint64_t Highest = 0;
  uint64_t Base = 0; ///< the highest before the function at hand

  /// What follows belongs to the next function.
  void begin() { Base = Highest; }

  uint64_t wordFor(uint64_t N) {
    if (N > Highest) {
      uint64_t Step = N - Highest - 1;
      Highest = N;
      return 3 * Step + 1;
    }
    return N > Base ? 3 * (Highest - N) + 2 : 3 * N;
  }

  /// The number that \p Word says, which may be any.
  uint64_t numberFrom(uint64_t Word) {
    uint64_t N = Word / 3;
    if (Word % 3 == 2)
      return Highest - N;
    if (Word % 3 == 0)
      return N;
    N += Highest + 1;
    if (N <= UINT32_MAX)
      Highest = N;
    return N;
  }
};

/// Numbers, each of as few bytes as it needs: seven bits a byte, the lowest first; the highest bit
/// says that more follow.
class NumberWriter {
public:
  static constexpr bool IsReading = false;

  explicit NumberWriter(std::string &Out) : Out(Out) {}

  void word(uint64_t W) {
    for (; W >= 0x80; W >>= 7)
      Out += static_cast<char>(W | 0x80);
    Out += static_cast<char>(W);
  }
  /// What is read is damaged unless \p Holds.
  void require([[maybe_unused]] bool Holds) { assert(Holds && "written as it must not be read"); }
  /// A number and a kind, or a bit, in one word.
  template <class T> void wordAnd(uint64_t W, T K, T Last) {
    word(W << llvm::bit_width(static_cast<uint64_t>(Last)) | static_cast<uint64_t>(K));
  }
  void wordAnd(uint64_t W, bool B) { wordAnd(W, B, true); }
  template <class T> void count(T N) { word(N); }
  template <class T> void number(T N) { word(zigzag(N)); }
  template <class T> void kind(T K, T) { word(static_cast<uint64_t>(K)); }
  /// A kind and bits in one word.
  template <class T, class... Bools> void kindAnd(T K, T Last, Bools... B) {
    uint64_t Word = static_cast<uint64_t>(K);
    unsigned Bit = llvm::bit_width(static_cast<uint64_t>(Last));
    ((Word |= static_cast<uint64_t>(B) << Bit++), ...);
    word(Word);
  }
  void maybe(const std::optional<int64_t> &N) {
    word(N.has_value());
    if (N)
      number(*N);
  }
  void maybe(const std::optional<bool> &B) { word(B ? 1 + *B : 0); }
  template <class... Bools> void flags(Bools... B) {
    uint64_t Word = 0;
    unsigned Bit = 0;
    ((Word |= static_cast<uint64_t>(B) << Bit++), ...);
    word(Word);
  }
  /// \p N, as a step if it is not the next after \p Highest, which something else has said.
  void stepOrNext(uint32_t N, uint64_t &Highest, bool IsNext) {
    Numbering All{Highest, Highest};
    uint64_t Word = All.wordFor(N);
    Highest = All.Highest;
    if (!IsNext)
      word(Word);
  }
  template <class List, class Each> void list(List &L, Each Do) {
    word(L.size());
    for (auto &E : L)
      Do(E);
  }

private:
  std::string &Out;
};

class NumberReader {
public:
  static constexpr bool IsReading = true;

  explicit NumberReader(llvm::StringRef Words) : At(Words.bytes_begin()), End(Words.bytes_end()) {}

  /// Whether something was read that cannot be.
  bool isDamaged() const { return Damaged; }
  bool isAtEnd() const { return At == End; }
  /// What is not read yet.
  llvm::StringRef rest() const { return llvm::toStringRef(llvm::ArrayRef(At, End)); }

  void require(bool Holds) { Damaged |= !Holds; }
  void word(uint64_t &W) { W = word(); }
  void word(uint32_t &N) {
    uint64_t W = word();
    Damaged |= W > UINT32_MAX;
    N = static_cast<uint32_t>(W);
  }
  template <class T> void wordAnd(uint64_t &W, T &K, T Last) {
    uint64_t Both = word();
    unsigned Bits = llvm::bit_width(static_cast<uint64_t>(Last));
    W = Both >> Bits;
    setKind(K, Last, Both & ((uint64_t(1) << Bits) - 1));
  }
  void wordAnd(uint64_t &W, bool &B) { wordAnd(W, B, true); }
  template <class T> void count(T &N) { N = static_cast<T>(word()); }
  template <class T> void number(T &N) { N = static_cast<T>(unzigzag(word())); }
  template <class T> void kind(T &K, T Last) { setKind(K, Last, word()); }
  template <class T, class... Bools> void kindAnd(T &K, T Last, Bools &...B) {
    uint64_t Word = word();
    unsigned Bit = llvm::bit_width(static_cast<uint64_t>(Last));
    setKind(K, Last, Word & ((uint64_t(1) << Bit) - 1));
    ((B = Word >> Bit++ & 1), ...);
  }
  void maybe(std::optional<int64_t> &N) {
    N.reset();
    if (word())
      N = unzigzag(word());
  }
  void maybe(std::optional<bool> &B) {
    uint64_t W = word();
    B.reset();
    if (W)
      B = W > 1;
  }
  template <class... Bools> void flags(Bools &...B) {
    uint64_t Word = word();
    unsigned Bit = 0;
    ((B = Word >> Bit++ & 1), ...);
  }
  void stepOrNext(uint32_t &N, uint64_t &Highest, bool IsNext) {
    Numbering All{Highest, Highest};
    uint64_t Number = All.numberFrom(IsNext ? 1 : word());
    Highest = All.Highest;
    Damaged |= Number > UINT32_MAX;
    N = static_cast<uint32_t>(Number);
  }
  template <class List, class Each> void list(List &L, Each Do) {
    uint64_t N = word();
    // Each entry takes a word at least, and that a byte.
    if (Damaged || N > static_cast<uint64_t>(End - At)) {
      Damaged = true;
      return;
    }
    // Grown as it is read: an entry takes much more room than its words. Most lists are short.
    constexpr uint64_t AtOnce = 16;
    L.clear();
    L.reserve(std::min(N, AtOnce));
    for (uint64_t I = 0; I < N && !Damaged; ++I)
      Do(L.emplace_back());
  }

protected:
  uint64_t word() {
    uint64_t W = 0;
    for (unsigned Shift = 0; Shift < 64; Shift += 7) {
      if (At == End)
        break;
      uint64_t Byte = *At++;
      W |= (Byte & 0x7f) << Shift;
      if (Byte < 0x80)
        return W;
    }
    Damaged = true;
    return 0;
  }

  bool Damaged = false;

private:
  template <class T> void setKind(T &K, T Last, uint64_t W) {
    if (W > static_cast<uint64_t>(Last))
      Damaged = true;
    else
      K = static_cast<T>(W);
  }

  const uint8_t *At;
  const uint8_t *End;
};

/// What words refer to from where they are.
struct WordState {
  explicit WordState(uint32_t NumOwn) : NumOwn(NumOwn), HighestFunction(NumOwn) {}

  void begin(uint32_t N) {
    Current = N;
    Paths.begin();
    Places.begin();
    Symbols.begin();
  }

  /// Functions of the unit are often near to each other; others are numbered as they are met.
  uint64_t wordForFunction(uint64_t N) {
    if (N == 0)
      return 0;
    if (N <= NumOwn)
      return 3 * zigzag(static_cast<int64_t>(Current) - static_cast<int64_t>(N)) + 2;
    if (N <= HighestFunction)
      return 3 * (N - NumOwn);
    uint64_t Step = N - HighestFunction - 1;
    HighestFunction = N;
    return 3 * Step + 1;
  }
  uint64_t functionFrom(uint64_t Word) {
    uint64_t N = Word / 3;
    if (Word % 3 == 2)
      return Current - static_cast<uint64_t>(unzigzag(N));
    if (Word % 3 == 0)
      return Word ? NumOwn + N : 0;
    N += HighestFunction + 1;
    if (N <= UINT32_MAX)
      HighestFunction = N;
    return N;
  }

  uint64_t NumOwn;
  Numbering Paths, Places, Symbols;
  uint64_t HighestFunction;
  uint64_t Current = 0;
};

/// What the writer's numbers become in a file.
class FileNumbers {
public:
  virtual ~FileNumbers() = default;
  virtual uint32_t path(PathId P) = 0;
  virtual uint32_t place(PlaceId P) = 0;
  virtual uint32_t symbol(SymbolId S) = 0;
  virtual uint32_t function(FunctionId F) = 0; ///< from 1; 0 is none
  virtual uint32_t text(llvm::StringRef T) = 0;
};

class WordWriter : public NumberWriter {
public:
  /// \param NumOwn  the functions whose bodies may be here, which have the first numbers
  WordWriter(FileNumbers &Numbers, std::string &Out, uint32_t NumOwn = 0)
      : NumberWriter(Out), Numbers(Numbers), State{NumOwn} {}

  /// What follows is about function \p N.
  void begin(uint32_t N) { State.begin(N); }

  void path(PathId P) { word(State.Paths.wordFor(Numbers.path(P))); }
  void place(PlaceId P) { word(State.Places.wordFor(Numbers.place(P))); }
  void symbol(SymbolId S) { word(State.Symbols.wordFor(Numbers.symbol(S))); }
  void function(FunctionId F) { word(State.wordForFunction(Numbers.function(F))); }
  void someFunction(FunctionId F) { function(F); }
  void start(StartId S) { word(S); }
  void agent(uint32_t A) { word(A); }
  void phase(uint32_t P) { word(P == NoPhase ? 0 : P + 1); }
  void somePhase(uint32_t P) { phase(P); }
  void calleeName(uint32_t N) { word(N); }
  void text(const std::string &T) { word(Numbers.text(T)); }

private:
  FileNumbers &Numbers;
  WordState State;
};

/// What a file's numbers become in the program that it is read into, by number.
struct ProgramNumbers {
  std::vector<PathId> Paths;
  std::vector<PlaceId> Places;
  std::vector<SymbolId> Symbols;
  std::vector<FunctionId> Functions; ///< [0] is NoFunction
  std::vector<uint32_t> Phases;
  std::vector<uint32_t> CalleeNames;
  std::vector<uint32_t> Agents;
  std::vector<std::string> Texts;
  StartId FirstStart = 0;
  uint32_t NumStarts = 0;
};

class WordReader : public NumberReader {
public:
  WordReader(const ProgramNumbers &Numbers, llvm::StringRef Words, uint32_t NumOwn = 0)
      : NumberReader(Words), Numbers(Numbers), State{NumOwn} {}

  void begin(uint32_t N) { State.begin(N); }

  void path(PathId &P) { P = step(Numbers.Paths, State.Paths); }
  void place(PlaceId &P) { P = step(Numbers.Places, State.Places); }
  void symbol(SymbolId &S) { S = step(Numbers.Symbols, State.Symbols); }
  void function(FunctionId &F) {
    uint64_t W = word();
    F = at(Numbers.Functions, W, State.functionFrom(W), NoFunction);
  }
  void someFunction(FunctionId &F) { ///< where none is not allowed
    function(F);
    Damaged |= F == NoFunction;
  }
  void start(StartId &S) {
    uint64_t W = word();
    if (W >= Numbers.NumStarts)
      Damaged = true;
    else
      S = Numbers.FirstStart + W;
  }
  void agent(uint32_t &A) { A = from(Numbers.Agents); }
  void phase(uint32_t &P) {
    uint64_t W = word();
    P = NoPhase;
    if (W > Numbers.Phases.size())
      Damaged = true;
    else if (W)
      P = Numbers.Phases[W - 1];
  }
  void somePhase(uint32_t &P) { ///< where none is not allowed
    phase(P);
    Damaged |= P == NoPhase;
  }
  void calleeName(uint32_t &N) { N = from(Numbers.CalleeNames); }
  void text(std::string &T) {
    uint64_t W = word();
    if (W >= Numbers.Texts.size())
      Damaged = true;
    else
      T = Numbers.Texts[W];
  }

private:
  template <class T> T from(const std::vector<T> &Table) {
    uint64_t W = word();
    if (W >= Table.size()) {
      Damaged = true;
      return T();
    }
    return Table[W];
  }

  /// Entry \p N of \p Table, which word \p W says.
  template <class T> T at(const std::vector<T> &Table, uint64_t W, uint64_t N, T None) {
    if (N >= Table.size() || (W && !N)) {
      Damaged = true;
      return None;
    }
    return W ? Table[N] : None;
  }

  template <class T> T step(const std::vector<T> &Table, Numbering &Known) {
    uint64_t W = word();
    return at(Table, W, Known.numberFrom(W), T());
  }

  const ProgramNumbers &Numbers;
  WordState State;
};

} // namespace ambit

#endif // AMBIT_FACTS_WORDS_H
