//===- ambit/annotations.h - core affinity and sendability ------*- C -*-===//
//
// Part of Ambit, under the Apache License v2.0 with LLVM Exceptions.
// See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Says which thread, core, interrupt and lock a type, a variable, a function or
// an argument belongs to. For C99 and later and C++11 and later; no dependency.
//
// The macros are empty for a compiler that makes code. They expand to `annotate`
// attributes where clang-tidy or Ambit reads the source (clang-tidy defines
// __clang_analyzer__; other tools define AMBIT_ANALYSIS). The reason: a compiler
// keeps an annotated parameter on the stack and an annotated static function
// alive, and annotations shall not change what a program compiles to.
//
// Where to write them: on a type after `struct`, `class`, `union` or `enum`, or
// after the closing brace of a C typedef; on a function before its declaration or
// after its parameter list; on a variable, field or parameter before or after it;
// AMBIT_UNCHECKED before a statement or a declaration, on a type after its keyword
// (docs/annotations.md lists the places that C and C++ have no room for it).
//
// Cores, levels and lines are integers, enumerators, constexpr names or macros.
// Locks are expressions over names that the annotated thing can see: members
// (also ones declared later), parameters, variables.
//
// This list is checked against annotations/Spellings.def, and explained with
// examples in docs/annotations.md.
//
//===----------------------------------------------------------------------===//

#ifndef AMBIT_ANNOTATIONS_H
#define AMBIT_ANNOTATIONS_H

#if defined(__clang__) && (defined(__clang_analyzer__) || defined(AMBIT_ANALYSIS))
#define AMBIT_ANNOTATE(spelling) __attribute__((annotate("ambit::" spelling)))
#define AMBIT_ANNOTATE_WITH(spelling, ...)                                                         \
  __attribute__((annotate("ambit::" spelling, __VA_ARGS__)))
// clang-format off
/* A statement takes only the bracketed form, and `annotate` since Clang 20.
   Before, 19 has another attribute that takes a text; with one, Clang's own
   analyzer suppresses nothing. Older ones have none. */
#if __clang_major__ >= 20
#define AMBIT_WAIVER clang::annotate
#elif __clang_major__ == 19
#define AMBIT_WAIVER clang::suppress
#endif
#if !defined(AMBIT_WAIVER)
#define AMBIT_WAIVE(why)
#elif defined(__cplusplus)
#define AMBIT_WAIVE(why) [[AMBIT_WAIVER("ambit::unchecked", "" why)]]
#else
#define AMBIT_WAIVE(why)                                              \
    _Pragma("clang diagnostic push")                                  \
    _Pragma("clang diagnostic ignored \"-Wunknown-warning-option\"") \
    _Pragma("clang diagnostic ignored \"-Wc23-extensions\"")        \
    _Pragma("clang diagnostic ignored \"-Wc2x-extensions\"")        \
    [[AMBIT_WAIVER("ambit::unchecked", "" why)]]                      \
    _Pragma("clang diagnostic pop")
#endif
// clang-format on
#else
/* Met by an analysis, this says that a precompiled header has none of them. */
#define AMBIT_ANNOTATIONS_ARE_EMPTY
#define AMBIT_ANNOTATE(spelling)
#define AMBIT_ANNOTATE_WITH(spelling, ...)
#define AMBIT_WAIVE(why)
#endif

/* AMBIT_STRING expands macros in its argument first, so that what the tool reads
   is what the compiler sees; AMBIT_WORD takes a word as it stands. */
#define AMBIT_STRING(...) AMBIT_WORD(__VA_ARGS__)
#define AMBIT_WORD(...) #__VA_ARGS__

/* ---- Types --------------------------------------------------------------- */

/* A value of this type may be handed to another thread. The claim is verified:
   ambit-false-send-claim reports a part that is not send.
   On: type. Example: `struct AMBIT_SEND Job { ... };` */
#define AMBIT_SEND AMBIT_ANNOTATE("send")

/* Send where the constant expression holds, and not send where it does not. In a
   template it is evaluated for each instantiation.
   On: type. Example: `template <class T> class AMBIT_SEND_IF(sizeof(T) <= 4) Slot;` */
#define AMBIT_SEND_IF(condition) AMBIT_ANNOTATE_WITH("send_if", (condition))

/* Asserted to be send although Ambit cannot see it; `why` is a string literal that
   says how it holds. ambit-stale-waiver reports one that is not needed.
   On: type. */
#define AMBIT_SEND_UNCHECKED(why) AMBIT_ANNOTATE_WITH("send_unchecked", "" why)

/* One object of this type may be reached from several overlapping contexts at once
   through references. Verified as AMBIT_SEND is.
   On: type. */
#define AMBIT_SYNC AMBIT_ANNOTATE("sync")

/* Sync where the constant expression holds, and not sync where it does not.
   On: type. */
