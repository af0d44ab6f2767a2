//===- ambit/task_header.hpp - what the executors and wakers know of a task -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The life of a root task, which is one that an executor runs. The word `word_` holds the
// executor's address and, in its low bits, the state:
//
//                 claim            spawn                    pop                     await
//      vacant ───────────▶ made ─────────▶ queued ────────────────▶ running ────────────────▶
//      waiting
//        ▲   ▲                              ▲  ▲                     │  │                        │
//        │   │                              │  └──── yield, wake ────┘  │ returns                │
//        │   │ destroyed,                   └──────────── wake ─────────┼────────────────────────┘
//        │   └── not in a queue ───────────────────────────── done ◀────┤ cancelled
//        │ popped                                               │       │
//        └───────────────── parked: destroyed, still in a queue ◀───────┘
//
//      state     bits                          who changes it
//      vacant    queued|done, no executor      the storage has no task; the zero word of fresh
//      storage is vacant too made      queued, no executor           a coroutine that was called
//      and not yet spawned queued    queued                        in a queue of its executor, or
//      about to be put there by who set the bit running   none (or queued again)        the
//      executor, before it resumes the task waiting   none                          the same bits:
//      to wake a task that runs is to make it run once more done      queued|done no wake-up has an
//      effect any more
//
// A wake-up is one atomic OR of `queued` from any context; who changed the bit from 0 to 1 pushes
// the task, nobody else. The bit is cleared before the task looks at what it waits for, so a
// wake-up that comes later queues it again: none is lost. A task may be resumed although nothing
// happened for it (a wake-up that was on its way when the task gave up waiting): each wait
// therefore asks its condition again (`wait_node`). For the same reason a late wake-up may come
// when the task has ended and its storage is empty or used by the next: the header lies at the same
// place in every use of the storage, so this is one spurious wake-up at worst.
// test/runtime/wake.pml is the model that Spin checks.
//
// A child task, one that another task awaits, has no state of its own; its three words say where
// its parent is.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_TASK_HEADER_HPP
#define AMBIT_TASK_HEADER_HPP

#include "ambit/assert.hpp"
#include <atomic>
#include <coroutine>
#include <cstddef>
#include <cstdint>

#ifndef AMBIT_TRACE
#define AMBIT_TRACE 0 // 1 for the whole program: see trace.hpp
#endif

namespace ambit {

class executor;
class task_header;

/// What a task waits for, for the trace: the type of the operation, and the object that will wake
/// it (a signal, a driver), or nullptr.
struct wait_reason {
  const char *operation = nullptr;
  const void *object = nullptr;
};

/// A place where a task waits: the frame to resume, and the question whether it can go on, which
/// the executor asks each time the task was woken. Part of the awaiting frame.
struct wait_node {
  void *frame = nullptr;
  bool (*poll)(wait_node &, task_header &root) noexcept = nullptr;
#if AMBIT_TRACE
  wait_reason reason;
#endif
};

/// The first member of every task's promise. Users never see it but as `task_header &root`, the
/// thing to wake.
class task_header {
  friend class executor;
  friend class trace_point;
  template <std::size_t> friend class frame;
  friend struct task_access;

public:
  using bits = std::uintptr_t;

  constexpr task_header() noexcept = default;
  task_header(const task_header &) = delete;
  task_header &operator=(const task_header &) = delete;

  /// Makes the task run soon, once, on its executor. Several wake-ups before it runs are one.
  /// Callable from: any context of any core. Blocks: never; lock-free. Cost: one atomic OR; for a
  /// task that was not queued a push of two atomic operations, and an interrupt of the other core
  /// if the executor sleeps there.
  inline void wake() noexcept AMBIT_ISR_SAFE;

  /// The root of the tree of awaits that this task is in: what is woken for it. Callable from: the
  /// task.
  task_header &root() noexcept {
    bits w = word_.load(std::memory_order_relaxed);
    return (w & child) != 0 ? *reinterpret_cast<task_header *>(w & ~child) : *this;
  }

  /// The executor of a root task. Callable from: any context while the task lives.
  executor &home() const noexcept {
    return *reinterpret_cast<executor *>(word_.load(std::memory_order_relaxed) & ~mask);
  }

  /// Notes where the task, or the branch of it that this frame is in, goes on: at a wait or at
  /// once.
  void suspend_at(wait_node &node) noexcept { *strand() = reinterpret_cast<bits>(&node) | 1; }
  void suspend_at(void *frame) noexcept { *strand() = reinterpret_cast<bits>(frame); }

protected:
  static constexpr bits queued = 1, done = 2, child = 4;
  static constexpr bits cancelled = 8; // until done: to be destroyed; afterwards: still in a queue
  static constexpr bits parked = cancelled;
  static constexpr bits extended = 16; // until done: in a join_frame; afterwards: destroyed
  static constexpr bits dead = extended;
  static constexpr bits mask = 31;
  static constexpr bits vacant = queued | done;

  bits *strand() noexcept {
    return (word_.load(std::memory_order_relaxed) & child) != 0 ? reinterpret_cast<bits *>(leaf_)
                                                                : &leaf_;
  }

  /// Goes on at `leaf` if what is waited for there has come. Returns the frame to resume, or
  /// nullptr.
  static void *ready_frame(bits leaf, task_header &root) noexcept {
    if ((leaf & 1) == 0)
      return reinterpret_cast<void *>(leaf);
    wait_node &node = *reinterpret_cast<wait_node *>(leaf - 1);
    return node.poll(node, root) ? node.frame : nullptr;
  }

  void *link_ = nullptr;           // root: the next in a queue; child: the frame that awaits it
  std::atomic<bits> word_{queued}; // root: executor and state; child: root and `child`
  bits leaf_ = 0; // root: frame to resume, or wait_node with bit 0 set; child: its strand
};

/// A coroutine frame begins with two pointers; the promise follows, for promises aligned to at most
/// two pointers (GCC's and Clang's ABI). So the header is at the same place of every frame.
inline constexpr std::size_t header_offset = 2 * sizeof(void *);

} // namespace ambit

#endif // AMBIT_TASK_HEADER_HPP
