//===- asio.cpp - what Asio needs for the same: asio WHAT N -----*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// yield: two coroutines post themselves in turn. wake: a coroutine waits on a timer that never
// expires, which is Asio's idiom for an event; cancelling it wakes the coroutine.
//===----------------------------------------------------------------------===//

#include <asio.hpp>
#include <cstdlib>
#include <cstring>

static asio::awaitable<void> yielder(long n) {
  for (long i = 0; i < n; ++i)
    co_await asio::post(asio::use_awaitable);
}

static asio::awaitable<void> waiter(asio::steady_timer &event, const bool &stop) {
  asio::error_code ignored;
  while (!stop)
    co_await event.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
}

int main(int, char **arguments) {
  asio::io_context context(1);
  long n = std::atol(arguments[2]);
  if (std::strcmp(arguments[1], "yield") == 0) {
    asio::co_spawn(context, yielder(n / 2), asio::detached);
    asio::co_spawn(context, yielder(n - n / 2), asio::detached);
    context.run();
    return 0;
  }
  asio::steady_timer event(context, asio::steady_timer::time_point::max());
  bool stop = false;
  asio::co_spawn(context, waiter(event, stop), asio::detached);
  context.poll();
  for (long i = 0; i < n; ++i) {
    stop = i == n - 1;
    event.cancel_one();
    context.poll();
  }
}
