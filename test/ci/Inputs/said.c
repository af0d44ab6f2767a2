/* Stands for the checks built for an LLVM: says for which when it is loaded. */
#include <stdio.h>

__attribute__((constructor)) static void said(void)
{
    fprintf(stderr, "loaded: LLVM %d\n", FOR_LLVM);
}
