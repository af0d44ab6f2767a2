// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect --implicit-check-not=note:
//
// Names of locks: members that are declared later, paths, parameters, globals, `irq` and `this`
// mean something; others do not.

#include "ambit/annotations.h"

struct AMBIT_LOCK(mutex) mutex {
    int owner;
};
struct AMBIT_LOCK(mutx) misspelt {
// CHECK: :[[@LINE-1]]:8: warning: 'mutx' is no lock kind; use one of mutex, recursive_mutex, irq, irq_flat, spin, spin_irq, recursive_spin_irq, scheduler [ambit-invalid-annotation]
// CHECK: :[[@LINE-2]]:8: note: did you mean 'mutex'?
    int owner;
};
struct AMBIT_LOCK(semaphore) unknown {
// CHECK: :[[@LINE-1]]:8: warning: 'semaphore' is no lock kind; use one of mutex, recursive_mutex, irq, irq_flat, spin, spin_irq, recursive_spin_irq, scheduler [ambit-invalid-annotation]
    int owner;
};

static struct mutex table_lock;
static int rows AMBIT_GUARDED_BY(table_lock);
static int columns AMBIT_GUARDED_BY(tabel_lock);
// CHECK: :[[@LINE-1]]:20: warning: lock 'tabel_lock' in 'AMBIT_GUARDED_BY' names nothing that 'columns' can see [ambit-invalid-annotation]
// CHECK: :[[@LINE-2]]:20: note: did you mean 'table_lock'?
static int cells AMBIT_ISR_SHARED_BY(irq);

struct device {
    struct mutex *lock;
    int a AMBIT_GUARDED_BY(lock);
    int b AMBIT_GUARDED_BY(*lock);
    int c AMBIT_GUARDED_BY(&own);
    int d AMBIT_GUARDED_BY(table_lock);
    int e AMBIT_GUARDED_BY(nothing_like_it);
    // CHECK: :[[@LINE-1]]:11: warning: lock 'nothing_like_it' in 'AMBIT_GUARDED_BY' names nothing that 'e' can see [ambit-invalid-annotation]
    struct mutex own;
};
struct board {
    struct device device;
    int a AMBIT_GUARDED_BY(device.own);
    int b AMBIT_GUARDED_BY(device.onw);
    // CHECK: :[[@LINE-1]]:11: warning: lock 'onw' in 'AMBIT_GUARDED_BY' names nothing that 'b' can see [ambit-invalid-annotation]
};

void one(struct device *d) AMBIT_REQUIRES(d->own);
void more(struct device *d) AMBIT_REQUIRES(d->own, table_lock, d->lock);
void wrong(struct device *d) AMBIT_REQUIRES(d->own, tabel_lock);
// CHECK: :[[@LINE-1]]:30: warning: lock 'tabel_lock' in 'AMBIT_REQUIRES' names nothing that 'wrong' can see [ambit-invalid-annotation]
// CHECK: :[[@LINE-2]]:30: note: did you mean 'table_lock'?
void unnamed(struct device *) AMBIT_REQUIRES(table_lock);
int try_one(struct device *d) AMBIT_TRY_ACQUIRE(0, d->own);
int try_wrong(struct device *d) AMBIT_TRY_ACQUIRE(1, d->won);
// CHECK: :[[@LINE-1]]:33: warning: lock 'won' in 'AMBIT_TRY_ACQUIRE' names nothing that 'try_wrong' can see [ambit-invalid-annotation]
struct mutex *lock_of(struct device *d) AMBIT_RETURNS_LOCK(d->own);
void without(void) AMBIT_EXCLUDES(table_lock);
void under(void (*fn)(void) AMBIT_CALLED_UNDER(table_lock));
void under_wrong(void (*fn)(void) AMBIT_CALLED_UNDER(tablelock));
// CHECK: :[[@LINE-1]]:35: warning: lock 'tablelock' in 'AMBIT_CALLED_UNDER' names nothing that 'fn' can see [ambit-invalid-annotation]
// CHECK: :[[@LINE-2]]:35: note: did you mean 'table_lock'?
unsigned mask(void) AMBIT_ACQUIRE(irq);
void unmask(unsigned state) AMBIT_RELEASE(irq);

struct operations {
    int (*lock)(struct device *d) AMBIT_ACQUIRE(d->own);
    int (*lock_wrong)(struct device *d) AMBIT_ACQUIRE(dd->own);
    // CHECK: :[[@LINE-1]]:41: warning: lock 'dd' in 'AMBIT_ACQUIRE' names nothing that 'lock_wrong' can see [ambit-invalid-annotation]
};

int use(void) AMBIT_REQUIRES(table_lock, irq) { return rows + columns + cells; }
