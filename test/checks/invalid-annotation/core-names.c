// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect --implicit-check-not=note:
//
// Cores, levels and lines: integers, enumerators, constants, macros and parameters.

#include "ambit/annotations.h"

#define CORE_MAIN 0
#define CORE_LATER NEXT_CORE
#define IRQ(n) (16 + (n))
enum { LEVEL_LOW = 1, LEVEL_HIGH = 5 };
enum core { CORE0, CORE1 };
static const int home = 1;

struct AMBIT_CORE_BOUND_TO(0) by_number { int x; };
struct AMBIT_CORE_BOUND_TO(CORE_MAIN) by_macro { int x; };
struct AMBIT_CORE_BOUND_TO(CORE1) by_enumerator { int x; };
struct AMBIT_CORE_BOUND_TO(home) by_constant { int x; };
struct AMBIT_CORE_BOUND_TO(CORE_LATER) by_bad_macro { int x; };
// CHECK: :[[@LINE-1]]:8: warning: core 'NEXT_CORE' in 'AMBIT_CORE_BOUND_TO' names nothing that 'by_bad_macro' can see [ambit-invalid-annotation]
struct AMBIT_LOCK_CEILING(LEVEL_HIGH) ceiling { int x; };
struct AMBIT_LOCK_CEILING(LEVEL_HIHG) bad_ceiling { int x; };
// CHECK: :[[@LINE-1]]:8: warning: level 'LEVEL_HIHG' in 'AMBIT_LOCK_CEILING' names nothing that 'bad_ceiling' can see [ambit-invalid-annotation]
// CHECK: :[[@LINE-2]]:8: note: did you mean 'LEVEL_HIGH'?
struct AMBIT_LOCK_LINE(IRQ(5)) line { int x; };
struct AMBIT_LOCK_LINE(UART5_IRQn) bad_line { int x; };
// CHECK: :[[@LINE-1]]:8: warning: interrupt line 'UART5_IRQn' in 'AMBIT_LOCK_LINE' names nothing that 'bad_line' can see [ambit-invalid-annotation]

AMBIT_RUNS_ON(1 + CORE_MAIN) void sum(void);
AMBIT_RUNS_ON(core) void parameter(int core);
AMBIT_RUNS_ON(coer) void bad_parameter(int core);
// CHECK: :[[@LINE-1]]:1: warning: core 'coer' in 'AMBIT_RUNS_ON' names nothing that 'bad_parameter' can see [ambit-invalid-annotation]
// CHECK: :[[@LINE-2]]:1: note: did you mean 'core'?
AMBIT_ISR_ON(CORE0, LEVEL_LOW) void isr(void);
AMBIT_ISR_ON(CORE2, LEVEL_LOW) void bad_core(void);
// CHECK: :[[@LINE-1]]:1: warning: core 'CORE2' in 'AMBIT_ISR_ON' names nothing that 'bad_core' can see [ambit-invalid-annotation]
// CHECK: :[[@LINE-2]]:1: note: did you mean 'CORE0'?
AMBIT_ISR_ON(CORE0, LEVEL_MID) void bad_level(void);
// CHECK: :[[@LINE-1]]:1: warning: level 'LEVEL_MID' in 'AMBIT_ISR_ON' names nothing that 'bad_level' can see [ambit-invalid-annotation]
// CHECK: :[[@LINE-2]]:1: note: did you mean 'LEVEL_LOW'?
AMBIT_ISR_LINE(IRQ(5)) void serves(void);
AMBIT_ISR_LINE(UART5_IRQn) void bad_serves(void);
// CHECK: :[[@LINE-1]]:1: warning: interrupt line 'UART5_IRQn' in 'AMBIT_ISR_LINE' names nothing that 'bad_serves' can see [ambit-invalid-annotation]
AMBIT_PRIORITY(LEVEL_LOW + 1) void task(void);
void post(int to, void *what AMBIT_CROSSES_CORE_TO(to));
void post_later(void *what AMBIT_CROSSES_CORE_TO(to), int to);
void post_wrong(int to, void *what AMBIT_CROSSES_CORE_TO(too));
// CHECK: :[[@LINE-1]]:36: warning: core 'too' in 'AMBIT_CROSSES_CORE_TO' names nothing that 'what' can see [ambit-invalid-annotation]
// CHECK: :[[@LINE-2]]:36: note: did you mean 'to'?
typedef void (*post_fn)(int core, void (*fn)(void) AMBIT_CALLED_ON(core));
