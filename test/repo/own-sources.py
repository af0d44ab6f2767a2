# RUN: %python %s %tidy-path %plugin %source
"""Runs the project's own clang-tidy checks, and Ambit's, over the project's own sources.

Takes what the build compiled from its compilation database. A finding of either fails the test.
"""

import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys

tidy, plugin, source = sys.argv[1:4]
build = pathlib.Path(plugin).resolve().parent.parent
source = pathlib.Path(source).resolve()
layers = [source / layer for layer in ("annotations", "checks", "plugin")]


def is_own(file):
    return any(layer in pathlib.Path(file).parents for layer in layers)


def analyse(file):
    command = [tidy, f"--load={plugin}", "--quiet", "-p", str(build)]
    command += [f"--config-file={source / '.clang-tidy'}", "--checks=ambit-*", file]
    run = subprocess.run(command, capture_output=True, text=True)
    lines = [line for line in run.stdout.splitlines() if ": error: " in line or ": warning: " in line]
    if run.returncode not in (0, 1) or (run.returncode and not lines):
        lines.append(f"{file}: clang-tidy ended with {run.returncode}: {run.stderr.strip()}")
    return lines


database = json.loads((build / "compile_commands.json").read_text())
files = sorted({entry["file"] for entry in database if is_own(entry["file"])})
with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    found = sorted({line for lines in pool.map(analyse, files) for line in lines})
print("\n".join(found))
sys.exit("no source found" if not files else 1 if found else 0)
