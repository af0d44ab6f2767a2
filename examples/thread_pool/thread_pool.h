// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// A thread pool that says of itself what its users have to know: jobs run in other threads.

#pragma once

#include "ambit/annotations.h"
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <stop_token>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

class ThreadPool {
public:
  explicit ThreadPool(unsigned size) {
    for (unsigned i = 0; i < size; ++i)
      workers_.emplace_back([this](std::stop_token stop) { work(stop); });
  }

  /// Runs \p job in one of the threads; its result, or exception, is in the future.
  template <class Job>
  std::future<std::invoke_result_t<Job>> submit(Job job AMBIT_CALLED_IN_THREAD) {
    std::packaged_task<std::invoke_result_t<Job>()> task(std::move(job));
    auto result = task.get_future();
    {
      std::lock_guard hold(mutex_);
      jobs_.emplace_back(std::move(task));
    }
    wake_.notify_one();
    return result;
  }

private:
  void work(std::stop_token stop) {
    std::unique_lock hold(mutex_);
    while (wake_.wait(hold, stop, [this] { return !jobs_.empty(); })) {
      auto job = std::move(jobs_.front());
      jobs_.pop_front();
      hold.unlock();
      job();
      hold.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::deque<std::packaged_task<void()>> jobs_ AMBIT_GUARDED_BY(mutex_);
  std::vector<std::jthread> workers_; // the last member: stops before the others die
};
