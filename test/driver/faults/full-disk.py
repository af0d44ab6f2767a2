# A disk without room: each verb that writes says which file it could not write, ends with 2, and
# leaves neither a part nor a change. As root, or where a user may mount, on a small file system; and
# everywhere with files that may not grow.
#
# RUN: %python %s %ambit-command %t %annotations

import os
import pathlib
import resource
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "Inputs"))
from trial import Trial

ON_SMALL_DISK = "--on-small-disk"


def content(directory):
    return {str(p.relative_to(directory)): p.read_bytes() for p in sorted(directory.rglob("*")) if p.is_file()}


def verbs(t):
    """Each with the file that it writes."""
    d = str(t.directory)
    unit = ["--", "clang", f"-I{d}/include", f"-I{t.annotations}", "-c", f"{d}/main.c"]
    yield ["check", "-p", d, "--no-cache", "--json", f"{d}/out.json"], "out.json"
    yield ["check", "-p", d, "--no-cache", "--sarif", f"{d}/out.sarif"], "out.sarif"
    yield ["check", "-p", d, "--no-cache", "--html", f"{d}/out.html"], "out.html"
    yield ["baseline", "write", f"{d}/out.known", "-p", d, "--no-cache"], "out.known"
    yield ["unit", "-o", f"{d}/out.ambit", *unit], "out.ambit"
    yield ["merge", "-o", f"{d}/all.ambit", f"{d}/main.ambit"], "all.ambit"
    yield ["shard", "-p", d, "1/1", "-o", f"{d}/part.ambit"], "part.ambit"
    yield ["annotate", "-p", d, "--no-cache", "--write"], "shared.h"
    yield ["init", d], ".clang-tidy"


def attempt(t, small, **options):
    """All verbs, where nothing can be written."""
    before = content(t.directory)
    for arguments, name in verbs(t):
        done = subprocess.run([t.ambit, *arguments], capture_output=True, text=True, timeout=120, **options)
        assert done.returncode == 2, (small, arguments, done.returncode, done.stdout, done.stderr)
        assert "ambit: error: cannot write '" in done.stderr and name in done.stderr, (arguments, done.stderr)
        assert content(t.directory) == before, (small, arguments)


def project(directory):
    """With something to annotate, and with a facts file to merge."""
    t = Trial(sys.argv[1], directory, sys.argv[3])
    t.write("isr.c", '#include "shared.h"\n#include "ambit/annotations.h"\n'
            "AMBIT_ISR_AT(3) void tick_isr(void) { other_count++; }\n")
    t.write("bump.c", '#include "shared.h"\n#include "ambit/annotations.h"\n'
            "unsigned mask(void) AMBIT_ACQUIRE(irq);\nvoid unmask(unsigned was) AMBIT_RELEASE(irq);\n"
            "int other_count;\n"
            "void bump(void) {\n  unsigned was = mask();\n  other_count++;\n  unmask(was);\n}\n")
    t.write("main.c", '#include "shared.h"\nint shared_count;\nint main(void) {\n  for (;;)\n    bump();\n}\n')
    subprocess.run([t.ambit, "unit", "-o", t.directory / "main.ambit", "--", "clang",
                    f"-I{t.directory}/include", f"-I{t.annotations}", "-c", t.directory / "main.c"], check=True)
    return t


if sys.argv[-1] == ON_SMALL_DISK:
    # In a mount namespace of our own.
    small = pathlib.Path(sys.argv[2]) / "small"
    small.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "none", small], check=True)
    t = project(small / "p")
    with open(small / "fill", "wb", buffering=0) as fill:
        try:
            while True:
                fill.write(bytes(4096))
        except OSError:
            pass
    attempt(t, "tmpfs")
    sys.exit(0)

directory = pathlib.Path(sys.argv[2])
shutil.rmtree(directory, ignore_errors=True)
t = project(directory / "p")
attempt(t, "limit", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (16, 16)))

# The outputs themselves.
if os.path.exists("/dev/full"):
    for arguments in (["check", "-p", str(t.directory), "--quiet", "--json", "/dev/full"],
                      ["list"], ["explain", "weak-lock"], ["contexts", "-p", str(t.directory)],
                      ["check", "-p", str(t.directory), "--json=-"]):
        with open("/dev/full", "w") as full:
            done = subprocess.run([t.ambit, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, timeout=120)
        assert done.returncode == 2, (arguments, done.returncode, done.stderr)
        assert done.stderr.count("No space left on device") == 1, (arguments, done.stderr)
        assert "LLVM" not in done.stderr and "Stack dump" not in done.stderr, done.stderr

mount = next((m for m in (["unshare", "-m"], ["unshare", "-r", "-m"]) if shutil.which("unshare") and
              subprocess.run([*m, "mount", "-t", "tmpfs", "none", directory], capture_output=True).returncode == 0), None)
if mount:
    subprocess.run([*mount, sys.executable, *sys.argv, ON_SMALL_DISK], check=True)
else:
    print("no mount of our own here: the small file system is left out")
