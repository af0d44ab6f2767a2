//===- host.cpp - the host port ---------------------------------*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One `line` per core and level: a thread, a mutex that stands for "this level is masked here", and
// a ring of handlers to run. The alarm of a core is served by its top level's thread.
//
// Order of mutexes: a context takes those of its core from low levels to high ones and releases
// them in reverse, so that there is no cycle. A handler of level l holds mutex l.
//===----------------------------------------------------------------------===//

#include "host.hpp"
#include "ambit/alarm.hpp"
#include <cerrno>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <linux/futex.h>
#include <mutex>
#include <pthread.h>
#include <sched.h>
#include <sys/syscall.h>
#include <thread>
#include <time.h>
#include <unistd.h>

namespace ambit {
namespace {

struct request {
  host::handler fn;
  void *context;
};

struct line {
  std::mutex mask;
  std::mutex mutex; // guards what follows
  std::condition_variable changed;
  request ring[1024];
  unsigned first = 0, count = 0;
  std::uint64_t alarm = no_alarm;
  bool stop = false;
  std::thread thread;
};

struct core_state {
  line lines[port::max_level]; // [level - 1]
  std::atomic<std::uint32_t> events{0};
};

core_state cores[port::core_count];
std::atomic<void (*)(const char *)> panic_hook{nullptr};

thread_local unsigned this_core = 0;
thread_local unsigned kept_out = 0;  // levels 1 to kept_out are masked
thread_local unsigned isr_level = 0; // the level of the handler that runs here, 0 in threads

long futex(std::atomic<std::uint32_t> &word, int operation, std::uint32_t value,
           const timespec *until) {
  return syscall(SYS_futex, reinterpret_cast<std::uint32_t *>(&word),
                 operation | FUTEX_PRIVATE_FLAG, value, until, nullptr, FUTEX_BITSET_MATCH_ANY);
}

void sleep_while(std::atomic<std::uint32_t> &word, std::uint32_t value,
                 std::uint64_t when = no_alarm) {
  if (when == no_alarm) {
    futex(word, FUTEX_WAIT_BITSET, value, nullptr);
    return;
  }
  timespec until{static_cast<time_t>(when / port::ticks_per_second),
                 static_cast<long>(when % port::ticks_per_second)};
  futex(word, FUTEX_WAIT_BITSET, value, &until); // absolute, CLOCK_MONOTONIC as now()
}

void awaken(std::atomic<std::uint32_t> &word, int threads) {
  futex(word, FUTEX_WAKE, threads, nullptr);
}

// The mutexes of the levels are the mask of the core: they stay taken until let_in.
unsigned keep_out(unsigned level) {
  unsigned before = kept_out;
  for (unsigned l = (before > isr_level ? before : isr_level) + 1; l <= level; ++l)
    cores[this_core].lines[l - 1].mask.lock();
  if (level > kept_out)
    kept_out = level;
  return before;
}

// Gives back what keep_out took.
void let_in(unsigned before) {
  unsigned now = kept_out;
  kept_out = before;
  for (unsigned l = now; l > (before > isr_level ? before : isr_level); --l)
    cores[this_core].lines[l - 1].mask.unlock();
}

void run_handler(unsigned core, unsigned level, host::handler fn, void *context) {
  line &l = cores[core].lines[level - 1];
  l.mask.lock();
  fn(context);
  l.mask.unlock();
  port::poke(core);
}

void serve(unsigned core, unsigned level) {
  this_core = core;
  isr_level = level;
  line &l = cores[core].lines[level - 1];
  std::unique_lock lock(l.mutex);
  while (true) {
    if (l.count > 0) {
      request r = l.ring[l.first];
      l.first = (l.first + 1) % 1024;
      --l.count;
      l.changed.notify_all();
      lock.unlock();
      run_handler(core, level, r.fn, r.context);
      lock.lock();
    } else if (l.alarm <= port::now()) {
      l.alarm = no_alarm;
      lock.unlock();
      run_handler(core, level, [](void *) { alarm_interrupt(); }, nullptr);
      lock.lock();
    } else if (l.stop) {
      return;
    } else if (l.alarm == no_alarm) {
      l.changed.wait(lock);
    } else {
      auto left = static_cast<std::int64_t>(l.alarm - port::now());
      if (left > 0)
        l.changed.wait_for(lock, std::chrono::nanoseconds(left));
    }
  }
}

} // namespace

unsigned port::core() noexcept { return this_core; }
port::irq_state port::mask() noexcept { return keep_out(max_level); }
void port::unmask(irq_state before) noexcept { let_in(before); }
bool port::masked() noexcept { return kept_out == max_level; }
bool port::in_isr() noexcept { return isr_level != 0; }
port::ceiling_state port::raise(unsigned level) noexcept { return keep_out(level); }
void port::lower(ceiling_state before) noexcept { let_in(before); }

void port::wait_for_interrupt() noexcept {
  core_state &c = cores[this_core];
  let_in(0);
  while (c.events.exchange(0) == 0)
    sleep_while(c.events, 0);
  keep_out(max_level);
}

void port::poke(unsigned core) noexcept {
  if (cores[core].events.exchange(1) == 0)
    awaken(cores[core].events, 1);
}

void port::relax() noexcept { sched_yield(); }

std::uint64_t port::now() noexcept {
  timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return static_cast<std::uint64_t>(t.tv_sec) * ticks_per_second +
         static_cast<std::uint64_t>(t.tv_nsec);
}

void port::alarm_at(std::uint64_t when) noexcept {
  line &l = cores[this_core].lines[max_level - 1];
  {
    AMBIT_UNCHECKED("a handler of the host is a thread, and may wait for a mutex")
    std::lock_guard lock(l.mutex);
    l.alarm = when;
  }
  l.changed.notify_all();
}

void port::panic(const char *what) noexcept {
  if (auto *hook = panic_hook.load())
    hook(what);
  std::fprintf(stderr, "ambit: panic: %s\n", what);
  std::abort();
}

void port::thread_event::set() noexcept {
  if (set_.exchange(1) == 0)
    awaken(set_, 1);
}

void port::thread_event::wait() noexcept {
  while (set_.exchange(0) == 0)
    sleep_while(set_, 0);
}

void port::thread_event::wait_until(std::uint64_t when) noexcept {
  while (set_.exchange(0) == 0 && now() < when)
    sleep_while(set_, 0, when);
}

bool port::thread_mutex::try_lock() noexcept {
  std::uint32_t free = 0;
  return word_.compare_exchange_strong(free, 1, std::memory_order_acquire,
                                       std::memory_order_relaxed);
}

void port::thread_mutex::lock() noexcept {
  if (try_lock())
    return;
  while (word_.exchange(2, std::memory_order_acquire) != 0) // 2: locked, and somebody may wait
    sleep_while(word_, 2);
}

void port::thread_mutex::unlock() noexcept {
  if (word_.exchange(0, std::memory_order_release) == 2)
    awaken(word_, 1);
}

namespace host {

core_scope::core_scope(unsigned core) : core_(core) {
  this_core = core;
  if (long processors = sysconf(_SC_NPROCESSORS_ONLN); processors > 0) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(core % static_cast<unsigned>(processors), &set);
    pthread_setaffinity_np(pthread_self(), sizeof set,
                           &set); // refused in some containers; cores then share
  }
  for (unsigned level = 1; level <= port::max_level; ++level) {
    line &l = cores[core].lines[level - 1];
    l.stop = false;
    l.alarm = no_alarm;
    l.thread = std::thread(serve, core, level);
  }
}

core_scope::~core_scope() {
  for (line &l : cores[core_].lines) {
    {
      std::lock_guard lock(l.mutex);
      l.stop = true;
      l.alarm = no_alarm;
    }
    l.changed.notify_all();
    l.thread.join();
  }
  cores[core_].events.store(0);
}

void raise(unsigned core, unsigned level, handler fn, void *context) {
  line &l = cores[core].lines[level - 1];
  {
    std::unique_lock lock(l.mutex);
    while (l.count == 1024)
      l.changed.wait(lock);
    l.ring[(l.first + l.count++) % 1024] = {fn, context};
  }
  l.changed.notify_all();
}

void on_panic(void (*fn)(const char *)) { panic_hook.store(fn); }

} // namespace host
} // namespace ambit
