#!/usr/bin/env python3
"""Adds up what the test runners report.

Reads lit's JSON, Catch2's console output and the exit statuses of other steps, says what each
step gave and which tests were skipped, and ends with the line `N passed, N failed`. Exits with 1
if anything failed.

A runner that fails without naming a failed test, or that ran no test, counts as one failed test:
a crash never looks like a success.
"""

import argparse
import json
import os
import re
import sys
from dataclasses import dataclass, field

LIT_PASSED = {"PASS", "XFAIL", "FLAKYPASS"}
LIT_SKIPPED = {"UNSUPPORTED", "SKIPPED", "EXCLUDED"}


@dataclass
class Result:
    """What one step of the tests gave. Steps of lit are called as their reports are."""

    step: str
    passed: int = 0
    failed: int = 0
    skipped: list[str] = field(default_factory=list)
    remark: str = ""


def read_lit(path, status):
    result = Result(os.path.splitext(os.path.basename(path))[0])
    try:
        with open(path, encoding="utf-8") as report:
            tests = json.load(report)["tests"]
    except (OSError, ValueError, KeyError) as error:
        result.remark = f"no report: {error}"
        tests = []
    for test in tests:
        if test["code"] in LIT_PASSED:
            result.passed += 1
        elif test["code"] in LIT_SKIPPED:
            result.skipped.append(test["name"])
        else:
            result.failed += 1
    return settle(result, status)


def read_catch2(path, status):
    """Takes the test cases from the closing lines of Catch2 2 and 3."""
    result = Result("unit tests")
    try:
        with open(path, encoding="utf-8", errors="replace") as log:
            text = log.read()
    except OSError as error:
        text = ""
        result.remark = f"no log: {error}"
    if all_passed := re.search(r"^All tests passed \(.* in (\d+) test cases?\)", text, re.M):
        result.passed = int(all_passed[1])
    elif counts := re.search(r"^test cases: *\d+ (\|.*)$", text, re.M):
        for number, word in re.findall(
            r"\| *(\d+) (passed|skipped|failed as expected|failed)", counts[1]
        ):
            if word == "failed":
                result.failed += int(number)
            elif word == "skipped":
                result.skipped += ["unit test"] * int(number)
            else:
                result.passed += int(number)
    return settle(result, status)


def settle(result, status):
    """Makes the counts agree with the exit status."""
    if result.failed == 0 and (status != 0 or result.passed == 0):
        result.failed = 1
        result.remark = result.remark or f"exit status {status}, and no failed test named"
    return result


def read_step(name, status):
    return Result(name, passed=int(status == 0), failed=int(status != 0))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for option in ["lit", "catch2", "step"]:
        what = "NAME" if option == "step" else "FILE"
        parser.add_argument(
            f"--{option}", nargs=2, metavar=(what, "STATUS"), action="append", default=[]
        )
    arguments = parser.parse_args()

    results = [read_lit(path, int(status)) for path, status in arguments.lit]
    results += [read_catch2(path, int(status)) for path, status in arguments.catch2]
    results += [read_step(name, int(status)) for name, status in arguments.step]

    print("==> results")
    for result in results:
        remark = f" ({result.remark})" if result.remark else ""
        verdict = f"{result.failed} failed" if result.failed else "all passed"
        print(f"{result.step}: {result.passed + result.failed} ran, {verdict}{remark}")
    skipped = [name for result in results for name in result.skipped]
    for name in skipped:
        print(f"skipped: {name}")
    print(f"{len(skipped)} skipped")

    passed = sum(result.passed for result in results)
    failed = sum(result.failed for result in results)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
