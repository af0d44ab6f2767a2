//===- asio.cpp - what Asio needs for a yield: asio N -----------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//===----------------------------------------------------------------------===//

#include <asio.hpp>
#include <cstdlib>

static asio::awaitable<void> yielder(long n) {
  for (long i = 0; i < n; ++i)
    co_await asio::post(asio::use_awaitable);
}

int main(int, char **arguments) {
  asio::io_context context(1);
  long n = std::atol(arguments[1]);
  asio::co_spawn(context, yielder(n / 2), asio::detached);
  asio::co_spawn(context, yielder(n - n / 2), asio::detached);
  context.run();
}
