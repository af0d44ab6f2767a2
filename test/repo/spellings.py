# REQUIRES: clang-22
# RUN: %python %s %clang %source/annotations
# RUN: %python %s %clang %source/annotations --self-test
"""Holds annotations.h and Spellings.def together.

For each spelling there is a macro that expands to an annotation with exactly that spelling, takes
arguments if the spelling has any, and has a comment before it which names the subjects. There is
no other public macro. The expansions are taken from the preprocessor.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile

ENTRY = re.compile(r'^AMBIT_SPELLING\((\w+), "(\w+)", ([\w |]+), (\w+)\)', re.M)
MACRO = re.compile(r"^#define (AMBIT_(\w+))(\([^)]*\))? ?(.*)$", re.M)

# What the public macros are made of.
INTERNAL = {
    "AMBIT_ANNOTATE",
    "AMBIT_ANNOTATE_WITH",
    "AMBIT_ANNOTATIONS_ARE_EMPTY",
    "AMBIT_ANNOTATIONS_H",
    "AMBIT_STRING",
    "AMBIT_WAIVE",
    "AMBIT_WAIVER",
    "AMBIT_WORD",
}
GIVEN = {"AMBIT_ANALYSIS"}  # On the command line.


def read_entries(definitions):
    """The entries of Spellings.def: {spelling: (name, subjects, arguments)}; and what is wrong."""
    entries, problems = {}, []
    text = re.sub(r"//.*|^#.*", "", open(definitions, encoding="utf-8").read(), flags=re.M)
    text = re.sub(r",\s*\n\s*", ", ", text)
    for name, spelling, subjects, arguments in ENTRY.findall(text):
        if spelling in entries:
            problems.append(f"Spellings.def: '{spelling}' stands there twice")
        if name != "".join(word.capitalize() for word in spelling.split("_")):
            problems.append(f"Spellings.def: '{spelling}' has the name {name}")
        entries[spelling] = name, subjects.split(" | "), arguments
    if len(entries) != text.count("AMBIT_SPELLING("):
        problems.append("Spellings.def: an entry does not have the form that this test reads")
    return entries, problems


def read_macros(clang, include, standard):
    """The macros the header defines for the analysis: {name: parameters or None}."""
    flags = ["-x", standard[0], f"-std={standard[1]}", "-DAMBIT_ANALYSIS", f"-I{include}"]
    source = "#include <ambit/annotations.h>\n"
    text = subprocess.run(
        [clang, *flags, "-E", "-dM", "-"], input=source, text=True, check=True, capture_output=True
    ).stdout
    macros = {
        name: parameters.strip("()").replace("...", "a, b") if parameters else None
        for name, _, parameters, _ in MACRO.findall(text)
    }
    return {name: parameters for name, parameters in macros.items() if name not in GIVEN}, flags


def expand(clang, flags, macros):
    """{macro: the text it expands to}, with a string literal for each argument."""
    lines = ["#include <ambit/annotations.h>"]
    for name, parameters in macros.items():
        arguments = (
            ""
            if parameters is None
            else "({})".format(", ".join('"x"' for _ in parameters.split(",")))
        )
        lines.append(f"expansion_of {name[:6]} {name[6:]} = {name}{arguments} end_of")
    text = subprocess.run(
        [clang, *flags, "-E", "-P", "-"],
        input="\n".join(lines) + "\n",
        text=True,
        check=True,
        capture_output=True,
    ).stdout
    found = re.findall(r"expansion_of AMBIT_ (\w+) =(.*?)end_of", text, re.S)
    return {"AMBIT_" + name: expansion for name, expansion in found}


def annotation_in(expansion):
    """The spelling and the number of arguments of the annotation in an expansion."""
    form = r'annotate\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)((?:,[^\]]*)?)\)'
    match = re.search(form, expansion)
    if not match:
        return None
    text = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', match[1]))
    return text, match[2].count(",")


def read_comments(header):
    """{macro: the comment that ends on the line before its first #define, or None}."""
    text = open(header, encoding="utf-8").read()
    comments = {}
    for match in re.finditer(r"(/\*(?:(?!\*/).)*\*/\n)?#define (AMBIT_\w+)", text, re.S):
        comments.setdefault(match[2], match[1])
    return comments


def subjects_in(comment):
    """The subjects that the line `On: ...` of a comment names."""
    match = re.search(r"On: ([^.(]*)", comment)
    return [word.strip().capitalize() for word in match[1].split(",")] if match else []


def check(clang, include):
    header = os.path.join(include, "ambit", "annotations.h")
    entries, problems = read_entries(os.path.join(include, "Spellings.def"))
    comments = read_comments(header)
    for standard in [("c", "c11"), ("c++", "c++20")]:
        macros, flags = read_macros(clang, include, standard)
        public = {name: parameters for name, parameters in macros.items() if name not in INTERNAL}
        expansions = expand(clang, flags, public)
        expected = {"AMBIT_" + spelling.upper(): spelling for spelling in entries}
        for name in sorted(expected.keys() - public.keys()):
            problems.append(f"{standard[1]}: there is no macro {name}")
        for name in sorted(public.keys() - expected.keys()):
            problems.append(f"{standard[1]}: {name} has no entry in Spellings.def")
        for name in sorted(public.keys() & expected.keys()):
            found = annotation_in(expansions[name])
            if not found or found[0] != "ambit::" + expected[name]:
                problems.append(f"{standard[1]}: {name} expands to {expansions[name].strip()}")
                continue
            takes_some = entries[expected[name]][2] != "None"
            if takes_some != (macros[name] is not None) or takes_some != (found[1] > 0):
                problems.append(f"{standard[1]}: the arguments of {name} and its entry differ")
    for spelling, (_, subjects, _) in entries.items():
        name = "AMBIT_" + spelling.upper()
        comment = comments.get(name)
        if not comment:
            problems.append(f"annotations.h: {name} has no comment right before it")
        elif sorted(subjects_in(comment)) != sorted(subject_words(subjects)):
            problems.append(
                f"annotations.h: the comment of {name} says 'On: "
                f"{', '.join(subjects_in(comment))}', its entry {subjects}"
            )
    return sorted(set(problems)), len(entries)


def subject_words(subjects):
    """A comment may say `declaration` for everything but a statement."""
    declarations = {"Type", "Variable", "Field", "Function", "Parameter"}
    if declarations < set(subjects):
        return ["Declaration"] + [subject for subject in subjects if subject not in declarations]
    return subjects


def self_test(clang, include):
    """Breaks copies of the two files in every way there is a rule against."""
    definitions, header = "Spellings.def", "ambit/annotations.h"
    changes = {  # The problem to find: a file, a text in it, and what replaces the text.
        "AMBIT_OWNER has no entry": (
            definitions,
            'AMBIT_SPELLING(Owner, "owner", Parameter, None)',
            "",
        ),
        "no macro AMBIT_ISR_SAVE": (definitions, '"isr_safe"', '"isr_save"'),
        "has the name ISRSafe": (definitions, "(IsrSafe,", "(ISRSafe,"),
        "the arguments of AMBIT_BLOCKS": (
            definitions,
            '"blocks", Function, None',
            '"blocks", Function, Core',
        ),
        "the comment of AMBIT_MIGRATES": (definitions, '"migrates", Function', '"migrates", Type'),
        "the form that this test reads": (
            definitions,
            "AMBIT_SPELLING(Init",
            "AMBIT_SPELLING( Init",
        ),
        "AMBIT_INIT expands": (header, 'AMBIT_ANNOTATE("init")', 'AMBIT_ANNOTATE("initial")'),
        "AMBIT_UNCHECKED expands": (header, '"ambit::unchecked"', '"ambit::unchekked"'),
        "no macro AMBIT_SEND": (header, "#define AMBIT_SEND ", "#define AMBIT_ZEND "),
        "AMBIT_EXTRA has no entry": (
            header,
            "#define AMBIT_SEND ",
            "#define AMBIT_EXTRA\n#define AMBIT_SEND ",
        ),
        "AMBIT_SYNC has no comment": (header, "#define AMBIT_SYNC ", "\n#define AMBIT_SYNC "),
    }
    wrong = []
    for expected, (file, old, new) in changes.items():
        with tempfile.TemporaryDirectory() as root:
            copy = os.path.join(root, "annotations")
            shutil.copytree(include, copy)
            path = os.path.join(copy, file)
            text = open(path, encoding="utf-8").read()
            if old not in text:
                wrong.append(f"self-test: '{old}' is not in {file} any more")
                continue
            with open(path, "w", encoding="utf-8") as changed:
                changed.write(text.replace(old, new))
            problems, _ = check(clang, copy)
            if not any(expected in problem for problem in problems):
                wrong.append(
                    f"self-test: {file} with '{new}': expected '{expected}', got {problems}"
                )
    return wrong


def main():
    clang, include = sys.argv[1:3]
    if "--self-test" in sys.argv:
        problems = self_test(clang, include)
    else:
        problems, count = check(clang, include)
        print(f"{count} spellings")
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
