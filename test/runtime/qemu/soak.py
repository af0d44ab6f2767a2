#!/usr/bin/env python3
"""Runs each program of several cores many times; none may fail.

    soak.py BUILD_DIRECTORY [--runs N] [--only REGEX] [--jobs N]

The programs are those below. All images are built first, so that the sources may change meanwhile; each is the program of the
tests with fewer rounds, as it is the interleaving of start, work and end that differs from run to run. Under UEFI booting
takes most of the time: there a boot does the whole of the program several times, each of which counts as a run.

A run that fails is counted, and the first three of a program are shown; the status is 1 then. On a busy machine the soak takes
longer and fails no sooner (`run.Patience`).
"""

import argparse
import concurrent.futures
import pathlib
import re
import statistics
import sys
import time

import run

ROUNDS = {"cores": "-DAMBIT_ROUNDS=60", "wakes": "-DAMBIT_WAKES=200", "threads": "-DAMBIT_ROUNDS=40"}
A_BOOT = {"uefi": 25}  # half a minute's work
PROGRAMS = [
    (machine, program)
    for machine, programs in {
        "uefi_x64": ["uefi"],  # takes longest, and sleeps most of it
        "uefi_aarch64": ["uefi"],
        "rv64": ["cores", "wakes", "uart_riscv", "timer_riscv"],
        "rv32": ["cores", "wakes", "uart_riscv", "timer_riscv"],
        "smp64": ["threads", "moved"],
        "smp32": ["threads", "moved"],
        "an521": ["cores", "wakes", "timer_an521"],
    }.items()
    for program in programs
]


def wanted(machine, program, rounds):
    status, text = run.wanted(machine, program)
    if rounds == 1:
        return status, text
    lines = text.splitlines(keepends=True)
    return status, "".join([lines[0], *(lines[1:-1] * rounds), lines[-1]])


def soak(machine, program, image, runs):
    """Returns how many runs failed, and prints what came of them."""
    rounds = A_BOOT.get(program, 1)
    boots = -(-runs // rounds)
    right, failed, took = wanted(machine, program, rounds), 0, []
    for number in range(boots):
        start = time.monotonic()
        status, text = run.run(machine, program, image, run.SECONDS * (2 if rounds > 1 else 1))
        took.append(time.monotonic() - start)
        if (status, text) != right:
            failed += 1
            if failed <= 3:
                print(run.failure(machine, program, number, status, text, right), flush=True)
    print(f"{program} on {machine}: {(boots - failed) * rounds} of {boots * rounds} runs as expected"
          f"{f', {rounds} in a boot' if rounds > 1 else ''}; {sum(took):.0f} s,"
          f" one {min(took):.2f} to {max(took):.2f} s, median {statistics.median(took):.2f} s", flush=True)
    return failed


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--only", default="", help="a regular expression for 'PROGRAM on MACHINE'")
    parser.add_argument("--jobs", type=int, default=1, help="how many programs run at a time")
    arguments = parser.parse_args()
    chosen = [(m, p) for m, p in PROGRAMS if re.search(arguments.only, f"{p} on {m}")]
    if min(arguments.runs, arguments.jobs) < 1 or not chosen:
        print("soak: --runs and --jobs are at least 1, and --only has to match one of:"
              f" {', '.join(f'{p} on {m}' for m, p in PROGRAMS)}", file=sys.stderr)
        return 2
    images = []
    for machine, program in chosen:
        flags = ["-DAMBIT_DEBUG=1"]
        if program in A_BOOT:
            flags.append(f"-DAMBIT_ROUNDS={A_BOOT[program]}")
        elif program in ROUNDS:
            flags.append(ROUNDS[program])
        images.append(run.build(machine, program, arguments.directory / machine / program, flags))
    print(f"{len(images)} images, {arguments.runs} runs of each", flush=True)
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as jobs:
        failed = list(jobs.map(lambda work: soak(*work[0], work[1], arguments.runs), zip(chosen, images)))
    return 1 if any(failed) else 0


if __name__ == "__main__":
    sys.exit(main())
