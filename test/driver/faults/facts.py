# Facts files that are none, or were: whoever reads them names the file and says what is wrong with
# it, ends with 2, and leaves what was there before.
#
# RUN: %python %s %ambit-command %t %annotations

import os
import pathlib
import random
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "Inputs"))
from trial import Trial

t = Trial(*sys.argv[1:])


def ambit(*arguments):
    run = subprocess.run([t.ambit, *arguments], cwd=t.directory, capture_output=True, timeout=60)
    return run.returncode, run.stdout.decode(), run.stderr.decode()


units = []
for name in ("isr", "bump", "main"):
    status, _, said = ambit("unit", "-o", f"{name}.ambit", "--", "clang", "-Iinclude",
                            f"-I{t.annotations}", "-c", f"{name}.c")
    assert status == 0, said
    units.append(f"{name}.ambit")
assert ambit("merge", "-o", "all.ambit", *units)[0] == 0
assert ambit("link", *units)[0] == ambit("link", "all.ambit")[0] == 1
good = (t.directory / "main.ambit").read_bytes()
merged = (t.directory / "all.ambit").read_bytes()
bad = t.directory / "bad.ambit"


VERBS = (["link", "isr.ambit", "bad.ambit", "bump.ambit"], ["link", "bad.ambit"],
         ["merge", "-o", "out.ambit", "isr.ambit", "bad.ambit"])


def refused(content, why, what, verbs=VERBS):
    """Every verb that reads facts refuses `content`, beside a good file and alone, and in the same words."""
    bad.write_bytes(content)
    for arguments in verbs:
        status, out, said = ambit(*arguments)
        assert status == 2, (what, arguments, status, said)
        assert out == "" and said.count("\n") == 1, (what, out, said)
        assert said.startswith("ambit: error: 'bad.ambit': "), (what, said)
        assert why in said, (what, why, said)
    assert not (t.directory / "out.ambit").exists()


# Foreign: empty, text, a picture, an object, something packed, a report, a source.
refused(b"", "the file is empty", "empty")
for what, content in {
    "text": b"not a facts file\n" * 40,
    "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(64),
    "elf": b"\x7fELF\2\1\1" + bytes(57) + b".text",
    "gzip": b"\x1f\x8b\x08" + bytes(50),
    "zeros": bytes(4096),
    "json": b'{"format": "ambit findings 1", "findings": []}',
    "almost": b"AMBITFCX" + good[8:],
}.items():
    refused(content, "not a facts file", what)

# An older and a newer version, which may mean anything behind the number.
version = good[8]
for number, word in ((version - 1, "an older"), (version + 1, "a newer"), (255, "a newer")):
    content = good[:8] + bytes([number]) + os.urandom(40)
    refused(content, f"written by {word} version of ambit (format {number}, this reads {version}); "
            "analyse the unit again", "version")

# Packed in a way, or of a size, that nobody writes.
refused(good[:9] + b"\7" + good[10:], "damaged: packed in an unknown way", "packing")
refused(good[:10] + b"\xff" * 8 + good[10:], "damaged: ", "size")
refused(good + b"more", "damaged: ", "longer")

# Cut off anywhere; a bit that is another one.
rng = random.Random(1)
for content in (good, merged):
    for size in sorted({1, 7, 8, 9, 12, 16, 31, 32, 33, *rng.sample(range(34, len(content)), 12)}):
        refused(content[:size], "" if size < 8 else "damaged: ", f"cut at {size}", VERBS[:1])
    for at in sorted({*range(8, 32, 2), *rng.sample(range(32, len(content)), 12)}):
        flipped = content[:at] + bytes([content[at] ^ 1 << rng.randrange(8)]) + content[at + 1 :]
        refused(flipped, "", f"bit at {at}", VERBS[:1])

# Not to be read: not there, a directory, a loop of links.
os.symlink("loop.ambit", t.directory / "loop.ambit")
for name, why in (("none.ambit", "No such file"), ("include", "directory"), ("loop.ambit", "symbolic links")):
    for verb in (["link"], ["merge", "-o", "out.ambit"]):
        status, _, said = ambit(*verb, "isr.ambit", name)
        assert status == 2 and name in said and why in said, (name, status, said)

# What is a good file still is one, beside all that.
assert ambit("link", *units)[0] == 1
