# RUN: %python %s %ambit-command %annotations %t
"""Checks that a report goes where its name leads: through a link, and into a pipe without replacing it."""

import json
import os
import pathlib
import shutil
import stat
import subprocess
import sys

ambit, annotations, place = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
shutil.rmtree(place, ignore_errors=True)
place.mkdir(parents=True)
(place / "a.c").write_text("int value;\n")
database = [{"directory": str(place), "file": "a.c", "arguments": ["clang", "-I" + annotations, "-c", "a.c"]}]
(place / "compile_commands.json").write_text(json.dumps(database))


def check(report):
    subprocess.run([ambit, "check", "-p", str(place), "--quiet", "--json", str(report)], check=True)


pipe = place / "pipe"
os.mkfifo(pipe)
# Open for both, so that neither side waits for the other if the report goes elsewhere.
end = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)
check(pipe)
assert stat.S_ISFIFO(os.lstat(pipe).st_mode), "the pipe was replaced"
assert json.loads(os.read(end, 1 << 16))["units"] == 1
os.close(end)

(place / "real.json").write_text("before")
os.symlink("real.json", place / "link.json")
check(place / "link.json")
assert (place / "link.json").is_symlink(), "the link was replaced"
assert json.loads((place / "real.json").read_text())["units"] == 1
assert not [name for name in os.listdir(place) if "json." in name or "pipe." in name], "something was left"
