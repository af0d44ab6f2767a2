// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect --implicit-check-not=note:
//
// Where C declares a type: tags, typedefs of unnamed structs, opaque and later completed ones.

#include "ambit/annotations.h"

struct AMBIT_CORE_BOUND hwtimer; /* opaque in this unit */
typedef struct hwtimer *hwtimer_t;

typedef struct {
    int unit;
} AMBIT_THREAD_BOUND lcd_t;

typedef struct AMBIT_THREAD_BOUND early early_t;
struct early {
    int x;
};

struct late;
struct AMBIT_THREAD_BOUND late {
    int x;
};

struct unknown; /* never defined, nothing said */

struct work {
    hwtimer_t timer;
    int deadline;
};
struct open_work {
    struct unknown *what;
};

enum AMBIT_CORE_BOUND irq { IRQ_A, IRQ_B };

void post_work(struct work value AMBIT_CROSSES_CORE);
void post_open(struct open_work value AMBIT_CROSSES_CORE);
void post_lcd(lcd_t *value AMBIT_CROSSES_THREAD);
void post_early(early_t *value AMBIT_CROSSES_THREAD);
void post_late(struct late *value AMBIT_CROSSES_THREAD);
void post_irq(enum irq value AMBIT_CROSSES_CORE);

void send(struct work w, struct open_work o, lcd_t *l, early_t *e, struct late *la,
          enum irq line)
{
    post_work(w);
    // CHECK: :[[@LINE-1]]:15: warning: 'w' crosses to another core but 'work' is core-bound [ambit-core-bound-crossing]
    // CHECK: :[[@LINE-21]]:15: note: its member 'timer' leads to 'hwtimer', which is core-bound
    // CHECK: :[[@LINE-42]]:8: note: 'hwtimer' is declared core-bound here
    // CHECK: :[[@LINE-14]]:28: note: parameter 'value' of 'post_work' crosses to another core
    post_open(o);
    post_lcd(l);
    // CHECK: :[[@LINE-1]]:14: warning: 'l' crosses to another thread but 'lcd_t' is thread-bound [ambit-unsendable-crossing]
    // CHECK: :[[@LINE-42]]:3: note: 'lcd_t' is declared thread-bound here
    // CHECK: :[[@LINE-17]]:22: note: parameter 'value' of 'post_lcd' crosses to another thread
    post_early(e);
    // CHECK: :[[@LINE-1]]:16: warning: 'e' crosses to another thread but 'early' is thread-bound [ambit-unsendable-crossing]
    // CHECK: :[[@LINE-44]]:16: note: 'early' is declared thread-bound here
    // CHECK: :[[@LINE-20]]:26: note: parameter 'value' of 'post_early' crosses to another thread
    post_late(la);
    // CHECK: :[[@LINE-1]]:15: warning: 'la' crosses to another thread but 'late' is thread-bound [ambit-unsendable-crossing]
    // CHECK: :[[@LINE-42]]:8: note: 'late' is declared thread-bound here
    // CHECK: :[[@LINE-23]]:29: note: parameter 'value' of 'post_late' crosses to another thread
    post_irq(line);
    // CHECK: :[[@LINE-1]]:14: warning: 'line' crosses to another core but 'irq' is core-bound [ambit-core-bound-crossing]
    // CHECK: :[[@LINE-32]]:6: note: 'irq' is declared core-bound here
    // CHECK: :[[@LINE-26]]:24: note: parameter 'value' of 'post_irq' crosses to another core
}
