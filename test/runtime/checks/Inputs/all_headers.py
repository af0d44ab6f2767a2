"""Prints a program that includes every header of the runtime."""

import pathlib
import sys

include = pathlib.Path(sys.argv[1]) / "runtime" / "include"
for header in sorted(include.rglob("*.hpp")):
    print(f'#include "{header.relative_to(include)}"')
