// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect --implicit-check-not=note:
//
// Arrays are what their elements are: nested, flexible, behind a typedef, as a parameter.

#include "ambit/annotations.h"

struct AMBIT_CORE_BOUND dma {
    unsigned channel;
};
typedef struct dma dma_pair_t[2];

struct matrix {
    struct dma cells[2][3];
};
struct packet {
    int count;
    struct dma rows[];
};
struct bytes {
    int count;
    unsigned char rows[];
};
struct pair {
    dma_pair_t both;
};
struct handlers {
    int (*table[8])(struct dma *); /* code, not data */
};

void post_matrix(struct matrix value AMBIT_CROSSES_CORE);
void post_packet(struct packet *value AMBIT_CROSSES_CORE);
void post_bytes(struct bytes *value AMBIT_CROSSES_CORE);
void post_pair(struct pair value AMBIT_CROSSES_CORE);
void post_handlers(struct handlers value AMBIT_CROSSES_CORE);
void post_rows(struct dma rows[4] AMBIT_CROSSES_CORE);
void post_row(struct dma (*row)[4] AMBIT_CROSSES_CORE);

void send(struct matrix m, struct packet *p, struct bytes *b, struct pair pair, struct handlers h,
          struct dma (*row)[4], int n)
{
    struct dma local[4];
    struct dma any[n];
    post_matrix(m);
    // CHECK: :[[@LINE-1]]:17: warning: 'm' crosses to another core but 'matrix' is core-bound [ambit-core-bound-crossing]
    // CHECK: :[[@LINE-32]]:16: note: its member 'cells' has core-bound type 'dma[2][3]'
    // CHECK: :[[@LINE-33]]:16: note: its elements have core-bound type 'dma[3]'
    // CHECK: :[[@LINE-34]]:16: note: its elements have core-bound type 'dma'
    // CHECK: :[[@LINE-41]]:8: note: 'dma' is declared core-bound here
    // CHECK: :[[@LINE-19]]:32: note: parameter 'value' of 'post_matrix' crosses to another core
    post_packet(p);
    // CHECK: :[[@LINE-1]]:17: warning: 'p' crosses to another core but 'packet' is core-bound [ambit-core-bound-crossing]
    // CHECK: :[[@LINE-35]]:16: note: its member 'rows' has core-bound type 'dma[]'
    // CHECK: :[[@LINE-36]]:16: note: its elements have core-bound type 'dma'
    // CHECK: :[[@LINE-47]]:8: note: 'dma' is declared core-bound here
    // CHECK: :[[@LINE-24]]:33: note: parameter 'value' of 'post_packet' crosses to another core
    post_bytes(b);
    post_pair(pair);
    // CHECK: :[[@LINE-1]]:15: warning: 'pair' crosses to another core but 'pair' is core-bound [ambit-core-bound-crossing]
    // CHECK: :[[@LINE-35]]:16: note: its member 'both' has core-bound type 'dma[2]'
    // CHECK: :[[@LINE-36]]:16: note: its elements have core-bound type 'dma'
    // CHECK: :[[@LINE-54]]:8: note: 'dma' is declared core-bound here
    // CHECK: :[[@LINE-29]]:28: note: parameter 'value' of 'post_pair' crosses to another core
    post_handlers(h);
    post_rows(local);
    // CHECK: :[[@LINE-1]]:15: warning: 'local' crosses to another core but 'dma[4]' is core-bound [ambit-core-bound-crossing]
    // CHECK: :[[@LINE-2]]:15: note: its elements have core-bound type 'dma'
    // CHECK: :[[@LINE-60]]:8: note: 'dma' is declared core-bound here
    // CHECK: :[[@LINE-33]]:27: note: parameter 'rows' of 'post_rows' crosses to another core
    post_rows(any);
    // CHECK: :[[@LINE-1]]:15: warning: 'any' crosses to another core but 'dma[n]' is core-bound [ambit-core-bound-crossing]
    // CHECK: :[[@LINE-2]]:15: note: its elements have core-bound type 'dma'
    // CHECK: :[[@LINE-65]]:8: note: 'dma' is declared core-bound here
    // CHECK: :[[@LINE-38]]:27: note: parameter 'rows' of 'post_rows' crosses to another core
    post_row(row);
    // CHECK: :[[@LINE-1]]:14: warning: 'row' crosses to another core but 'dma[4]' is core-bound [ambit-core-bound-crossing]
    // CHECK: :[[@LINE-2]]:14: note: its elements have core-bound type 'dma'
    // CHECK: :[[@LINE-70]]:8: note: 'dma' is declared core-bound here
    // CHECK: :[[@LINE-42]]:28: note: parameter 'row' of 'post_row' crosses to another core
}
