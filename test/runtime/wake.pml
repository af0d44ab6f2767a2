/* The wake protocol of the runtime, for Spin (https://spinroot.com).
 *
 * What is modelled: the token of one task (who holds it may put the task in a queue, nobody else), a waker_slot at which it
 * waits, the inbox of its executor and of its service task, the sleep of its core, cancellation, and the storage's release.
 * Who takes part:
 *
 *   core 0   the executor, and an interrupt handler that may run between any two of its steps unless it is masked
 *   core 1   another core, which notifies the slot, wakes the task for another reason, and cancels it at some moment
 *
 * Each atomic operation of the code is one atomic step here. Sequential consistency is assumed; the orders that the code
 * asks for (acquire and release on the word, the slot and the inbox) make the steps on one word and what they publish
 * appear so.
 *
 * What is claimed: a notification is followed by a run that sees what was published before it (no lost wake-up, no
 * sleep with work); the task is in the inbox at most once, and in no queue twice; it is destroyed once; while a queue or the
 * list of the cancelled holds it, or a waker is about to queue it, its storage is not given out; in the end it is.
 *
 * The executor's own list is one flag here: it is touched by one context.
 *
 * wake.test runs it, and with each of the seeded faults, which it must find: spin -a wake.pml && cc -O2 -DSAFETY -o pan pan.c && ./pan   (invalid end states are deadlocks)
 */

#ifndef WAKES
#define WAKES 1 /* notifications by each of the handler and the other core */
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

bool masked = false;  /* interrupts of core 0 */
bool irq = false;     /* a handler has run since the last sleep */
bool isr_busy = false; /* the handler runs: core 0 does nothing else */

byte published = 0;   /* what notifiers wrote before they notified */
byte seen = 0;        /* what the task has read when it last took a notification */
bool due = false;     /* another thing that the task waits for when it waits openly */
byte destroyed = 0;
byte finished = 0;

/* A step of core 0: not while its handler runs. */
#define CORE0_IF(condition) (!isr_busy && (condition)) ->

#define EMPTY (!task_inside && !service_inside)

/* push: one compare-and-exchange, then the poke by who found the mark of a sleeper. `marked` belongs to the process. */
inline push_task(elsewhere) {
  atomic { assert(token && !task_inside && !vacant); marked = asleep; asleep = false; task_inside = true }
  if
  :: marked && elsewhere -> poked = true
  :: else -> skip
  fi
}
inline push_service() {
  atomic { assert(!service_inside); marked = asleep; asleep = false; service_inside = true }
  if
  :: marked -> poked = true
  :: else -> skip
  fi
}

/* task_header::wake */
inline wake(elsewhere) {
  atomic { before = token; token = true }
  if
  :: before -> skip
  :: else -> push_task(elsewhere)
  fi
}

/* waker_slot::notify */
inline notify(elsewhere) {
  atomic { found = slot; slot = FIRED }
  if
  :: found == ALONE -> push_task(elsewhere)
  :: found == SHARED -> wake(elsewhere)
  :: else -> skip
  fi
}

active proctype handler() {
  byte n = 0, found;
  bool before, marked;
  do
  :: n < WAKES ->
    atomic { !masked && !isr_busy -> isr_busy = true }
    published++;
    notify(false);
    n++;
    atomic { irq = true; isr_busy = false }
  :: n == WAKES -> break
  od;
  finished++
}

active proctype other_core() {
  byte n = 0, found;
  bool before, marked, first;
  do
  :: n < WAKES -> published++; notify(true); n++
  :: n == WAKES -> break
  od;
  finished++
}

/* What else wakes, late perhaps: when the wait that it was for has been given up, or the task has ended. */
active proctype clock() {
  bool before, marked, first;
  due = true;
  wake(true);
  if
  :: skip                            /* never cancels */
  :: atomic { first = !done && !listed; listed = listed || first } /* task_access::cancel */
     if
     :: first ->
       cancelling = true;
       atomic { before = service_token; service_token = true }
       if
       :: before -> skip
       :: else -> push_service()
       fi
     :: else -> skip
     fi
  fi;
  finished++
}

/* The frame is destroyed: task_access::vacate. */
inline vacate() {
  destroyed++;
  assert(destroyed == 1);
#ifdef SEEDED_FORGETS_PARKED /* a fault: gives the storage out although a queue holds it */
  atomic { CORE0_IF(true) if :: listed -> dead = true :: else -> vacant = true fi }
#else
  atomic { CORE0_IF(true) if :: parked || listed -> dead = true :: else -> vacant = true fi }
#endif
}

/* task_access::destroy_now: of a task that does not run. */
inline destroy_now() {
  atomic { CORE0_IF(true) done = true; parked = token; token = true }
  if
  :: CORE0_IF(where == AT_SLOT)     /* the destructor takes the token back, unless a notifier has it */
     atomic { CORE0_IF(true) got = (slot == ALONE); if :: got -> slot = NONE :: else -> skip fi }
     if
     :: CORE0_IF(got) parked = false
     :: CORE0_IF(!got) skip
     fi
  :: CORE0_IF(where == OPEN)
     atomic { CORE0_IF(true) if :: slot == SHARED -> slot = NONE :: else -> skip fi }
  :: CORE0_IF(where == GOES_ON) skip
  fi;
  vacate()
}

