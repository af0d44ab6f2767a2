//===- memory.cpp - the functions that compilers call by themselves -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Byte by byte, small rather than quick. Volatile keeps the compiler from recognising the loops and
// calling the functions from within themselves.
//===----------------------------------------------------------------------===//

#include <cstddef>

extern "C" {

void *memset(void *to, int value, std::size_t size) {
  auto *p = static_cast<volatile unsigned char *>(to);
  while (size-- > 0)
    *p++ = static_cast<unsigned char>(value);
  return to;
}

void *memmove(void *to, const void *from, std::size_t size) {
  auto *t = static_cast<volatile unsigned char *>(to);
  auto *f = static_cast<const unsigned char *>(from);
  if (to <= from)
    for (std::size_t i = 0; i < size; ++i)
      t[i] = f[i];
  else
    while (size-- > 0)
      t[size] = f[size];
  return to;
}

void *memcpy(void *to, const void *from, std::size_t size) { return memmove(to, from, size); }

int memcmp(const void *a, const void *b, std::size_t size) {
  auto *p = static_cast<const volatile unsigned char *>(a);
  auto *q = static_cast<const volatile unsigned char *>(b);
  for (std::size_t i = 0; i < size; ++i)
    if (p[i] != q[i])
      return p[i] - q[i];
  return 0;
}

// Objects with static storage are never destroyed: firmware does not end.
void *__dso_handle = nullptr;
int __cxa_atexit(void (*)(void *), void *, void *) { return 0; }
int __aeabi_atexit(void *, void (*)(void *), void *) { return 0; }
}
