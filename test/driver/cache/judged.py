# A program is not linked again for an edit that moves places in a source: its findings are those of
# before, at the places of today. Each run's findings are compared with those of a run without a cache.
#
# RUN: %python %s %ambit-command %t %annotations

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "Inputs"))
from trial import Trial

t = Trial(*sys.argv[1:])
# Two on one line are one finding, and one file is two units.
t.write("pair.c", '#include "shared.h"\nvoid pair(void) {\n  shared_count++; shared_count = 0;\n}\n')
t.write("waived.c", '#include "shared.h"\n#include "ambit/annotations.h"\nint other_count;\nvoid reset(void) {\n'
        '  AMBIT_UNCHECKED("only before the timer runs") {\n    shared_count = 1;\n  }\n}\n')
t.write("main.c", '#include "shared.h"\nvoid reset(void);\nint shared_count;\nint main(void) {\n  for (;;) {\n'
        "    shared_count = twice(shared_count);\n    reset();\n  }\n}\n")
again = {"directory": str(t.directory), "file": str(t.directory / "bump.c"),
         "arguments": ["cc", f"-I{t.directory}/include", "-DAGAIN", "-c", "bump.c"]}
t.database(extra=[again])


def judged():
    """The number of programs that were linked."""
    return sum(1 for f in (t.directory / ".ambit-cache/judged").rglob("*") if f.is_file())


def edit(name, before, after):
    text = t.read(name)
    assert before in text, (name, before)
    t.write(name, text.replace(before, after, 1))


assert t.cached() == 0
assert judged() == 1
assert "stale" not in t.run()[1]

# Nothing that the program consists of.
edit("bump.c", "void bump", "int added;\nstatic int more(int x) { return x + 1; }\nvoid bump")
assert t.cached() == 5
edit("main.c", "int main", "typedef int number;\n\n\nint main")
assert t.cached() == 6
edit("waived.c", "void reset", "enum { first, second };\nvoid reset")
assert t.cached() == 6
edit("pair.c", "  shared_count++; ", "      shared_count++;    ")
assert t.cached() == 7
assert '"line": 5' in t.run()[1], "in bump.c"
assert judged() == 1

# Lines that were one, an access more, another order, a place in a header.
edit("pair.c", "shared_count++;    ", "shared_count++;\n")
t.cached()
assert judged() == 2
edit("bump.c", "shared_count++;", "shared_count++; other_count = shared_count;")
t.cached()
assert judged() == 3
edit("include/shared.h", "static inline", "typedef int elsewhere;\nstatic inline")
t.cached()
before = judged()
edit("bump.c", "int added;\n", "int added, more_added;\n")
t.cached()
assert judged() == before

# What is kept is for who has the same options, and may be damaged.
t.cached("--strict")
assert judged() == before + 1
for f in (t.directory / ".ambit-cache/judged").rglob("*"):
    if f.is_file():
        f.write_bytes(f.read_bytes()[:20])
edit("bump.c", "int added, ", "int added,   even, ")
t.cached()
