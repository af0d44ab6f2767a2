#!/usr/bin/env python3
"""Lays a program out by how it runs.

BOLT makes a copy of the program that counts, a training uses that, and BOLT orders functions and blocks by what was
counted. The training is a script that runs the program which it is given and prints what that says. It has to
print the same of the program laid out as of the one before.

    lay_out.py PROGRAM TRAINING -o OUTPUT [--tools DIRECTORY]

PROGRAM was linked with --emit-relocs. The training starts it once: what counts last is kept, and the processes
that it forks count with it. The exit status is 1, and nothing is written, if something failed.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

LAYOUT = [
    "-reorder-blocks=ext-tsp",
    "-reorder-functions=cdsort",
    "-split-functions",
    "-split-all-cold",
    "-split-eh",
    "-icf=1",
    "-use-gnu-stack",
]


class Failed(Exception):
    """Something that a person should read."""


def run(command, what):
    """What the command prints; `what` is for the message if it fails."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode:
        last = "\n".join((done.stdout + done.stderr).splitlines()[-20:])
        raise Failed(f"{what} failed with status {done.returncode}:\n{last}")
    return done.stdout


def lay_out(options, at):
    program, counts = options.program, at / "counts"
    # Beside the program, where it finds what it looks for beside itself.
    counting, laid_out = (program.with_name(f"{program.name}.{kind}") for kind in ("counting", "laid-out"))
    train = [sys.executable, options.training]
    bolt, strip = options.tools / "llvm-bolt", options.tools / "llvm-strip"
    try:
        count = [f"--instrumentation-file={counts}", "-instrument", "-o", counting]
        run([bolt, program, *count], "making the program count")
        run([*train, counting], "the training")
        if not counts.exists():
            raise Failed("the training left no counts; the program has to end by itself")
        run([bolt, program, f"-data={counts}", *LAYOUT, "-o", laid_out], "laying the program out")
        run([strip, "--strip-all", laid_out], "stripping it")
        if run([*train, program], "the training") != run([*train, laid_out], "the training with the program laid out"):
            raise Failed("the program says something else when it is laid out")
        options.output.parent.mkdir(parents=True, exist_ok=True)
        # Either the whole file or none, also across file systems.
        unfinished = options.output.with_name(f"{options.output.name}.unfinished")
        shutil.copy(laid_out, unfinished)
        os.replace(unfinished, options.output)
    finally:
        counting.unlink(missing_ok=True)
        laid_out.unlink(missing_ok=True)


def main():
    parser = argparse.ArgumentParser(prog="lay_out.py", description=__doc__.split("\n", 1)[0])
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("training", type=pathlib.Path)
    parser.add_argument("-o", "--output", type=pathlib.Path, required=True)
    parser.add_argument("--tools", type=pathlib.Path, default="/usr/lib/llvm-22/bin", help="where llvm-bolt is")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ambit-layout-") as at:
        try:
            lay_out(options, pathlib.Path(at))
        except (Failed, OSError) as why:
            print(f"lay_out.py: {options.program}: {why}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
