//===- ListPool.h -----------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lists of which many are equal, as those that nodes have: each is there once, and two that
// are equal are the same.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_PROGRAM_LISTPOOL_H
#define AMBIT_PROGRAM_LISTPOOL_H

#include "program/Lock.h"
#include "llvm/ADT/DenseSet.h"
#include <deque>

namespace ambit {

/// A list that nobody changes, of a ListPool or empty.
template <class List> class ListRef {
public:
  using value_type = typename List::value_type;

  ListRef() = default;

  const List &operator*() const { return *To; }
  operator const List &() const { return *To; }
  operator llvm::ArrayRef<value_type>() const { return *To; }
  const value_type *begin() const { return To->begin(); }
  const value_type *end() const { return To->end(); }
  size_t size() const { return To->size(); }
  bool empty() const { return To->empty(); }
  const value_type &front() const { return To->front(); }
  const value_type &operator[](size_t I) const { return (*To)[I]; }

  /// Of one pool.
  friend bool operator==(ListRef A, ListRef B) { return A.To == B.To; }
  friend bool operator!=(ListRef A, ListRef B) { return A.To != B.To; }
  /// By which tables find it.
  const List *address() const { return To; }

private:
  template <class> friend class ListPool;
  explicit ListRef(const List &To) : To(&To) {}
  inline static const List Empty;

  const List *To = &Empty;
};

template <class List> class ListPool {
public:
  using value_type = typename List::value_type;

  ListRef<List> get(llvm::ArrayRef<value_type> Of) {
    if (Of.empty())
      return {};
    if (auto It = Known.find_as(Of); It != Known.end())
      return ListRef<List>(**It);
    const List &New = All.emplace_back(Of.begin(), Of.end());
    Known.insert(&New);
    return ListRef<List>(New);
  }

  /// Calls \p Change for each list. Equal ones need not be the same after that: no more are made.
  template <class Each> void changeAll(Each Change) {
    Known.clear();
    for (List &L : All)
      Change(L);
  }

private:
  struct Info {
    static const List *getEmptyKey() { return llvm::DenseMapInfo<const List *>::getEmptyKey(); }
    static const List *getTombstoneKey() {
      return llvm::DenseMapInfo<const List *>::getTombstoneKey();
    }
    static unsigned getHashValue(const List *L) {
      return getHashValue(llvm::ArrayRef<value_type>(*L));
    }
    static unsigned getHashValue(llvm::ArrayRef<value_type> Of) {
      uint64_t Hash = Of.size();
      for (const value_type &V : Of)
        Hash = (Hash ^ numberOf(V)) * 0x9E3779B97F4A7C15ull ^ Hash >> 29;
      return static_cast<unsigned>(Hash >> 32);
    }
    static bool isEqual(const List *A, const List *B) { return A == B; }
    static bool isEqual(llvm::ArrayRef<value_type> A, const List *B) {
      return B != getEmptyKey() && B != getTombstoneKey() && A == llvm::ArrayRef<value_type>(*B);
    }
    static uint64_t numberOf(uint32_t V) { return V; }
    static uint64_t numberOf(const Held &H) {
      return H.Lock | static_cast<uint64_t>(H.Kind) << 32 | static_cast<uint64_t>(H.IsTried) << 40 |
             static_cast<uint64_t>(H.IsShared) << 41;
    }
  };

  std::deque<List> All;
  llvm::DenseSet<const List *, Info> Known;
};

} // namespace ambit

#endif // AMBIT_PROGRAM_LISTPOOL_H
