//===- ambit/task_header.hpp - what the executors and wakers know of a task -*- C++ -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The life of a root task, which is one that an executor runs. It has one token: who holds it may
// put the task into its executor's inbox, nobody else may. So it is in one queue at most.
//
//             claim           spawn           resumed                  waits at a slot alone
//     vacant ───────▶ made ───────────▶ ready ───────▶ running ───────────────────────▶ at a slot
//        ▲                                ▲  ▲          │ │ │ │                             │
//        │                                │  └── yields ┘ │ │ │ waits for one of several    │
//        │                                │               │ │ └────────────────▶ open       │
//        │                                ├── who takes the token: wake ──────────┘         │
//        │                                └── who is handed the token: notify ──────────────┘
//        │                   returns                      │
//        ├── destroyed ◀─────────────────── done ◀────────┘  a task that does not run is ended by
//        │                                   ▲               its nursery or, cancelled, by the
//        └── destroyed, and nobody holds ────┴── ended ◀──── executor: from ready, at a slot, open
//            its token or lists it
//
//     state      token is held by        bits of `word_`
//     vacant     nobody can get it       token|done, no executor; also the zero of fresh storage
//     made       the coroutine's caller  token, no executor: called and not yet spawned
//     ready      a queue                 token
//     running    the executor            token
//     at a slot  the slot, and then the  token
//                notifier, who has one
//                atomic step to make
//     open       nobody                  none
//     done       the task itself         token|done
//     ended      the task itself, or     token|done, or token|done|parked until it is popped
//                as in the state before
//
// `listed` comes to any of them, once: the task is in its executor's list of those to be cancelled.
// `dead` comes to `done` and `ended` when the frame has been destroyed while the task is parked or
// listed; who clears the last of the two gives the storage back.
//
// The token is given away before the task looks at what it waits for, so that a wake-up that comes
// later takes it and queues the task: none is lost. A wake-up of a task whose token is not free has
// no effect; a task that runs asks for itself. A task that waits openly may be resumed although
// nothing happened for it (a wake-up that was on its way when an earlier wait was given up): such a
// wait asks its condition again (`wait_node`). For the same reason a late wake-up may come when the
// task has ended and its storage is empty or used by the next: the header lies at the same place
// in every use of the storage, so this is one spurious wake-up at worst.
// test/runtime/wake.pml is the model that Spin checks.
//
// A child task, one that another task awaits, has no state of its own; its three words say where
// its parent and its root are. It always shows its token as taken.
//===----------------------------------------------------------------------===//

#ifndef AMBIT_TASK_HEADER_HPP
#define AMBIT_TASK_HEADER_HPP

#include "ambit/assert.hpp"
#include "ambit/shared_word.hpp"
#include <coroutine>
#include <cstddef>
#include <cstdint>

#ifndef AMBIT_TRACE
#define AMBIT_TRACE 0 // 1 for the whole program: see trace.hpp
#endif

// AMBIT_HOT is worth its bytes where speed was asked for; of AMBIT_ONCE the program has one copy
// where size was.
#if defined(__OPTIMIZE_SIZE__)
#define AMBIT_HOT
#define AMBIT_ONCE [[gnu::noinline]]
#else
#define AMBIT_HOT [[gnu::always_inline]]
#define AMBIT_ONCE
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

/// A place where a task waits: a part of the awaiting frame that begins like a coroutine's frame,
/// with the function to call for resuming it, so that the executor need not tell one from the
/// other.
struct wait_node {
  /// Whether what is waited for has come.
  using question = bool (*)(wait_node &, task_header &root) noexcept;

  void (*resume)(void *node) noexcept; // set, as the rest, when somebody waits here
  void *frame;                         // the coroutine that waits
#if AMBIT_TRACE
  wait_reason reason;
#endif

  /// Resumes the frame, or waits on.
  inline void ask_again(question ask) noexcept;
};

/// The first member of every task's promise. Users never see it but as `task_header &root`, the
/// thing to wake.
class task_header {
  friend class executor;
  template <std::size_t> friend class frame;
  friend struct task_access;

public:
  using bits = std::uintptr_t;

