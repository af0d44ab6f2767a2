#!/usr/bin/env python3
"""Runs `ambit check` on a project of examples and tests, and prints its findings: train_command.py AMBIT"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
from units import all_units  # noqa: E402, beside this file

with tempfile.TemporaryDirectory(prefix="ambit-training-") as at:
    database = [
        {"directory": str(unit.parent), "file": str(unit), "arguments": ["clang", *flags, "-c", str(unit)]}
        for unit, flags in all_units()
    ]
    Path(at, "compile_commands.json").write_text(json.dumps(database))
    done = subprocess.run([sys.argv[1], "check", "--no-cache", "--quiet", "-p", at], stdout=subprocess.PIPE, text=True)
# Findings, and tests of code that no compiler takes.
if done.returncode not in (1, 3):
    sys.exit(f"ambit check ended with status {done.returncode}")
print(done.stdout)
