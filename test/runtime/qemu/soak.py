#!/usr/bin/env python3
"""Runs each program of several cores many times; none may fail.

    soak.py BUILD_DIRECTORY [--runs N] [--only REGEX] [--jobs N]

The programs are those below. All images are built first, so that the sources may change meanwhile; each is the program of the
tests with fewer rounds, as it is the interleaving of start, work and end that differs from run to run. Under UEFI booting
takes most of the time: there a boot does the whole of the program several times, each of which counts as a run. The last
entry is one run of `wakes` with ten million wake-ups.

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
import typing

import run



class Work(typing.NamedTuple):
    machine: str
    program: str
    flags: tuple = ()
    rounds: int = 1  # how often a boot does the program
    runs: typing.Optional[int] = None  # None: as many as asked for
    seconds: int = run.SECONDS

    def __str__(self):
        return f"{self.program} on {self.machine}{' (ten million wake-ups)' if self.runs else ''}"


CORES, WAKES, THREADS = ("-DAMBIT_ROUNDS=60",), ("-DAMBIT_WAKES=200",), ("-DAMBIT_ROUNDS=40",)
UEFI = {"flags": ("-DAMBIT_ROUNDS=25",), "rounds": 25, "seconds": 2 * run.SECONDS}
PROGRAMS = [
    *(Work(machine, *program) for machine in ("rv64", "rv32")
      for program in (("cores", CORES), ("wakes", WAKES), ("uart_riscv",), ("timer_riscv",))),
    *(Work(machine, *program) for machine in ("smp64", "smp32") for program in (("threads", THREADS), ("moved",))),
    Work("an521", "cores", CORES),
    Work("an521", "wakes", WAKES),
    Work("an521", "timer_an521"),
    Work("uefi_aarch64", "uefi", **UEFI),
    Work("uefi_x64", "uefi", **UEFI),
    Work("an521", "wakes", ("-DAMBIT_WAKES=10000000",), runs=1, seconds=1800),
]


def wanted(machine, program, rounds):
    status, text = run.wanted(machine, program)
    if rounds == 1:
        return status, text
    lines = text.splitlines(keepends=True)
    return status, "".join([lines[0], *(lines[1:-1] * rounds), lines[-1]])


def soak(work, image, runs):
    """Returns how many runs failed, and prints what came of them."""
    boots = work.runs or -(-runs // work.rounds)
    right, failed, took = wanted(work.machine, work.program, work.rounds), 0, []
    for number in range(boots):
        start = time.monotonic()
        status, text = run.run(work.machine, work.program, image, work.seconds)
        took.append(time.monotonic() - start)
        if (status, text) != right:
            failed += 1
            if failed <= 3:
                print(run.failure(work.machine, work.program, number, status, text, right), flush=True)
    print(f"{work}: {(boots - failed) * work.rounds} of {boots * work.rounds} runs as expected"
          f"{f', {work.rounds} in a boot' if work.rounds > 1 else ''}; {sum(took):.0f} s,"
          f" one {min(took):.2f} to {max(took):.2f} s, median {statistics.median(took):.2f} s", flush=True)
    return failed


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("directory", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--only", default="", help="a regular expression for 'PROGRAM on MACHINE', or for 'ten million'")
    parser.add_argument("--jobs", type=int, default=1, help="how many programs run at a time")
    arguments = parser.parse_args()
    chosen = [w for w in PROGRAMS if re.search(arguments.only, str(w))]
    if min(arguments.runs, arguments.jobs) < 1 or not chosen:
        print(f"soak: --runs and --jobs are at least 1, and --only has to match one of: {', '.join(map(str, PROGRAMS))}",
              file=sys.stderr)
        return 2
    images = [run.build(w.machine, w.program, arguments.directory / str(number), ("-DAMBIT_DEBUG=1", *w.flags))
              for number, w in enumerate(chosen)]
    print(f"{len(images)} images, {arguments.runs} runs of each", flush=True)
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as jobs:
        failed = list(jobs.map(lambda work, image: soak(work, image, arguments.runs), chosen, images))
    return 1 if any(failed) else 0


if __name__ == "__main__":
    sys.exit(main())
