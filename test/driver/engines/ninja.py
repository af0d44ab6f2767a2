# RUN: %python %s %ambit-command %source
"""The rules of packaging/ninja: the units that a change reaches are analysed again, and no others."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "Inputs"))
from engine import UNITS, Trial, compile_command

trial = Trial(sys.argv[1])
rules = Path(sys.argv[2]) / "packaging/ninja/ambit.ninja"
lines = [f"include {rules}", f"ambit = {trial.ambit}"]
for unit in UNITS:
    lines += [f"build {unit}.ambit: ambit_unit {unit}", f"  command_to_compile = {compile_command(unit)}"]
lines += ["build findings.json: ambit_link " + " ".join(f"{u}.ambit" for u in UNITS)]
(trial.sources / "build.ninja").write_text("\n".join(lines) + "\n")


def build(*expected):
    said = trial.run("ninja", "-k0", status=1)
    again = {unit for unit in UNITS if f"Analysing {unit}" in said}
    trial.expect(f"analysed are {expected}", again == set(expected), said)


build(*UNITS)
trial.expect_same(trial.sources / "findings.json")
build()
with (trial.sources / "timer.c").open("a") as source:
    source.write("int more;\n")
build("timer.c")
with (trial.sources / "shared.h").open("a") as header:
    header.write("extern int more;\n")
build(*UNITS)
trial.expect_same(trial.sources / "findings.json")

# Clean is clean.
(trial.sources / "radio.cpp").write_text("")
(trial.sources / "timer.c").write_text("")
said = trial.run("ninja")
trial.expect("without a finding nothing fails", "Linking" in said, said)
trial.expect("then it is up to date", "no work to do" in trial.run("ninja"))
trial.end()
