# `ambit doctor`: each line says what is fine, what is to know, or what is wrong, and only that fails.
#
# RUN: %python %s %ambit-command %t %annotations %plugin

import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "Inputs"))
from trial import Trial

t = Trial(*sys.argv[1:4])
plugin = sys.argv[4]


def doctor(*arguments, expect=0, **options):
    run = subprocess.run([t.ambit, "doctor", "-p", str(t.directory), *arguments],
                         capture_output=True, text=True, timeout=120, **options)
    assert run.returncode == expect, (run.returncode, run.stdout, run.stderr)
    lines = run.stdout.splitlines()
    assert all(line.split(" ")[0] in ("ok", "warning", "wrong") for line in lines), lines
    assert any(line.startswith("wrong") for line in lines) == (expect != 0), lines
    return run.stdout


out = doctor()
assert "ok      ambit 0.1.0, with LLVM 22." in out, out
assert f"ok      database: {t.directory}/compile_commands.json, 4 units" in out, out
assert "ok      sources: all are there" in out, out
assert "plugin: " in out, out
assert "ok      headers: Clang's own are in /" in out, out

# The plugin: one that fits, one that is none, one that is not there.
if "asan" not in plugin:
    assert f"ok      plugin: {plugin} fits" in doctor("--plugin", plugin)
    (t.directory / "not.so").write_text("no library")
    out = doctor("--plugin", str(t.directory / "not.so"), expect=2)
    assert "wrong   plugin: " in out and "does not load it" in out, out
    assert "warning plugin: no " in doctor("--plugin", "/no/such.so")
    assert "clang-tidy-22 to load it" in doctor("--plugin", plugin, env={"PATH": "/nowhere"})

# A model: one that is fine, one that is not, with its place.
(t.directory / "good.yaml").write_text("ambit-model: 1\nname: good\nabout: Nothing\n")
(t.directory / "bad.yaml").write_text("ambit-model: 1\nname: bad\nabout: Nothing\nwhatever: 1\n")
assert "ok      model: " in doctor("--model", str(t.directory / "good.yaml"))
out = doctor("--model", str(t.directory / "bad.yaml"), expect=2)
assert "bad.yaml:4:1:" in out, out
assert "wrong   model: " in doctor("--model", "/no/such.yaml", expect=2)

# Sources that are missing are counted, and the first few named.
t.database(extra=[{"directory": str(t.directory), "file": f"gone{i}.c",
                   "arguments": ["cc", "-c", f"gone{i}.c"]} for i in range(9)])
out = doctor(expect=2)
assert "wrong   sources: 9 of 13 units have no file: gone0.c, " in out, out
assert "gone4.c and 4 more" in out, out

# Flags that clang does not know, and compilers that cannot be asked.
t.database(flags=["-fno-tree-loop-im"],
           extra=[{"directory": str(t.directory), "file": "main.c",
                   "arguments": ["xtensa-no-such-elf-gcc", "-c", "main.c"]}])
out = doctor()
assert "warning flag: clang does not know -fno-tree-loop-im, of 4 units; it is left out" in out, out
assert "warning compiler: xtensa-no-such-elf-gcc is not installed" in out, out

# The database: none, damaged, empty.
for text in ("", "[", "[]", "{}"):
    t.write("compile_commands.json", text)
    assert "wrong   database: " in doctor(expect=2)
(t.directory / "compile_commands.json").unlink()
assert "wrong   database: " in doctor(expect=2)
