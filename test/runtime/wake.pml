/* The wake protocol of the runtime, for Spin (https://spinroot.com).
 *
 * What is modelled: the token of one task (who holds it may put the task in a queue, nobody else), a waker_slot at which it
 * waits, the inbox of its executor and of its service task, the sleep of its core, cancellation, and the storage's release.
 * Who takes part:
 *
 *   core 0   the executor, and an interrupt handler that may run between any two of its steps unless it is masked
 *   core 1   another core, which notifies the slot as the handler does
 *   clock    a third core, which wakes the task for another reason, and may cancel it
 *
 * Each atomic operation of the code is one atomic step here. Sequential consistency is assumed; the orders that the code
 * asks for (acquire and release on the word, the slot and the inbox) make the steps on one word and what they publish
 * appear so.
 *
 * What is claimed: a notification is followed by a run that sees what was published before it (no lost wake-up, no
 * sleep with work); the task is in the inbox at most once, and in no queue twice; it is destroyed once; while a queue or the
 * list of the cancelled holds it, or a waker is about to queue it, its storage is not given out; in the end it is.
 *
 * Kept small, so that two notifications by each of the handler and core 1 are searched in full:
 *   - what one context alone touches (`ready`, `where`, the choice of what the task does next) belongs to the atomic step
 *     beside it: no other process could tell;
 *   - a handler's entry belongs to its first step and its return to its last: core 0 stands meanwhile, and nobody else sees
 *     whether it does;
 *   - what a notifier publishes is one bit, set in the step that notifies: that a run sees it earlier only makes the claim
 *     weaker;
 *   - the task may return, and its nursery may destroy it, at any time, and the core may try to sleep though there is work:
 *     more than the code does, and no counter is needed.
 *
 * So two notifications by each are 0.87 million states and three 1.81 million; all are searched, none hashed away.
 * wake.test runs it, and with each of the seeded faults, which it must find: spin -a wake.pml && cc -O2 -DSAFETY -o pan pan.c && ./pan   (invalid end states are deadlocks)
 */

#ifndef WAKES
#define WAKES 2 /* notifications by each of the handler and the other core */
#endif

#define NONE 0
#define FIRED 1
#define SHARED 2 /* a task waits here, its token is free: the notifier has to take it */
#define ALONE 3  /* a task waits here and nowhere else: the slot holds its token */
byte slot = NONE;

/* The word of the task. */
bool token = true; /* spawned: in the inbox */
bool done = false, parked = false, dead = false, listed = false, vacant = false;

/* The inbox: empty, or empty with the mark that its executor sleeps, or a list. */
bool asleep = false;
bool task_inside = true, service_inside = false;
bool poked = false;   /* a poke is pending for core 0 */

bool ready = false, service_ready = false; /* in the executor's own list */
bool service_token = false;
bool cancelling = false;                   /* in the list of the cancelled */

#define GOES_ON 0
#define AT_SLOT 1
#define OPEN 2
byte where = GOES_ON; /* where the task waits: nowhere, at the slot alone, at the slot or for `due` */

bool masked = false;   /* interrupts of core 0 */
bool sleeps = false, irq = false; /* core 0 waits for an interrupt; one has come */
bool isr_busy = false; /* the handler runs: core 0 does nothing else */

bool unseen = false;   /* something was published that the task has not read */
bool due = false;      /* another thing that the task waits for when it waits openly */
bool destroyed = false;
byte finished = 0;

/* A step of core 0: not while its handler runs. */
#define CORE0_IF(condition) (!isr_busy && (condition)) ->

#define EMPTY (!task_inside && !service_inside)

/* push: one compare-and-exchange; who finds the mark of a sleeper pokes it, if he is on another core. */
inline push_task(marked) {
  assert(token && !task_inside && !vacant);
  marked = asleep; asleep = false; task_inside = true
}

/* waker_slot::notify, the exchange. */
inline exchange_slot(found) {
  unseen = true; found = slot; slot = FIRED
}

inline leave_handler() { isr_busy = false; irq = sleeps }