#define AMBIT_SYNC_IF(condition) AMBIT_ANNOTATE_WITH("sync_if", (condition))

/* Asserted to be sync; `why` is a string literal that says how it holds.
   On: type. */
#define AMBIT_SYNC_UNCHECKED(why) AMBIT_ANNOTATE_WITH("sync_unchecked", "" why)

/* Not send and not sync: a value stays with the thread that made it.
   On: type. */
#define AMBIT_THREAD_BOUND AMBIT_ANNOTATE("thread_bound")

/* Not core-free: a value is used and destroyed on the core that made it. It may
   change threads on that core where it is also AMBIT_SEND.
   On: type. */
#define AMBIT_CORE_BOUND AMBIT_ANNOTATE("core_bound")

/* Not core-free, and `core` is its home: an integer, an enumerator, a constexpr
   name or a macro.
   On: type. */
#define AMBIT_CORE_BOUND_TO(core) AMBIT_ANNOTATE_WITH("core_bound_to", AMBIT_STRING(core))

/* ---- State --------------------------------------------------------------- */

/* Touched by an interrupt handler and by others: every access is excluded from the
   ones it can overlap, by a lock or a mask that is strong enough, or is atomic.
   On: type, variable, field. */
#define AMBIT_ISR_SHARED AMBIT_ANNOTATE("isr_shared")

/* Touched by an interrupt handler and by others, every access under `lock`. `irq`
   names the interrupt mask itself; the handler needs no lock then.
   On: type, variable, field. */
#define AMBIT_ISR_SHARED_BY(lock) AMBIT_ANNOTATE_WITH("isr_shared_by", AMBIT_STRING(lock))

/* Every access is made with `lock` held. In a class, `lock` may be a member that is
   declared later.
   On: variable, field. */
#define AMBIT_GUARDED_BY(lock) AMBIT_ANNOTATE_WITH("guarded_by", AMBIT_STRING(lock))

/* Dead, or not to be called, once `phase` has ended (AMBIT_ENDS_PHASE).
   On: type, function, variable. Example: `AMBIT_PHASE_BOUND(boot_services)`. */
#define AMBIT_PHASE_BOUND(phase) AMBIT_ANNOTATE_WITH("phase_bound", AMBIT_WORD(phase))

/* ---- Locks --------------------------------------------------------------- */

/* A lock, judged by what it keeps out: mutex, irq, irq_flat, spin, spin_irq or
   scheduler.
   On: type. Example: `struct AMBIT_LOCK(spin) spinlock { int owner; };` */
#define AMBIT_LOCK(kind) AMBIT_ANNOTATE_WITH("lock", AMBIT_WORD(kind))

/* A lock that masks threads, and interrupts up to and including `level`.
   On: type. */
#define AMBIT_LOCK_CEILING(level) AMBIT_ANNOTATE_WITH("lock_ceiling", AMBIT_STRING(level))

/* A lock that disables the one interrupt source `line`.
   On: type. */
#define AMBIT_LOCK_LINE(line) AMBIT_ANNOTATE_WITH("lock_line", AMBIT_STRING(line))

/* A holder that acquires in its constructor and releases in its destructor.
   On: type. */
#define AMBIT_SCOPED_LOCK AMBIT_ANNOTATE("scoped_lock")

/* Returns with the named locks held. `irq` names the interrupt mask, `this` or an
   empty list the object itself, a parameter's name the argument.
   On: function. */
#define AMBIT_ACQUIRE(...) AMBIT_ANNOTATE_WITH("acquire", AMBIT_STRING(__VA_ARGS__))

/* Entered with the named locks held, returns without them.
   On: function. */
#define AMBIT_RELEASE(...) AMBIT_ANNOTATE_WITH("release", AMBIT_STRING(__VA_ARGS__))

/* AMBIT_TRY_ACQUIRE(ok, lock...): the locks are held if the function returned `ok`,
   which is true, false or an integer.
   On: function. Example: `int timed_lock(m *l) AMBIT_TRY_ACQUIRE(0, l);` */
#define AMBIT_TRY_ACQUIRE(...) AMBIT_ANNOTATE_WITH("try_acquire", AMBIT_STRING(__VA_ARGS__))

/* Callers hold the named locks; the body may assume it.
   On: function. */
#define AMBIT_REQUIRES(...) AMBIT_ANNOTATE_WITH("requires", AMBIT_STRING(__VA_ARGS__))

/* Callers do not hold the named locks.
   On: function. */
#define AMBIT_EXCLUDES(...) AMBIT_ANNOTATE_WITH("excludes", AMBIT_STRING(__VA_ARGS__))

/* The result is `lock`, or refers to it.
   On: function. */
#define AMBIT_RETURNS_LOCK(lock) AMBIT_ANNOTATE_WITH("returns_lock", AMBIT_STRING(lock))

/* ---- Contexts ------------------------------------------------------------ */

