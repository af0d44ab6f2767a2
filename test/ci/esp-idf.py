# RUN: %python %s %source %clang-tidy
"""`idf.py ambit` over a compilation database with flags of xtensa-esp-elf-gcc; the actions have idf.py's form."""

import importlib.util
import json
import os
import pathlib
import shutil
import sys
import tempfile

SOURCE, TOOL = map(pathlib.Path, sys.argv[1:])
# Outside the repository, whose .clang-tidy would be found.
SCRATCH = tempfile.TemporaryDirectory()
OUT = pathlib.Path(SCRATCH.name)
specification = importlib.util.spec_from_file_location("idf_ext", SOURCE / "packaging/esp-idf/idf_ext.py")
extension = importlib.util.module_from_spec(specification)
specification.loader.exec_module(extension)

main, idf, build = OUT / "app/main", OUT / "idf/components", OUT / "app/build"
for directory in (main, idf, build):
    directory.mkdir(parents=True)
ring = SOURCE / "test/packages/Inputs/consumer/ring.c"
shutil.copy(ring, main)
shutil.copy(ring, idf)
flags = f"-mlongcalls -fstrict-volatile-bitfields -fno-tree-switch-conversion -Wno-frame-address -I{SOURCE}/annotations"
entries = [
    {"directory": str(build), "file": str(d / "ring.c"), "command": f"xtensa-esp32-elf-gcc {flags} -c {d}/ring.c -o {n}.o"}
    for n, d in enumerate((main, idf))
]
(build / "compile_commands.json").write_text(json.dumps(entries))
os.environ["IDF_PATH"] = str(OUT / "idf")

directory, sources = extension.database(str(build))
assert sources == [str((main / "ring.c").resolve())], sources
action = extension.action_extensions({}, str(OUT / "app"))["actions"]["ambit"]
assert action["dependencies"] == ["reconfigure"]
assert extension.run(str(build), str(TOOL)) == 0
assert extension.run(str(build), str(TOOL), ["--warnings-as-errors=ambit-*"]) == 1
