//===- mini_smp.cpp -------------------------------------------------------===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The scheduler. One lock guards all its state. It is held across a change of threads: the thread
// that leaves takes it, the one that comes gives it back, on the same core. So no other core sees a
// thread in the ready list before its registers are on its stack.
//
// Preemption is a change of threads at the end of a trap. The trap has put the registers that a
// call does not preserve on the stack of the thread, `ambit_switch` adds the others, mepc and
// mstatus; the thread may go on on another hart, where it leaves the trap that it entered here.
//
//===----------------------------------------------------------------------===//

#include "mini_smp.hpp"
#include "../riscv_virt/words.hpp"
#include "ambit/alarm.hpp"
#include "ambit/irq_spin_lock.hpp"
#include <cstddef>

using ambit::port;

// clang-format off
#define ALL(op) \
  EACH(op, "ra", 0) \
  EACH(op, "s0", 1) \
  EACH(op, "s1", 2) \
  EACH(op, "s2", 3) \
  EACH(op, "s3", 4) \
  EACH(op, "s4", 5) \
  EACH(op, "s5", 6) \
  EACH(op, "s6", 7) \
  EACH(op, "s7", 8) \
  EACH(op, "s8", 9) \
  EACH(op, "s9", 10) \
  EACH(op, "s10", 11) \
  EACH(op, "s11", 12)
// clang-format on

// void ambit_switch(std::uintptr_t **leaves, std::uintptr_t *comes): called masked.
asm(".text\n"
    ".globl ambit_switch\n"
    "ambit_switch:\n"
    "  addi sp, sp, -16*" WORD
    "\n" ALL(STORE) "  csrr t0, mepc\n"
                    "  csrr t1, mstatus\n"
                    "  " STORE "t0, 13*" WORD "(sp)\n"
                    "  " STORE "t1, 14*" WORD "(sp)\n"
                    "  " STORE "sp, 0(a0)\n"
                    "  mv sp, a1\n"
                    "  " LOAD "t0, 13*" WORD "(sp)\n"
                    "  " LOAD "t1, 14*" WORD "(sp)\n"
                    "  csrw mepc, t0\n"
                    "  csrw mstatus, t1\n" ALL(LOAD) "  addi sp, sp, 16*" WORD "\n"
                                                     "  ret\n"
                                                     ".globl ambit_thread_start\n"
                                                     "ambit_thread_start:\n"
                                                     "  mv a0, s0\n"
                                                     "  call ambit_thread_main\n");

extern "C" void ambit_switch(std::uintptr_t **leaves, std::uintptr_t *comes);
extern "C" void ambit_thread_start();

namespace mini_smp {

/// The state of the scheduler, and its steps. All are called with the lock, masked.
struct scheduler {
  struct core_state {
    thread idle;               // run(), the context that core_main had
    thread *running = nullptr; // null before run()
    bool slice_over = false;
  };

  ambit::irq_spin_lock lock;
  core_state cores[port::core_count];
  thread *ready = nullptr, **ready_end = &ready;
  thread *sleepers = nullptr; // by their moments

  core_state &here() { return cores[port::core()]; }
  static bool may_run(const thread &t, unsigned core) { return (t.cores_ >> core & 1) != 0; }

  void make_ready(thread &t) {
    leave_sleepers(t);
    if (t.ready_)
      return;
    t.ready_ = true;
    t.next_ = nullptr;
    *ready_end = &t;
    ready_end = &t.next_;
    for (unsigned core = 0; core < port::core_count; ++core)
      if (cores[core].running == &cores[core].idle && may_run(t, core) && core != port::core()) {
        port::poke(core);
        return;
      }
  }

  /// Takes out the first thread that may run on `core`; one that ran elsewhere before has
  /// precedence.
  thread *pick(unsigned core) {
    thread **chosen = nullptr;
    for (thread **link = &ready; *link != nullptr; link = &(*link)->next_) {
      if (!may_run(**link, core))
        continue;
      if (chosen == nullptr || (*link)->last_ != core)
        chosen = link;
      if ((*link)->last_ != core)
        break;
    }
    if (chosen == nullptr)
      return nullptr;
    thread *t = *chosen;
    *chosen = t->next_;
    if (ready_end == &t->next_)
      ready_end = chosen;
    t->ready_ = false;
    return t;
  }

  /// Goes on with `next`. Returns when the caller's thread goes on, maybe on another core.
  void change_to(thread &next) {
    core_state &core = here();
    thread &before = *core.running;
    core.running = &next;
    core.slice_over = false;
    next.last_ = port::core();
    ambit_switch(&before.stack_pointer_, next.stack_pointer_);
  }

  /// Lets the others run until make_ready(), or for a turn if the caller is in the ready list.
  void leave() {
    thread *next = pick(port::core());
    thread &self = *here().running;
    if (next == nullptr)
      next = &here().idle;
    if (next != &self)
      change_to(*next);
    else
      here().slice_over = false;
  }

  void wait() { leave(); }

  void take_turn() {
    thread &self = *here().running;
    if (&self != &here().idle)
      make_ready(self);
    leave();
  }

  void enter_sleepers(thread &t, ambit::tick when) {
    t.wake_at_ = when;
    thread **link = &sleepers;
    while (*link != nullptr && (*link)->wake_at_ <= when)
      link = &(*link)->sleeper_;
    t.sleeper_ = *link;
    *link = &t;
  }
  void leave_sleepers(thread &t) {
    if (t.wake_at_ == ambit::no_alarm)
      return;
    t.wake_at_ = ambit::no_alarm;
    thread **link = &sleepers;
    while (*link != &t)
      link = &(*link)->sleeper_;
    *link = t.sleeper_;
  }
  void wake_sleepers() {
    for (ambit::tick now = port::now(); sleepers != nullptr && sleepers->wake_at_ <= now;)
      make_ready(*sleepers);
  }