active proctype handler() {
  byte n = 0, found;
  bool marked;
  do
  :: n < WAKES ->
     atomic {
       !masked && !isr_busy -> isr_busy = true; n++;
       exchange_slot(found);
       if
       :: found == NONE || found == FIRED -> found = NONE; leave_handler()
       :: else -> skip
       fi
     }
     if
     :: found == NONE -> skip
     :: found == ALONE -> found = NONE; atomic { push_task(marked); marked = false; leave_handler() }
     :: found == SHARED ->              /* task_header::wake */
        atomic {
          found = NONE;
          if
          :: token -> leave_handler()
          :: else -> token = true; found = SHARED
          fi
        }
        if
        :: found == NONE -> skip
        :: found == SHARED -> found = NONE; atomic { push_task(marked); marked = false; leave_handler() }
        fi
     fi
  :: atomic { n == WAKES -> n = 0; finished++; break }
  od
}

active proctype other_core() {
  byte n = 0, found;
  bool marked;
  do
  :: n < WAKES ->
     atomic { n++; exchange_slot(found) }
     if
     :: found == NONE || found == FIRED -> found = NONE
     :: found == ALONE -> goto push
     :: found == SHARED ->
        atomic { if :: token -> found = NONE :: else -> token = true fi }
        if
        :: found == NONE -> skip
        :: found == SHARED ->
push:
           found = NONE;
           atomic { push_task(marked) }
           if
           :: marked -> atomic { poked = true; marked = false }
           :: else -> skip
           fi
        fi
     fi
  :: atomic { n == WAKES -> n = 0; finished++; break }
  od
}

/* What else wakes, late perhaps: when the wait that it was for has been given up, or the task has ended. */
active proctype clock() {
  bool go, marked;
  due = true;
  atomic { go = !token; token = true }
  if
  :: go -> atomic { push_task(marked) }
     if
     :: marked -> atomic { poked = true; marked = false }
     :: else -> skip
     fi
  :: else -> skip
  fi;
  if
  :: go = false /* never cancels */
  :: atomic { go = !done && !listed; listed = listed || go } /* task_access::cancel */
     if
     :: go ->
        cancelling = true;
        atomic { go = !service_token; service_token = true }
        if
        :: go -> go = false;
           atomic { assert(!service_inside); marked = asleep; asleep = false; service_inside = true }
           if
           :: marked -> atomic { poked = true; marked = false }
           :: else -> skip
           fi
        :: else -> skip
        fi
     :: else -> skip
     fi
  fi;
  finished++
}

/* The frame is destroyed: task_access::vacate. */
inline vacate() {
  assert(!destroyed);
  destroyed = true;
#ifdef SEEDED_FORGETS_PARKED /* a fault: gives the storage out although a queue holds it */
  if :: listed -> dead = true :: else -> vacant = true fi
#else
  if :: parked || listed -> dead = true :: else -> vacant = true fi
#endif
}

/* task_access::destroy_now, of a task that does not run, begins; destroy_rest() is what follows. */
inline destroy_first() { done = true; parked = token; token = true }
inline destroy_rest() {
  atomic {
    CORE0_IF(true)
    if
    :: where == AT_SLOT ->     /* the destructor takes the token back, unless a notifier has it */
       if :: slot == ALONE -> slot = NONE; parked = false :: else -> skip fi
    :: where == OPEN -> if :: slot == SHARED -> slot = NONE :: else -> skip fi
    :: else -> skip
    fi;
    where = GOES_ON
  }
  atomic { CORE0_IF(true) vacate() }
}

