# Units that cannot be read, kill the front end, or are not there: the others are analysed, these
# are named, and the exit status is 3.
#
# RUN: %python %s %ambit-command %t %annotations

import json
import os
import pathlib
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "Inputs"))
from trial import Trial

t = Trial(*sys.argv[1:])
whole = t.run("--no-cache")[1].split('"failures"')[0]

# It dies, alone; also when it is the only worker, and at each run.
t.write("dies.c", "int before;\n#pragma clang __debug crash\n")
t.database()
for arguments in ((), (), ("-j", "1"), ("--no-cache",)):
    status, found, said = t.run(*arguments)
    assert status == 3, said
    assert "nothing of dies.c was analysed: the analysis " in said, said
    assert found.split('"failures"')[0].replace('"units": 5', '"units": 4') == whole
assert "4 from the cache" in t.run()[2]
(t.directory / "dies.c").unlink()

# It cannot be read: a directory, a loop of links, bytes that are no text.
(t.directory / "dir.c").mkdir()
os.symlink("loop.c", t.directory / "loop.c")
(t.directory / "bytes.c").write_bytes(bytes(range(256)) * 4)
extra = [{"directory": str(t.directory), "file": n, "arguments": ["cc", "-c", n]}
         for n in ("dir.c", "loop.c", "bytes.c")]
t.database(extra=extra)
entries = t.run()
assert entries[0] == 3
for name in ("loop.c", "dir.c", "bytes.c"):
    assert f" of {name} was analysed" in entries[2], entries[2]

# A directory of work that is not there.
for name in ("dir.c", "loop.c", "bytes.c"):
    os.system(f"rm -rf {t.directory}/{name}")
t.database(extra=[{"directory": "/no/such", "file": str(t.directory / "main.c"),
                   "arguments": ["cc", "-c", str(t.directory / "main.c")]}])
status, _, said = t.run()
assert status == 3 and "directory '/no/such'" in said, said

# A name of a file that is no UTF-8: the same findings with and without a cache, and with their text.
name = b"caf\xe9.h"
(pathlib.Path(os.fsdecode(os.fsencode(t.directory / "include") + b"/" + name))).write_text(
    "extern int odd_count;\nstatic inline void odd(void) { odd_count++; }\n")
(t.directory / "odd.c").write_bytes(
    b'#include "' + name + b'"\n#include "ambit/annotations.h"\nint odd_count;\n'
    b"AMBIT_ISR_AT(2) void odd_isr(void) { odd(); }\n")
t.write("main.c", t.read("main.c").replace("for (;;)", "for (;; more_odd())").replace("int main", "void more_odd(void);\nint main"))
(t.directory / "more.c").write_bytes(b'#include "' + name + b'"\nvoid more_odd(void) { odd(); }\n')
t.database()
command = [t.ambit, "check", "-p", str(t.directory)]
first, again = (subprocess.run(command, capture_output=True, timeout=120).stdout for _ in range(2))
assert first == again and name + b":2:32: warning" in first and b"odd_count++; }" in first, first
for gone in ("odd.c", "more.c"):
    (t.directory / gone).unlink()

# 10,000 entries, half of which are not there.
missing = [{"directory": str(t.directory), "file": f"gone/{i}.c", "arguments": ["cc", "-c", f"gone/{i}.c"]}
           for i in range(5000)]
for i in range(5000):
    t.write(f"many/{i}.c", "int x;\n")
there = [{"directory": str(t.directory), "file": f"many/{i}.c", "arguments": ["cc", "-c", f"many/{i}.c"]}
         for i in range(5000)]
t.database(extra=missing + there)
for arguments, limit in (((), 120), ((), 30)):  # cold, and from the cache
    begin = time.monotonic()
    status, found, said = t.run(*arguments)
    took = time.monotonic() - begin
    assert status == 3
    assert said.count("there is no such file") == 6, said
    assert "nothing of 4995 more units was analysed: there is no such file" in said, said
    assert "10004 units" in said and "5000 units not wholly analysed" in said, said
    assert len(json.loads(found)["failures"]) == 5000
    assert took < limit, took

# The database itself.
for text in ("", "[", "{}", "[]", "[1]", '[{"file": "a.c"}]', "\0\0"):
    t.write("compile_commands.json", text)
    status, found, said = t.run()
    assert status == 2, (text, status, said)
    assert "compile_commands.json" in said, (text, said)
