//===- line.h ---------------------------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A line of text from words and numbers, without a heap.
//
//===----------------------------------------------------------------------===//

#ifndef LINE_H
#define LINE_H

#include <cstddef>
#include <cstdint>
#include <span>

class line {
  std::uint8_t text_[48];
  std::size_t size_ = 0;

  void add(char c) {
    if (size_ < sizeof text_ - 1) // the last is for the end of the line
      text_[size_++] = static_cast<std::uint8_t>(c);
  }
  void add(const char *words) {
    for (; *words != 0; ++words)
      add(*words);
  }
  void add(unsigned number) {
    if (number >= 10)
      add(number / 10);
    add(static_cast<char>('0' + number % 10));
  }

public:
  template <class... Parts> explicit line(Parts... parts) {
    (add(parts), ...);
    text_[size_++] = '\n';
  }
  std::span<const std::uint8_t> bytes() const { return {text_, size_}; }
};

#endif // LINE_H
