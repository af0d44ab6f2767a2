// RUN: %ambit-check %s -- -std=c11 %include 2>&1 | %expect

// The NuttX model: programs that a table names, signal handlers behind a macro, calls of all cores.

typedef int (*main_t)(int argc, char *argv[]);
struct posix_spawnattr_s;
struct posix_spawn_file_actions;
int task_spawn(const char *name, main_t entry, const struct posix_spawn_file_actions *actions,
               const struct posix_spawnattr_s *attributes, char *const argv[], char *const envp[]);
int nxsched_smp_call(unsigned cores, int (*call)(void *), void *argument);
int nxsem_wait(int *semaphore);
struct sigaction {
  union {
    void (*_sa_handler)(int);
  } sa_u;
};
#define sa_handler sa_u._sa_handler
int sigaction(int number, const struct sigaction *action, struct sigaction *old);

static int lines, words, calls, semaphore;

static int count_main(int argc, char *argv[]) {
  (void)argv;
  lines += argc;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'lines' is not excluded from 'clear_main' [ambit-undeclared-shared-state]
  words++;
  return 0;
}
static int clear_main(int argc, char *argv[]) {
  (void)argc, (void)argv;
  lines = 0;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'lines' is not excluded from 'count_main' [ambit-undeclared-shared-state]
  return 0;
}
struct builtin {
  const char *name;
  main_t main;
};
static const struct builtin builtins[] = {{"count", count_main}, {"clear", clear_main}};
void run(unsigned which) {
  words = 0; // before
  task_spawn(builtins[which].name, builtins[which].main, 0, 0, 0, 0);
}

static void on_child(int number) {
  nxsem_wait(&semaphore);
  // CHECK: :[[#@LINE-1]]:3: warning: 'nxsem_wait' may block, but is called in signal handler 'on_child' [ambit-isr-unsafe-call]
  (void)number;
}
int watch(void) {
  struct sigaction action;
  action.sa_handler = on_child;
  return sigaction(17, &action, 0);
}

static int flush(void *argument) {
  (void)argument;
  calls++;
  // CHECK: :[[#@LINE-1]]:3: warning: writing 'calls' is not excluded from 'flush' [ambit-undeclared-shared-state]
  return 0;
}
void flush_all(void) { nxsched_smp_call(3, flush, 0); }