  /// Of a coroutine: `try_claim` has put this value there, and a late wake-up does not change it.
  task_header() noexcept : word_(shared_word::again{}, token) {}
  task_header(const task_header &) = delete;
  task_header &operator=(const task_header &) = delete;

  /// Makes the task run soon, once, on its executor. Several wake-ups before it runs are one.
  /// Callable from: any context of any core. Blocks: never; lock-free. Cost: one atomic OR; for a
  /// task that was not queued one compare-and-exchange more, and an interrupt of the other core if
  /// the executor sleeps there.
  AMBIT_ONCE inline void wake() noexcept AMBIT_ISR_SAFE;

  /// The root of the tree of awaits that this task is in: what is woken for it. Callable from: the
  /// task.
  task_header &root() noexcept {
    bits w = word_.peek();
    return (w & child) != 0 ? *reinterpret_cast<task_header *>(w & ~child_mask) : *this;
  }

  /// The executor of a root task. Callable from: any context while the task lives.
  executor &home() const noexcept { return *reinterpret_cast<executor *>(word_.peek() & ~mask); }

  /// Whether the task is one of several that its root waits for at once (select, join, timeout).
  bool beside_others() const noexcept {
    return (word_.peek() & (child | beside)) == (child | beside);
  }

  /// Suspends the task at `node`, unless `ask` says that what it waits for has come: then it
  /// returns false. Callable from: the task.
  [[gnu::noinline]] inline bool wait(wait_node &node, wait_node::question ask) noexcept;

  /// Notes that the task leaves what is ready, to give its token away. Returns the root's address
  /// plus `alone`, or 0 if the task is beside others: then only `wait` will do. Callable from: the
  /// task.
  [[nodiscard]] inline bits leave(const wait_node &node) noexcept;
  static constexpr bits alone = 2; // in a waker_slot: it holds the token
  /// It does not leave: it has its token back. Callable from: the task.
  inline void stay() noexcept;

  /// Gives the token, which the caller holds, to the executor: the task runs soon. Callable from:
  /// any context.
  AMBIT_ONCE inline void hand_over() noexcept;

  /// The task, which is being destroyed, has its token back. Callable from: its destructors.
  void take_back() noexcept { word_.clear(parked); }

protected:
  static constexpr bits token = 1; // is held by somebody
  // Of a root; executors are aligned to 32 bytes.
  static constexpr bits done = 2;
  static constexpr bits dead = 4; // and done
  static constexpr bits listed = 8;
  static constexpr bits extended = 16; // and not done: in a join_frame
  static constexpr bits parked = 16;   // and done: another holds the token
  static constexpr bits mask = 31;
  static constexpr bits vacant = token | done;
  // Of a child; headers are aligned to two pointers.
  static constexpr bits beside = 2; // one of several that its root waits for
  static constexpr bits child = 4;
  static constexpr bits child_mask = 7;

  constexpr task_header(bits word, void *begin) noexcept
      : word_(word), leaf_(begin) {} // for what is no coroutine

  /// Where the task, or the branch of it that this frame is in, goes on.
  void **strand() noexcept {
    return (word_.peek() & child) != 0 ? static_cast<void **>(leaf_) : &leaf_;
  }

  void *link_ = nullptr; // root: the next in a queue; child: the frame that awaits it
  shared_word word_;     // root: executor and state; child: root and `child`
  void *leaf_ = nullptr; // root: frame or wait_node to resume; child: its strand
};

/// A coroutine frame begins with two pointers; the promise follows, for promises aligned to at most
/// two pointers (GCC's and Clang's ABI). So the header is at the same place of every frame.
inline constexpr std::size_t header_offset = 2 * sizeof(void *);
inline task_header &header_of(void *frame) noexcept {
  return *reinterpret_cast<task_header *>(static_cast<char *>(frame) + header_offset);
}

/// Calls the function that `begin`, a frame or a wait_node, begins with.
AMBIT_HOT inline void resume_at(void *begin) noexcept {
  std::coroutine_handle<>::from_address(begin).resume();
}

void wait_node::ask_again(question ask) noexcept {
  if (!header_of(frame).wait(*this, ask))
    resume_at(frame);
}

} // namespace ambit

#endif // AMBIT_TASK_HEADER_HPP
