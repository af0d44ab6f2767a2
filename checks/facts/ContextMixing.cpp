//===- ContextMixing.cpp --------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Integers only: every machine has to predict the same.
//
//===----------------------------------------------------------------------===//

#include "facts/ContextMixing.h"
#include "llvm/Support/MathExtras.h"
#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

using namespace llvm;

namespace ambit::facts {
namespace {

/// Log odds are in 256ths; probabilities, of a 1, in 65536ths.
constexpr int MaxOdds = 2047;

/// The probability at odds of -8, -7.5, ... 8.
constexpr std::array<uint16_t, 33> Logistic = {
    22,    36,    60,    98,    162,   267,   439,   720,   1179,  1921,  3108,
    4971,  7812,  11955, 17625, 24743, 32768, 40793, 47911, 53581, 57724, 60565,
    62428, 63615, 64357, 64816, 65097, 65269, 65374, 65438, 65476, 65500, 65514};

constexpr int probability(int Odds) {
  unsigned At = static_cast<unsigned>(Odds + MaxOdds + 1), Part = At % 128;
  int Below = Logistic[At / 128], Above = Logistic[std::min(At / 128 + 1, 32u)];
  return Below + ((Above - Below) * static_cast<int>(Part) >> 7);
}

struct OddsTable {
  std::array<int16_t, 4096> Of = {}; ///< by the upper bits of a probability

  constexpr OddsTable() {
    int Odds = -MaxOdds;
    for (int P = 0; P < 4096; ++P) {
      while (Odds < MaxOdds && probability(Odds) < P * 16 + 8)
        ++Odds;
      Of[P] = static_cast<int16_t>(Odds);
    }
  }
};
constexpr OddsTable Odds;

constexpr int oddsOf(int Probability) { return Odds.Of[Probability >> 4]; }

/// How far a counter goes towards the next bit after so many. The first says most.
struct RateTable {
  std::array<int32_t, 61> After = {};

  constexpr RateTable() {
    for (int Seen = 0; Seen < 61; ++Seen)
      After[Seen] = (10 << 16) / (10 * Seen + 17);
  }
};
constexpr RateTable Rates;

/// How often a bit was 1 where it is met again.
struct Counter {
  uint16_t P = 1 << 15;
  uint8_t Seen = 0;
  uint8_t Check = 0; ///< of the context, as several share a counter

  static constexpr int MaxSeen = 60;

  void update(int Bit) {
    int Target = Bit ? 65535 - 32 : 32;
    P = static_cast<uint16_t>(P + (int64_t(Target - P) * Rates.After[Seen] >> 16));
    Seen += Seen < MaxSeen;
  }
};

/// Which field of a wire::Unit the next byte belongs to. Of what is no message it says anything.
class Fields {
public:
  uint32_t current() const { return Left ? Field : 0; }

  void next(uint8_t Byte) {
    if (Left) {
      --Left;
      return;
    }
    Value |= static_cast<uint64_t>(Byte & 0x7f) << Shift;
    Shift = std::min(Shift + 7, 63u);
    if (Byte >= 0x80)
      return;
    if (State == Size && IsInUnit)
      Left = Value;
    if (State == Tag) {
      Field = static_cast<uint32_t>(Value >> 3) % 32;
      State = Value % 8 == 2 ? Size : Number;
    } else {
      IsInUnit = true;
      State = Tag;
    }
    Value = Shift = 0;
  }

private:
  enum { Tag, Size, Number } State = Tag;
  bool IsInUnit = false; ///< behind the head of the first
  uint32_t Field = 0;
  uint64_t Value = 0, Left = 0;
  unsigned Shift = 0;
};

/// Predicts a message bit by bit.
class Model {
public:
  explicit Model(size_t Size) : Bits(std::clamp(Log2_64_Ceil(Size | 1) + 2, 10u, 16u)) {
    for (auto &Table : Counters)
      Table.resize(size_t(1) << Bits);
    for (auto &Set : Weights)
      for (unsigned I = 0; I < NumInputs; ++I)
        Set[I] = I < NumInputs - 1 ? Unit / 3 : 0;
    Seen.reserve(Size);
    beginByte();
  }

