// RUN: %ambit-check %s -- -std=c11 2>&1 | %expect

// The NuttX model: an allocator of the program itself. One that waits for its lock only where it has found that no
// handler runs is judged by what it does in a handler; any other uses the heap there.

typedef unsigned long size_t;
typedef struct {
  int holder;
} mutex_t;
int nxmutex_lock(mutex_t *mutex);
int nxmutex_unlock(mutex_t *mutex);
_Bool up_interrupt_context(void);
int irq_attach(int irq, int (*handler)(int, void *, void *), void *arg);

static mutex_t heap, statistics;
struct node {
  struct node *next;
};
static struct node *_Atomic deferred;
void put_back(void *memory);
void *take_out(size_t size);

static int lock_heap(void) {
  if (up_interrupt_context())
    return -11;
  return nxmutex_lock(&heap);
}

void free(void *memory) {
  if (lock_heap() < 0) {
    deferred = memory;
    return;
  }
  put_back(memory);
  nxmutex_unlock(&heap);
}

void *malloc(size_t size) {
  nxmutex_lock(&heap);
  void *memory = take_out(size);
  nxmutex_unlock(&heap);
  return memory;
}

static void count_one(void) {
  nxmutex_lock(&statistics);
  // CHECK: :[[#@LINE-1]]:3: warning: 'nxmutex_lock' may block, but is called in interrupt handler 'receive' [ambit-isr-unsafe-call]
  // CHECK: note: 'calloc' calls 'count_one' here
  nxmutex_unlock(&statistics);
}

void *calloc(size_t count, size_t size) {
  void *memory = 0;
  count_one();
  if (lock_heap() < 0)
    return 0;
  memory = take_out(count * size);
  nxmutex_unlock(&heap);
  return memory;
}

static int receive(int irq, void *context, void *arg) {
  (void)context;
  free(arg);
  arg = malloc(8);
  // CHECK: :[[#@LINE-1]]:9: warning: 'malloc' uses the heap, but is called in interrupt handler 'receive' [ambit-isr-unsafe-call]
  arg = calloc(1, 8);
  return irq + (arg != 0);
}

void start(void) { irq_attach(1, receive, 0); }
