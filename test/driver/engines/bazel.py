# REQUIRES: bazel
# RUN: %python %s %ambit-command %source
"""The aspect of packaging/bazel with Debian's Bazel: sandboxed, with no net, and served from a cache.

Bazel runs in batch mode: no server stays. What it keeps goes with the test's directory.
"""

import re
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "Inputs"))
from engine import ANNOTATIONS, Trial

HERE = Path(__file__).resolve().parent
DEBIAN = Path("/usr/share/bazel")

trial = Trial(sys.argv[1])
program = trial.sources
(program / "ambit").mkdir()
shutil.copy(ANNOTATIONS / "ambit/annotations.h", program / "ambit")
(trial.top / "WORKSPACE").write_text(
    f"""local_repository(name = "platforms", path = "{DEBIAN}/tools/platforms")
local_repository(name = "rules_cc", path = "{HERE}/Inputs/rules_cc")
local_repository(name = "remote_coverage_tools", path = "{HERE}/Inputs/no_coverage")
local_repository(name = "rules_java", path = "{DEBIAN}/rules/java")
local_repository(name = "rules_proto", path = "{DEBIAN}/rules/proto")
local_repository(name = "ambit_rules", path = "{sys.argv[2]}/packaging/bazel")
load("@ambit_rules//:repository.bzl", "ambit_repository")
ambit_repository(name = "ambit", path = "{trial.ambit}")
"""
)
(program / "BUILD").write_text(
    """load("@ambit_rules//:ambit.bzl", "ambit_report", "ambit_test")
cc_library(
    name = "drivers",
    srcs = ["timer.c", "radio.cpp"],
    hdrs = ["shared.h", "ambit/annotations.h"],
    includes = ["."],
)
cc_binary(name = "firmware", srcs = ["main.c"], deps = [":drivers"])
ambit_report(name = "findings", targets = [":firmware"])
ambit_test(name = "is_clean", targets = [":firmware"])
"""
)


def bazel(verb, *targets, root="root", status=0):
    """Runs Bazel; returns which actions of ours ran, and what it said."""
    log = trial.top / "actions.log"
    log.unlink(missing_ok=True)
    said = trial.run(
        "bazel", "--batch", f"--output_user_root={trial.top / root}", verb, "--jobs=2", "--color=no",
        "--spawn_strategy=sandboxed", f"--disk_cache={trial.top / 'disk'}",
        f"--execution_log_json_file={log}", *targets,
        cwd=trial.top, status=status, limit=300,
    )  # fmt: skip
    ran = []
    if log.exists():
        # One JSON object after the other.
        for action in re.split(r"\n}(?=\{|\n|$)", log.read_text()):
            kind = re.search(r'"mnemonic": "(Ambit\w+)"', action)
            if kind and '"remoteCacheHit": true' not in action:
                ran.append(kind[1])
    return sorted(ran), said


UNIT, LINK = "AmbitUnit", "AmbitLink"
report = trial.top / "bazel-bin/program/findings.json"
ran, said = bazel("build", "//program:findings")
trial.expect("an action for each unit, and one links", ran == [LINK, UNIT, UNIT, UNIT], f"{ran}\n{said}")
trial.expect("each in a sandbox", re.search(r"4 (linux|processwrapper)-sandbox", said), said)
trial.expect_same(report, below="program/")

with (program / "radio.cpp").open("a") as source:
    source.write("int more;\n")
ran, said = bazel("build", "//program:findings")
trial.expect("only the unit that changed is analysed again", ran == [LINK, UNIT], f"{ran}\n{said}")

# Somebody else with the same cache: nothing runs.
ran, said = bazel("build", "//program:findings", root="other root")
trial.expect("all comes from the cache", ran == [], f"{ran}\n{said}")
trial.expect_same(report, below="program/")

# As a test it fails, and does not when there is nothing to find.
ran, said = bazel("test", "--test_output=errors", "//program:is_clean", status=3)
trial.expect("the test shows the findings", "[ambit-undeclared-shared-state]" in said, said)
(program / "radio.cpp").write_text("")
(program / "timer.c").write_text("")
bazel("test", "//program:is_clean")
trial.end()
