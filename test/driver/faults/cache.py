# The cache may lose or damage any entry at any moment, and several runs may use it at once.
#
# RUN: %python %s %ambit-command %t %annotations

import os
import pathlib
import random
import resource
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "Inputs"))
from trial import Trial

t = Trial(*sys.argv[1:])
cache = t.directory / ".ambit-cache"


def entries():
    return sorted(p for p in cache.rglob("*") if p.is_file() and p.name != ".gitignore")


def damage(how):
    for path in entries():
        path.write_bytes(how(path.read_bytes()))


t.cached()
kept = {p: p.read_bytes() for p in entries()}
assert len([p for p in kept if "results" in str(p)]) == 4

# Damaged, cut off, empty, foreign, of another version; all of them, then one kind of them.
rng = random.Random(1)


def flip(b):
    i = rng.randrange(len(b))
    return b[:i] + bytes([b[i] ^ 0x40]) + b[i + 1 :]


for how in (flip, lambda b: b[: len(b) // 2], lambda b: b"", lambda b: b"not a cache entry" * 9,
            lambda b: b"AMBITCA9" + b[8:], lambda b: b + b"x"):
    damage(how)
    assert t.cached() == 0, how
    assert t.cached() == 4
for kind in ("units", "results", "linked"):
    for path in entries():
        if kind in str(path):
            path.write_bytes(flip(path.read_bytes()))
    t.cached()
    assert t.cached() == 4
for path in entries():
    if "results" in str(path):
        path.unlink()
t.cached()
assert t.cached() == 4

# Files that may not grow: the run goes on without the cache, and says so once.
def small():
    resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))


damage(lambda b: b"")
clean = t.run("--no-cache")
status, found, said = t.run(preexec_fn=small)
assert (status, found) == clean[:2], said
assert said.count("cannot write to the cache") == 1, said
assert not list((cache / "tmp").iterdir())

# No cache can be made.
status, found, said = t.run("--cache=/proc/none")
assert (status, found) == clean[:2], said
assert "the run goes on without it" in said

# Killed at any moment: what is there is whole, and nothing stays that nobody needs.
for wait in (0.01, 0.03, 0.06, 0.1, 0.2, 0.4):
    subprocess.run(["rm", "-rf", str(cache)], check=True)
    run = subprocess.Popen([t.ambit, "check", "-p", str(t.directory), "-j", "2", "--quiet"],
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                           start_new_session=True)
    time.sleep(wait)
    try:
        os.killpg(run.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    run.wait()
    t.cached()
    assert t.cached() == 4
    # On a busy machine a killed process of the group may be a while in dying.
    end = time.monotonic() + 30
    while list((cache / "tmp").iterdir()):
        assert time.monotonic() < end
        time.sleep(0.5)
        t.cached()

# Several at once.
subprocess.run(["rm", "-rf", str(cache)], check=True)
runs = [subprocess.Popen([t.ambit, "check", "-p", str(t.directory), "-j", "1", "--json=-", "--quiet"],
                         stdout=subprocess.PIPE, text=True) for _ in range(4)]
for run in runs:
    out, _ = run.communicate(timeout=120)
    assert out == clean[1]
assert t.cached() == 4

# The limit: what was not used for longest goes first.
assert t.cached("--cache-limit=1K") == 4, "nothing is written, so nothing goes"
t.write("main.c", t.read("main.c") + "int more;\n")
t.cached("--cache-limit=4K")
assert sum(p.stat().st_size for p in entries()) <= 4096
status, _, said = t.run("--cache-limit=much")
assert status == 2 and "is no size" in said
