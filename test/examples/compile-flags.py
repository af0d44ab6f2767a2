# REQUIRES: qemu
# RUN: %python %s %source %clang
"""The sources and headers of each example parse with its compile_flags.txt, by which editors know them."""

import pathlib
import subprocess
import sys

source, clang = pathlib.Path(sys.argv[1]), sys.argv[2]
wrong = []
for example in sorted(p for p in (source / "examples").iterdir() if p.is_dir()):
    files = [f for f in sorted(example.iterdir()) if f.suffix in (".c", ".cpp", ".h")]
    command = [clang, "@compile_flags.txt", "-fsyntax-only", "-Wno-pragma-once-outside-header"]
    run = subprocess.run([*command, *map(str, files)], cwd=example, capture_output=True, text=True)
    if run.returncode or run.stderr:
        wrong.append(f"{example.name}:\n{run.stderr}")
sys.exit("\n".join(wrong) or 0)
