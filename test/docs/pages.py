# RUN: %python %s %source %ambit-check-with
# RUN: %python %s --self-test %source %ambit-check-with
"""Fails when an example in README.md or under docs/ is not what Ambit says.

In a page, these comments stand on a line of their own before a code block:

  <!-- example: NAME [OPTION=VALUE ...] -->  a unit: it is analysed with the options
  <!-- output: NAME -->                      what is said about it, the whole; none if there is no such block
  <!-- file: NAME -->                        a file beside the unit, such as a header or a model

and `<!-- together: NAME -->` makes one unit of all blocks of code that follow in the page. A block of C or C++
that no comment stands before is an error, so that no example escapes.

To write the output blocks anew, which is to be read before it is believed:

  test/docs/pages.py --update . clang-tidy-22 --load=$PWD/build/release/lib/libambit-tidy.so \\
      --quiet --checks='-*,ambit-*' --config
"""

import concurrent.futures
import difflib
import json
import pathlib
import re
import subprocess
import sys
import tempfile

PAGES = ["README.md", "docs/*.md", "docs/checks/*.md", "docs/decisions/*.md"]
# Its examples are a model and what it does; test/models reads them.
EXEMPT = {"docs/models.md"}

STANDARD = {".c": "-std=c11", ".cpp": "-std=c++20"}
CODE = {"c", "cpp"}
# The runtime's pages show programs on its port for the host.
INCLUDE_PATH = ["annotations", "runtime/include", "runtime/port/host"]

COMMENT = re.compile(r"<!-- (example|output|file|together): (\S+)((?: \w+=\S+)*) -->$")
FENCE = re.compile(r"^```(\w*)$")


class Unit:
    def __init__(self, name, line, options=""):
        self.name, self.line = name, line
        self.options = dict(option.split("=", 1) for option in options.split())
        self.code, self.output = [], []
        self.output_at = None  # indices of the lines between the fences


def read(lines):
    """The units and other files of a page, and what is wrong with it."""
    units, files, problems = {}, {}, []
    pending = together = None
    at = 0
    while at < len(lines):
        if comment := COMMENT.match(lines[at]):
            if comment[1] == "together":
                together = units[comment[2]] = Unit(comment[2], at + 1, comment[3])
            else:
                pending = comment
        elif fence := FENCE.match(lines[at]):
            begin = at + 1
            end = lines.index("```", begin)
            block = lines[begin:end]
            at = end
            if pending is None and together and fence[1] in CODE:
                together.code += block + [""]
            elif pending is None and fence[1] in CODE:
                problems.append(f"{begin}: no <!-- example: ... --> stands before this block")
            elif pending and pending[1] == "example":
                unit = units[pending[2]] = Unit(pending[2], begin, pending[3])
                unit.code = block
            elif pending and pending[1] == "file":
                files[pending[2]] = block
            elif pending and pending[2] not in units:
                problems.append(f"{begin}: there is no example '{pending[2]}'")
            elif pending:
                units[pending[2]].output = block
                units[pending[2]].output_at = (begin, end)
            pending = None
        elif lines[at].strip() and pending:
            problems.append(f"{at + 1}: a block has to follow '{pending[0]}'")
            pending = None
        at += 1
    return units, files, problems


def said(unit, files, source, command):
    """What Ambit says about the unit, line by line."""
    with tempfile.TemporaryDirectory() as directory:
        place = pathlib.Path(directory)
        for name, text in {**files, unit.name: unit.code}.items():
            (place / name).write_text("\n".join(text) + "\n")
        result = subprocess.run(
            [*command, json.dumps({"CheckOptions": unit.options}), unit.name, "--"]
            + [STANDARD[pathlib.Path(unit.name).suffix], "-Wall"]
            + [f"-I{source}/{part}" for part in INCLUDE_PATH],
            capture_output=True, text=True, cwd=place,
        )
        if result.returncode and not result.stdout:
            sys.exit(f"{' '.join(command)}: {result.stderr}")
        return result.stdout.replace(f"{place}/", "").splitlines()


def check(page, source, command, update=False):
    lines = page.read_text().splitlines()
    units, files, problems = read(lines)
    changed = False
    for unit in sorted(units.values(), key=lambda unit: unit.output_at or (0, 0), reverse=True):
        found = said(unit, files, source, command)
        if found == unit.output:
            continue
        if update and unit.output_at:
            lines[unit.output_at[0] : unit.output_at[1]] = found
            changed = True
            continue
        problems.append(f"{unit.line}: '{unit.name}' is not what Ambit says:")
        difference = difflib.unified_diff(unit.output, found, "the page", "Ambit", lineterm="")
        problems += ["    " + line for line in difference]
    if changed:
        page.write_text("\n".join(lines) + "\n")
    name = page.relative_to(source) if page.is_relative_to(source) else page.name
    return [problem if problem[0] == " " else f"{name}:{problem}" for problem in problems]


def self_test(source, command):
    crossing = [
        "<!-- example: t.c -->",
        "```c",
        '#include "ambit/annotations.h"',
        "struct AMBIT_CORE_BOUND uart { int divisor; };",
        "void post(struct uart *u AMBIT_CROSSES_CORE);",
        "void f(struct uart *u) { post(u); }",
        "```",
    ]
    cases = [
        (crossing, "is not what Ambit says"),  # the finding is not shown
        (crossing[:5] + crossing[6:], None),  # nothing to show
        (crossing[:5] + crossing[6:] + ["<!-- output: t.c -->", "```", "warning: ?", "```"], "-warning: ?"),
        (crossing[1:], "no <!-- example"),
        (["<!-- output: t.c -->", "```", "```"], "no example 't.c'"),
        (crossing[:1] + ["text"] + crossing[1:], "a block has to follow"),
        (["<!-- together: t.c -->", "```c", "int x = y;", "```"], "undeclared identifier"),
    ]
    with tempfile.TemporaryDirectory() as directory:
        page = pathlib.Path(directory) / "page.md"
        for number, (lines, expected) in enumerate(cases):
            page.write_text("\n".join(lines) + "\n")
            problems = "\n".join(check(page, source, command))
            if (expected is None and problems) or (expected and expected not in problems):
                yield f"self-test: page {number} gives: {problems or 'nothing'}"


def main(arguments):
    mode = arguments.pop(0) if arguments[0].startswith("--") else None
    source, command = pathlib.Path(arguments[0]).resolve(), arguments[1:]
    if mode == "--self-test":
        problems = list(self_test(source, command))
    else:
        pages = [page for glob in PAGES for page in sorted(source.glob(glob))]
        pages = [page for page in pages if str(page.relative_to(source)) not in EXEMPT]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            checked = pool.map(lambda page: check(page, source, command, mode == "--update"), pages)
            problems = [problem for result in checked for problem in result]
    print("\n".join(problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
