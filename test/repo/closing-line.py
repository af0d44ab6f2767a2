# RUN: %python %s %source/test/tally.py
"""The count at the end of the tests: what passed, what failed, and that a crash is a failure."""

import json
import os
import re
import subprocess
import sys
import tempfile

ALL_PASSED = "=====\nAll tests passed (9 assertions in 4 test cases)\n"
SOME_FAILED = "test cases: 6 | 3 passed | 2 failed | 1 failed as expected\nassertions: 9 | ...\n"
SKIPPED_ONE = "test cases: 5 | 4 passed | 1 skipped\n"


def lit(*codes, status=0):
    tests = [{"name": f"ambit :: {number}", "code": code} for number, code in enumerate(codes)]
    return json.dumps({"tests": tests}), status


# What is tested; the report and the exit status of lit and of Catch2, the exit status of the format
# check; and what comes out.
CASES = [
    ("all passed", lit("PASS", "XFAIL"), (ALL_PASSED, 0), 0, "7 passed, 0 failed"),
    (
        "lit failed",
        lit("FAIL", "XPASS", "TIMEOUT", status=1),
        (ALL_PASSED, 0),
        0,
        "5 passed, 3 failed",
    ),
    ("some skipped", lit("PASS", "UNSUPPORTED"), (SKIPPED_ONE, 0), 0, "6 passed, 0 failed"),
    ("a unit test failed", lit("PASS"), (SOME_FAILED, 2), 0, "6 passed, 2 failed"),
    ("the unit tests crashed", lit("PASS"), ("Segmentation fault\n", 139), 0, "2 passed, 1 failed"),
    ("they crashed at exit", lit("PASS"), (ALL_PASSED, 134), 0, "6 passed, 1 failed"),
    ("no unit test ran", lit("PASS"), ("No tests ran\n", 0), 0, "2 passed, 1 failed"),
    ("no unit tests built", lit("PASS"), (None, 127), 0, "2 passed, 1 failed"),
    ("lit died", (None, 2), (ALL_PASSED, 0), 0, "5 passed, 1 failed"),
    ("lit found nothing", lit(), (ALL_PASSED, 0), 0, "5 passed, 1 failed"),
    ("lit ended badly", lit("PASS", status=1), (ALL_PASSED, 0), 0, "6 passed, 1 failed"),
    ("the format is wrong", lit("PASS"), (ALL_PASSED, 0), 1, "5 passed, 1 failed"),
]


def tally(script, lit_run, catch2_run, format_status):
    """Runs the script on reports made for it. Gives its exit status and its output."""
    command = [sys.executable, os.path.abspath(script)]
    with tempfile.TemporaryDirectory() as scratch:
        for option, (report, status) in [("--lit", lit_run), ("--catch2", catch2_run)]:
            path = os.path.join(scratch, f"report{option}")
            if report is not None:
                with open(path, "w", encoding="utf-8") as file:
                    file.write(report)
            command += [option, path, str(status)]
        command += ["--step", "format", str(format_status)]
        result = subprocess.run(command, stdout=subprocess.PIPE, text=True)
        return result.returncode, result.stdout


def main():
    failed = False
    for title, lit_run, catch2_run, format_status, closing in CASES:
        status, output = tally(sys.argv[1], lit_run, catch2_run, format_status)
        skipped = "2 skipped" if title == "some skipped" else "0 skipped"
        if output.splitlines()[-2:] != [skipped, closing] or (status == 0) != closing.endswith(
            " 0 failed"
        ):
            failed = True
            print(
                f"{title}: expected '{skipped}' and '{closing}', got status {status} and:\n{output}"
            )
        if len(re.findall(r"\d+ passed, \d+ failed", output)) != 1:
            failed = True
            print(f"{title}: expected one closing line, got:\n{output}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
