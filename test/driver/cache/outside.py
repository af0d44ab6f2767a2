# Headers beside the directory that all sources are in: a comment in one is no change, as in a
# header below it and in one of the system, as some projects say that all of theirs are.
#
# RUN: %python %s %ambit-command %t/src %annotations

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "Inputs"))
from trial import Trial

t = Trial(*sys.argv[1:])
BESIDE = "extern int beside_count;\nstatic inline void more(void) { beside_count++; }\n"
VENDOR = "static inline int vendor(void) { return 1; }\n"
t.write("../include/beside.h", BESIDE)
t.write("../vendor/vendor.h", VENDOR)
t.write("beside.c", '#include "beside.h"\n#include <vendor.h>\n#include "ambit/annotations.h"\n'
        "AMBIT_ISR_AT(2) void beside_isr(void) { more(); }\n"
        "int use(void) { return vendor(); }\n")
t.write("main.c", '#include "beside.h"\nint beside_count, shared_count;\nint main(void) { for (;;) more(); }\n')
t.database(flags=["-I../include", "-isystem../vendor"])
assert t.cached() == 0
assert t.cached() == 5
assert "include/beside.h" in t.run()[1]

t.write("../include/beside.h", "// one\n// two\n" + BESIDE)
assert t.cached() == 5, "its findings moved"
t.write("../include/beside.h", BESIDE.replace("++", " += 2"))
assert t.cached() == 3
t.write("../vendor/vendor.h", "// one\n" + VENDOR)
assert t.cached() == 5
t.write("../vendor/vendor.h", VENDOR.replace("1", "2"))
assert t.cached() == 4