/* Runs as an interrupt handler of a level nobody stated.
   On: function. */
#define AMBIT_ISR AMBIT_ANNOTATE("isr")

/* Runs as an interrupt handler of `level`; a larger number is more urgent.
   On: function. */
#define AMBIT_ISR_AT(level) AMBIT_ANNOTATE_WITH("isr_at", AMBIT_STRING(level))

/* Runs as an interrupt handler of `level` on `core`.
   On: function. */
#define AMBIT_ISR_ON(core, level)                                                                  \
  AMBIT_ANNOTATE_WITH("isr_on", AMBIT_STRING(core), AMBIT_STRING(level))

/* Serves the interrupt source `line`, which AMBIT_LOCK_LINE(line) keeps out.
   On: function. */
#define AMBIT_ISR_LINE(line) AMBIT_ANNOTATE_WITH("isr_line", AMBIT_STRING(line))

/* Runs on `core`: the body may assume it and callers satisfy it.
   On: function. */
#define AMBIT_RUNS_ON(core) AMBIT_ANNOTATE_WITH("runs_on", AMBIT_STRING(core))

/* Runs in a thread that the scheduler may move between cores at any point.
   On: function. */
#define AMBIT_MIGRATES AMBIT_ANNOTATE("migrates")

/* Runs at this thread priority or task priority level.
   On: function. */
#define AMBIT_PRIORITY(level) AMBIT_ANNOTATE_WITH("priority", AMBIT_STRING(level))

/* May block: not for handlers, nor while interrupts are masked.
   On: function. */
#define AMBIT_BLOCKS AMBIT_ANNOTATE("blocks")

/* May be called from an interrupt handler. Verified through its callees.
   On: function. */
#define AMBIT_ISR_SAFE AMBIT_ANNOTATE("isr_safe")

/* Runs before interrupts and other cores start: its accesses never conflict.
   On: function. */
#define AMBIT_INIT AMBIT_ANNOTATE("init")

/* Ends `phase`: what is AMBIT_PHASE_BOUND to it is dead afterwards.
   On: function. */
#define AMBIT_ENDS_PHASE(phase) AMBIT_ANNOTATE_WITH("ends_phase", AMBIT_WORD(phase))

/* ---- Boundaries ---------------------------------------------------------- */

/* The argument goes to another thread, on a core nobody knows.
   On: parameter. Example: `bool push(T value AMBIT_CROSSES_THREAD);` */
#define AMBIT_CROSSES_THREAD AMBIT_ANNOTATE("crosses_thread")

/* The argument goes to another core.
   On: parameter. */
#define AMBIT_CROSSES_CORE AMBIT_ANNOTATE("crosses_core")

/* The argument goes to `core`, which may be another parameter's name.
   On: parameter. */
#define AMBIT_CROSSES_CORE_TO(core) AMBIT_ANNOTATE_WITH("crosses_core_to", AMBIT_STRING(core))

/* The argument becomes reachable from an interrupt handler.
   On: parameter. */
#define AMBIT_CROSSES_ISR AMBIT_ANNOTATE("crosses_isr")

/* The pointer argument carries ownership of what it points to: the pointee is
   handed over, not shared.
   On: parameter. */
#define AMBIT_OWNER AMBIT_ANNOTATE("owner")

/* The callable argument runs in another thread; it and its captures cross.
   On: parameter. */
#define AMBIT_CALLED_IN_THREAD AMBIT_ANNOTATE("called_in_thread")

/* The callable argument runs on `core`; it and its captures cross.
   On: parameter. Example: `void post(int core, Fn fn AMBIT_CALLED_ON(core));` */
#define AMBIT_CALLED_ON(core) AMBIT_ANNOTATE_WITH("called_on", AMBIT_STRING(core))

/* The callable argument runs in an interrupt handler.
   On: parameter. */
#define AMBIT_CALLED_IN_ISR AMBIT_ANNOTATE("called_in_isr")

/* The callable argument runs here, with `lock` held.
   On: parameter. */
#define AMBIT_CALLED_UNDER(lock) AMBIT_ANNOTATE_WITH("called_under", AMBIT_STRING(lock))

/* ---- Coroutines ---------------------------------------------------------- */

/* A coroutine of this type, or one that awaits this type, may be resumed on another
   thread or core.
   On: type (coroutine return type or awaitable). */
#define AMBIT_RESUMES_ANYWHERE AMBIT_ANNOTATE("resumes_anywhere")

/* ---- Waivers ------------------------------------------------------------- */

/* Waives Ambit's findings on the tokens of the statement or declaration it stands
   before. `why` is a string literal; ambit-stale-waiver reports a waiver that
   waives nothing.
   On: statement, declaration. Example: `AMBIT_UNCHECKED("joined below") start(&x);` */
#define AMBIT_UNCHECKED(why) AMBIT_WAIVE(why)

#endif /* AMBIT_ANNOTATIONS_H */