  /// The probability that the next bit is 1.
  int predict() {
    unsigned Order = 0;
    for (unsigned I = 0; I < NumContexts; ++I) {
      uint32_t Hash = (Contexts[I] + Partial * 0x9e3779b1u) * 0x85ebca6bu;
      Hash ^= Hash >> 15;
      Counter &C = Counters[I][Hash >> (32 - Bits)];
      auto Check = static_cast<uint8_t>(Hash);
      if (C.Check != Check) {
        C = Counter();
        C.Check = Check;
      }
      At[I] = &C;
      Inputs[I] = oddsOf(C.P);
      if (C.Seen)
        Order = I + 1;
    }
    IsMatching = MatchSize && ((Seen[Match] | 0x100u) >> (8 - Known)) == Partial;
    Inputs[NumInputs - 2] = 0;
    if (IsMatching) {
      Expected = Seen[Match] >> (7 - Known) & 1;
      int Likely = oddsOf(Matches[std::min(MatchSize, MaxMatch)].P);
      Inputs[NumInputs - 2] = Expected ? Likely : -Likely;
    }
    Inputs[NumInputs - 1] = 64;
    Set = &Weights[2 * Order + IsMatching];
    int64_t Sum = 0;
    for (unsigned I = 0; I < NumInputs; ++I)
      Sum += int64_t(Inputs[I]) * (*Set)[I];
    return Predicted =
               probability(static_cast<int>(std::clamp<int64_t>(Sum / Unit, -MaxOdds, MaxOdds)));
  }

  void update(int Bit) {
    int Error = (Bit << 16) - Predicted;
    for (unsigned I = 0; I < NumInputs; ++I) {
      int64_t New = (*Set)[I] + (int64_t(Inputs[I]) * Error >> LearningShift);
      (*Set)[I] = static_cast<int32_t>(std::clamp<int64_t>(New, -MaxWeight, MaxWeight));
    }
    for (Counter *C : At)
      C->update(Bit);
    if (IsMatching)
      Matches[std::min(MatchSize, MaxMatch)].update(Bit == Expected);
    Partial = Partial << 1 | static_cast<unsigned>(Bit);
    if (++Known == 8)
      endByte();
  }

  std::string take() { return std::move(Seen); }

private:
  static constexpr unsigned NumContexts = 5, NumInputs = NumContexts + 2;
  static constexpr int Unit = 1 << 16, LearningShift = 14, MaxWeight = 16 * Unit;
  static constexpr unsigned MinMatch = 4, MaxMatch = 31;

  /// The byte \p Back before the next; 0 before the first.
  uint32_t byte(size_t Back) const {
    return Back <= Seen.size() ? static_cast<uint8_t>(Seen[Seen.size() - Back]) : 0;
  }

  /// Fields that hold alike things share what is learned of them.
  uint32_t section() const {
    uint32_t Field = Where.current();
    if (Field == 1 || Field == 2) // names
      return 1;
    return Field == 3 || Field == 4 ? 3 : Field; // places
  }

  void beginByte() {
    uint32_t Section = section() * 0x01000193u;
    uint32_t Three = byte(1) | byte(2) << 8 | byte(3) << 16;
    const uint32_t Of[NumContexts] = {
        Section, Section + byte(2) * 0x3d1u + 1, Section + byte(1) * 0x2c9u + 2,
        Section + (Three & 0xffff) * 0x1f35u + 3, Section + Three * 0x01000193u + 4};
    for (unsigned I = 0; I < NumContexts; ++I) {
      uint32_t Hash = (Of[I] ^ Of[I] >> 13) * 0xc2b2ae35u;
      Contexts[I] = Hash ^ Hash >> 16;
    }
    Partial = 1;
    Known = 0;
  }