  void begin(thread &t, std::uintptr_t *stack_pointer) {
    t.stack_pointer_ = stack_pointer;
    make_ready(t);
  }
  void end() {
    thread &self = *here().running;
    self.ended_ = true;
    if (self.joining_ != nullptr)
      make_ready(*self.joining_);
    leave();
  }
  void join(thread &t) {
    while (!t.ended_) {
      t.joining_ = here().running;
      wait();
    }
  }
  static void call(thread &t) { t.entry_(t.argument_); }
  void bind(std::uint32_t set) { here().running->cores_ = set; }
  void push_waiter(thread *&first) {
    thread *self = here().running;
    thread **link = &first;
    while (*link != nullptr)
      link = &(*link)->next_;
    self->next_ = nullptr;
    *link = self;
  }
  thread *pop_waiter(thread *&first) {
    thread *t = first;
    if (t != nullptr)
      first = t->next_;
    return t;
  }
};

namespace {

scheduler all;

/// The end of each slice of a core.
struct slices : ambit::alarm {
  constexpr slices() noexcept : alarm(fire) {}
  static void fire(ambit::alarm &a) noexcept {
    {
      ambit::guard held(all.lock);
      all.here().slice_over = true;
      all.wake_sleepers();
    }
    a.arm(port::now() + slice);
  }
};
slices slice_alarms[port::core_count];

} // namespace

void thread::begin(std::span<unsigned char> stack, void (*entry)(void *), void *argument,
                   std::uint32_t cores) noexcept {
  entry_ = entry;
  argument_ = argument;
  cores_ = cores;
  ended_ = false;
  auto top = reinterpret_cast<std::uintptr_t>(stack.data() + stack.size()) & ~std::uintptr_t{15};
  auto *frame = reinterpret_cast<std::uintptr_t *>(top) - 16;
  for (int i = 0; i < 16; ++i)
    frame[i] = 0;
  frame[0] = reinterpret_cast<std::uintptr_t>(&ambit_thread_start);
  frame[1] = reinterpret_cast<std::uintptr_t>(this); // s0
  frame[14] = 0x1800;                                // mstatus: M-mode, masked
  ambit::guard held(all.lock);
  all.begin(*this, frame);
}

void thread::join() noexcept {
  ambit::guard held(all.lock);
  all.join(*this);
}

void yield() noexcept {
  ambit::guard held(all.lock);
  all.take_turn();
}

void sleep_until(ambit::tick when) noexcept {
  ambit::guard held(all.lock);
  all.enter_sleepers(*all.here().running, when);
  all.wait();
}

void move_to(unsigned core) noexcept {
  ambit::guard held(all.lock);
  all.bind(std::uint32_t{1} << core);
  if (port::core() != core)
    all.take_turn();
}

void roam() noexcept {
  ambit::guard held(all.lock);
  all.bind(~std::uint32_t{0});
}

void run() noexcept {
  slices &mine = slice_alarms[port::core()];
  {
    ambit::guard held(all.lock);
    all.here().running = &all.here().idle;
  }
  mine.arm(port::now() + slice);
  while (true)
    asm volatile("wfi"); // what a trap makes ready, it starts: see after_trap
}

} // namespace mini_smp

using mini_smp::all;

// The lock is held: who left took it.
extern "C" [[gnu::used]] void ambit_thread_main(mini_smp::thread *t) {
  all.lock.release(8); // unmasked
  mini_smp::scheduler::call(*t);
  static_cast<void>(all.lock.acquire());
  all.end();
  port::panic("a thread goes on after its end");
}

void port::after_trap() noexcept {
  ambit::guard held(all.lock);
  auto &core = all.here();
  if (core.running != nullptr && (core.running == &core.idle || core.slice_over))
    all.take_turn();
}

void port::wait_for_interrupt() noexcept {
  {
    ambit::guard held(all.lock);
    if (all.here().running != nullptr && all.ready != nullptr) {
      all.take_turn();
      return;
    }
  }
  asm volatile("wfi" ::: "memory");
}

void port::thread_event::set() noexcept {
  ambit::guard held(all.lock);
  set_ = true;
  if (waiting_ != nullptr)
    all.make_ready(*waiting_);
  waiting_ = nullptr;
}

void port::thread_event::wait() noexcept { wait_until(ambit::no_alarm); }

void port::thread_event::wait_until(std::uint64_t when) noexcept {
  ambit::guard held(all.lock);
  while (!set_ && now() < when) {
    waiting_ = all.here().running;
    if (when != ambit::no_alarm)
      all.enter_sleepers(*waiting_, when);
    all.wait();
  }
  waiting_ = nullptr;
  set_ = false;
}

void port::thread_mutex::lock() noexcept {
  ambit::guard held(all.lock);
  if (!taken_) {
    taken_ = true;
    return;
  }
  all.push_waiter(first_);
  all.wait(); // unlock() leaves it taken for this thread
}

bool port::thread_mutex::try_lock() noexcept {
  ambit::guard held(all.lock);
  bool free = !taken_;
  taken_ = true;
  return free;
}

void port::thread_mutex::unlock() noexcept {
  ambit::guard held(all.lock);
  if (mini_smp::thread *next = all.pop_waiter(first_))
    all.make_ready(*next);
  else
    taken_ = false;
}
