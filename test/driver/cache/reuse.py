# What is used again and what is not: each run's findings are compared with those of a run without
# a cache.
#
# RUN: %python %s %ambit-command %t %annotations

import os
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "Inputs"))
from trial import HEADER, Trial

t = Trial(*sys.argv[1:])
assert t.cached() == 0
assert '"line": 5' in t.run()[1]
assert t.cached() == 4, "nothing has changed"
assert t.read(".ambit-cache/.gitignore") == "*\n"

# A time stamp is no change.
os.utime(t.directory / "main.c")
assert t.cached() == 4

# A comment that adds lines moves places, in a header and in a source; nothing is parsed.
t.write("include/shared.h", "/* one\n two\n three */\n" + HEADER)
t.write("main.c", "// new\n\n" + t.read("main.c").replace("int main", "int /* x */  main"))
assert t.cached() == 4
assert '"line": 7' in t.run()[1]

# What means something is no comment: a token, a NOLINT, a line that a directive ends at.
t.write("main.c", t.read("main.c").replace("twice(shared_count);", "twice(shared_count); // NOLINT"))
assert t.cached() == 3
t.write("main.c", t.read("main.c").replace("// NOLINT", ""))
assert t.cached() == 4, "the version before is still known"
t.write("bump.c", t.read("bump.c").replace("shared_count++", "other_count++"))
assert t.cached() == 3
t.write("include/shared.h", "#define UNUSED 1\n" + HEADER)
assert t.cached() == 1, "only alone.c does not include it"
t.write("include/shared.h", HEADER)
assert t.cached() == 4, "as it was at first, or with its lines moved"

# The line is part of the code.
t.write("alone.c", t.read("alone.c") + "int line = __LINE__;\n")
assert t.cached() == 3
t.write("alone.c", "\n" + t.read("alone.c"))
assert t.cached() == 3
t.write("alone.c", t.read("alone.c").replace("int line", "int /**/ line"))
assert t.cached() == 4, "its line is the same"

# A `#line` tells other places than those in the file.
t.write("alone.c", '#line 100 "gen.y"\n' + t.read("alone.c"))
assert t.cached() == 3
t.write("alone.c", "\n" + t.read("alone.c"))
assert t.cached() == 3

# A file that was looked for and not found is there now: a header before another of its name, and
# one that __has_include asks for.
t.write("alone.c", '#if __has_include("extra.h")\n#include "extra.h"\n#endif\n' + t.read("alone.c"))
assert t.cached() == 3
t.write("include/extra.h", "#define EXTRA 1\n")
assert t.cached() == 3
(t.directory / "include/extra.h").unlink()
assert t.cached() == 4
t.write("first/shared.h", HEADER.replace("2 * x", "3 * x"))
assert t.cached() == 1
(t.directory / "first/shared.h").unlink()

# Options, models and flags.
assert t.cached("--strict") == 0
assert t.cached("--strict") == 4
t.write("own.yaml", "ambit-model: 1\nname: own\nabout: own\n")
model = f"--model={t.directory}/own.yaml"
assert t.cached(model) == 0
assert t.cached(model) == 4
t.write("own.yaml", "ambit-model: 1\nname: own\nabout: other\n")
assert t.cached(model) == 0
t.database(flags=["-DX=1"])
assert t.cached() == 0

# Names of types with places in them, and what has no name but its place: C++.
t.write("include/form.h", "inline auto made() { return [](int x) { return x; }; }\n"
        "static int counter() { static int n; struct { int v; } s = {n++}; return s.v; }\n")
t.write("form.cpp", '#include "form.h"\n#include "ambit/annotations.h"\nint forms;\n'
        "AMBIT_ISR_AT(2) void form_isr() { forms += counter(); }\n"
        "int use() { forms++; return made()(counter()); }\n")
t.write("again.cpp", '#include "form.h"\nint use2() { return made()(counter()); }\n')
t.database()
t.cached()
assert t.cached() == 6
t.write("include/form.h", "// a\n" + t.read("include/form.h"))
t.write("again.cpp", t.read("again.cpp") + "int added;\n")
t.cached()
assert t.cached() == 6

# A unit with errors is kept as such.
t.write("broken.c", '#include "missing.h"\nint x\n')
t.database()
t.cached()
assert t.cached() == 7
t.write("include/missing.h", "int y;\n")
assert t.cached() == 6

# Its first error moves with a comment too.
assert "broken.c:2:6" in t.run()[2]
t.write("include/missing.h", "/* a\n b */ int y;\n")
t.write("broken.c", "// a\n" + t.read("broken.c"))
assert t.cached() == 7
assert "broken.c:3:6" in t.run()[2]
