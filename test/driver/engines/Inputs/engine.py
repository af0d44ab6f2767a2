"""A small program of three units, and what `ambit check` finds in it: what every engine has to find."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

PROGRAM = pathlib.Path(__file__).parent / "program"
ANNOTATIONS = pathlib.Path(__file__).resolve().parents[4] / "annotations"
UNITS = ["main.c", "timer.c", "radio.cpp"]


def compile_command(unit):
    compiler = "clang++" if unit.endswith(".cpp") else "clang"
    return f"{compiler} -I. -I{ANNOTATIONS} -c {unit} -o {unit}.o"


class Trial:
    """A directory with the program, which is gone afterwards."""

    def __init__(self, ambit):
        self.ambit = pathlib.Path(ambit)
        self.scratch = tempfile.TemporaryDirectory(prefix="ambit-engine-")
        self.top = pathlib.Path(self.scratch.name).resolve()
        self.failures = []
        self.sources = self.top / "program"
        shutil.copytree(PROGRAM, self.sources)
        database = [
            {"directory": str(self.sources), "file": unit, "command": compile_command(unit)}
            for unit in UNITS
        ]
        (self.sources / "compile_commands.json").write_text(json.dumps(database))

    def run(self, *command, status=0, limit=120, **more):
        """What a command says; a failure if it ends otherwise than with \\p status, or late."""
        command = list(map(str, command))
        more.setdefault("cwd", self.sources)
        try:
            result = subprocess.run(
                command, capture_output=True, text=True, timeout=limit, stdin=subprocess.DEVNULL, **more
            )
        except subprocess.TimeoutExpired as late:
            self.expect(f"{command} ends in {limit} s", False, f"{late.stdout}{late.stderr}")
            return ""
        said = result.stdout + result.stderr
        self.expect(f"{' '.join(command)}: status {result.returncode}", result.returncode == status, said)
        return said

    def expect(self, title, condition, shown=""):
        if not condition:
            self.failures.append(title)
            print(f"FAILED: {title}\n{shown}")

    def check(self):
        """What one `ambit check` of all units finds."""
        report = self.top / "check.json"
        self.run(self.ambit, "check", "--no-cache", "--quiet", "-p", ".", "--json", report, status=1)
        return self.findings(report)

    def findings(self, report, below=""):
        """Those in a report; none if it is not there. Names of files may begin with the directory `below`."""
        try:
            found = json.loads(pathlib.Path(report).read_text().replace(f'"{below}', '"'))["findings"]
        except OSError:
            self.expect(f"{report} is written", False)
            return None
        for finding in found if below else []:
            finding.pop("fingerprint")  # which the name of the file is part of
        return found

    def expect_same(self, report, below=""):
        same, found = self.check(), self.findings(report, below)
        for finding in same if below else []:
            finding.pop("fingerprint")
        self.expect("a check finds something across units", len(same) >= 2)
        self.expect(f"{report} says what a check says", found == same, f"{found}\n{same}")

    def end(self):
        self.scratch.cleanup()
        sys.exit(bool(self.failures))
