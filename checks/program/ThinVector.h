//===- ThinVector.h ---------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A list that takes one pointer where it lies: a program has millions of lists, and most of
// them are empty.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PROGRAM_THINVECTOR_H
#define AMBIT_PROGRAM_THINVECTOR_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/ErrorHandling.h"
#include <algorithm>
#include <cassert>
#include <cstdint>
#include <cstdlib>
#include <initializer_list>
#include <memory>
#include <new>
#include <utility>

namespace ambit {

/// As std::vector, with its length and capacity in front of its entries. What is resized or
/// copied has no room to spare; what grows entry by entry has.
template <class T> class ThinVector {
public:
  using value_type = T;
  using size_type = size_t;
  using difference_type = ptrdiff_t;
  using reference = T &;
  using const_reference = const T &;
  using iterator = T *;
  using const_iterator = const T *;

  ThinVector() = default;
  explicit ThinVector(size_t Count) { resize(Count); }
  ThinVector(size_t Count, const T &Value) { assign(Count, Value); }
  ThinVector(std::initializer_list<T> From) { append(From.begin(), From.end()); }
  template <class It, class = typename std::iterator_traits<It>::iterator_category>
  ThinVector(It First, It Last) {
    append(First, Last);
  }
  ThinVector(const ThinVector &O) { append(O.begin(), O.end()); }
  ThinVector(ThinVector &&O) noexcept : First(std::exchange(O.First, nullptr)) {}
  ThinVector &operator=(const ThinVector &O) {
    if (this != &O) {
      clear();
      append(O.begin(), O.end());
    }
    return *this;
  }
  ThinVector &operator=(ThinVector &&O) noexcept {
    T *New = std::exchange(O.First, nullptr); // before: it may be this one
    if (First)
      release(First);
    First = New;
    return *this;
  }
  ~ThinVector() {
    if (First)
      release(First);
  }

  size_t size() const { return First ? head(First).Size : 0; }
  size_t capacity() const { return First ? head(First).Capacity : 0; }
  bool empty() const { return size() == 0; }
  T *data() { return First; }
  const T *data() const { return First; }
  T *begin() { return First; }
  T *end() { return First + size(); }
  const T *begin() const { return First; }
  const T *end() const { return First + size(); }
  T &operator[](size_t I) {
    assert(I < size());
    return First[I];
  }
  const T &operator[](size_t I) const {
    assert(I < size());
    return First[I];
  }
  T &front() { return (*this)[0]; }
  const T &front() const { return (*this)[0]; }
  T &back() { return (*this)[size() - 1]; }
  const T &back() const { return (*this)[size() - 1]; }
  operator llvm::ArrayRef<T>() const { return {First, size()}; }

  void reserve(size_t Wanted) {
    if (Wanted > capacity())
      moveTo(Wanted);
  }
  template <class... Arguments> T &emplace_back(Arguments &&...From) {
    size_t Count = size();
    if (Count < capacity()) {
      T *New = new (First + Count) T(std::forward<Arguments>(From)...);
      ++head(First).Size;
      return *New;
    }
    // What it is made from may be an entry of this list.
    T New(std::forward<Arguments>(From)...);
    moveTo(grown(Count));
    new (First + Count) T(std::move(New));
    ++head(First).Size;
    return First[Count];
  }
  void push_back(const T &Value) { emplace_back(Value); }
  void push_back(T &&Value) { emplace_back(std::move(Value)); }
  void pop_back() {
    back().~T();
    --head(First).Size;
  }
  template <class It> void append(It From, It To) {
    reserve(size() + std::distance(From, To));
    for (; From != To; ++From)
      emplace_back(*From);
  }
  void assign(size_t Count, const T &Value) {
    T Copy = Value;
    clear();
    reserve(Count);
    while (Count--)
      emplace_back(Copy);
  }
  void resize(size_t Count) {
    if (Count < size())
      erase(begin() + Count, end());
    reserve(Count);
    while (size() < Count)
      emplace_back();
  }
  void clear() { erase(begin(), end()); }
  T *erase(const T *From, const T *To) {
    T *At = First + (From - First);
    if (From == To)
      return At;
    T *End = std::move(First + (To - First), end(), At);
    std::destroy(End, end());
    head(First).Size = End - First;
    return At;
  }
  T *erase(const T *At) { return erase(At, At + 1); }
  T *insert(const T *Before, T Value) {
    size_t At = Before - First;
    push_back(std::move(Value));
    std::rotate(begin() + At, end() - 1, end());
    return begin() + At;
  }

  friend bool operator==(const ThinVector &A, const ThinVector &B) {
    return std::equal(A.begin(), A.end(), B.begin(), B.end());
  }
  friend bool operator<(const ThinVector &A, const ThinVector &B) {
    return std::lexicographical_compare(A.begin(), A.end(), B.begin(), B.end());
  }
  // Named as for all lists.
  template <class Predicate>
  friend size_t erase_if(ThinVector &V, Predicate Drop) { // NOLINT(readability-identifier-naming)
    T *End = std::remove_if(V.begin(), V.end(), Drop);
    size_t Count = V.end() - End;
    V.erase(End, V.end());
    return Count;
  }

private:
  struct Head {
    uint32_t Size, Capacity;
  };
  static_assert(alignof(T) <= alignof(std::max_align_t) && sizeof(Head) % alignof(T) == 0);

  static Head &head(const T *First) {
    return reinterpret_cast<Head *>(const_cast<std::remove_const_t<T> *>(First))[-1];
  }
  /// Of small entries there are soon some.
  static size_t grown(size_t Count) {
    constexpr size_t AtFirst = sizeof(T) <= 16 ? 4 : 1;
    return Count ? Count + (Count + 1) / 2 : AtFirst;
  }
  static void release(T *First) {
    std::destroy_n(First, head(First).Size);
    std::free(&head(First));
  }
  void moveTo(size_t Capacity) {
    assert(Capacity <= UINT32_MAX);
    if constexpr (std::is_trivially_copyable_v<T>) {
      Head *Old = First ? &head(First) : nullptr;
      auto *Same = static_cast<Head *>(std::realloc(Old, sizeof(Head) + Capacity * sizeof(T)));
      if (!Same)
        llvm::report_bad_alloc_error("a list of the program");
      if (!Old)
        Same->Size = 0;
      Same->Capacity = Capacity;
      First = reinterpret_cast<T *>(Same + 1);
      return;
    }
    void *Raw = std::malloc(sizeof(Head) + Capacity * sizeof(T));
    if (!Raw)
      llvm::report_bad_alloc_error("a list of the program");
    size_t Count = size();
    Head *New = new (Raw) Head{static_cast<uint32_t>(Count), static_cast<uint32_t>(Capacity)};
    T *To = reinterpret_cast<T *>(New + 1);
    std::uninitialized_move_n(First, Count, To);
    if (First)
      release(First);
    First = To;
  }

  T *First = nullptr;
};

} // namespace ambit

#endif // AMBIT_PROGRAM_THINVECTOR_H
