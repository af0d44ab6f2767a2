"""A small project for tests of the command: four sources around two headers, with findings."""

import json
import pathlib
import re
import shutil
import subprocess

HEADER = """#ifndef SHARED_H
#define SHARED_H
extern int shared_count;
extern int other_count;
void bump(void);
static inline int twice(int x) { return 2 * x; }
#endif
"""

SOURCES = {
    "first/readme": "",
    "include/shared.h": HEADER,
    "isr.c": '#include "shared.h"\n#include "ambit/annotations.h"\n'
    "AMBIT_ISR_AT(3) void tick_isr(void) { bump(); }\n",
    "bump.c": '#include "shared.h"\nvoid bump(void) {\n  shared_count++;\n}\n',
    "main.c": '#include "shared.h"\nint shared_count;\nint main(void) {\n  for (;;)\n'
    "    shared_count = twice(shared_count);\n}\n",
    "alone.c": '#include "ambit/annotations.h"\nint own;\nAMBIT_ISR_AT(1) void own_isr(void) { own++; }\n'
    "void work(void) { own++; }\n",
}


class Trial:
    def __init__(self, ambit, directory, annotations):
        self.ambit = ambit
        self.directory = pathlib.Path(directory).resolve()
        self.annotations = annotations
        shutil.rmtree(self.directory, ignore_errors=True)
        for name, text in SOURCES.items():
            self.write(name, text)
        self.database()

    def write(self, name, text):
        path = self.directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def read(self, name):
        return (self.directory / name).read_text()

    def database(self, flags=(), extra=()):
        sources = sorted(self.directory.glob("*.c")) + sorted(self.directory.glob("*.cpp"))
        entries = [
            {
                "directory": str(self.directory),
                "file": str(s),
                "arguments": ["cc", f"-I{self.directory}/first", f"-I{self.directory}/include",
                              f"-I{self.annotations}", *flags, "-c", str(s)],
            }
            for s in sources
        ]
        self.write("compile_commands.json", json.dumps(entries + list(extra)))

    def run(self, *arguments, expect=None, **options):
        """\\returns (status, findings as JSON, standard error)"""
        command = [self.ambit, "check", "-p", str(self.directory), *([] if "-j" in arguments else ["-j", "2"]), "--json=-", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, **options)
        if expect is not None:
            assert done.returncode == expect, (done.returncode, done.stdout, done.stderr)
        return done.returncode, done.stdout, done.stderr

    def cached(self, *arguments, **options):
        """\\returns how many units came from the cache; the findings are those of a clean run"""
        status, found, said = self.run(*arguments, **options)
        clean_status, clean, _ = self.run("--no-cache", *arguments)
        assert (status, found) == (clean_status, clean), f"{said}\n--- cached\n{found}\n--- clean\n{clean}"
        return int((re.search(r"(\d+) from the cache", said) or [0, 0])[1])