active proctype executor() {
  bool got, before;
  byte found;
next:
  do
  /* the inbox, taken whole */
  :: atomic { CORE0_IF(!EMPTY)
       if :: task_inside -> assert(!ready); ready = true :: else -> skip fi;
       if :: service_inside -> assert(!service_ready); service_ready = true :: else -> skip fi;
       task_inside = false; service_inside = false; asleep = false }

  /* the service task: destroys what was cancelled */
  :: CORE0_IF(service_ready) service_ready = false;
     atomic { CORE0_IF(true) service_token = false }
     atomic { CORE0_IF(true) got = cancelling; cancelling = false }
     if
     :: CORE0_IF(!got) skip
     :: CORE0_IF(got)
        if
        :: CORE0_IF(done) skip
        :: CORE0_IF(!done) destroy_now()
        fi;
        atomic { CORE0_IF(true) listed = false; if :: dead && !parked -> vacant = true :: else -> skip fi }
     fi

  /* another task destroys this one: nursery */
  :: CORE0_IF(!done && !ready && seen > 0) destroy_now()

  :: CORE0_IF(ready && done)        /* destroyed while a queue held it */
     ready = false;
     assert(dead && parked);
     atomic { CORE0_IF(true) parked = false; if :: listed -> skip :: else -> vacant = true fi }

  :: CORE0_IF(ready && !done)
     assert(token);
     if
     :: CORE0_IF(where == GOES_ON) skip
     :: CORE0_IF(where == AT_SLOT) atomic { CORE0_IF(true) assert(slot == FIRED); slot = NONE; seen = published }
     :: CORE0_IF(where == OPEN) goto wait_openly
     fi;
running:
     where = GOES_ON;
     if
     :: CORE0_IF(true) skip                              /* yields: stays where it is */
     :: CORE0_IF(seen == 2 * WAKES)                      /* returns */
        atomic { done = true; ready = false }
        vacate()
     :: CORE0_IF(true)                                   /* waits at the slot alone */
        where = AT_SLOT;
        atomic { CORE0_IF(true) found = slot; slot = ALONE; got = (found == FIRED); if :: got -> seen = published :: else -> skip fi }
        if
        :: CORE0_IF(!got) ready = false
        :: CORE0_IF(got)
           atomic { CORE0_IF(true) got = (slot == ALONE); if :: got -> slot = NONE :: else -> skip fi }
           if
           :: CORE0_IF(got) goto running
           :: CORE0_IF(!got) ready = false               /* notified once more, which has queued it */
           fi
        fi
     :: CORE0_IF(true)                                   /* waits at the slot or for `due` */
wait_openly:
        where = OPEN;
#ifdef SEEDED_LOOK_FIRST /* a fault: looks, and frees the token then */
        if
        :: atomic { CORE0_IF(slot == FIRED) slot = NONE; seen = published } goto running
        :: atomic { CORE0_IF(slot != FIRED) slot = SHARED }
        fi;
        atomic { CORE0_IF(true) token = false }
        ready = false
#else
        atomic { CORE0_IF(true) token = false }
        if
        :: atomic { CORE0_IF(slot == FIRED) slot = NONE; seen = published; got = true }
        :: atomic { CORE0_IF(slot != FIRED) slot = SHARED; got = due }
           if
           :: CORE0_IF(got)                              /* gives up at the slot */
              due = false;
              atomic { CORE0_IF(true) if :: slot == SHARED -> slot = NONE :: else -> skip fi }
           :: CORE0_IF(!got) skip
           fi
        fi;
        if
        :: CORE0_IF(!got) ready = false
        :: CORE0_IF(got)
           where = GOES_ON;
           atomic { CORE0_IF(true) before = token; token = true }
           if
           :: CORE0_IF(before) ready = false             /* woken meanwhile: it goes on from the inbox */
           :: CORE0_IF(!before) goto running
           fi
        fi
#endif
     fi

  :: CORE0_IF(EMPTY && !ready && !service_ready)
     /* sleep: mask, leave the mark if the inbox is empty still, wait for an interrupt or a poke */
     atomic { CORE0_IF(true) masked = true; irq = false }
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
     :: atomic { !EMPTY -> got = false } masked = false
     :: atomic { EMPTY -> asleep = true }
#endif
        if
        :: (finished == 3 && !poked) ->       /* nothing will come any more: is all done that was asked for? */
           masked = false;
           assert(EMPTY);
           assert(done || seen == published);
           assert(!done || vacant);
           assert(!listed && !cancelling);
           break
        :: atomic { poked -> poked = false; masked = false }
        :: masked = false; atomic { irq || finished == 3 || poked -> skip } /* a handler ends the wait */
        fi;
        asleep = false
     fi
  od
}
