"""Compiles a program with every compiler and language version that annotations.h is for.

    compile_everywhere.py SOURCE ANNOTATIONS

With each compiler the program compiles without a warning; with the Clangs also as the analysis
reads it. Then Clang's syntax tree of the program has to hold every annotation of Spellings.def on
every kind of subject that its entry allows, so that a new annotation cannot be forgotten here.
"""

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

# Clang 14 and GCC 12 know the 2023 editions under their working names.
COMPILERS = {
    ".c": {
        "clang-22": ["c99", "c11", "c17", "c23"],
        "clang-14": ["c99", "c11", "c17", "c2x"],
        "gcc-12": ["c99", "c11", "c17", "c2x"],
    },
    ".cpp": {
        "clang++-22": ["c++11", "c++14", "c++17", "c++20", "c++23"],
        "clang++-14": ["c++11", "c++14", "c++17", "c++20", "c++2b"],
        "g++-12": ["c++11", "c++14", "c++17", "c++20", "c++23"],
    },
}

WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]

SUBJECTS = {
    "RecordDecl": "Type",
    "CXXRecordDecl": "Type",
    "EnumDecl": "Type",
    "TypedefDecl": "Type",
    "TypeAliasDecl": "Type",
    "VarDecl": "Variable",
    "FieldDecl": "Field",
    "ParmVarDecl": "Parameter",
    "FunctionDecl": "Function",
    "CXXMethodDecl": "Function",
    "AttributedStmt": "Statement",
}

NODE = re.compile(r"^([ |`-]*)(\w+)")
ANNOTATION = re.compile(r'AnnotateAttr .*"ambit::(\w+)"')
ENTRY = re.compile(r'^AMBIT_SPELLING\(\w+, "(\w+)",\s+([\w |]+),', re.M)


def commands(source, include):
    suffix = source[source.rindex(".") :]
    for compiler, standards in COMPILERS[suffix].items():
        for standard in standards:
            flags = [f"-std={standard}", *WARNINGS, f"-I{include}", "-fsyntax-only"]
            yield [compiler, *flags, source]
            if compiler.startswith("clang"):
                yield [compiler, *flags, "-DAMBIT_ANALYSIS", source]


def run(command):
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return command, result.returncode, result.stdout


def annotated_subjects(source, include):
    """The pairs of spelling and subject in the syntax tree of the program."""
    compiler, standard = ("clang-22", "c11") if source.endswith(".c") else ("clang++-22", "c++20")
    tree = subprocess.run(
        [
            compiler,
            f"-std={standard}",
            f"-I{include}",
            "-DAMBIT_ANALYSIS",
            "-fsyntax-only",
            "-Xclang",
            "-ast-dump",
            "-fno-color-diagnostics",
            source,
        ],
        text=True,
        check=True,
        stdout=subprocess.PIPE,
    ).stdout
    pairs, path = set(), []  # path: the nodes from the root to the line, as (depth, kind).
    for line in tree.splitlines():
        match = NODE.match(line)
        if not match:
            continue
        depth = len(match[1])
        while path and path[-1][0] >= depth:
            path.pop()
        if found := ANNOTATION.search(line):
            pairs.add((found[1], SUBJECTS.get(path[-1][1])))
        path.append((depth, match[2]))
    return pairs


def main():
    source, include = sys.argv[1:]
    failed = compiled = 0
    with ThreadPoolExecutor(2) as pool:
        for command, status, output in pool.map(run, commands(source, include)):
            compiled += 1
            if status != 0 or output:
                failed += 1
                print(" ".join(command), output, sep="\n")
    print(f"compiled {compiled} times")

    with open(f"{include}/Spellings.def", encoding="utf-8") as definitions:
        entries = ENTRY.findall(definitions.read())
    wanted = {
        (spelling, subject) for spelling, subjects in entries for subject in subjects.split(" | ")
    }
    if missing := wanted - annotated_subjects(source, include):
        failed += 1
        print(f"annotations that {source} does not try:", *sorted(missing), sep="\n  ")
    return 1 if failed or not wanted else 0


if __name__ == "__main__":
    sys.exit(main())
