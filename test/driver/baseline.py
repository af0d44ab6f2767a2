# A baseline of known findings: what is new is told, what is known is not, wherever its line is now.
#
# RUN: %python %s %ambit-command %t %annotations

import json
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "Inputs"))
from trial import Trial

t = Trial(*sys.argv[1:])
known = t.directory / "known.json"


def baseline(action, *arguments, file=known, **options):
    run = subprocess.run([t.ambit, "baseline", action, str(file), "-p", str(t.directory), *arguments],
                         capture_output=True, text=True, timeout=120, **options)
    return run.returncode, run.stdout, run.stderr


t.write("alone.c", '#include "ambit/annotations.h"\nAMBIT_ISR_SHARED int own;\n'
        "AMBIT_ISR_AT(1) void own_isr(void) { own++; }\nvoid work(void) { own++; }\n")
status, found, _ = t.run()
assert status == 1
count = len(json.loads(found)["findings"])
assert count >= 2

# Written: all of it, and no finding is a failure then. The same again gives the same bytes.
status, out, said = baseline("write")
assert (status, out) == (0, ""), (status, out, said)
first = known.read_bytes()
assert len(json.loads(first)["findings"]) == count
baseline("write", "--no-cache", "-j", "1")
assert known.read_bytes() == first
assert str(t.directory) not in known.read_text(), "a baseline is for every machine"

# Known, by either verb.
assert baseline("check")[:2] == (0, "")
status, found, said = t.run("--baseline", str(known))
assert status == 0, said
assert all(f["suppressed"] == "baseline" for f in json.loads(found)["findings"])

# Lines move, spaces change: still known. Another file with the same line is not.
t.write("bump.c", "\n\n// moved\n" + t.read("bump.c").replace("shared_count++", "shared_count  ++"))
assert baseline("check")[:2] == (0, ""), baseline("check")
t.write("more.c", '#include "shared.h"\n#include "ambit/annotations.h"\n'
        "AMBIT_ISR_AT(4) void more_isr(void) {\n  shared_count++;\n}\n")
t.database()
status, out, said = baseline("check")
assert status == 1 and "more_isr" in out, (status, out, said)
assert "own_isr" not in out, "a known one is told again"
(t.directory / "more.c").unlink()
t.database()

# The same line twice where one is known: one is new.
once = t.read("alone.c")
t.write("alone.c", once + "void again(void) {\n  own++;\n}\nvoid twice(void) {\n  own++;\n}\n")
status, out, _ = baseline("check")
assert status == 1 and out.count("warning:") == 2, out
baseline("write")
t.write("alone.c", t.read("alone.c") + "void thrice(void) {\n  own++;\n}\n")
status, out, _ = baseline("check")
assert status == 1 and out.count("warning:") == 1, out
t.write("alone.c", once)
baseline("write")

# What nobody finds any more is named, and changes no status; written anew, it is gone.
t.write("alone.c", "int own;\n")
status, out, said = baseline("check")
assert (status, out) == (0, ""), out
assert "no longer occur; `ambit baseline write` leaves them out" in said, said
assert "alone.c: writing 'own'" in said, said
baseline("write")
assert "own" not in known.read_text()
status, _, said = baseline("check")
assert status == 0 and "no longer" not in said, said

# Half an analysis makes no baseline, and leaves the one that is there.
before = known.read_bytes()
t.write("broken.c", "whatever x;\n")
t.database()
status, _, said = baseline("write")
assert status == 3 and "broken.c" in said, said
assert known.read_bytes() == before
assert baseline("check")[0] == 3
(t.directory / "broken.c").unlink()
t.database()

# What is no baseline.
for text, why in (("", "baseline"), ("{}", "it is no baseline"), ("[]", "it is no baseline"),
                  ('{"format": "ambit baseline 9"}', "another version"),
                  ('{"format": "ambit baseline 1"}', "no findings"),
                  ('{"format": "ambit baseline 1", "findings": [{}]}', "finding 1 is damaged"),
                  ('{"format": "ambit baseline 1", "findings": [1]}', "finding 1 is damaged")):
    bad = t.directory / "bad.json"
    bad.write_text(text)
    status, _, said = baseline("check", file=bad)
    assert status == 2 and why in said and "bad.json" in said, (text, status, said)
assert baseline("check", file=t.directory / "none.json")[0] == 2
assert baseline("read")[0] == 2
assert baseline("write", file="/no/such/known.json")[0] == 2
