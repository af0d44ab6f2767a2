#!/usr/bin/env python3
"""Runs each program of several cores many times; none may fail.

    soak.py BUILD_DIRECTORY [--runs N] [--only REGEX]

The programs are those below, built once each as the tests build them. A run that fails is shown, and ends that program; the
status is 1 then. Programs that exist for the load (`wakes`) get more of it than in the tests.
"""

import argparse
import pathlib
import re
import sys
import time

import run

PROGRAMS = [
    (machine, program)
    for machine, programs in {
        "rv64": ["cores", "wakes", "uart_riscv", "timer_riscv"],
        "rv32": ["cores", "wakes", "uart_riscv"],
        "smp64": ["threads"],
        "smp32": ["threads"],
        "an521": ["cores", "wakes", "timer_an521"],
        "uefi_x64": ["uefi"],
        "uefi_aarch64": ["uefi"],
    }.items()
    for program in programs
]


def soak(machine, program, runs, directory):
    """Returns how many runs were as expected; shows the first that was not."""
    image = run.build(machine, program, directory / machine / program)
    wanted = run.wanted(machine, program)
    for number in range(runs):
        status, text = run.run(machine, program, image)
        if (status, text.replace("\r", "")) != wanted:
            print(f"{program} on {machine}, run {number + 1}: status {status}"
                  f"{' (took too long)' if status in (124, 137) else ''}, it printed:\n{text}")
            return number
    return runs


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--only", default="", help="a regular expression for 'PROGRAM on MACHINE'")
    arguments = parser.parse_args()
    chosen = [(m, p) for m, p in PROGRAMS if re.search(arguments.only, f"{p} on {m}")]
    if arguments.runs < 1 or not chosen:
        print(f"soak: --runs is at least 1, and --only has to match one of: {', '.join(f'{p} on {m}' for m, p in PROGRAMS)}",
              file=sys.stderr)
        return 2
    failed = 0
    for machine, program in chosen:
        start = time.monotonic()
        good = soak(machine, program, arguments.runs, arguments.directory)
        failed += good != arguments.runs
        print(f"{program} on {machine}: {good} of {arguments.runs} runs as expected, {time.monotonic() - start:.0f} s", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
