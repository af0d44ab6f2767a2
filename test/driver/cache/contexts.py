# What a changed unit reaches is solved again, and nothing else: contexts whose functions are as they were
# are known from the run before. Each run's findings are compared with those of a run without a cache.
#
# RUN: %python %s %ambit-command %t %annotations

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "Inputs"))
from trial import Trial

t = Trial(*sys.argv[1:])
# Two handlers more, with a helper that both call, and a pointer to call by.
t.write("events.c", """#include "shared.h"
#include "ambit/annotations.h"
void helper(int *at);
extern void (*on_event)(void);
static void quiet(void) {}
void (*on_event)(void) = quiet;
static int mine, yours;
AMBIT_ISR_AT(5) void reader(void) { helper(&mine); on_event(); }
AMBIT_ISR_AT(6) void writer(void) { helper(&yours); other_count = 1; }
""")
t.write("helper.c", """#include "shared.h"
int other_count;
void helper(int *at) { *at += 1; }
""")
t.database()


def solved():
    """How many contexts were solved, of how many; nothing if nothing was known or linked."""
    status, found, said = t.run()
    clean_status, clean, _ = t.run("--no-cache")
    assert (status, found) == (clean_status, clean), f"{said}\n--- cached\n{found}\n--- clean\n{clean}"
    counts = re.search(r"(\d+) of (\d+) contexts solved", said)
    return tuple(int(n) for n in counts.groups()) if counts else None


def edit(name, before, after):
    text = t.read(name)
    assert before in text, (name, before)
    t.write(name, text.replace(before, after, 1))


def kept():
    return [f for f in (t.directory / ".ambit-cache/contexts").rglob("*") if f.is_file()]


assert solved() is None
assert len(kept()) == 1
# Nothing is linked.
assert solved() is None

# One handler calls more, and that again: the other, main and the rest stay as they are.
edit("bump.c", "void bump(void) {", "static void more(void) { other_count++; }\nvoid bump(void) {\n  more();")
one, all_of_them = solved()
assert one == 1 and all_of_them >= 5, (one, all_of_them)
edit("bump.c", "other_count++;", "other_count++; later();")
edit("bump.c", "static void more", "void later(void);\nstatic void more")
assert solved() == (1, all_of_them)
# What it calls is there now, in another unit.
edit("alone.c", "void work", "void later(void) { own++; }\nvoid work")
assert solved() == (1, all_of_them)
# Accesses say nothing of who runs where: the rules see them, and nothing is solved.
edit("bump.c", "shared_count++;", "shared_count += other_count;")
assert solved() == (0, all_of_them)
# What two handlers call.
edit("helper.c", "{ *at += 1; }", "{ *at += 1; bump(); }")
assert solved() == (2, all_of_them)
# A pointer leads to something else as well; who calls by it is one of them.
edit("events.c", "static void quiet(void) {}", "static void quiet(void) {}\nstatic void loud(void) { bump(); }")
edit("events.c", "= quiet;", "= loud;")
count, _ = solved()
assert 1 <= count < all_of_them, count

# What is kept may be damaged, or gone.
for f in kept():
    f.write_bytes(f.read_bytes()[:40])
edit("bump.c", "more();", "more(); more(); later();")
assert solved() is None
for f in kept():
    f.unlink()
edit("bump.c", "more(); more();", "more();")
assert solved() is None
# Other options are another program.
assert t.run("--strict")[2].count("contexts solved") == 0