active proctype executor() {
  bool got;
next:
  do
  /* the inbox, taken whole */
  :: atomic { CORE0_IF(!EMPTY)
       if :: task_inside -> assert(!ready); ready = true :: else -> skip fi;
       if :: service_inside -> assert(!service_ready); service_ready = true :: else -> skip fi;
       task_inside = false; service_inside = false; asleep = false }

  /* the service task: destroys what was cancelled */
  :: atomic { CORE0_IF(service_ready) service_ready = false; service_token = false }
     atomic { CORE0_IF(true) got = cancelling; cancelling = false }
     if
     :: atomic { CORE0_IF(!got) skip }
     :: atomic { CORE0_IF(got && done) got = false }
        atomic { CORE0_IF(true) listed = false; if :: dead && !parked -> vacant = true :: else -> skip fi }
     :: atomic { CORE0_IF(got && !done) got = false; destroy_first() }
        destroy_rest();
        atomic { CORE0_IF(true) listed = false; if :: dead && !parked -> vacant = true :: else -> skip fi }
     fi

  /* another task destroys this one: nursery */
  :: atomic { CORE0_IF(!done) destroy_first() }
     destroy_rest()

  /* destroyed while a queue held it */
  :: atomic { CORE0_IF(ready && done)
       ready = false;
       assert(dead && parked);
       parked = false; if :: listed -> skip :: else -> vacant = true fi }

  /* the task is resumed */
  :: atomic { CORE0_IF(ready && !done && where == GOES_ON) assert(token) } goto running
  :: atomic { CORE0_IF(ready && !done && where == AT_SLOT)
       assert(token && slot == FIRED);
       slot = NONE; unseen = false; where = GOES_ON } goto running
  :: atomic { CORE0_IF(ready && !done && where == OPEN) assert(token) } goto wait_openly

  /* sleep: mask, leave the mark if the inbox is empty still, wait for an interrupt or a poke */
  :: atomic { CORE0_IF(!ready && !service_ready) masked = true }
#ifdef SEEDED_MARKS_LATE /* a fault: asks first and marks then */
     if
     :: !EMPTY -> masked = false; goto next
     :: EMPTY -> skip
     fi;
     asleep = EMPTY;
     if
     :: true ->
#else
     if
     :: atomic { !EMPTY -> masked = false }
     :: atomic { EMPTY -> asleep = true }
#endif
        if
        :: atomic { (finished == 3 && !poked) -> /* nothing will come any more: is all done that was asked for? */
             masked = false;
             assert(EMPTY);
             assert(done || !unseen);
             assert(!done || vacant);
             assert(!listed && !cancelling) }
           break
        :: atomic { poked -> poked = false; masked = false; asleep = false }
        :: atomic { masked = false; sleeps = true }
           atomic { !isr_busy && (irq || finished == 3 || poked) -> irq = false; sleeps = false; asleep = false }
        fi
     fi
  od;
  goto end;

running:
  if
  :: atomic { CORE0_IF(true) skip } goto next         /* yields: stays where it is */
  :: atomic { CORE0_IF(true) done = true; ready = false } /* returns */
     atomic { CORE0_IF(true) vacate() } goto next
  :: atomic { CORE0_IF(true)                          /* waits at the slot alone */
       got = (slot == FIRED); slot = ALONE; where = AT_SLOT;
       if :: got -> unseen = false :: else -> ready = false fi }
     if
     :: atomic { CORE0_IF(!got) skip } goto next
     :: atomic { CORE0_IF(got)
          if
          :: slot == ALONE -> slot = NONE; where = GOES_ON
          :: else -> got = false; ready = false       /* notified once more, which has queued it */
          fi }
        if
        :: atomic { CORE0_IF(got) got = false } goto running
        :: atomic { CORE0_IF(!got) skip } goto next
        fi
     fi
  :: atomic { CORE0_IF(true) skip } goto wait_openly
  fi;

wait_openly: /* at the slot or for `due` */
#ifdef SEEDED_LOOK_FIRST /* a fault: looks, and frees the token then */
  where = OPEN;
  if
  :: atomic { CORE0_IF(slot == FIRED) slot = NONE; unseen = false; where = GOES_ON } goto running
  :: atomic { CORE0_IF(slot != FIRED) slot = SHARED }
  fi;
  atomic { CORE0_IF(true) token = false; ready = false } goto next;
#else
  atomic { CORE0_IF(true) where = OPEN; token = false }
  atomic { CORE0_IF(true)
    got = (slot == FIRED);
    if :: got -> slot = NONE; unseen = false :: else -> slot = SHARED fi }
  if
  :: atomic { CORE0_IF(got) skip }
  :: atomic { CORE0_IF(!got && due) got = true; due = false } /* gives up at the slot */
     atomic { CORE0_IF(true) if :: slot == SHARED -> slot = NONE :: else -> skip fi }
  :: atomic { CORE0_IF(!got && !due) ready = false } goto next
  fi;
  atomic { CORE0_IF(true)
    where = GOES_ON; got = !token; token = true;
    if :: got -> skip :: else -> ready = false fi } /* else woken meanwhile: it goes on from the inbox */
  if
  :: atomic { CORE0_IF(got) got = false } goto running
  :: atomic { CORE0_IF(!got) skip } goto next
  fi;
#endif
end:
  skip
}