  void endByte() {
    auto Byte = static_cast<uint8_t>(Partial);
    Seen += static_cast<char>(Byte);
    Where.next(Byte);
    if (MatchSize && static_cast<uint8_t>(Seen[Match]) == Byte) {
      ++MatchSize;
      ++Match;
    } else {
      MatchSize = 0;
    }
    if (Seen.size() >= MinMatch) {
      uint32_t Four = byte(1) | byte(2) << 8 | byte(3) << 16 | byte(4) << 24;
      uint32_t &Last = Recent[Four * 0x9e3779b1u >> 20];
      if (!MatchSize && Last) {
        Match = Last;
        while (MatchSize < MaxMatch && MatchSize < Match &&
               Seen[Match - 1 - MatchSize] == Seen[Seen.size() - 1 - MatchSize])
          ++MatchSize;
        if (MatchSize < MinMatch)
          MatchSize = 0;
      }
      Last = static_cast<uint32_t>(Seen.size());
    }
    beginByte();
  }

  unsigned Bits; ///< of the number of a counter
  std::array<std::vector<Counter>, NumContexts> Counters;
  std::array<Counter, MaxMatch + 1> Matches;
  /// By the longest context that is known, and whether there is a match.
  std::array<std::array<int32_t, NumInputs>, 2 * (size_t(NumContexts) + 1)> Weights;

  std::string Seen;
  Fields Where;
  std::array<uint32_t, NumContexts> Contexts;
  std::array<uint32_t, 1 << 12> Recent = {}; ///< behind the last four bytes of a hash
  uint32_t Match = 0, MatchSize = 0;         ///< what may come again

  // Of the byte at hand, and the bit.
  uint32_t Partial = 1;
  unsigned Known = 0;
  std::array<Counter *, NumContexts> At;
  std::array<int, NumInputs> Inputs;
  std::array<int32_t, NumInputs> *Set = nullptr;
  bool IsMatching = false;
  int Expected = 0, Predicted = 0;
};

/// The numbers that what is coded so far leaves open.
struct Interval {
  uint32_t Low = 0, High = UINT32_MAX;

  void narrow(int Bit, int Probability) {
    uint32_t Middle = Low + static_cast<uint32_t>(
                                uint64_t(High - Low) * static_cast<uint32_t>(Probability) >> 16);
    (Bit ? High : Low) = Bit ? Middle : Middle + 1;
  }
  bool isIn(uint32_t N, int Probability) const {
    return N <= Low + (uint64_t(High - Low) * static_cast<uint32_t>(Probability) >> 16);
  }
  bool hasByte() const { return (Low ^ High) >> 24 == 0; }
  void shift() {
    Low <<= 8;
    High = High << 8 | 0xff;
  }
};

} // namespace

std::string compressByContexts(StringRef Raw) {
  std::string Out;
  Model M(Raw.size());
  Interval I;
  for (char C : Raw)
    for (int Bit = 7; Bit >= 0; --Bit) {
      int Value = C >> Bit & 1;
      I.narrow(Value, M.predict());
      M.update(Value);
      for (; I.hasByte(); I.shift())
        Out += static_cast<char>(I.Low >> 24);
    }
  // Of the number the bytes that matter; behind them, zeros are read.
  for (unsigned Bytes = 0; Bytes <= 4; ++Bytes) {
    uint64_t Step = uint64_t(1) << (32 - 8 * Bytes), N = alignTo(I.Low, Step);
    if (N > I.High)
      continue;
    for (unsigned B = 0; B < Bytes; ++B)
      Out += static_cast<char>(N >> (24 - 8 * B));
    break;
  }
  return Out;
}

std::string decompressByContexts(StringRef Packed, size_t Size) {
  Model M(Size);
  Interval I;
  size_t Next = 0;
  auto NextByte = [&]() -> uint32_t {
    return Next < Packed.size() ? static_cast<uint8_t>(Packed[Next++]) : 0;
  };
  uint32_t N = 0;
  for (int B = 0; B < 4; ++B)
    N = N << 8 | NextByte();
  for (size_t Bit = 0; Bit < 8 * Size; ++Bit) {
    int P = M.predict();
    int Value = I.isIn(N, P);
    I.narrow(Value, P);
    M.update(Value);
    for (; I.hasByte(); I.shift())
      N = N << 8 | NextByte();
  }
  return M.take();
}

} // namespace ambit::facts
