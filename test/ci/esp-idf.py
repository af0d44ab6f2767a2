# RUN: %python %s %source %ambit-command
"""`idf.py ambit` over a compilation database as ESP-IDF 6 writes it, with the flags of xtensa-esp-elf-gcc in a file; the
actions have idf.py's form, of which the version is mandatory."""

import importlib.util
import json
import os
import pathlib
import shutil
import sys
import tempfile
import types

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
downloaded = OUT / "app/managed_components/other"
downloaded.mkdir(parents=True)
shutil.copy(ring, downloaded)
(build / "made.c").write_text("int made;\n")
(build / "cflags").write_text("-mlongcalls -fstrict-volatile-bitfields -fno-tree-switch-conversion -Wno-frame-address\n")
entries = [
    {
        "directory": str(build),
        "file": str(file),
        "command": f'xtensa-esp32-elf-gcc @"{build}/cflags" -I{SOURCE}/annotations -c {file} -o {n}.o',
    }
    for n, file in enumerate((main / "ring.c", idf / "ring.c", downloaded / "ring.c", build / "made.c"))
]
(build / "compile_commands.json").write_text(json.dumps(entries))
os.environ["IDF_PATH"] = str(OUT / "idf")

assert extension.own_sources(str(build)) == [str((main / "ring.c").resolve())]
extensions = extension.action_extensions({}, str(OUT / "app"))
action = extensions["actions"]["ambit"]
assert extensions["version"] == "1" and action["dependencies"] == ["reconfigure"]
assert extension.run(str(build), tool=str(TOOL)) == 1
assert extension.run(str(build), everything=True, tool=str(TOOL)) == 1
os.environ["PATH"] = f"{TOOL.parent}:{os.environ['PATH']}"
arguments = types.SimpleNamespace(build_dir=str(build))
try:
    action["callback"]("ambit", None, arguments, everything=False)
    sys.exit("findings have a status")
except SystemExit as end:
    assert end.code == 1
(main / "ring.c").write_text("int x;\n")
action["callback"]("ambit", None, arguments, everything=False)
os.environ["PATH"] = "/nowhere"
assert extension.run(str(build)) == 2
