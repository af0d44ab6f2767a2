# RUN: %python %s %source
# RUN: %python %s --self-test
"""Fails when a shell script of the repository does not parse, or cannot be executed.

A shell script is a file that ends in .sh or whose first line names a shell.
"""

import os
import re
import subprocess
import sys
import tempfile

SHEBANG = re.compile(rb"#! ?/(?:usr/)?bin/(?:env )?(ba|da)?sh\b")


def shell_scripts(root):
    for directory, directories, files in os.walk(root):
        directories[:] = [name for name in directories if name not in {".git", "build", ".cache"}]
        for name in sorted(files):
            path = os.path.join(directory, name)
            if os.path.islink(path):
                continue
            with open(path, "rb") as file:
                started = SHEBANG.match(file.readline(100))
            if started or name.endswith(".sh"):
                yield path, bool(started)


def check(root):
    problems, count = [], 0
    for path, started in shell_scripts(root):
        count += 1
        result = subprocess.run(["bash", "-n", path], capture_output=True, text=True)
        if result.returncode != 0:
            problems.append(result.stderr.strip())
        if started and not os.access(path, os.X_OK):
            problems.append(f"{path}: cannot be executed; chmod +x")
    return problems, count


def self_test():
    files = {  # Name: text, mode, number of problems.
        "good": ("#!/usr/bin/env bash\necho\n", 0o755, 0),
        "text": ("if\n", 0o644, 0),
        "sourced.sh": ("echo\n", 0o644, 0),
        "broken": ("#!/bin/bash\nif true\n", 0o755, 1),
        "broken.sh": ("echo 'a\n", 0o644, 1),
        "mode": ("#!/bin/sh\necho\n", 0o644, 1),
    }
    wrong = []
    for name, (text, mode, expected) in files.items():
        with tempfile.TemporaryDirectory() as root:
            path = os.path.join(root, name)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            os.chmod(path, mode)
            problems, _ = check(root)
            if len(problems) != expected:
                wrong.append(f"{name}: expected {expected} problems, got {problems}")
    return wrong


def main():
    if sys.argv[1] == "--self-test":
        problems = self_test()
    else:
        problems, count = check(sys.argv[1])
        print(f"{count} scripts")
        if count == 0:
            problems = ["no shell script found"]
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
