# Killed at any moment: a file is the one before or the one after, and a rerun gives what a run gives.
#
# RUN: %python %s %ambit-command %t %annotations

import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "Inputs"))
from trial import Trial

t = Trial(*sys.argv[1:])
d = str(t.directory)
# Something to annotate, in a header and in a source.
t.write("bump.c", '#include "shared.h"\n#include "ambit/annotations.h"\n'
        "unsigned mask(void) AMBIT_ACQUIRE(irq);\nvoid unmask(unsigned was) AMBIT_RELEASE(irq);\n"
        "int other_count;\nstatic int calls;\nint take(void) { return calls; }\n"
        "void bump(void) {\n  unsigned was = mask();\n  other_count++;\n  calls += take();\n  unmask(was);\n}\n"
        "AMBIT_ISR_AT(5) void count_isr(void) { calls++; other_count++; }\n")
t.write("main.c", '#include "shared.h"\nint shared_count;\nint main(void) {\n  for (;;)\n    bump();\n}\n')
t.write("isr.c", "int nothing;\n")
t.database()
for name in ("main", "bump", "alone"):
    subprocess.run([t.ambit, "unit", "-o", f"{d}/{name}.ambit", "--", "clang", f"-I{d}/include",
                    f"-I{t.annotations}", "-c", f"{d}/{name}.c"], check=True)


def content():
    return {str(p.relative_to(t.directory)): p.read_bytes() for p in t.directory.rglob("*")
            if p.is_file() and p.name[-7:-6] != "."}


before = content()
rng = random.Random(1)
for arguments in (["annotate", "-p", d, "--write"],
                  ["check", "-p", d, "--json", f"{d}/out.json", "--sarif", f"{d}/out.sarif"],
                  ["baseline", "write", f"{d}/known.json", "-p", d],
                  ["shard", "-p", d, "1/1", "-o", f"{d}/part.facts"],
                  ["merge", "-o", f"{d}/all.facts", f"{d}/main.ambit", f"{d}/bump.ambit", f"{d}/alone.ambit"]):
    command = [t.ambit, *arguments] + ([] if arguments[0] == "merge" else ["--quiet"])
    if arguments[0] not in ("merge", "shard"):
        command.append("--no-cache")

    def restore():
        for name in content():
            if name not in before:
                (t.directory / name).unlink()
        for name, text in before.items():
            (t.directory / name).write_bytes(text)

    restore()
    begin = time.monotonic()
    run = subprocess.run(command, capture_output=True, timeout=120)
    took = time.monotonic() - begin
    assert run.returncode in (0, 1), run.stderr
    after = content()
    changed = [n for n in after if after[n] != before.get(n)]
    assert changed, arguments
    if arguments[0] == "annotate":
        assert sorted(changed) == ["bump.c", "include/shared.h"], changed
    for _ in range(12):
        restore()
        run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        time.sleep(rng.random() * took * 1.1)
        try:
            os.killpg(run.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        run.wait()
        now = content()
        for name in now:
            assert now[name] in (before.get(name), after.get(name)), (arguments, name)
        for name in before:
            assert name in now, (arguments, name)
        # What was left of it does not matter to the next.
        subprocess.run(command, capture_output=True, timeout=120)
        now = content()
        assert {n: now[n] for n in after} == after, arguments
    for p in t.directory.rglob("*"):
        if p.is_file() and p.name[-7:-6] == ".":
            p.unlink()
    restore()
shutil.rmtree(t.directory)
