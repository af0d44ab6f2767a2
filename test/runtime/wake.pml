/* The wake protocol of the runtime, for Spin (https://spinroot.com).
 *
 * What is modelled: the word of one task (bits queued, done, cancelled/parked, extended/dead), the inbox of its executor,
 * the sleep of its core, and the storage's release. Who takes part:
 *
 *   core 0   the executor, and an interrupt handler that may run between any two of its steps unless it is masked
 *   core 1   another core, which wakes the task, and cancels it at some moment
 *
 * Each atomic operation of the code is one atomic step here. Sequential consistency is assumed; the orders that the code
 * asks for (acquire and release on the word, sequentially consistent on the inbox) make the steps on one word
 * and what they publish appear so.
 *
 * What is claimed: a wake-up is followed by a run that sees what was published before it (no lost wake-up, no
 * sleep with work); the task is in the inbox at most once; it is destroyed once, never while a queue holds it is its
 * storage given out; the program comes to its end.
 *
 * wake.test runs it, and with each of the seeded faults, which it must find: spin -a wake.pml && cc -O2 -DSAFETY -o pan pan.c && ./pan   (invalid end states are deadlocks)
 */

#define WAKES 2 /* by each of the handler and the other core */

bool queued = true; /* spawned: queued, and in the inbox */
bool done = false, cancelled = false, parked = false, dead = false;

byte inbox = 1;       /* how often the task is in the inbox: 0 or 1 */
byte ready = 0;       /* in the executor's own list */
bool poked = false;   /* a poke is pending for core 0 */
bool masked = false;  /* interrupts of core 0 */
bool irq = false;     /* a handler has run since the last sleep */

byte published = 0;   /* what wakers wrote before they woke */
byte seen = 0;        /* what the task has read when it last ran */
byte destroyed = 0;
bool vacant = false;
bool isr_busy = false; /* the handler runs: core 0 does nothing else */
byte finished = 0;

/* A step of core 0: not while its handler runs. */
#define CORE0_IF(condition) (!isr_busy && (condition)) ->

/* wake(): one atomic OR, then the push by who changed the bit, then the poke by who found the inbox empty. */
inline wake(other_core) { /* uses `before` and `was_empty` of the process */
  atomic { before = queued; queued = true }
  if
  :: before -> skip
  :: else ->
    assert(!vacant);
    atomic { was_empty = (inbox == 0); inbox++; assert(inbox <= 1 && ready + inbox <= 1) }
    if
    :: was_empty && other_core -> poked = true
    :: else -> skip
    fi
  fi
}

active proctype handler() {
  byte n = 0;
  bool before, was_empty;
  do
  :: n < WAKES ->
    atomic { !masked && !isr_busy -> isr_busy = true }
    published++;
    wake(false);
    n++;
    atomic { irq = true; isr_busy = false }
  :: n == WAKES -> break
  od;
  finished++
}

active proctype other_core() {
  byte n = 0;
  bool was_done, was_queued, before, was_empty;
  do
  :: n < WAKES -> published++; wake(true); n++
  :: n == WAKES -> break
  od;
  if
  :: skip                            /* never cancels */
  :: atomic {                        /* task_access::cancel */
       was_done = done; was_queued = queued;
       if
       :: !done -> cancelled = true; queued = true
       :: else -> skip
       fi
     }
     if
     :: !was_done && !was_queued ->
       atomic { was_empty = (inbox == 0); inbox++; assert(inbox <= 1 && ready + inbox <= 1) }
       if
       :: was_empty -> poked = true
       :: else -> skip
       fi
     :: else -> skip
     fi
  fi;
  finished++
}

/* Ends the task: `done` in one step, which notes whether a queue holds it; then the frame; then the storage. */
inline end_task() {
  atomic { CORE0_IF(true) parked = queued; done = true; queued = true; cancelled = false }
  CORE0_IF(true) destroyed++;
  assert(destroyed == 1);
  if
  :: atomic { CORE0_IF(parked) dead = true }
  :: atomic { CORE0_IF(!parked) vacant = true; assert(inbox + ready == 0) }
  fi
}

active proctype executor() {
next:
  do
  :: atomic { CORE0_IF(inbox > 0) inbox--; ready++ }
  :: atomic { CORE0_IF(inbox == 0 && ready > 0) ready-- }
     if
     :: CORE0_IF(done)
        queued = false;
        atomic { CORE0_IF(true)
          if
          :: queued -> skip /* a late wake-up has put it into the inbox again */
          :: else -> parked = false; queued = true; assert(dead); vacant = true
          fi
        }
     :: CORE0_IF(!done) skip;
#ifdef SEEDED_LOOK_FIRST /* a fault, to see that the model finds it: the task looks before the bit is cleared */
        atomic { CORE0_IF(true) seen = published }
        atomic { CORE0_IF(true) queued = false }
#elif defined(SEEDED_CANCEL_FIRST) /* another: asks for a cancellation before it clears the bit */
        if
        :: CORE0_IF(cancelled) end_task(); goto next
        :: CORE0_IF(!cancelled) skip
        fi;
        atomic { CORE0_IF(true) queued = false }
        goto run_it;
#else
        atomic { CORE0_IF(true) queued = false }
#endif
        if
        :: CORE0_IF(cancelled) end_task()
        :: CORE0_IF(!cancelled) skip;
run_it:
#ifndef SEEDED_LOOK_FIRST
           atomic { CORE0_IF(true) seen = published }
#endif
           if
           :: CORE0_IF(true) skip                                /* waits again */
           :: CORE0_IF(seen == 2 * WAKES) end_task()           /* returns */
           :: atomic { CORE0_IF(!queued) queued = true; ready++ } /* yields */
           fi
        fi
     fi
  :: CORE0_IF(inbox == 0 && ready == 0) skip;
     /* sleep: mask, ask again, wait for an interrupt or a poke */
     atomic { CORE0_IF(true) masked = true; irq = false }
     if
     :: (inbox > 0) -> masked = false
     :: (inbox == 0) ->
        if
        :: (finished == 2 && !poked) ->       /* nothing will come any more: is all done that was asked for? */
           masked = false;
           assert(inbox == 0 && ready == 0);
           assert(done || seen == published);
           assert(!cancelled || done);
           assert(!done || vacant);
           break
        :: atomic { poked -> poked = false; masked = false }
        :: masked = false; atomic { irq || finished == 2 || poked -> skip } /* a handler ends the wait */
        fi
     fi
  od
}
