# RUN: %python %s %source %ambit-command
"""Fails when docs/command.md shows something else than the command prints.

In the page, `<!-- file: NAME -->` before a block makes a file, and `<!-- command: ambit ... -->` before a block says
what prints it, on both outputs. Each directory is a program, with a compilation database. To write the blocks
anew, which is to be read before it is believed: test/docs/command.py --update . build/release/bin/ambit
"""

import difflib
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"<!-- (file|command): (.*?) -->\n```\w*\n(.*?)```\n", re.S)


def said(command, ambit, directory):
    words = shlex.split(command)
    assert words[0] == "ambit", command
    run = subprocess.run([ambit, *words[1:]], cwd=directory, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return run.stdout


def main(arguments):
    update = arguments[0] == "--update"
    source, ambit = (pathlib.Path(word).resolve() for word in arguments[update:])
    page = source / "docs/command.md"
    text = page.read_text()
    wrong = []
    with tempfile.TemporaryDirectory() as directory:
        place = pathlib.Path(directory)
        for kind, name, block in BLOCK.findall(text):
            if kind == "file":
                (place / name).parent.mkdir(parents=True, exist_ok=True)
                (place / name).write_text(block)
        for program in sorted(p for p in place.iterdir() if p.is_dir()):
            database = [sys.executable, source / "test/driver/Inputs/database.py", program, source / "annotations"]
            subprocess.run(database, check=True)

        def check(match):
            kind, name, block = match.groups()
            found = said(name, ambit, place) if kind == "command" else block
            if found != block:
                wrong.append(f"docs/command.md: '{name}' prints something else:")
                wrong.extend(difflib.unified_diff(block.splitlines(), found.splitlines(), "the page", "ambit", lineterm=""))
            return match[0].replace(block, found) if block else match[0]

        changed = BLOCK.sub(check, text)
    if update:
        page.write_text(changed)
        return 0
    print("\n".join(wrong))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
