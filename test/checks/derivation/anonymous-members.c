// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect --implicit-check-not="''" --implicit-check-not=' at /'
//
// Members of anonymous structs and unions are members of what holds them. A type without a name
// is not called by its place in the file system.

#include "ambit/annotations.h"
#include <stdint.h>

struct AMBIT_CORE_BOUND dma {
    uint32_t channel;
};
struct job {
    int kind;
    union {
        struct dma stream;
        struct {
            uint8_t low, high;
        };
    };
};
struct ring {
    struct {
        struct {
            struct dma *stream;
        } inner;
    } slots[2];
};
struct words {
    union {
        uint32_t word;
        struct {
            uint16_t low, high;
        };
        uint8_t bytes[4];
    };
    unsigned : 3;
    unsigned flag : 1;
};

void post_job(struct job value AMBIT_CROSSES_CORE);
void post_ring(struct ring value AMBIT_CROSSES_CORE);
void post_words(struct words value AMBIT_CROSSES_CORE);

void send(struct job j, struct ring r, struct words w)
{
    post_job(j);
    // CHECK: :[[@LINE-1]]:14: warning: 'j' crosses to another core but 'job' is core-bound [ambit-core-bound-crossing]
    // CHECK: :[[@LINE-33]]:20: note: its member 'stream' has core-bound type 'dma'
    post_ring(r);
    // CHECK: :[[@LINE-1]]:15: warning: 'r' crosses to another core but 'ring' is core-bound [ambit-core-bound-crossing]
    // CHECK: :[[@LINE-25]]:7: note: its member 'slots' has core-bound type '(unnamed{{( struct)?}})[2]'
    // CHECK: :[[@LINE-26]]:7: note: its elements have core-bound type '(unnamed struct)'
    // CHECK: :[[@LINE-28]]:11: note: its member 'inner' has core-bound type '(unnamed struct)'
    // CHECK: :[[@LINE-30]]:25: note: its member 'stream' leads to 'dma', which is core-bound
    post_words(w);
}
